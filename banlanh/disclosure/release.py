"""What may be told of a table of people by village: the commune's band, and perhaps which villages are large.

PROTECTION SEC-31, SEC-32, P5 and rule 3.3(7), which stand on the policies of CMS (1 to 10 is never shown, nor what
gives it away), NHS England (1 to 7 becomes a star, the rest is rounded to 5) and Eurostat (secondary suppression is
required; patterns are consistent over time).

1. Outside hears the commune's band, nothing of a village. Inside also hears which villages hold K or more.
2. A small count and one kept back look alike, and so do nought and four.
3. No more villages are called large than leave K - 1 people whom the total does not place (complementary suppression).
   Where more are large, the smallest of them are kept back with the others.
4. Whether villages are told at all depends on the total and on how many villages there are: on what the reader knows.
   The attacker tries every table that might be told of this total, not the one at hand; else a refusal would tell.

What is told could then have come from any table with these villages large, the others small, and this total; so a
reader who knows all of this code still faces K counts or more for each village. Not so one who knows some village from
elsewhere: whoever was told that village's count can subtract it, as from the total alone.

Two-way tables are never told, not even of 30 people or more: reports are a fixed set without free cross-tabs (SEC-33),
and cells that lie in two sums are what a solver finds. A margin of one is a table like any other, under its `Measure`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .attacker import K, is_guessable
from .bands import Band, band
from .enums import Audience, Cell

UNTOLD = "không công bố"


@dataclass(frozen=True)
class Released:
    """What is told of one table; without cells where villages are not told."""

    total: Band
    cells: Mapping[int, Cell] = field(default_factory=dict)

    def words(self, village: int | None = None) -> str:
        """What a screen says of the commune, or of one village."""
        if village is None:
            return str(self.total)
        return str(self.cells[village].label) if village in self.cells else UNTOLD

    def as_json(self) -> dict:
        return {
            "total": [self.total.least, self.total.most],
            "cells": {str(key): cell for key, cell in self.cells.items()},
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Released":
        return cls(Band(*kept["total"]), {int(key): Cell(cell) for key, cell in kept["cells"].items()})


def release(counts: Mapping[int, int], audience: Audience) -> Released:
    """What `audience` may hear of people counted by village; those of no village are a cell of their own.

    ValueError for a village with less than nobody.
    """
    if min(counts.values(), default=0) < 0:
        raise ValueError("a village cannot hold less than nobody")
    total = sum(counts.values())
    told = band(total, audience)
    if audience == Audience.OUTSIDE or not may_split(total, len(counts)):
        return Released(told)
    large = largest(counts, most_large(total))
    return Released(told, {village: Cell.LARGE if village in large else Cell.HIDDEN for village in counts})


def most_large(total: int) -> int:
    """How many villages may be called large, so that at least K - 1 people of the total stay unplaced."""
    return max(0, (total - (K - 1)) // K)


def may_split(total: int, villages: int) -> bool:
    """Whether villages are told at all of such a total: no table that might be told of it is guessable."""
    if total < K or villages < 2:
        return False
    most = min(most_large(total), villages)
    return not any(is_guessable(total, large=large, small=villages - large) for large in range(most + 1))


def largest(counts: Mapping[int, int], most: int) -> set[int]:
    """The villages of K or more, at most so many: the fullest first, then by their number."""
    found = sorted((village for village in counts if counts[village] >= K), key=lambda each: (-counts[each], each))
    return set(found[:most])
