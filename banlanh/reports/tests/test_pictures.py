"""The pictures of a report: the sheet's own figures, on screen, in Word and in PDF, with words for who cannot see."""

from io import BytesIO

import pytest
from docx import Document as Word
from pypdf import PdfReader

from banlanh.indicators import pictured
from vanban.document import Picture, as_json, from_json
from vanban.writing import write_docx, write_html, write_pdf

from .life import air, draft

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]


@pytest.fixture
def paper(commune, plan, november):
    air(commune, 5)
    return draft(commune, november).paper


def drawn_in(paper) -> list[Picture]:
    blocks = [*paper.blocks, *(block for each in paper.appendices for block in each.blocks)]
    return [block for block in blocks if isinstance(block, Picture)]


def test_the_trend_s_last_month_is_the_report_s_own_figure(commune, plan, november):
    stands = draft(commune, november)
    [trend] = [each for each in drawn_in(stands.paper) if each.table.caption.startswith("Tỷ lệ")]
    n, m = stands.now.total("duties")
    assert trend.table.rows[-1] == ("T11", str(int(n)), str(int(m)))


def test_word_holds_each_picture_with_what_it_tells(paper):
    word = Word(BytesIO(write_docx(paper)))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == [each.said for each in drawn_in(paper)] and len(told) == 3
    assert all("T11" in said or "chưa xong" in said for said in told)


def test_pdf_and_page_hold_them_too(paper):
    pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(write_pdf(paper))).pages)
    shown = write_html(paper)
    for each in drawn_in(paper):
        assert "".join(each.table.caption.split()) in "".join(pdf.split())
        assert f'alt="{each.said}"' in shown


def test_what_was_drawn_is_drawn_again_byte_for_byte(paper):
    assert write_docx(from_json(as_json(paper))) == write_docx(paper)


def test_where_nothing_fell_due_there_is_no_picture():
    sheet = {"months": {}}
    assert pictured.trend_of(sheet, "2026-11") is None
    assert pictured.villages_of(sheet, "2026-11", {1: "Nà Lìn"}, []) is None
    assert pictured.bodies_of(sheet, "2026-11", []) is None
