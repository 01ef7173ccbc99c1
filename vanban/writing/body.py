"""The text of the document: headings, paragraphs, grounds and tables."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch
from itertools import chain

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from vanban.document import Basis, Block, Bullet, Document, Heading, Paragraph, Table
from vanban.profiles import Profile
from vanban.writing import wording
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
from vanban.writing.page import BODY, HEADINGS, TABLE_TEXT, text_width

_FIGURE = re.compile(r"[\d.,/%+–-]+")
_AFTER_TABLE = Pt(8)
_CAPTION_GAP = 4
# Roughly, in mm: one sign of a table's text, and the padding of its cell.
_SIGN = 2.6
_PADDING = 4.5
_LONGEST_WORD = 16
_LONGEST_WISH = 40
# About what a page holds across its whole width: a row of more must split or be cut off.
_SIGNS_ON_A_PAGE = 2500


def write_body(docx: Docx, document: Document) -> None:
    for block in wording.closed(document.blocks, document.profile):
        _write(block, docx, document.profile)
    # A signature never stands alone on a page: the last lines go with it.
    docx.paragraphs[-1].paragraph_format.keep_with_next = True


@singledispatch
def _write(block: Block, docx: Docx, profile: Profile) -> None:
    raise TypeError(f"no way to print {type(block).__name__}")


@_write.register
def _(block: Heading, docx: Docx, profile: Profile) -> None:
    paragraph = add_styled(docx, HEADINGS[block.level - 1])
    add_text(paragraph, wording.line(block.text))


@_write.register
def _(block: Paragraph, docx: Docx, profile: Profile) -> None:
    lead = wording.line(block.lead)
    first, *others = wording.lines(block.text) or [""]
    _write_line(docx, f" {first}" if lead and first else first, lead=lead)
    for text in others:
        _write_line(docx, text)


def _write_line(docx: Docx, text: str, *, lead: str = "") -> DocxParagraph:
    paragraph = add_styled(docx, BODY)
    if lead:
        add_text(paragraph, lead).font.bold = True
    add_text(paragraph, text)
    return paragraph


@_write.register
def _(block: Bullet, docx: Docx, profile: Profile) -> None:
    _write_line(docx, f"- {wording.line(block.text)}")


@_write.register
def _(block: Basis, docx: Docx, profile: Profile) -> None:
    for text in wording.listed(block.lines, profile.basis):
        dress(_write_line(docx, text).runs[0], profile.faces.basis)


@_write.register
def _(block: Table, docx: Docx, profile: Profile) -> None:
    strong = replace(profile.faces.table, bold=True)
    if block.caption:
        say(docx, wording.line(block.caption), strong, before=_CAPTION_GAP, after=_CAPTION_GAP, keep=True)
    table = docx.add_table(rows=0, cols=len(block.header), style="Table Grid")
    _make_header(_add_row(table, block.header))
    for texts in block.rows:
        _add_row(table, texts)
    set_widths(table, column_widths(block, text_width(profile)))
    # Two tables that touch become one in Word.
    gap(docx, _AFTER_TABLE)


def _add_row(table: DocxTable, texts: tuple[str, ...]) -> _Row:
    row = table.add_row()
    if sum(map(len, texts)) * len(texts) < _SIGNS_ON_A_PAGE:
        keep_whole(row)
    for cell, text in zip(row.cells, texts, strict=True):
        _fill(cell, text)
    return row


def _fill(cell: _Cell, text: str) -> None:
    empty(cell)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for written in wording.lines(text) or [""]:
        paragraph = add_styled(cell, TABLE_TEXT)
        add_text(paragraph, written)
        if _FIGURE.fullmatch(written):
            paragraph.alignment = CENTRE


def _make_header(row: _Row) -> None:
    repeat_on_every_page(row)
    for paragraph in chain.from_iterable(cell.paragraphs for cell in row.cells):
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.keep_with_next = True
        paragraph.runs[0].font.bold = True


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Widths in mm: those given, if the page has room for them, or those the texts need."""
    if table.widths and sum(table.widths) <= room:
        return table.widths
    if table.widths:
        return _shared(table.widths, room)
    return _fitting([_need(texts) for texts in zip(table.header, *table.rows, strict=True)], room)


def _fitting(needs: list[tuple[float, float]], room: float) -> tuple[float, ...]:
    """Every column gets its longest word; what is left goes to those with long texts."""
    words = tuple(word for word, _ in needs)
    spare, wanted = room - sum(words), sum(wish for _, wish in needs)
    if spare <= 0 or not wanted:
        return _shared(words, room)
    return tuple(word + spare * wish / wanted for word, wish in needs)


def _shared(widths: tuple[float, ...], room: float) -> tuple[float, ...]:
    return tuple(room * width / sum(widths) for width in widths)


def _need(texts: Iterable[str]) -> tuple[float, float]:
    """The mm a column must have for its longest word, and those it would like beyond that."""
    known = [wording.line(text) for text in texts]
    word = min(max((_length(word) for text in known for word in text.split()), default=0), _LONGEST_WORD)
    text = min(max(map(_length, known)), _LONGEST_WISH)
    return _PADDING + _SIGN * word, _SIGN * max(text - word, 0)


def _length(text: str) -> float:
    """In signs of a usual width; capitals are wider."""
    return len(text) + 0.4 * sum(map(str.isupper, text))
