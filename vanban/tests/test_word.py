"""What Word shows: lists, tables, boxes and changes of a .docx as a person sees them on the page."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from vanban import Unreadable, read
from vanban.confined import lines_here
from vanban.tests.word_files import packed, saved, word_xml


def word(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def lines_of(body="", **parts):
    """The lines of a .docx with this body; other parts are given by their name."""
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return lines_here("word", packed({"word/document.xml": word_xml(body), **named}))


def shown(body, **parts):
    return [line.text or line.cells for line in lines_of(body, **parts)]


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(inside="", properties=""):
    inside = inside if inside.startswith("<") else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(inside="", properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_a_word_file_without_text_is_refused():
    with pytest.raises(Unreadable, match="không có chữ"):
        read(saved(word("", " ")), name="a.docx")


def test_paragraphs_and_tables_come_in_the_order_of_the_page():
    document = word("trên")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "trái", "phải"
    document.add_paragraph("dưới")
    lines = lines_here("word", saved(document))
    assert [line.text or line.cells for line in lines] == ["trên", ("trái", "phải"), "dưới"]


def test_automatic_lists_show_their_numbers():
    document = docx.Document()
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    assert [line.text for line in lines_here("word", saved(document))] == ["1. một", "2. hai", "- gạch"]


def level(depth, style, text, more=""):
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


LEVELS = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>") + level(2, "lowerLetter", "%3)")
NUM = '<w:num w:numId="{}"><w:abstractNumId w:val="1"/>{}</w:num>'
START_AT_4 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
NUMBERING = word_xml(
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>{NUM.format(1, "")}{NUM.format(2, START_AT_4)}',
    "numbering",
)


def item(text, depth, number=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_of_several_levels_count_as_word_counts():
    body = item("a", 0) + item("b", 1) + item("c", 2) + item("d", 2) + item("e", 1) + item("f", 0) + item("g", 1)
    printed = ["I. a", "1.1. b", "a) c", "b) d", "1.2. e", "II. f", "2.1. g"]
    assert shown(body, numbering=NUMBERING) == printed


def test_a_list_may_start_elsewhere_and_an_empty_paragraph_counts_for_nothing():
    assert shown(item("a", 0, 2) + item("", 0, 2) + item("b", 0, 2), numbering=NUMBERING) == ["IV. a", "V. b"]


TRACKED = 'w:id="1" w:author="a"'


def tracked(name, inside=""):
    return f"<w:{name} {TRACKED}>{inside}</w:{name}>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (p(run("giữ ") + tracked("ins", run("thêm")) + tracked("del", run("bỏ"))), ["giữ thêm"]),
        (p(tracked("moveFrom", run("đi"))) + p(tracked("moveTo", run("đến"))), ["đến"]),
        (p("một ", f"<w:rPr>{tracked('del')}</w:rPr>") + p("hai"), ["một hai"]),
        (table(row(cell("bỏ"), cell("b"), properties=tracked("del")), row(cell("giữ"), cell("d"))), [("giữ", "d")]),
    ],
    ids=["words", "moved words", "an end of paragraph", "a row"],
)
def test_tracked_changes_are_accepted(body, printed):
    assert shown(body) == printed


BOX = "<w:txbxContent>{}</w:txbxContent>"
ALTERNATE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    "drawn",
    [ALTERNATE.format(BOX.format(p("trong khung"))), f"<w:pict>{BOX.format(p('trong khung'))}</w:pict>"],
    ids=["with its fallback", "of an older Word"],
)
def test_a_text_box_is_read_once_beside_its_paragraph(drawn):
    lines = lines_of(p(run("trước ") + f"<w:r>{drawn}</w:r>" + run("sau")) + p("cuối"))
    assert [(line.index, line.text) for line in lines] == [(0, "trước sau"), (0, "trong khung"), (1, "cuối")]


ACROSS, DOWN, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def control(inside, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([row(cell(table(row(cell("a"), cell("b"))) + p()), cell("c"))], [("a\nb", "c")]),
        ([row(cell("a", ACROSS), cell("b")), row(*map(cell, "cde"))], [("a", "", "b"), ("c", "d", "e")]),
        ([row(cell("một")), row(cell("hai"))], ["một", "hai"]),
        (
            [row(cell("a"), cell("b", DOWN), cell("c")), row(cell("d"), cell("", GOES_ON), cell("e"))],
            [("a", "b", "c"), ("d", "b", "e")],
        ),
        ([row(cell("a", DOWN), cell("b")), row(cell("", GOES_ON), cell("c"))], [("a", "b"), ("", "c")]),
        ([control(row(control(cell("a")), cell("b")))], [("a", "b")]),
    ],
    ids=["nested", "merged across", "a frame", "merged down", "merged down in a layout", "in content controls"],
)
def test_tables_are_read_as_they_look(rows, printed):
    assert shown(control(table(*rows))) == printed


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (run("thấy") + run("ẩn", "<w:vanish/>"), ["thấy"]),
        (run("hoa", "<w:caps/>") + run(" thường", '<w:caps w:val="0"/>'), ["HOA thường"]),
        (control(run("đã điền")), ["đã điền"]),
        (control(run("Nhấn để nhập"), "<w:showingPlcHdr/>") + run("a"), ["a"]),
        ("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", ["một", "hai"]),
        ("<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>ĐU</w:t></w:r>", ["KH-ĐU"]),
        (f"{run('chú')}<w:r><w:footnoteReference w:id='1'/></w:r>", ["chú"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("a"), ["a"]),
    ],
    ids=["hidden", "capitals", "a control", "a prompt", "a break", "a hyphen", "a note", "a field"],
)
def test_runs_show_what_word_shows(inside, printed):
    assert shown(p(inside)) == printed


def test_an_empty_paragraph_is_a_gap_and_counts():
    lines = lines_of(p("một") + p() + p("hai"))
    assert [(line.index, line.after_gap) for line in lines] == [(0, False), (2, True)]


def test_the_main_part_may_have_another_name():
    relations = '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    content = packed({"_rels/.rels": relations, "word/document2.xml": word_xml(p("thứ hai"))})
    assert [line.text for line in lines_here("word", content)] == ["thứ hai"]


def test_a_link_in_the_text_is_no_danger():
    document = word("a")
    document.part.relate_to("https://example.org", "http://x/relationships/hyperlink", is_external=True)
    document.paragraphs[0]._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t> nối</w:t></w:r></w:hyperlink>"))
    assert [line.text for line in lines_here("word", saved(document))] == ["a nối"]


def test_a_letterhead_set_with_tabs_is_two_columns():
    tab = "<w:r><w:tab/></w:r>"
    typed = [
        ("ĐẢNG ỦY XÃ SUỐI LÀNH", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("Số 07-KH/ĐU", "Suối Lành, ngày 05 tháng 01 năm 2026"),
    ]
    head = "".join(p(run(left) + tab + run(right)) for left, right in typed)
    body = p("KẾ HOẠCH") + p("Giữ gìn thôn xóm") + p() + p(run("-") + tab + run("Các thôn quét dọn."))
    reading = read(packed({"word/document.xml": word_xml(head + body)}), "a.docx")
    assert (reading.letterhead.issuer, reading.letterhead.place) == ("ĐẢNG ỦY XÃ SUỐI LÀNH", "Suối Lành")
    assert [(clause.marker, clause.text) for clause in reading.clauses] == [("-", "Các thôn quét dọn.")]
