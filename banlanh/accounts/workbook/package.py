"""An .xlsx opened with care: the values by calamine, and what calamine does not tell.

Calamine gives an empty text for "#REF!", and sets aside room for the whole rectangle up to the last cell, so
one stray cell in the last row and column would end the program. Both are seen in the sheet's own XML first.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from banlanh.core.refusal import Refused

from .cells import Cell

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_CELLS = 1_000_000

NOT_EXCEL = "Tệp này không phải sổ Excel (.xlsx) hoặc đã hỏng. Xin mở bằng Excel, lưu lại thành .xlsx rồi thử lại."
OLD_OR_LOCKED = "Tệp này là Excel đời cũ (.xls) hoặc có mật khẩu. Xin bỏ mật khẩu và lưu lại thành .xlsx."
TOO_LARGE = "Tệp này lớn quá, không giống sổ của một xã. Xin chép sang tệp mẫu mới."
STRAY = "có ô ở quá xa (dòng {row}, cột {column}). Xin xóa các dòng, các cột thừa rồi lưu lại."

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
CELL_TAG = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
PLACE_OF_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
IS_ERROR = re.compile(rb'\bt="e"')
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,30})</")


@dataclass
class Page:
    """The values of one sheet from A1 on, and the error that each failed formula shows, by row and column."""

    rows: list[list[Cell]]
    errors: dict[tuple[int, int], str]


def letters_of(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    head, last = divmod(column, 26)
    return (letters_of(head - 1) if head else "") + chr(ord("A") + last)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Package:
    """A workbook in memory; `Refused` where it is none."""

    def __init__(self, content: bytes):
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            self._zip = _opened(content)
            self._parts = _parts(self._zip)
            self._book = CalamineWorkbook.from_filelike(BytesIO(content))
        except (BadZipFile, ElementTree.ParseError, KeyError, CalamineError, OSError) as error:
            raise Refused(NOT_EXCEL) from error

    @property
    def titles(self) -> list[str]:
        return list(self._parts)

    def page(self, title: str) -> Page:
        from python_calamine import CalamineError

        try:
            errors = _scanned(self._zip.read(self._parts[title]))
            rows = self._book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        except (BadZipFile, KeyError, CalamineError, OSError) as error:
            raise Refused("trang này đã hỏng, không đọc được. Xin chép sang tệp mẫu mới.") from error
        return Page(rows, errors)


def read_all(source: IO[bytes]) -> bytes:
    content = source.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    return content


def _opened(content: bytes) -> ZipFile:
    if content.startswith(OLD_EXCEL):
        raise Refused(OLD_OR_LOCKED)
    archive = ZipFile(BytesIO(content))
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    return archive


def _parts(archive: ZipFile) -> dict[str, str]:
    """The path inside the archive of each sheet, by its title."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet")
    return {sheet.get("name", ""): _path(targets[_relation(sheet)]) for sheet in sheets}


def _relation(sheet: ElementTree.Element) -> str:
    """The value of `r:id`, whose namespace differs between the two editions of the standard."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _scanned(xml: bytes) -> dict[tuple[int, int], str]:
    """The failed formulas of a sheet; `Refused` where its last cell lies absurdly far."""
    errors, last_row, last_column = {}, 0, 0
    for cell in CELL_TAG.finditer(xml):
        spot = PLACE_OF_CELL.search(cell[1])
        if spot is None:
            continue
        row, column = int(spot[2]), _number_of(spot[1].decode())
        last_row, last_column = max(last_row, row), max(last_column, column)
        if IS_ERROR.search(cell[1]):
            errors[row, column] = _value_after(xml, cell.end())
    if last_row * (last_column + 1) > MOST_CELLS:
        raise Refused(STRAY.format(row=last_row, column=letters_of(last_column)))
    return errors


def _value_after(xml: bytes, start: int) -> str:
    value = VALUE.search(xml, start, start + 2000)
    return value[1].decode() if value else ""
