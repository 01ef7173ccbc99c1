"""A register as a workbook, in the very columns in which it is read again: a row comes back by its code."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from banlanh.core.words import day as said
from banlanh.places.models import Body

from .enums import REGISTERS
from .models import Stay
from .workbook.columns import COLUMNS

NOTICE = "Thông tin được bảo vệ theo pháp luật; không chuyển tiếp, sao chụp cho người khác."
WIDTHS = {"name": 30, "village": 20, "address": 30, "phone": 16, "starts_on": 14, "detail": 24, "code": 38}
NOT_IN_TITLES = dict.fromkeys(map(ord, "[]:*?/\\'"))
FIRST = 4  # the row of the headings, from 0


def workbook_of(kind: str, bodies: Iterable[Body], on: date, *, by: str) -> bytes:
    """Who counts on that day, a sheet a body, with who took it out and when above each list."""
    from xlsxwriter import Workbook  # only where a workbook is written

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(target, options)
    styles = {"bold": book.add_format({"bold": True}), "day": book.add_format({"num_format": "dd/mm/yyyy"})}
    titles: set[str] = set()
    for body in bodies:
        stays = Stay.objects.filter(body=body).of(kind).counted_on(on).select_related("entry").order_by("entry__order")
        sheet = book.add_worksheet(title_of(body, titles))
        sheet.write_string(0, 0, f"SỔ BỘ: {REGISTERS[kind].title.upper()}", styles["bold"])
        sheet.write_string(1, 0, f"{body}, tính đến ngày {said(on)}. Người xuất: {by}.")
        sheet.write_string(2, 0, NOTICE)
        write_rows(sheet, kind, list(stays), styles)
    book.close()
    return target.getvalue()


def name_of(body: Body) -> str:
    return body.place.name if body.is_village and body.place else body.name


def title_of(body: Body, taken: set[str]) -> str:
    """A sheet's name: at most 31 letters, none of Excel's own signs, each once."""
    name = (body.place.name if body.is_village and body.place else body.name).translate(
        dict.fromkeys(map(ord, "[]:*?/\\'"))
    )
    title, number = name[:31], 2
    while title.lower() in taken:
        title, number = f"{name[:27]} {number}", number + 1
    taken.add(title.lower())
    return title


def write_rows(sheet: Any, kind: str, stays: list[Stay], styles: dict) -> None:
    columns = COLUMNS[kind]
    sheet.write_string(FIRST, 0, "STT", styles["bold"])
    sheet.set_column(0, 0, 6)
    for number, column in enumerate(columns, start=1):
        sheet.write_string(FIRST, number, column.label, styles["bold"])
        sheet.set_column(number, number, WIDTHS[column.name])
    for number, stay in enumerate(stays, start=1):
        sheet.write_number(FIRST + number, 0, number)
        for place, column in enumerate(columns, start=1):
            value = value_of(stay, column.name)
            if isinstance(value, date):
                sheet.write_datetime(FIRST + number, place, value, styles["day"])
            else:
                sheet.write_string(FIRST + number, place, value)


def value_of(stay: Stay, column: str) -> str | date:
    if column == "starts_on":
        return stay.starts_on
    if column == "village":
        return name_of(stay.body)
    return str(stay.entry_id) if column == "code" else getattr(stay.entry, column)
