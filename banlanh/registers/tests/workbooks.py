"""Workbooks as communes keep them, made for the tests; every name in them is invented."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import product

from openpyxl import Workbook

VILLAGES = (
    "Nà Lìn", "Sín Chải", "Bản Mới", "Pắc Tà", "Nậm Lùng", "Tả Van Cao", "Khuổi Đeng", "Cốc Mỳ", "Suối Thầu",
    "Lao Chải", "Nà Pồng", "Phìn Hồ", "Tà Xùa Thấp", "Bản Phiệt Hạ", "Nà Khoang", "Sùng Hoảng", "Nậm Mả", "Cán Hồ",
    "Đội Một", "Đội Hai", "Nà Tấu", "Lùng Vai", "Pờ Hồ", "Khe Nước",
)  # fmt: skip
SURNAMES = ("Lò", "Giàng", "Vàng", "Sùng", "Hoàng", "Nguyễn", "Tẩn", "Lý", "Má", "Thào")
MIDDLE = ("Văn", "Thị", "A", "Seo", "Láo")
GIVEN = ("Pản", "Ín", "Páo", "Lìn", "Sử", "Dín", "Chẩn", "Hoa", "Tủa", "Khé", "Mỷ")
NAMES = [" ".join(parts) for parts in product(SURNAMES, MIDDLE, GIVEN)]  # 550
HEADINGS = ("STT", "Họ và tên chủ hộ", "Địa chỉ (xóm, nhóm)", "Số điện thoại", "Ngày về ở", "Dân tộc", "Ghi chú")
FIRST_ROW = 7  # of the households in a sheet of `template`


def households(count: int, start: int = 0) -> list[list]:
    """Rows as typed by hand: capitals, phones whose 0 Excel dropped, days as text."""
    rows = []
    for number in range(count):
        name = NAMES[(start + number) % len(NAMES)]
        phone = [912000000.0 + start + number, "", f"0987 {start + number:06}"][number % 3]
        day = ["05/03/2026", "", "1/2/2026"][number % 3]
        written = name.upper() if number % 2 else name
        rows.append([number + 1, written, f"Nhóm {number % 7 + 1}", phone, day, "Tày", ""])
    return rows


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def template(sheets: dict[str, list[list]]) -> bytes:
    """One sheet a village: titles, headings in two merged rows, column numbers, households, a total, signatures."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(["ỦY BAN NHÂN DÂN XÃ"])
        sheet.append([])
        sheet.append([f"DANH SÁCH HỘ GIA ĐÌNH THÔN {title.upper()}"])
        sheet.merge_cells("A3:G3")
        sheet.append(HEADINGS)
        sheet.append([])
        for letter in "ABCDEFG":
            sheet.merge_cells(f"{letter}4:{letter}5")
        sheet.append([f"({number})" for number in range(1, 8)])
        for row in rows:
            sheet.append(row)
        sheet.append(["", f"Tổng cộng: {len(rows)} hộ"])
        sheet.append([])
        sheet.append(["", "", "", "Nà Lìn, ngày 5 tháng 3 năm 2026"])
        sheet.append(["", "Người lập biểu", "", "Trưởng thôn"])
        sheet.append(["", "Lò Thị Biểu", "", "Giàng A Trưởng"])
    return saved(book)


def plain(rows: Iterable[Sequence], title: str = "Sheet1", merged: Iterable[str] = ()) -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return saved(book)
