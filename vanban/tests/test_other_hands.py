"""Plans in other hands: the Party's dashes, decisions with a plan behind them, directives, tables, ragged pages."""

import json
from pathlib import Path

import pytest

from vanban import read
from vanban.dates import find_due, with_year
from vanban.doers import doers, heading_doers, partners
from vanban.rhythms import find_every
from vanban.tests.test_reading import sample, sample_of

OURS = Path(__file__).parent / "reading"
NAMES = sorted(path.stem for path in (OURS / "gold").glob("*.json"))
GOOD_ENOUGH = 0.75


def said(task: dict) -> tuple:
    return (task["at"], task["starts"][:40], tuple(task["lead"]), task["due"], task["every"])


@pytest.mark.parametrize("name", NAMES)
def test_our_own_plans_are_read_as_their_writer_means_them(name):
    """Most tasks are found with the right doer, day and rhythm; each plan was annotated before it was first read."""
    wanted = json.loads((OURS / "gold" / f"{name}.json").read_text(encoding="utf-8"))["tasks"]
    path = next((OURS / "plans").glob(f"{name}.*"))
    found = read(path).as_json()["tasks"]
    right = {said(task) for task in wanted} & {said(task) for task in found}
    assert len(right) >= GOOD_ENOUGH * len(wanted) and len(found) <= 1.2 * len(wanted)


def test_there_are_plans_of_our_own():
    assert len(NAMES) == 8


# --- letterheads and endings --------------------------------------------------------------------------------------

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH MÂY NGÀN
Số: 12/QĐ-UBND Mây Ngàn, ngày 05 tháng 01 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch làm sạch suối

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật số 72/2025/QH15;
Căn cứ Nghị quyết số 15-NQ/TU;

QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch làm sạch suối.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng, các sở, ban, ngành và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nông Văn Thử

KẾ HOẠCH
Làm sạch suối
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026)

