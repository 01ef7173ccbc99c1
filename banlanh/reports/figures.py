"""The figures of one month and of the month before, for the report; the same functions as the pages'."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banlanh.core import clock
from banlanh.indicators.registry import INDICATORS, Facts, Figure, Period, month_of, total, week_of
from banlanh.indicators.sheet import facts_of
from banlanh.places.models import Place
from banlanh.plans.enums import State
from banlanh.plans.standing import Standing


@dataclass(frozen=True)
class Month:
    """What a month's report says in figures, as known on the day `facts.on`."""

    facts: Facts
    period: Period

    def of(self, key: str) -> list[Figure]:
        return list(INDICATORS[key].count(self.facts, self.period))

    def total(self, key: str) -> tuple[int, int]:
        return total(self.of(key))

    def missing(self, key: str) -> list[str]:
        """Names of the bodies that are short of the figure, in Vietnamese order."""
        short = {figure.body for figure in self.of(key) if figure.n < figure.m}
        return [body.name for body in self.facts.bodies.values() if body.pk in short]

    @property
    def weeks(self) -> list[Period]:
        """The whole weeks that ended in the month, as far as it has gone."""
        return [week for week in weeks_ending_in(self.period) if week.last <= self.facts.on]

    def airings(self) -> dict[str, tuple[int, int]]:
        """By language: airings of the month's whole weeks, against what the plan orders."""
        found: dict[str, tuple[int, int]] = {}
        for week in self.weeks:
            for figure in INDICATORS["airings"].count(self.facts, week):
                n, m = found.get(figure.facet, (0, 0))
                found[figure.facet] = (n + figure.n, m + figure.m)
        return found

    def short_of_airings(self) -> list[str]:
        """Villages that fell short in any whole week of the month."""
        found = (figure for week in self.weeks for figure in INDICATORS["airings"].count(self.facts, week))
        short = {figure.body for figure in found if figure.n < figure.m}
        return [body.name for body in self.facts.bodies.values() if body.pk in short]

    @property
    def late(self) -> list[Standing]:
        """What is late on the day of the report, the longest first."""
        behind = [each for each in self.facts.standings if each.state == State.LATE]
        return sorted(behind, key=lambda each: (-each.days_late, each.duty.body.order))

    @property
    def fallen_due(self) -> list[Standing]:
        """Duties that fell due in the month, or were done ahead of that."""
        due = (each for each in self.facts.standings if self.period.holds(each.duty.due_on))
        return [each for each in due if each.duty.due_on < self.facts.on or each.is_finished]


def weeks_ending_in(period: Period) -> Iterator[Period]:
    week = week_of(period.first)
    while week.last <= period.last:
        yield week
        week = week_of(week.last + clock.DAY)


def months(commune: Place, month: date) -> tuple[Month, Month]:
    """The month and the one before it, each as known on its last day; the running month as known today."""
    before = clock.month_of(month - clock.DAY)
    facts = facts_of(commune, min(clock.last_day(month), clock.today()), clock.last_day(before))
    return Month(facts[0], month_of(month)), Month(facts[1], month_of(before))
