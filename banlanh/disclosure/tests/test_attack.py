"""A solver is given everything that was told, and finds nobody (PROTECTION SEC-32, SEC-33)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import pairwise, product
from random import Random

import pytest

from banlanh.disclosure.actions import publish
from banlanh.disclosure.enums import Audience, Cell, Measure
from banlanh.disclosure.release import Released, release
from tests.support.nightly import at_night

from .drawing import EMPTY, FULL, HOT, commune, month_later
from .statistician import Range, Statistician, understood

INSIDE, OUTSIDE = Audience.INSIDE, Audience.OUTSIDE
COMMUNES = 1000
HISTORIES = at_night(500, else_few=5)
YEAR_AND_A_MONTH = [date(2026 + month // 12, month % 12 + 1, 1) for month in range(13)]
NAIVE_TABLES, GROWN = 12, 3


def values(found: Range) -> float:
    return found[1] - found[0] + 1


# --- one table ---------------------------------------------------------------------------------------


@cache
def guesses(villages: tuple[str, ...], totals: tuple[Range, ...]) -> dict[str, Range]:
    """What may be in a village of each word; villages of one word are alike to the attacker, one is asked."""
    attacker = Statistician([understood(words) for words in villages])
    for least, most in totals:
        attacker.learn(dict.fromkeys(range(len(villages)), 1), least, most)
    return {words: attacker.deduce({villages.index(words): 1}) for words in set(villages)}


def told(counts: dict[int, int], audience: Audience) -> tuple[tuple[str, ...], Range]:
    """The words of a table, villages in an order that tells nothing, and what is known of the total."""
    released = release(counts, audience)
    return tuple(sorted(released.words(village) for village in counts)), understood(released.words())


def known_to(counts: dict[int, int], reader: str) -> tuple[tuple[str, ...], tuple[Range, ...]]:
    """What a reader has, who inside may know the exact total too, as R1 and R2 do, where it is not small."""
    villages, inside = told(counts, INSIDE)
    none, outside = told(counts, OUTSIDE)
    total = sum(counts.values())
    exact = (total, total) if total >= INSIDE.k else inside
    return (none, (outside,)) if reader == "outside" else (villages, (exact, inside, outside))


@pytest.mark.parametrize(("reader", "k"), [("outside", 11), ("inside and outside", 5)])
def test_of_a_thousand_communes_no_village_is_guessed_within_less_than_k(reader, k):
    random = Random(reader)
    narrow, split = [], 0
    for _ in range(COMMUNES):
        counts = commune(random)
        villages, totals = known_to(counts, reader)
        split += "dưới 5 hoặc không công bố" in villages
        narrow += [(counts, found) for found in guesses(villages, totals).values() if values(found) < k]
    assert narrow == []
    assert (split > COMMUNES / 3) == (reader != "outside"), "the attacker had nothing to attack"


# --- a year ------------------------------------------------------------------------------------------


@dataclass
class Month:
    """What is known of a month: its tables, and the exact total of the commune."""

    inside: Released
    outside: Released
    total: int


def lived(number: int) -> list[dict[int, int]]:
    """People by village of a commune, for a year and a month."""
    random = Random(number)
    months = [commune(random)]
    for _ in YEAR_AND_A_MONTH[1:]:
        months.append(month_later(months[-1], random))
    return months


def let_out(number: int, monkeypatch) -> list[Month]:
    """What the ledger tells of that commune, month by month."""
    found = []
    for day, counts in zip(YEAR_AND_A_MONTH, lived(number), strict=True):
        monkeypatch.setenv("BANLANH_TODAY", day.isoformat())
        table = partial(publish, counts, commune=number, measure=Measure.AFTER_REHAB, month=day, by=None)
        found.append(Month(table(audience=INSIDE), table(audience=OUTSIDE), sum(counts.values())))
    return found


def without_ledger(number: int) -> list[Month]:
    """The same where every month's villages are told, each table safe by itself."""
    return [Month(release(each, INSIDE), release(each, OUTSIDE), sum(each.values())) for each in lived(number)]


def patient(months: list[Month], villages: list[int]) -> Statistician:
    """Knows every table of every month, every total of K or more, and presumes that nobody moves fast.

    A count is at `month * villages + village`; each village gains or loses one person a month at most.
    """
    many = len(villages)
    attacker = Statistician([understood(month.inside.words(village)) for month in months for village in villages])
    for number, month in enumerate(months):
        totals = [understood(month.inside.words()), understood(month.outside.words())]
        totals += [(month.total, month.total)] if month.total >= INSIDE.k else []
        for least, most in totals:
            attacker.learn(dict.fromkeys(range(number * many, (number + 1) * many), 1), least, most)
    for after in range(many, len(months) * many):
        attacker.learn({after: 1, after - many: -1}, -1, 1)
    return attacker


