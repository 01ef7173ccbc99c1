"""The form of another office: fields in Word and Excel are filled, all else stays, and nothing is ever evaluated."""

import io
import re
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from vanban.filling import BROKEN, Value, fields_of, filled
from vanban.lines import Unreadable

VALUES = {"xa": Value("Suối <Lành> & Mây"), "ho": Value("1.204", 1204), "ty_le": Value("85%"), "chua": Value("chưa có")}
WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*texts: str) -> bytes:
    document, content = Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(content)
    return content.getvalue()


def excel(**cells: object) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.active.title = "Biểu 1"
    for place, value in cells.items():
        book.active[place] = value
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The package with one part more, or in place of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return made.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [each.text for each in Document(io.BytesIO(content)).paragraphs]


# --- Word ------------------------------------------------------------------------------------------


def test_word_is_filled_wherever_a_field_stands_and_keeps_its_look():
    document, content = Document(), io.BytesIO()
    line = document.add_paragraph("Xã ")
    line.add_run("{{ x").bold = True
    line.add_run("a }}").italic = True
    line.add_run(", hộ: {{ho}}, tỷ lệ {{ty_le}}.")
    document.add_table(1, 1).cell(0, 0).text = "{{ho}}"
    document.sections[0].header.paragraphs[0].text = "Biểu của {{xa}}"
    document.save(content)
    made = Document(io.BytesIO(filled(content.getvalue(), VALUES)))
    assert made.paragraphs[0].text == "Xã Suối <Lành> & Mây, hộ: 1.204, tỷ lệ 85%."
    assert [run.bold for run in made.paragraphs[0].runs if "Suối" in run.text] == [True]
    assert made.tables[0].cell(0, 0).text == "1.204"
    assert made.sections[0].header.paragraphs[0].text == "Biểu của Suối <Lành> & Mây"


def test_what_is_no_text_stays_byte_for_byte_and_the_same_form_gives_the_same_file():
    content = with_part(word("{{ho}}"), "word/media/anh.png", b"\x89PNG anh")
    made = filled(content, VALUES)
    assert made == filled(content, VALUES)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert "word/document.xml" in changed and "word/media/anh.png" not in changed and "word/styles.xml" not in changed


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ xa.text }}",
        "{{ xa|upper }}",
        "{{ 'a' * 10 ** 10 }}",
        "{% for i in range(10 ** 9) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{# ghi chú #}",
        "{{ xa",
        "xa }}",
        "{{{{ xa }}}}",
        "{{}}",
    ],
)
def test_what_a_language_of_templates_would_run_is_only_a_name_that_nobody_knows(hostile):
    for content in (word("Đầu", hostile), excel(A1="Đầu", B2=hostile)):
        found = fields_of(content)
        assert found and any(field.name not in VALUES for field in found)
        with pytest.raises(KeyError):
            filled(content, VALUES)


def test_a_value_that_looks_like_a_field_is_not_filled_again():
    made = filled(word("{{xa}} {{ho}}"), VALUES | {"xa": Value("{{ho}}{{ ''.__class__ }}")})
    assert paragraphs(made) == ["{{ho}}{{ ''.__class__ }} 1.204"]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (word("Tổng số: {{sai}} hộ"), "sai", "thân văn bản, câu «Tổng số: {{sai}} hộ»"),
        (excel(A1="Xã {{xa}}", C7="{{sai}}"), "sai", "trang «Biểu 1», ô C7"),
    ],
    ids=["word", "excel"],
)
def test_a_field_is_told_with_its_place(text, name, place):
    assert (name, place) in fields_of(text)


# --- Excel -----------------------------------------------------------------------------------------


