"""What the reader says it is unsure of."""

import pytest

from vanban import read
from vanban.tests.shared import PLANS, gold, gold_names, require_shared


def unsure(*lines):
    text = "\n".join(["KẾ HOẠCH", "Thử", "", *lines])
    reading = read(text.encode(), "plan.txt")
    return [each.unsure for each in (*reading.targets, *reading.tasks)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Công an xã tuần tra hằng tháng.", ()),
        ("1. Sửa cầu trước ngày 30/6/2026.", ()),
        ("1. Sửa cầu trước ngày 30/6/2026, sửa đường trước ngày 30/9/2026.", ("due",)),
        ("1. UBND xã sơ kết 6 tháng, tổng kết hằng năm.", ("every",)),
        ("1. Mưa to thì nước suối dâng.", ("is_task",)),
        ("1. Quý II/2026 Ban hành quy chế.", ()),
        ("1. Công an xã phối hợp với các thôn vùng thấp và vùng cao tuần tra.", ("with",)),
        ("1. Công an xã phối hợp với Hội Phụ nữ xã và tuần tra ban đêm.", ()),
    ],
)
def test_doubts_of_a_task_tell_how_it_was_found(line, expected):
    assert unsure("I. NHIỆM VỤ", line) == [expected]


def test_a_doer_from_a_heading_that_is_nothing_but_the_name_is_sure():
    assert unsure("I. NHIỆM VỤ", "1. Giao Công an xã", "- Tuần tra.") == [()]


def test_a_part_s_title_names_nobody_for_sure():
    assert unsure("I. NHÓM VIỆC THƯỜNG KỲ", "1. Tuần tra.") == [("lead",)]


def test_a_doer_from_farther_above_is_doubtful():
    assert unsure("I. NHIỆM VỤ", "1. Công an xã tổ chức các việc ban đêm:", "- Tuần tra.", "- Kiểm tra chợ.") == [
        ("lead",),
        ("lead",),
    ]


def test_what_a_label_says_is_sure():
    assert unsure("I. NHIỆM VỤ", "1. Sửa cầu.", "Đơn vị chủ trì: UBND xã.", "Thời gian: trước ngày 30/6/2026.") == [()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. 90% hộ có nước sạch.", ()),
        ("1. 90% hộ có nước sạch, 80% hộ có điện.", ("value",)),
        ("1. Đến năm 2027, 90% hộ có nước sạch.", ()),
        ("1. Đến năm 2027, 90% hộ có nước sạch, đến năm 2030 thì tất cả.", ("due",)),
    ],
)
def test_doubts_of_a_target(line, expected):
    assert unsure("I. CHỈ TIÊU", line) == [expected]


FIELDS = {"lead": "lead", "with": "with", "due": "due", "every": "every"}


@pytest.mark.parametrize("name", gold_names() or [None])
def test_what_the_reader_misreads_in_the_annotated_plans_it_is_unsure_of(name):
    require_shared()
    reading = read(PLANS / f"{name}.md")
    wanted = {(task["at"], task["starts"][:40]): task for task in gold(name)["tasks"]}
    for task, told in zip(reading.tasks, reading.as_json()["tasks"], strict=True):
        meant = wanted.get((told["at"], told["starts"][:40]))
        wrong = [field for field in FIELDS if meant and told[field] != meant[field]]
        assert set(wrong) <= set(task.unsure), told
