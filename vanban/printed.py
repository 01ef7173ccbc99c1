"""Printed letters put together to words, rows and columns."""

from dataclasses import dataclass, field
from statistics import median

from vanban.letterhead import KINDS

# Left and right edge, baseline counted from the top of the page, size of the font, the letter; in points.
Glyph = tuple[float, float, float, float, str]
Word = tuple[float, float, str]  # left, right, letters

# In sizes of the font: what is still the same row, the same word.
SAME_ROW, SAME_WORD = 0.5, 0.22
# Between two columns: points of white at least, and so many times the row's usual blank.
NARROWEST_GUTTER, GUTTER_TO_BLANK = 8.0, 2.5
MIDDLE = (0.2, 0.75)  # where a gutter may begin and end, in widths of the page
TALLEST_GAP = 9  # sizes between a position and the name of who signs


@dataclass(slots=True)
class Row:
    """A printed line. `gap_above`: a line is drawn, or one is left free, above it."""

    y: float
    size: float
    words: list[Word]
    page: int = 0
    number: int = 0
    gap_above: bool = False

    @property
    def left(self) -> float:
        return self.words[0][0]

    @property
    def right(self) -> float:
        return self.words[-1][1]

    @property
    def text(self) -> str:
        return " ".join(word[2] for word in self.words)


@dataclass(slots=True)
class Columns:
    """Two columns side by side: the letterhead, or recipients and signature. `gutter`: the white between them."""

    gutter: tuple[float, float]
    left: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return sorted([*self.left, *self.right], key=lambda row: (row.page, row.y))


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """The printed lines, from the top; one may hold the words of two columns."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph[2]):
        if rows and glyph[2] - rows[-1][0][2] <= SAME_ROW * max(glyph[3], rows[-1][0][3]):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found = [_row(row) for row in rows]
    return [row for row in found if row.words]


def _row(glyphs: list[Glyph]) -> Row:
    inked = [glyph for glyph in glyphs if not glyph[4].isspace()]
    if not inked:
        return Row(glyphs[0][2], glyphs[0][3], [])
    size = median(glyph[3] for glyph in inked)
    # The row stands where most of its letters do: a raised figure may have come first.
    return Row(median(glyph[2] for glyph in inked), size, _words(sorted(glyphs, key=lambda g: g[0]), size))


def _words(glyphs: list[Glyph], size: float) -> list[Word]:
    words: list[Word] = []
    left = right = 0.0
    letters: list[str] = []
    for x0, x1, _, _, letter in glyphs:
        ends = letter.isspace() or x0 - right > SAME_WORD * size
        if letters and ends:
            words.append((left, right, "".join(letters)))
            letters = []
        if letter.isspace():
            continue
        left = left if letters else x0
        right = max(right, x1) if letters else x1
        letters.append(letter)
    return [*words, (left, right, "".join(letters))] if letters else words


def parted(rows: list[Row], width: float, centre: float) -> list[Row | Columns]:
    """The rows of one page, those that stand in two columns side by side gathered; `centre` is that of the text."""
    found: list[Row | Columns] = []
    at = 0
    while at < len(rows):
        columns, after = _columns(rows, at, width, centre)
        found.append(columns or rows[at])
        at = after if columns else at + 1
    return found


def _columns(rows: list[Row], start: int, width: float, centre: float) -> tuple[Columns | None, int]:
    """The two columns that begin at `rows[start]`, and the place of the first row below them."""
    gutter = _gutter(rows[start], width)
    if gutter is None:
        return None, start
    columns, at = Columns(gutter), start
    while at < len(rows) and takes(columns, rows[at], centre):
        at += 1
    if len(columns.left) < 2 or len(columns.right) < 2:
        return None, start
    return columns, at


def _gutter(row: Row, width: float) -> tuple[float, float] | None:
    """The widest white between two words, where it is so wide and so placed as to part two columns."""
    blanks = [(right[0] - left[1], left[1], right[0]) for left, right in zip(row.words, row.words[1:], strict=False)]
    blanks = [blank for blank in blanks if blank[0] > 0]
    if not blanks:
        return None
    white, left, right = max(blanks)
    usual = median(blank[0] for blank in blanks) if len(blanks) > 2 else 0.0
    within = MIDDLE[0] * width < left and right < MIDDLE[1] * width
    wide = white >= max(NARROWEST_GUTTER, GUTTER_TO_BLANK * usual)
    return (left, right) if within and wide else None


def _narrowed(gutter: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """The part of the gutter that `row` leaves white, None where it prints across."""
    left, right = gutter
    for x0, x1, _ in row.words:
        if x0 < right and x1 > left:
            if x0 - left >= right - x1:
                right = x0
            else:
                left = x1
    return (left, right) if right - left >= NARROWEST_GUTTER else None


def takes(columns: Columns, row: Row, centre: float) -> bool:
    """Put `row` into the columns, unless it stands below them: across both, far off, centred on the page, the title."""
    gutter = _narrowed(columns.gutter, row)
    if gutter is None or _is_far_below(columns, row):
        return False
    one_sided = row.right <= gutter[0] or row.left >= gutter[1]
    centred = abs((row.left + row.right) / 2 - centre) < row.size
    if one_sided and (centred or KINDS.fullmatch(row.text.rstrip(".:"))):
        return False
    columns.gutter = gutter
    _split(row, gutter, columns)
    return True


def _is_far_below(columns: Columns, row: Row) -> bool:
    last = max((side[-1].y for side in (columns.left, columns.right) if side and side[-1].page == row.page), default=0)
    return last > 0 and row.y - last > TALLEST_GAP * row.size


def _split(row: Row, gutter: tuple[float, float], columns: Columns) -> None:
    for side, words in (
        (columns.left, [word for word in row.words if word[1] <= gutter[0] + 0.1]),
        (columns.right, [word for word in row.words if word[0] >= gutter[1] - 0.1]),
    ):
        if words:
            side.append(Row(row.y, row.size, words, row.page))
