"""Which days a report speaks of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.reports.enums import ReportKind
from banlanh.reports.periods import ReportPeriod, latest, period_of, running

KINDS = st.sampled_from(ReportKind)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("code", "first", "last", "ready", "name"),
    [
        ("2026-11", date(2026, 10, 25), date(2026, 11, 24), date(2026, 11, 20), "tháng 11 năm 2026"),
        ("2026-01", date(2025, 12, 25), date(2026, 1, 24), date(2026, 1, 20), "tháng 1 năm 2026"),
        ("2026-6t1", date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 10), "6 tháng đầu năm 2026"),
        ("2026-6t2", date(2026, 6, 15), date(2026, 12, 14), date(2026, 12, 10), "6 tháng cuối năm 2026"),
        ("2026", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 10), "năm 2026"),
    ],
)
def test_a_period_runs_from_one_cut_off_to_the_next(code, first, last, ready, name):
    period = period_of(code)
    assert (period.first, period.last, period.ready_on, period.name) == (first, last, ready, name)
    assert period.code == code


def test_a_commune_that_reports_by_the_calendar_says_so(settings):
    settings.REPORT_MONTH_ENDS = 31
    assert [period_of(f"2026-{month}").days for month in ("02", "12")] == [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ]
    assert period_of("2026-02").ready_on == date(2026, 2, 20)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-00", "2026-6t3", "26-11", "2026-11-1", "1926"])
def test_what_names_no_period_is_none(code):
    assert period_of(code) is None


@given(kind=KINDS, day=DAYS)
def test_every_day_lies_in_one_period_of_each_kind_and_periods_follow_each_other(kind, day):
    period = running(kind, day)
    assert period.first <= day <= period.last
    assert period.before.last + timedelta(days=1) == period.first
    assert period_of(period.code) == period
    assert next(latest(kind, day, 2)) == period and ReportPeriod(kind, period.year, period.number) == period
