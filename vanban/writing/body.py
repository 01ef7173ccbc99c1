"""The text of the document: headings, paragraphs and tables."""

from collections.abc import Iterable
from io import BytesIO
from itertools import chain

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from vanban.profiles import Profile
from vanban.writing.drawing import dots
from vanban.writing.layout import SPACES, Cell, Drawing, Grid, Part, Row, Text
from vanban.writing.ooxml import (
    CENTRE,
    add_styled,
    add_text,
    dress,
    empty,
    gap,
    keep_whole,
    repeat_on_every_page,
    say,
    set_widths,
)
from vanban.writing.page import BODY, HEADINGS, TABLE_TEXT


def write_body(docx: Docx, parts: Iterable[Part], profile: Profile) -> None:
    for part in parts:
        if isinstance(part, Drawing):
            _draw(docx, part, profile)
        elif isinstance(part, Grid):
            _write_grid(docx, part, profile)
        else:
            _write_text(docx, part, profile)


def _write_text(docx: Docx, text: Text, profile: Profile) -> None:
    if text.level:
        add_text(add_styled(docx, HEADINGS[text.level - 1]), text.text)
        return
    paragraph = add_styled(docx, BODY)
    if text.lead:
        add_text(paragraph, text.lead).font.bold = True
    run = add_text(paragraph, text.text)
    if text.face != profile.faces.body:
        dress(run, text.face)


def _draw(docx: Docx, drawing: Drawing, profile: Profile) -> None:
    """Word shows no SVG by itself: the picture as dots, and what it tells where Word reads it aloud."""
    if drawing.table.caption:
        around = SPACES.around_caption
        say(docx, drawing.table.caption, profile.faces.caption, before=around, after=around, keep=True)
    paragraph = docx.add_paragraph()
    paragraph.alignment = CENTRE
    shape = paragraph.add_run().add_picture(BytesIO(dots(drawing.svg)), width=Mm(drawing.width))
    shape._inline.docPr.set("descr", drawing.said)


def _write_grid(docx: Docx, grid: Grid, profile: Profile) -> None:
    if grid.caption:
        around = SPACES.around_caption
        say(docx, grid.caption, profile.faces.caption, before=around, after=around, keep=True)
    table = docx.add_table(rows=0, cols=len(grid.widths), style="Table Grid")
    _make_header(_add_row(table, grid.header))
    for row in grid.rows:
        _add_row(table, row)
    set_widths(table, grid.widths)
    # Two tables that touch become one in Word.
    gap(docx, Pt(SPACES.below_table))


def _add_row(table: DocxTable, row: Row) -> _Row:
    added = table.add_row()
    if row.is_whole:
        keep_whole(added)
    for into, cell in zip(added.cells, row.cells, strict=True):
        _fill(into, cell)
    return added


def _fill(into: _Cell, cell: Cell) -> None:
    empty(into)
    into.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for text in cell.lines or [""]:
        paragraph = add_styled(into, TABLE_TEXT)
        add_text(paragraph, text)
        if cell.is_figure:
            paragraph.alignment = CENTRE


def _make_header(row: _Row) -> None:
    repeat_on_every_page(row)
    for paragraph in chain.from_iterable(cell.paragraphs for cell in row.cells):
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.keep_with_next = True
        paragraph.runs[0].font.bold = True
