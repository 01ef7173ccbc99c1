"""Two-threshold plans, against what others have printed.

Seen by us, and copied number by number:
1. PubMed Central article PMC3013262, Table 1 ("Source: Grant EL, Leavenworth RS. 1988:391–425"): samples of 8 to 28,
   coverage of 80 % and of 50 %, to two decimals, some rounded and some cut. It counts the unimmunized, d, that a
   sample may hold. One of its 60 chances, 0.83 for n = 8, d = 2, is a slip: (1 + 8 + 28) / 256 is 0.1445, so 0.86.
2. The R package `sleacr` (E. Guevarra and M. Myatt, after Myatt et al., SQUEAC/SLEAC Technical Reference, FHI
   360/FANTA, Washington DC, 2012), pages README and `get_sample_n`: plans for a population of 600, to ten decimals.
3. J. Luna, T. Nitkin, B. Yaggy: "LQAS: Pitfalls, Controversies, and Addressing Concerns", CORE Group spring meeting,
   10 May 2011, slide "Steps": of 19 fewer than 1, 7, 14 correct answers mark an area below 20 %, 50 %, 85 %.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from banlanh.checks.lqas import best_rule, endless, of_list, plan_of, smallest_plan

HALF, EIGHTY = Fraction(50, 100), Fraction(80, 100)
TENTH = Fraction(1, 10)
# Table 1 of PMC3013262, its slip mended: n, d, chance to call 80 % adequate, chance to call 50 % inadequate.
PRINTED = [
    (8, 0, 0.17, 1), (8, 1, 0.50, 0.96), (8, 2, 0.79, 0.86), (8, 3, 0.94, 0.64),
    (12, 0, 0.07, 1.00), (12, 1, 0.28, 1.00), (12, 2, 0.56, 0.98), (12, 3, 0.80, 0.93), (12, 4, 0.93, 0.81),
    (12, 5, 0.98, 0.61),
    (14, 0, 0.04, 1), (14, 1, 0.20, 1), (14, 2, 0.45, 0.99), (14, 3, 0.70, 0.97), (14, 4, 0.87, 0.91),
    (14, 5, 0.96, 0.79),
    (19, 0, 0.01, 1), (19, 1, 0.08, 1), (19, 2, 0.24, 1), (19, 3, 0.46, 1), (19, 4, 0.67, 0.99), (19, 5, 0.84, 0.97),
    (19, 6, 0.93, 0.92), (19, 7, 0.98, 0.82),
    (28, 5, 0.50, 1), (28, 6, 0.68, 1), (28, 7, 0.81, 0.99), (28, 8, 0.91, 0.98), (28, 9, 0.96, 0.96),
    (28, 10, 0.99, 0.90),
]  # fmt: skip
STARRED = {8: 2, 12: 4, 14: 4, 19: 6, 28: 9}  # "optimal decision rule for a sample size", as d


@pytest.mark.parametrize(("drawn", "failures", "good_passes", "bad_fails"), PRINTED)
def test_the_chances_are_those_of_the_printed_table(drawn, failures, good_passes, bad_fails):
    plan = plan_of(drawn, drawn - failures, upper=EIGHTY, lower=HALF)
    assert float(1 - plan.alpha) == pytest.approx(good_passes, abs=0.01)
    assert float(1 - plan.beta) == pytest.approx(bad_fails, abs=0.01)


@pytest.mark.parametrize("drawn", STARRED)
def test_the_best_rule_is_the_starred_one(drawn):
    assert best_rule(drawn, upper=EIGHTY, lower=HALF).failures == STARRED[drawn]


@pytest.mark.parametrize(
    ("lower", "upper", "drawn", "more_than", "alpha", "beta"),
    [(50, 80, 19, 12, 0.06446194, 0.08014249), (70, 90, 25, 20, 0.09357163, 0.08585219)],
)
def test_the_smallest_plan_for_six_hundred_is_the_printed_one(lower, upper, drawn, more_than, alpha, beta):
    thresholds = {"lower": Fraction(lower, 100), "upper": Fraction(upper, 100)}
    plan = smallest_plan(**thresholds, alpha=TENTH, beta=TENTH, listed=600)
    assert (plan.drawn, plan.needed) == (drawn, more_than + 1)
    assert (float(plan.alpha), float(plan.beta)) == pytest.approx((alpha, beta), abs=1e-8)


@pytest.mark.parametrize(
    ("lower", "upper", "drawn", "more_than", "alpha", "beta"),
    [(50, 80, 16, 10, 0.07890285, 0.1019738), (70, 90, 40, 32, 0.03637535, 0.04944484)],
)
def test_the_rule_for_a_given_sample_of_six_hundred_is_the_printed_one(lower, upper, drawn, more_than, alpha, beta):
    thresholds = {"lower": Fraction(lower, 100), "upper": Fraction(upper, 100)}
    plan = best_rule(drawn, **thresholds, chance=of_list(600))
    assert plan.needed == more_than + 1
    assert (float(plan.alpha), float(plan.beta)) == pytest.approx((alpha, beta), abs=1e-7)


@pytest.mark.parametrize(("coverage", "needed"), [(50, 7), (85, 14)])
def test_of_nineteen_the_rules_of_the_slide(coverage, needed):
    """Its lower threshold lies 30 points below, as in tables for 19; 20 % has none and is not compared."""
    rule = best_rule(19, upper=Fraction(coverage, 100), lower=Fraction(coverage - 30, 100))
    assert rule.needed == needed and max(rule.alpha, rule.beta) <= TENTH


@given(st.integers(1, 60), st.data())
def test_errors_are_scipy_s(drawn, data):
    needed = data.draw(st.integers(0, drawn + 1))
    plan = plan_of(drawn, needed, upper=EIGHTY, lower=HALF)
    assert float(plan.alpha) == pytest.approx(binom.cdf(needed - 1, drawn, 0.8), abs=1e-12)
    assert float(plan.beta) == pytest.approx(binom.sf(needed - 1, drawn, 0.5), abs=1e-12)


@given(st.integers(0, 30), st.integers(1, 30))
def test_a_very_long_list_is_as_good_as_one_without_end(needed, drawn):
    needed = min(needed, drawn)
    assert float(of_list(10**7)(needed, drawn, EIGHTY)) == pytest.approx(
        float(endless(needed, drawn, EIGHTY)), abs=1e-4
    )


@given(st.integers(40, 400))
def test_the_smallest_plan_keeps_within_both_errors_and_no_smaller_one_does(listed):
    plan = smallest_plan(upper=EIGHTY, lower=HALF, alpha=TENTH, beta=TENTH, listed=listed)
    assert plan.alpha <= TENTH and plan.beta <= TENTH
    chance = of_list(listed)
    smaller = (
        plan_of(drawn, needed, upper=EIGHTY, lower=HALF, chance=chance)
        for drawn in range(1, plan.drawn)
        for needed in range(drawn + 1)
    )
    assert not any(each.alpha <= TENTH and each.beta <= TENTH for each in smaller)


def test_an_error_of_just_what_is_allowed_is_allowed():
    """A list true for half passes three drawn of three with 1/8."""
    plan = smallest_plan(upper=Fraction(1), lower=HALF, alpha=Fraction(0), beta=Fraction(1, 8))
    assert (plan.drawn, plan.needed, plan.alpha, plan.beta) == (3, 3, 0, Fraction(1, 8))


def test_where_no_sample_is_enough_there_is_no_plan():
    near = {"upper": Fraction(51, 100), "lower": HALF}
    assert smallest_plan(**near, alpha=TENTH, beta=TENTH, most=50) is None
    assert smallest_plan(**near, alpha=TENTH, beta=TENTH, listed=100).drawn <= 100


@pytest.mark.parametrize(("lower", "upper"), [(HALF, HALF), (EIGHTY, HALF), (-1, HALF), (HALF, 2)])
def test_thresholds_must_lie_in_order(lower, upper):
    with pytest.raises(ValueError):
        smallest_plan(upper=upper, lower=lower, alpha=TENTH, beta=TENTH)
