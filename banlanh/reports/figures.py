"""The figures of one month and of the month before: the very sheets that the pages read."""

from dataclasses import dataclass
from datetime import date

from banlanh.core import clock
from banlanh.indicators.registry import Figure, total
from banlanh.indicators.sheet import sheet_of
from banlanh.places.enums import Language
from banlanh.places.models import Body, Place


@dataclass(frozen=True)
class Month:
    """What a month's report says in figures, as known on the day `on`."""

    on: date
    sheet: dict
    bodies: dict[int, Body]
    commune: Place

    def of(self, key: str) -> list[Figure]:
        return [Figure(*row) for row in self.sheet["figures"][key]]

    def total(self, key: str) -> tuple[int, int]:
        return total(self.of(key))

    def amount(self, key: str) -> int:
        """How much there was in the month, as far as it has gone."""
        return self.sheet["amounts"][key]

    def missing(self, key: str) -> list[str]:
        """Names of the bodies that are short of the figure, in Vietnamese order."""
        return self.names({figure.body for figure in self.of(key) if figure.n < figure.m})

    def names(self, wanted: set[int]) -> list[str]:
        return [body.name for pk, body in self.bodies.items() if pk in wanted]

    @property
    def weeks(self) -> list[tuple[date, date]]:
        """First and last days of the whole weeks that ended in the month, as far as it has gone."""
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.sheet["month"]["weeks"]]

    @property
    def airings(self) -> dict[str, tuple[int, int]]:
        """By language: airings of the month's whole weeks, against what the plan orders."""
        played = self.sheet["month"]["airings"]  # a database may give the keys of JSON in another order
        return {language: tuple(played[language]) for language in Language.values if language in played}

    @property
    def short_of_airings(self) -> list[str]:
        """Villages that fell short in any whole week of the month."""
        return self.names(set(self.sheet["month"]["short"]))


def months(commune: Place, month: date) -> tuple[Month, Month]:
    """The month and the one before it, each as known on its last day; the running month as known today."""
    bodies = {body.pk: body for body in Body.objects.for_place(commune).current().select_related("place")}
    days = min(clock.last_day(month), clock.today()), clock.month_of(month) - clock.DAY
    now, before = (Month(on, sheet_of(commune, on=on), bodies, commune) for on in days)
    return now, before
