"""Counts of people in bands, never the counts (PROTECTION SEC-31, SEC-32).

Inside: dưới 5, 5–10, 11–15, 16–20 … Outside: dưới 11, 11–20, 21–30 … Each band of outside is made of whole bands of
inside, so that who reads both knows no more than who reads the inner one. A band is as coarse as the rounding to base 5
of NHS England and Eurostat's farm survey, or coarser; so nothing is rounded besides.

No percentage and no average is told: each is the count in another dress. "Tăng" and "giảm" compare bands.
"""

from dataclasses import dataclass

from .enums import Audience


@dataclass(frozen=True, order=True)
class Band:
    """The counts from `least` to `most`, which look alike."""

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least}–{self.most}" if self.least else f"dưới {self.most + 1}"


def band(count: int, audience: Audience) -> Band:
    """The band of a count for that audience. ValueError for less than nobody."""
    if count < 0:
        raise ValueError(f"cannot count {count} people")
    if count < audience.k:
        return Band(0, audience.k - 1)
    if count < Audience.OUTSIDE.k:
        return Band(audience.k, Audience.OUTSIDE.k - 1)
    least = count - (count - Audience.OUTSIDE.k) % audience.step
    return Band(least, least + audience.step - 1)


def compared(before: Band, after: Band) -> str:
    """How a series moved, as far as its bands tell."""
    if before == after:
        return "cùng khoảng"
    return "tăng" if after > before else "giảm"
