"""The figure sheet: counted together, kept as one row, counted again at the first reading after a change."""

from collections import Counter, defaultdict
from datetime import date
from functools import partial, reduce
from operator import attrgetter, or_

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from banlanh.audit.memory import remembered
from banlanh.audit.models import Chain
from banlanh.audit.queries import version_of
from banlanh.core import clock
from banlanh.places.models import Body, Place
from banlanh.plans.enums import State
from banlanh.plans.models import Target
from banlanh.plans.standing import Standing

from . import counts  # noqa: F401  enters the indicators
from .facts import ORDERS, Facts, Span
from .models import FigureSheet
from .months import added, month_by_month, month_so_far
from .registry import AMOUNTS, INDICATORS, Amount, Figure, Indicator, Period, month_of, months_in, reported, total

WAY_OF_COUNTING = 12  # one more whenever a figure is counted or kept otherwise: sheets of the old way are void

row = attrgetter("body", "n", "m", "facet")


def sheet_of(commune: Place, *, on: date | None = None, span: Span | None = None) -> dict:
    """The figures of the day `on`, or of today, from all that is recorded by now; nobody changes what is in it.

    What is counted of a month is counted of the calendar's, or of `span`: from its first day to its last.

    No query where this process knows them at the commune's version, one where nothing changed since they were kept.
    """
    day = on or clock.today()
    span = span or (clock.month_of(day), clock.last_day(day))
    return remembered(commune.version, ("sheet", commune.pk, day, span), lambda: kept_or_counted(commune, day, span))


def sheets_of(commune: Place, *asked: tuple[date, Span]) -> list[dict]:
    """As `sheet_of`, for several days with their spans, all by the one query."""
    known = remembered(commune.version, ("sheets", commune.pk, asked), lambda: kept_sheets(commune, *asked))
    return [known.get((day, span)) or sheet_of(commune, on=day, span=span) for day, span in asked]


def kept_or_counted(commune: Place, day: date, span: Span) -> dict:
    return kept_sheets(commune, (day, span)).get((day, span)) or counted_anew(commune, day, span)


def kept_sheets(commune: Place, *asked: tuple[date, Span]) -> dict[tuple[date, Span], dict]:
    """Those of the sheets that are kept at the commune's version, counted in today's way."""
    now = Chain.objects.filter(commune=OuterRef("commune")).values("sequence")
    which = reduce(or_, (Q(day=day, since=span[0], until=span[1]) for day, span in asked))
    kept = FigureSheet.objects.for_place(commune).filter(which, version=Coalesce(Subquery(now), 0))
    return {
        (sheet.day, (sheet.since, sheet.until)): sheet.figures
        for sheet in kept
        if sheet.figures.get("way") == WAY_OF_COUNTING
    }


def counted_anew(commune: Place, day: date, span: Span) -> dict:
    version = version_of(commune.pk)  # before counting: what is written meanwhile makes the sheet stale, never wrong
    figures = count(Facts(commune, day, version, span))
    since, until = span
    keep(FigureSheet(commune=commune, day=day, since=since, until=until, version=version.number, figures=figures))
    return figures


def keep(sheet: FigureSheet) -> None:
    """One statement that two readers may send at once; whoever comes last counted the same or later."""
    FigureSheet.objects.bulk_create(
        [sheet],
        update_conflicts=True,
        unique_fields=["commune", "day", "since", "until"],
        update_fields=["version", "figures", "counted_at"],
    )


def count(facts: Facts) -> dict:
    """All figures of the commune on the day of the facts; plain lists and words, for JSON."""
    figures = {key: facts.once(f"figure {key}", partial(counted, each, facts)) for key, each in INDICATORS.items()}
    amounts = {key: facts.once(f"amount {key}", partial(amounted, each, facts)) for key, each in AMOUNTS.items()}
    return {
        "way": WAY_OF_COUNTING,
        "figures": figures,
        "amounts": amounts,
        "targets": targets(facts, figures),
        "month": month_so_far(facts),
        **work(facts),
    }


def counted(indicator: Indicator, facts: Facts) -> list[list]:
    found = [figure for period in periods(indicator, facts) for figure in indicator.count(facts, period)]
    return [[*row(figure)] for figure in (summed(found) if indicator.each_month else found)]


def periods(indicator: Indicator, facts: Facts) -> list[Period]:
    """The days that it is counted over: once, or month by month."""
    if indicator.period is not month_of:
        return [indicator.period(facts.on)]
    return list(months_in(reported(facts), facts.on)) if indicator.each_month else [reported(facts)]


def summed(figures: list[Figure]) -> list[Figure]:
    """One figure for each body and facet, in the order in which they came."""
    found: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.body, figure.facet].append(figure)
    return [Figure(body, *total(its_own), facet) for (body, facet), its_own in found.items()]


