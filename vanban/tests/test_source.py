"""The one door: which files are let in, by what they hold more than by their name, and what the others are told."""

import pytest

from vanban import Unreadable, read
from vanban.lines import LONGEST_LINE
from vanban.source import LARGEST_FILE, read_lines
from vanban.tests.samples import PLAN
from vanban.tests.web_files import word_page
from vanban.tests.word_files import packed

OLD_FONTS = {
    "TCVN3": "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, KÕ ho¹ch gi÷ g×n th«n xãm s¹ch ®Ñp. ",
    "VNI": "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc, Keá hoaïch giöõ gìn. ",
}


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.md", "trống"),
        (b"  \n\t", "a.txt", "trống"),
        (b"---\n| |\n", "a.md", "không có chữ"),
        (b"x", "a.xlsx", "“.xlsx”"),
        (b"x", None, ".docx"),
        (b"%PDF-1.7", "a.pdf", "PDF"),
        (b"not a zip", "a.docx", "Word"),
        (b"PK\x03\x04 broken", "a.docx", "Word"),
        (b"GIF89a", "a.pdf", ".pdf"),
        ("kế hoạch".encode("utf-16-le"), "a.txt", "UTF-8"),
        (b"a" * (LARGEST_FILE + 1), "a.txt", "10 MB"),
        (b"a" * (LONGEST_LINE + 1), "a.txt", "400 trang"),
        (b"\n" * 200_000 + b"a", "a.txt", "400 trang"),
        (OLD_FONTS["TCVN3"].encode() * 3, "a.txt", "TCVN3"),
        (OLD_FONTS["VNI"].encode() * 3, "a.txt", "VNI"),
    ],
)  # fmt: skip
def test_unreadable_files_are_refused_with_a_sentence(content, name, told):
    with pytest.raises(Unreadable, match=told):
        read(content, name=name)


@pytest.mark.parametrize("name", ["none.md", "none\u202exod.md", "a\0b.md"])
def test_a_missing_file_is_refused_with_a_sentence_that_keeps_its_order(name):
    with pytest.raises(Unreadable, match="Không mở được") as refusal:
        read(name)
    assert "\u202e" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [(word_page(), "ke-hoach.doc"), (packed({}), "ke-hoach.doc"), (word_page(), "ke-hoach.docx")],
    ids=["a page called .doc", "a .docx called .doc", "a page called .docx"],
)
def test_what_a_file_holds_counts_for_more_than_its_name(content, name):
    assert read_lines(content, name)


def test_text_files_may_be_decomposed_or_utf16():
    assert read_lines("Kê\u0301 hoạch".encode(), "a.txt")[0].text == "Kế hoạch"
    assert read_lines("Kế hoạch".encode("utf-16"), "a.txt")[0].text == "Kế hoạch"


def test_marks_that_turn_the_direction_of_writing_are_taken_out():
    assert read_lines("Kế\u202e hoạch \u2066năm\u2069 2026\u200f".encode(), "a.txt")[0].text == "Kế hoạch năm 2026"


def test_old_and_new_places_of_a_tone_read_alike_and_are_quoted_as_printed():
    old = PLAN.replace("ỦY", "UỶ").replace("ủy", "uỷ").replace("hòa", "hoà").replace("Hòa", "Hoà")
    assert old != PLAN
    one, other = read(PLAN.encode(), "a.txt"), read(old.encode(), "a.txt")
    assert [(task.at, task.due, task.every) for task in one.tasks] == [(t.at, t.due, t.every) for t in other.tasks]
    assert other.letterhead.issuer == "ĐẢNG UỶ XÃ SUỐI LÀNH"


@pytest.mark.parametrize("wrapped", [False, True], ids=["on its line", "broken over lines"])
def test_a_clause_points_at_its_characters_in_the_file(wrapped):
    text = PLAN.replace(" hoàn thành trước", "\n  hoàn thành trước") if wrapped else PLAN
    lines = text.splitlines()
    clause = next(c for c in read(text.encode(), "a.txt").clauses if c.text.startswith("Công an xã kiểm tra"))
    span = clause.span
    assert lines[span.first][span.start :].startswith("a) Công an xã")
    assert lines[span.last][: span.end].endswith("30/6/2026.")
    assert span.last - span.first == wrapped
