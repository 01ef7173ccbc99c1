"""Working days are the office's: no weekend, no holiday. A day that is held does not end."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from banlanh.core import clock, words

DAYS_OF_OURS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS_OF_OURS, st.integers(0, 30))
def test_so_many_working_days_after_is_a_working_day_and_has_just_so_many_between(day, many):
    last = clock.working_days_after(day, many)
    assert clock.working_days_until(day, last) == many
    assert many == 0 or not words.day_off(last)


@given(DAYS_OF_OURS, st.integers(0, 30))
def test_more_working_days_never_end_sooner(day, many):
    assert clock.working_days_after(day, many) < clock.working_days_after(day, many + 1)


def test_holidays_and_weekends_are_no_working_days():
    thursday = date(2026, 4, 29)  # before 30/4, 1/5 and a weekend
    assert words.day_off(date(2026, 4, 30)) and words.day_off(date(2026, 5, 1))
    assert clock.working_days_after(thursday, 1) == date(2026, 5, 4)


def test_a_day_that_is_held_since_eight_goes_on_past_midnight(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    monkeypatch.setenv("BANLANH_EIGHT", f"{datetime.now(UTC) - timedelta(hours=15, minutes=59)}")
    before = clock.now()
    monkeypatch.setenv("BANLANH_EIGHT", f"{datetime.now(UTC) - timedelta(hours=16, minutes=1)}")
    assert before < clock.now()
    assert f"{timezone.localtime(before):%d/%m %H:%M}" == "23/11 23:59"
