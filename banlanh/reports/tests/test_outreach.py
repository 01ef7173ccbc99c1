"""What the month's report says of meetings and school sessions, in sentences that hold for any numbers."""

from datetime import date

import pytest

from banlanh.outreach.enums import Reason
from banlanh.reports.figures import Month
from banlanh.reports.outreach import failures, meetings, more_or_less, outreach, sessions

AMOUNTS = {
    "gatherings": 0,
    "gathering_people": 0,
    "school_session_count": 0,
    "school_session_people": 0,
    **{f"airings_failed_{reason}": 0 for reason in Reason},
}


class Named:
    def __init__(self, name: str):
        self.name = name


def month(on=date(2026, 11, 23), elders=(), schools=(), **amounts) -> Month:
    figures = {"elders": [[*row, ""] for row in elders], "school_sessions": [[*row, ""] for row in schools]}
    bodies = {1: Named("Hội Phụ nữ"), 2: Named("Trường Tiểu học")}
    return Month(on, {"figures": figures, "amounts": AMOUNTS | amounts}, bodies, None)


def test_meetings_are_told_with_people_and_against_last_month():
    now = month(gatherings=12, gathering_people=1480, elders=[(1, 0, 1)])
    assert meetings(now, month(gatherings=9)) == [
        "Trong tháng, Mặt trận, các đoàn thể và các thôn tổ chức 12 buổi gặp mặt, họp dân, 1.480 lượt người dự; "
        "tăng so với tháng trước (9 buổi).",
        "Từ đầu quý IV, số đơn vị của Mặt trận, đoàn thể đã gặp người có uy tín, dòng họ là 0/1 (0%). "
        "Số đơn vị chưa gặp (hạn đến hết ngày 31/12/2026) là 1: Hội Phụ nữ.",
    ]


def test_schools_are_told_by_their_school_year():
    now = month(schools=[(2, 1, 1)], school_session_count=2, school_session_people=431)
    assert sessions(now, month(schools=[(2, 0, 1)])) == [
        "Các trường học tổ chức 2 buổi ngoại khóa, 431 lượt học sinh và cha mẹ học sinh dự; "
        "tháng trước chưa ghi nhận buổi nào.",
        "Từ đầu năm học, số trường học đã ngoại khóa về ma túy, thuốc lá điện tử là 1/1 (100%), "
        "cao hơn tháng trước (0%). Không trường nào còn thiếu.",
    ]


def test_in_august_a_school_year_has_nothing_to_be_compared_with():
    said = sessions(month(date(2026, 8, 20), schools=[(2, 0, 1)]), month(date(2026, 7, 31), schools=[(2, 1, 1)]))
    assert said == [
        "Từ đầu năm học, số trường học đã ngoại khóa về ma túy, thuốc lá điện tử là 0/1 (0%). "
        "Số trường chưa tổ chức là 1: Trường Tiểu học."
    ]


def test_where_nothing_is_known_nothing_is_divided():
    text = " ".join(block.text for block in outreach(month(), month()))
    assert "0/0" not in text and "chưa ghi nhận buổi gặp mặt, họp dân nào" in text
    assert failures(month()) == []


def test_why_bulletins_were_not_played():
    (said,) = failures(month(airings_failed_power=3, airings_failed_broken=1))
    assert said.text == "Các thôn báo không phát được 4 buổi trong tháng: mất điện 3 buổi, hỏng loa 1 buổi."


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (3, 2, "tăng so với tháng trước (2 buổi)"),
        (2, 3, "giảm so với tháng trước (3 buổi)"),
        (2, 2, "bằng tháng trước (2 buổi)"),
        (2, 0, "tháng trước chưa ghi nhận buổi nào"),
    ],
)
def test_a_number_against_last_month_s(now, before, said):
    assert more_or_less(now, before, "buổi") == said
