"""What stands where on the page, read back from the .docx."""

from datetime import date

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vanban.document import Basis, Bullet, Heading, Paragraph, Signature, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.tests.written import face_of, opened, said, sample, tables, texts, with_head

PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)


# --- the page


@PROFILES
def test_the_page_is_a4_with_the_margins_of_the_rule(profile):
    section = opened(sample(profile)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


@PROFILES
def test_the_page_number_is_centred_10_mm_from_the_top_and_not_on_page_1(profile):
    section = opened(sample(profile)).sections[0]
    numbered = section.header.paragraphs[0]
    field = numbered._p.find(qn("w:fldSimple"))
    assert round(section.header_distance.mm) == 10
    assert numbered.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert field.get(qn("w:instr")) == "PAGE"
    assert section.different_first_page_header_footer
    assert not section.first_page_header._element.findall(f".//{qn('w:fldSimple')}")


@PROFILES
def test_running_text_is_justified_times_new_roman_14_on_18_points(profile):
    written = opened(sample(profile))
    style = next(one for one in written.paragraphs if one.text.startswith("Trên đây")).style
    spacing = style.paragraph_format
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert spacing.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(spacing.first_line_indent.mm) == 10
    assert (spacing.line_spacing_rule, spacing.line_spacing) == (WD_LINE_SPACING.EXACTLY, Pt(18))
    assert spacing.space_after >= Pt(6)


@PROFILES
def test_no_font_of_the_template_is_left(profile):
    styles = opened(sample(profile)).styles
    in_use = [styles["Normal"], styles["Body Text"], styles["Heading 1"], styles["Table Text"]]
    defaults = styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    for fonts in [defaults, *(style.element.rPr.rFonts for style in in_use)]:
        assert set(fonts.attrib.values()) == {"Times New Roman"}


@pytest.mark.parametrize(
    ("level", "bold", "italic"), [(1, True, False), (2, True, False), (3, True, True), (4, False, True)]
)
def test_headings_keep_with_what_they_head(level, bold, italic):
    written = opened(sample(blocks=(Heading("Tình hình", level), Paragraph("Ổn định"))))
    style = said(written, "Tình hình").style
    assert style.name == f"Heading {level}"
    assert style.paragraph_format.keep_with_next
    assert (bool(style.font.bold), bool(style.font.italic)) == (bold, italic)


# --- the letterhead


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (HD36, ["ĐẢNG CỘNG SẢN VIỆT NAM"]),
        (HD05, ["ĐẢNG CỘNG SẢN VIỆT NAM"]),
        (ND30, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]),
    ],
)
def test_the_motto_stands_at_the_right_over_a_line(profile, expected):
    cell = tables(opened(sample(profile)))[0].cell(0, 1)
    *motto, line = cell.paragraphs
    assert [paragraph.text for paragraph in motto] == expected
    assert line._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None
    assert line.paragraph_format.left_indent == line.paragraph_format.right_indent > Mm(0)


@pytest.mark.parametrize(("profile", "star"), [(HD36, "*"), (HD05, "*"), (ND30, "")])
def test_the_issuer_stands_at_the_left_under_its_parent(profile, star):
    cell = tables(opened(sample(profile)))[0].cell(0, 0)
    parent, issuer, mark = cell.paragraphs
    assert [parent.text, issuer.text, mark.text] == ["ĐẢNG BỘ XÃ SUỐI LÀNH", "CHI BỘ THÔN SUỐI LÀNH 2", star]
    assert (parent.runs[0].font.bold, issuer.runs[0].font.bold) == (None, True)


def test_a_line_break_in_the_issuer_starts_a_new_line_and_an_empty_parent_none():
    document = with_head(sample(ND30), parent="", issuer="Ủy ban nhân dân\nxã Suối Lành")
    assert texts(document)[:2] == ["ỦY BAN NHÂN DÂN", "XÃ SUỐI LÀNH"]


