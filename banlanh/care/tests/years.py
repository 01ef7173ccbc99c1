"""Three years of people in care, as a seed draws them, lived through the actions; and what the laws say of each day.

What ought to be is worked out apart: an end by walking over days, a closing and a destruction by plain dates.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from dateutil.relativedelta import relativedelta

from banlanh.accounts.models import User
from banlanh.care import actions, moves, queries, terms
from banlanh.care.enums import Answer, Found, Part, Result
from banlanh.care.models import LabTest, Move, SupportedPerson
from banlanh.care.terms import Category, ExitReason, Ground, PauseKind
from banlanh.core import clock
from banlanh.core.clock import DAY
from banlanh.places.models import Place
from tests.support.commune import body_of

from .conftest import another, village_of

FIRST = date(2026, 1, 5)  # a Monday of the old law; the new one holds from 1/7, 29/2/2028 is on the way
LAST = FIRST + relativedelta(years=3)
CHANGED = date(2026, 7, 1)
MONTHS = {ground: 24 if ground is Ground.COMPULSORY else 12 for ground in Ground}
BACK = [each for each in Answer if each is not Answer.ACCEPTED]
EARLY = (ExitReason.DEAD, ExitReason.PRISON, ExitReason.MISSING)
# Which days do not count, by the law of the day on which they begin.
STOPS = {
    (Category.AFTER_REHAB, PauseKind.IMPRISONED): (CHANGED, date.max),
    (Category.AFTER_REHAB, PauseKind.ABSENT): (date.min, CHANGED - DAY),
    (Category.USER, PauseKind.DETAINED): (CHANGED, date.max),
}
# How often a due test is done, is bad, is told late; a move is answered; and what happens in a week.
OFTEN = {"test": 0.9, "bad": 0.1, "late": 0.1, "answer": 0.5, "visit": 0.2, "move": 0.01, "pause": 0.01, "early": 0.002}


@dataclass
class Life:
    """One person's file as it ought to stand."""

    backup: SupportedPerson  # as it was when it was opened
    commune: int
    ground: Ground
    starts_on: date
    paused: set[date] = field(default_factory=set)
    closed_on: date | None = None
    is_destroyed: bool = False

    def __post_init__(self):
        self.ends_on = self.walked()

    def walked(self) -> date:
        """As many days as the months hold from the start, those left out that do not count."""
        left = (self.starts_on + relativedelta(months=MONTHS[self.ground]) - self.starts_on).days
        day = self.starts_on
        while left:
            day += DAY
            left -= day not in self.paused
        return day

    def has_ended(self, on: date) -> bool:
        return self.closed_on is not None or self.ends_on < on

    @property
    def destroyed_after(self) -> date:
        return (self.closed_on or self.ends_on) + relativedelta(years=1)


@dataclass
class Cast:
    here: Place
    beyond: Place
    chief: User
    officer: User
    chief_beyond: User
    officer_beyond: User
    chair: User
    helper: User

    def whose_turn(self, day: date) -> User:
        everybody = [self.chief, self.officer, self.chief_beyond, self.officer_beyond, self.chair, self.helper]
        return everybody[Random(day.toordinal()).randrange(len(everybody))]

    def officer_of(self, person: SupportedPerson) -> User:
        return self.officer if person.commune == self.here.pk else self.officer_beyond

    def chief_of(self, commune: int) -> User:
        return self.chief if commune == self.here.pk else self.chief_beyond