I. MỤC TIÊU
- 90% thôn có tổ tự quản.
II. NHIỆM VỤ
1. Sở Nông nghiệp và Môi trường
- Khơi thông suối trong quý II/2026.
"""


def test_a_plan_that_a_decision_puts_in_force_is_read_as_its_body():
    reading = read(DECISION.encode(), name="quyet-dinh.txt")
    assert (reading.letterhead.kind, reading.letterhead.place) == ("QUYẾT ĐỊNH", "Mây Ngàn")
    assert reading.letterhead.title == "Ban hành Kế hoạch làm sạch suối"
    assert reading.letterhead.recipients == ("Như Điều 3", "Lưu: VT")
    assert reading.basis == ["72/2025/QH15", "15-NQ/TU"]
    assert [(heading.number, heading.title) for heading in reading.headings] == [
        ("I", "MỤC TIÊU"),
        ("II", "NHIỆM VỤ"),
        ("1", "Sở Nông nghiệp và Môi trường"),
    ]
    assert [(task.at, task.lead[0], task.due) for task in reading.tasks] == [
        ("", "Chánh Văn phòng", None),
        ("II.1", "Sở Nông nghiệp và Môi trường", "2026-06-30"),
    ]
    assert [target.value for target in reading.targets] == [90]


def test_an_annexed_form_is_no_plan_in_force():
    reading = sample(
        "KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n- Quét chợ.\n\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n\nNông Văn Thử\n\n"
        "Mẫu số 1\nBÁO CÁO\nKết quả\nI. KẾT QUẢ\n- Điền số liệu.\n"
    )
    assert [task.starts for task in reading.tasks] == ["Quét chợ."]


def test_recipients_and_signature_that_came_on_one_line_are_taken_apart():
    row = (
        "| Nơi nhận: - Sở Nội vụ; - Các thôn; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nông Văn Thử |"
    )
    head = sample(f"KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n- Quét chợ.\n\n{row}\n").letterhead
    assert head.recipients == ("Sở Nội vụ", "Các thôn", "Lưu: VT")
    assert (head.signer.authority, head.signer.position, head.signer.name) == (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nông Văn Thử",
    )


# --- numbers, wraps, tables ---------------------------------------------------------------------------------------


def test_the_party_numbers_with_dashes():
    reading = sample(
        "KẾ HOẠCH\nThử\n\nI- MỤC TIÊU\n1- Chỉ tiêu\n1.1- Đến năm 2027\n- 90% hộ ký cam kết.\nII- NHIỆM VỤ\n- Quét chợ."
    )
    assert [(h.number, h.level) for h in reading.headings] == [("I", 1), ("1", 2), ("1.1", 3), ("II", 1)]
    assert reading.targets[0].by == "2027-12-31"


def test_a_span_of_figures_is_no_number():
    assert sample_of("- Mở lớp từ 2- 3 buổi.", "- Quét chợ.").tasks[0].starts == "Mở lớp từ 2- 3 buổi."


def test_a_wrapped_text_without_empty_lines_ends_paragraphs_where_lines_end_short():
    lines = [
        "KẾ HOẠCH",
        "Thử",
        "",
        "I. NHIỆM VỤ",
        "1. Tuyên truyền",
        "Công an xã phối hợp với các thôn phát bản tin trên loa truyền thanh về an toàn",
        "giao thông và phòng chống cháy nổ cho người dân các thôn bản vùng cao của xã.",
        "2. Kiểm tra",
        "Trạm Y tế xã kiểm tra các quán ăn quanh trường học và quanh chợ, lập biên bản,",
        "báo cáo kết quả về Ủy ban nhân dân xã.",
    ]
    reading = sample("\n".join(lines))
    assert [heading.title for heading in reading.headings] == ["NHIỆM VỤ", "Tuyên truyền", "Kiểm tra"]
    assert [task.lead for task in reading.tasks] == [("Công an xã",), ("Trạm Y tế xã",)]


def test_groups_in_an_assignment_table_are_headings():
    reading = sample(
        "KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n- Làm theo phụ lục.\n\n"
        "Nơi nhận:\n- Lưu: VP.\nCHỦ TỊCH\n\nNông Văn Thử\n\nPhụ lục\n"
        "| TT | Hoạt động | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|---|\n"
        "| I | Tuyên truyền | | | |\n| 1 | Ra quân | Quét chợ phiên | Các thôn | 12/2026 |\n"
        "| II | Kiểm tra | | | |\n| 2 | Rà soát | Xem lại 40 biển báo | Công an xã | 2026 - 2027 |\n"
    )
    assert [(h.number, h.title) for h in reading.headings][-2:] == [("I", "Tuyên truyền"), ("II", "Kiểm tra")]
    assert [(task.at, task.starts, task.due) for task in reading.tasks][-2:] == [
        ("Phụ lục.I", "Quét chợ phiên", "2026-12-31"),
        ("Phụ lục.II", "Xem lại 40 biển báo", "2027-12-31"),
    ]


def test_a_day_above_a_timetable_is_the_day_of_its_rows():
    reading = sample_of(
        "1. Chương trình",
        "NGÀY 1: THỨ HAI, NGÀY 24/8/2026",
        "| Thời gian | Nội dung | Phụ trách |",
        "| 7h00 - 7h15 | Ổn định tổ chức | Giáo viên chủ nhiệm |",
    )
    assert [(task.starts, task.lead, task.due) for task in reading.tasks] == [
        ("Ổn định tổ chức", ("Giáo viên chủ nhiệm",), "2026-08-24")
    ]


def test_a_label_over_a_list_speaks_of_the_tasks_above():
    reading = sample_of(
        "1. Nội dung",
        "a) Quét chợ.",
        "b) Sửa cầu.",
        "2. Cơ quan chủ trì, phối hợp",
        "a) Cơ quan chủ trì",
        "- Công an xã.",
        "- Các thôn.",
        "b) Cơ quan phối hợp",
        "- Đoàn Thanh niên xã.",
        "3. Thời gian thực hiện: Tháng 5/2026.",
    )
    assert [heading.title for heading in reading.headings] == ["NHIỆM VỤ", "Nội dung"]
    expected = (("Công an xã", "Các thôn"), ("Đoàn Thanh niên xã",), "2026-05-31")
    assert [(task.lead, task.with_, task.due) for task in reading.tasks] == [expected] * 2


def test_a_directive_without_parts_orders_whom_its_opening_asks():
    reading = sample(
        "CHỈ THỊ\nVề việc thử\n\nBan Thường vụ Đảng ủy yêu cầu các chi bộ trực thuộc thực hiện:\n"
        "1. Quán triệt Chỉ thị này đến 100% đảng viên.\n2. Công an xã có trách nhiệm tuần tra ban đêm.\n"
    )
    assert [task.lead for task in reading.tasks] == [("các chi bộ trực thuộc",), ("Công an xã",)]
    assert [target.value for target in reading.targets] == [100]


# --- names and times ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Sở Giáo dục và Đào tạo chủ trì tổ chức cuộc thi.", ["Sở Giáo dục và Đào tạo"]),
        ("Trung tâm Dịch vụ tổng hợp xã tiếp sóng hằng ngày.", ["Trung tâm Dịch vụ tổng hợp xã"]),
        ("Hội Nông dân, Hội Phụ nữ mỗi hội nhận giúp đỡ 05 hộ.", ["Hội Nông dân", "Hội Phụ nữ"]),
        ("Các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành.",
         ["Các cơ quan, tổ chức, cá nhân có liên quan"]),
        ("Hằng năm phối hợp với Sở Công Thương, Hội Nông dân tỉnh đưa sản phẩm lên sàn.", []),
        ("Phó Hiệu trưởng chủ trì buổi lễ.", ["Phó Hiệu trưởng"]),
    ],
)  # fmt: skip
def test_who_acts(clause, expected):
    assert doers(clause) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Bộ Lao động - Thương binh và Xã hội", ["Bộ Lao động - Thương binh và Xã hội"]),
        ("Đảng ủy Ủy ban nhân dân xã lãnh đạo Ủy ban nhân dân xã:", ["Đảng ủy Ủy ban nhân dân xã"]),
        ("Các chi bộ, đảng ủy trực thuộc", ["Các chi bộ, đảng ủy trực thuộc"]),
    ],
)
def test_whose_items_stand_under_a_heading(heading, expected):
    assert heading_doers(heading) == expected


def test_a_capital_makes_a_shy_word_a_name_in_a_list():
    assert partners("phối hợp với Ủy ban Thường vụ, Hội đồng Dân tộc.") == ["Ủy ban Thường vụ", "Hội đồng Dân tộc"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước ngày 24/8", "2026-08-24"),
        ("hoàn thành trong tháng 6", "2026-06-30"),
        ("xong trong quý III", "2026-09-30"),
        ("trước ngày 25 hằng tháng", None),
        ("trong 6 tháng", None),
    ],
)
def test_a_date_without_a_year_means_the_document_s(text, expected):
    assert find_due(with_year(text, 2026)) == expected
    assert find_due(with_year(text, None)) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("12/2025", "2025-12-31"), ("T6/2025", "2025-06-30"), ("2025", "2025-12-31"), ("2025 - 2026", "2026-12-31")],
)
def test_a_cell_of_time_holds_nothing_else(cell, expected):
    assert find_due(cell, stated=True) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("mỗi tháng tổ chức 02 buổi", "FREQ=MONTHLY;COUNT=2"),
        ("hằng tháng rà soát, lập danh sách và báo cáo trước ngày 22.", "FREQ=MONTHLY;BYMONTHDAY=22"),
        ("Sơ kết 6 tháng đầu năm", None),
        ("đưa vào chương trình công tác hằng năm", None),
    ],
)
def test_rhythms(clause, expected):
    assert find_every(clause) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Năm 2026: Rà soát các trạm bơm.", "2026-12-31"),
        ("quán triệt trong kỳ sinh hoạt chi bộ tháng 7/2026", "2026-07-31"),
        ("đưa vào kế hoạch năm 2026", None),
    ],
)
def test_days(clause, expected):
    assert find_due(clause) == expected
