"""Many entries at once, in a few statements; to be called inside an action, which writes the one event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from banlanh.accounts.models import User
from banlanh.core.ids import uuid7
from banlanh.places.models import Body

from .enums import Began
from .models import Entry, Stay

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that counts in `body` from a day on; with `ends_on` it has ended, for the reason `ended`."""

    kind: str
    body: Body
    starts_on: date
    name: str
    address: str = ""
    phone: str = ""
    detail: str = ""
    began: str = Began.LISTED
    ends_on: date | None = None
    ended: str = ""
    id: UUID | None = None  # of one that was counted elsewhere already, such as in a demonstration


def add_rows(
    rows: Iterable[Row],
    *,
    at: datetime,
    by: User | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[UUID]:
    """Write these rows and return the entries' ids, in their order. No rule is asked and no event written."""
    rows, made = list(rows), []
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        entries = [entry_of(row, at) for row in part]
        Entry.objects.bulk_create(entries)
        Stay.objects.bulk_create(stay_of(row, entry, at, by) for row, entry in zip(part, entries, strict=True))
        made += [entry.pk for entry in entries]
        progress(len(made), len(rows))
    return made


def entry_of(row: Row, at: datetime) -> Entry:
    entry = Entry(
        id=row.id or uuid7(),
        commune_id=row.body.commune_id,
        kind=row.kind,
        name=row.name,
        address=row.address,
        phone=row.phone,
        detail=row.detail,
        changed_at=at,
    )
    entry.fill_keys()
    return entry


def stay_of(row: Row, entry: Entry, at: datetime, by: User | None) -> Stay:
    stay = Stay(
        id=row.id or uuid7(),
        entry=entry,
        body=row.body,
        starts_on=row.starts_on,
        began=row.began,
        recorded_at=at,
        recorded_by=by,
    )
    if row.ends_on:
        stay.ends_on, stay.ended, stay.ended_at, stay.ended_by = row.ends_on, row.ended, at, by
    return stay
