"""Money in đồng, as people write it ("45.000.000", "45 triệu", "1,5 tỷ") and as it is shown."""

import re
from decimal import Decimal

from banlanh.core import words
from vanban.text import tidy

MOST = 10**13
UNITS = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "ngàn": 10**3, "": 1}
WRITTEN = re.compile(r"(?P<number>\d[\d., ]*?) ?(?P<unit>tỷ|tỉ|triệu|tr|nghìn|ngàn|) ?(?:đồng|đ|vnđ|vnd)?")
GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
FOREIGN = re.compile(r"\d{1,3}(?:,\d{3})+")  # 45,000,000: as spreadsheets of other countries write


def read(text: str) -> int | None:
    """The amount in đồng; None where the words are no whole amount."""
    found = WRITTEN.fullmatch(tidy(text).lower())
    number = number_of(found["number"], has_unit=bool(found["unit"])) if found else None
    if found is None or number is None:
        return None
    amount = number * UNITS[found["unit"]]
    return int(amount) if amount == int(amount) and amount < MOST else None


def number_of(text: str, *, has_unit: bool) -> Decimal | None:
    """A comma is the decimal mark before "triệu"; without a unit there is nothing below one đồng."""
    whole, _, part = text.partition(",") if has_unit else (text, "", "")
    if FOREIGN.fullmatch(text) and not has_unit:
        whole = text.replace(",", "")
    if has_unit and not part and re.fullmatch(r"\d+\.\d{1,2}", whole):
        whole, _, part = whole.partition(".")  # "1.5 tỷ": the point of a phone's keyboard
    if not GROUPED.fullmatch(whole) or (part and not part.isdecimal()):
        return None
    return Decimal(f"{whole.replace('.', '').replace(' ', '')}.{part or 0}")


def say(amount: int) -> str:
    """ "1,25 tỷ đồng", "45,5 triệu đồng", "450.300 đồng": never rounded."""
    for unit, size, grain in (("tỷ", 10**9, 10**6), ("triệu", 10**6, 10**3)):
        if abs(amount) >= size and amount % grain == 0:
            return f"{shown(Decimal(amount) / size)} {unit} đồng"
    return f"{words.number(amount)} đồng"


def shown(number: Decimal) -> str:
    whole, _, part = f"{number:f}".partition(".")
    part = part.rstrip("0")
    return f"{words.number(int(whole))},{part}" if part else words.number(int(whole))
