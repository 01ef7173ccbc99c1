"""A month of ordinary work, written into the sealed log, in which some look out of curiosity: the rules find them and
name few others (SEC-30). Who works how is drawn here, and knows nothing of the rules."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from time import process_time
from uuid import uuid4

import pytest
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.audit.models import Event
from banlanh.care.digest import digest
from banlanh.care.models import Assignment, Block, LabTest, SupportedPerson
from banlanh.core import words
from banlanh.core.homes import SEALED
from tests.support.commune import SINCE, body_of
from tests.support.nightly import at_night

pytestmark = pytest.mark.django_db(databases="__all__")
FIRST, DAYS = date(2026, 10, 26), 28  # four weeks, from a Monday
OPENINGS, OFFICERS, HELPERS, FILES, ABUSES = at_night((3000, 9, 20, 120, 20), else_few=(300, 4, 5, 40, 6))
FOUND, FALSE_A_WEEK = at_night(19, else_few=ABUSES), 5
# How often somebody at work looks after hours, or looks and writes nothing, though it was work.
AFTER_HOURS, NOTHING_WRITTEN = 0.02, 0.1
SEEN = {"part": "legal", "purpose": "file"}


@dataclass
class Month:
    """The commune's staff and files, and the log that their month leaves."""

    commune: int
    officers: list[User]
    helpers: list[User]
    chief: User
    files: list[SupportedPerson]
    draw: Random
    log: list[Event] = field(default_factory=list)
    planted: list[set[tuple]] = field(default_factory=list)  # of each abuse the looks of which one is to be named

    def tell(self, verb: str, by: User, person: SupportedPerson, at: datetime, **detail) -> tuple:
        event = Event(commune=self.commune, at=at, by=by.pk, verb=f"care.{verb}", detail=detail)
        event.subject = f"care.supportedperson:{person.pk}"
        self.log.append(event)
        return by.pk, person.pk, at.date()

    def moment(self, *, in_hours: bool = True, before: int = DAYS) -> datetime:
        days = [FIRST + timedelta(days=number) for number in range(before)]
        day = self.draw.choice([each for each in days if not words.day_off(each)])
        hour = self.draw.randrange(8, 17) if in_hours else self.draw.choice([5, 19, 20, 22, 23])
        return timezone.make_aware(datetime.combine(day, time(hour, self.draw.randrange(60), self.draw.randrange(60))))

    def works(self) -> None:
        """One piece of work: the officer's or a helper's with their file, or the chief's with a test that is due."""
        person = self.draw.choice(self.files)
        helper = self.helpers[self.files.index(person) % len(self.helpers)]
        officer = next(each for each in self.officers if each.pk == person.officer)
        by = self.draw.choices([officer, helper, self.chief], [6, 3, 1])[0]
        at = self.moment(in_hours=self.draw.random() > AFTER_HOURS)
        self.tell("looked", by, person, at, **SEEN)
        if self.draw.random() > NOTHING_WRITTEN:
            self.tell("visited", by, person, at + timedelta(minutes=self.draw.randrange(2, 300)))

    def is_curious(self, kind: str) -> None:
        """One abuse of a kind: whose look at which file, on which day, is to be named."""
        person, at = self.draw.choice(self.files), self.moment(before=14)
        stranger = self.draw.choice([each for each in self.officers if each.pk != person.officer])
        officer = next(each for each in self.officers if each.pk == person.officer)
        if kind == "no task":
            LabTest.objects.filter(person=person).delete()
            looks = [self.tell("looked", stranger, person, at, **SEEN)]
        elif kind == "by night":
            looks = [self.tell("looked", officer, person, self.moment(in_hours=False), **SEEN)]
        elif kind == "ended":
            gone = SupportedPerson.objects.filter(closed_on__isnull=False).first()
            looks = [self.tell("looked", self.chief, gone, at, part="legal", purpose="emergency")]
        elif kind == "relative":
            Block.objects.create(person=person, key=person.key, by=0, user=stranger.pk)
            looks = [self.tell("refused", stranger, person, at)]
        elif kind == "crowd":
            looks = [self.tell("looked", by, person, at, **SEEN) for by in self.four]
        else:
            looks = self.lingers(person)
        self.planted.append(set(looks))

    def lingers(self, person: SupportedPerson) -> list[tuple]:
        """Comes back on three days and does nothing: a helper who never worked with this file otherwise."""
        newcomer = self.helpers[(self.files.index(person) + 1) % len(self.helpers)]
        days = {"starts_on": FIRST, "ends_on": FIRST + timedelta(days=90)}
        Assignment.objects.create(person=person, key=person.key, by=0, body=0, helper=newcomer.pk, **days)
        mondays = [datetime.combine(FIRST + timedelta(weeks=number), time(10)) for number in range(3)]
        return [self.tell("looked", newcomer, person, timezone.make_aware(each), **SEEN) for each in mondays]

    @property
    def four(self) -> list[User]:
        return self.draw.sample([*self.officers, *self.helpers], 4)

    def write(self) -> None:
        self.log.sort(key=lambda event: event.at)
        for number, event in enumerate(self.log):
            event.sequence = 10_000 + number
        Event.objects.using(SEALED).bulk_create(self.log)


