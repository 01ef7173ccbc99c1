"""What every format is read into: lines in the order of the page, each with its place in the source."""

import re
from dataclasses import dataclass

from vanban.text import tidy

MOST_CHARACTERS = 1_000_000  # some 400 pages
MOST_LINES = 50_000
LONGEST_LINE = 100_000
WIDE_GAP = re.compile(r"\s{6,}|\t+")
WIDEST = 63  # columns of a table in Word
TOO_LONG = "Văn bản này dài quá mức của một kế hoạch (trên 400 trang); hãy tách bớt phụ lục rồi thử lại."


class Unreadable(ValueError):
    """A file that cannot be read; `str()` of it is one Vietnamese sentence saying what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a row of a table (then `cells` is filled).

    `index` is its place in the source, from 0: the line of a text file, the paragraph or row of a Word file or of a
    web page, the printed line of a PDF (there `page` counts from 1; elsewhere it is 0). From `start` to before `end`
    are its characters among those of that place; both are 0 where it is the whole place.
    """

    index: int
    text: str
    after_gap: bool = False
    cells: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    page: int = 0
    columns: tuple[str, ...] = ()  # the pieces of a line that wide gaps part, as a letterhead's two halves


@dataclass(frozen=True, slots=True)
class Span:
    """From character `start` of the place `first` to before character `end` of the place `last`: see `Line`."""

    first: int
    start: int
    last: int
    end: int
    page: int = 0


def span(first: Line, last: Line) -> Span:
    return Span(first.index, first.start, last.index, last.end, first.page)


def pieces(index: int, text: str, *, gap: bool) -> list[Line]:
    """The lines that one paragraph with line breaks shows; `text` is as shown, untidied."""
    found: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        end = start + len(piece)
        tidied = tidy(piece)
        if tidied:
            found.append(Line(index, tidied, gap, (), start, end, columns=_columns(piece)))
        gap = (gap and not found) or not tidied
        start = end + 1
    return found


def _columns(text: str) -> tuple[str, ...]:
    """The pieces of a line that tabs or wide gaps part; none where a piece is only a bullet."""
    found = tuple(tidy(piece) for piece in WIDE_GAP.split(text.strip()))
    return found if len(found) > 1 and min(map(len, found)) > 2 else ()


class Grid:
    """Gathers the cells of a table row by row, merged ones laid over the columns and rows that they cover.

    In a wide table (three columns or more: no mere layout) a cell merged downward counts in every row that it
    stands beside, for it assigns in each of them.
    """

    def __init__(self, *, is_wide: bool) -> None:
        self._is_wide = is_wide
        self._above: list[str] = []
        self._cells: list[str] = []

    def add(self, text: str, *, across: int = 1, goes_on: bool = False) -> None:
        """The next cell of the row; `goes_on` says that it is merged with the one above."""
        place = len(self._cells)
        if goes_on:
            text = self._above[place] if self._is_wide and place < len(self._above) else ""
        self._cells += [text, *[""] * (min(across, WIDEST) - 1)]

    def row(self) -> tuple[str, ...]:
        self._above, self._cells = self._cells, []
        return tuple(self._above)


def require_some_text(lines: list[Line]) -> None:
    """Refuse what has no words, or more of them than any office writes."""
    sizes = [len(line.text) + sum(map(len, line.cells)) for line in lines]
    if not any(sizes):
        raise Unreadable("Tệp này không có chữ nào; nếu là bản quét, hãy chọn bản Word hoặc bản văn bản của nó.")
    if len(lines) > MOST_LINES or sum(sizes) > MOST_CHARACTERS or max(sizes) > LONGEST_LINE:
        raise Unreadable(TOO_LONG)
