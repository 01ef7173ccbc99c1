"""Everything above the first sentence: letterhead, number, place and day, title."""

from docx.document import Document as Docx
from docx.shared import Pt
from docx.table import _Cell

from vanban.document import Document
from vanban.profiles import Mark
from vanban.writing import wording
from vanban.writing.ooxml import CENTRE, Container, columns, draw_line, say
from vanban.writing.page import text_width

_ABOVE_TITLE = 18
_BELOW_TITLE = 12


def write_letterhead(docx: Docx, document: Document) -> None:
    table = columns(docx, *document.profile.head_columns, rows=2)
    (issuer, motto), (number, place) = (row.cells for row in table.rows)
    _write_issuer(issuer, document)
    _write_motto(motto, document)
    _write_number(number, document)
    _write_place(place, document)


def _write_issuer(cell: _Cell, document: Document) -> None:
    profile, head = document.profile, document.letterhead
    for text in wording.lines(head.parent):
        say(cell, wording.capitals(text), profile.faces.parent)
    for text in wording.lines(head.issuer):
        say(cell, wording.capitals(text), profile.faces.issuer)
    _write_mark(cell, profile.under_issuer, document, room=profile.head_columns[0])


def _write_motto(cell: _Cell, document: Document) -> None:
    profile = document.profile
    for text, face in profile.motto:
        say(cell, text, face)
    _write_mark(cell, profile.under_motto, document, room=profile.head_columns[1])


def _write_number(cell: _Cell, document: Document) -> None:
    faces = document.profile.faces
    say(cell, wording.number_line(document), faces.number)
    for text in wording.lines(document.draft or ""):
        say(cell, text, faces.draft)


def _write_place(cell: _Cell, document: Document) -> None:
    head = document.letterhead
    say(cell, wording.place_and_day(head.place, head.on), document.profile.faces.place)


def write_title(docx: Docx, document: Document) -> None:
    """The type of document and its subject, held together with the first lines of the text."""
    profile = document.profile
    kind = wording.capitals(wording.line(document.kind))
    say(docx, kind, profile.faces.kind, before=_ABOVE_TITLE, keep=True)
    for text in wording.lines(document.title):
        say(docx, text, profile.faces.title, keep=True)
    _write_mark(docx, profile.under_title, document, room=text_width(profile), keep=True)
    docx.paragraphs[-1].paragraph_format.space_after = Pt(_BELOW_TITLE)


def _write_mark(container: Container, mark: Mark, document: Document, *, room: float, keep: bool = False) -> None:
    if mark.text:
        say(container, mark.text, document.profile.faces.number, align=CENTRE, keep=keep)
    else:
        draw_line(container, mark.line, room, keep=keep)
