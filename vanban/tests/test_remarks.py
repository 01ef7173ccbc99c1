"""What a careful clerk would remark, and what not."""

from datetime import date

import pytest
from hypothesis import given

from vanban import read
from vanban.remarks import remarks
from vanban.tests.samples import PLAN
from vanban.tests.shared import PLANS, SEED, require_shared
from vanban.tests.test_reading_laws import reading_of, texts

HEAD = "ĐẢNG ỦY XÃ SUỐI LÀNH\nSố 07-KH/ĐU\nSuối Lành, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nThử\n\n"


def of(*lines, kind=None, on=None):
    """The remarks on a small plan with `lines` as its body."""
    found = remarks(read((HEAD + "\n".join(lines)).encode(), "plan.txt"), on=on)
    return [each.sentence for each in found if kind in (None, each.kind)]


def test_a_careful_plan_has_no_remark():
    assert of(
        "I. CHỈ TIÊU",
        "1. 90% hộ phân loại rác.",
        "II. NHIỆM VỤ",
        "1. Giao Hội Phụ nữ xã hướng dẫn các hộ phân loại rác, xong trước ngày 30/6/2026.",
        "2. Công an xã kiểm tra bãi rác hằng tháng.",
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1. Họp thôn trước ngày 31/4/2026.", "Lịch không có ngày 31/4/2026."),
        ("1. Họp thôn trước ngày 30 tháng 02 năm 2026.", "Lịch không có ngày 30/02/2026."),
        ("1. Họp thôn vào ngày 31/11 hằng năm.", "Lịch không có ngày 31/11."),
        ("1. Họp thôn vào ngày 10/13/2026.", "Lịch không có ngày 10/13/2026."),
    ],
)
def test_a_day_that_no_calendar_has(line, sentence):
    assert of("I. NHIỆM VỤ", line, kind="impossible_date") == [sentence]


@pytest.mark.parametrize(
    "line",
    [
        "1. Họp thôn trước ngày 29/02/2028.",
        "1. Theo Quyết định số 15/2021/QĐ-UBND ngày 08/7/2021.",
        "1. Họp thôn ngày 29/02 hằng năm.",
        "1. Theo Kế hoạch số 31/KH-UBND.",
        "1. Tiểu ban 30/4 họp.",
    ],
)
def test_a_day_that_a_calendar_has(line):
    assert of("I. NHIỆM VỤ", line, kind="impossible_date") == []


def test_a_deadline_before_the_document_is_past():
    lines = ["I. NHIỆM VỤ", "1. Công an xã kiểm tra chợ trước ngày 30/12/2025."]
    assert of(*lines, kind="past_date") == ["Hạn 30/12/2025 ở trước ngày ban hành văn bản."]


def test_a_deadline_that_has_passed_by_today():
    lines = ["I. NHIỆM VỤ", "1. Công an xã kiểm tra chợ trước ngày 30/3/2026."]
    assert of(*lines, kind="past_date", on=date(2026, 3, 30)) == []
    assert of(*lines, kind="past_date", on=date(2026, 3, 31)) == ["Hạn 30/03/2026 đã qua."]


def test_a_cited_document_is_of_the_past_and_that_is_no_remark():
    lines = ["I. NHIỆM VỤ", "1. Công an xã kiểm tra chợ theo Kế hoạch số 5-KH/TU ngày 01/02/2020."]
    assert of(*lines, kind="past_date", on=date(2030, 1, 1)) == []


def test_many_deadlines_that_have_passed_are_said_once():
    lines = ["I. NHIỆM VỤ", *(f"{month}. Công an xã tuần tra trước ngày 20/{month}/2026." for month in range(1, 6))]
    assert of(*lines, kind="past_date", on=date(2027, 1, 1)) == [
        "5 thời hạn trong văn bản đã qua, sớm nhất 20/01/2026."
    ]


def test_a_date_in_a_labelled_line_is_remarked_there():
    reading = read(
        (HEAD + "I. NHIỆM VỤ\n1. Sửa cầu.\nĐơn vị chủ trì: UBND xã.\nThời gian: tháng 12/2025.").encode(), "plan.txt"
    )
    found = [each for each in remarks(reading) if each.kind == "past_date"]
    assert [reading.clauses[each.clause].text for each in found] == ["Thời gian: tháng 12/2025."]
    start, end = found[0].span
    assert reading.clauses[found[0].clause].text[start:end] == "tháng 12/2025"


def test_two_times_for_the_same_words():
    lines = [
        "I. NHIỆM VỤ",
        "1. Công an xã kiểm tra chợ phiên trước ngày 30/6/2026.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Công an xã kiểm tra chợ phiên trước ngày 30/9/2026.",
        "2. Công an xã kiểm tra chợ phiên đợt 2 trước ngày 30/11/2026.",
    ]
    assert of(*lines, kind="two_dates") == [
        "Cùng một việc với mục I nhưng thời hạn khác nhau; xin xem thời hạn nào đúng."
    ]


