"""What must be true of every day of three years of people in care (SEC-59), as sentences that say what is not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.care import queries
from banlanh.care.enums import Part
from banlanh.care.models import Assignment, LabTest, SupportedPerson
from banlanh.core.clock import DAY
from banlanh.core.homes import SEALED
from banlanh.sealing.crypto import Broken
from banlanh.sealing.models import DataKey
from banlanh.sealing.rows import opened

from .years import Life, Years


def faults(years: Years) -> Iterator[str]:
    """What the end of this day must not find."""
    kept = {person.code: person for person in SupportedPerson.objects.all()}
    for code, life in years.lives.items():
        yield from (f"{code} {fault}" for fault in faults_of(kept[code], life, years.today))
    yield from shown(years)
    yield from left_over()
    yield from unreminded(years)
    yield from destroyed(years, kept)


def faults_of(person: SupportedPerson, life: Life, today: date) -> Iterator[str]:
    if life.closed_on is None and person.ends_on != life.ends_on:
        yield f"ends on {person.ends_on}, not {life.ends_on}"
    if person.closed_on is None and life.has_ended(today):
        yield "is open past its term"
    if person.closed_on and not life.has_ended(today):
        yield "was closed before its term, without a document"
    if person.closed_on and person.closed_on != (life.closed_on or life.ends_on):
        yield f"ended on {person.closed_on}"
    if person.commune != life.commune:
        yield "is in another commune"


def shown(years: Years) -> Iterator[str]:
    """An ended file is in no list, and each chief counts just the open ones of the commune.

    The lists of one person a day, in turn: what is shown that has ended would be shown the day after too.
    """
    ended = {code for code, life in years.lives.items() if life.has_ended(years.today)}
    user = years.cast.whose_turn(years.today)
    yield from (f"{code} has ended and is shown to {user}" for code in codes_shown_to(user, years.today) & ended)
    for chief in (years.cast.chief, years.cast.chief_beyond):
        mine = {code for code, life in years.lives.items() if life.commune == chief.reach.commune.pk} - ended
        if {person.code for person in queries.within(chief, Part.LEGAL)} != mine:
            yield f"{chief} counts other files than those open in the commune"


def codes_shown_to(user: User, today: date) -> set[str]:
    """Every code in any list of any page of this person."""
    found = {person.code for part in Part for person in queries.within(user, part)}
    found |= {person.code for person in queries.ending_soon(user, today)}
    found |= {test.person.code for test in queries.due_tests(user, today, within_days=800)}
    found |= {assigned.person.code for assigned in queries.helped_by(user, today)}
    found |= {move.person.code for move in queries.departures(user)}
    return found | {move.person.code for move in queries.arrivals(user).waiting()}


def left_over() -> Iterator[str]:
    if Assignment.objects.filter(ended_at=None).exclude(person__closed_on=None).exists():
        yield "an ended file still has a helper"
    if LabTest.objects.filter(done_on=None).exclude(person__closed_on=None).exists():
        yield "an ended file still waits for a test"


def unreminded(years: Years) -> Iterator[str]:
    """30 and 7 days before, the chief of the commune is reminded of each file, and on no other day."""
    for number in range(years.step.days):
        day = years.today - number * DAY
        for chief in (years.cast.chief, years.cast.chief_beyond):
            due = [life for life in years.open_in(chief) if (life.ends_on - day).days in (30, 7)]
            years.told["reminders"] += len(due)
            is_asked = due or day == years.today
            if is_asked and queries.ending_reminders(chief, day) != len(due):
                yield f"{chief} is not reminded on {day} of just {len(due)} files"


def destroyed(years: Years, kept: dict[str, SupportedPerson]) -> Iterator[str]:
    """The archive period over, the key is gone, and nothing opens the file, an old copy of it neither."""
    keys = set(DataKey.objects.values_list("pk", flat=True))
    for code, life in years.lives.items():
        is_over = life.has_ended(years.today) and life.destroyed_after < years.today
        if is_over == (kept[code].key in keys):
            yield f"{code} {'has a key that is still there' if is_over else 'has lost its key too early'}"
        if is_over and not life.is_destroyed:
            life.is_destroyed = True
            yield from (f"{code} {fault}" for fault in opens_still(kept[code], life))


def opens_still(person: SupportedPerson, life: Life) -> Iterator[str]:
    if (person.identity, person.card_number, person.phone) != (None, None, None):
        yield "still says whose it was"
    if any(rows.exists() for rows in (person.legalsteps, person.supportcards, person.labtests, person.moves)):
        yield "still holds what was written in it"
    try:
        opened([life.backup], "identity")
    except Broken:
        return
    yield "opens from an old copy"


def ended_twice() -> list[str]:
    closed = Event.objects.using(SEALED).filter(verb="care.closed").values_list("subject", flat=True)
    return [subject for subject, times in Counter(closed).items() if times > 1]
