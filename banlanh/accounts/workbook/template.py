"""The empty workbook: one sheet a kind of row, lists to choose from, and a guide with an example."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .cells import Choice
from .sheets import GUIDE, KIND, LANGUAGE, LISTS, ROLE, SHEETS, Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Writer
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

AS_TEXT = 49  # Excel's own number for "@"
ROWS = 500  # how far down the lists are offered
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CHOICES = (KIND, ROLE, LANGUAGE)
# A village's body is made by the village; the list does not offer what would be refused.
NOT_OFFERED = {"village"}

HOW = (
    "Điền các trang Xã, Thôn, Đơn vị, Cán bộ, Chức danh. Không đổi tên trang và tiêu đề cột.",
    "Thứ tự cột, thứ tự dòng tùy ý. Trang này và trang Danh mục không cần điền.",
    "Cột có dấu * là phải điền. Đưa chuột vào tiêu đề để đọc lời dặn.",
    "Ngày ghi ngày/tháng/năm, ví dụ 05/03/2026. Nhiều tên trong một ô thì cách nhau bằng dấu phẩy.",
    "Tệp có lỗi thì máy báo từng ô và không ghi gì. Sửa xong, nhập lại.",
    "Có thể thêm dòng, sửa dòng rồi nhập lại tệp này: máy chỉ ghi phần mới và phần đã sửa.",
    "Bỏ một dòng khỏi tệp không xóa điều đã ghi trong máy.",
    "Không ghi dân tộc, tôn giáo, dòng họ, số căn cước. Không ghi tài liệu mật.",
)


def template(target: str | Path | BinaryIO) -> None:
    """Write the empty workbook to a path or a binary file."""
    from xlsxwriter import Workbook as Writer

    with Writer(str(target) if isinstance(target, Path) else target, OPTIONS) as writer:
        pens = Pens(writer)
        pages = {title: writer.add_worksheet(title) for title in (GUIDE, *(sheet.title for sheet in SHEETS), LISTS)}
        _write_guide(pages[GUIDE], pens)
        for sheet in SHEETS:
            _write_sheet(pages[sheet.title], sheet, pens)
        _write_lists(pages[LISTS], pens)


class Pens:
    """The few ways of writing that the workbook uses."""

    def __init__(self, writer: "Writer"):
        self.heading: Format = writer.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title: Format = writer.add_format({"bold": True, "font_size": 14})
        self.example: Format = writer.add_format({"italic": True, "num_format": AS_TEXT})
        # Text, so that Excel neither drops the 0 of a phone nor swaps the day and the month.
        self.text: Format = writer.add_format({"num_format": AS_TEXT})
        self.number: Format = writer.add_format({"num_format": "0"})


def _write_sheet(page: "Worksheet", sheet: Sheet, pens: Pens) -> None:
    page.freeze_panes(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, pens.number if _counts(column) else pens.text)
        page.write_string(0, index, _heading(column), pens.heading)
        page.write_comment(0, index, column.note, {"author": "Bản Lành"})
        offered = _offered(column)
        if offered:
            page.data_validation(1, index, ROWS, index, offered)


def _counts(column: Column) -> bool:
    return column.name in {"households", "residents"}


def _heading(column: Column) -> str:
    return column.heading[:1].upper() + column.heading[1:] + (" *" if column.required else "")


def _offered(column: Column) -> dict | None:
    """The list of a cell. It only offers: several languages, or a village not yet typed, stay possible."""
    if column.picks:
        title, letter = column.picks.split("!")
        source = f"='{title}'!${letter}$2:${letter}${ROWS + 1}"
    elif column.choice:
        at, length = CHOICES.index(column.choice), len(_labels(column.choice))
        source = f"='{LISTS}'!${'ABC'[at]}$2:${'ABC'[at]}${length + 1}"
    else:
        return None
    return {"validate": "list", "source": source, "show_error": False}


def _labels(choice: Choice) -> list[str]:
    return [label for code, label in choice.offered.items() if code not in NOT_OFFERED]


def _write_lists(page: "Worksheet", pens: Pens) -> None:
    for index, choice in enumerate(CHOICES):
        page.set_column(index, index, 36)
        page.write_string(0, index, choice.what.capitalize(), pens.heading)
        page.write_column(1, index, _labels(choice))


def _write_guide(page: "Worksheet", pens: Pens) -> None:
    page.set_column(0, 7, 26)
    page.write_string(0, 0, "Sổ lập xã: cách điền", pens.title)
    page.write_column(2, 0, [f"{number}. {sentence}" for number, sentence in enumerate(HOW, start=1)])
    row = len(HOW) + 3
    for sheet in SHEETS:
        row = _write_example(page, row, sheet, pens)


def _write_example(page: "Worksheet", row: int, sheet: Sheet, pens: Pens) -> int:
    """The sheet's purpose, its headings, one row in italics, what each column wants; the next free row."""
    page.write_string(row, 0, f"Trang {sheet.title}. {sheet.about}", pens.title)
    for index, column in enumerate(sheet.columns):
        page.write_string(row + 1, index, _heading(column), pens.heading)
        page.write_string(row + 2, index, column.example, pens.example)
    notes = [f"{column.heading.capitalize()}: {column.note}" for column in sheet.columns]
    page.write_column(row + 3, 0, notes)
    return row + 4 + len(notes)
