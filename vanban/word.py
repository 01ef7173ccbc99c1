"""Word files as lines: paragraphs and tables in order, list numbers as Word shows them, changes accepted."""

from collections.abc import Iterator
from typing import IO, Any

import docx
from docx.oxml.ns import qn

from vanban.source import Line
from vanban.text import tidy
from vanban.wordlists import ListNumbers

# What Word no longer shows (deleted, moved away), or shows twice (the fallback of a drawing's text box).
HIDDEN = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:instrText"), qn("w:drawing"), qn("w:pict")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
}
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t"))


def word_lines(stream: IO[bytes]) -> list[Line]:
    """Lines with text. Their `index` counts the paragraphs outside tables and the rows of tables, from 0."""
    document = docx.Document(stream)
    numbers = ListNumbers(document)
    lines: list[Line] = []
    gap = False
    for index, block in enumerate(_blocks(document.element.body)):
        read = _block_lines(index, block, numbers, gap=gap)
        gap = not read
        lines += read
    return lines


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and rows in the order of the page, content controls looked into."""
    for element in container:
        if element.tag == PARAGRAPH:
            yield element
        elif element.tag == TABLE:
            yield from element.iterchildren(ROW)
        elif element.tag not in HIDDEN:
            yield from _blocks(element)


def _block_lines(index: int, block: Any, numbers: ListNumbers, *, gap: bool) -> list[Line]:
    if block.tag == ROW:
        cells = tuple(_cell_text(cell, numbers) for cell in block.iter(CELL))
        return [Line(index, "", gap, cells)] if any(cells) else []
    printed = [tidy(piece) for piece in _shown(block, numbers).split("\n")]
    return [Line(index, piece, gap and not place) for place, piece in enumerate(printed) if piece]


def _cell_text(cell: Any, numbers: ListNumbers) -> str:
    pieces = (_shown(paragraph, numbers) for paragraph in cell.iterchildren(PARAGRAPH))
    return "\n".join(tidy(line) for piece in pieces for line in piece.split("\n") if tidy(line))


def _shown(paragraph: Any, numbers: ListNumbers) -> str:
    text = "".join(_pieces(paragraph))
    label = numbers.label(paragraph) if text.strip() else ""
    return f"{label} {text}" if label else text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == TEXT:
            yield (child.text or "").upper() if _in_capitals(child.getparent()) else child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in HIDDEN:
            yield from _pieces(child)


def _in_capitals(run: Any) -> bool:
    capitals = run.find(f"{qn('w:rPr')}/{qn('w:caps')}") if run.tag == RUN else None
    return capitals is not None and capitals.get(qn("w:val")) not in ("0", "false")
