"""Quarters, years and, for meetings, months, by the short names that stand in addresses: 2026, 2026-q3, 2026-11."""

import re
from datetime import date
from typing import NamedTuple

from banlanh.core import clock, words
from banlanh.indicators.registry import Period

from .enums import Rated

CODE = re.compile(r"(?P<year>20\d\d)(?:-q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")
# Days before a period's end from which it may be rated: a year's is done in November and December.
EARLY = {"year": 61, "quarter": 15, "month": 31}
LATE = 366  # days after its end for which it may still be


class Kept(NamedTuple):
    """A period with its name."""

    code: str
    period: Period

    @property
    def kind(self) -> str:
        return "quarter" if "q" in self.code else "month" if "-" in self.code else "year"

    @property
    def title(self) -> str:
        year = self.period.first.year
        months = {"quarter": f"quý {(self.period.first.month + 2) // 3} năm {year}",
                  "month": f"tháng {self.period.first.month}/{year}"}  # fmt: skip
        return months.get(self.kind, f"năm {year}")

    @property
    def seen_on(self) -> date:
        return min(self.period.last, clock.today())

    @property
    def is_open(self) -> bool:
        """Whether it may be rated today."""
        days = (clock.today() - self.period.last).days
        return -EARLY[self.kind] <= days <= LATE

    @property
    def opens(self) -> str:
        return words.day(self.period.last - EARLY[self.kind] * clock.DAY)


def period_of(code: str, rated: Rated) -> Kept | None:
    """The period that this name says, of the kinds that such a thing is rated by."""
    found = CODE.fullmatch(code)
    if found is None or bool(found["month"]) == rated.is_decided:
        return None
    year = int(found["year"])
    if found["month"]:
        first = date(year, int(found["month"]), 1)
        return Kept(code, Period(first, clock.last_day(first)))
    if found["quarter"]:
        first = date(year, 3 * int(found["quarter"]) - 2, 1)
        return Kept(code, Period(first, clock.last_day(first.replace(month=first.month + 2))))
    return Kept(code, Period(date(year, 1, 1), date(year, 12, 31)))


def codes(rated: Rated, today: date) -> list[str]:
    """The periods that one may want today, the running one first."""
    if not rated.is_decided:
        month, found = today.replace(day=1), []
        for _ in range(4):
            found.append(f"{month:%Y-%m}")
            month = clock.month_of(month - clock.DAY)
        return found
    quarter = (today.month + 2) // 3
    quarters = [divmod(4 * today.year + quarter - 1 - back, 4) for back in range(4)]
    return [f"{year}-q{number + 1}" for year, number in quarters] + [str(today.year), str(today.year - 1)]


def usual(rated: Rated, today: date) -> str:
    """The quarter, or the month, that is rated now: the last that may be."""
    return next(code for code in codes(rated, today) if (found := period_of(code, rated)) and found.is_open)
