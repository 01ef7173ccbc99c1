"""Letters, submissions, minutes, appendices, numbers: what not every document has, read back from the .docx."""

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from vanban.document import Appendix, Bullet, Heading, Paragraph, Signature, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.tests.written import face_of, opened, said, sample, tables, texts, with_head
from vanban.writing import numbered
from vanban.writing.numbers import letter, roman

PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)


# --- letters and submissions


@pytest.mark.parametrize(
    ("profile", "title", "expected", "face"),
    [
        (HD36, "chuẩn bị họp", "chuẩn bị họp", (12, False, True, False)),
        (HD05, "V/v chuẩn bị họp", "V/v chuẩn bị họp", (12, False, True, False)),
        (ND30, "chuẩn bị họp", "V/v chuẩn bị họp", (12, False, False, False)),
        (ND30, "V/v chuẩn bị họp", "V/v chuẩn bị họp", (12, False, False, False)),
        (ND30, "Về việc chuẩn bị họp", "Về việc chuẩn bị họp", (12, False, False, False)),
    ],
)
def test_a_letter_has_no_name_of_a_kind_and_its_subject_under_its_number(profile, title, expected, face):
    written = opened(sample(profile, kind="", title=title))
    _, subject = tables(written)[0].cell(1, 0).paragraphs
    assert (subject.text, face_of(subject)) == (expected, face)
    assert not [paragraph for paragraph in written.paragraphs if paragraph.text in ("-----", expected)]


@pytest.mark.parametrize(
    ("profile", "kind", "opening"),
    [
        (HD36, "", "Kính gửi:"),
        (HD36, "Tờ trình", "Kính gửi:"),
        (HD05, "Tờ trình", "Kính trình:"),
        (HD05, "TỜ TRÌNH", "Kính trình:"),
        (HD05, "Báo cáo", "Kính gửi:"),
        (ND30, "Tờ trình", "Kính gửi:"),
    ],
)
def test_how_a_document_greets_its_reader(profile, kind, opening):
    greeting = said(opened(sample(profile, kind=kind, addressees=("Đảng uỷ xã",))), f"{opening} Đảng uỷ xã")
    assert greeting.runs[0].font.italic == (True if profile is not ND30 else None)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (HD36, ["- Các chi bộ,", "- Trạm y tế."]),
        (HD05, ["- Các chi bộ;", "- Trạm y tế."]),
        (ND30, ["- Các chi bộ;", "- Trạm y tế."]),
    ],
)
def test_several_readers_are_a_list(profile, expected):
    written = texts(sample(profile, kind="", addressees=("Các chi bộ", "Trạm y tế")))
    opening = written.index("Kính gửi:")
    assert written[opening + 1 : opening + 3] == expected


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        (("Lưu VP",), ["- Như trên;", "- Lưu VP."]),
        (("Như trên", "Lưu VP"), ["- Như trên;", "- Lưu VP."]),
        (("Như trên (để báo cáo)",), ["- Như trên (để báo cáo)."]),
        ((), []),
    ],
)
def test_copies_go_first_to_those_who_were_greeted(recipients, expected):
    document = sample(HD05, addressees=("Đảng uỷ xã",), recipients=recipients)
    assert [line.text for line in tables(opened(document))[-1].cell(0, 0).paragraphs[1:]] == expected


# --- who signs


