"""What the sheet says of meetings, school sessions and failed airings."""

from datetime import date

import pytest

from banlanh.core.ids import uuid7
from banlanh.indicators.counts.outreach import quarter_of, school_year_of
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count
from banlanh.outreach.actions import record_failed_airing, record_gathering, record_school_session
from banlanh.plans.models import Duty
from banlanh.records.actions import void_record
from tests.support.commune import body_of

NOVEMBER = date(2026, 11, 23)


def meet(commune, by, body="Hội Phụ nữ", on=date(2026, 11, 5), audience="elders", **more):
    return record_gathering(
        id=uuid7(), body=body_of(commune, body), by=by, happened_on=on, audience=audience, venue="nhà văn hóa",
        present=20, **more,
    )  # fmt: skip


def hold(commune, by, on, body="Trường Tiểu học Suối Lành"):
    numbers = {"classes": "toàn trường", "pupils": 200, "parents": 30, "subject": "both"}
    return record_school_session(id=uuid7(), body=body_of(commune, body), by=by, happened_on=on, **numbers)


def told(commune, key, on=NOVEMBER):
    return [row[1:3] for row in count(Facts(commune, on))["figures"][key]]


def amounts(commune, on=NOVEMBER) -> dict:
    return count(Facts(commune, on))["amounts"]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_a_quarter_is_three_months(day, first, last):
    assert (quarter_of(day).first, quarter_of(day).last) == (first, last)


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 12, 31), date(2027, 7, 31)])
def test_a_school_year_begins_in_august(day):
    assert (school_year_of(day).first, school_year_of(day).last) == (date(2026, 8, 1), date(2027, 7, 31))


def test_the_front_and_each_organisation_count_by_whom_they_met_this_quarter(commune, secretary):
    assert told(commune, "elders") == [[0, 1]] * 3
    meet(commune, secretary)
    meet(commune, secretary, "Đoàn Thanh niên", audience="villagers")
    meet(commune, secretary, "Mặt trận Tổ quốc xã", on=date(2026, 9, 30))
    assert sorted(told(commune, "elders")) == [[0, 1], [0, 1], [1, 1]]


def test_a_meeting_that_was_late_counts_for_the_quarter_that_it_was_owed_for(commune, secretary):
    meet(commune, secretary, on=date(2026, 10, 3), covers_on=date(2026, 7, 1))
    assert sum(n for n, _ in told(commune, "elders")) == 0
    assert amounts(commune, date(2026, 10, 31))["gatherings"] == 1, "held in October, whatever it was for"


def test_each_school_counts_once_a_school_year(commune, secretary):
    hold(commune, secretary, date(2026, 7, 15))
    assert told(commune, "school_sessions") == [[0, 1]]
    hold(commune, secretary, date(2026, 9, 10))
    hold(commune, secretary, date(2026, 11, 10))
    assert told(commune, "school_sessions") == [[1, 1]]


def test_where_a_plan_turns_to_the_cells_of_the_schools_these_count(commune, secretary, plan):
    cell = body_of(commune, "Chi bộ Trường Tiểu học")
    Duty.objects.filter(task__plan=plan, body=cell).update(kind="school_session")
    hold(commune, secretary, date(2026, 9, 10), "Chi bộ Trường Tiểu học")
    found = count(Facts(commune, NOVEMBER))["figures"]["school_sessions"]
    assert [row[:3] for row in found] == [[cell.pk, 1, 1]]


def test_amounts_are_of_the_month_as_far_as_it_was_known(commune, secretary):
    meet(commune, secretary)
    meet(commune, secretary, on=date(2026, 11, 20))
    hold(commune, secretary, date(2026, 11, 10))
    early = amounts(commune, date(2026, 11, 8))
    assert (early["gatherings"], early["gathering_people"], early["school_session_count"]) == (1, 20, 0)
    late = amounts(commune)
    assert (late["gatherings"], late["gathering_people"]) == (2, 40)
    assert (late["school_session_count"], late["school_session_people"]) == (1, 230)
    assert amounts(commune, date(2026, 10, 31))["gatherings"] == 0


def test_what_is_voided_counts_nowhere(commune, secretary):
    void_record(meet(commune, secretary), by=secretary, reason="ghi nhầm đơn vị")
    void_record(hold(commune, secretary, date(2026, 11, 10)), by=secretary, reason="ghi nhầm đơn vị")
    assert amounts(commune)["gatherings"] == amounts(commune)["school_session_people"] == 0
    assert sum(n for n, _ in told(commune, "elders") + told(commune, "school_sessions")) == 0


def test_failed_airings_are_counted_by_reason_and_change_no_figure(commune, secretary):
    before = count(Facts(commune, NOVEMBER))["figures"]
    village = body_of(commune, "Thôn Nà Lìn")
    for day, reason in ((3, "power"), (17, "power"), (20, "weather")):
        session = {"happened_on": date(2026, 11, day), "slot": "morning", "reason": reason}
        record_failed_airing(id=uuid7(), body=village, by=secretary, **session)
    after = count(Facts(commune, NOVEMBER))
    assert after["figures"] == before
    assert (after["amounts"]["airings_failed_power"], after["amounts"]["airings_failed_weather"]) == (2, 1)
    assert amounts(commune, date(2026, 11, 18))["airings_failed_power"] == 2
