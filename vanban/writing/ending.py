"""What stands under the text: recipients at the left, signature at the right, on one page."""

from docx.document import Document as Docx
from docx.shared import Pt
from docx.table import _Cell

from vanban.writing.layout import SPACES, Layout, Line, Signed
from vanban.writing.ooxml import LEFT, columns, gap, say
from vanban.writing.opening import say_lines


def write_ending(docx: Docx, layout: Layout) -> None:
    """A signature never stands alone on a page: the last lines of the text go with it."""
    if docx.paragraphs:
        docx.paragraphs[-1].paragraph_format.keep_with_next = True
    gap(docx, Pt(layout.profile.paragraph_gap), keep=True)
    left, right = columns(docx, *SPACES.signature_columns).rows[0].cells
    if layout.recorder:
        _write_signature(left, layout.recorder)
        left.paragraphs[-1].paragraph_format.space_after = Pt(SPACES.below_title)
    _write_recipients(left, layout.recipients)
    _write_signature(right, layout.signature)


def _write_recipients(cell: _Cell, recipients: tuple[Line, ...]) -> None:
    for line in recipients:
        say(cell, line.text, line.face, align=LEFT)
    if not cell.paragraphs:
        cell.add_paragraph()  # Word wants one in every cell


def _write_signature(cell: _Cell, signed: Signed) -> None:
    say_lines(cell, signed.lines)
    say(cell, signed.name.text, signed.name.face, before=SPACES.to_sign)
