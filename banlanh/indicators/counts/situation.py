"""The area. What the police know of single places stays theirs: those figures are of the whole commune, at their desk.
How many villages are clear is no figure of the sheet: half of it is sealed (`indicators.clear`).

No number here is a number of people.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from banlanh.situation import queries as area
from banlanh.situation.enums import Result

from ..facts import Facts
from ..registry import Figure, Period, amount, indicator, month_of, until
from .work import owed_in


def half_year_of(day: date) -> Period:
    return Period(*area.half_year_of(day))


def looks(facts: Facts) -> list[area.Look]:
    return facts.once("looks", lambda: area.looks_until(facts.commune, facts.on), of=("situation",))


def businesses(facts: Facts) -> set[UUID]:
    """The conditional businesses that count on the day."""
    counted = area.establishments_on(facts.commune, facts.on)
    return facts.once("businesses", lambda: set(counted.order_by().values_list("pk", flat=True)), of=("registers",))


def walks(facts: Facts, period: Period) -> area.Walks:
    """Of the month, as far as it has gone."""
    last = min(period.last, facts.on)
    return facts.once(
        f"walks since {period.first}",
        lambda: area.walks_in(facts.commune, period.first, last),
        of=("situation",),
    )


@indicator("patrols", "Buổi tuần tra trong tháng", unit="buổi", period=month_of, kind="patrol", each_month=True)
def patrols(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body that owes patrols: those that it led in the month against what the plan orders."""
    for body, many in (owed_in(facts, period, "patrol") or {}).items():
        walked = facts.days("patrol", body, "", period.first, period.last)
        yield Figure(body, min(len(walked), many), many)


@indicator("inspections", "Cơ sở được kiểm tra trong nửa năm", unit="cơ sở", period=half_year_of, kind="inspection")
def inspections(facts: Facts, period: Period) -> Iterator[Figure]:
    """Of the conditional businesses that count on the day: those looked at since the half-year began."""
    police, counted = area.police_of(facts.bodies.values()), businesses(facts)
    if police and counted:
        looked_at = {look.establishment for look in looks(facts) if period.holds(look.on)}
        yield Figure(police.pk, len(counted & looked_at), len(counted))


@indicator("posters", "Thôn có bảng đường dây nóng", unit="thôn", period=until, kind="poster")
def posters(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village: whether a poster hangs in its culture house with a number that somebody answers."""
    hung = facts.once("posters", lambda: area.posters_on(facts.commune, facts.on), of=("situation",))
    for body in facts.bodies.values():
        if body.is_village:
            yield Figure(body.pk, int(body.pk in hung), 1)


@amount("patrols", "Buổi tuần tra", unit="buổi")
def patrols_walked(facts: Facts, period: Period) -> int:
    return walks(facts, period).patrols


@amount("routes_walked", "Tuyến đã tuần tra", unit="tuyến")
def routes_walked(facts: Facts, period: Period) -> int:
    return walks(facts, period).routes


@amount("establishments_inspected", "Cơ sở được kiểm tra", unit="cơ sở")
def establishments_inspected(facts: Facts, period: Period) -> int:
    return len({look.establishment for look in looks(facts) if period.holds(look.on)})


@amount("establishments_to_mend", "Cơ sở còn phải sửa", unit="cơ sở")
def establishments_to_mend(facts: Facts, period: Period) -> int:
    """Of the businesses that still count: those that were told to mend something and were not found mended since."""
    return len(area.to_mend(looks(facts)) & businesses(facts))


@amount("reminders", "Lần nhắc nhở", unit="lần")
def reminders(facts: Facts, period: Period) -> int:
    """On patrols and at inspections."""
    at_a_business = sum(look.result == Result.REMINDED and period.holds(look.on) for look in looks(facts))
    return walks(facts, period).reminders + at_a_business
