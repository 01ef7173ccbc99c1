"""Everything above the first sentence: letterhead, number, place and day, title, whom it greets."""

from collections.abc import Iterable

from docx.document import Document as Docx
from docx.shared import Mm, Pt

from vanban.profiles import Face, Mark
from vanban.writing.layout import Layout, Line, text_width
from vanban.writing.ooxml import CENTRE, LEFT, Container, add_text, columns, draw_line, dress, gap, say


def write_letterhead(docx: Docx, layout: Layout) -> None:
    profile = layout.profile
    table = columns(docx, *profile.head_columns, rows=2)
    (issuer, motto), (number, place) = (row.cells for row in table.rows)
    left, right = profile.head_columns
    say_lines(issuer, layout.issuer)
    _write_mark(issuer, profile.under_issuer, profile.faces.number, room=left)
    say_lines(motto, layout.motto)
    _write_mark(motto, profile.under_motto, profile.faces.number, room=right)
    say_lines(number, layout.number)
    say_lines(place, [layout.place])


def write_title(docx: Docx, layout: Layout) -> None:
    """The type of document and its subject, held together with the first lines of the text."""
    if layout.title:
        profile, (kind, *title) = layout.profile, layout.title
        say(docx, kind.text, kind.face, before=layout.spaces.above_title, keep=True)
        say_lines(docx, title, keep=True)
        _write_mark(docx, profile.under_title, profile.faces.number, room=text_width(profile.margins), keep=True)
    gap(docx, Pt(layout.spaces.below_title), keep=True)


def write_greeting(docx: Docx, layout: Layout) -> None:
    """ "Kính gửi: ..." in the middle where there is one reader, over a list where there are several."""
    if not layout.addressees:
        return
    faces, spaces, single = layout.profile.faces, layout.spaces, len(layout.addressees) == 1
    opening = say(docx, layout.greeting, faces.greeting, align=CENTRE if single else LEFT)
    if single:
        dress(add_text(opening, f" {layout.addressees[0]}"), faces.body)
    else:
        opening.paragraph_format.left_indent = Mm(spaces.greeting_indent)
        for text in layout.addressees:
            named = say(docx, text, faces.body, align=LEFT)
            named.paragraph_format.left_indent = Mm(spaces.addressee_indent)
    docx.paragraphs[-1].paragraph_format.space_after = Pt(spaces.below_title)


def say_lines(container: Container, lines: Iterable[Line], *, keep: bool = False) -> None:
    for line in lines:
        say(container, line.text, line.face, keep=keep)


def _write_mark(container: Container, mark: Mark, face: Face, *, room: float, keep: bool = False) -> None:
    if mark.text:
        say(container, mark.text, face, keep=keep)
    else:
        draw_line(container, mark.line, room, keep=keep)
