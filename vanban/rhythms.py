"""Recurrences in Vietnamese documents ("hằng tháng", "02 lần/tuần") as RFC 5545 rules."""

import re
from collections.abc import Callable
from functools import lru_cache

from vanban.text import tidy

PERIODS = {
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
}
NUMERALS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9}

PERIOD = "(?P<period>ngày|tuần|tháng|quý|năm)"
COUNT = r"(?P<count>\d{1,2}|một|hai|ba|bốn|năm|sáu|chín)"
EVENT = r"(?:lần|lượt|buổi|cuộc|phiên|kỳ|số|bài|tin|bản tin|chuyên mục)"
EACH = r"(?:hằng|hàng|mỗi)"
DAY = r"(?:ngày\s+)?(?P<day>\d{1,2})"
MONTH = r"(?:\s?/\s?|\s+tháng\s+)(?P<month>\d{1,2})(?![\d/])"
END = r"(?!\w)"

Rule = str | None
Reader = Callable[[re.Match[str]], Rule]


@lru_cache(maxsize=500)
def find_every(text: str) -> str | None:
    """The first recurrence that `text` orders, as `FREQ=...` with INTERVAL, BYMONTH, BYMONTHDAY, COUNT.

    COUNT is how many times in each period. "thường xuyên" and "định kỳ" without a figure give None, and so
    does a "hằng năm" that only qualifies a noun ("ngân sách hằng năm").
    """
    lowered = tidy(text).lower()
    if not any(period in lowered for period in PERIODS):
        return None
    found = [rule for pattern, read in PATTERNS for rule in _first(pattern, read, lowered)]
    return min(found, key=_place)[1] if found else None


def _place(found: tuple[int, str]) -> int:
    return found[0]


def _first(pattern: re.Pattern[str], read: Reader, text: str) -> list[tuple[int, str]]:
    for match in pattern.finditer(text):
        rule = read(match)
        if rule:
            return [(match.start(), rule)]
    return []


def _rule(period: str, times: int = 1, **parts: int | None) -> str:
    frequency, interval = PERIODS[period]
    interval *= times
    named = {"INTERVAL": interval if interval > 1 else None, **parts}
    return ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in named.items() if value)])


def _number(printed: str) -> int:
    return NUMERALS[printed] if printed in NUMERALS else int(printed)


def _so_many_times(match: re.Match[str]) -> Rule:
    count = _number(match["count"])
    return _rule(match["period"], COUNT=count if count > 1 else None)


def _once_in_so_many(match: re.Match[str]) -> Rule:
    count = _number(match["count"])
    return _rule(match["period"], count) if 0 < count <= 36 else None


def _day_of_each_month(match: re.Match[str]) -> Rule:
    day = int(match["day"])
    return _rule("tháng", BYMONTHDAY=day) if 1 <= day <= 31 else None


def _day_of_each_quarter(match: re.Match[str]) -> Rule:
    day = int(match["day"])
    return _rule("quý", BYMONTHDAY=day) if 1 <= day <= 31 else None


def _day_of_each_year(match: re.Match[str]) -> Rule:
    day, month = int(match["day"]), int(match["month"])
    if 1 <= day <= 31 and 1 <= month <= 12:
        return _rule("năm", BYMONTH=month, BYMONTHDAY=day)
    return None


def _each(match: re.Match[str]) -> Rule:
    return None if _only_qualifies(match) else _rule(match["period"])


# "theo kế hoạch ... hằng năm", "ngân sách hằng năm": the rhythm of something named, not of an order.
NAMED_THING = re.compile(
    r"(?:^|[\s(])(?:theo|trong|gắn với|thuộc|từ nguồn|nguồn|dự toán|ngân sách|kinh phí|phân loại|xếp loại|"
    r"chương trình công tác|chương trình kiểm tra|kế hoạch kiểm tra|nghị quyết|"
    r"đánh giá|thi đua|khen thưởng|bình quân|trung bình|tỷ lệ|tăng|giảm)(?=\s|$)"
)
CLAUSE_BREAKS = (",", ";", ".", ":", "(", ")")
SENTENCE_START = re.compile(r"[.;:(]")
REACH = 160


