"""The indicators, each one small function."""

from collections import Counter
from collections.abc import Callable, Iterator

from banlanh.places.enums import CELLS
from banlanh.plans.enums import State
from banlanh.plans.models import Duty
from banlanh.records.kinds import KINDS

from .registry import Facts, Figure, Period, indicator, month_of, week_of

AIRINGS_A_WEEK = 2  # where the plan in force orders no other number
DAYS_A_WEEK = 7


@indicator("airings", "Buổi phát thanh trong tuần", unit="buổi", period=week_of, kind="airing")
def airings(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village and language: airings of the period against two for each of its weeks."""
    owed = weekly(facts) * round(((period.last - period.first).days + 1) / DAYS_A_WEEK)
    airing = KINDS["airing"]
    for body in facts.bodies.values():
        if body.is_village:
            for language in airing.facets(body):
                played = facts.evidence.days(airing, body.pk, language, (period.first, period.last), by=facts.on)
                yield Figure(body.pk, min(len(played), owed), owed, language)


def weekly(facts: Facts) -> int:
    """How many airings a week the plan orders."""
    return next((each.duty.needed for each in facts.standings if each.duty.task.kind == "airing"), AIRINGS_A_WEEK)


@indicator(
    "resolutions",
    "Chi bộ có nội dung trong nghị quyết tháng",
    unit="chi bộ",
    period=month_of,
    kind="resolution",
)
def resolutions(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell: whether its resolution of the month speaks of drugs."""
    for body in facts.bodies.values():
        if body.kind in CELLS:
            passed = facts.evidence.days(KINDS["resolution"], body.pk, "", (period.first, period.last), by=facts.on)
            yield Figure(body.pk, min(len(passed), 1), 1)


@indicator("documents", "Văn bản ban hành đúng hạn", unit="văn bản", period=month_of)
def documents(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: papers that the plan orders and that fell due in the period, issued on time."""
    return on_time(facts, period, lambda duty: duty.task.kind not in ("", "airing", "resolution"))


@indicator("duties", "Việc đúng hạn", unit="việc", period=month_of)
def duties(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: duties that fell due in the period, done on time."""
    return on_time(facts, period, lambda duty: True)


def on_time(facts: Facts, period: Period, counts: Callable[[Duty], bool]) -> Iterator[Figure]:
    due: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for each in facts.standings:
        fell_due = each.duty.due_on < facts.on or each.is_finished
        if fell_due and period.holds(each.duty.due_on) and counts(each.duty) and each.state != State.EXCUSED:
            due[each.duty.body_id] += 1
            done[each.duty.body_id] += each.state == State.DONE
    for body in sorted(due):
        yield Figure(body, done[body], due[body])