@pytest.mark.parametrize(
    ("profile", "number", "symbol", "expected"),
    [
        (HD36, "5", "BC/CB", "Số 05-BC/CB"),
        (HD36, "05", "-BC/CB", "Số 05-BC/CB"),
        (HD05, "12", "BC/CB", "Số 12-BC/CB"),
        (HD05, "123", "BC/CB", "Số 123-BC/CB"),
        (HD05, None, "BC/CB", "Số      -BC/CB"),
        (HD05, " ", "BC/CB", "Số      -BC/CB"),
        (HD05, "5a", "BC/CB", "Số 5a-BC/CB"),
        (ND30, "5", "KH-UBND", "Số: 05/KH-UBND"),
        (ND30, "12", "/KH-UBND", "Số: 12/KH-UBND"),
        (ND30, None, "KH-UBND", "Số:      /KH-UBND"),
    ],
)
def test_how_a_number_is_written(profile, number, symbol, expected):
    assert expected in texts(with_head(sample(profile), number=number, symbol=symbol))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 3), "Suối Lành, ngày 03 tháng 02 năm 2026"),
        (date(2026, 1, 31), "Suối Lành, ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "Suối Lành, ngày 09 tháng 3 năm 2026"),
        (date(2026, 10, 20), "Suối Lành, ngày 20 tháng 10 năm 2026"),
    ],
)
def test_how_a_day_is_written(on, expected):
    place = said(opened(with_head(sample(), on=on)), expected)
    assert face_of(place) == (14, False, True, False)


def test_a_draft_says_so_under_the_number():
    written = texts(sample(draft="Dự thảo lần 1"))
    assert written[written.index("Số 05-BC/CB") + 1] == "Dự thảo lần 1"


@pytest.mark.parametrize(("profile", "size", "mark"), [(HD36, 16, "-----"), (HD05, 16, "-----"), (ND30, 14, "")])
def test_the_title_is_centred_bold_and_keeps_with_the_text(profile, size, mark):
    written = opened(sample(profile))
    kind, title, under = written.paragraphs[:3]
    assert (kind.text, title.text, under.text) == ("BÁO CÁO", sample().title, mark)
    assert (face_of(kind), face_of(title)) == ((size, True, False, False), (14, True, False, False))
    assert {kind.alignment, title.alignment} == {WD_ALIGN_PARAGRAPH.CENTER}
    assert all(one.paragraph_format.keep_with_next for one in (kind, title, under))


# --- the text


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (HD36, ["Căn cứ A;", "Căn cứ B,"]),
        (HD05, ["- Căn cứ A;", "- Căn cứ B."]),
        (ND30, ["Căn cứ A;", "Căn cứ B."]),
    ],
)
def test_how_the_grounds_are_listed(profile, expected):
    written = texts(sample(profile, blocks=(Basis(("Căn cứ A", "Căn cứ B;")), Paragraph("Hết"))))
    assert [text for text in written if "Căn cứ" in text] == expected


@pytest.mark.parametrize(
    ("profile", "text", "expected"),
    [
        (HD36, "Xin báo cáo", "Xin báo cáo."),
        (HD36, "Xin báo cáo.", "Xin báo cáo."),
        (HD05, "Xin báo cáo./.", "Xin báo cáo."),
        (HD05, "Xin báo cáo ;\n", "Xin báo cáo."),
        (HD05, "Ai chịu trách nhiệm?", "Ai chịu trách nhiệm?"),
        (ND30, "Xin báo cáo", "Xin báo cáo./."),
        (ND30, "Xin báo cáo.", "Xin báo cáo./."),
        (ND30, "Xin báo cáo./.", "Xin báo cáo./."),
    ],
)
@pytest.mark.parametrize("block", [Paragraph, Bullet])
def test_the_last_sentence_ends_as_the_rule_wants_and_once(profile, text, expected, block):
    dash = "- " if block is Bullet else ""
    document = sample(profile, blocks=(Paragraph("Một"), block(text), Paragraph("  ")))
    assert f"{dash}{expected}" in texts(document)


def test_only_the_last_text_gets_the_end_mark():
    assert "Một" in texts(sample(ND30, blocks=(Paragraph("Một"), Paragraph("Hai"))))


def test_a_lead_without_text_stays_as_it_is():
    assert "Về an ninh:" in texts(sample(blocks=(Paragraph("", lead="Về an ninh:"),)))


