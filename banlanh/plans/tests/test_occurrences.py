"""When a task falls due."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.plans.occurrences import in_words, occurrences, without_count

START, END = date(2026, 3, 10), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("every", "how_many", "first", "last"),
    [
        ("FREQ=WEEKLY", 42, "9/3 15/3 15/3", "21/12 27/12 27/12"),
        ("FREQ=MONTHLY", 10, "1/3 31/3 31/3", "1/12 31/12 31/12"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", 10, "1/3 31/3 25/3", "1/12 31/12 25/12"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 10, "1/3 31/3 31/3", "1/12 31/12 31/12"),
        ("FREQ=MONTHLY;INTERVAL=3", 4, "1/1 31/3 31/3", "1/10 31/12 31/12"),
        ("FREQ=MONTHLY;INTERVAL=6", 2, "1/1 30/6 30/6", "1/7 31/12 31/12"),
        ("FREQ=YEARLY", 1, "1/1 31/12 31/12", "1/1 31/12 31/12"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", 1, "1/1 31/12 15/12", "1/1 31/12 15/12"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1", 0, None, None),
    ],
)
def test_periods_of_a_rule(every, how_many, first, last):
    found = occurrences(every, None, START, END)
    assert len(found) == how_many
    if found:
        assert said(found[0]) == first
        assert said(found[-1]) == last


def said(found) -> str:
    return " ".join(f"{day.day}/{day.month}" for day in (found.starts_on, found.ends_on, found.due_on))


def test_a_month_without_a_31st_is_due_on_its_last_day():
    days = {found.due_on for found in occurrences("FREQ=MONTHLY;BYMONTHDAY=31", None, START, END)}
    assert date(2026, 4, 30) in days
    assert len(days) == 10


def test_work_without_a_rhythm_is_owed_once_by_its_date_or_by_the_end():
    assert [each.due_on for each in occurrences("", date(2026, 3, 31), START, END)] == [date(2026, 3, 31)]
    assert [each.due_on for each in occurrences("", None, START, END)] == [END]


def test_work_that_was_due_before_the_plan_began_is_still_owed_once():
    [found] = occurrences("", date(2026, 3, 1), START, END)
    assert found.starts_on <= found.due_on == date(2026, 3, 1)


@pytest.mark.parametrize("every", ["FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=MO", "hằng tháng", "FREQ=MONTHLY;COUNT="])
def test_a_rule_that_is_none_of_ours_is_refused(every):
    with pytest.raises(ValueError, match="not a rule"):
        occurrences(every, None, START, END)


@given(
    start=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    days=st.integers(0, 1500),
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 12),
    day=st.one_of(st.none(), st.integers(1, 31)),
)
def test_periods_follow_each_other_and_fall_due_inside_themselves_and_the_plan(start, days, frequency, interval, day):
    end = date.fromordinal(start.toordinal() + days)
    every = f"FREQ={frequency};INTERVAL={interval}"
    if day and frequency == "MONTHLY":
        every += f";BYMONTHDAY={day}"
    found = occurrences(every, None, start, end)
    for each in found:
        assert each.starts_on <= each.due_on <= each.ends_on
        assert start <= each.due_on <= end
    for earlier, later in pairwise(found):
        assert earlier.ends_on.toordinal() + 1 == later.starts_on.toordinal()


@given(start=st.dates(date(2024, 1, 1), date(2030, 1, 1)), days=st.integers(0, 800))
def test_every_week_of_the_plan_that_ends_in_it_is_there_once(start, days):
    end = date.fromordinal(start.toordinal() + days)
    sundays = [
        date.fromordinal(day)
        for day in range(start.toordinal(), end.toordinal() + 1)
        if date.fromordinal(day).weekday() == 6
    ]
    assert [each.due_on for each in occurrences("FREQ=WEEKLY", None, start, end)] == sundays


@pytest.mark.parametrize(
    ("every", "due", "times", "words"),
    [
        ("FREQ=WEEKLY", None, 2, "2 lần mỗi tuần"),
        ("FREQ=MONTHLY", None, 1, "hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", None, 1, "hằng tháng, trước ngày 25"),
        ("FREQ=MONTHLY;INTERVAL=3", None, 1, "hằng quý"),
        ("FREQ=MONTHLY;INTERVAL=6", None, 1, "một lần mỗi 6 tháng"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", None, 1, "hằng năm, trước 15/12"),
        ("FREQ=WEEKLY;INTERVAL=2", None, 1, "một lần mỗi 2 tuần"),
        ("", date(2026, 3, 31), 1, "một lần, trước 31/3/2026"),
        ("", None, 1, "trong cả thời gian của kế hoạch"),
    ],
)
def test_a_rhythm_reads_as_people_say_it(every, due, times, words):
    assert in_words(every, due, times) == words


def test_how_many_times_is_kept_apart_from_the_rule():
    assert without_count("FREQ=WEEKLY;COUNT=2") == ("FREQ=WEEKLY", 2)
    assert without_count("FREQ=MONTHLY;BYMONTHDAY=25") == ("FREQ=MONTHLY;BYMONTHDAY=25", 1)
    assert without_count("") == ("", 1)
