"""A filled workbook, sheet by sheet, into lines; every cell that cannot be read becomes a fault."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from banlanh.core.refusal import Refused
from vanban.text import search_key, tidy

from .cells import Cell, is_blank, shown
from .checks import faults_between, remarks_on
from .faults import Fault
from .package import Package, Page, letters_of, read_all
from .sheets import FORBIDDEN, GUIDE, LISTS, SHEETS, Column, Line, Sheet, Workbook

HEADING_WITHIN = 10  # rows above the headings may hold a title
OPENED_ELSEWHERE = "Không mở được tệp. Xin xem lại đường dẫn; nếu tệp đang mở trong Excel, xin đóng lại."


def read(source: str | Path | BinaryIO) -> Workbook:
    """The lines of the workbook at `source`, with everything that is wrong in them, each named by its cell."""
    workbook = Workbook()
    try:
        package = Package(_content(source))
    except Refused as refusal:
        workbook.faults.append(Fault("", None, "", str(refusal)))
        return workbook
    titles = {search_key(title): title for title in reversed(package.titles)}
    for sheet in SHEETS:
        _read_sheet(sheet, package, titles.pop(search_key(sheet.title), ""), workbook)
    workbook.remarks += _unused(titles)
    _check_between(workbook)
    return workbook


def _content(source: str | Path | BinaryIO) -> bytes:
    if not isinstance(source, str | Path):
        return read_all(source)
    try:
        with open(source, "rb") as opened:
            return read_all(opened)
    except OSError as error:
        raise Refused(OPENED_ELSEWHERE) from error


def _unused(titles: dict[str, str]) -> Iterator[str]:
    ours = {search_key(GUIDE), search_key(LISTS)}
    for key in titles.keys() - ours:
        yield f"Trang {titles[key]}: không thuộc tệp mẫu nên đã bỏ qua."


def _check_between(workbook: Workbook) -> None:
    """Compare lines only where no sheet or column is missing: else each reference to it would be a fault."""
    if all(fault.column and fault.row for fault in workbook.faults):
        workbook.faults += faults_between(workbook)
        workbook.remarks += remarks_on(workbook)


def _read_sheet(sheet: Sheet, package: Package, title: str, workbook: Workbook) -> None:
    try:
        if not title:
            raise Refused(f"chưa có trang này trong tệp. Xin thêm trang «{sheet.title}» như tệp mẫu.")
        page = package.page(title)
        headings = _headings(sheet, page)
    except Refused as refusal:
        workbook.faults.append(Fault(sheet.title, None, "", str(refusal)))
        return
    columns = _columns(sheet, page.rows[headings])
    workbook.faults += _missing(sheet, headings, columns)
    workbook.remarks += _left_out(sheet, page.rows[headings], columns)
    _read_lines(sheet, page, headings, columns, workbook)


def _headings(sheet: Sheet, page: Page) -> int:
    """The row of the headings: the one that holds most of those we know."""
    found = {number: len(_columns(sheet, row)) for number, row in enumerate(page.rows[:HEADING_WITHIN])}
    best = max(found, key=found.__getitem__, default=0)
    if not found.get(best):
        known = ", ".join(column.heading for column in sheet.columns)
        raise Refused(f"chưa có dòng tiêu đề. Xin thêm một dòng với các tiêu đề: {known}.")
    return best


def _heading_key(cell: Cell) -> str:
    """ "Số hộ (hộ) *" is "so ho"."""
    return search_key(re.sub(r"\(.*?\)|[*:.]", "", shown(cell)))


def _columns(sheet: Sheet, row: Iterable[Cell]) -> dict[str, int]:
    """Where each known column stands, the first where a heading occurs twice."""
    keys = [_heading_key(cell) for cell in row]
    wanted = {column.name: search_key(column.heading) for column in sheet.columns}
    return {name: keys.index(key) for name, key in wanted.items() if key in keys}


def _missing(sheet: Sheet, headings: int, columns: dict[str, int]) -> Iterator[Fault]:
    for column in sheet.columns:
        if column.required and column.name not in columns:
            sentence = f"thiếu cột «{column.heading}». Xin thêm cột này như tệp mẫu."
            yield Fault(sheet.title, headings + 1, "", sentence)


def _left_out(sheet: Sheet, row: list[Cell], columns: dict[str, int]) -> Iterator[str]:
    for index, cell in enumerate(row):
        if is_blank(cell) or index in columns.values():
            continue
        spot = f"Trang {sheet.title}, cột {letters_of(index)} ({tidy(shown(cell))})"
        if any(f" {words} " in f" {_heading_key(cell)} " for words in FORBIDDEN):
            yield f"{spot}: đã bỏ, không đọc và không lưu. Hệ thống không giữ loại thông tin này về người."
        else:
            yield f"{spot}: không thuộc tệp mẫu nên đã bỏ qua."


def _read_lines(sheet: Sheet, page: Page, headings: int, columns: dict[str, int], workbook: Workbook) -> None:
    letters = {name: letters_of(index) for name, index in columns.items()}
    used = [column for column in sheet.columns if column.name in columns]
    for number, row in enumerate(page.rows[headings + 1 :], start=headings + 2):
        cells = {column.name: row[columns[column.name]] for column in used}
        errors = {name: page.errors.get((number, index), "") for name, index in columns.items()}
        if all(map(is_blank, cells.values())) and not any(errors.values()):
            continue
        line = Line(sheet, number, letters, {})
        values, faults = _values(line, used, cells, errors)
        workbook[sheet.name].append(Line(sheet, number, letters, values))
        workbook.faults += faults


def _values(
    line: Line, used: list[Column], cells: dict[str, Cell], errors: dict[str, str]
) -> tuple[dict[str, Any], list[Fault]]:
    values, faults = {}, []
    for column in used:
        try:
            values[column.name] = _value(column, cells[column.name], errors[column.name])
        except Refused as refusal:
            faults.append(line.fault(column.name, str(refusal)))
    return values, faults


def _value(column: Column, cell: Cell, error: str) -> Any:
    if error:
        raise Refused(f"công thức bị lỗi {error}. Xin gõ thẳng giá trị vào ô.")
    if not is_blank(cell):
        return column.read(cell)
    if column.required:
        raise Refused("ô này để trống. Xin điền.")
    return column.empty
