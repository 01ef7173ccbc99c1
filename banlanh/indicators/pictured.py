"""Which figures of a sheet are drawn: duties on time, by month, village and body."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from banlanh.core import clock
from banlanh.core.pictures import Part, Picture, heat, standing, trend
from banlanh.places.models import Body

from .months import month_told

MONTHS = 7
MOST_BODIES = 12
HOW_TO_READ = "Ô gạch thưa là từ 70% đến dưới 90%, gạch dày là dưới 70%, dấu chấm là không có việc đến hạn."


def months_of(sheet: dict, last: str) -> list[str]:
    """The months of reports up to `last` in which anything fell due, the oldest first."""
    every = {month for its_own in sheet["months"].values() for month in its_own if month <= last}
    return sorted(every)[-MONTHS:]


def last_ended(on: date) -> str:
    """The month whose report is done: the running one has hardly begun, and is not yet anybody's result."""
    return f"{month_told(on) - clock.DAY:%Y-%m}"


def short(month: str) -> str:
    """ "2026-11" is "T11"."""
    return f"T{int(month[-2:])}"


def part(month: str, counts: Iterable[list[int]]) -> Part:
    found = list(counts)
    return Part(short(month), sum(each[0] for each in found), sum(map(sum, found)))


def trend_of(sheet: dict, last: str) -> Picture | None:
    """The commune's share of duties on time; of one month there is no trend."""
    months = months_of(sheet, last)
    rows = sheet["months"].values()
    points = [part(month, (row[month] for row in rows if month in row)) for month in months]
    return trend("Tỷ lệ việc đúng hạn theo tháng báo cáo", points) if len(months) > 1 else None


def villages_of(sheet: dict, last: str, villages: Mapping[int, str], bodies: Iterable[Body]) -> Picture | None:
    """Each village, given by number and name, with its cell, month by month."""
    months, counts = months_of(sheet, last), defaultdict(list)
    for body in bodies:
        counts[body.place_id].append(sheet["months"].get(str(body.pk), {}))
    rows = [
        (name, [part(month, (its_own[month] for its_own in counts[pk] if month in its_own)) for month in months])
        for pk, name in villages.items()
    ]
    title = "Phần trăm việc đúng hạn của từng thôn theo tháng báo cáo"
    return heat(title, [*map(short, months)], rows) if months and rows else None


def bodies_of(sheet: dict, month: str, bodies: Iterable[Body]) -> Picture | None:
    """The bodies that were behind in the month, the furthest behind first."""
    rows = [(body.name, *sheet["months"].get(str(body.pk), {}).get(month, (0, 0, 0))) for body in bodies]
    behind = sorted((row for row in rows if row[2] or row[3]), key=lambda row: (-row[3], -row[2]))[:MOST_BODIES]
    title = f"Đơn vị còn việc muộn, việc chưa xong trong tháng báo cáo {int(month[-2:])}"
    return standing(title, behind) if behind else None
