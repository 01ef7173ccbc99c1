"""Small Vietnamese phrases about days and numbers that many pages say."""

from datetime import date
from functools import lru_cache

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


def short_day(on: date) -> str:
    return f"{on.day}/{on.month}"


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def weekday(on: date) -> str:
    return WEEKDAYS[on.weekday()]


@lru_cache(maxsize=4)
def _holidays(year: int):
    from holidays import country_holidays  # costs 200 ms to import: only where a date is explained

    return country_holidays("VN", years=year, language="vi")


@lru_cache(maxsize=1000)
def day_off(on: date) -> str:
    """Why nobody is in the office that day ("Chủ nhật", "Quốc khánh"), or nothing."""
    return _holidays(on.year).get(on) or (weekday(on) if on.weekday() >= 5 else "")


BANDS = ((95, "từ 95%"), (80, "80 – 94%"), (50, "50 – 79%"), (0, "dưới 50%"))


def band(n: int, m: int) -> str:
    """How far a share has come in coarse words (PROTECTION SEC-31); nothing where there is nothing to divide by.

    "All of them" is no band of its own: beside an exact sum it would tell by subtraction who is left.
    """
    return next((said for least, said in BANDS if 100 * n >= least * m), "") if m else ""


def listed(names: list[str], most: int = 3) -> str:
    """ "A, B, C và 4 nơi khác": a list that fits a line."""
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} và {len(names) - most} nơi khác"
