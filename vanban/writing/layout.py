"""What stands on the page, part by part, in its final words and faces: every writer prints this and adds no word.

Lengths are in mm, spaces in points.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vanban.document import Appendix, Basis, Block, Bullet, Document, Heading, Paragraph, Picture, Signature, Table
from vanban.profiles import Face, Margins, Profile
from vanban.writing import wording
from vanban.writing.numbers import roman
from vanban.writing.widths import column_widths

A4 = (210.0, 297.0)

_FIGURE = re.compile(r"[\d.,/%+–-]+")
# About what a page holds across its whole width: a row of more must split or be cut off.
_SIGNS_ON_A_PAGE = 2500


@dataclass(frozen=True, slots=True)
class Spaces:
    """Room between the parts of a page that no rule gives; the same in every format."""

    above_title: float = 18
    below_title: float = 12
    above_line: float = 2
    below_line: float = 4
    around_caption: float = 4
    in_cell: float = 2
    below_table: float = 8
    to_sign: float = 68
    signature_columns: tuple[float, float] = (78, 87)
    greeting_indent: float = 30
    addressee_indent: float = 40


SPACES = Spaces()


@dataclass(frozen=True, slots=True)
class Line:
    """One line outside the running text."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of the running text: a heading of this `level`, or 0. `lead` is printed bold before `text`."""

    text: str
    face: Face
    level: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    lines: tuple[str, ...]
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Grid:
    caption: str
    header: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, and the table that tells the same."""

    svg: str
    said: str
    width: float
    table: Grid


Part = Text | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Signed:
    """The lines above the room to sign, and the name below it."""

    lines: tuple[Line, ...]
    name: Line


@dataclass(frozen=True, slots=True)
class Annex:
    title: tuple[Line, ...]
    body: tuple[Part, ...]
    size: tuple[float, float]
    margins: Margins


@dataclass(frozen=True, slots=True)
class Layout:
    profile: Profile
    spaces: Spaces
    issuer: tuple[Line, ...]
    motto: tuple[Line, ...]
    number: tuple[Line, ...]
    place: Line
    title: tuple[Line, ...]
    greeting: str
    addressees: tuple[str, ...]
    body: tuple[Part, ...]
    recorder: Signed | None
    recipients: tuple[Line, ...]
    signature: Signed
    annexes: tuple[Annex, ...]


def lay_out(document: Document) -> Layout:
    profile = document.profile
    return Layout(
        profile=profile,
        spaces=SPACES,
        issuer=_issuer(document),
        motto=tuple(Line(text, face) for text, face in profile.motto),
        number=_number(document),
        place=Line(wording.place_and_day(document.letterhead.place, document.letterhead.on), profile.faces.place),
        title=_title(document),
        greeting=wording.greeting(document) if document.addressees else "",
        addressees=_addressees(document),
        body=_body(wording.closed(document.blocks, profile), profile, text_width(profile.margins)),
        recorder=_signed(document.recorder, profile) if document.recorder else None,
        recipients=_recipients(document),
        signature=_signed(document.signature, profile),
        annexes=tuple(_annex(place, document) for place in range(len(document.appendices))),
    )


def text_width(margins: Margins, width: float = A4[0]) -> float:
    return width - margins.left - margins.right


# --- the letterhead ---------------------------------------------------------------------------------------


def _issuer(document: Document) -> tuple[Line, ...]:
    head, faces = document.letterhead, document.profile.faces
    return (*_capitals(head.parent, faces.parent), *_capitals(head.issuer, faces.issuer))


def _number(document: Document) -> tuple[Line, ...]:
    faces = document.profile.faces
    about = wording.subject(document) if _is_letter(document) else ""
    return (
        Line(wording.number_line(document), faces.number),
        *_lines(about, faces.subject),
        *_lines(document.draft or "", faces.draft),
    )


def _title(document: Document) -> tuple[Line, ...]:
    faces = document.profile.faces
    if _is_letter(document):
        return ()
    kind = Line(wording.capitals(wording.line(document.kind)), faces.kind)
    return (kind, *_lines(document.title, faces.title))


def _is_letter(document: Document) -> bool:
    return not wording.line(document.kind)


def _addressees(document: Document) -> tuple[str, ...]:
    """One stands behind the greeting; several stand under it, as a list."""
    if len(document.addressees) == 1:
        return (wording.line(document.addressees[0]),)
    return tuple(wording.listed(document.addressees, document.profile.recipient))


# --- the text ---------------------------------------------------------------------------------------------


def _body(blocks: Iterable[Block], profile: Profile, room: float) -> tuple[Part, ...]:
    return tuple(part for block in blocks for part in _parts(block, profile, room))


def _parts(block: Block, profile: Profile, room: float) -> list[Part]:
    faces = profile.faces
    match block:
        case Heading():
            return [Text(wording.line(block.text), faces.headings[block.level - 1], block.level)]
        case Paragraph():
            return _paragraphs(block, faces.body)
        case Bullet():
            return [Text(wording.bullet(block), faces.body)]
        case Basis():
            return [Text(text, faces.basis) for text in wording.listed(block.lines, profile.basis)]
        case Table():
            return [_grid(block, room)]
        case Picture():
            return [Drawing(block.svg, block.said, min(block.width, room), _grid(block.table, room))]


def _paragraphs(block: Paragraph, face: Face) -> list[Part]:
    lead = wording.line(block.lead)
    first, *others = wording.lines(block.text) or [""]
    opening = Text(f" {first}" if lead and first else first, face, lead=lead)
    return [opening, *(Text(text, face) for text in others)]


def _grid(table: Table, room: float) -> Grid:
    caption, widths = wording.line(table.caption or ""), column_widths(table, room)
    return Grid(caption, _row(table.header), tuple(map(_row, table.rows)), widths)


def _row(texts: tuple[str, ...]) -> Row:
    cells = [tuple(wording.lines(text)) for text in texts]
    is_whole = sum(map(len, texts)) * len(texts) < _SIGNS_ON_A_PAGE
    return Row(tuple(Cell(lines, all(map(_FIGURE.fullmatch, lines))) for lines in cells), is_whole)


# --- the end ----------------------------------------------------------------------------------------------


def _recipients(document: Document) -> tuple[Line, ...]:
    faces = document.profile.faces
    listed = [Line(text, faces.recipient) for text in wording.recipients(document)]
    return (Line("Nơi nhận:", faces.recipients), *listed) if listed else ()


def _signed(signature: Signature, profile: Profile) -> Signed:
    faces = profile.faces
    authority = [wording.on_behalf(text, profile.system) for text in wording.lines(signature.authority or "")]
    position = faces.position if authority else faces.authority
    above = [
        *(Line(text, faces.authority) for text in authority),
        *(_position(text, position) for text in wording.lines(signature.position)),
    ]
    return Signed(tuple(above), Line(wording.line(signature.name or ""), faces.name))


def _position(text: str, face: Face) -> Line:
    """Capitals, except the word between two offices of one person (HD05: "BÍ THƯ / kiêm / …")."""
    return Line(text, replace(face, bold=False)) if text == "kiêm" else Line(wording.capitals(text), face)


def _annex(place: int, document: Document) -> Annex:
    """One appendix has no number, several have Roman ones. On its side a page keeps its edge for binding."""
    appendix, profile, (width, height) = document.appendices[place], document.profile, A4
    margins = profile.margins
    if appendix.is_landscape:
        width, height, margins = height, width, _turned(margins)
    body = _body(wording.printing(appendix.blocks), profile, text_width(margins, width))
    number = f" {roman(place + 1)}" if len(document.appendices) > 1 else ""
    return Annex(_annex_title(f"Phụ lục{number}", appendix, document), body, (width, height), margins)


def _annex_title(name: str, appendix: Appendix, document: Document) -> tuple[Line, ...]:
    faces = document.profile.faces
    note = wording.appendix_note(document) if document.profile.has_appendix_note else ""
    return (Line(name, faces.appendix), *_capitals(appendix.title, faces.appendix), *_lines(note, faces.note))


def _turned(margins: Margins) -> Margins:
    return Margins(top=margins.left, right=margins.top, bottom=margins.right, left=margins.bottom)


def _lines(text: str, face: Face) -> list[Line]:
    return [Line(each, face) for each in wording.lines(text)]


def _capitals(text: str, face: Face) -> list[Line]:
    return [Line(wording.capitals(each), face) for each in wording.lines(text)]
