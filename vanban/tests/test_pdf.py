"""PDF: what is printed, put together again as it was typed."""

from string import ascii_lowercase as LETTERS

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from vanban import Unreadable, read, write_docx, write_pdf
from vanban.confined import lines_here
from vanban.tests.examples import EXAMPLES
from vanban.tests.hostile import pdf_of_pages
from vanban.tests.written import HARD_LETTERS

SETTING = """
#set page(width: 21cm, height: 29.7cm, margin: (left: 3cm, right: 2cm, y: 2cm), {page})
#set text(size: 14pt)
#set par(justify: {justify}, first-line-indent: (amount: {indent}, all: true), spacing: {spacing}, leading: 0.7em)
"""
LETTERHEAD = """
#grid(columns: (1fr, 1fr), align: center)[UBND XÃ SUỐI LÀNH \\ CÔNG AN XÃ \\ Số: 12/KH-CA][
  CỘNG HÒA XÃ HỘI CHỦ NGHĨA \\ Độc lập - Tự do - Hạnh phúc \\ Suối Lành, ngày 05 tháng 01 năm 2026]
#v(1cm)
#align(center)[KẾ HOẠCH \\ Giữ gìn thôn xóm sạch đẹp]
"""


def printed(text, page="numbering: none", justify="true", indent="1.27cm", spacing="1.2em"):
    setting = SETTING.format(page=page, justify=justify, indent=indent, spacing=spacing)
    return typst.compile((setting + text).encode())


def lines_of(text, **setting):
    return lines_here("pdf", printed(text, **setting))


def sentence(number, words):
    """A paragraph of which no row stands on another page too."""
    named = " ".join(f"thôn {LETTERS[number % 26]}{LETTERS[number // 26]}{LETTERS[at % 26]}" for at in range(3 * words))
    return f"{number}) Giao {named} cùng làm."


@pytest.mark.parametrize("name", ["hd36-ke-hoach", "hd05-bao-cao", "nd30-ke-hoach", "hd05-to-trinh", "hd05-bien-ban"])
def test_what_we_print_reads_as_what_we_write(name):
    document = EXAMPLES[name]()
    assert read(write_pdf(document), "a.pdf").as_json() == read(write_docx(document), "a.docx").as_json()


@given(
    st.lists(st.integers(1, 14), min_size=4, max_size=30),
    st.sampled_from(["true", "false"]),
    st.sampled_from([("1.27cm", "1.2em"), ("1cm", "0.7em"), ("0cm", "1.2em")]),
)
def test_paragraphs_are_put_together_however_they_are_set(lengths, justify, setting):
    indent, spacing = setting
    texts = [sentence(number, words) for number, words in enumerate(lengths, 1)]
    found = lines_of("\n\n".join(texts), justify=justify, indent=indent, spacing=spacing)
    assert [line.text for line in found] == texts


def test_the_two_columns_of_the_letterhead_are_parted():
    lines = lines_of(LETTERHEAD + "I. MỤC ĐÍCH")
    assert lines[0].cells == (
        "UBND XÃ SUỐI LÀNH\nCÔNG AN XÃ\nSố: 12/KH-CA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do - Hạnh phúc\nSuối Lành, ngày 05 tháng 01 năm 2026",
    )
    assert [line.text for line in lines[1:]] == ["KẾ HOẠCH", "Giữ gìn thôn xóm sạch đẹp", "I. MỤC ĐÍCH"]


@pytest.mark.parametrize("numbering", ['"1"', '"- 1 -"', '"1/1"', '(now, ..) => "Trang " + str(now)'])
@pytest.mark.parametrize("place", ["top", "bottom"])
def test_page_numbers_are_left_out(numbering, place):
    texts = [sentence(number, 12) for number in range(1, 40)]
    page = f"numbering: {numbering}, number-align: {place} + center"
    lines = lines_of("\n\n".join(texts), page=page)
    assert [line.text for line in lines] == texts
    assert lines[-1].page > 1


def test_running_heads_are_left_out():
    texts = [sentence(number, 12) for number in range(1, 90)]
    lines = lines_of("\n\n".join(texts), page="header: [Kế hoạch của xã, bản ngày 5], footer: [Lưu hành nội bộ]")
    assert [line.text for line in lines] == texts


