"""The committee's work: who answers for a village, what meetings made known, what hinders and who answered."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Min, Q

from banlanh.committee import queries
from banlanh.committee.enums import Verb
from banlanh.committee.models import CLIMBS_AFTER, Conclusion, Difficulty
from banlanh.core import clock
from banlanh.places.models import Place
from banlanh.plans.enums import State
from banlanh.plans.models import Duty
from banlanh.plans.standing import Standing

from ..facts import Facts
from ..registry import Figure, Period, amount, indicator, month_of
from .work import how_often

MEETINGS = ("committee_meeting", "hearing")
SETTLED = (Verb.ANSWER, Verb.CLOSE)


def year_of(day: date) -> Period:
    """Of work that is done once: the year of the plan, not the month in which somebody looks."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


@indicator(
    "villages_in_charge", "Thôn có đồng chí phụ trách", unit="thôn", period=month_of, kind="village_in_charge"
)  # fmt: skip
def villages_in_charge(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village: whether somebody's post of the day answers for it."""
    answered = facts.once(
        "villages in charge", lambda: queries.villages_in_charge(facts.commune, facts.on), of=("accounts",)
    )
    for body in facts.bodies.values():
        if body.is_village:
            yield Figure(body.pk, int(body.place_id in answered), 1)


def is_cell_meeting(duty: Duty) -> bool:
    return duty.kind == "cell_meeting"


@indicator(
    "cell_meetings", "Chi bộ đã họp quán triệt kế hoạch", unit="chi bộ", period=year_of, kind="cell_meeting",
    duties=is_cell_meeting,
)  # fmt: skip
def cell_meetings(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell that the plan asks: whether it met to make the plan known."""
    return done_once(facts, period, "cell_meeting")


def is_regulation(duty: Duty) -> bool:
    return duty.kind == "regulation_step"


@indicator(
    "regulations", "Thôn có hương ước, quy ước được công nhận", unit="thôn", period=year_of, kind="regulation_step",
    duties=is_regulation,
)  # fmt: skip
def regulations(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village that the plan asks: whether its amended regulation was recognised."""
    return done_once(facts, period, "regulation_step")


def done_once(facts: Facts, period: Period, kind: str) -> Iterator[Figure]:
    """For each body: whether the last duty of this kind that it owes in the period is done; nothing where none is."""
    last: dict[int, Standing] = {}
    for each in facts.owed(kind):
        is_owed = each.state != State.EXCUSED
        if is_owed and each.duty.starts_on <= period.last and each.duty.due_on >= period.first:
            known = last.get(each.duty.body_id)
            last[each.duty.body_id] = max(known, each, key=begun) if known else each
    for body, each in last.items():
        yield Figure(body, int(each.is_finished), 1)


def begun(standing: Standing) -> date:
    return standing.duty.starts_on


@indicator(
    "difficulties_answered", "Khó khăn được trả lời trong 7 ngày", unit="khó khăn", period=month_of, kind="difficulty"
)  # fmt: skip
def difficulties_answered(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body that raised any: how many were answered in seven days; those that still have days left wait."""
    raised: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    for each in difficulties(facts):
        by = each.since + CLIMBS_AFTER * clock.DAY
        if each.body in facts.bodies and period.holds(each.since) and (each.settled_on or facts.on > by):
            raised[each.body] += 1
            answered[each.body] += each.settled_on is not None and each.settled_on <= by
    for body, many in raised.items():
        yield Figure(body, answered[body], many)


class Raised(NamedTuple):
    """A difficulty as it stood on the day: who raised it, since when, when it was first answered, when closed."""

    body: int
    since: date
    settled_on: date | None
    closed_on: date | None


def difficulties(facts: Facts) -> list[Raised]:
    """Every one that was raised by the day."""
    return facts.once("difficulties", lambda: list(raised_by(facts.commune, facts.on)), of=("committee",))


def raised_by(commune: Place, on: date) -> Iterator[Raised]:
    first = {
        f"{name}_on": Min("steps__on", filter=Q(steps__verb__in=verbs, steps__on__lte=on))
        for name, verbs in (("settled", SETTLED), ("closed", [Verb.CLOSE]))
    }
    found = Difficulty.objects.for_place(commune).live().filter(covers_on__lte=on).order_by().annotate(**first)
    yield from map(Raised._make, found.values_list("body", "covers_on", *first))


# --- how much there was -----------------------------------------------------------------------------


@amount("committee_meetings", "Cuộc họp chỉ đạo, nghe báo cáo", unit="cuộc")
def committee_meetings(facts: Facts, period: Period) -> int:
    return sum(how_often(facts, period, kind) for kind in MEETINGS)


@amount("difficulties_raised", "Khó khăn, vướng mắc được nêu", unit="khó khăn")
def difficulties_raised(facts: Facts, period: Period) -> int:
    """By the day on which the first desk heard of it, whenever it began to hinder."""
    return sum(len(facts.days("difficulty", body, "", period.first, period.last)) for body in facts.bodies)


@amount("conclusions", "Kết luận của các cuộc họp", unit="kết luận")
def conclusions(facts: Facts, period: Period) -> int:
    days = (period.first, min(period.last, facts.on))
    found = Conclusion.objects.for_place(facts.commune).filter(meeting__voided_at=None)
    return facts.once("conclusions", found.filter(meeting__happened_on__range=days).count, of=("committee",))


@amount("difficulties_open", "Khó khăn, vướng mắc chưa khép lại", unit="khó khăn")
def difficulties_open(facts: Facts, period: Period) -> int:
    """On the day itself, whenever they were raised."""
    return sum(each.closed_on is None for each in difficulties(facts))
