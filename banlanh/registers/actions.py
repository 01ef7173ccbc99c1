"""The only door to the registers. Each verb locks the commune's log first, so that two at once stand in one order."""

from datetime import date
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from vanban.text import search_key

from . import queries, rules, stays
from .enums import Began, Ended
from .models import Entry, SchoolClass, SignOff, Stay


@transaction.atomic
def add_entry(
    *,
    id: UUID,
    kind: str,
    body: Body,
    by: User,
    on: date,
    name: str,
    address: str = "",
    phone: str = "",
    detail: str = "",
    began: str = Began.ARRIVED,
) -> Entry:
    """A household arrives, an establishment opens: it counts from `on`. The same id again changes nothing."""
    locked(body.commune_id)
    rules.may_keep(by, body, kind)
    rules.may_begin_as(kind, began)
    rules.has_come(on)
    known = same_id(id, body)
    if known:
        return known
    entry = Entry(id=id, commune=body.commune, kind=kind, name=name, address=address, phone=phone, detail=detail)
    entry.changed_at = clock.now()
    entry.save(force_insert=True)
    begin(entry, body, on, began, by)
    record("entry.added", entry, by=by, body=body.pk, on=on.isoformat(), began=began)
    return entry


@transaction.atomic
def split_entry(entry: Entry, *, id: UUID, by: User, on: date, name: str, address: str = "", phone: str = "") -> Entry:
    """Part of a household becomes one of its own, in the same village, and remembers where it came from."""
    locked(entry.commune_id)
    rules.may_split(by, entry)
    rules.has_come(on)
    spans = stays_of(entry)
    known = same_id(id, spans[-1].body)
    if known:
        return known
    here = stays.open_one(spans)
    if not stays.holds_on(here, on):
        raise Refused(f"Ngày {on:%d/%m/%Y} hộ này chưa tính ở đây. Xin xem lại ngày.")
    child = Entry(id=id, commune=entry.commune, kind=entry.kind, name=name, address=address, phone=phone, parent=entry)
    child.changed_at = clock.now()
    child.save(force_insert=True)
    begin(child, here.body, on, Began.SPLIT, by)
    record("entry.split", child, by=by, parent=str(entry.pk), body=here.body_id, on=on.isoformat())
    touch(entry)
    return child


@transaction.atomic
def merge_entries(entry: Entry, *, into: Entry, by: User, on: date) -> Entry:
    """`entry` becomes part of `into` and counts by itself no more from `on`."""
    locked(entry.commune_id)
    into.refresh_from_db()
    rules.may_merge(by, entry, into)
    rules.has_come(on)
    if not any(stays.holds_on(span, on) for span in stays_of(into)):
        raise Refused(f"Ngày {on:%d/%m/%Y} {into} không có trong sổ. Xin xem lại ngày.")
    return merge(entry, into, by, on, Ended.MERGED)


@transaction.atomic
def mark_duplicate(entry: Entry, *, of: Entry, by: User) -> Entry:
    """`entry` is `of` written down twice: it never counted."""
    locked(entry.commune_id)
    of.refresh_from_db()
    rules.may_merge(by, entry, of)
    return merge(entry, of, by, clock.today(), Ended.DUPLICATE)


def merge(entry: Entry, into: Entry, by: User, on: date, why: str) -> Entry:
    last = stop(entry, on, why, by)
    entry.merged_into = into
    touch(entry, "merged_into")
    touch(into)
    record("entry.merged", entry, by=by, into=str(into.pk), on=str(last.ends_on), why=why)
    return entry


@transaction.atomic
def tell_apart(entry: Entry, *, other: Entry, by: User) -> None:
    """Say that two likely duplicates are not the same, so that nobody is asked again."""
    locked(entry.commune_id)
    rules.may_merge(by, entry, other)
    entry.told_apart.add(other)
    record("entry.told_apart", entry, by=by, other=str(other.pk))


@transaction.atomic
def move_entry(entry: Entry, *, to: Body, by: User, on: date, address: str = "") -> Entry:
    """The household counts in `to` from `on`; its id, and so whatever was signed under it, moves with it."""
    locked(entry.commune_id)
    rules.may_move(by, entry, to)
    rules.has_come(on)
    here = stays.open_one(stays_of(entry))
    if here.body_id == to.pk:
        raise Refused(f"{entry} đang ở {to} rồi.")
    stop(entry, on, Ended.MOVED, by)
    begin(entry, to, on, Began.MOVED, by)
    entry.address = address
    touch(entry, "address")
    record("entry.moved", entry, by=by, source=here.body_id, to=to.pk, on=on.isoformat())
    return entry


@transaction.atomic
def end_entry(entry: Entry, *, by: User, on: date) -> Entry:
    """A household leaves the commune, an establishment closes: it counts no more from `on`."""
    locked(entry.commune_id)
    rules.may_change(by, entry)
    rules.has_come(on)
    stop(entry, on, entry.register.ends, by)
    touch(entry)
    record("entry.ended", entry, by=by, on=on.isoformat())
    return entry