@pytest.mark.parametrize(
    ("typed", "party", "state"),
    [
        ("T/M Ban Thường vụ", "T/M BAN THƯỜNG VỤ", "TM. BAN THƯỜNG VỤ"),
        ("TM. Ủy ban nhân dân", "T/M ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("TM Ban Chấp hành", "T/M BAN CHẤP HÀNH", "TM. BAN CHẤP HÀNH"),
        ("K/T Trưởng ban", "K/T TRƯỞNG BAN", "KT. TRƯỞNG BAN"),
        ("KT.Chủ tịch", "K/T CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("T/L Ban Thường vụ", "T/L BAN THƯỜNG VỤ", "TL. BAN THƯỜNG VỤ"),
        ("TUQ. Chủ tịch", "T/UQ CHỦ TỊCH", "TUQ. CHỦ TỊCH"),
        ("Q. Chủ tịch", "Q. CHỦ TỊCH", "Q. CHỦ TỊCH"),
        ("Tổ trưởng", "TỔ TRƯỞNG", "TỔ TRƯỞNG"),
        ("Quyền Chủ tịch", "QUYỀN CHỦ TỊCH", "QUYỀN CHỦ TỊCH"),
    ],
)
def test_the_party_signs_with_a_stroke_and_the_state_with_a_dot(typed, party, state):
    for profile, expected in ((HD05, party), (ND30, state)):
        assert expected in texts(sample(profile, signature=Signature(typed, "Phó", None)))


def test_one_may_sign_for_one_who_signs_for_all():
    document = sample(signature=Signature("T/M Ban Thường vụ\nK/T Bí thư", "Phó Bí thư", "Nông Thị Mẫu"))
    signed = tables(opened(document))[-1].cell(0, 1).paragraphs
    assert [line.text for line in signed] == ["T/M BAN THƯỜNG VỤ", "K/T BÍ THƯ", "PHÓ BÍ THƯ", "Nông Thị Mẫu"]
    assert [bool(line.runs[0].font.bold) for line in signed] == [True, True, False, True]


@PROFILES
def test_minutes_are_signed_by_the_recorder_at_the_left_and_the_chair_at_the_right(profile):
    document = sample(
        profile,
        kind="Biên bản",
        recorder=Signature(None, "Người ghi biên bản", "Vàng Thị Mẫu"),
        signature=Signature(None, "Chủ trì", "Nguyễn Văn Lành"),
    )
    left, right = ([one.text for one in cell.paragraphs] for cell in tables(opened(document))[-1].row_cells(0))
    assert left[:3] == ["NGƯỜI GHI BIÊN BẢN", "Vàng Thị Mẫu", "Nơi nhận:"]
    assert right == ["CHỦ TRÌ", "Nguyễn Văn Lành"]


# --- appendices

TWO = (
    Appendix("Danh mục việc", (Table(("TT", "Việc"), (("1", "Họp"),)),), is_landscape=True),
    Appendix("Danh sách tài liệu", (Paragraph("Một tờ"),)),
)


@PROFILES
def test_an_appendix_begins_a_page_of_its_own_and_counts_from_1(profile):
    main, first, second = opened(sample(profile, appendices=TWO)).sections
    for section in (first, second):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer and section.header.is_linked_to_previous
    assert main._sectPr.find(qn("w:pgNumType")) is None


def test_several_appendices_have_roman_numbers_and_one_has_none():
    written = texts(sample(appendices=TWO))
    assert written[written.index("Phụ lục I") + 1] == "DANH MỤC VIỆC"
    assert written[written.index("Phụ lục II") + 1] == "DANH SÁCH TÀI LIỆU"
    assert "Phụ lục" in texts(sample(appendices=TWO[:1]))


def test_a_page_on_its_side_keeps_its_edge_for_binding_and_gives_its_width_to_the_table():
    written = opened(sample(appendices=TWO))
    landscape, upright = written.sections[1:]
    sides = (landscape.top_margin, landscape.right_margin, landscape.bottom_margin, landscape.left_margin)
    assert (landscape.orientation, upright.orientation) == (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    assert [round(length.mm) for length in (landscape.page_width, landscape.page_height)] == [297, 210]
    assert [round(side.mm) for side in sides] == [30, 20, 15, 20]
    assert round(sum(cell.width.mm for cell in tables(written)[-1].rows[0].cells)) == 257
    assert round(upright.left_margin.mm) == 30


@pytest.mark.parametrize(
    ("profile", "number", "notes"),
    [
        (HD05, "5", []),
        (ND30, "5", ["(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân xã Suối Lành)"]),
        (
            ND30,
            None,
            ["(Kèm theo Báo cáo số       /BC-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân xã Suối Lành)"],
        ),
    ],
)
def test_an_appendix_of_the_state_says_what_it_belongs_to(profile, number, notes):
    document = with_head(sample(profile, appendices=TWO[:1]), issuer="Ủy ban nhân dân\nxã Suối Lành", symbol="BC-UBND")
    assert [text for text in texts(with_head(document, number=number)) if "Kèm theo" in text] == notes


def test_the_text_of_an_appendix_gets_no_end_mark():
    assert "Một tờ" in texts(sample(ND30, appendices=TWO))


# --- numbers


def test_headings_are_numbered_each_under_the_one_above():
    blocks = numbered(
        [
            Heading("A"),
            Heading("B", 2),
            Paragraph("x"),
            Heading("C", 3),
            Heading("D", 3),
            Heading("E", 4),
            Heading("F", 2),
            Heading("G", 3),
            Heading("H"),
            Heading("I", 2),
        ]
    )
    assert [block.text for block in blocks] == [
        "I. A", "1. B", "x", "a) C", "b) D", "- E", "2. F", "a) G", "II. H", "1. I",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "sign"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (18, "XVIII"), (49, "XLIX")])
def test_roman_numbers(number, sign):
    assert roman(number) == sign


def test_letters_are_those_of_the_vietnamese_alphabet():
    assert "".join(letter(place) for place in range(1, 9)) == "abcdđegh"
    assert (letter(23), letter(24)) == ("y", "24")


def test_a_bullet_under_a_bullet_is_a_plus():
    assert {"- Một", "+ Hai", "Ba."} <= set(texts(sample(blocks=(Bullet("Một"), Bullet("Hai", 2), Paragraph("Ba")))))
