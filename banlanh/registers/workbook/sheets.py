"""The sheets of a commune's own workbook: where the headings stand, which column is which, whose sheet it is.

Such workbooks have titles above, headings over several rows with merged cells, a row of column numbers below them,
rows of totals, and names of officials at the foot.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from banlanh.accounts.workbook.cells import Cell, is_blank, shown
from banlanh.accounts.workbook.package import Package, letters_of
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from vanban.text import search_key, tidy

from .columns import Column, is_forbidden, key_of

HEADINGS_WITHIN = 25  # rows above the headings may hold titles
MOST_HEADING_ROWS = 3
MOST_COLUMNS = 60
BEFORE_A_NAME = re.compile(r"^(?:\d+|[ivx]+|thon|ban|xom|khu|to dan pho|tdp|chi bo|cb|t|b)\b\s*")
IN_A_TITLE = re.compile(r"\b(?:thôn|bản|xóm|tổ dân phố|chi bộ)\s+(.+)", re.IGNORECASE)
OF_THE_COMMUNE = re.compile(r"\s*[-–,;(:]?\s*\b(?:xã|phường|năm|tháng|tỉnh|huyện)\b.*$", re.IGNORECASE)


@dataclass
class Sheet:
    """One sheet as a grid from A1 on, merged cells filled, and what was found out about it."""

    title: str
    rows: list[list[Cell]]
    errors: dict[tuple[int, int], str]
    first: int = 0  # the first row below the headings
    headings: dict[int, str] = field(default_factory=dict)  # what stands above each column, in full
    keys: dict[int, tuple[str, str]] = field(default_factory=dict)  # its last word row, and all of it, in `key_of`
    columns: dict[str, int] = field(default_factory=dict)
    body: Body | None = None

    def spot(self, column: int) -> str:
        """ "C (điện thoại)"."""
        heading = self.headings.get(column, "")
        return f"{letters_of(column)} ({heading})" if heading else letters_of(column)


class Workbook(Package):
    """A workbook whose merged cells each hold what their first cell holds."""

    def sheet(self, title: str) -> Sheet:
        page = self.page(title)
        rows = [row[:MOST_COLUMNS] for row in page.rows]
        for (top, left), (bottom, right) in self._book.get_sheet_by_name(title).merged_cell_ranges or ():
            fill(rows, top, left, min(bottom, len(rows) - 1), min(right, MOST_COLUMNS - 1))
        return Sheet(title, rows, page.errors)


def fill(rows: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = value


# --- headings -----------------------------------------------------------------------------------------------


def find_headings(sheet: Sheet, columns: Iterable[Column], kind: str) -> None:
    """Find the block of rows that names the most of our columns; `Refused` where none names the first of them."""
    columns, best = tuple(columns), (0, 0, 0)
    for top in range(min(HEADINGS_WITHIN, len(sheet.rows))):
        for height in range(1, MOST_HEADING_ROWS + 1):
            found = matched(keys_of(sheet.rows[top : top + height]), columns, kind)
            score = len(found) if columns[0].name in found else 0
            best = max(best, (score, -height, -top))
    if not best[0]:
        raise Refused(f"chưa thấy dòng tiêu đề có cột «{columns[0].label}». Xin ghi tên cột ở trên danh sách.")
    top, height = -best[2], -best[1]
    block = sheet.rows[top : top + height]
    sheet.keys, sheet.headings = keys_of(block), headings_of(block)
    sheet.columns = matched(sheet.keys, columns, kind)
    sheet.first = below(sheet, top + height)


def keys_of(block: list[list[Cell]]) -> dict[int, tuple[str, str]]:
    """For each column its lowest heading and all of its headings, in `key_of`; a heading merged twice is one."""
    keys = {}
    for column in range(max(map(len, block), default=0)):
        parts = dict.fromkeys(key_of(row[column]) for row in block if column < len(row))
        words = [part for part in parts if part]
        if words:
            keys[column] = (words[-1], " ".join(words))
    return keys


def headings_of(block: list[list[Cell]]) -> dict[int, str]:
    found = {}
    for column in range(max(map(len, block), default=0)):
        parts = dict.fromkeys(tidy(shown(row[column])) for row in block if column < len(row))
        found[column] = " / ".join(part for part in parts if part)
    return {column: heading for column, heading in found.items() if heading}


def matched(keys: Mapping[int, tuple[str, str]], columns: Iterable[Column], kind: str) -> dict[str, int]:
    """Which column of the sheet is which of ours: the best fit first, each of the sheet's at most once."""
    fits = []
    for order, column in enumerate(columns):
        for number, (last, whole) in keys.items():
            fit = 0 if is_forbidden(whole, kind) else 2 * column.fits(whole) + column.fits(last)
            if fit > 0:
                fits.append((-fit, order, number, column.name))
    found: dict[str, int] = {}
    for _, _, number, name in sorted(fits):
        if name not in found and number not in found.values():
            found[name] = number
    return found


