"""A good workbook of a small commune, and ways to spoil it."""

from datetime import date
from io import BytesIO

HEADINGS = {
    "Xã": ("Tỉnh *", "Xã *"),
    "Thôn": ("Tên thôn *", "Số hộ *", "Số khẩu *", "Thứ tiếng"),
    "Đơn vị": ("Tên *", "Loại *", "Thôn"),
    "Cán bộ": ("Họ và tên *", "Tên đăng nhập *", "Điện thoại"),
    "Chức danh": (
        "Tên đăng nhập *", "Đơn vị *", "Vai trò *", "Chức danh *", "Thôn phụ trách", "Văn bản", "Từ ngày *", "Đến ngày",
    ),
}  # fmt: skip
NEW_YEAR = date(2026, 1, 1)
ROWS = {
    "Xã": [("Mây Ngàn", "Suối Lành")],
    "Thôn": [("Nà Lìn", 52, 236, "tiếng phổ thông, tiếng Tày"), ("Thôn Sín Chải", 41, 198, "Mông")],
    "Đơn vị": [("Chi bộ Nà Lìn", "chi bộ thôn", "Nà Lìn"), ("Công an xã", "Công an", None)],
    "Cán bộ": [
        ("Lò Thị Lan", "lan", "0912 345 678"),
        ("Nguyễn Văn Minh", "Minh", 987654321),
        ("Vàng Văn Sơn", "son", None),
    ],
    "Chức danh": [
        ("lan", "Thôn Nà Lìn", "Trưởng thôn", "Trưởng thôn", None, "1-QĐ/UBND", NEW_YEAR, "31/12/2026"),
        ("minh", "Chi bộ Nà Lìn", "R6", "Bí thư chi bộ", "Nà Lìn, Sín Chải", "2-QĐ/ĐU", "01/01/2026", None),
        ("son", "Công an xã", "R3 - Trưởng Công an xã", "Trưởng Công an xã", None, "3-QĐ", NEW_YEAR, None),
    ],
}  # fmt: skip


def good():
    """The workbook as openpyxl holds it, to be spoilt and then `packed`."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, headings in HEADINGS.items():
        page = book.create_sheet(title)
        for row in (headings, *ROWS[title]):
            page.append(row)
    return book


def packed(book) -> BytesIO:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def with_cells(*cells):
    """The good workbook with `cells`: (sheet, "B3", value)."""
    book = good()
    for title, spot, value in cells:
        book[title][spot] = value
        if isinstance(value, str) and value.startswith("#"):
            book[title][spot].data_type = "e"  # what Excel keeps of a formula that failed
    return packed(book)


def with_rows(title: str, *rows):
    book = good()
    for row in rows:
        book[title].append(row)
    return packed(book)
