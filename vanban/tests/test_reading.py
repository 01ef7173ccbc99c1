"""What a reader must find in a plan: the real one beside the project, and invented ones."""

import pytest

from vanban import read
from vanban.tests.samples import PLAN, WITHOUT_TASKS
from vanban.tests.shared import PLANS, SEED, gold, gold_names, mean_f1, require_shared, seed_gold
from vanban.tests.word_files import word_plan

GOOD_ENOUGH_FOR_THE_SEED = 0.97
GOOD_ENOUGH_FOR_OTHERS = 0.92


def sample(text=PLAN):
    return read(text.encode(), name="plan.txt")


def sample_of(*lines):
    """A small plan with `lines` as its first part."""
    return sample("\n".join(["KẾ HOẠCH", "Thử", "", "I. NHIỆM VỤ", *lines]))


def test_the_seed_is_read_as_people_read_it():
    require_shared()
    assert mean_f1(seed_gold(), read(SEED).as_json()) >= GOOD_ENOUGH_FOR_THE_SEED


@pytest.mark.parametrize("lists", ["typed", "bullets", "numbered"])
def test_the_seed_as_a_word_file_is_read_as_well(lists):
    require_shared()
    text = SEED.read_text(encoding="utf-8")
    rows = (("*\nSố: -KH/ĐU", text[text.index("Số: -KH/ĐU") : text.index("KẾ HOẠCH")].split("\n", 1)[1]),)
    made = word_plan(text[text.index("KẾ HOẠCH") :], lists=lists, letterhead=rows)
    assert mean_f1(seed_gold(), read(made, name="seed.docx").as_json()) >= GOOD_ENOUGH_FOR_THE_SEED


@pytest.mark.parametrize("name", gold_names() or [None])
def test_every_annotated_plan_is_read_well(name):
    require_shared()
    assert mean_f1(gold(name), read(PLANS / f"{name}.md").as_json()) >= GOOD_ENOUGH_FOR_OTHERS


def test_headings_have_numbers_titles_and_depths():
    assert [(h.number, h.title, h.level) for h in sample().headings] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU", 1),
        ("II", "CHỈ TIÊU ĐẾN NĂM 2027", 1),
        ("III", "NHIỆM VỤ, GIẢI PHÁP", 1),
        ("1", "Công tác tuyên truyền", 2),
        ("2", "Công tác kiểm tra", 2),
        ("IV", "TỔ CHỨC THỰC HIỆN", 1),
        ("1", "Đối với các chi bộ", 2),
    ]


def test_the_basis_names_the_documents_of_the_preamble():
    assert sample().basis == ["15-NQ/TU", "93/KH-UBND"]


def test_targets_have_a_value_a_unit_and_the_date_of_their_heading():
    assert [(t.at, t.value, t.unit, t.subject, t.by) for t in sample().targets] == [
        ("II", 90, "%", "hộ gia đình", "2027-12-31"),
        ("II", 2, "mô hình tuyến đường hoa", "mô hình tuyến đường hoa", "2027-12-31"),
    ]


