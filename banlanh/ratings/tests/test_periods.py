from datetime import date

import pytest

from banlanh.ratings.enums import Rated
from banlanh.ratings.periods import codes, period_of, usual


@pytest.mark.parametrize(
    ("code", "rated", "first", "last", "title"),
    [
        ("2026", Rated.CELL, date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        ("2026-q4", Rated.CELL, date(2026, 10, 1), date(2026, 12, 31), "quý 4 năm 2026"),
        ("2026-q1", Rated.VILLAGE, date(2026, 1, 1), date(2026, 3, 31), "quý 1 năm 2026"),
        ("2028-02", Rated.MEETING, date(2028, 2, 1), date(2028, 2, 29), "tháng 2/2028"),
    ],
)
def test_a_short_name_is_a_period(code, rated, first, last, title):
    kept = period_of(code, rated)
    assert (kept.period.first, kept.period.last, kept.title) == (first, last, title)


@pytest.mark.parametrize(
    ("code", "rated"),
    [("2026-q5", Rated.CELL), ("2026-13", Rated.MEETING), ("1999", Rated.CELL), ("2026", Rated.MEETING),
     ("2026-11", Rated.CELL), ("", Rated.CELL), ("2026-q1\n", Rated.CELL)],
)  # fmt: skip
def test_anything_else_is_none(code, rated):
    assert period_of(code, rated) is None


@pytest.mark.parametrize(
    ("today", "rated", "expected"),
    [
        (date(2026, 11, 23), Rated.CELL, "2026-q3"),  # the fourth quarter is rated from the middle of December
        (date(2026, 12, 16), Rated.CELL, "2026-q4"),
        (date(2027, 1, 2), Rated.VILLAGE, "2026-q4"),
        (date(2026, 11, 1), Rated.MEETING, "2026-11"),
    ],
)
def test_what_is_rated_now(monkeypatch, today, rated, expected):
    monkeypatch.setenv("BANLANH_TODAY", today.isoformat())
    assert usual(rated, today) == expected


def test_a_year_may_be_rated_from_november(today):
    assert period_of("2026", Rated.CELL).is_open
    assert not period_of("2026-q4", Rated.CELL).is_open
    assert not period_of("2024", Rated.CELL).is_open


def test_periods_on_offer_begin_with_the_running_one():
    assert codes(Rated.CELL, date(2026, 2, 1)) == ["2026-q1", "2025-q4", "2025-q3", "2025-q2", "2026", "2025"]
    assert codes(Rated.MEETING, date(2026, 2, 1)) == ["2026-02", "2026-01", "2025-12", "2025-11"]
