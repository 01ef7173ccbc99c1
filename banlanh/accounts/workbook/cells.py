"""Readers: what a cell holds, as calamine gives it, to what we keep; or `Refused` with the reason.

Calamine gives text, every number as a float, dates, and an empty string where a cell is empty.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any

from banlanh.core import clock
from banlanh.core.refusal import Refused
from vanban.text import search_key, tidy

Cell = str | float | bool | date | datetime | time | timedelta
Reader = Callable[[Cell], Any]

COUNT = re.compile(r"\d+|\d{1,3}(?:[. ]\d{3})+")
MOST_COUNTED = 1_000_000
DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 10
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
SEPARATORS = re.compile(r"[,;\n]")
TOTALS = {"cong", "tong", "tong cong", "tong so", "toan xa"}


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not tidy(cell)


def shown(cell: Cell) -> str:
    """The cell as its author sees it, more or less, for a sentence about it."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else str(cell).replace(".", ",")
    return tidy(str(cell))


def words(cell: Cell) -> str:
    if isinstance(cell, date | time | timedelta):
        raise Refused("Excel đã đổi ô này thành ngày giờ. Xin định dạng ô là Văn bản (Text) rồi gõ lại.")
    return shown(cell)


def text(most: int, *, without: str = "") -> Reader:
    """Text of at most `most` letters; a leading word `without` ("thôn", "xã") is dropped."""

    def read(cell: Cell) -> str:
        written = _without(without, words(cell))
        if len(written) > most:
            raise Refused(f"dài {len(written)} ký tự, tối đa {most}. Xin rút gọn.")
        return written

    return read


def _without(word: str, written: str) -> str:
    first, _, rest = written.partition(" ")
    return rest if word and rest and search_key(first) == search_key(word) else written


def village_name(cell: Cell) -> str:
    name = text(75, without="thôn")(cell)
    if search_key(name) in TOTALS:
        raise Refused("dòng cộng không phải là một thôn. Xin bỏ dòng này.")
    return name


def count(cell: Cell) -> int:
    written = shown(cell)
    if isinstance(cell, bool) or not COUNT.fullmatch(written):
        raise Refused(f"«{written}» không phải là số đếm. Xin ghi một số nguyên từ 0 trở lên.")
    number = int(re.sub("[. ]", "", written))
    if number > MOST_COUNTED:
        raise Refused(f"«{written}» lớn quá. Xin xem lại.")
    return number


def phone(cell: Cell) -> str:
    """Digits with the leading 0 that Excel drops; +84 is 0."""
    written = shown(cell)
    digits = re.sub(r"[\s.()-]", "", written)
    digits = re.sub(r"^(?:\+84|84(?=\d{9}$))0?", "0", digits)
    if re.fullmatch(r"[1-9]\d{8,9}", digits):
        digits = "0" + digits
    if not re.fullmatch(r"0\d{9,10}", digits):
        raise Refused(f"«{written}» không giống số điện thoại. Xin ghi đủ 10 số, ví dụ 0912 345 678.")
    return digits


def day(cell: Cell) -> date:
    found = any_day(cell)
    if not EARLIEST <= found <= date(clock.today().year + YEARS_AHEAD, 12, 31):
        raise Refused(f"năm của ngày {found:%d/%m/%Y} chưa hợp lý. Xin xem lại.")
    return found


def any_day(cell: Cell) -> date:
    """As Excel's date, or as text: day/month/year, or as ISO 8601 has it."""
    if isinstance(cell, datetime):
        return cell.date()
    found = cell if isinstance(cell, date) else _written_day(shown(cell))
    if found is None:
        raise Refused(f"«{shown(cell)}» không phải là ngày. Xin ghi ngày/tháng/năm, ví dụ 05/03/2026.")
    return found


def _written_day(written: str) -> date | None:
    local, iso = DAY.fullmatch(written), ISO_DAY.fullmatch(written)
    parts = local.groups()[::-1] if local else iso.groups() if iso else ("0", "0", "0")
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def username(cell: Cell) -> str:
    name = words(cell).lower()
    if not USERNAME.fullmatch(name):
        better = re.sub(r"[^a-z0-9._-]", "", search_key(name).replace(" ", "."))[:40].lstrip("._-")
        hint = f" Có thể dùng «{better}»." if USERNAME.fullmatch(better) else ""
        raise Refused(
            f"«{name}» chưa dùng được: chỉ gồm từ 2 đến 40 chữ không dấu, số, dấu chấm, không dấu cách.{hint}"
        )
    return name


def many(read: Reader) -> Reader:
    """A list with commas, each part read by `read`, each once."""

    def read_all(cell: Cell) -> list:
        parts = SEPARATORS.split(cell) if isinstance(cell, str) else [cell]
        return list(dict.fromkeys(read(part) for part in parts if not is_blank(part)))

    return read_all


@dataclass(frozen=True)
class Choice:
    """One of a short list, by its label or its code, whatever the case and the marks."""

    what: str
    labels: Mapping[str, str]
    other_words: Mapping[str, str] = field(default_factory=dict)
    shows_codes: bool = False

    @property
    def offered(self) -> dict[str, str]:
        """What the empty workbook's list shows: "Chi bộ thôn", "R6 - Bí thư chi bộ"."""
        first = "{0} - {1}" if self.shows_codes else "{1}"
        return {code: first.format(code, label[:1].upper() + label[1:]) for code, label in self.labels.items()}

    def __call__(self, cell: Cell) -> str:
        written = words(cell)
        code = self._keys().get(_bare(written))
        if code is None:
            raise Refused(f"không có {self.what} «{written}».{self._nearest(written)}")
        return code

    def _keys(self) -> dict[str, str]:
        by_label = {_bare(label): code for code, label in self.labels.items()}
        by_offer = {_bare(offer): code for code, offer in self.offered.items()}
        return {_bare(code): code for code in self.labels} | by_label | by_offer | dict(self.other_words)

    def _nearest(self, written: str) -> str:
        keys = self._keys()
        near = get_close_matches(_bare(written), keys, n=1, cutoff=0.85)
        hint = f" Có phải «{self.offered[keys[near[0]]]}»?" if near else ""
        return f"{hint} Xin chọn trong trang Danh mục của tệp mẫu."


def _bare(written: str) -> str:
    return " ".join(re.findall(r"\w+", search_key(written)))
