from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F

from banlanh.places.models import Body

from .enums import Began, EntryKind, Side
from .models import Entry, SignOff, Stay

Pair = tuple[Entry, Entry]


def counts_of(kind: str, bodies: Iterable[Body], on: date) -> dict[int, int]:
    """How many of `kind` count in each of the bodies on that day, by the body's id; 0 where none."""
    found = list(bodies)
    rows = Stay.objects.filter(body__in=found).of(kind).counted_on(on).order_by().values_list("body")
    return {body.pk: 0 for body in found} | dict(rows.annotate(Count("pk")))


def count_table(bodies: Iterable[Body], on: date) -> dict[tuple[int, str], int]:
    """How many of each kind count in each of the commune's bodies on that day, by the body's id and the kind."""
    found = list(bodies)
    stays = Stay.objects.filter(body__in=found, entry__commune__in={body.commune_id for body in found})
    rows = stays.counted_on(on).order_by().values_list("body", "entry__kind").annotate(Count("pk"))
    return {(body, kind): count for body, kind, count in rows}


def changes_in(body: Body, first: date, after: date, kind: str = EntryKind.HOUSEHOLD) -> tuple[list[Stay], list[Stay]]:
    """What came to `body` and what went from it, from `first` on and before `after`.

    What only then entered the register is no change of that month, and what never was is no change at all.
    """
    stays = Stay.objects.filter(body=body).of(kind).select_related("entry", "entry__merged_into").order_by("starts_on")
    stays = stays.begun_or_ended(first, after).exclude(ends_on=F("starts_on"))
    came = [stay for stay in stays if first <= stay.starts_on < after and stay.began != Began.LISTED]
    went = [stay for stay in stays if stay.ends_on and first <= stay.ends_on < after]
    return came, went


def last_change(stays: Iterable[Stay]) -> datetime | None:
    """When the last of these was recorded."""
    return max((moment for stay in stays for moment in (stay.recorded_at, stay.ended_at) if moment), default=None)


def signed_by_side(body: Body, month: date) -> dict[str, SignOff]:
    """The last signature of each side under the changes of `month`."""
    found = SignOff.objects.filter(body=body, month=month).select_related("signed_by").order_by("signed_at")
    return {Side(each.side).value: each for each in found}


def likely_duplicates(bodies: Iterable[Body], kind: str, on: date) -> dict[int, list[Pair]]:
    """Pairs within a body with one name, marks aside, or one phone, which nobody has told apart. The earlier first.

    By the id of the body; a body without such a pair is left out.
    """
    stays = Stay.objects.filter(body__in=list(bodies)).of(kind).counted_on(on)
    alike: dict[tuple[int, str], list[Entry]] = {}
    for stay in stays.select_related("entry").order_by("entry_id"):
        alike.setdefault((stay.body_id, stay.entry.search), []).append(stay.entry)
        if stay.entry.phone:
            alike.setdefault((stay.body_id, stay.entry.phone), []).append(stay.entry)
    groups = {key: group for key, group in alike.items() if len(group) > 1}
    apart = told_apart(entry for group in groups.values() for entry in group)
    found: dict[int, dict[Pair, None]] = {}
    for (body, _), (first, *others) in groups.items():
        pairs = {(first, other): None for other in others if (first.pk, other.pk) not in apart}
        if pairs:
            found.setdefault(body, {}).update(pairs)
    return {body: list(pairs) for body, pairs in found.items()}


def told_apart(entries: Iterable[Entry]) -> set[tuple[UUID, UUID]]:
    through = Entry.told_apart.through.objects.filter(from_entry__in=list(entries))
    return set(through.values_list("from_entry", "to_entry"))
