"""Livelihoods: money of the year, what was given, what was looked at again, what was reviewed.

Figures are read by many who may not see a household (class C9), so a number that could point at one is hidden here,
where it is counted, and not where it is shown. Money is shown as it is.
"""

from collections.abc import Iterator
from datetime import date

from banlanh.livelihoods.models import FEWEST
from banlanh.livelihoods.queries import Ledger, ledger
from banlanh.places.enums import BodyKind
from banlanh.plans.models import Duty

from ..facts import Facts
from ..registry import Figure, Period, amount, indicator, month_of
from .work import how_often, on_time

HIDDEN = 0  # stands for every number below five: nought and four look alike


def money(facts: Facts) -> Ledger:
    return facts.once("livelihoods", lambda: ledger(facts.commune, facts.on), of=("livelihoods",))


@amount("funds_allotted", "Vốn sinh kế được cấp từ đầu năm", unit="đồng")
def allotted(facts: Facts, period: Period) -> int:
    return money(facts).year.allotted


@amount("funds_promised", "Vốn sinh kế đã duyệt, chưa giao", unit="đồng")
def promised(facts: Facts, period: Period) -> int:
    return money(facts).year.promised


@amount("funds_spent", "Vốn sinh kế đã chi từ đầu năm", unit="đồng")
def spent(facts: Facts, period: Period) -> int:
    return money(facts).year.spent


@amount("supports_delivered", "Hỗ trợ sinh kế đã giao", unit="lượt")
def delivered(facts: Facts, period: Period) -> int:
    given = sum(1 for each in money(facts).supports if is_in(each.delivered_on, period, facts))
    return given if given >= FEWEST else HIDDEN


@amount("fund_reviews", "Lần rà soát nguồn vốn", unit="lần")
def fund_reviews(facts: Facts, period: Period) -> int:
    return how_often(facts, period, "fund_review")


@amount("support_rounds", "Lần xem xét hỗ trợ sinh kế", unit="lần")
def support_rounds(facts: Facts, period: Period) -> int:
    return how_often(facts, period, "support_round")


def is_in(day: date | None, period: Period, facts: Facts) -> bool:
    """Whether it had happened in the period by the day of the figures."""
    return day is not None and period.holds(day) and day <= facts.on


@indicator("looked_again", "Hỗ trợ được xem lại đúng hạn", unit="lượt", period=month_of)
def looked_again(facts: Facts, period: Period) -> Iterator[Figure]:
    """For the People's Committee: looks that fell due in the period, taken by their day; unknown where they are few."""
    every = (look for each in money(facts).supports for look in each.looks)
    due = [(day, taken) for day, taken in every if is_in(day, period, facts)]
    done = sum(1 for day, taken in due if taken and taken <= day)
    committee = next((body.pk for body in facts.bodies.values() if body.kind == BodyKind.PEOPLES_COMMITTEE), None)
    if committee is not None and len(due) >= FEWEST:
        yield Figure(committee, done, len(due))


def is_review(duty: Duty) -> bool:
    return duty.kind in ("fund_review", "support_round")


@indicator("livelihood_reviews", "Rà soát vốn, xem xét hỗ trợ đúng hạn", unit="việc", period=month_of, duties=is_review)
def livelihood_reviews(facts: Facts, period: Period) -> Iterator[Figure]:
    """For the People's Committee: reviews that the plan orders and that fell due in the period, done on time."""
    return on_time(facts, period, is_review)
