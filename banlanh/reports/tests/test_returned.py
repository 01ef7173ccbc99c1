"""A draft down as .docx, edited as Word does it, up again: what changed becomes edits, once a person takes it."""

from io import BytesIO

import pytest
from docx import Document as Word

from banlanh.reports.returned import compared, pairs
from banlanh.reports.wording import overwritten
from vanban.source import Unreadable
from vanban.writing import write_docx

from .life import draft, line_with, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]


def edited(stands, change) -> bytes:
    """The draft's file after `change(paragraphs)` in Word."""
    word, content = Word(BytesIO(write_docx(stands.paper))), BytesIO()
    change(word)
    word.save(content)
    return content.getvalue()


def paragraph(word, words: str):
    return next(each for each in word.paragraphs if words in each.text)


def test_what_was_not_changed_is_no_difference(commune, plan, november):
    stands = draft(commune, november)
    found = compared(stands, "bao-cao.docx", edited(stands, lambda word: None))
    assert (found.changed, found.left) == ([], [])


def test_changed_paragraphs_and_their_figures_are_told_and_nothing_else(commune, plan, november):
    def change(word):
        one = paragraph(word, "nghị quyết sinh hoạt tháng 11")
        one.runs[-1].text = one.text.replace("0/6 (0%)", "2/6 (33,3%)")
        two = paragraph(word, "Bằng tiếng Mông")
        two.runs[-1].text = two.text + " Máy phát hỏng từ ngày 03/11/2026."

    stands = draft(commune, november)
    first, second = sorted(compared(stands, "a.docx", edited(stands, change)).changed, key=lambda each: each.line.was)
    assert second.figures == [("0/6", "2/6"), ("0%", "33,3%")]
    assert first.text.startswith("Bằng tiếng Mông") and first.figures == [("", "03/11/2026")]


def test_paragraphs_put_in_and_taken_out_are_told_where_they_stand(commune, plan, november):
    def change(word):
        paragraph(word, "Toàn xã có").insert_paragraph_before("Nhân dân đồng thuận, không có việc gì lớn xảy ra.")
        gone = paragraph(word, "Bằng tiếng Mông")._element
        gone.getparent().remove(gone)

    stands = draft(commune, november)
    found = compared(stands, "a.docx", edited(stands, change))
    assert [each.text for each in found.changed] == [""]
    assert [each.now for each in found.left] == ["Nhân dân đồng thuận, không có việc gì lớn xảy ra."], "told, not lost"


def test_a_paragraph_put_in_below_another_goes_on_with_it(commune, plan, november):
    def change(word):
        paragraph(word, "số việc đến hạn").insert_paragraph_before("Nhân dân đồng thuận.")

    stands = draft(commune, november)
    (found,) = compared(stands, "a.docx", edited(stands, change)).changed
    assert found.text.endswith("\nNhân dân đồng thuận.") and found.line.was.startswith("Toàn xã có")


def test_tables_and_headings_are_told_and_never_taken(commune, plan, november):
    def change(word):
        word.tables[-1].rows[1].cells[1].paragraphs[0].runs[0].text = "99"
        paragraph(word, "KẾT QUẢ THỰC HIỆN").runs[0].text = "II. KẾT QUẢ TỐT ĐẸP"

    stands = draft(commune, november)
    found = compared(stands, "a.docx", edited(stands, change))
    assert found.changed == []
    assert any("99" in each.now for each in found.left) and any("TỐT ĐẸP" in each.now for each in found.left)


def test_what_was_edited_before_comes_back_as_it_is(commune, plan, november, secretary):
    write(commune, november, line_with(commune, november, "Toàn xã có"), "Một.\nHai.", secretary)
    stands = draft(commune, november)
    assert compared(stands, "a.docx", edited(stands, lambda word: None)).changed == []

    def change(word):
        paragraph(word, "Hai.").runs[-1].text = "Hai, và ba."

    (found,) = compared(stands, "a.docx", edited(stands, change)).changed
    assert found.text == "Một.\nHai, và ba."


def test_what_is_no_document_is_refused_with_a_sentence(commune, plan, november):
    with pytest.raises(Unreadable):
        compared(draft(commune, november), "a.docx", b"MZ not a document")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["a", "b"], ["a", "b"], [(0, "a", "a"), (1, "b", "b")]),
        (["a", "b"], ["a"], [(0, "a", "a"), (1, "b", "")]),
        (["a"], ["a", "x"], [(0, "a", "a"), (0, "", "x")]),
        ([], ["x"], [(-1, "", "x")]),
        (["a", "b", "c"], ["a", "x", "c"], [(0, "a", "a"), (1, "b", "x"), (2, "c", "c")]),
    ],
)
def test_lines_are_paired_in_their_order(ours, theirs, expected):
    assert list(pairs(ours, theirs)) == expected


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("có 3 thôn", "có 3 thôn", []),
        ("có 3 thôn", "có 4 thôn", [("3", "4")]),
        ("là 29/31 (93,5%)", "là 30/31 (96,8%)", [("29/31", "30/31"), ("93,5%", "96,8%")]),
        ("có 1.234 hộ", "có nhiều hộ", [("1.234", "")]),
        ("", "ngày 03/11/2026", [("", "03/11/2026")]),
    ],
)
def test_figures_that_were_overwritten_are_told_with_both_values(was, now, expected):
    assert overwritten(was, now) == expected
