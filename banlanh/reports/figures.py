"""The figures of one month and of the month before: the very sheets that the pages read."""

from dataclasses import dataclass
from datetime import date

from banlanh.core import clock, words
from banlanh.indicators.facts import Span
from banlanh.indicators.registry import Figure, total
from banlanh.indicators.sheet import sheet_of, sheets_of
from banlanh.places.enums import Language
from banlanh.places.models import Body, Place
from banlanh.plans.models import Task

from .periods import ReportPeriod
from .traces import Counted, of_task


@dataclass(frozen=True)
class Month:
    """What a month's report says in figures, as known on the day `on`."""

    on: date
    sheet: dict
    bodies: dict[int, Body]
    commune: Place
    closed: tuple[Body, ...] = ()  # bodies that are no more; they have no figures
    is_traced: bool = False  # whether each number tells, when it is written down, which figure it is

    def of(self, key: str) -> list[Figure]:
        return [Figure(*row) for row in self.sheet["figures"][key]]

    def total(self, key: str) -> tuple[int, int]:
        return self.traced(*total(self.of(key)), key=key)

    def amount(self, key: str) -> int:
        """How much there was in the month, as far as it has gone."""
        return self.traced(self.sheet["amounts"][key], key=key)[0]

    def said(self, key: str, number: int) -> str:
        """A number that no indicator counts, as it is written down."""
        return words.number(self.traced(number, key=key)[0])

    def named(self, task: Task) -> str:
        return of_task(task.pk, task.title) if self.is_traced else task.title

    def missing(self, key: str) -> list[str]:
        """Names of the bodies that are short of the figure, in Vietnamese order."""
        return self.names({figure.body for figure in self.of(key) if figure.n < figure.m})

    def names(self, wanted: set[int]) -> list[str]:
        return [body.name for pk, body in self.bodies.items() if pk in wanted]

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of what is reported on."""
        first, last = map(date.fromisoformat, self.sheet["month"]["days"])
        return first, last

    @property
    def weeks(self) -> list[tuple[date, date]]:
        """First and last days of the whole weeks that ended in the month, as far as it has gone."""
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.sheet["month"]["weeks"]]

    @property
    def airings(self) -> dict[str, tuple[int, int]]:
        """By language: airings of the month's whole weeks, against what the plan orders."""
        played = self.sheet["month"]["airings"]  # a database may give the keys of JSON in another order
        return {
            language: self.traced(*played[language], key="airings")
            for language in Language.values
            if language in played
        }

    def traced(self, *numbers: int, key: str) -> tuple[int, ...]:
        return tuple(Counted(number, key) if self.is_traced else number for number in numbers)

    @property
    def short_of_airings(self) -> list[str]:
        """Villages that fell short in any whole week of the month."""
        return self.names(set(self.sheet["month"]["short"]))


def bodies_of(commune: Place) -> tuple[dict[int, Body], tuple[Body, ...]]:
    """The bodies that work today, by number, and those that are no more."""
    every = list(Body.objects.for_place(commune).select_related("place"))
    closed = tuple(body for body in every if body.closed_on)
    return {body.pk: body for body in every if not body.closed_on}, closed


def months_of(commune: Place, period: ReportPeriod, *, is_traced: bool = False) -> tuple[Month, Month]:
    """A report's period as known on its last day, or today; and the period before it."""
    day, before = min(period.last, clock.today()), period.before
    return months_from(commune, (day, period.days), (before.last, before.days), is_traced=is_traced)


def month_then(commune: Place, period: ReportPeriod) -> Month:
    """A period that is over, whose numbers are only compared with."""
    bodies, closed = bodies_of(commune)
    return Month(period.last, sheet_of(commune, on=period.last, span=period.days), bodies, commune, closed)


def months_from(commune: Place, *asked: tuple[date, Span], is_traced: bool = False) -> tuple[Month, Month]:
    """The figures of a day and span, and those of the one before, whose numbers are only compared with."""
    bodies, closed = bodies_of(commune)
    (on, _), (last, _) = asked
    now, before = sheets_of(commune, *asked)
    return (
        Month(on, now, bodies, commune, closed, is_traced),
        Month(last, before, bodies, commune, closed),
    )
