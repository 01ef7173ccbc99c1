"""What stands under the text: recipients at the left, signature at the right, on one page."""

from dataclasses import replace

from docx.document import Document as Docx
from docx.shared import Pt
from docx.table import _Cell

from vanban.document import Document
from vanban.profiles import Face, Faces
from vanban.writing import wording
from vanban.writing.ooxml import LEFT, columns, gap, say

_WIDTHS = (78, 87)
_ROOM_TO_SIGN = 68
_TINY = Pt(2)


def write_ending(docx: Docx, document: Document) -> None:
    gap(docx, Pt(document.profile.paragraph_gap), keep=True)
    recipients, signature = columns(docx, *_WIDTHS).rows[0].cells
    _write_recipients(recipients, document)
    _write_signature(signature, document)
    # Word wants a paragraph after the last table, and adds a tall one if there is none.
    gap(docx, _TINY)


def _write_recipients(cell: _Cell, document: Document) -> None:
    profile = document.profile
    recipients = list(wording.listed(document.recipients, profile.recipient))
    say(cell, "Nơi nhận:" if recipients else "", profile.faces.recipients, align=LEFT)
    for text in recipients:
        say(cell, text, profile.faces.recipient, align=LEFT)


def _write_signature(cell: _Cell, document: Document) -> None:
    signature, faces = document.signature, document.profile.faces
    authority = wording.lines(signature.authority or "")
    for text in authority:
        say(cell, wording.capitals(text), faces.authority)
    for text in wording.lines(signature.position):
        _write_position(cell, text, faces.position if authority else faces.authority, faces)
    say(cell, wording.line(signature.name or ""), faces.name, before=_ROOM_TO_SIGN)


def _write_position(cell: _Cell, text: str, face: Face, faces: Faces) -> None:
    """Capitals, except the word between two offices of one person (HD05: "BÍ THƯ / kiêm / …")."""
    if text == "kiêm":
        say(cell, text, replace(faces.position, bold=False))
    else:
        say(cell, wording.capitals(text), face)
