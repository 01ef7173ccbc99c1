"""Work that is owed and done: airings, resolutions, papers, duties on time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from banlanh.core import clock
from banlanh.documents.models import IssuedDocument
from banlanh.places.enums import CELLS
from banlanh.plans.enums import State
from banlanh.plans.models import Duty
from banlanh.plans.standing import Standing
from banlanh.records.registry import KINDS

from ..facts import Facts, room_of
from ..registry import Figure, Period, indicator, month_of, week_of

AIRINGS_A_WEEK = 2  # where the plan in force orders no other number


@indicator(
    "airings", "Buổi phát thanh trong tuần", unit="buổi", period=week_of, kind="airing", explained_by="airing_failed"
)
def airings(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village and language: airings of the week against what is owed of it, two where no plan says."""
    owed = owed_in(facts, period, "airing")
    for body in facts.bodies.values():
        many = owed.get(body.pk, 0) if owed is not None else AIRINGS_A_WEEK
        for language in KINDS["airing"].facets(body) if body.is_village and many else ():
            played = facts.days("airing", body.pk, language, period.first, period.last)
            yield Figure(body.pk, min(len(played), many), many, language)


@indicator(
    "resolutions", "Chi bộ có nội dung trong nghị quyết", unit="chi bộ", period=month_of, kind="resolution",
    each_month=True,
)  # fmt: skip
def resolutions(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell: whether its resolution of the month speaks of drugs; of no month before the plan."""
    owed = owed_in(facts, period, "resolution")
    for body in facts.bodies.values():
        if body.kind in CELLS and (owed is None or body.pk in owed):
            passed = facts.days("resolution", body.pk, "", period.first, period.last)
            yield Figure(body.pk, min(len(passed), 1), 1)


def owed_in(facts: Facts, period: Period, kind: str) -> dict[int, int] | None:
    """How many records of `kind` each body owes of the period; None where no plan asks for any, ever."""
    asked = [each.duty for each in facts.owed(kind) if each.state != State.EXCUSED]
    if not asked:
        return None
    return {duty.body_id: duty.needed for duty in asked if period.first <= duty.starts_on <= period.last}


def is_paper(duty: Duty) -> bool:
    return duty.kind in KINDS and KINDS[duty.kind].model is IssuedDocument


@indicator("documents", "Văn bản ban hành đúng hạn", unit="văn bản", period=month_of, duties=is_paper)
def documents(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: papers that the plan orders and that fell due in the period, issued on time."""
    return on_time(facts, period, is_paper)


def any_duty(duty: Duty) -> bool:
    return True


@indicator("duties", "Việc đúng hạn", unit="việc", period=month_of, duties=any_duty)
def duties(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: duties that fell due in the period, done on time."""
    return on_time(facts, period, any_duty)


def on_time(facts: Facts, period: Period, counts: Callable[[Duty], bool]) -> Iterator[Figure]:
    due: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for each in fallen(facts, period):
        if counts(each.duty):
            due[each.duty.body_id] += 1
            done[each.duty.body_id] += each.state == State.DONE
    for body in sorted(due):
        yield Figure(body, done[body], due[body])


def fallen(facts: Facts, period: Period) -> Iterator[Standing]:
    """All duties that fell due in the period."""
    for room in facts.owing:
        yield from facts.once(f"due since {period.first} in {room}", partial(fallen_in, room, facts, period))


def fallen_in(room: str, facts: Facts, period: Period) -> list[Standing]:
    return list(fallen_due(facts.standings(room), period))


def fallen_due(standings: Iterable[Standing], period: Period) -> Iterator[Standing]:
    """Duties whose day has come in the period; the day itself counts once it is over, or the work is done.

    Work that may still be done today is not yet undone, and work done ahead of its day waits for it: else those
    who are early would be counted and those who still have time would not.
    """
    for each in standings:
        is_last_day = each.duty.due_on == each.on
        day_is_over = each.duty.due_on < each.on or (is_last_day and (each.on < clock.today() or each.is_finished))
        if period.holds(each.duty.due_on) and day_is_over and each.state != State.EXCUSED:
            yield each


def how_often(facts: Facts, period: Period, kind: str) -> int:
    """How often the bodies did it, by the day on which it happened: for which period it was is the duty's to ask."""
    done = facts.done(room_of(kind))
    found = (proof for body in facts.bodies for proof in done.get((kind, body, ""), []))
    return sum(period.holds(proof.happened_on) and proof.happened_on <= facts.on for proof in found)
