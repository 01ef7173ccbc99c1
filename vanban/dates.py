"""Dates as Vietnamese documents write them: when something is due, by when an aim holds, how often it recurs.

`find_every` lives in `vanban.rhythms` and is offered here too.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.rhythms import find_every
from vanban.text import tidy

__all__ = ["Moment", "find_by", "find_due", "find_every", "iso_day", "moments"]

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

MOMENT = re.compile(
    r"""
    (?<!\d)(?P<day>\d{1,2})\s?(?:[/.]|\s-\s|-)\s?(?P<day_month>\d{1,2})\s?(?:[/.]|-)\s?(?P<day_year>\d{4})(?!\d)
  | (?<!\d)(?P<day2>\d{1,2})\s+tháng\s+(?P<day2_month>\d{1,2})\s+năm\s+(?P<day2_year>\d{4})(?!\d)
  | \btháng\s+(?P<month>\d{1,2})\s?(?:[/-]|năm\s)\s?(?P<month_year>\d{4})(?!\d)
  | \bquý\s+(?P<quarter>iv|i{1,3}|[1-4])\s?(?:[/-]|năm\s)\s?(?P<quarter_year>\d{4})(?!\d)
  | \b(?:năm|giai\ đoạn|nhiệm\ kỳ|thời\ kỳ)\s+(?:từ\s+)?(?:năm\s+)?(?P<first_year>\d{4})
    (?:\s?(?:[–-]|đến(?:\snăm)?)\s?(?P<last_year>\d{4}))?(?!\d)
    """,
    re.VERBOSE,
)
YEARLESS = re.compile(
    r"(?P<day>\b(?:ngày|trước|xong)\s+\d{1,2}\s?[/.]\s?(?:1[0-2]|0?[1-9])|^\d{1,2}/(?:1[0-2]|0?[1-9])$)(?!\s?[/.-]?\s?\d|%)"
    r"|\btháng\s+(?:1[0-2]|0?[1-9])(?!\s?[/.-]?\s?\d|\s+(?:năm|đầu|cuối))"
    r"|\bquý\s+(?:iv|i{1,3}|[1-4])\b(?!\s?[/-]|\s+năm)",
    re.IGNORECASE,
)
# The words that make a date a deadline, standing right before it.
CUE = re.compile(
    r"(?:^|[\s(,;:])(?P<cue>chậm\ nhất|hoàn\ thành|trước|xong|hạn|hết|đến|tới|trong|vào|cuối"
    r"|dự\ kiến|kết\ thúc)"
    r"(?:\s+(?:là|vào|trong|trước|hết|cuối|ngày|đến|khoảng|tháng|năm|thời|gian|hạn|công|việc|nhất|là:))*"
    r"\s*[:,]?\s*(?:ngày\s+)?$".replace(r"\ ", " ")
)
# "trong kỳ sinh hoạt tháng 7/2026"
ROUND_OF = re.compile(r"\b(?:trong|tại|vào)\s+(?:kỳ|đợt|dịp|phiên|buổi|hội nghị|cuộc họp)\b[^,.;:]{0,40}$")
START = re.compile(r"(?:\b(?:từ|kể từ|bắt đầu|sau)(?:\s+(?:ngày|đầu|hết))*|\bvào đầu)\s*$")
# "Năm 2018: rà soát ...": the year that opens a clause is the year of its work.
AT_ONCE = re.compile(r"\s*[:,]")
OPENING = re.compile(r"^\W*(?:dự kiến\s+)?(?:trong\s+)?(?:ngày\s+)?$")
OPEN_END = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?(?:và|,)?\s*(?:những|các)\s+năm\s+(?:tiếp theo|sau)|\s*trở\s+(?:đi|về sau)"
)
OTHER_TIME = re.compile(r"(?:tầm nhìn|quy hoạch|chiến lược|giai đoạn|thời kỳ|nhiệm kỳ)[^,;.]{0,60}$")
# A cell "Thời gian" may hold nothing else: "12/2025", "T6/2025", "2025", "2025 - 2026".
BARE = re.compile(r"\W*(?:(?:t|th)?\.?\s?(?P<month>\d{1,2})\s?[/-]\s?|(?:20\d\d)\s?[-–]\s?)?(?P<year>20\d\d)\W*")
REACH = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A date printed in a text; of a month, quarter, year or span, `last_day` is its last day (ISO)."""

    start: int
    end: int
    last_day: str
    kind: Literal["day", "month", "quarter", "year", "span"]


