"""Target II.1: villages without a new addict and without a hot spot, always in one figure.

Told apart, the two halves would be subtracted from each other, and what is left counts people. So no sheet holds
either; each page and report works out both, and whose key is missing says why it cannot.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from banlanh.care import window
from banlanh.places.models import Body, Place
from banlanh.situation.queries import hot_villages

TOLD_BY_WINDOWS = frozenset({"clear_village", "after_rehab"})  # the kinds of targets that no sheet counts


class ClearVillages(NamedTuple):
    """How many villages are clear, and of all; which are not is for R1, R2 and R3 alone during the year."""

    n: int
    m: int
    others: tuple[Body, ...]


def clear_villages(commune: Place, bodies: Iterable[Body], *days: date) -> list[ClearVillages | None]:
    """As of each day; None while the police had said nothing of hot spots. Raises `Refused` where care is closed."""
    villages = [body for body in bodies if body.is_village]
    hot = hot_villages(commune, *days)
    if not villages or not any(each is not None for each in hot):
        return [None] * len(days)
    new = window.villages_with_new(commune, *days)
    return [
        None if spots is None else told_apart(villages, spots, found) for spots, found in zip(hot, new, strict=True)
    ]


def told_apart(villages: list[Body], hot: set[int], new: frozenset[int]) -> ClearVillages:
    others = tuple(body for body in villages if body.pk in hot or body.place_id in new)
    return ClearVillages(len(villages) - len(others), len(villages), others)
