"""Classic two-threshold plans (lot quality assurance sampling, LQAS): a sample size and a decision value.

A list that is true for `upper` of its entries should pass, one that is true for only `lower` should not. A plan
draws `drawn` entries and passes the list if `needed` or more of them are confirmed. It may err in two ways:
`alpha`, a good list fails; `beta`, a bad list passes. Books also print the plan as the most failures, drawn - needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb

from .bounds import at_least


@dataclass(frozen=True, slots=True)
class Plan:
    drawn: int
    needed: int
    alpha: Fraction
    beta: Fraction

    @property
    def failures(self) -> int:
        """The most unconfirmed entries with which a list still passes."""
        return self.drawn - self.needed


Chance = Callable[[int, int, Fraction], Fraction]  # (needed, drawn, share) → chance that a list of that share passes


def endless(needed: int, drawn: int, share: Fraction) -> Fraction:
    """The chance to pass from a list without end (binomial), as printed tables assume."""
    if needed <= 0:
        return Fraction(1)
    found = range(needed, drawn + 1)
    return sum((comb(drawn, many) * share**many * (1 - share) ** (drawn - many) for many in found), Fraction(0))


def of_list(listed: int) -> Chance:
    """The chance to pass from a list of so many entries (hypergeometric); a share of it is rounded up."""

    def chance(needed: int, drawn: int, share: Fraction) -> Fraction:
        return at_least(max(needed, 0), listed=listed, true=ceil(share * listed), drawn=drawn)

    return chance


def plan_of(drawn: int, needed: int, *, upper: Fraction, lower: Fraction, chance: Chance = endless) -> Plan:
    return Plan(drawn, needed, 1 - chance(needed, drawn, upper), chance(needed, drawn, lower))


def best_rule(drawn: int, *, upper: Fraction, lower: Fraction, chance: Chance = endless) -> Plan:
    """For a given sample size the decision value with the smallest sum of both errors, the easier of two equal ones."""
    plans = (plan_of(drawn, needed, upper=upper, lower=lower, chance=chance) for needed in range(drawn + 2))
    return min(plans, key=lambda plan: (plan.alpha + plan.beta, plan.needed))


def smallest_plan(
    *, upper: Fraction, lower: Fraction, alpha: Fraction, beta: Fraction, listed: int | None = None, most: int = 1000
) -> Plan | None:
    """The plan with the fewest entries whose errors keep within `alpha` and `beta`; None if `most` are not enough.

    Without `listed` the list is taken to have no end. Of two decision values that keep within both, the easier one.
    """
    if not 0 <= lower < upper <= 1:
        raise ValueError("the lower share lies below the upper one, both from 0 to 1")
    chance = endless if listed is None else of_list(listed)
    for drawn in range(1, min(most, listed or most) + 1):
        found = easiest(drawn, upper=upper, lower=lower, beta=beta, chance=chance)
        if found.alpha <= alpha:
            return found
    return None


def easiest(drawn: int, *, upper: Fraction, lower: Fraction, beta: Fraction, chance: Chance) -> Plan:
    """The lowest decision value that lets a bad list pass with a chance of `beta` at most."""
    low, high = 0, drawn + 1
    while low < high:
        middle = (low + high) // 2
        if chance(middle, drawn, lower) <= beta:
            high = middle
        else:
            low = middle + 1
    return plan_of(drawn, low, upper=upper, lower=lower, chance=chance)
