"""Top to bottom: the parts of an official document in their order."""

from datetime import datetime

from docx.document import Document as Docx
from docx.shared import Pt

from vanban.document import Document
from vanban.writing import wording
from vanban.writing.body import write_body
from vanban.writing.ending import write_ending
from vanban.writing.layout import Annex, Layout, lay_out
from vanban.writing.ooxml import gap
from vanban.writing.opening import say_lines, write_greeting, write_letterhead, write_title
from vanban.writing.page import LANGUAGE, new_page, turn_page

# The format allows no more.
_LONGEST_PROPERTY = 255
_TINY = Pt(0.7)  # the least that Word allows


def assemble(document: Document) -> Docx:
    layout = lay_out(document)
    docx = new_page(document.profile)
    write_letterhead(docx, layout)
    write_title(docx, layout)
    write_greeting(docx, layout)
    write_body(docx, layout.body, layout.profile)
    write_ending(docx, layout)
    for annex in layout.annexes:
        _write_annex(docx, annex, layout)
    if not layout.annexes:
        gap(docx, _TINY)  # Word wants a paragraph after the last table, and adds a tall one if there is none
    _set_properties(docx, document)
    return docx


def _write_annex(docx: Docx, annex: Annex, layout: Layout) -> None:
    turn_page(docx, annex)
    docx.paragraphs[-1].paragraph_format.line_spacing = _TINY  # it only carries the end of the pages before
    say_lines(docx, annex.title, keep=True)
    docx.paragraphs[-1].paragraph_format.space_after = Pt(layout.spaces.below_title)
    write_body(docx, annex.body, layout.profile)


def _set_properties(docx: Docx, document: Document) -> None:
    """Say what the document says of itself, and nothing of the machine or the hour that made it."""
    on = document.letterhead.on
    properties = docx.core_properties
    properties.title = wording.line(f"{document.kind}\n{document.title}")[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
