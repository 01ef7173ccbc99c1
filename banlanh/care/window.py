"""All that the rest of the house ever learns of care (DESIGN section 4): what `disclosure` lets out of its counts, and
in which villages somebody was newly found to be addicted, for targets that the plan sets for villages.

A month is settled when its figures are first asked for, and stands from then on: what changes later is told of the
next. What is counted is sealed, so settling needs the key; without it `Refused` says why, and what was settled stays
told. Only people after rehabilitation are counted: a second total, of those under management for use, would let one
be subtracted from the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.disclosure.actions import publish
from banlanh.disclosure.enums import Audience, Half, Measure
from banlanh.disclosure.queries import published_of
from banlanh.disclosure.release import Released
from banlanh.places.models import Place
from banlanh.sealing import master
from banlanh.sealing.closed import or_refused
from banlanh.sealing.rows import with_opened

from . import asking, digest, routing, timely
from .enums import StepKind
from .models import Assignment, LabTest, LegalStep, SupportedPerson
from .terms import Category, ExitReason, Ground

Counts = dict[int, int]


@dataclass(frozen=True)
class ToldOfMonth:
    """What is told of a month; None of one for which nobody asked in time."""

    people: Released | None  # after rehabilitation, by village
    complete: Released | None  # the same people: who has tests on their day and a body that helps, and who lacks one
    timely: Released | None  # of the year, until the month before: what was told in time, and what was not
    people_before: Released | None  # of the month before


def told(commune: Place, month: date, audience: Audience) -> ToldOfMonth:
    """What `audience` hears of the month. Raises `Refused` where it is to be settled now and cannot be."""
    now = ((Measure.AFTER_REHAB, month), (Measure.COMPLETE, month), (Measure.TIMELY, before(month)))
    asked = (*now, (Measure.AFTER_REHAB, before(month)))
    known = published_of(commune.pk, asked, audience)
    if None in known[: len(now)] and clock.month_of(month) == clock.month_of(clock.today()):
        settle(commune)
        known = published_of(commune.pk, asked, audience)
    return ToldOfMonth(*known)


def before(month: date) -> date:
    return clock.month_of(clock.month_of(month) - clock.DAY)


@transaction.atomic
def settle(commune: Place) -> None:
    """Let out the figures of the running month, all at once: they are of the same people."""
    with or_refused():
        master.read()
        month, people = clock.month_of(clock.today()), after_rehab(commune)
        lacking = len(people) - complete(people)
        tables: list[tuple[Measure, date, Counts]] = [
            (Measure.AFTER_REHAB, month, by_village(commune, people)),
            (Measure.COMPLETE, month, {Half.MET: len(people) - lacking, Half.UNMET: lacking}),
            (Measure.TIMELY, before(month), timeliness(commune, before(month))),
        ]
    for measure, of, counts in tables:
        publish(counts, commune=commune.pk, measure=measure, month=of, audience=Audience.INSIDE, by=None)


# --- what is counted --------------------------------------------------------------------------------------


def after_rehab(commune: Place) -> list[SupportedPerson]:
    """Those under management after rehabilitation today."""
    people = list(SupportedPerson.objects.for_place(commune).open().filter(ends_on__gte=clock.today()))
    grounds = grounds_of(steps_of(people))
    return [person for person in people if grounds[person.pk].category == Category.AFTER_REHAB]


def steps_of(people: Iterable[SupportedPerson]) -> list[tuple[UUID, dict[str, Any]]]:
    """What the law did in these files, opened: only to be counted, so nobody's look."""
    steps = LegalStep.objects.filter(person__in=people, voided_at=None)
    return [(step.person_id, each["content"]) for step, each in with_opened(steps, "content")]


def grounds_of(steps: Iterable[tuple[UUID, dict[str, Any]]]) -> dict[UUID, Ground]:
    return {person: Ground(said["ground"]) for person, said in steps if said["kind"] == StepKind.DECISION}


def by_village(commune: Place, people: Iterable[SupportedPerson]) -> Counts:
    """Every village of the commune is a cell, those without anybody too."""
    counts = Counter(dict.fromkeys(Place.objects.for_place(commune).villages().values_list("pk", flat=True), 0))
    counts.update(person.village for person in people)
    return dict(counts)


def complete(people: Collection[SupportedPerson]) -> int:
    """How many have tests planned, none of them late, and a body that helps (target II.3)."""
    today, mine = clock.today(), Q(person__in=people)
    tests = LabTest.objects.filter(mine)
    planned = set(tests.values_list("person", flat=True))
    late = set(tests.filter(done_on=None, due_on__lt=today).values_list("person", flat=True))
    helped = set(Assignment.objects.active(today).filter(mine).values_list("person", flat=True))
    return len((planned - late) & helped)


def timeliness(commune: Place, month: date) -> Counts:
    """Of what the police were to tell in the year, to the end of the month: in time after it was known, or not."""
    found = timely.timeliness(commune, date(month.year, 1, 1), clock.last_day(month))
    return {Half.MET: found.on_time, Half.UNMET: found.all - found.on_time}


# --- target II.1, by village ------------------------------------------------------------------------------


def villages_with_new(commune: Place, *days: date) -> list[frozenset[int]]:
    """For each day, where somebody under management for use was found addicted in its assessment period.

    To the day before today, so that a page says the same all day. Which they are is for R1, R2 and R3 alone; others
    hear how many villages are clear (PROTECTION, decisions table). Who asks sees to it.
    """
    ended = [(period_start(day), min(day, clock.today() - clock.DAY)) for day in days]
    with or_refused():
        master.read()
        spans = (min(first for first, _ in ended), max(last for _, last in ended))
        people = list(SupportedPerson.objects.for_place(commune).filter(closed_on__range=spans))
        steps = steps_of(people)
    grounds = grounds_of(steps)
    addicted = {person for person, said in steps if said.get("reason") == ExitReason.DEPENDENT}
    new = [each for each in people if each.pk in addicted and grounds[each.pk].category == Category.USER]
    return [frozenset(each.village for each in new if first <= each.closed_on <= last) for first, last in ended]


def period_start(on: date) -> date:
    """The assessment period runs from 15 December to 14 December (Decision 28/2025/QĐ-TTg)."""
    return date(on.year if (on.month, on.day) >= (12, 15) else on.year - 1, 12, 15)


def openings_to_ask_about(commune: Place, on: date) -> int:
    """How many openings of the weeks that are over wait for the reviewer; needs no key."""
    return sum(digest.waiting(commune, on).values())


def waiting_to_be_signed(user: User) -> int:
    """How many files were put before this person to sign a decision."""
    return routing.waiting(user).count()


def late_requests(user: User, on: date) -> int:
    """How many people whose files lie with this officer were not answered in time; of nobody."""
    return asking.late_requests(user, on)
