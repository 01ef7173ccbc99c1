"""What a month came to, for its report: whole weeks of airings, and the duties that fell due, by task."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from django.conf import settings

from banlanh.core import clock
from banlanh.plans.enums import State
from banlanh.plans.standing import Standing

from .counts.work import airings, fallen, fallen_due
from .facts import Facts
from .registry import Period, reported, until, week_of


def month_so_far(facts: Facts) -> dict:
    """The month, or what a report has in its place, as far as it has gone; plain lists and words, for JSON."""
    return {
        **facts.once("weeks", partial(whole_weeks, facts)),
        "days": [day.isoformat() for day in facts.span],
        "due": due_by_task(facts),
        "handing_in": handing_in(facts),
    }


def whole_weeks(facts: Facts) -> dict:
    weeks = [week for week in weeks_ending_in(reported(facts)) if week.last <= facts.on]
    played = [figure for week in weeks for figure in airings(facts, week)]
    by_language: Counter = Counter()
    for figure in played:
        by_language[figure.facet, "n"] += figure.n
        by_language[figure.facet, "m"] += figure.m
    languages = dict.fromkeys(figure.facet for figure in played)
    return {
        "weeks": [[week.first.isoformat(), week.last.isoformat()] for week in weeks],
        "airings": {each: [by_language[each, "n"], by_language[each, "m"]] for each in languages},
        "short": sorted({figure.body for figure in played if figure.n < figure.m}),
    }


def weeks_ending_in(period: Period) -> Iterator[Period]:
    week = week_of(period.first)
    while week.last <= period.last:
        yield week
        week = week_of(week.last + clock.DAY)


def due_by_task(facts: Facts) -> dict[str, dict[str, int]]:
    """For each task: how many of the duties that fell due in the month, are in which state."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in fallen(facts, reported(facts)):
        state = State.LATE if each.state == State.OPEN else each.state  # undone on a last day that is over
        found[str(each.duty.task_id)][state.value] += 1
    return {task: dict(states) for task, states in found.items()}


def handing_in(facts: Facts) -> list[list]:
    """Who owes a report on the month, and where it stands: body, state, due day.

    "Before the 25th" of a month that ends on the 24th is the day after it.
    """
    period, due = reported(facts), []
    for each in facts.owed("report"):
        if period.holds(each.duty.due_on - clock.DAY) and each.state != State.EXCUSED:
            due.append([each.duty.body_id, each.state.value, each.duty.due_on.isoformat()])
    return due


def month_by_month(found: Iterable[Standing]) -> dict[str, dict[str, list[int]]]:
    """For each body and month of reports, by its first day's name: duties done on time, done late, and not done."""
    months: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for each in fallen_due(found, until(date.max)):
        place = {State.DONE: 0, State.DONE_LATE: 1}.get(each.state, 2)
        months[str(each.duty.body_id)][f"{month_told(each.duty.due_on):%Y-%m}"][place] += 1
    return {body: dict(its_own) for body, its_own in months.items()}


def added(one: dict[str, list[int]], other: dict[str, list[int]]) -> dict[str, list[int]]:
    """The sums of both, month by month."""
    nothing = [0, 0, 0]
    return {
        month: [a + b for a, b in zip(one.get(month, nothing), other.get(month, nothing), strict=True)]
        for month in sorted({*one, *other})
    }


def month_told(day: date) -> date:
    """The first of the month whose report tells of the day: the 25th of October belongs to November."""
    month = clock.month_of(day)
    return month if day <= day_in(month, settings.REPORT_MONTH_ENDS) else clock.next_month(month)


def day_in(month: date, number: int) -> date:
    """That day of the month, or its last."""
    return month.replace(day=min(number, clock.last_day(month).day))
