"""The exact bound and the sample size: against scipy, against their own definitions, and in 10,000 villages."""

import random
from fractions import Fraction
from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from banlanh.checks.bounds import at_least, lower_bound, sample_size

ALPHA = Fraction(5, 100)


@st.composite
def samples(draw, most: int = 400):
    """(listed, true, drawn, confirmed) that can all be."""
    listed = draw(st.integers(1, most))
    true, drawn = draw(st.integers(0, listed)), draw(st.integers(0, listed))
    return listed, true, drawn, draw(st.integers(0, drawn))


@given(samples())
def test_the_tail_is_scipy_s(sample):
    listed, true, drawn, confirmed = sample
    ours = float(at_least(confirmed, listed=listed, true=true, drawn=drawn))
    assert ours == pytest.approx(hypergeom.sf(confirmed - 1, listed, true, drawn), abs=1e-12)


@pytest.mark.parametrize("drawn", [1, 24, 300, 2500])
def test_the_tail_is_scipy_s_in_a_long_list(drawn):
    for true, confirmed in product((0, 1, 2000, 2599, 2600), (0, 1, drawn // 2, drawn)):
        ours = float(at_least(confirmed, listed=2600, true=true, drawn=drawn))
        assert ours == pytest.approx(hypergeom.sf(confirmed - 1, 2600, true, drawn), abs=1e-11)


@given(samples())
def test_entries_not_drawn_and_entries_drawn_are_one_law(sample):
    """Counting the untrue, or the true left behind, gives the same chance."""
    listed, true, drawn, confirmed = sample
    untrue = 1 - at_least(drawn - confirmed + 1, listed=listed, true=listed - true, drawn=drawn)
    left = 1 - at_least(true - confirmed + 1, listed=listed, true=true, drawn=listed - drawn)
    assert at_least(confirmed, listed=listed, true=true, drawn=drawn) == untrue == left


@given(samples())
def test_drawing_and_being_true_may_change_places(sample):
    listed, true, drawn, confirmed = sample
    assert at_least(confirmed, listed=listed, true=true, drawn=drawn) == at_least(
        confirmed, listed=listed, true=drawn, drawn=true
    )


@given(samples(most=120))
def test_the_bound_is_what_its_definition_says(sample):
    """The smallest number that such a sample does not speak against, found by trying them all."""
    listed, _, drawn, confirmed = sample
    possible = range(confirmed, listed - (drawn - confirmed) + 1)
    by_trying = next(true for true in possible if hypergeom.sf(confirmed - 1, listed, true, drawn) > 0.05 + 1e-13)
    assert lower_bound(confirmed, drawn=drawn, listed=listed) == by_trying


@given(samples())
def test_the_bound_lies_between_what_was_seen_and_what_can_be(sample):
    listed, _, drawn, confirmed = sample
    assert confirmed <= lower_bound(confirmed, drawn=drawn, listed=listed) <= listed - (drawn - confirmed)


@given(samples())
def test_one_more_confirmed_never_lowers_the_bound(sample):
    listed, _, drawn, confirmed = sample
    if confirmed < drawn:
        fewer, more = (lower_bound(many, drawn=drawn, listed=listed) for many in (confirmed, confirmed + 1))
        assert fewer < more or fewer == more == listed


@given(samples(), st.sampled_from([Fraction(8, 10), Fraction(9, 10), Fraction(99, 100)]))
def test_who_wants_to_be_surer_may_claim_no_more(sample, confidence):
    listed, _, drawn, confirmed = sample
    surer = lower_bound(confirmed, drawn=drawn, listed=listed, confidence=confidence + (1 - confidence) / 2)
    assert surer <= lower_bound(confirmed, drawn=drawn, listed=listed, confidence=confidence)


@pytest.mark.parametrize("listed", [1, 9, 612])
def test_who_visits_all_knows_and_who_confirms_nothing_knows_nothing(listed):
    assert all(lower_bound(many, drawn=listed, listed=listed) == many for many in range(listed + 1))
    assert lower_bound(0, drawn=max(listed // 2, 1), listed=listed + 1) == 0
    assert lower_bound(0, drawn=0, listed=listed) == 0


def test_the_example_of_the_plan():
    """23 of 24, of 612: at least 502, which is 82.03 %."""
    assert lower_bound(23, drawn=24, listed=612) == 502
    assert hypergeom.sf(22, 612, 501, 24) <= 0.05 < hypergeom.sf(22, 612, 502, 24)


@pytest.mark.parametrize(
    ("confirmed", "drawn", "listed", "confidence"),
    [
        (1, 0, 5, ALPHA),
        (-1, 3, 5, ALPHA),
        (3, 6, 5, ALPHA),
        (0, 0, 0, ALPHA),
        (1, 2, 5, 0),
        (1, 2, 5, 1),
    ],
)
def test_impossible_numbers_are_refused(confirmed, drawn, listed, confidence):
    with pytest.raises(ValueError):
        lower_bound(confirmed, drawn=drawn, listed=listed, confidence=confidence)


def test_the_bound_holds_in_ten_thousand_villages():
    """Lists of four lengths, half to wholly true, each drawn from once: claimed too high in 5 % at most."""
    chance, held = random.Random(20260716), 0
    known: dict[tuple[int, int, int], int] = {}
    for _ in range(10_000):
        listed = chance.choice([24, 60, 120, 612])
        drawn, true = chance.choice([6, 12, 24]), chance.randint(listed // 2, listed)
        confirmed = sum(entry < true for entry in chance.sample(range(listed), drawn))
        key = (listed, drawn, confirmed)
        if key not in known:
            known[key] = lower_bound(confirmed, drawn=drawn, listed=listed)
        held += known[key] <= true
    assert 9_500 <= held < 10_000


@pytest.mark.parametrize(("listed", "drawn"), [(20, 6), (40, 12), (100, 24), (101, 100)])
def test_the_bound_holds_for_every_truth_exactly(listed, drawn):
    """No simulation: for each possible truth, the chance to be claimed too high, added up."""
    bounds = [lower_bound(many, drawn=drawn, listed=listed) for many in range(drawn + 1)]
    for true in range(listed + 1):
        many = [many for many, bound in enumerate(bounds) if bound > true]
        too_high = at_least(many[0], listed=listed, true=true, drawn=drawn) if many else 0
        assert too_high <= ALPHA


# --- how many to draw ------------------------------------------------------------------------------


@given(st.integers(1, 250), st.sampled_from([80, 90, 95, 99, 100]), st.integers(0, 3))
@settings(max_examples=60)
def test_the_sample_size_is_the_smallest_that_proves_it(listed, share, failures):
    share = Fraction(share, 100)
    size = sample_size(listed=listed, share=share, failures=failures)
    least = ceil(share * listed)

    def proves(drawn: int) -> bool:
        return drawn >= failures and lower_bound(drawn - failures, drawn=drawn, listed=listed) >= least

    assert size == next((drawn for drawn in range(1, listed + 1) if proves(drawn)), None)


@pytest.mark.parametrize(
    ("listed", "failures", "size"), [(612, 0, 28), (612, 1, 44), (9, 0, 9), (9, 1, None), (24, 0, 15), (500_000, 0, 29)]
)
def test_sizes_for_ninety_percent(listed, failures, size):
    assert sample_size(listed=listed, share=Fraction(90, 100), failures=failures) == size


def test_a_list_without_end_needs_twenty_nine():
    """0.9 ** 29 is the first power below 0.05."""
    assert Fraction(9, 10) ** 29 <= ALPHA < Fraction(9, 10) ** 28
    assert sample_size(listed=10**9, share=Fraction(9, 10)) == 29


@pytest.mark.parametrize(("share", "failures"), [(0, 0), (Fraction(11, 10), 0), (Fraction(9, 10), -1)])
def test_a_question_that_makes_no_sense_is_refused(share, failures):
    with pytest.raises(ValueError):
        sample_size(listed=10, share=share, failures=failures)