def test_tasks_without_a_doer_are_said_one_by_one_where_they_are_few():
    lines = ["I. NHIỆM VỤ", "1. Công an xã tuần tra.", "2. Sửa đường.", "3. UBND xã sửa cầu."]
    assert of(*lines, kind="no_lead") == ["Việc này chưa ghi đơn vị nào làm."]


def test_tasks_without_a_doer_are_said_once_for_a_part():
    lines = ["I. NHIỆM VỤ", "1. Sửa đường.", "2. Sửa cầu.", "3. Sửa nhà văn hóa.", "4. Công an xã tuần tra."]
    assert of(*lines, kind="no_lead") == ["3 trong 4 việc ở mục I chưa ghi đơn vị nào làm."]
    assert of(*lines[:4], kind="no_lead") == ["Cả 3 việc ở mục I chưa ghi đơn vị nào làm."]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Giao UBND xã chủ trì, phối hợp với Ủy ban nhân dân xã sửa cầu.", 1),
        ("1. Giao UBND xã chủ trì, phối hợp với Hội Phụ nữ xã sửa cầu.", 0),
        ("1. Các sở, ban, ngành phối hợp với các sở, ban, ngành và địa phương sửa cầu.", 0),
    ],
)
def test_a_lead_that_takes_part_with_itself(line, expected):
    assert len(of("I. NHIỆM VỤ", line, kind="lead_with_itself")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. 120% hộ gia đình có nước sạch.", ["Chỉ tiêu 120% lớn hơn 100%."]),
        ("1. 100% hộ gia đình có nước sạch.", []),
        ("1. Thu ngân sách đạt 105% dự toán.", []),
        ("1. Đàn trâu tăng 110%.", []),
    ],
)
def test_a_share_of_more_than_all(line, expected):
    assert of("I. CHỈ TIÊU", line, kind="over_100") == expected


def test_a_target_that_nothing_works_for():
    lines = [
        "I. CHỈ TIÊU",
        "1. 90% hộ phân loại rác.",
        "2. Trồng mới 500 cây xanh.",
        "II. NHIỆM VỤ",
        "1. Hội Phụ nữ xã hướng dẫn hộ phân loại rác.",
        "2. Công an xã kiểm tra bãi rác.",
    ]
    reading = read((HEAD + "\n".join(lines)).encode(), "plan.txt")
    found = [reading.clauses[each.clause].text for each in remarks(reading) if each.kind == "no_task"]
    assert found == ["Trồng mới 500 cây xanh."]


def test_what_the_letterhead_leaves_blank():
    blank = HEAD.replace("Số 07-KH/ĐU", "Số -KH/ĐU").replace("ngày 05 tháng 01", "ngày tháng 01")
    found = remarks(read((blank + "I. NHIỆM VỤ\n1. Công an xã tuần tra.").encode(), "plan.txt"))
    assert [(each.kind, each.clause) for each in found] == [("blank", None), ("blank", None)]


def test_one_slip_in_many_places_is_one_remark():
    lines = ["I. NHIỆM VỤ", *(f"{number}. Giao Phó chỉ tịch xã xem chợ." for number in range(1, 4))]
    assert of(*lines, kind="spelling") == ["“Phó chỉ tịch” (3 chỗ) có lẽ là “Phó chủ tịch”."]


def test_numbers_of_an_annex_are_its_own():
    lines = [
        "I. NHIỆM VỤ",
        "1. Công an xã tuần tra.",
        "Nơi nhận:",
        "- Lưu: VP.",
        "BÍ THƯ",
        "Nông Thị Mẫu",
        "Phụ lục 1",
        "I. KẾT QUẢ",
        "1. Trong tháng.",
    ]
    assert of(*lines, kind="numbering") == []


# What a clerk sees in the real plan, by kind; its words stay beside the project.
def test_the_slips_of_the_real_plan_are_seen():
    require_shared()
    kinds = [each.kind for each in remarks(read(SEED))]
    assert (kinds.count("spelling"), kinds.count("blank"), kinds.count("no_lead")) == (3, 2, 4)


# Read one by one: each of these is a slip of the document or a thing to ask.
def test_the_real_plans_get_few_remarks():
    require_shared()
    counts = [len(remarks(read(path))) for path in sorted(PLANS.glob("*.md"))]
    assert max(counts) <= 10 and sum(counts) <= 30


@given(texts)
def test_any_text_is_borne_and_remarks_point_into_it(text):
    reading = reading_of(text, "a.txt")
    if reading is None:
        return
    for each in remarks(reading, on=date(2026, 11, 23)):
        if each.clause is not None and each.span:
            assert 0 <= each.span[0] < each.span[1] <= len(reading.clauses[each.clause].text)


def test_remarks_come_in_the_order_of_the_clauses():
    text = PLAN.replace("2. Công tác kiểm tra", "3. Công tác kiểm tra").replace("30/6/2026", "31/6/2026")
    places = [each.clause or -1 for each in remarks(read(text.encode(), "plan.txt"))]
    assert places == sorted(places) and len(places) > 1
