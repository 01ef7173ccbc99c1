"""The recount: every figure again from the records, by another way than the sheet's."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.db.models import Count

from banlanh.audit.queries import first_broken
from banlanh.core import clock
from banlanh.documents.models import Resolution
from banlanh.outreach.models import Airing
from banlanh.places.models import Body, Place

from .facts import Facts
from .models import FigureSheet
from .registry import month_of, week_of
from .sheet import count, sheet_of


def differences(commune: Place) -> list[str]:
    """What does not agree, in Vietnamese sentences; nothing where all is right."""
    kept = sheet_of(commune)
    today = clock.today()
    found = []
    if kept != count(Facts(commune, today)):
        found.append("Bảng số liệu đang giữ khác với khi đếm lại từ các bản ghi.")
    found += plain_recount(commune, kept)
    broken = first_broken(commune.pk)
    if broken is not None:
        found.append(f"Nhật ký không còn nguyên vẹn từ dòng số {broken}.")
    return found


def plain_recount(commune: Place, kept: dict) -> list[str]:
    """The two figures that the database can count by itself, against the sheet's."""
    figures, today = kept["figures"], clock.today()
    told = airings_told(commune, figures["airings"], today), resolutions_told(commune, figures["resolutions"], today)
    return [*chain(*told)]


def airings_told(commune: Place, figures: list[list], today: date) -> Iterator[str]:
    week = week_of(today)
    airings = Airing.objects.for_place(commune).live().filter(happened_on__range=(week.first, min(week.last, today)))
    rows = airings.values("body", "language").annotate(n=Count("pk")).order_by()
    played = Counter({(row["body"], row["language"]): row["n"] for row in rows})
    for body, n, m, language in figures:
        if n != min(played[body, language], m):
            name = Body.objects.get(pk=body)
            yield f"Buổi phát thanh của {name}: bảng ghi {n}, bản ghi có {played[body, language]}."


def resolutions_told(commune: Place, figures: list[list], today: date) -> Iterator[str]:
    month = month_of(today)
    asked = {"has_drug_content": True, "happened_on__lte": today, "body__closed_on": None}
    speaking = Resolution.objects.for_place(commune).live().filter(covers_on__range=(month.first, month.last), **asked)
    claimed, found = sum(n for _, n, *_ in figures), speaking.count()
    if claimed != found:
        yield f"Nghị quyết chi bộ: bảng ghi {claimed}, bản ghi có {found}."


def forget_old_sheets(commune: Place) -> int:
    """Sheets of past days can be counted again at any time; only those that pages and the report read are kept."""
    today = clock.today()
    read = [today, clock.month_of(today) - clock.DAY]
    deleted, _ = FigureSheet.objects.for_place(commune).exclude(day__in=read).delete()
    return deleted