def _only_qualifies(match: re.Match[str]) -> bool:
    """Whether a rhythm belongs to a thing named before it in the same clause, or to an owner after it."""
    text, start = match.string, match.start()
    if match["period"] in ("ngày", "tuần", "tháng", "quý"):
        return text[max(0, start - 11) : start].endswith(("bình quân ", "trung bình "))
    window = text[max(0, start - REACH) : start]
    clause = window[max(window.rfind(mark) for mark in CLAUSE_BREAKS) + 1 :]
    if clause.rstrip().endswith("định kỳ"):
        return False
    if SENTENCE_START.split(window)[-1].lstrip().startswith("theo "):
        return True
    return bool(NAMED_THING.search(clause)) or text.startswith(" của ", match.end())


# "trong 06 tháng" is a span, not a rhythm.
OPENS_SPAN = ("trong", "sau", "thời hạn", "kể từ", "dưới", "trên", "đủ", "ít nhất", "quá")
NO_SPAN = "".join(rf"(?<!{word} )" for word in OPENS_SPAN) + r"(?<!\d)"

PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(rf"\b{COUNT}\s+{EVENT}\s?(?:/|trong|mỗi|một|trên)\s?(?:\(?một\)?\s)?{PERIOD}{END}"),
        _so_many_times,
    ),
    (
        re.compile(
            rf"\b{EACH}\s+{PERIOD}\s+(?:(?:tổ chức|thực hiện|phát|họp|có|ra|sinh hoạt)\s+)?"
            rf"(?:ít nhất\s+|tối thiểu\s+)?{COUNT}\s+{EVENT}{END}"
        ),
        _so_many_times,
    ),
    (
        re.compile(rf"\b{COUNT}\s+{PERIOD}\s?(?:/|một|mỗi)\s?(?:1|01)?\s?(?:lần|kỳ|buổi|phiên|cuộc)"),
        _once_in_so_many,
    ),
    (
        re.compile(rf"{NO_SPAN}(?P<count>0?[2369])\s+(?P<period>tháng){END}(?!\s+(?:kể|sau|tuổi|trở|đầu|cuối))"),
        _once_in_so_many,
    ),
    (re.compile(rf"\b{DAY}(?:\s+của)?\s+{EACH}\s+tháng{END}"), _day_of_each_month),
    (
        re.compile(
            rf"\b{EACH}\s+tháng\s*[,(]?\s*(?:trước|vào"
            rf"|chậm nhất)?\s*(?:là\s+)?ngày\s+(?P<day>\d{{1,2}})(?!\s?/|\d)"
        ),
        _day_of_each_month,
    ),
    (
        re.compile(
            r"\bngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+(?:của\s+)?(?:(?:hằng"
            r"|hàng|mỗi)\s+)?quý"
        ),
        _day_of_each_quarter,
    ),
    (
        re.compile(
            rf"\b{EACH}\s+tháng\b[^.;]{{0,200}}?\b(?:trước|vào|chậm nhất)"
            r"\s+ngày\s+(?P<day>\d{1,2})(?!\d|\s?[/.-]\s?\d|\s+tháng)"
        ),
        _day_of_each_month,
    ),
    (re.compile(rf"\b{DAY}{MONTH}\s+(?:của\s+)?{EACH}\s+năm{END}"), _day_of_each_year),
    (
        re.compile(
            rf"\b{EACH}\s+năm\s*[,(]?\s*(?:trước|vào|chậm nhất|xong)?\s*(?:là\s+"
            rf"|trước\s+)?ngày\s+(?P<day>\d{{1,2}}){MONTH}"
        ),
        _day_of_each_year,
    ),
    (re.compile(rf"\b{EACH}\s+{PERIOD}{END}"), _each),
    (re.compile(rf"\bđịnh kỳ\s+(?:theo\s+)?(?P<period>tuần|tháng|quý|năm){END}"), _each),
)