@transaction.atomic
def strike_entry(entry: Entry, *, by: User) -> Entry:
    """It was written down by mistake: no day counts it."""
    locked(entry.commune_id)
    rules.may_change(by, entry)
    stop(entry, clock.today(), Ended.MISTAKE, by)
    touch(entry)
    record("entry.struck", entry, by=by)
    return entry


@transaction.atomic
def return_entry(entry: Entry, *, by: User, on: date) -> Entry:
    """Who had left is back, in the body that it left, under the id that it had."""
    locked(entry.commune_id)
    rules.may_return(by, entry)
    rules.has_come(on)
    spans = stays_of(entry)
    stays.may_begin(spans, on)
    begin(entry, spans[-1].body, on, entry.register.begins, by)
    touch(entry)
    record("entry.returned", entry, by=by, on=on.isoformat())
    return entry


@transaction.atomic
def correct_entry(entry: Entry, *, by: User, name: str, address: str = "", phone: str = "", detail: str = "") -> Entry:
    """Mend what is written of it; the log says which fields, not what stood there."""
    locked(entry.commune_id)
    entry.refresh_from_db()
    rules.may_change(by, entry)
    wanted = {"name": name, "address": address, "phone": phone, "detail": detail}
    changed = [field for field, value in wanted.items() if getattr(entry, field) != value]
    if not changed:
        return entry
    for field in changed:
        setattr(entry, field, wanted[field])
    touch(entry, *changed, *(["search", "order"] if "name" in changed else []))
    record("entry.corrected", entry, by=by, fields=changed)
    return entry


@transaction.atomic
def set_class(*, body: Body, by: User, on: date, year: int, name: str, pupils: int, parents: int) -> SchoolClass:
    """The numbers of a class from `on`; told again for the same day, they replace those told before."""
    locked(body.commune_id)
    rules.may_count_classes(by, body)
    rules.has_come(on)
    numbers = {"pupils": pupils, "parents": parents, "name": name, "recorded_by": by, "recorded_at": clock.now()}
    found, _ = SchoolClass.objects.update_or_create(
        body=body, year=year, search=search_key(name), counted_on=on, defaults=numbers
    )
    record("class.counted", found, by=by, body=body.pk, year=year, pupils=pupils, parents=parents)
    return found


@transaction.atomic
def sign_month(*, body: Body, month: date, by: User, returned_count: int | None = None) -> SignOff:
    """Sign the village's changes of that month for one's side; again, while nothing changed, the first stands."""
    locked(body.commune_id)
    rules.may_sign(by, body, month)
    side = rules.side_of(by, body)
    came, went = queries.changes_in(body, month, clock.next_month(month))
    known, changed = queries.signed_by_side(body, month).get(side), queries.last_change([*came, *went])
    if known and known.returned_count == returned_count and (changed is None or known.signed_at > changed):
        return known
    signed = SignOff(body=body, month=month, side=side, returned_count=returned_count, signed_by=by)
    signed.signed_at = clock.now()
    signed.save(force_insert=True)
    record("month.signed_off", signed, by=by, body=body.pk, month=month.isoformat(), side=side)
    return signed


@transaction.atomic
def note_export(*, body: Body, kind: str, by: User, why: str) -> None:
    """Write that somebody takes the register of `body` out as a file, before its first byte leaves (SEC-49)."""
    rules.may_keep(by, body, kind)
    record("register.exported", body, by=by, kind=kind, why=why)


# --- what the verbs share; to be called inside them -----------------------------------------------------------


def stays_of(entry: Entry) -> list[Stay]:
    return list(Stay.objects.filter(entry=entry).select_related("body", "body__commune"))


def begin(entry: Entry, body: Body, on: date, began: str, by: User) -> Stay:
    stay = Stay(entry=entry, body=body, starts_on=on, began=began, recorded_by=by, recorded_at=clock.now())
    stay.save(force_insert=True)
    return stay


def stop(entry: Entry, on: date, why: str, by: User) -> Stay:
    last = stays.end(stays_of(entry), on, why)
    last.ended_at, last.ended_by = clock.now(), by
    last.save(update_fields=["ends_on", "ended", "ended_at", "ended_by"])
    return last


def touch(entry: Entry, *fields: str) -> None:
    """Save these fields, and that the entry was used after whatever import brought it."""
    entry.changed_at = clock.now()
    entry.save(update_fields=[*fields, "changed_at"])


def same_id(id: UUID, body: Body) -> Entry | None:
    """The entry that an earlier send of the same form made."""
    known = Entry.objects.filter(pk=id).first()
    if known and known.commune_id != body.commune_id:
        raise Refused("Biểu mẫu này đã dùng cho nơi khác. Xin mở lại trang rồi ghi.")
    return known
