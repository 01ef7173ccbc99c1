"""Decision 28/2025/QĐ-TTg as data: one dated table, each row with its article, and the laws that its words stand on.

A row with a `check` waits for a person to hold it against the text; pages show the sentence. An assessment period runs
from 15 December to 14 December (article 2); the row of its last day counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from banlanh.core import clock

from .enums import Fact, Type

LAST_DAY = (12, 14)


class Line(NamedTuple):
    """One way to meet one criterion of article 4: `least` ≤ fact < `below`, of 1 resident where it is a share.

    "Under 0,1%" means more than nobody: else every clean commune would be of type III.
    """

    type: Type
    at: str
    fact: Fact
    least: Fraction
    below: Fraction | None
    is_share: bool = False

    def holds(self, value: Fraction | int) -> bool:
        return value > 0 and value >= self.least and (self.below is None or value < self.below)


class Rulebook(NamedTuple):
    name: str
    starts_on: date
    ends_on: date | None
    lines: tuple[Line, ...]
    needed: dict[Type, int]  # how many of its criteria make a type
    by_route: dict[Type, tuple[str, Type, int]]  # criterion đ: so many of another type's, and on a key route
    check: str = ""


def number(type: Type, at: str, fact: Fact, least: int, below: int | None) -> Line:
    return Line(type, at, fact, Fraction(least), None if below is None else Fraction(below))


def share(type: Type, at: str, fact: Fact, least: str, below: str | None) -> Line:
    """Bounds in percent of the residents."""
    of = [None if each is None else Fraction(each) / 100 for each in (least, below)]
    return Line(type, at, fact, of[0] or Fraction(0), of[1], is_share=True)


DECISION_28 = Rulebook(
    name="Quyết định 28/2025/QĐ-TTg",
    starts_on=date(2025, 8, 24),
    ends_on=None,
    lines=(
        share(Type.I, "a", Fact.PEOPLE, "0.5", None),
        number(Type.I, "b", Fact.SPOTS, 2, None),
        share(Type.I, "c", Fact.ARRESTED, "0.1", None),
        number(Type.I, "d", Fact.PLANTS, 3000, None),
        number(Type.I, "d", Fact.AREA, 750, None),
        share(Type.II, "a", Fact.PEOPLE, "0.1", "0.5"),
        number(Type.II, "b", Fact.SPOTS, 1, 2),
        share(Type.II, "c", Fact.ARRESTED, "0.05", "0.1"),
        number(Type.II, "d", Fact.PLANTS, 500, 3000),
        number(Type.II, "d", Fact.AREA, 125, 750),
        share(Type.III, "a", Fact.PEOPLE, "0", "0.1"),
        share(Type.III, "b", Fact.ARRESTED, "0", "0.05"),
        number(Type.III, "c", Fact.PLANTS, 0, 500),
        number(Type.III, "c", Fact.AREA, 0, 125),
    ),
    needed={Type.I: 3, Type.II: 3, Type.III: 1},
    by_route={Type.I: ("đ", Type.II, 2), Type.II: ("đ", Type.III, 2)},
    check="Quyết định ban hành theo luật cũ; cần đối chiếu xem đã có văn bản thay thế từ 1/7/2026 chưa.",
)
RULEBOOKS = (DECISION_28,)


class Basis(NamedTuple):
    """The law that gives words such as "quản lý sau cai" their meaning, from when to when."""

    law: str
    starts_on: date
    ends_on: date | None


BASES = (
    Basis("Luật Phòng, chống ma túy 73/2021/QH14", date(2022, 1, 1), date(2026, 6, 30)),
    Basis("Luật Phòng, chống ma túy 120/2025/QH15", date(2026, 7, 1), None),
)


class Exemption(NamedTuple):
    at: str
    words: str


# Article 6.1: of these, residents may be there and the area is free all the same. Whether a person under the one-year
# management of users, or in a compulsory centre, counts is a question that a person answers with a reason.
EXEMPT = (
    Exemption("điều 6, khoản 1", "đang điều trị bằng thuốc thay thế"),
    Exemption("điều 6, khoản 1", "đang cai nghiện tại gia đình, cộng đồng"),
    Exemption("điều 6, khoản 1", "đang bị quản lý sau cai nghiện"),
)


@dataclass(frozen=True, slots=True)
class AssessmentPeriod:
    """15 December of the year before to 14 December of `year` (kỳ đánh giá); neither the calendar's nor a report's."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year - 1, *LAST_DAY) + clock.DAY

    @property
    def last(self) -> date:
        return date(self.year, *LAST_DAY)

    @property
    def seen_on(self) -> date:
        """The day as of which it is looked at: its last, or today."""
        return min(self.last, clock.today())

    @property
    def rulebook(self) -> Rulebook | None:
        return next((each for each in RULEBOOKS if holds_on(each, self.last)), None)

    @property
    def bases(self) -> Iterator[Basis]:
        for each in BASES:
            if each.starts_on <= self.last and (each.ends_on is None or each.ends_on >= self.first):
                yield each


def holds_on(row: Rulebook | Basis, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def period_of(day: date) -> AssessmentPeriod:
    return AssessmentPeriod(day.year + (day > date(day.year, *LAST_DAY)))
