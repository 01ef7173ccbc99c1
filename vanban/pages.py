"""The pages of a PDF as lines: tables, columns and paragraphs in order; page numbers and notes left out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vanban.closing import APPENDIX, RECIPIENTS
from vanban.flow import Measure, is_sentence, joined, measure, paragraphs_of
from vanban.lines import Grid, Line
from vanban.printed import Columns, Glyph, Row, parted, rows_of, takes
from vanban.ruled import Rule, Ruling, rulings
from vanban.text import search_key, tidy

PAGE_NUMBER = re.compile(r"[-–—|/\s]*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—|/.\s]*", re.IGNORECASE)
TYPED_RULE = re.compile(r"[-–—_=\s]{3,}")
DIGITS = re.compile(r"\d+")
MARGIN = 0.12  # of the page's height: where page numbers and running heads stand
LEAST_RUNNING = 3
APART = 1.6  # sizes of the font between a running head and the text
NOTE_SIZE, RAISED_SIZE = 0.92, 0.75  # of the letters of the text
SHORT_RULE = (0.1, 0.5)  # of the page's width
TITLE_RULE = 0.7  # of the row above: what is longer underlines it
CELL_PADDING = 6.0
LEAST_MEASURE = 0.6  # of the page's width


@dataclass(slots=True)
class Page:
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]


@dataclass(slots=True)
class _Table:
    """The rows of a table on one page, as cells; `row` numbers its first printed line."""

    ruling: Ruling
    rows: list[tuple[str, ...]]
    page: int
    number: int
    gap_above: bool = False


Block = Row | Columns | _Table


@dataclass(slots=True)
class _Laid:
    """A page whose letters have found their rows and tables."""

    page: Page
    rows: list[Row]
    tables: list[_Table] = field(default_factory=list)


def document_lines(pages: Iterable[Page]) -> list[Line]:
    """The lines of all pages. `index` counts what is printed in order: rows, and rows of tables."""
    laid = [_lay_out(page, number) for number, page in enumerate(pages, 1)]
    _drop_running_heads(laid)
    measures = _measures(laid)
    blocks: list[Block] = []
    for number, each in enumerate(laid, 1):
        _take_overleaf(blocks[-1] if blocks else None, each, measures[number])
        blocks += _blocks(each, measures[number])
    _number(blocks)
    return _lines(_joined_tables(blocks), measures)


def _lay_out(page: Page, number: int) -> _Laid:
    glyphs = _without_notes(page)
    tables = []
    for ruling in rulings(page.rules):
        inside = [glyph for glyph in glyphs if _is_inside(ruling, glyph)]
        if inside:
            tables.append(_Table(ruling, _cells(ruling, inside), number, 0))
            glyphs = [glyph for glyph in glyphs if not _is_inside(ruling, glyph)]
    rows = rows_of(glyphs)
    for row in rows:
        row.page = number
    page.glyphs = []  # they weigh more than all that was made of them
    return _Laid(page, rows, tables)


def _without_notes(page: Page) -> list[Glyph]:
    """The letters without notes at the foot (smaller, below a short line) and the figures that call them."""
    usual = Counter(round(glyph[3] * 2) for glyph in page.glyphs).most_common(1)
    if not usual:
        return []
    size = usual[0][0] / 2
    for place in sorted(y0 for x0, y0, x1, y1 in page.rules if y1 - y0 <= 1 and _parts_notes(page, y0, x1 - x0)):
        notes = rows_of([glyph for glyph in page.glyphs if place < glyph[2] < page.height * (1 - MARGIN / 2)])
        if notes and notes[0].text[0].isdigit() and all(row.size < NOTE_SIZE * size for row in notes):
            called = {letter for row in notes for letter in row.words[0][2] if letter.isdigit()}
            return [_silenced(glyph, called, size) for glyph in page.glyphs if glyph[2] <= place]
    return page.glyphs


def _parts_notes(page: Page, y: float, length: float) -> bool:
    return y > page.height / 2 and SHORT_RULE[0] < length / page.width < SHORT_RULE[1]


def _silenced(glyph: Glyph, called: set[str], size: float) -> Glyph:
    """A raised figure that calls a note says nothing, but keeps its place."""
    return (*glyph[:4], "") if glyph[4] in called and glyph[3] < RAISED_SIZE * size else glyph


def _is_inside(ruling: Ruling, glyph: Glyph) -> bool:
    return ruling.place((glyph[0] + glyph[1]) / 2, glyph[2]) is not None


def _cells(ruling: Ruling, glyphs: list[Glyph]) -> list[tuple[str, ...]]:
    owners = ruling.owners()
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        place = ruling.place((glyph[0] + glyph[1]) / 2, glyph[2])
        if place:
            held.setdefault(owners[place], []).append(glyph)
    grid = Grid(is_wide=len(ruling.xs) > 3)
    found = []
    for row in range(len(ruling.ys) - 1):
        for column in range(len(ruling.xs) - 1):
            owner = owners[row, column]
            if owner == (row, column):
                grid.add(_cell_text(held.get(owner, []), _right_edge(ruling, owners, owner)))
            else:
                grid.add("", goes_on=owner[0] < row and owner[1] == column)
        cells = grid.row()
        if any(owners[row, column][0] == row for column in range(len(ruling.xs) - 1)):
            found.append(cells)
    return found


def _right_edge(ruling: Ruling, owners: dict[tuple[int, int], tuple[int, int]], owner: tuple[int, int]) -> float:
    row, column = owner
    while owners.get((row, column + 1)) == owner:
        column += 1
    return ruling.xs[column + 1]


def _cell_text(glyphs: list[Glyph], right: float) -> str:
    """The paragraphs of a cell, one on a line."""
    rows = rows_of(glyphs)
    if not rows:
        return ""
    measured = measure(rows, right)
    within = replace(measured, left=min(row.left for row in rows), right=right - CELL_PADDING)
    return "\n".join(tidy(joined(paragraph)) for paragraph in paragraphs_of(rows, within))


def _drop_running_heads(laid: list[_Laid]) -> None:
    """Page numbers, and what stands in the margin of most pages."""
    edges = [_edge_rows(each) for each in laid]
    seen = Counter(DIGITS.sub("0", row.text) for rows in edges for row in rows)
    least = max(LEAST_RUNNING, len(laid) / 2)
    for each, rows in zip(laid, edges, strict=True):
        running = [row for row in rows if seen[DIGITS.sub("0", row.text)] >= least and not is_sentence(row)]
        numbers = [row for row in (each.rows[:1] + each.rows[-1:]) if PAGE_NUMBER.fullmatch(row.text)]
        dropped = {id(row) for row in running + numbers if _is_in_margin(row, each.page)}
        each.rows = [row for row in each.rows if id(row) not in dropped]


def _edge_rows(each: _Laid) -> list[Row]:
    """The rows at the top and at the bottom of a page that stand apart from the others."""
    steps = [(row.y - last.y) / row.size for last, row in pairwise(each.rows)]
    top = next((at + 1 for at, step in enumerate(steps[:2]) if step > APART), 0)
    bottom = next((at + 1 for at, step in enumerate(steps[:-3:-1]) if step > APART), 0)
    return each.rows[:top] + (each.rows[-bottom:] if bottom else [])


def _is_in_margin(row: Row, page: Page) -> bool:
    return not MARGIN * page.height < row.y < (1 - MARGIN) * page.height


def _blocks(each: _Laid, measured: Measure) -> list[Block]:
    """Rows, columns and tables of a page from the top."""
    _see_rules(each)
    blocks: list[Block] = []
    width, centre = each.page.width, _centre(each.page, measured)
    rows = each.rows
    for table in each.tables:
        above = [row for row in rows if row.y < table.ruling.ys[0]]
        blocks += [*parted(above, width, centre), table]
        rows = rows[len(above) :]
    return blocks + parted(rows, width, centre)


def _see_rules(each: _Laid) -> None:
    """A short line between two rows, drawn or typed, ends what stands above it: a title."""
    for last, row in pairwise(each.rows):
        row.gap_above = row.gap_above or bool(TYPED_RULE.fullmatch(last.text))
    for x0, y0, x1, y1 in each.page.rules:
        below = next((at for at, row in enumerate(each.rows) if row.y > y0), 0)
        if not below or y1 - y0 > 1:
            continue
        last, row = each.rows[below - 1], each.rows[below]
        if x1 - x0 < TITLE_RULE * (last.right - last.left) and y0 < row.y - row.size / 2:
            row.gap_above = True


def _centre(page: Page, measured: Measure) -> float:
    """The middle of the text, or of a page with too little text to know it by."""
    is_known = measured.right - measured.left > LEAST_MEASURE * page.width
    return (measured.left + measured.right) / 2 if is_known else page.width / 2


def _take_overleaf(last: Block | None, each: _Laid, measured: Measure) -> None:
    """Recipients and signature that go on overleaf are put to those of the page before."""
    if not isinstance(last, Columns) or not RECIPIENTS.match(search_key(last.left[0].text)):
        return
    centre = _centre(each.page, measured)
    while each.rows and not APPENDIX.match(each.rows[0].text) and takes(last, each.rows[0], centre):
        del each.rows[0]


def _number(blocks: list[Block]) -> None:
    number = 0
    for block in blocks:
        if isinstance(block, Row):
            block.number = number
            number += 1
        elif isinstance(block, Columns):
            for row in block.rows:
                row.number = number
                number += 1
        else:
            block.number = number
            number += len(block.rows)


def _measures(laid: list[_Laid]) -> dict[int, Measure]:
    """Margins by page: pages of one size share them."""
    found: dict[int, Measure] = {}
    sizes = [(round(each.page.width), round(each.page.height)) for each in laid]
    for size in set(sizes):
        pages = {number for number, other in enumerate(sizes, 1) if other == size}
        rows = [row for number in sorted(pages) for row in laid[number - 1].rows]
        found |= dict.fromkeys(pages, measure(rows, laid[min(pages) - 1].page.width))
    return found


def _joined_tables(blocks: list[Block]) -> list[Block]:
    """A table that goes on overleaf is one: its repeated header goes, a row cut by the page's end is whole again."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, _Table) and isinstance(last, _Table) and _is_same_table(last, block):
            rows = block.rows[1:] if block.rows[0] == last.rows[0] else block.rows
            if rows and not rows[0][0] and any(rows[0]) and last.rows[-1][0]:
                last.rows[-1] = tuple(map(_both, last.rows[-1], rows[0]))
                rows = rows[1:]
            last.rows += rows
        else:
            found.append(block)
    return found


