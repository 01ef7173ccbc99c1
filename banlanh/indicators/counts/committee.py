"""The committee's work: who answers for a village, what meetings made known, what hinders and who answered."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Min, Q

from banlanh.committee import queries
from banlanh.committee.enums import Verb
from banlanh.committee.models import CLIMBS_AFTER, Conclusion, Difficulty
from banlanh.core import clock
from banlanh.plans.enums import State
from banlanh.plans.models import Duty
from banlanh.plans.standing import Standing
from banlanh.records.registry import KINDS

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
    answered = queries.villages_in_charge(facts.commune, facts.on)
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
    for each in facts.owed.get(kind, ()):
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
    until = min(period.last, facts.on)
    found = Difficulty.objects.for_place(facts.commune).live().filter(covers_on__range=(period.first, until))
    settled = Min("steps__on", filter=Q(steps__verb__in=SETTLED, steps__on__lte=facts.on))
    for body, since, on in found.annotate(settled=settled).values_list("body", "covers_on", "settled"):
        by = since + CLIMBS_AFTER * clock.DAY
        if body in facts.bodies and (on or facts.on > by):
            raised[body] += 1
            answered[body] += on is not None and on <= by
    for body, many in raised.items():
        yield Figure(body, answered[body], many)


# --- how much there was -----------------------------------------------------------------------------


@amount("committee_meetings", "Cuộc họp chỉ đạo, nghe báo cáo", unit="cuộc")
def committee_meetings(facts: Facts, period: Period) -> int:
    return sum(how_often(facts, period, kind) for kind in MEETINGS)


@amount("difficulties_raised", "Khó khăn, vướng mắc được nêu", unit="khó khăn")
def difficulties_raised(facts: Facts, period: Period) -> int:
    """By the day on which the first desk heard of it, whenever it began to hinder."""
    raised, days = KINDS["difficulty"], (period.first, period.last)
    return sum(len(facts.evidence.days(raised, body, "", days, by=facts.on)) for body in facts.bodies)


@amount("conclusions", "Kết luận của các cuộc họp", unit="kết luận")
def conclusions(facts: Facts, period: Period) -> int:
    days = (period.first, min(period.last, facts.on))
    found = Conclusion.objects.for_place(facts.commune).filter(meeting__voided_at=None)
    return found.filter(meeting__happened_on__range=days).count()


@amount("difficulties_open", "Khó khăn, vướng mắc chưa khép lại", unit="khó khăn")
def difficulties_open(facts: Facts, period: Period) -> int:
    """On the day itself, whenever they were raised."""
    raised = Difficulty.objects.for_place(facts.commune).live().filter(covers_on__lte=facts.on)
    closed = raised.filter(steps__verb=Verb.CLOSE, steps__on__lte=facts.on)
    return raised.exclude(pk__in=closed.values("pk")).count()
