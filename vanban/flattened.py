"""Tables that a converter printed cell by cell, each on a line of its own, put together again."""

from vanban.labels import LEAD, TASK, WHEN, WITH, column
from vanban.lines import Line
from vanban.numbering import read_marker

MOST_COLUMNS = 8
LONGEST_HEADER = 40


def gather_tables(lines: list[Line]) -> list[Line]:
    """`lines` with the rows of such tables as rows; every other line as it is.

    A header is a run of short lines that name the columns of an assignment table, the first of them the number's; a
    row begins at a line that is only a number and goes on to the next one.
    """
    gathered: list[Line] = []
    at = 0
    while at < len(lines):
        width = _header(lines, at)
        if not width:
            gathered.append(lines[at])
            at += 1
            continue
        gathered.append(_row(lines[at : at + width], width))
        rows, at = _rows(lines, at + width, width)
        gathered += rows
    return gathered


def _header(lines: list[Line], at: int) -> int:
    """How many lines from `at` are the header of a table; 0 where none begins."""
    if lines[at].text.upper().rstrip(".") not in ("TT", "STT"):
        return 0
    kinds: list[str] = []
    for line in lines[at : at + MOST_COLUMNS]:
        kind = None if line.cells or len(line.text) > LONGEST_HEADER else column(line.text)
        if kind is None or (kind == TASK and TASK in kinds and kinds[-1] != TASK):
            break
        kinds.append(kind)
    return len(kinds) if TASK in kinds and {LEAD, WITH, WHEN} & set(kinds) else 0


def _rows(lines: list[Line], at: int, width: int) -> tuple[list[Line], int]:
    """The rows below a header, and where the text goes on."""
    rows: list[Line] = []
    while at < len(lines) and not _header(lines, at):
        end = at + 1
        if not _is_number(lines[at]):
            if not _leads_to_a_row(lines, at, width):
                break
            at = end
            continue
        while end < len(lines) and end - at < width and not _ends_row(lines, end):
            end += 1
        rows.append(_row(lines[at:end], width))
        at = end
    return rows, at


def _ends_row(lines: list[Line], at: int) -> bool:
    return bool(lines[at].cells) or _is_number(lines[at]) or read_marker(lines[at].text)[0].is_number


def _leads_to_a_row(lines: list[Line], at: int, width: int) -> bool:
    """A line between two rows, the name of a group: the next number follows soon."""
    is_heading = lines[at].cells or read_marker(lines[at].text)[0].is_number
    return not is_heading and any(_is_number(line) for line in lines[at + 1 : at + width])


def _is_number(line: Line) -> bool:
    return line.text.rstrip(".").isdecimal() and not line.cells


def _row(cells: list[Line], width: int) -> Line:
    texts = [line.text for line in cells]
    return Line(cells[0].index, "", cells[0].after_gap, tuple([*texts, *[""] * (width - len(texts))]))