def _is_same_table(last: _Table, table: _Table) -> bool:
    one, other = last.ruling.xs, table.ruling.xs
    return (
        table.page != last.page
        and len(one) == len(other)
        and all(abs(a - b) < 6 for a, b in zip(one, other, strict=True))
    )


def _both(above: str, below: str) -> str:
    return f"{above} {below}".strip()


def _lines(blocks: list[Block], measures: dict[int, Measure]) -> list[Line]:
    lines: list[Line] = []
    rows: list[Row] = []
    for block in [*blocks, None]:
        if isinstance(block, Row):
            rows.append(block)
            continue
        if rows:
            lines += _paragraph_lines(rows, measures)
            rows = []
        if isinstance(block, Columns):
            lines.append(_columns_line(block))
        elif block:
            lines += [
                Line(block.number + at, "", False, cells, page=block.page)
                for at, cells in enumerate(block.rows)
                if any(cells)
            ]
    return lines


def _paragraph_lines(rows: list[Row], measures: dict[int, Measure]) -> list[Line]:
    found = []
    for paragraph in paragraphs_of(rows, measures[rows[0].page]):
        text = tidy(joined(paragraph))
        if text:
            first = paragraph[0]
            found.append(Line(first.number, text, first.gap_above, page=first.page))
    return found


def _columns_line(columns: Columns) -> Line:
    sides = tuple("\n".join(tidy(row.text) for row in side) for side in (columns.left, columns.right))
    first = columns.rows[0]
    return Line(first.number, "", first.gap_above, sides, page=first.page)
