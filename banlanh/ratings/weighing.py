"""What points and grades come to: pure functions. They propose; a person decides and signs (PROTECTION P14, SEC-59).

Bad news takes no point away, ever. Only the telling of it may hold a grade down: late, or not at all. What was told in
time leaves no trace in what is proposed, so that nobody gains by keeping it back.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from .enums import Grade, Source, Telling


class Share(NamedTuple):
    """`n` of `m`; of none there is no share."""

    n: int
    m: int


Evidence = Mapping[Source, Share]


class Line(NamedTuple):
    """One criterion, what it is worth at most, and what fills it in."""

    key: str
    text: str
    points: int
    source: Source | None = None
    part: str = ""


class Bands(NamedTuple):
    """From how many points each grade is reached."""

    excellent: int
    good: int
    done: int


class Caps(NamedTuple):
    """The hard criterion as this place set it: days that telling may take, and the best grade after it was not kept."""

    within: int
    late: Grade
    never: Grade


class News(NamedTuple):
    """Three days of something that went badly; unknown where nobody can say."""

    happened: date | None
    known: date | None
    told: date | None


class Proposal(NamedTuple):
    """What the machine proposes; `grade` is what the points reach, `capped` what the hard criterion leaves of it."""

    total: int | None
    grade: Grade | None
    cap: Grade | None

    @property
    def capped(self) -> Grade | None:
        return worse(self.grade, self.cap) if self.grade else None

    @property
    def is_held_down(self) -> bool:
        return self.capped != self.grade


# --- points ---------------------------------------------------------------------------------------


def filled_in(line: Line, evidence: Evidence) -> int | None:
    """The points that the evidence gives; None where it knows nothing: no duty fell due, nobody was visited."""
    share = evidence.get(line.source) if line.source else None
    return line.points * share.n // share.m if share and share.m else None


def total_of(lines: Iterable[Line], points: Mapping[str, int | None]) -> int | None:
    """The sum; unknown while any line is."""
    given = [points.get(line.key) for line in lines]
    known = [each for each in given if each is not None]
    return sum(known) if len(known) == len(given) else None


def grade_of(total: int, bands: Bands) -> Grade:
    return next((grade for grade, least in zip(Grade, bands, strict=False) if total >= least), Grade.NOT_DONE)


def worse(one: Grade, other: Grade | None) -> Grade:
    return other if other and other.place > one.place else one


# --- the hard criterion ---------------------------------------------------------------------------


def telling(news: News, caps: Caps, on: date) -> Telling:
    """By the days alone: when it was known, and when it was told; that it happened is nobody's fault."""
    if news.known is None:
        return Telling.UNCLEAR
    if ((news.told or on) - news.known).days <= caps.within:
        return Telling.IN_TIME
    return Telling.LATE if news.told else Telling.NEVER


def cap_of(found: Iterable[News], caps: Caps, on: date) -> Grade | None:
    """The best grade that is left, or None where all was told in time or nobody can say."""
    cap: Grade | None = None
    for each in found:
        holds_at = {Telling.LATE: caps.late, Telling.NEVER: caps.never}.get(telling(each, caps, on))
        cap = worse(cap, holds_at) if cap else holds_at
    return cap


def propose(
    lines: Iterable[Line], points: Mapping[str, int | None], bands: Bands, news: Iterable[News], caps: Caps, on: date
) -> Proposal:
    total = total_of(lines, points)
    return Proposal(total, None if total is None else grade_of(total, bands), cap_of(news, caps, on))


# --- the share of the best ------------------------------------------------------------------------


class Places(NamedTuple):
    """How many may be rated best, who surely has a place, and who stands level for those that are left."""

    many: int
    sure: frozenset[int]
    level: frozenset[int]

    @property
    def left(self) -> int:
        return self.many - len(self.sure)


def places(totals: Mapping[int, int], good_or_better: int, share: int) -> Places:
    """Of those whose points and caps reach the best grade: at most `share` percent of all rated good or better.

    Whoever stands level at the edge is not told apart by the machine: people choose among them.
    """
    many = good_or_better * share // 100
    in_order = sorted(totals, key=lambda body: -totals[body])
    if len(in_order) <= many:
        return Places(many, frozenset(in_order), frozenset())
    edge = totals[in_order[many]]  # the first who has no place; who equals them has none for certain
    sure = frozenset(body for body in totals if totals[body] > edge)
    return Places(many, sure, frozenset(b for b in totals if totals[b] == edge) if len(sure) < many else frozenset())