def find_due(text: str, *, stated: bool = False) -> str | None:
    """The day (ISO) by which `text` says something must be done once, None where it sets no such day.

    A month, quarter or year counts as its last day. Starts ("từ ngày ..."), open ends and dates of cited
    documents are no deadlines. `stated` says that `text` is nothing but a time, as in a column "Thời gian".
    """
    lowered = tidy(text).lower()
    if stated:
        return _stated_due(lowered)
    deadlines = (moment.last_day for moment in moments(lowered) if _is_deadline(lowered, moment))
    return next(deadlines, None)


def with_year(text: str, year: int | None) -> str:
    """`text` with `year`, that of the document, after each day, month or quarter that is printed without one.

    What recurs ("ngày 25 hằng tháng") has no year and gets none.
    """
    if year is None or find_every(text):
        return text
    return YEARLESS.sub(lambda match: f"{match.group()}{'/' if match['day'] else ' năm '}{year}", text)


def find_by(text: str) -> str | None:
    """The day (ISO) by which an aim holds: any period or deadline named with it."""
    lowered = tidy(text).lower()
    named = [moment for moment in moments(lowered) if _dates_an_aim(lowered, moment)]
    return named[0].last_day if named else None


def moments(text: str) -> Iterator[Moment]:
    """The dates printed in `text`, which is tidy and in lower case; impossible ones are passed over."""
    for match in MOMENT.finditer(text):
        moment = _moment(match)
        if moment:
            yield moment


def iso_day(year: int, month: int, day: int) -> str | None:
    if 1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{day:02}"
    return None


def _moment(match: re.Match[str]) -> Moment | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    last_day, kind = _last_day(found)
    return Moment(match.start(), match.end(), last_day, kind) if last_day else None


def _last_day(found: dict[str, str]) -> tuple[str | None, Literal["day", "month", "quarter", "year", "span"]]:
    if "day" in found:
        return iso_day(int(found["day_year"]), int(found["day_month"]), int(found["day"])), "day"
    if "day2" in found:
        return iso_day(int(found["day2_year"]), int(found["day2_month"]), int(found["day2"])), "day"
    if "month" in found:
        return _month_end(int(found["month_year"]), int(found["month"])), "month"
    if "quarter" in found:
        return _month_end(int(found["quarter_year"]), 3 * QUARTERS[found["quarter"]]), "quarter"
    kind: Literal["year", "span"] = "span" if "last_year" in found else "year"
    return _month_end(int(found.get("last_year") or found["first_year"]), 12), kind


def _month_end(year: int, month: int) -> str | None:
    if not (1900 <= year <= 2199 and 1 <= month <= 12):
        return None
    return iso_day(year, month, monthrange(year, month)[1])


def _stated_due(text: str) -> str | None:
    bare = BARE.fullmatch(text)
    if bare:
        return _month_end(int(bare["year"]), int(bare["month"] or 12))
    closing = [m for m in moments(text) if not START.search(_before(text, m))]
    if not closing or OPEN_END.match(text, closing[-1].end):
        return None
    if text.startswith("theo "):
        return None
    return closing[-1].last_day


def _is_deadline(text: str, moment: Moment) -> bool:
    before = _before(text, moment)
    if START.search(before) or OPEN_END.match(text, moment.end) or moment.kind == "span":
        return False
    cue = CUE.search(before)
    if moment.kind in ("month", "quarter") and ROUND_OF.search(before):
        return True
    if moment.kind == "year":
        if OPENING.match(before) and AT_ONCE.match(text, moment.end):
            return True
        return bool(cue) and cue["cue"] != "vào" and not OTHER_TIME.search(before)  # type: ignore[index]
    if moment.start <= REACH and OPENING.match(before):
        return moment.kind != "day" or before.strip() != ""
    return bool(cue)


def _dates_an_aim(text: str, moment: Moment) -> bool:
    before = _before(text, moment)
    if moment.kind == "day":
        return bool(CUE.search(before))
    return not before.endswith(("tầm nhìn đến ", "tầm nhìn ", "so với ")) and not START.search(before)


def _before(text: str, moment: Moment) -> str:
    return text[max(0, moment.start - REACH) : moment.start]
