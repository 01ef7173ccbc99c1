"""Laws of what is told; and the attacker who knows the code, on every table there is (PROTECTION SEC-31, SEC-32)."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.disclosure.attacker import large_counts, small_counts
from banlanh.disclosure.bands import band
from banlanh.disclosure.enums import Audience, Cell
from banlanh.disclosure.release import Released, may_split, release

from .drawing import commune

INSIDE, OUTSIDE = Audience.INSIDE, Audience.OUTSIDE
K = INSIDE.k
SMALL_OR_HIDDEN, LARGE = "dưới 5 hoặc không công bố", "từ 5 trở lên"
COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 12))
TABLES = st.lists(COUNTS, min_size=1, max_size=20).map(lambda counts: dict(enumerate(counts, start=1)))
PLACES = st.integers(0, 10**6)


def words(counts: dict[int, int], audience: Audience = INSIDE) -> list[str]:
    released = release(counts, audience)
    return [released.words(village) for village in counts]


def table(*counts: int) -> dict[int, int]:
    return dict(enumerate(counts, start=1))


# --- examples ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "large"),
    [
        (table(9, 0, 1, 0, 2), {1}),
        (table(5, 6, 1, 1, 1), {1, 2}),  # 14 people: five, five and four whom nobody can place
        (table(5, 5, 1, 1, 1), {1}),  # 13: only three to place, so the second is kept back with the small
        (table(9, 0, 0, 0, 0), {1}),
        (table(5, 0, 0, 0, 0), set()),  # "large" would say exactly five, and nobody elsewhere
        (table(2, 1, 3, 0, 1), set()),
        (table(8, 8, 8, 8, 8), {1, 2, 3, 4, 5}),
    ],
)
def test_which_villages_are_called_large(counts, large):
    expected = [LARGE if village in large else SMALL_OR_HIDDEN for village in counts]
    assert words(counts) == expected


@pytest.mark.parametrize(
    "counts",
    [
        table(0, 0, 0, 0, 0),
        table(4, 0, 0, 0, 0),
        table(1, 1, 1, 1),  # 4 people in all
        table(4, 4, 4, 4, 3),  # 19 in five villages: if all are small, each holds 3 or 4
        table(19, 0, 0, 0, 0),  # the same 19 otherwise: a refusal tells nothing of how they live
        table(30),
    ],
)
def test_villages_are_not_told_at_all(counts):
    assert release(counts, INSIDE).cells == {}
    assert set(words(counts)) == {"không công bố"}


def test_nobody_was_counted_where_there_is_no_village():
    assert release({}, INSIDE) == Released(band(0, INSIDE))


@pytest.mark.parametrize("audience", Audience)
def test_less_than_nobody_in_a_village_is_refused(audience):
    with pytest.raises(ValueError, match="nobody"):
        release(table(9, -1, 9), audience)


# --- laws --------------------------------------------------------------------------------------------


@given(TABLES)
def test_outside_hears_the_commune_in_a_band_and_nothing_of_a_village(counts):
    assert release(counts, OUTSIDE) == Released(band(sum(counts.values()), OUTSIDE))


@given(TABLES)
def test_a_small_village_is_never_told_from_an_empty_one(counts):
    said = {word for count, word in zip(counts.values(), words(counts), strict=True) if count < K}
    assert len(said) <= 1 and LARGE not in said


@given(TABLES, PLACES, PLACES)
def test_nothing_changes_where_somebody_moves_between_small_villages(counts, one, other):
    here, there = sorted(counts)[one % len(counts)], sorted(counts)[other % len(counts)]
    if here == there or not counts[here] or counts[here] >= K or counts[there] >= K - 1:
        return
    moved = counts | {here: counts[here] - 1, there: counts[there] + 1}
    assert release(moved, INSIDE) == release(counts, INSIDE)


@given(TABLES)
def test_below_k_in_all_no_village_is_told(counts):
    assert sum(counts.values()) >= K or release(counts, INSIDE).cells == {}


@given(TABLES)
def test_whether_villages_are_told_depends_on_the_total_and_their_number_alone(counts):
    same = dict.fromkeys(counts, 0) | {min(counts): sum(counts.values())}
    assert bool(release(counts, INSIDE).cells) == bool(release(same, INSIDE).cells)


@given(TABLES, st.randoms(use_true_random=False))
def test_villages_change_their_words_with_their_people(counts, random):
    """Which village stands first means nothing, but where the smallest of the large are equal."""
    order = random.sample(sorted(counts), len(counts))
    moved = release({new: counts[old] for old, new in zip(sorted(counts), order, strict=True)}, INSIDE)
    assert sorted(moved.cells.values()) == sorted(release(counts, INSIDE).cells.values())


@given(TABLES)
def test_what_is_told_is_true(counts):
    released = release(counts, INSIDE)
    assert all(counts[village] >= K for village, cell in released.cells.items() if cell == Cell.LARGE)


@given(TABLES)
def test_what_is_told_can_be_kept_and_told_again(counts):
    for audience in Audience:
        released = release(counts, audience)
        assert Released.from_json(released.as_json()) == released


def test_a_person_more_or_less_changes_a_public_page_only_by_its_band():
    random = Random(31)
    for _ in range(1000):
        counts = commune(random)
        before, total = release(counts, OUTSIDE), sum(counts.values())
        village = random.choice(sorted(counts))
        for step in (-1, 1):
            after = release(counts | {village: max(0, counts[village] + step)}, OUTSIDE)
            is_edge = max(total, total + step) in range(11, 500, 10)
            assert after == before or (is_edge and after.cells == before.cells == {})


# --- the attacker who knows the code -----------------------------------------------------------------


def tables(total: int, villages: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people live in so many villages."""
    if villages == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in tables(total - first, villages - 1))


@pytest.mark.parametrize(("villages", "most"), [(2, 40), (3, 35), (4, 24)])
def test_among_the_tables_told_alike_a_village_holds_any_small_count_or_k_large_ones(villages, most):
    """The attacker runs our code on every table of the total, and keeps those that give what was told."""
    split = 0
    for total in range(K, most + 1):
        alike: dict[tuple, list[set[int]]] = defaultdict(lambda: [set() for _ in range(villages)])
        for counts in tables(total, villages):
            cells = tuple(release(table(*counts), INSIDE).cells.values())
            for seen, count in zip(alike[cells], counts, strict=True):
                seen.add(count)
        split += () not in alike
        for cells, seen in alike.items():
            for village, counts in enumerate(seen):
                is_large = cells and cells[village] == Cell.LARGE
                assert len(counts) >= K if is_large else counts >= set(range(K))
    assert split > most / 3


@pytest.mark.parametrize("villages", [2, 3, 4])
def test_the_closed_form_is_what_counting_every_table_finds(villages):
    for total in range(20):
        seen: dict[tuple[bool, ...], set[int]] = defaultdict(set)
        for counts in tables(total, villages):
            seen[tuple(count >= K for count in counts)].add(counts[0])
        for large in range(villages + 1):
            few = {"large": large, "small": villages - large}
            is_large = (True,) * large + (False,) * (villages - large)
            if large:
                assert set(large_counts(total, **few)) == seen[is_large]
            if large < villages:
                assert set(small_counts(total, **few)) == seen[is_large[::-1]]


@pytest.mark.parametrize(
    ("total", "villages", "expected"),
    [(4, 20, False), (5, 20, True), (44, 12, True), (45, 12, False), (48, 12, False), (49, 12, True), (50, 1, False)],
)
def test_of_which_totals_villages_are_told(total, villages, expected):
    assert may_split(total, villages) == expected