class Years:
    """The three years, a step after the other."""

    def __init__(self, cast: Cast, people: int, seed: int, step: timedelta):
        self.cast, self.draw, self.step, self.today = cast, Random(seed), step, FIRST - step
        self.lives: dict[str, Life] = {}
        self.told: Counter[str] = Counter()
        days = (LAST - FIRST).days - 300  # the last come late enough to be in care at the end
        self.coming = sorted(FIRST + self.draw.randrange(days) * DAY for _ in range(people))

    def live(self, monkeypatch):
        """Each step's day, after what happened on it."""
        while self.today + self.step <= LAST:
            self.today += self.step
            monkeypatch.setenv("BANLANH_TODAY", self.today.isoformat())
            self.told["ended by their term"] += actions.end_terms(self.today)
            self.told["destroyed"] += actions.shred_ended(self.today)
            while self.coming and self.coming[0] <= self.today:
                self.coming.pop(0)
                self.open_file()
            self.due = {test.person_id: test for test in LabTest.objects.filter(done_on=None).select_related("person")}
            self.sent = {move.person_id: move for move in Move.objects.waiting().select_related("person")}
            for person in SupportedPerson.objects.filter(closed_on=None).order_by("opened_at", "pk"):
                self.happens_to(person, self.lives[person.code])
            yield self.today

    def is_drawn(self, what: str) -> bool:
        """Whether it happens in this step."""
        return self.draw.random() < OFTEN[what] * self.step.days / 7

    def open_in(self, chief: User) -> list[Life]:
        here = chief.reach.commune.pk
        return [each for each in self.lives.values() if each.commune == here and not each.has_ended(self.today)]

    def open_file(self) -> None:
        began = self.today - self.draw.randrange(10) * DAY
        old = [each for each in Ground if each is not Ground.CLEARED]
        ground = self.draw.choice(old if began < CHANGED else list(Ground))
        completed = None if ground.category is Category.USER else began - self.draw.randrange(20) * DAY
        told = another(ground=ground, decided_on=began, completed_on=completed)
        village = village_of(self.cast.here, self.draw.choice(["Nà Lìn", "Sín Chải", "Bản Mới"]))
        person = actions.open_file(uuid4(), told, village=village, by=self.cast.officer)
        self.lives[person.code] = Life(person, person.commune, ground, completed or began)
        self.told[f"opened: {ground}"] += 1
        by, months = self.cast.chief, self.draw.choice([1, 3])
        first = self.today + self.draw.randrange(30) * DAY
        actions.set_interval(person, months=months, first_on=first, decided_by="Trưởng Công an xã", by=by)
        given = actions.assign_body(person, body_of(self.cast.here, "Hội Phụ nữ"), by=by)
        actions.name_helper(given, self.cast.helper, by=self.cast.chair)

    def happens_to(self, person: SupportedPerson, life: Life) -> None:
        by = self.cast.chief_of(person.commune)
        for what in (self.tested, self.visited, self.pauses, self.moves, self.leaves_early):
            if life.closed_on is None:
                what(person, life, by)

    def tested(self, person: SupportedPerson, life: Life, by: User) -> None:
        due = self.due.get(person.pk)
        if due is None or due.due_on > self.today or self.draw.random() > OFTEN["test"]:
            return
        is_bad, is_late = self.draw.random() < OFTEN["bad"], self.draw.random() < OFTEN["late"]
        known_on = max(self.today - 5 * DAY * is_late, due.due_on)
        result = Result.POSITIVE if is_bad else Result.NEGATIVE
        actions.record_result(
            due, done_on=due.due_on, known_on=known_on, result=result, by=self.cast.officer_of(person)
        )
        self.told[f"tests: {result}"] += 1
        if is_bad:
            days = {"happened_on": due.due_on, "known_on": known_on}
            actions.record_finding(uuid4(), person, found=Found.USED, words="", by=by, **days)
            if self.draw.random() < 0.5:
                self.close(person, life, ExitReason.DEPENDENT, by)

    def visited(self, person: SupportedPerson, life: Life, by: User) -> None:
        if self.is_drawn("visit") and queries.within(self.cast.helper, Part.CARD).filter(pk=person.pk).exists():
            told = {"visited_on": self.today, "note": "khỏe", "next_on": None}
            actions.record_visit(uuid4(), person, by=self.cast.helper, **told)
            self.told["visits"] += 1

    def pauses(self, person: SupportedPerson, life: Life, by: User) -> None:
        if not self.is_drawn("pause"):
            return
        kind, first = self.draw.choice(list(PauseKind)), self.today - self.draw.randrange(40) * DAY
        pause = terms.Pause(kind, first, self.today)
        actions.add_pause(person, pause, document="7/QĐ", by=by)
        since, until = STOPS.get((life.ground.category, kind), (date.max, date.max))
        if since <= first <= until:
            life.paused |= {first + number * DAY for number in range((self.today - first).days + 1)}
            life.ends_on = life.walked()
            self.told["extended"] += 1

    def moves(self, person: SupportedPerson, life: Life, by: User) -> None:
        sent = self.sent.get(person.pk)
        if sent is None and self.is_drawn("move"):
            self.send(person, by)
        elif sent and self.draw.random() < OFTEN["answer"]:
            said = self.draw.choice([Answer.ACCEPTED, Answer.ACCEPTED, *BACK])
            self.told[f"moves {'on paper' if sent.target is None else 'between two'}: {said}"] += 1
            if sent.target is None:
                moves.answer_on_paper(sent, said, document="9/TB", by=by)
                life.closed_on = self.today if said is Answer.ACCEPTED else None
            elif said is Answer.ACCEPTED:
                self.take_over(sent, life)
            else:
                moves.send_back(sent, said, by=self.cast.chief_of(sent.target))

    def send(self, person: SupportedPerson, by: User) -> None:
        is_here = person.commune == self.cast.here.pk
        target = self.draw.choice([None, self.cast.beyond if is_here else self.cast.here])
        left_at = clock.midnight_of(self.today - self.draw.choice([0, 0, 0, 3]) * DAY)
        moves.send_file(person, moves.Leaving(target, "xã khác", left_at, "3/TB"), by=by)

    def take_over(self, sent, life: Life) -> None:
        there = self.cast.beyond if sent.target == self.cast.beyond.pk else self.cast.here
        officer = self.cast.officer_beyond if there == self.cast.beyond else self.cast.officer
        moves.take_over(sent, village=village_of(there), officer=officer, by=self.cast.chief_of(there.pk))
        life.commune = there.pk

    def leaves_early(self, person: SupportedPerson, life: Life, by: User) -> None:
        if self.is_drawn("early"):
            self.close(person, life, self.draw.choice(EARLY), by)

    def close(self, person: SupportedPerson, life: Life, reason: ExitReason, by: User) -> None:
        actions.close_file(person, reason, document="12/QĐ", on=self.today, by=by)
        life.closed_on = self.today
        self.told["ended early, with a document"] += 1
