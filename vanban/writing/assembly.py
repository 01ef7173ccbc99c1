"""Top to bottom: the parts of an official document in their order."""

from datetime import datetime

from docx.document import Document as Docx

from vanban.document import Document
from vanban.writing import wording
from vanban.writing.body import write_body
from vanban.writing.ending import write_ending
from vanban.writing.opening import write_letterhead, write_title
from vanban.writing.page import LANGUAGE, new_page

# The format allows no more.
_LONGEST_PROPERTY = 255


def assemble(document: Document) -> Docx:
    docx = new_page(document.profile)
    write_letterhead(docx, document)
    write_title(docx, document)
    write_body(docx, document)
    write_ending(docx, document)
    _set_properties(docx, document)
    return docx


def _set_properties(docx: Docx, document: Document) -> None:
    """Say what the document says of itself, and nothing of the machine or the hour that made it."""
    on = document.letterhead.on
    properties = docx.core_properties
    properties.title = wording.line(f"{document.kind}\n{document.title}")[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
