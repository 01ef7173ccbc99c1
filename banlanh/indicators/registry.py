"""What is counted, over what (chỉ số). Each indicator is one small function: facts of a period → figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from banlanh.core import clock
from banlanh.plans.models import Duty

from .facts import Facts


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_of(day: date) -> Period:
    monday = clock.monday_of(day)
    return Period(monday, monday + 6 * clock.DAY)


def month_of(day: date) -> Period:
    return Period(clock.month_of(day), clock.last_day(day))


def reported(facts: Facts) -> Period:
    """The days that are reported on: the month of the figures, or what a report has in its place."""
    return Period(*facts.span)


def months_in(period: Period, on: date) -> Iterator[Period]:
    """The months of a period that had begun by the day, each from the day of the month that the period begins on."""
    first = period.first
    while first <= min(period.last, on):
        coming = first + relativedelta(months=1)
        yield Period(first, min(coming - clock.DAY, period.last))
        first = coming


def until(day: date) -> Period:
    """All that was before, up to that day: of what stands until it is changed."""
    return Period(date(2000, 1, 1), day)


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` of `m` for one body; `facet` where the count has parts, such as a language."""

    body: int
    n: int
    m: int
    facet: str = ""


Count = Callable[[Facts, Period], Iterable[Figure]]


@dataclass(frozen=True)
class Indicator:
    key: str
    name: str
    unit: str
    period: Callable[[date], Period]
    kind: str  # the kind of record that it counts, by which a target of the plan finds it
    count: Count
    duties: Callable[[Duty], bool] | None = None  # which duties it counts, where it counts duties
    signers: tuple[str, ...] = ()  # whose signatures it counts, where it counts pledges
    where: dict = field(default_factory=dict)  # which of the kind's records it counts, where not all that prove
    explained_by: str = ""  # the kind of record that says why something is missing
    each_month: bool = False  # of a longer period it is the sum of the months


INDICATORS: dict[str, Indicator] = {}


def indicator(
    key: str,
    name: str,
    *,
    unit: str,
    period: Callable[[date], Period],
    kind: str = "",
    duties: Callable[[Duty], bool] | None = None,
    signers: tuple[str, ...] = (),
    where: dict | None = None,
    explained_by: str = "",
    each_month: bool = False,
) -> Callable[[Count], Count]:
    """Enter the decorated function as the indicator `key`. Keys are kept in sheets: add one, never change one."""

    def enter(count: Count) -> Count:
        INDICATORS[key] = Indicator(
            key, name, unit, period, kind, count, duties, signers, where or {}, explained_by, each_month
        )
        return count

    return enter


@dataclass(frozen=True)
class Amount:
    """How much of something there was in the month of a day, as known on that day: what has no "of how many"."""

    key: str
    name: str
    unit: str
    count: Callable[[Facts, Period], int]


AMOUNTS: dict[str, Amount] = {}


def amount(key: str, name: str, *, unit: str) -> Callable[[Callable[[Facts, Period], int]], Callable]:
    """Enter the decorated function as the amount `key`. Keys are kept in sheets: add one, never change one."""

    def enter(count: Callable[[Facts, Period], int]) -> Callable[[Facts, Period], int]:
        AMOUNTS[key] = Amount(key, name, unit, count)
        return count

    return enter


def total(figures: Iterable[Figure]) -> tuple[int, int]:
    """Sum of numerators and of denominators."""
    figures = list(figures)
    return sum(figure.n for figure in figures), sum(figure.m for figure in figures)