def test_a_lead_is_bold_before_the_text():
    lead, text = said(opened(sample()), "Về an ninh: Tình hình trong thôn ổn định.").runs
    assert (lead.text, bool(lead.font.bold), bool(text.font.bold)) == ("Về an ninh:", True, False)


def test_a_line_break_starts_a_new_paragraph():
    written = texts(sample(blocks=(Paragraph("Một\r\nHai"), Paragraph("Ba"))))
    assert {"Một", "Hai", "Ba."} <= set(written)


def test_a_header_row_repeats_and_no_row_splits():
    table = tables(opened(sample()))[1]
    header, row = (found._tr.trPr for found in table.rows)
    assert header.find(qn("w:tblHeader")) is not None
    assert row.find(qn("w:cantSplit")) is not None
    assert row.find(qn("w:tblHeader")) is None


@pytest.mark.parametrize(
    ("widths", "expected"),
    [((15, 100, 50), [15, 100, 50]), ((100, 100, 130), [50, 50, 65]), ((10, 20, 30), [10, 20, 30])],
)
def test_columns_have_the_width_asked_for_or_what_the_page_allows(widths, expected):
    table = Table(("TT", "Chỉ tiêu", "Kết quả"), (), widths)
    [_, written, _] = tables(opened(sample(blocks=(table,))))
    assert [round(cell.width.mm) for cell in written.rows[0].cells] == expected


def test_columns_without_widths_fill_the_page_and_long_texts_get_more():
    table = Table(("TT", "Nội dung"), (("1", "Rà soát danh sách các hộ gia đình trong thôn"),))
    [_, written, _] = tables(opened(sample(blocks=(table,))))
    narrow, wide = (cell.width.mm for cell in written.rows[0].cells)
    assert round(narrow + wide) == 165
    assert narrow < 20


@pytest.mark.parametrize(
    ("header", "rows", "widths"),
    [((), (), None), (("a", "b"), (("1",),), None), (("a", "b"), (), (10,)), (("a",), (), (0,))],
)
def test_a_crooked_table_is_refused(header, rows, widths):
    with pytest.raises(ValueError):
        Table(header, rows, widths)


def test_a_heading_of_a_fifth_level_is_refused():
    with pytest.raises(ValueError, match="đề mục"):
        Heading("x", 5)


# --- the end


@pytest.mark.parametrize(
    ("profile", "label", "expected"),
    [
        (HD36, (14, False, False, True), ["- Đảng uỷ xã,", "- Lưu Chi bộ."]),
        (HD05, (14, False, False, True), ["- Đảng uỷ xã;", "- Lưu Chi bộ."]),
        (ND30, (12, True, True, False), ["- Đảng uỷ xã;", "- Lưu Chi bộ."]),
    ],
)
def test_how_recipients_are_listed(profile, label, expected):
    head, *listed = tables(opened(sample(profile)))[-1].cell(0, 0).paragraphs
    assert (head.text, face_of(head)) == ("Nơi nhận:", label)
    assert [one.text for one in listed] == expected


def test_the_signature_stands_at_the_right_with_room_to_sign():
    authority, position, name = tables(opened(sample()))[-1].cell(0, 1).paragraphs
    assert [authority.text, position.text, name.text] == ["T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Lành"]
    assert [bool(one.runs[0].font.bold) for one in (authority, position, name)] == [True, False, True]
    assert name.paragraph_format.space_before > Pt(50)


def test_one_person_with_two_offices_signs_with_both():
    document = sample(signature=Signature(None, "Bí thư\nkiêm\nTrưởng Ban Chỉ đạo", None))
    first, between, second, name = tables(opened(document))[-1].cell(0, 1).paragraphs
    assert [first.text, between.text, second.text, name.text] == ["BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO", ""]
    assert [bool(one.runs[0].font.bold) for one in (first, between, second)] == [True, False, True]


def test_the_end_stays_whole_and_with_the_last_lines():
    written = opened(sample())
    last_text = said(written, "Trên đây là báo cáo của Chi bộ.")
    assert last_text.paragraph_format.keep_with_next
    assert tables(written)[-1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
