"""Which days a report speaks of: from one cut-off to the next, as configured; and how an address names them.

By default a month runs from the 25th to the 24th, a year from 15 December to 14 December as in Decision 28/2025.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.conf import settings

from banlanh.core import clock
from banlanh.indicators.months import day_in

from .enums import ReportKind

CODE = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-(6t)([12]))?")
DAYS_TO_READ = 4  # between the day from which a long report's draft is there, and its cut-off


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A month, half-year or year, named by its number in the year: 1 to 12, 1 or 2, 1."""

    kind: ReportKind
    year: int
    number: int = 1

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def first(self) -> date:
        return self.before.last + clock.DAY

    @property
    def last(self) -> date:
        if self.kind == ReportKind.MONTH:
            return day_in(date(self.year, self.number, 1), settings.REPORT_MONTH_ENDS)
        day, month = map(int, settings.REPORT_YEAR_ENDS.split("/"))
        is_first_half = self.kind == ReportKind.HALF and self.number == 1
        return date(self.year, month, day) - relativedelta(months=6 if is_first_half else 0)

    @property
    def before(self) -> "ReportPeriod":
        in_a_year = {ReportKind.MONTH: 12, ReportKind.HALF: 2, ReportKind.YEAR: 1}[self.kind]
        year, number = divmod(self.year * in_a_year + self.number - 2, in_a_year)
        return ReportPeriod(self.kind, year, number + 1)

    @property
    def year_before(self) -> "ReportPeriod":
        return ReportPeriod(self.kind, self.year - 1, self.number)

    @property
    def ready_on(self) -> date:
        """The day from which the draft is there."""
        if self.kind == ReportKind.MONTH:
            return min(day_in(self.last, settings.REPORT_READY_ON), self.last)
        return self.last - DAYS_TO_READ * clock.DAY

    @property
    def code(self) -> str:
        """ "2026-11", "2026-6t1", "2026"."""
        ends = {ReportKind.MONTH: f"-{self.number:02}", ReportKind.HALF: f"-6t{self.number}", ReportKind.YEAR: ""}
        return f"{self.year}{ends[self.kind]}"

    @property
    def name(self) -> str:
        """ "tháng 11 năm 2026", "6 tháng đầu năm 2026", "năm 2026"."""
        opens = {
            ReportKind.MONTH: f"tháng {self.number} ",
            ReportKind.HALF: f"6 tháng {('đầu', 'cuối')[self.number > 1]} ",
            ReportKind.YEAR: "",
        }
        return f"{opens[self.kind]}năm {self.year}"

    def __str__(self) -> str:
        return self.name


def period_of(code: str) -> ReportPeriod | None:
    """The period that `code` names."""
    found = CODE.fullmatch(code)
    if found is None:
        return None
    year, month, is_half, half = found.groups()
    if month:
        return ReportPeriod(ReportKind.MONTH, int(year), int(month))
    return ReportPeriod(ReportKind.HALF, int(year), int(half)) if is_half else ReportPeriod(ReportKind.YEAR, int(year))


def running(kind: ReportKind, on: date) -> ReportPeriod:
    """The period of this kind that holds the day."""
    latest = {ReportKind.MONTH: 12, ReportKind.HALF: 2, ReportKind.YEAR: 1}[kind]
    period = ReportPeriod(kind, on.year + 1, latest)
    while period.first > on:
        period = period.before
    return period


def latest(kind: ReportKind, on: date, many: int) -> Iterator[ReportPeriod]:
    """The last periods of this kind, the running one first."""
    period = running(kind, on)
    for _ in range(many):
        yield period
        period = period.before