KINDS = ("no task", "by night", "ended", "relative", "crowd", "lingers")


@pytest.fixture
def month(commune, son) -> Month:
    draw = Random(30)
    police, union = body_of(commune, "Công an xã"), body_of(commune, "Hội Phụ nữ")
    officers = hired(police, Role.R4, OFFICERS)
    files = [file_of(commune.pk, officers[number % OFFICERS]) for number in range(FILES)]
    SupportedPerson.objects.bulk_create([*files, *(file_of(commune.pk, son, closed=True) for _ in range(5))])
    helpers = hired(union, Role.R8, HELPERS)
    of = [(person, helpers[number % HELPERS]) for number, person in enumerate(files)]
    days = {"starts_on": SINCE, "ends_on": date(2027, 1, 1)}
    Assignment.objects.bulk_create(
        Assignment(person=person, key=person.key, by=0, body=union.pk, helper=helper.pk, **days)
        for person, helper in of
    )
    LabTest.objects.bulk_create(
        LabTest(person=each, key=each.key, by=0, due_on=FIRST + timedelta(days=draw.randrange(DAYS))) for each in files
    )
    return Month(commune.pk, officers, helpers, son, files, draw)


def hired(body, role: Role, many: int) -> list[User]:
    people = User.objects.bulk_create(User(username=f"{role}-{n}", full_name=f"{role} {n}") for n in range(many))
    Post.objects.bulk_create(Post(user=each, body=body, role=role, title=role, starts_on=SINCE) for each in people)
    return people


def file_of(commune: int, officer: User, *, closed: bool = False) -> SupportedPerson:
    opened = timezone.make_aware(datetime.combine(SINCE, time(8)))
    ends_on, closed_on = date(2027, 9, 1), FIRST - timedelta(days=9) if closed else None
    days = {"opened_at": opened, "ends_on": ends_on, "closed_on": closed_on}
    return SupportedPerson(key=uuid4(), commune=commune, village=0, officer=officer.pk, **days)


def test_curiosity_is_named_and_little_else(month, commune, record_property):
    for _ in range(OPENINGS):
        month.works()
    for number in range(ABUSES):
        month.is_curious(KINDS[number % len(KINDS)])
    month.write()
    began = process_time()
    weeks = [digest(commune, FIRST + timedelta(weeks=number)) for number in range(DAYS // 7)]
    named = [[(each.opening.by, each.opening.person, each.opening.day) for each in week.named] for week in weeks]
    found = [bool(looks & {look for week in named for look in week}) for looks in month.planted]
    wrong = [sum(look not in set().union(*month.planted) for look in week) for week in named]
    why = Counter(rule.key for week in weeks for each in week.named for rule in each.rules)
    looks = sum(week.looks for week in weeks)
    record_property(
        "gossip",
        f"{looks} openings, {sum(found)} of {ABUSES} found, false by week {wrong}, {sorted(why.items())}; "
        f"{process_time() - began:.1f} s of processor",
    )
    assert sum(found) >= FOUND
    assert max(wrong) <= FALSE_A_WEEK
    assert looks >= OPENINGS