def test_tasks_have_a_place_a_doer_and_a_time():
    assert [(t.at, t.starts[:14], t.lead, t.with_, t.due, t.every) for t in sample().tasks] == [
        ("III.1", "Giao Đoàn Than", ("Đoàn Thanh niên xã",), ("Hội Phụ nữ xã", "các trường học"), None,
         "FREQ=MONTHLY;COUNT=2"),
        ("III.1", "Phát bản tin t", (), (), None, "FREQ=WEEKLY"),
        ("III.2", "Công an xã kiể", ("UBND xã",), ("Trạm Y tế xã", "các thôn"), "2026-06-30", None),
        ("III.2", "Rà soát biển b", ("UBND xã",), ("Trạm Y tế xã", "các thôn"), "2026-06-30", None),
        ("IV.1", "Quán triệt kế ", ("các chi bộ",), (), None, "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("IV", "Văn phòng Đảng", ("Văn phòng Đảng ủy",), (), None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ]  # fmt: skip


def test_clauses_keep_the_words_the_marker_and_the_line_of_the_source():
    reading = sample()
    task = reading.tasks[0]
    clause = reading.clauses[task.clause]
    assert (clause.marker, clause.level, clause.is_heading, clause.at) == ("-", 0, False, "III.1")
    assert PLAN.splitlines()[clause.paragraph] == f"- {clause.text}"


def test_a_heading_points_at_its_clause():
    reading = sample()
    for heading in reading.headings:
        clause = reading.clauses[heading.clause]
        assert clause.is_heading and clause.level == heading.level and clause.at.endswith(heading.number)


def test_a_document_without_tasks_has_none():
    reading = sample(WITHOUT_TASKS)
    assert (reading.tasks, reading.targets) == ([], [])
    assert reading.letterhead.kind == "BÁO CÁO"


def test_an_introduction_is_no_task_and_names_the_doer_of_its_list():
    reading = sample_of("1. Văn hóa", "UBND xã chỉ đạo các việc sau:", "- Sửa nhà văn hóa.", "- Mở lớp.")
    assert [(task.starts, task.lead) for task in reading.tasks] == [
        ("Sửa nhà văn hóa.", ("UBND xã",)),
        ("Mở lớp.", ("UBND xã",)),
    ]


def test_a_heading_with_a_clause_after_its_colon_is_split():
    reading = sample_of("1. Ra quân: Công an xã tuần tra các thôn.", "- Đi ban đêm.", "- Đi chợ phiên.")
    assert [heading.title for heading in reading.headings] == ["NHIỆM VỤ", "Ra quân"]
    assert [task.lead for task in reading.tasks] == [("Công an xã",)] * 3


def test_labels_inside_a_clause_are_heeded():
    task = sample_of("1. Sửa cầu (chủ trì: Phòng Kinh tế; phối hợp: các thôn; thời gian: Quý III/2026).").tasks[0]
    assert (task.lead, task.with_, task.due) == (("Phòng Kinh tế",), ("các thôn",), "2026-09-30")


def test_rows_of_an_assignment_table_are_tasks():
    reading = sample_of(
        "- Làm theo phụ lục.",
        "Nơi nhận:",
        "- Lưu: VP.",
        "CHỦ TỊCH",
        "Nông Văn Thử",
        "Phụ lục",
        "| TT | Nhiệm vụ | Đơn vị chủ trì | Phối hợp | Thời gian |",
        "|---|---|---|---|---|",
        "| 1 | Khơi thông suối | Các thôn | Đoàn Thanh niên xã; Công an xã | Tháng 4/2026 |",
        "| Nhiệm vụ | Chủ trì |",
        "| Quét chợ | Các thôn |",
    )
    assert reading.tasks.pop().starts == "Quét chợ"
    row = reading.tasks[-1]
    assert (row.at, row.starts, row.lead) == ("Phụ lục", "Khơi thông suối", ("Các thôn",))
    assert (row.with_, row.due) == (("Đoàn Thanh niên xã", "Công an xã"), "2026-04-30")


def test_hard_wrapped_text_is_one_clause():
    reading = sample(
        "KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ,\nGIẢI PHÁP\n\n- Công an xã tuần tra\nban đêm tại các\n"
        "thôn giáp ranh.\n\n- Trạm Y tế xã khám bệnh\ncho người già.\n"
    )
    assert [heading.title for heading in reading.headings] == ["NHIỆM VỤ, GIẢI PHÁP"]
    assert reading.tasks[0].starts == "Công an xã tuần tra ban đêm tại các thôn giáp ranh."


def test_a_decision_orders_by_its_articles():
    reading = sample(
        "QUYẾT ĐỊNH\nVề việc thử\n\nCăn cứ Luật số 72/2025/QH15;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Tổ công tác gồm các ông, bà sau:\n1. Ông A.\n2. Bà B.\n"
        "Điều 2. Chánh Văn phòng HĐND và UBND xã, các thôn chịu trách nhiệm thi hành Quyết định này."
    )
    assert reading.headings == [] and reading.basis == ["72/2025/QH15"]
    assert [task.lead for task in reading.tasks] == [("Chánh Văn phòng HĐND và UBND xã", "các thôn")]


def test_the_json_has_exactly_the_agreed_keys():
    found = sample().as_json()
    assert list(found) == ["letterhead", "basis", "headings", "targets", "tasks"]
    assert list(found["tasks"][0]) == ["at", "starts", "lead", "with", "due", "every"]
    assert list(found["targets"][0]) == ["at", "starts", "value", "unit", "by"]
