"""Word files as lines: paragraphs and tables in order, list numbers as Word shows them, changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vanban.lines import Grid, Line, pieces
from vanban.package import Package
from vanban.wordlists import ListNumbers, on, qn, value

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What Word no longer shows (deleted, moved away), or shows elsewhere (a note at the foot of the page).
HIDDEN = {qn(name) for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "instrText")}
BREAKS = {qn("br"): "\n", qn("cr"): "\n", qn("tab"): "\t", qn("ptab"): "\t", qn("noBreakHyphen"): "-"}
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT, BOX = (qn(name) for name in ("p", "tbl", "tr", "tc", "r", "t", "txbxContent"))
BLOCKS = frozenset((PARAGRAPH, TABLE))


def word_lines(content: bytes) -> list[Line]:
    """Lines with text. Their `index` counts the paragraphs outside tables and the rows of tables, from 0."""
    package = Package(content)
    numbers = ListNumbers(package.beside_document("styles"), package.beside_document("numbering"))
    reader = _Reader(numbers)
    reader.read(package.document().find(qn("body")))
    return reader.lines


@dataclass(slots=True)
class _Shown:
    """What a paragraph shows, and the text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Reader:
    def __init__(self, numbers: ListNumbers) -> None:
        self.lines: list[Line] = []
        self._numbers = numbers
        self._index = 0
        self._gap = False
        self._carried = ""  # the text of paragraphs whose end was deleted: it flows into the next

    def read(self, body: Any) -> None:
        for block in [] if body is None else _nearest(body, BLOCKS):
            if block.tag == TABLE:
                self._read_table(block)
            else:
                shown, boxes = self._paragraph(block)
                self._add(pieces(self._index, shown, gap=self._gap))
                for box in boxes:
                    self._add_box(box)
                self._index += 1

    def _read_table(self, table: Any) -> None:
        grid = Grid(is_wide=_width(table) > 2)
        for row in _rows(table):
            for cell in _nearest(row, frozenset((CELL,))):
                grid.add("\n".join(self._cell_lines(cell)), across=_across(cell), goes_on=_goes_on(cell))
            cells = grid.row()
            if len(cells) == 1:
                self._add(pieces(self._index, cells[0], gap=self._gap))
            else:
                self._add([Line(self._index, "", self._gap, cells)] if any(cells) else [])
            self._index += 1

    def _add(self, read: list[Line]) -> None:
        self._gap = not read
        self.lines += read

    def _add_box(self, box: Any) -> None:
        """A text box stands on the page beside its paragraph: its lines come after it, in the same place."""
        shown = self._cell_lines(box)
        self.lines += [Line(self._index, line) for line in shown]
        self._gap = self._gap and not shown

    def _cell_lines(self, cell: Any) -> list[str]:
        """The lines of a cell or a text box; a table inside gives one for each of its cells' lines."""
        found: list[str] = []
        for block in _nearest(cell, BLOCKS):
            if block.tag == TABLE:
                for row in _rows(block):
                    for inner in _nearest(row, frozenset((CELL,))):
                        found += self._cell_lines(inner)
            else:
                shown, boxes = self._paragraph(block)
                found += [line.text for line in pieces(0, shown, gap=False)]
                for box in boxes:
                    found += self._cell_lines(box)
        return found

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any]]:
        shown = _Shown()
        _gather(paragraph, shown)
        text = self._carried + "".join(shown.text)
        if _end_is_deleted(paragraph):
            self._carried, text = text, ""
        else:
            self._carried = ""
        label = self._numbers.label(paragraph) if text.strip() else ""
        return (f"{label} {text}" if label else text), shown.boxes


def _nearest(container: Any, wanted: frozenset[str]) -> Iterator[Any]:
    """The `wanted` elements in the order of the page; content controls and the like looked into, they not."""
    for element in container:
        if element.tag in wanted:
            yield element
        elif element.tag not in HIDDEN:
            yield from _nearest(element, wanted)


def _rows(table: Any) -> Iterator[Any]:
    for row in _nearest(table, frozenset((ROW,))):
        if row.find(f"{qn('trPr')}/{qn('del')}") is None:
            yield row


def _width(table: Any) -> int:
    return max((sum(_across(cell) for cell in _nearest(row, frozenset((CELL,)))) for row in _rows(table)), default=0)


def _across(cell: Any) -> int:
    span = value(cell, f"{qn('tcPr')}/{qn('gridSpan')}")
    return int(span) if span and span.isdecimal() else 1


def _goes_on(cell: Any) -> bool:
    """Whether the cell is merged with the one above."""
    merged = cell.find(f"{qn('tcPr')}/{qn('vMerge')}")
    return merged is not None and merged.get(qn("val")) != "restart"


def _gather(element: Any, shown: _Shown) -> None:
    for child in element:
        tag = child.tag
        if tag == TEXT:
            shown.text.append((child.text or "").upper() if _is_on(element, "caps") else child.text or "")
        elif tag in BREAKS:
            shown.text.append(BREAKS[tag])
        elif tag == BOX:
            shown.boxes.append(child)
        elif tag == ALTERNATE:
            _gather(_alternative(child), shown)
        elif tag not in HIDDEN and not (tag == RUN and _is_on(child, "vanish")) and not _is_prompt(child):
            _gather(child, shown)


def _alternative(element: Any) -> Any:
    """One of the ways in which a drawing is stored: the newest that says something."""
    return next((way for way in element if next(way.iter(TEXT), None) is not None), ())


def _is_on(run: Any, name: str) -> bool:
    return on(run.find(f"{qn('rPr')}/{qn(name)}"))


def _is_prompt(element: Any) -> bool:
    """Whether a content control still shows only its prompt ("Click or tap to enter a date")."""
    return on(element.find(f"{qn('sdtPr')}/{qn('showingPlcHdr')}"))


def _end_is_deleted(paragraph: Any) -> bool:
    mark = paragraph.find(f"{qn('pPr')}/{qn('rPr')}")
    return mark is not None and (mark.find(qn("del")) is not None or mark.find(qn("moveFrom")) is not None)
