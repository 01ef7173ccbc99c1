"""A commune's workbook into lines; every cell that cannot be read becomes a fault, and its row is left out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from banlanh.accounts.workbook.cells import Cell, is_blank, shown
from banlanh.accounts.workbook.faults import Fault
from banlanh.accounts.workbook.package import letters_of
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .columns import COLUMNS, Column, is_forbidden
from .sheets import Bodies, Sheet, Workbook, choose, find_headings, whose

TOTALS = re.compile(r"(?:tổng|cộng|toàn thôn|toàn xã|tong cong|tong so)\b", re.IGNORECASE)
FOOT = re.compile(
    r"(?:người lập|trưởng thôn|xác nhận|thủ trưởng|chủ tịch|t/?m\b|tm\.|ký, ?(?:ghi rõ|họ tên)|\(?ký\b|bí thư chi bộ"
    r"|.{0,40}ngày\s*\S{1,4}\s*tháng\s*\S{1,4}\s*năm)",
    re.IGNORECASE,
)
ROWS_OF_A_FOOT = 12
NO_PLACE = "chưa rõ của thôn nào. Xin đặt tên trang là tên thôn, hoặc thêm cột «Thôn»."
NOT_YOURS = "{} không thuộc phần đồng chí giữ sổ. Các dòng của nơi ấy trong trang này không đọc."

Progress = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that could be read: where it stands, which body it is of, what it says."""

    sheet: str
    row: int
    column: str  # the spot of its name, for what is said about the row as a whole
    body: Body
    values: Mapping[str, Any]

    def fault(self, sentence: str) -> Fault:
        return Fault(self.sheet, self.row, self.column, sentence)


@dataclass
class Reading:
    """What was read, what is wrong with it, and what its author should know."""

    sheets: list[Sheet] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # how many lines each sheet gave


def read(
    content: bytes,
    kind: str,
    bodies: Iterable[Body],
    *,
    chosen: Mapping[str, str] | None = None,
    within: frozenset[int] | None = None,
    progress: Progress = silent,
) -> Reading:
    """The lines of a workbook of this kind. `chosen`: headings that a person chose for our columns.

    `within`: ids of the bodies whose rows may be taken; of others the sheet is a fault. `Refused` where it is no
    workbook at all.
    """
    workbook, known, reading = Workbook(content), Bodies.of(bodies), Reading()
    for done, title in enumerate(workbook.titles, start=1):
        try:
            sheet = workbook.sheet(title)
            if all(is_blank(cell) for row in sheet.rows for cell in row):
                continue
            find_headings(sheet, COLUMNS[kind], kind)
        except Refused as refusal:
            reading.faults.append(Fault(title, None, "", str(refusal)))
            continue
        choose(sheet, chosen or {})
        sheet.body = whose(sheet, known)
        reading.sheets.append(sheet)
        reading.remarks += left_out(sheet, kind)
        read_lines(sheet, kind, known, within, reading)
        progress(done, len(workbook.titles))
    return reading


def left_out(sheet: Sheet, kind: str) -> Iterator[str]:
    for column, (_, whole) in sheet.keys.items():
        if is_forbidden(whole, kind):
            yield (
                f"Trang {sheet.title}, cột {sheet.spot(column)}: đã bỏ, không đọc và không lưu. "
                "Hệ thống không giữ loại thông tin này về người."
            )


def read_lines(sheet: Sheet, kind: str, known: Bodies, within: frozenset[int] | None, reading: Reading) -> None:
    columns = [column for column in COLUMNS[kind] if column.name in sheet.columns]
    here, before, others = sheet.body, len(reading.lines), set[int]()
    for number in range(sheet.first, len(sheet.rows)):
        cells = sheet.rows[number]
        written = [shown(cell) for cell in cells if not is_blank(cell)]
        if is_foot(cells, written):
            reading.remarks += rows_after(sheet, number)
            break
        if title := group_title(sheet, cells, known):
            here = known.named(title) or known.in_title(title) or here
            continue
        if not holds_something(sheet, number) or any(map(TOTALS.match, written[:2])):
            continue
        body, where = whose_row(sheet, number, here, known)
        if within is not None and body and body.pk not in within:
            if body.pk not in others:
                reading.faults.append(Fault(sheet.title, number + 1, "", NOT_YOURS.format(body)))
            others.add(body.pk)
            continue
        line, faults = read_row(sheet, number, columns, body, where)
        reading.faults += faults
        if line:
            reading.lines.append(line)
    reading.rows[sheet.title] = len(reading.lines) - before