def test_cells_become_numbers_that_are_reckoned_with_and_words_stay_words():
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["B2"] = "Xã {{xa}}", "{{ho}}", "{{ho}} hộ, {{ty_le}}"
    sheet["B3"], sheet["B4"], sheet["A5"] = "=B1*2", "{{chua}}", "giữ nguyên"
    sheet["B1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 33
    book.save(content)
    made = load_workbook(io.BytesIO(filled(content.getvalue(), VALUES))).active
    assert [made[at].value for at in ("A1", "B1", "B2", "B3", "B4", "A5")] == [
        "Xã Suối <Lành> & Mây", 1204, "1.204 hộ, 85%", "=B1*2", "chưa có", "giữ nguyên",
    ]  # fmt: skip
    assert made["B1"].font.bold and made.column_dimensions["A"].width == 33


def test_a_sum_that_was_kept_from_the_empty_form_is_forgotten():
    content = excel(A1="{{ho}}", A2="=A1")
    kept = b'<c r="A2"><f>A1</f><v>0</v></c>'
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    reckoned = re.sub(rb'<c r="A2".*?</c>', kept, sheet)
    assert kept in reckoned
    old = with_part(content, "xl/worksheets/sheet1.xml", reckoned)
    made = load_workbook(io.BytesIO(filled(old, VALUES)), data_only=True)
    assert (made.active["A1"].value, made.active["A2"].value) == (1204, None)
    assert made.calculation.fullCalcOnLoad


# --- what is refused -------------------------------------------------------------------------------


def rels(kind: str, target: str = "https://vidu.vn/a") -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


def ordering(order: str) -> bytes:
    halves = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (order[:3], order[3:]))
    return f"<w:document {WORD_NS}><w:body><w:p>{halves}</w:p></w:body></w:document>".encode()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c r="A1"><f>{}</f></c></row></sheetData></worksheet>'  # noqa: E501
ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
WORD, EXCEL = word("{{xa}}"), excel(A1="{{xa}}")
HOSTILE = {
    "macro": (WORD, "word/vbaProject.bin", b"x"),
    "macro, in capitals": (EXCEL, "xl/VBAPROJECT.BIN", b"x"),
    "old macro sheet": (EXCEL, "xl/macrosheets/sheet1.xml", b"<a/>"),
    "template from elsewhere": (WORD, "word/_rels/settings.xml.rels", rels("attachedTemplate")),
    "picture from elsewhere": (WORD, "word/_rels/header9.xml.rels", rels("image")),
    "workbook elsewhere": (EXCEL, "xl/externalLinks/externalLink1.xml", b"<a/>"),
    "embedded program": (WORD, "word/embeddings/oleObject1.bin", b"x"),
    "control": (WORD, "word/activeX/activeX1.xml", b"<a/>"),
    "connection": (EXCEL, "xl/connections.xml", b"<a/>"),
    "order to run": (WORD, "word/header9.xml", ordering('DDEAUTO "cmd"')),
    "text of another file": (WORD, "word/header9.xml", ordering("INCLUDETEXT /etc/passwd")),
    "web service": (EXCEL, "xl/worksheets/sheet1.xml", SHEET.format('_xlfn.WEBSERVICE("https://vidu.vn")').encode()),
    "entity": (WORD, "word/header9.xml", ENTITY),
    "entity in a sheet": (EXCEL, "xl/worksheets/sheet1.xml", ENTITY),
    "bomb": (WORD, "word/media/bom.bin", bytes(61 * 1024 * 1024)),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_form_that_would_run_or_fetch_something_is_refused(hostile):
    content = with_part(*HOSTILE[hostile])
    for does in (fields_of, lambda content: filled(content, VALUES)):
        with pytest.raises(Unreadable) as refusal:
            does(content)
        assert str(refusal.value) != BROKEN


def test_a_link_that_a_person_may_follow_is_no_danger():
    content = with_part(WORD, "word/_rels/header9.xml.rels", rels("hyperlink", "mailto:a@vidu.vn"))
    assert [field.name for field in fields_of(content)] == ["xa"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 x", b"chu"])
def test_what_is_no_package_is_refused(content):
    with pytest.raises(Unreadable):
        fields_of(content)
