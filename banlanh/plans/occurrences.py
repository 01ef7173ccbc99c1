"""When a task falls due: its rule of recurrence, laid over the plan's days (RFC 5545, weeks from Monday)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, YEARLY, rrule

from banlanh.core import clock, words

FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
RULE = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL|BYMONTH|BYMONTHDAY|COUNT)=\d{1,3})*")


MOST_YEARS = 6  # how far a plan may lie from today, and how long it may run
LONG = ("MONTHLY", "YEARLY")  # periods long enough to name a day in


@dataclass(frozen=True, slots=True)
class Occurrence:
    starts_on: date
    ends_on: date
    due_on: date


def parts_of(every: str) -> dict[str, str]:
    """The parts of a rule; `ValueError` where it is none of ours. COUNT is how many times a period."""
    if not RULE.fullmatch(every):
        raise ValueError(f"not a rule: {every!r}")
    return dict(part.split("=") for part in every.split(";"))


def occurrences(every: str, due_on: date | None, start: date, end: date) -> list[Occurrence]:
    """Every period of the rule that falls due in the days `start` to `end`; one, where there is no rule.

    Periods are whole weeks, months, quarters, half-years or years of the calendar, whatever day the plan starts.
    """
    if not every:
        return [once(due_on, start, end)]
    found = []
    for first, last in spans(every, start, end):
        due = due_day(every, first, last)
        if due > end and parts_of(every)["FREQ"] in LONG:
            due = end  # the plan ends before the month, half-year or year does; its last report is still owed
        if start <= due <= end:
            found.append(Occurrence(first, last, due))
    return found


def once(due_on: date | None, start: date, end: date) -> Occurrence:
    """Work without a rhythm is owed once: by its date, or by the plan's end."""
    due = due_on or end
    return Occurrence(min(start, due), due, due)


def spans(every: str, start: date, end: date) -> Iterator[tuple[date, date]]:
    """First and last days of the rule's periods, from the one that holds `start` to the one that holds `end`."""
    parts = parts_of(every)
    firsts = rrule(
        FREQUENCIES[parts["FREQ"]],
        dtstart=datetime.combine(anchor(parts["FREQ"], start), datetime.min.time()),
        interval=max(int(parts.get("INTERVAL", 1)), 1),
        until=datetime.combine(end, datetime.min.time()) + timedelta(days=MOST_YEARS * 366),
        wkst=MO,
    )
    days = [first.date() for first in firsts]
    for first, following in pairwise(days):
        if first <= end:
            yield first, following - timedelta(days=1)


def anchor(frequency: str, start: date) -> date:
    """Where periods are counted from: half-years and quarters are those of the calendar year."""
    if frequency in ("MONTHLY", "YEARLY"):
        return date(start.year, 1, 1)
    return clock.monday_of(start) if frequency == "WEEKLY" else start


def due_day(every: str, first: date, last: date) -> date:
    """The day that the rule names in the period, else the period's last."""
    parts = parts_of(every)
    if parts["FREQ"] not in LONG:
        return last
    month = last.replace(day=1, month=int(parts["BYMONTH"])) if "BYMONTH" in parts else last
    if "BYMONTHDAY" not in parts:
        return clock.last_day(month) if "BYMONTH" in parts else last
    return month.replace(day=min(int(parts["BYMONTHDAY"]), clock.last_day(month).day))


def without_count(every: str) -> tuple[str, int]:
    """The rule of the periods alone, and how many times a period: "FREQ=WEEKLY;COUNT=2" is weekly, twice."""
    if not every:
        return "", 1
    times = int(parts_of(every).get("COUNT", 1))
    return ";".join(part for part in every.split(";") if not part.startswith("COUNT")), max(times, 1)


UNITS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
LONGER = {("MONTHLY", 3): "quý", ("MONTHLY", 6): "6 tháng", ("MONTHLY", 12): "năm"}


def in_words(every: str, due_on: date | None = None, times: int = 1) -> str:
    """ "2 lần mỗi tuần", "hằng tháng, trước ngày 25", "một lần, trước 31/3/2026"."""
    often = f"{times} lần" if times > 1 else "một lần"
    if not every:
        return f"{often}, trước {words.day(due_on)}" if due_on else "trong cả thời gian của kế hoạch"
    unit = unit_of(every)
    rhythm = f"{often} mỗi {unit}" if times > 1 or unit[0].isdigit() else f"hằng {unit}"
    day = named_day(parts_of(every))
    return f"{rhythm}, trước {day}" if day else rhythm


def unit_of(every: str) -> str:
    parts = parts_of(every)
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", 1))
    return LONGER.get((frequency, interval)) or f"{interval if interval > 1 else ''} {UNITS[frequency]}".strip()


def named_day(parts: dict[str, str]) -> str:
    if "BYMONTHDAY" not in parts:
        return f"hết tháng {parts['BYMONTH']}" if "BYMONTH" in parts else ""
    return f"{parts['BYMONTHDAY']}/{parts['BYMONTH']}" if "BYMONTH" in parts else f"ngày {parts['BYMONTHDAY']}"
