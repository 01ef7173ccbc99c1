"""What indicators and targets ask: how much of a claim was found true by others."""

from datetime import date

import pytest

from banlanh.checks.actions import close_check
from banlanh.checks.queries import Checked, checked_share
from banlanh.checks.registry import CLAIMS, claim_of, short_title_of, title_of
from banlanh.indicators.registry import Period, month_of
from banlanh.places.models import Body

from .drawing import WEEK, claim_airings, find
from .test_actions import settle


def test_nothing_is_checked_before_a_check_is_closed(commune, check, minh, mai):
    settle(check, mai, *["confirmed"] * 7, "denied")
    assert checked_share(commune, "airings", WEEK) is None
    close_check(check, by=minh)
    assert checked_share(commune, "airings", WEEK) == Checked(confirmed=7, visited=8, bound=10, listed=15)
    assert checked_share(commune, "airings", month_of(WEEK.first)) is None
    assert checked_share(commune, "other", WEEK) is None


@pytest.mark.parametrize(
    ("claimed", "counts"),
    [
        (15, 10),  # the list itself
        (12, 7),  # only a part of the list counts: the five that may be untrue might all lie in it
        (4, 0),
        (20, 10),  # five came after the draw: nobody looked at them
        (0, 0),
    ],
)
def test_what_counts_as_checked_is_safe_whatever_part_is_asked_for(claimed, counts):
    assert Checked(7, 8, bound=10, listed=15).part_of(claimed) == counts


def test_all_that_was_visited_and_confirmed_counts_in_full():
    assert Checked(15, 15, bound=15, listed=15).part_of(15) == 15


# --- what may be claimed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "title", "short"),
    [
        (WEEK, "tuần 16/11 – 22/11/2026", "tuần từ 16/11"),
        (month_of(date(2026, 10, 5)), "tháng 10/2026", "tháng 10/2026"),
        (Period(date(2026, 9, 5), date(2027, 5, 31)), "từ 5/9 – 31/5/2027", "từ 5/9 – 31/5/2027"),
    ],
)
def test_periods_have_names(period, title, short):
    assert (title_of(period), short_title_of(period)) == (title, short)


@pytest.mark.parametrize(("kind", "key"), [("airing", "airings"), ("resolution", None), ("", None)])
def test_a_target_finds_its_claim_by_the_kind_of_record(kind, key):
    found = claim_of(kind)
    assert (found.key if found else None) == key


def test_airings_are_offered_by_week_and_for_the_month_that_is_over():
    offered = CLAIMS["airings"].periods(date(2026, 11, 23))
    assert [title_of(period) for period in offered] == [
        "tuần 23/11 – 29/11/2026",
        "tuần 16/11 – 22/11/2026",
        "tuần 9/11 – 15/11/2026",
        "tuần 2/11 – 8/11/2026",
        "tuần 26/10 – 1/11/2026",
        "tháng 10/2026",
    ]


def test_a_label_says_where_and_when_and_nothing_of_the_record(commune, minh):
    airing = claim_airings(commune, minh, days=1)[0]
    subject = next(each for each in CLAIMS["airings"].subjects(commune, WEEK) if each.id == str(airing.pk))
    assert subject.label == "buổi sáng thứ Hai 16/11, tiếng phổ thông"
    assert Body.objects.get(pk=subject.body) == airing.body


def test_a_finding_of_today_is_of_the_commune_s_day(check, mai, today):
    assert find(check.visits.first(), mai).on == today