def is_foot(cells: list[Cell], written: list[str]) -> bool:
    """Where the list ends and who drew it up begins: a few words, none of them a number."""
    numbered = any(isinstance(cell, float) for cell in cells)
    return 0 < len(set(written)) <= 3 and not numbered and any(map(FOOT.match, written))


def rows_after(sheet: Sheet, number: int) -> Iterator[str]:
    """A word where more lies below the foot than signatures need: perhaps it was none."""
    more = sum(not all(map(is_blank, cells)) for cells in sheet.rows[number:])
    if more > ROWS_OF_A_FOOT:
        yield f"Trang {sheet.title}: máy coi dòng {number + 1} là cuối danh sách; {more} dòng từ đó không đọc."


def group_title(sheet: Sheet, cells: list[Cell], known: Bodies) -> str:
    """What a row says that is no row of the list: one thing over merged cells or beside our columns, or a village."""
    filled = {number: shown(cell) for number, cell in enumerate(cells) if not is_blank(cell)}
    ours = [number for number in filled if number in sheet.columns.values()]
    name = filled.get(sheet.columns["name"], "")
    if len(ours) == 1 and known.in_title(name):
        return name
    alone = len(set(filled.values())) == 1 and (len(filled) > 1 or not ours)
    return next(iter(filled.values())) if alone else ""


def holds_something(sheet: Sheet, number: int) -> bool:
    cells = sheet.rows[number]
    return any(
        not is_blank(cell_of(cells, column)) or (number + 1, column) in sheet.errors
        for name, column in sheet.columns.items()
        if name != "village"
    )


def cell_of(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


def whose_row(sheet: Sheet, number: int, here: Body | None, known: Bodies) -> tuple[Body | None, list[Fault]]:
    """The body of a row, by its own cell or by what stands above it; the fault where it has none."""
    column = sheet.columns.get("village", -1)
    written = shown(cell_of(sheet.rows[number], column)) if column >= 0 else ""
    body = known.named(written) if written else here
    if body:
        return body, []
    spot = sheet.spot(column if column >= 0 else sheet.columns["name"])
    sentence = f"xã không có «{written}». Xin xem lại tên." if written else NO_PLACE
    return None, [Fault(sheet.title, number + 1, spot, sentence)]


def read_row(
    sheet: Sheet, number: int, columns: list[Column], body: Body | None, faults: list[Fault]
) -> tuple[Line | None, list[Fault]]:
    values = {}
    for column in columns:
        standing = sheet.columns[column.name]
        try:
            values[column.name] = value_of(sheet, number, column, standing)
        except Refused as refusal:
            faults = [*faults, Fault(sheet.title, number + 1, sheet.spot(standing), str(refusal))]
    if faults or body is None:
        return None, faults
    return Line(sheet.title, number + 1, sheet.spot(sheet.columns["name"]), body, values), []


def value_of(sheet: Sheet, number: int, column: Column, standing: int) -> Any:
    cell = cell_of(sheet.rows[number], standing)
    if error := sheet.errors.get((number + 1, standing)):
        raise Refused(f"công thức bị lỗi {error}. Xin gõ thẳng giá trị vào ô.")
    if not is_blank(cell):
        return column.read(cell)
    if column.required:
        raise Refused("ô này để trống. Xin điền.")
    return None


def columns_told(sheet: Sheet, kind: str) -> list[tuple[str, str]]:
    """For the preview: each of our columns with the sheet's own, as letter and heading."""
    told = {column.name: column.label for column in COLUMNS[kind]}
    return [(label, sheet.spot(sheet.columns[name])) for name, label in told.items() if name in sheet.columns]


def headings_offered(sheets: Iterable[Sheet], kind: str) -> dict[str, str]:
    """Every heading of the sheets that may be chosen, by its key, with where it stands first."""
    offered: dict[str, str] = {}
    for sheet in sheets:
        for column, (_, whole) in sheet.keys.items():
            if not is_forbidden(whole, kind):
                offered.setdefault(whole, f"{letters_of(column)} – {sheet.headings[column]}")
    return offered
