"""Files of every sort: what is refused, and with which sentence; what Word shows."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from vanban import Unreadable, read
from vanban.source import LARGEST_FILE, read_lines
from vanban.tests.word_files import saved


def word(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def repacked(content, name, added):
    """`content` with the part `name` replaced by `added` of what it held."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, added(old.read(part)) if part == name else old.read(part))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.md", "trống"),
        (b"  \n\t", "a.txt", "trống"),
        (b"---\n| |\n", "a.md", "không có chữ"),
        (b"%PDF", "a.pdf", ".docx"),
        (b"x", None, ".docx"),
        (b"not a zip", "a.docx", "Word"),
        (b"PK\x03\x04 broken", "a.docx", "Word"),
        ("kế hoạch".encode("utf-16-le"), "a.txt", "UTF-8"),
        (b"a" * (LARGEST_FILE + 1), "a.txt", "10 MB"),
    ],
)  # fmt: skip
def test_unreadable_files_are_refused_with_a_sentence(content, name, told):
    with pytest.raises(Unreadable, match=told):
        read(content, name=name)


def test_a_missing_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(Unreadable, match="Không mở được"):
        read(tmp_path / "none.md")


def test_a_word_file_with_entities_is_refused():
    declared = repacked(saved(word("a")), "word/document.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml)
    with pytest.raises(Unreadable, match="không an toàn"):
        read(declared, name="a.docx")


def test_a_word_file_that_unpacks_huge_is_refused():
    bomb = repacked(saved(word("a")), "word/document.xml", lambda xml: xml + b" " * (61 * 1024 * 1024))
    assert len(bomb) < LARGEST_FILE
    with pytest.raises(Unreadable, match="60 MB"):
        read(bomb, name="a.docx")


def test_a_word_file_without_text_is_refused():
    with pytest.raises(Unreadable, match="không có chữ"):
        read(saved(word("", " ")), name="a.docx")


def test_paragraphs_and_tables_come_in_the_order_of_the_page():
    document = word("trên")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "trái", "phải"
    document.add_paragraph("dưới")
    lines = read_lines(saved(document), "a.docx")
    assert [line.text or line.cells for line in lines] == ["trên", ("trái", "phải"), "dưới"]


def test_tracked_changes_are_accepted():
    document = word("giữ ")
    author = f'{nsdecls("w")} w:id="1" w:author="a"'
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {author}><w:r><w:t>thêm</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {author}><w:r><w:delText>bỏ</w:delText></w:r></w:del>"))
    assert [line.text for line in read_lines(saved(document), "a.docx")] == ["giữ thêm"]


def test_automatic_lists_show_their_numbers():
    document = docx.Document()
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    assert [line.text for line in read_lines(saved(document), "a.docx")] == ["1. một", "2. hai", "- gạch"]


def test_text_files_may_be_decomposed_or_utf16():
    assert read_lines("Kê\u0301 hoạch".encode(), "a.txt")[0].text == "Kế hoạch"
    assert read_lines("Kế hoạch".encode("utf-16"), "a.txt")[0].text == "Kế hoạch"