def amounted(amount: Amount, facts: Facts) -> int:
    return amount.count(facts, reported(facts))


def targets(facts: Facts, figures: dict[str, list[list]]) -> dict[str, list[int]]:
    """For each target that an indicator counts: claimed and total. What none counts is unknown."""
    by_kind = {each.kind: each.key for each in INDICATORS.values() if each.kind}
    kinds = facts.once("targets", lambda: kinds_of_targets(facts.commune), of=(ORDERS,), daily=False)
    counted = {pk: figures[by_kind[kind]] for pk, kind in kinds.items() if kind in by_kind}
    return {str(pk): [*total(Figure(*row) for row in rows)] for pk, rows in counted.items()}


def kinds_of_targets(commune: Place) -> dict[int, str]:
    return dict(Target.objects.for_place(commune).kept().values_list("pk", "kind"))


def work(facts: Facts) -> dict:
    """How the duties stand, put together from what each room's records prove of them."""
    parts = [facts.once(f"work in {room}", partial(work_in, room, facts)) for room in facts.owing]
    states: dict[str, Counter[str]] = defaultdict(Counter)
    grid: dict[str, dict[str, list]] = defaultdict(dict)
    months: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for part in parts:
        for body, many in part["states"].items():
            states[body].update(many)
        for village, cells in part["grid"].items():
            grid[village].update(cells)
        for body, its_own in part["months"].items():
            months[body] = added(months[body], its_own)
    return {
        "tasks": {task: summary for part in parts for task, summary in part["tasks"].items()},
        "grid": dict(grid),
        "late": sorted((row for part in parts for row in part["late"]), key=partial(longest_first, facts.bodies)),
        "submitted": [duty for part in parts for duty in part["submitted"]],
        "states": {body: dict(many) for body, many in states.items()},
        "months": dict(months),
    }


def work_in(room: str, facts: Facts) -> dict:
    """The same of one room; each task asks for one kind of record, so it is in one room."""
    found = facts.standings(room)
    return {
        "tasks": {str(task): summary for task, summary in tasks(found).items()},
        "grid": grid(found),
        "late": late(found),
        "submitted": [each.duty.pk for each in found if each.state == State.SUBMITTED],
        "states": states(found),
        "months": month_by_month(found),
    }


def tasks(found: list[Standing]) -> dict[int, dict]:
    """For each task: how its period of now stands, and which bodies are late, in whatever period."""
    by_task: dict[int, list[Standing]] = defaultdict(list)
    for each in found:
        by_task[each.duty.task_id].append(each)
    return {task: summary(its_own) for task, its_own in by_task.items()}


def summary(found: list[Standing]) -> dict:
    """Of one task's duties: done and all of the newest period, its days, and who is late."""
    newest = max(each.duty.starts_on for each in found)
    now = [each for each in found if each.duty.starts_on == newest]
    owed = [each for each in now if each.state != State.EXCUSED] or now
    behind = [each for each in found if each.state == State.LATE]
    return {
        "done": sum(each.is_finished for each in owed),
        "of": len(owed),
        "from": newest.isoformat(),
        "to": now[0].duty.ends_on.isoformat(),
        "due": now[0].duty.due_on.isoformat(),
        "late": sorted({each.duty.body_id for each in behind}),
        "on_time": sum(each.state == State.DONE for each in found),
        "ended": sum(each.has_ended for each in found),
    }


def grid(found: list[Standing]) -> dict[str, dict[str, list]]:
    """Villages × tasks: the mark and words of what each village and its cell owe now."""
    newest: dict[tuple[int, int], Standing] = {}
    for each in found:
        village = each.duty.body.place_id
        if village is None:
            continue
        known = newest.get((village, each.duty.task_id))
        if known is None or weight(each) > weight(known):
            newest[village, each.duty.task_id] = each
    table: dict[str, dict[str, list]] = defaultdict(dict)
    for (village, task), each in newest.items():
        table[str(village)][str(task)] = [each.mark, each.brief, each.duty.pk]
    return table


def weight(each: Standing) -> tuple[bool, date]:
    """Late work hides what is newer; else the newest period counts."""
    return each.state == State.LATE, each.duty.starts_on


def late(found: list[Standing]) -> list[list]:
    """What is late and at whose desk: duty, body, task, days, period."""
    behind = [each for each in found if each.state == State.LATE]
    return [[each.duty.pk, each.duty.body_id, each.duty.task_id, each.days_late, each.period] for each in behind]


def longest_first(bodies: dict[int, Body], row: list) -> tuple:
    duty, body, _, days, _ = row
    return -days, bodies[body].order, duty


def states(found: list[Standing]) -> dict[str, dict[str, int]]:
    """For each body: how many duties of which state."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in found:
        counted[str(each.duty.body_id)][each.state.value] += 1
    return {body: dict(by_state) for body, by_state in counted.items()}
