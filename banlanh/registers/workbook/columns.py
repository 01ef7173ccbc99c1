"""The columns of a register's workbook: by which headings communes call them, and how their cells are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from banlanh.accounts.workbook.cells import Cell, Reader, any_day, phone, shown, text
from banlanh.accounts.workbook.sheets import FORBIDDEN as NOT_KEPT
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.registers.enums import REGISTERS, EntryKind
from vanban.text import search_key

# PROTECTION P2: what no work needs is not even read. In `key_of`.
FORBIDDEN = (
    *NOT_KEPT, "so cc", "ngay sinh", "nam sinh", "sinh ngay", "gioi tinh", "ho ngheo", "can ngheo", "hoan canh",
)  # fmt: skip
EARLIEST = 1945
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Column:
    """`headings` are tried as the whole of what stands above a column, then `words` as a part of it."""

    name: str
    label: str
    read: Reader
    headings: tuple[str, ...]
    words: tuple[str, ...] = ()
    required: bool = False

    def fits(self, heading: str) -> int:
        """How well: 2 where the heading is one we know, 1 where it holds one of our words, 0 where not."""
        if heading in self.headings:
            return 2
        return int(any(f" {word} " in f" {heading} " for word in self.words))


def key_of(heading: Cell) -> str:
    """ "Họ và tên chủ hộ (*)" is "ho va ten chu ho"."""
    return " ".join(re.findall(r"\w+", search_key(re.sub(r"\(.*?\)", "", shown(heading)))))


def is_forbidden(heading: str, kind: str) -> bool:
    allowed = ("dong ho",) if kind == EntryKind.LINEAGE else ()
    return any(f" {words} " in f" {heading} " for words in FORBIDDEN if words not in allowed)


# --- readers ------------------------------------------------------------------------------------------------


def name_of(cell: Cell) -> str:
    """A name as people print it: "NGUYỄN VĂN Á" is "Nguyễn Văn Á"."""
    written = text(MOST_LETTERS)(cell)
    if not re.search(r"[^\W\d_]{2}", written):
        raise Refused(f"«{written}» không giống một cái tên. Xin ghi đủ họ tên bằng chữ.")
    return " ".join(map(capital, written.split())) if written.isupper() and len(written.split()) > 1 else written


def person(cell: Cell) -> str:
    written = name_of(cell)
    if re.search(r"\d", written):
        raise Refused(f"«{written}» có chữ số, không giống họ tên. Xin chỉ ghi họ tên ở ô này.")
    if len(written) < 3:
        raise Refused(f"«{written}» ngắn quá, không giống họ tên. Xin ghi đủ họ tên.")
    return written


def capital(word: str) -> str:
    return word[:1] + word[1:].lower()


def past_day(cell: Cell) -> date:
    """A day that has come."""
    found = any_day(cell)
    if found > clock.today():
        raise Refused(f"ngày {found:%d/%m/%Y} chưa tới. Xin xem lại.")
    if found.year < EARLIEST:
        raise Refused(f"năm của ngày {found:%d/%m/%Y} chưa hợp lý. Xin xem lại.")
    return found


def code_of(cell: Cell) -> UUID:
    """The code that our own export gives a row."""
    try:
        return UUID(shown(cell))
    except ValueError:
        raise Refused("mã này không phải của sổ xuất từ máy. Xin để trống ô này, hoặc bỏ cột này.") from None


# --- the columns --------------------------------------------------------------------------------------------

HEADS = (
    "ho va ten chu ho", "ho ten chu ho", "ten chu ho", "chu ho", "ho va ten", "ho ten", "ho va ten dai dien",
    "chu ho gia dinh", "ho ten nguoi dung dau ho", "dai dien ho", "ho va ten chu ho gia dinh",
)  # fmt: skip
PEOPLE = ("ho va ten", "ho ten", "ho va ten dang vien", "ho ten dang vien", "dang vien", "nguoi co uy tin")
WHERE = (
    "thon", "ban", "xom", "thon ban", "ten thon", "thon ban to", "to dan pho", "thon to dan pho", "thon tdp",
    "khu dan cu", "ten thon ban", "thuoc thon",
)  # fmt: skip
VILLAGE = Column("village", "Thôn", text(MOST_LETTERS), WHERE)
CELL = Column("village", "Chi bộ", text(MOST_LETTERS), ("chi bo", "ten chi bo", "sinh hoat tai chi bo", "thuoc chi bo"))
ADDRESS = Column(
    "address", "Địa chỉ", text(MOST_LETTERS),
    ("dia chi", "noi o", "cho o", "noi o hien nay", "noi cu tru", "nhom", "xom nhom", "so nha", "cum dan cu"),
    ("dia chi", "cho o", "noi o"),
)  # fmt: skip
PHONE = Column(
    "phone", "Điện thoại", phone,
    ("so dien thoai", "dien thoai", "sdt", "dt", "so dt", "lien he", "so lien he", "di dong",
     "so di dong", "dtdd", "tel"),
    ("dien thoai", "sdt"),
)  # fmt: skip
SINCE = Column(
    "starts_on", "Tính từ ngày", past_day,
    ("tu ngay", "tinh tu ngay", "ngay den", "ngay ve o", "ngay chuyen den", "ngay lap ho", "ngay tach ho",
     "ngay hoat dong", "ngay mo", "ngay thanh lap", "ngay vao sinh hoat"),
    ("ngay den", "ngay chuyen den", "ngay ve"),
)  # fmt: skip
CODE = Column("code", "Mã (của sổ xuất từ máy)", code_of, ("ma", "ma muc", "ma so bo"))


def detail(label: str, *headings: str) -> Column:
    return Column("detail", label, text(MOST_LETTERS), headings)


def names(label: str, read: Reader, headings: Sequence[str], *words: str) -> Column:
    return Column("name", label, read, tuple(headings), words, required=True)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    EntryKind.HOUSEHOLD: (names("Họ và tên chủ hộ", person, HEADS, "chu ho"), VILLAGE, ADDRESS, PHONE, SINCE, CODE),
    EntryKind.ESTABLISHMENT: (
        names("Tên cơ sở", name_of, ("ten co so", "co so", "ten co so kinh doanh", "ten ho kinh doanh"), "ten co so"),
        VILLAGE, ADDRESS, PHONE, SINCE,
        detail("Ngành nghề", "nganh nghe", "loai hinh", "linh vuc", "nganh nghe kinh doanh", "loai hinh kinh doanh"),
        CODE,
    ),
    EntryKind.LINEAGE: (
        names("Người đại diện", person, ("nguoi dai dien", "truong dong ho", "truong ho", *PEOPLE), "dai dien"),
        VILLAGE, ADDRESS, PHONE, SINCE, detail("Tên dòng họ", "dong ho", "ten dong ho", "ho"), CODE,
    ),
    EntryKind.MEMBER: (names("Họ và tên", person, PEOPLE, "ho va ten", "ho ten"), CELL, PHONE, SINCE, CODE),
    EntryKind.PRESTIGE: (
        names("Họ và tên", person, PEOPLE, "ho va ten", "ho ten"), VILLAGE, ADDRESS, PHONE, SINCE, CODE,
    ),
    EntryKind.CULTURE_HOUSE: (
        names("Tên nhà văn hóa", name_of, ("ten nha van hoa", "nha van hoa", "ten"), "nha van hoa"),
        VILLAGE, ADDRESS, SINCE, CODE,
    ),
}  # fmt: skip
assert set(COLUMNS) == set(REGISTERS)