TABLE = "#set par(first-line-indent: 0pt)\n#table(columns: (1cm, 6cm, 1fr), [TT], [Nhiệm vụ], [Chủ trì], {})"


def test_ruled_tables_are_rows():
    found = lines_of("Trước.\n" + TABLE.format(f"[1], [{'Quét dọn đường làng ngõ xóm ' * 4}], [Các thôn]") + "\nSau.")
    cells = [line.cells for line in found if line.cells]
    assert cells == [("TT", "Nhiệm vụ", "Chủ trì"), ("1", ("Quét dọn đường làng ngõ xóm " * 4).strip(), "Các thôn")]
    assert [line.text for line in found if line.text] == ["Trước.", "Sau."]


def test_merged_cells_of_a_table_count_where_they_stand():
    rows = "[1], [a], table.cell(rowspan: 2)[Các thôn], [2], [b], table.cell(colspan: 3)[Cả xã]"
    cells = [line.cells for line in lines_of(TABLE.format(rows))]
    assert cells[1:] == [("1", "a", "Các thôn"), ("2", "b", "Các thôn"), ("Cả xã", "", "")]


def test_a_table_that_goes_on_overleaf_is_one_and_its_header_stands_once():
    rows = ", ".join(f"[{number}], [{'quét dọn ' * 20}], [Thôn {number}]" for number in range(1, 40))
    header = "#table(columns: (1cm, 6cm, 1fr), table.header[TT][Nhiệm vụ][Chủ trì], "
    found = lines_of(f"#set par(first-line-indent: 0pt)\n{header}{rows})")
    assert [line.cells[0] for line in found] == ["TT", *map(str, range(1, 40))]
    assert {line.cells[2] for line in found[1:]} == {f"Thôn {number}" for number in range(1, 40)}


def test_notes_at_the_foot_are_left_out_with_the_figures_that_call_them():
    found = lines_of(
        "#set super(typographic: false)\nCác thôn#footnote[Gồm cả thôn mới.], quét dọn.\n\nDiện tích 5 m#super[2]."
    )
    assert [line.text for line in found] == ["Các thôn, quét dọn.", "Diện tích 5 m2."]


@pytest.mark.parametrize("words", ["Kế hoạch 12/KH-UBND giai đoạn 2026-2030", "trong 5 năm 2026 - 2030 của xã"])
def test_words_broken_at_a_hyphen_are_whole_again(words):
    text = " ".join([words] * 40)
    assert [line.text for line in lines_of(text)] == [text]


@pytest.mark.parametrize("turned", ["true", "false"])
def test_hard_letters_are_read_on_any_page(turned):
    assert [line.text for line in lines_of(HARD_LETTERS, page=f"flipped: {turned}")] == [HARD_LETTERS]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_reads_as_it_is_shown(degrees):
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    turned = PdfWriter()
    (page,) = PdfReader(BytesIO(printed(f"#rotate({-degrees}deg, reflow: true)[một hai]\n"))).pages
    turned.add_page(page.rotate(degrees))
    stream = BytesIO()
    turned.write(stream)
    assert [line.text for line in lines_here("pdf", stream.getvalue())] == ["một hai"]


def test_a_stamp_across_the_page_is_left_out():
    stamp = "#place(center + horizon, rotate(45deg, text(size: 40pt)[DỰ THẢO]))"
    assert [line.text for line in lines_of(f"{stamp}Các thôn quét dọn.")] == ["Các thôn quét dọn."]


def test_a_scan_is_refused_with_a_sentence():
    with pytest.raises(Unreadable, match="bản quét"):
        lines_here("pdf", pdf_of_pages(2))


def test_a_locked_pdf_is_refused_with_a_sentence():
    from io import BytesIO

    from pypdf import PdfWriter

    locked = PdfWriter(BytesIO(printed("chữ")))
    locked.encrypt("mật khẩu", algorithm="RC4-128")
    stream = BytesIO()
    locked.write(stream)
    with pytest.raises(Unreadable, match="mật khẩu"):
        lines_here("pdf", stream.getvalue())
