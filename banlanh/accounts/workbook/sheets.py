"""The sheets of the workbook, as data: the empty one is written from it, a filled one is read by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from banlanh.accounts.enums import Role
from banlanh.places.enums import BodyKind, Language

from .cells import Choice, Reader, count, day, many, phone, text, username, village_name
from .faults import Fault

KIND = Choice("loại", dict(BodyKind.choices))
ROLE = Choice("vai trò", dict(Role.choices), shows_codes=True)
OTHER_WORDS = {
    prefix + word: code
    for prefix in ("", "tieng ")
    for code, known in (
        ("vie", ("kinh", "viet", "pho thong")),
        ("hmn", ("mong", "hmong", "h mong")),
        ("tyz", ("tay",)),
        ("ium", ("dao",)),
        ("nut", ("nung",)),
        ("pcc", ("giay",)),
    )
    for word in known
}
LANGUAGE = Choice("thứ tiếng", dict(Language.choices), OTHER_WORDS)


@dataclass(frozen=True)
class Column:
    """`name` is the field that the column fills; `empty` is what an empty cell means."""

    name: str
    heading: str
    read: Reader
    note: str
    example: str
    required: bool = True
    empty: Any = ""
    choice: Choice | None = None
    picks: str = ""  # the range whose values are offered: "Thôn!A"
    width: int = 22


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    about: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


COMMUNE = Sheet(
    "commune",
    "Xã",
    "Một dòng: xã nào, tỉnh nào.",
    (
        Column("province", "tỉnh", text(75, without="tỉnh"), "Tên tỉnh, không cần chữ «tỉnh».", "Lào Cai"),
        Column("name", "xã", text(75, without="xã"), "Tên xã, không cần chữ «xã».", "Suối Lành"),
    ),
)
VILLAGES = Sheet(
    "villages",
    "Thôn",
    "Mỗi dòng một thôn. Máy tự lập đơn vị «Thôn …» cho từng thôn.",
    (
        Column("name", "tên thôn", village_name, "Tên thôn, bản; không cần chữ «thôn».", "Nà Lìn"),
        Column("households", "số hộ", count, "Số hộ đang ở.", "52", width=10),
        Column("residents", "số khẩu", count, "Số người đang ở.", "236", width=10),
        Column("languages", "thứ tiếng", many(LANGUAGE),
               "Các thứ tiếng của bản tin loa, cách nhau bằng dấu phẩy.", "tiếng phổ thông, tiếng Tày",
               required=False, empty=[], choice=LANGUAGE, width=32),
    ),
)  # fmt: skip
BODIES = Sheet(
    "bodies",
    "Đơn vị",
    "Mỗi dòng một chi bộ, đoàn thể, cơ quan, trường, trạm. Không ghi lại các thôn.",
    (
        Column("name", "tên", text(120), "Tên như trong văn bản của xã.", "Chi bộ Nà Lìn", width=36),
        Column("kind", "loại", KIND, "Chọn trong danh sách.", "Chi bộ thôn", choice=KIND),
        Column("place", "thôn", text(75, without="thôn"), "Thôn mà đơn vị thuộc về; không thì để trống.",
               "Nà Lìn", required=False, picks="Thôn!A"),
    ),
)  # fmt: skip
PEOPLE = Sheet(
    "people",
    "Cán bộ",
    "Mỗi dòng một người sẽ đăng nhập. Không ghi dân tộc, tôn giáo, dòng họ, số căn cước.",
    (
        Column("full_name", "họ và tên", text(80), "Họ và tên, đủ dấu.", "Hoàng Thị Lan", width=28),
        Column("username", "tên đăng nhập", username,
               "Chữ không dấu, số, dấu chấm; mỗi người một tên, không đổi về sau.", "lan.hoang"),
        Column("phone", "điện thoại", phone, "Số di động; có thể để trống.", "0912 345 678", required=False),
    ),
)  # fmt: skip
POSTS = Sheet(
    "posts",
    "Chức danh",
    "Mỗi dòng một chức danh. Một người có thể giữ nhiều chức danh; không có chức danh thì không xem được gì.",
    (
        Column("username", "tên đăng nhập", username, "Như ở trang Cán bộ.", "lan.hoang", picks="Cán bộ!B"),
        Column("body", "đơn vị", text(120), "Như ở trang Đơn vị; của thôn thì ghi «Thôn …».", "Chi bộ Nà Lìn",
               picks="Đơn vị!A", width=36),
        Column("role", "vai trò", ROLE, "Chọn trong danh sách; vai trò quyết định được xem gì, làm gì.",
               "R6 - Bí thư chi bộ", choice=ROLE, width=34),
        Column("title", "chức danh", text(80), "Chức danh như trong văn bản.", "Bí thư chi bộ", width=28),
        Column("villages", "thôn phụ trách", many(text(75, without="thôn")),
               "Các thôn được giao, cách nhau bằng dấu phẩy.", "Nà Lìn", required=False, empty=[], width=28),
        Column("document", "văn bản", text(80), "Số, ký hiệu của văn bản phân công.", "12-QĐ/ĐU", required=False),
        Column("starts_on", "từ ngày", day, "Ngày/tháng/năm.", "01/07/2026", width=14),
        Column("ends_on", "đến ngày", day, "Ngày/tháng/năm; để trống là 12 tháng kể từ «từ ngày».", "",
               required=False, empty=None, width=14),
    ),
)  # fmt: skip
SHEETS = (COMMUNE, VILLAGES, BODIES, PEOPLE, POSTS)
GUIDE, LISTS = "Hướng dẫn", "Danh mục"

# PROTECTION P2: what the commune's work does not need is not even read. In `search_key`.
FORBIDDEN = (
    "dan toc", "ton giao", "dong ho", "cccd", "can cuoc", "cmnd", "cmt", "chung minh", "dinh danh",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row: what its readable cells hold, by column name; what was unreadable is absent."""

    sheet: Sheet
    row: int
    letters: Mapping[str, str]
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def only(self, *names: str) -> dict[str, Any]:
        """The values of these columns; a column that the file does not have says nothing."""
        return {name: self.values[name] for name in names if name in self.values}

    def fault(self, name: str, sentence: str) -> Fault:
        return Fault(self.sheet.title, self.row, self.spot(name), sentence)

    def spot(self, name: str) -> str:
        """ "B (đơn vị)"."""
        return f"{self.letters[name]} ({self.sheet.column(name).heading})"

    def __str__(self) -> str:
        return f"Trang {self.sheet.title}, dòng {self.row}"


@dataclass
class Workbook:
    """What was read, what is wrong with it, and what its author should know."""

    lines: dict[str, list[Line]] = field(default_factory=lambda: {sheet.name: [] for sheet in SHEETS})
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __getitem__(self, sheet: str) -> list[Line]:
        return self.lines[sheet]
