"""Which numbers count together, and which of them are taken."""

import re
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from banlanh.core import clock
from banlanh.places.models import Body

from .enums import RESOLUTION, YEARLY
from .models import IssuedDocument, Resolution, Series

NUMBER = re.compile(r"\s*(?:số\s*:?\s*)?(\d{1,9})(?!\w)", re.IGNORECASE)


class Span(NamedTuple):
    """The days whose papers share one series of numbers; the last is None while the series runs."""

    first: date
    last: date | None


def number_in(text: str) -> int | None:
    """12 of "12-BC/CB"; None where no number opens it, or one with a letter ("12a")."""
    found = NUMBER.match(text)
    return int(found[1]) if found else None


def series_on(body: Body, type: str, on: date) -> Series | None:
    """The series that counts on that day."""
    opened = Series.objects.filter(body=body, type=type, starts_on__lte=on)
    if body.kind in YEARLY:
        opened = opened.filter(starts_on__year=on.year)
    return opened.order_by("-starts_on").first()


def span_on(body: Body, type: str, on: date) -> Span | None:
    """The days that count together with `on`: its year, or from the series before it to the one after."""
    if body.kind in YEARLY:
        return Span(date(on.year, 1, 1), date(on.year, 12, 31))
    series = series_on(body, type, on)
    if series is None:
        return None
    later = Series.objects.filter(body=body, type=type, starts_on__gt=on).order_by("starts_on").first()
    return Span(series.starts_on, later.starts_on - clock.DAY if later else None)


def papers_numbered(body: Body, type: str, span: Span) -> list[tuple[UUID, int, date]]:
    """The body's live papers of this type in these days: id, number, day."""
    papers = Resolution.objects.filter(body=body) if type == RESOLUTION else IssuedDocument.objects.filter(type=type)
    papers = papers.live().filter(body=body, happened_on__gte=span.first)
    if span.last:
        papers = papers.filter(happened_on__lte=span.last)
    rows = ((id, number_in(text), day) for id, text, day in papers.values_list("pk", "number", "happened_on"))
    return [(id, number, day) for id, number, day in rows if number is not None]


def last_number(series: Series) -> int:
    """The highest number that is taken: given here, recorded from a paper, or given on paper before."""
    span = span_on(series.body, series.type, series.starts_on)
    given = series.given.aggregate(last=Max("number"))["last"] or 0
    recorded = papers_numbered(series.body, series.type, span) if span else []
    return max(series.after, given, *(number for _, number, _ in recorded))