def below(sheet: Sheet, row: int) -> int:
    """The first row of the list: past what is merged with a heading, and past a row of column numbers."""
    name = sheet.columns.get("name", 0)
    while row < len(sheet.rows) and repeats_headings(sheet, row, name):
        row += 1
    if row < len(sheet.rows) and numbers_columns(sheet.rows[row]):
        row += 1
    return row


def repeats_headings(sheet: Sheet, row: int, column: int) -> bool:
    cells = sheet.rows[row]
    return column < len(cells) and not is_blank(cells[column]) and key_of(cells[column]) == sheet.keys[column][0]


def numbers_columns(cells: list[Cell]) -> bool:
    """ "(1) (2) (3)", "1 2 3", "A B C"."""
    written = [shown(cell) for cell in cells if not is_blank(cell)]
    return len(written) > 1 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-Z])\)?", part) for part in written)


def choose(sheet: Sheet, chosen: Mapping[str, str]) -> None:
    """Take the columns that a person chose by their headings; "" is a column not to be read."""
    for name, heading in chosen.items():
        standing = next((number for number, (_, whole) in sheet.keys.items() if whole == heading), None)
        if standing is not None:
            taken = next((other for other, number in sheet.columns.items() if number == standing), name)
            sheet.columns.pop(taken, None)
            sheet.columns[name] = standing
        elif not heading:
            sheet.columns.pop(name, None)


# --- whose sheet --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bodies:
    """The villages or cells of the commune, found by the many ways their names are written."""

    by_key: Mapping[str, Body]

    @classmethod
    def of(cls, bodies: Iterable[Body]) -> "Bodies":
        found: dict[str, Body] = {}
        for body in bodies:
            names = [body.name, *([body.place.name] if body.place else [])]
            for name in names:
                found.setdefault(search_key(name), body)
                found.setdefault(bare(search_key(name)), body)
        return cls(found)

    def named(self, written: str) -> Body | None:
        """ "Nà Lìn", "THÔN NÀ LÌN", "3. Nà Lìn", "T.Nà Lìn"."""
        key = " ".join(re.findall(r"\w+", search_key(written)))
        while key:
            if key in self.by_key:
                return self.by_key[key]
            shorter = BEFORE_A_NAME.sub("", key)
            if shorter == key:
                return None
            key = shorter
        return None

    def in_title(self, written: str) -> Body | None:
        """The village of "DANH SÁCH HỘ THÔN NÀ LÌN, XÃ ... NĂM 2026"."""
        titled = IN_A_TITLE.search(written)
        return self.named(OF_THE_COMMUNE.sub("", titled[1])) if titled else None


def bare(key: str) -> str:
    return BEFORE_A_NAME.sub("", key) or key


def whose(sheet: Sheet, bodies: Bodies) -> Body | None:
    """By the sheet's name, else by a title above the headings."""
    found = bodies.named(sheet.title)
    titles = (shown(cell) for row in sheet.rows[: sheet.first] for cell in row if not is_blank(cell))
    return found or next(filter(None, map(bodies.in_title, titles)), None)
