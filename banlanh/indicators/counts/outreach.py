"""Meetings, school sessions, and the airings that could not be."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from banlanh.core import clock
from banlanh.outreach.enums import PRESTIGE, Reason
from banlanh.outreach.models import Gathering, SchoolSession
from banlanh.places.enums import BodyKind
from banlanh.records.models import Record
from banlanh.registers.models import FIRST_MONTH_OF_SCHOOL, school_year

from ..facts import Facts
from ..registry import Figure, Period, amount, indicator, reported

ORGANISATIONS = frozenset({BodyKind.FRONT, BodyKind.ORGANISATION})
SCHOOLS = frozenset({BodyKind.SCHOOL})


def quarter_of(day: date) -> Period:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Period(first, clock.last_day(clock.next_month(clock.next_month(first))))


def school_year_of(day: date) -> Period:
    year = school_year(day)
    first, next_first = (date(each, FIRST_MONTH_OF_SCHOOL, 1) for each in (year, year + 1))
    return Period(first, next_first - clock.DAY)


class Gathered(NamedTuple):
    """One meeting or session: who held it, for which day it counts, when it was, how many people came."""

    body: int
    covers_on: date
    happened_on: date
    people: int
    audience: str = ""


@indicator(
    "elders", "Mặt trận, đoàn thể gặp người có uy tín, dòng họ trong quý", unit="đơn vị", period=quarter_of,
    kind="gathering", where={"audience__in": PRESTIGE},
)  # fmt: skip
def elders(facts: Facts, period: Period) -> Iterator[Figure]:
    """For the Front and each organisation: whether it met persons of prestige or lineages for the quarter."""
    met = {each.body for each in meetings(facts) if each.audience in PRESTIGE and period.holds(each.covers_on)}
    for body in asked(facts, "gathering", ORGANISATIONS, ORGANISATIONS):
        yield Figure(body, int(body in met), 1)


@indicator(
    "school_sessions", "Trường học đã ngoại khóa trong năm học", unit="trường", period=school_year_of,
    kind="school_session",
)  # fmt: skip
def school_sessions(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each school: whether it held a session in the school year."""
    held = {each.body for each in sessions(facts) if period.holds(each.covers_on)}
    for body in asked(facts, "school_session", SCHOOLS, SCHOOLS | {BodyKind.SCHOOL_CELL}):
        yield Figure(body, int(body in held), 1)


def asked(facts: Facts, kind: str, usual: frozenset, possible: frozenset) -> list[int]:
    """The bodies of the `possible` kinds that a plan asks for such records; where none does, all of the usual kinds.

    A plan may turn to the schools or to their cells: whom it asks, counts.
    """
    owing = {each.duty.body_id for each in facts.owed(kind)}
    found = [pk for pk, body in facts.bodies.items() if pk in owing and body.kind in possible]
    return found or [pk for pk, body in facts.bodies.items() if body.kind in usual]


@amount("gatherings", "Buổi gặp mặt, họp dân trong tháng", unit="buổi")
def gatherings(facts: Facts, period: Period) -> int:
    return sum(period.holds(each.happened_on) for each in meetings(facts))


@amount("gathering_people", "Lượt người dự gặp mặt, họp dân trong tháng", unit="lượt người")
def gathering_people(facts: Facts, period: Period) -> int:
    return sum(each.people for each in meetings(facts) if period.holds(each.happened_on))


@amount("school_session_count", "Buổi ngoại khóa trong tháng", unit="buổi")
def school_session_count(facts: Facts, period: Period) -> int:
    return sum(period.holds(each.happened_on) for each in sessions(facts))


@amount("school_session_people", "Lượt học sinh, cha mẹ học sinh dự ngoại khóa trong tháng", unit="lượt người")
def school_session_people(facts: Facts, period: Period) -> int:
    return sum(each.people for each in sessions(facts) if period.holds(each.happened_on))


def meetings(facts: Facts) -> list[Gathered]:
    """The meetings of the quarter and of the month, as far as they had happened by the day of the figures."""
    return facts.once(
        "meetings",
        lambda: list(told(Gathering, facts, quarter_of(facts.on), F("present"), "audience")),
        of=("outreach",),
    )


def sessions(facts: Facts) -> list[Gathered]:
    """The sessions of the school year and of the month."""
    people = F("pupils") + F("parents")
    return facts.once(
        "sessions", lambda: list(told(SchoolSession, facts, school_year_of(facts.on), people)), of=("outreach",)
    )


def told(model: type[Record], facts: Facts, period: Period, people: Combinable, *more: str) -> Iterator[Gathered]:
    month = reported(facts)
    counted = Q(covers_on__range=(period.first, period.last)) | Q(happened_on__range=(month.first, month.last))
    rows = model._default_manager.filter(counted, commune=facts.commune, voided_at=None, happened_on__lte=facts.on)
    named = ("body", "covers_on", "happened_on", "people", *more)
    yield from (Gathered(*row) for row in rows.order_by().annotate(people=people).values_list(*named))


def airings_failed(reason: Reason) -> Callable[[Facts, Period], int]:
    """Counts a month's sessions that could not be played for `reason`: they are among the proofs, by reason."""

    def count(facts: Facts, period: Period) -> int:
        days = period.first, period.last
        return sum(len(facts.days("airing_failed", body, reason, *days)) for body in facts.bodies)

    return count


for reason in Reason:
    amount(f"airings_failed_{reason}", f"Buổi không phát được trong tháng vì {reason.label}", unit="buổi")(
        airings_failed(reason)
    )