def finds(months: list[Month], villages: list[int]) -> Iterator[str]:
    """Each village of which the attacker learns more than it may, in a month in which villages were told."""
    attacker, many = patient(months, villages), len(villages)
    split = [number for number, month in enumerate(months) if month.inside.cells]
    kinds = {tuple(months[number].inside.words(village) for number in split): village for village in villages}
    for village, number in product(kinds.values(), split or [0]):  # told of alike: one is asked for all
        here = number * many + villages.index(village)
        there = here + many if number + 1 < len(months) else here - many
        count, change = attacker.deduce({here: 1}), attacker.deduce({there: 1, here: -1})
        if count and values(count) < INSIDE.k:
            yield f"village {village} in month {number} holds {count}"
        if change and values(change) < 2:
            yield f"village {village} after month {number} changes by {change}"


@pytest.mark.django_db
def test_a_year_of_releases_tells_of_no_village_what_it_holds_or_whether_it_changed(monkeypatch, record_property):
    split = 0
    for number in range(1, HISTORIES + 1):
        months = let_out(number, monkeypatch)
        split += sum(bool(month.inside.cells) for month in months)
        assert list(finds(months, sorted(lived(number)[0]))) == []
    assert split > HISTORIES, "the attacker had nothing to attack"
    record_property("attacked", f"{HISTORIES} communes for 13 months, villages told {split} times, nobody found")


def cells(month: Month) -> list[Cell]:
    return list(month.inside.cells.values())


def has_grown(months: list[Month]) -> bool:
    """Whether some village is told small in one month and large in the next."""
    steps = {step for before, after in pairwise(months) for step in zip(cells(before), cells(after), strict=False)}
    return (Cell.HIDDEN, Cell.LARGE) in steps


def test_villages_told_every_month_would_give_somebody_away():
    numbers = [number for number in range(100, 140) if has_grown(without_ledger(number))][:GROWN]
    found_out = [next(finds(without_ledger(number), sorted(lived(number)[0])), "") for number in numbers]
    assert len([each for each in found_out if each]) > GROWN / 2


# --- why all this ------------------------------------------------------------------------------------


def habit(cells: list[int], *, is_nought_told: bool) -> Statistician:
    """What 12 villages by 4 kinds with their totals tell, where counts below 5 are hidden and nothing else."""
    shown = [count >= 5 or (is_nought_told and count == 0) for count in cells]
    least = 1 if is_nought_told else 0
    attacker = Statistician([(count, count) if told else (least, 4) for count, told in zip(cells, shown, strict=True)])
    for line in [range(each, each + 4) for each in range(0, 48, 4)] + [range(kind, 48, 4) for kind in range(4)]:
        total = sum(cells[cell] for cell in line)
        attacker.learn(dict.fromkeys(line, 1), total, total)
    return attacker


@pytest.mark.parametrize(("often", "is_nought_told"), [(EMPTY, True), (FULL, True), (HOT, True), (HOT, False)])
def test_hiding_only_the_small_cells_gives_somebody_away_in_most_tables(often, is_nought_told):
    random = Random(len(often))
    found_out = 0
    for _ in range(NAIVE_TABLES):
        cells = random.choices(range(len(often)), often, k=48)
        attacker = habit(cells, is_nought_told=is_nought_told)
        hidden = (cell for cell in range(48) if attacker.least[cell] != attacker.most[cell])
        found_out += any(values(attacker.deduce({cell: 1})) == 1 for cell in hidden)
    assert found_out > NAIVE_TABLES * 2 / 3


def test_the_attacker_finds_what_is_left_over():
    attacker = Statistician([(0, 4), (5, float("inf")), (0, 4)])
    attacker.learn({0: 1, 1: 1, 2: 1}, 6, 6)
    assert attacker.deduce({1: 1}) == (5, 6) and attacker.deduce({0: 1}) == (0, 1)
    attacker.learn({2: 1, 0: -1}, 1, 1)
    assert [attacker.deduce({cell: 1}) for cell in range(3)] == [(0, 0), (5, 5), (1, 1)]
    attacker.learn({1: 1}, 7, 9)
    assert attacker.deduce({0: 1}) is None
