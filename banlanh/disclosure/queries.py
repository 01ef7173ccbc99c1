from collections.abc import Sequence
from datetime import date

from banlanh.core.clock import month_of

from .enums import Audience, Measure
from .models import Publication
from .release import Released


def published(commune: int, measure: Measure, month: date, audience: Audience) -> Released | None:
    """What that audience was told of the month, or None while nothing is settled."""
    settled = Publication.objects.of(commune, measure, month_of(month)).first()
    return settled.told_to(audience) if settled else None


def published_of(commune: int, tables: Sequence[tuple[Measure, date]], audience: Audience) -> list[Released | None]:
    """The same of several tables, in one query."""
    asked = [(measure, month_of(month)) for measure, month in tables]
    rows = Publication.objects.filter(commune=commune, month__in={month for _, month in asked})
    known = {(row.measure, row.month): row.told_to(audience) for row in rows}
    return [known.get(each) for each in asked]


def last_split(commune: int, measure: Measure, on: date) -> tuple[date, Released] | None:
    """The month and the table in which the villages were last told inside, as a page of that day may show it again."""
    splits = Publication.objects.filter(commune=commune, measure=measure, is_split=True, month__lte=on)
    found = splits.order_by("month").last()
    return (found.month, found.told_to(Audience.INSIDE)) if found else None
