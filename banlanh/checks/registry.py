"""What may be checked (điều đã khai). Each claim is one small function: commune, period → the entries claimed.

Keys are kept with every draw: add a claim, never change a key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from banlanh.accounts.enums import Data
from banlanh.core import words
from banlanh.indicators.registry import Period, month_of, until, week_of
from banlanh.places.models import Place


class Subject(NamedTuple):
    """One entry of a claim: an id that says nothing to a stranger, whose claim it is, and where to go for it.

    `label` is all that the checker learns: enough to find the place and ask, nothing of what was claimed there.
    """

    id: str
    body: int
    label: str


Subjects = Callable[[Place, Period], Iterable[Subject]]


@dataclass(frozen=True)
class Claim:
    key: str
    name: str  # "lượt phát bản tin": what is claimed
    unit: str  # "lượt phát": what is counted
    ask: str  # what the checker asks, in one sentence
    kind: str  # the kind of record that is claimed, by which a target of the plan finds it
    data: Data  # whose labels may be read by: the class of the labels
    periods: Callable[[date], list[Period]]  # the periods that may be drawn from on a day, the newest first
    subjects: Subjects
    total: Callable[[Place, Period], int] | None  # how many are owed; None where nobody owes a number

    def title(self, period: Period) -> str:
        return f"{self.name}, {title_of(period)}"


CLAIMS: dict[str, Claim] = {}


def claim(
    key: str,
    name: str,
    *,
    unit: str,
    ask: str,
    periods: Callable[[date], list[Period]],
    kind: str = "",
    data: Data = Data.WORK,
    total: Callable[[Place, Period], int] | None = None,
) -> Callable[[Subjects], Subjects]:
    """Enter the decorated function as the claim `key`."""

    def enter(subjects: Subjects) -> Subjects:
        CLAIMS[key] = Claim(key, name, unit, ask, kind, data, periods, subjects, total)
        return subjects

    return enter


def claim_of(kind: str) -> Claim | None:
    """The claim that records of this kind make, by which a target finds what was checked of it."""
    return next((each for each in CLAIMS.values() if kind and each.kind == kind), None)


def title_of(period: Period) -> str:
    """ "tuần 16/11 – 22/11/2026", "tháng 10/2026"."""
    if period == month_of(period.first):
        return f"tháng {period.first.month}/{period.first.year}"
    if period == until(period.last):
        return f"tính đến {words.day(period.last)}"
    days = f"{words.short_day(period.first)} – {words.day(period.last)}"
    return f"tuần {days}" if period == week_of(period.first) else f"từ {days}"


def short_title_of(period: Period) -> str:
    """ "tuần từ 16/11": a period in as few words as a phone's list holds."""
    return f"tuần từ {words.short_day(period.first)}" if period == week_of(period.first) else title_of(period)
