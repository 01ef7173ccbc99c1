from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from django.db.models import QuerySet

from banlanh.indicators.registry import Period
from banlanh.places.models import Body, Place

from .bounds import lower_bound
from .models import Check, Visit


class Checked(NamedTuple):
    """What a closed check showed: of `visited` entries `confirmed`; of `listed` in all at least `bound` are true."""

    confirmed: int
    visited: int
    bound: int
    listed: int

    def part_of(self, claimed: int) -> int:
        """How many of `claimed` count as checked: even if all that is untrue in the list lay among them."""
        return max(0, min(claimed, self.listed) - (self.listed - self.bound))


def checked_share(commune: Place, claim: str, period: Period) -> Checked | None:
    """What the closed check of this claim and period showed; None where there is none."""
    found = Check.objects.for_place(commune).closed().filter(claim=claim, starts_on=period.first, ends_on=period.last)
    check = with_visits(found).first()
    if check is None:
        return None
    tally, confidence = check.tally, Fraction(check.confidence, 100)
    bound = lower_bound(tally.confirmed, drawn=tally.drawn, listed=check.listed_count, confidence=confidence)
    return Checked(tally.confirmed, tally.drawn, bound, check.listed_count)


def with_visits(checks: QuerySet[Check]) -> QuerySet[Check]:
    """These checks with all that their verdicts are told from; the frozen lists stay where they are."""
    return checks.defer("listed").prefetch_related("visits__findings")


def of_bodies(commune: Place, bodies: Iterable[int]) -> QuerySet[Check]:
    """The checks that are still open and on which one of these bodies has to go."""
    visits = Visit.objects.for_place(commune).filter(checker__in=bodies)
    return with_visits(Check.objects.for_place(commune).filter(closed_at=None, pk__in=visits.values("for_check")))


def bodies_with(commune: Place, ids: Iterable[int]) -> dict[int, Body]:
    return Body.objects.for_place(commune).select_related("place").in_bulk(list(ids))
