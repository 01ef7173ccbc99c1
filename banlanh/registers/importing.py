"""A workbook that was read, into the register: all rows that can be, in one transaction; and back within 24 hours.

A row is an entry that is there already where its code says so, or name, village and address agree. Of such an entry
the workbook may add or mend the phone and the detail, by its code the name and the address too; an empty cell takes
nothing away, and an entry that the workbook does not name stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.accounts.workbook.faults import Fault
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day as said
from banlanh.places.models import Body, Place
from vanban.text import same_key

from . import rules
from .bulk import AT_ONCE, Row, add_rows
from .enums import NEVER_WAS, REGISTERS, Began, Ended
from .models import UNDO_WITHIN, Entry, Import, Stay
from .workbook.reading import Line, Progress, Reading, silent

BY_NAME = ("phone", "detail")
BY_CODE = ("name", "address", *BY_NAME)
Key = tuple[int, str, str]


@dataclass
class Comparison:
    """What a reading would do to the register as it stands."""

    new: list[Line] = field(default_factory=list)
    changes: list[tuple[Entry, dict[str, str]]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> dict[str, Any]:
        """What is shown: numbers and sentences."""
        return {
            "added": len(self.new),
            "changed": len(self.changes),
            "unchanged": self.unchanged,
            "faults": list(map(str, self.faults)),
            "remarks": self.remarks,
        }


class Known:
    """The entries of one kind in a commune, as a workbook may mean them."""

    def __init__(self, kind: str, commune: Place):
        self.lasting: dict[Key, Stay] = {}
        self.ended: dict[Key, Stay] = {}
        self.by_code: dict[Any, Stay] = {}
        stays = Stay.objects.for_place(commune).of(kind).select_related("entry", "body").order_by("starts_on", "pk")
        for stay in stays:
            where = self.lasting if stay.ends_on is None else self.ended
            where[key_of(stay.body, stay.entry.name, stay.entry.address)] = stay
            self.by_code[stay.entry_id] = stay


def key_of(body: Body, name: str, address: str) -> Key:
    return body.pk, same_key(name), same_key(address)


def bodies_for(kind: str, commune: Place) -> list[Body]:
    """The bodies of the commune that keep such a register."""
    bodies = Body.objects.for_place(commune).current().select_related("place", "commune")
    return list(bodies.filter(kind__in=REGISTERS[kind].bodies))


def within_reach(user: User, bodies: list[Body]) -> frozenset[int]:
    return frozenset(body.pk for body in bodies if may(user, Act.UPDATE, Data.PLEDGES, body=body))


def compare(reading: Reading, kind: str, commune: Place) -> Comparison:
    """What the reading would add and change; the faults and remarks of reading are taken over."""
    known, told = Known(kind, commune), Comparison(faults=list(reading.faults), remarks=list(reading.remarks))
    seen: dict[Key, Line] = {}
    for line in reading.lines:
        key = key_of(line.body, line.values["name"], line.values.get("address") or "")
        if key in seen:
            told.faults.append(line.fault(twice(seen[key], line)))
            continue
        seen[key] = line
        place(line, key, known, told)
    told.faults.sort(key=lambda fault: (order_of(reading, fault), fault.row or 0))
    told.remarks += missing(known, seen, told)
    return told


def twice(first: Line, line: Line) -> str:
    where = f"dòng {first.row}" if first.sheet == line.sheet else f"trang {first.sheet}, dòng {first.row}"
    return f"trùng với {where}: cùng tên, cùng nơi, cùng địa chỉ. Nếu là hai hộ khác nhau, xin ghi thêm địa chỉ."


def order_of(reading: Reading, fault: Fault) -> int:
    titles = list(reading.rows)
    return titles.index(fault.sheet) if fault.sheet in titles else len(titles)


def place(line: Line, key: Key, known: Known, told: Comparison) -> None:
    """Say whether the line is new, a change, or as it stands."""
    code = line.values.get("code")
    stay = known.by_code.get(code) if code else known.lasting.get(key)
    if code and (stay is None or stay.body_id != line.body.pk):
        where = f"đang ở {stay.body}. Nếu đã chuyển, xin ghi bằng việc «Chuyển»" if stay else "không có trong sổ này"
        told.faults.append(line.fault(f"mục có mã ấy {where}."))
    elif stay and stay.ends_on is None:
        changed = differences(stay.entry, line, BY_CODE if code else BY_NAME)
        told.changes += [(stay.entry, changed)] if changed else []
        told.unchanged += not changed
    elif gone := stay or known.ended.get(key):
        told.unchanged += 1
        told.remarks += gone_before(line, gone)
    else:
        told.new.append(line)


def differences(entry: Entry, line: Line, fields: tuple[str, ...]) -> dict[str, str]:
    wanted = {name: line.values.get(name) for name in fields}
    return {name: value for name, value in wanted.items() if value and value != getattr(entry, name)}


def gone_before(line: Line, stay: Stay) -> Iterator[str]:
    """A word about who is named though gone; not of duplicates and mistakes, which a person has settled."""
    if stay.ended not in (*NEVER_WAS, Ended.MERGED) and stay.ends_on:
        yield (
            f"Trang {line.sheet}, dòng {line.row}: mục này đã thôi tính từ {said(stay.ends_on)}, không thêm lại. "
            "Nếu đã trở về, xin mở mục ấy và ghi «Trở về»."
        )


def missing(known: Known, seen: dict[Key, Line], told: Comparison) -> Iterator[str]:
    """How many of the bodies that the workbook speaks of are in the register and not in it."""
    bodies = {line.body.pk: line.body for line in seen.values()}
    codes = {line.values.get("code") for line in seen.values()}
    for body in bodies.values():
        of_it = [key for key, stay in known.lasting.items() if key[0] == body.pk and stay.entry_id not in codes]
        count = sum(key not in seen for key in of_it)
        if count:
            yield f"{body}: {count} mục đang có trong sổ mà tệp không có. Các mục ấy giữ nguyên."


# --- verbs ----------------------------------------------------------------------------------------------------


@transaction.atomic
def import_reading(imported: Import, reading: Reading, *, by: User | None, progress: Progress = silent) -> Comparison:
    """Write what the reading says. `imported` keeps what was made and what was changed, so that it can be undone.

    Without `by` it is whoever sits at the machine: rows of every body are taken.
    """
    locked(imported.commune_id)
    told = compare(reading, imported.kind, imported.commune)
    at = clock.now()
    rows = [row_of(line, imported.kind, imported.since) for line in told.new]
    imported.made = [str(id) for id in add_rows(rows, at=at, by=by, progress=progress)]
    imported.changed = {str(entry.pk): before(entry, changed) for entry, changed in told.changes}
    for entry, changed in told.changes:
        write(entry, changed, at)
    imported.done_at, imported.outcome = at, told.outcome
    imported.save()
    record("register.imported", imported, by=by, kind=imported.kind, added=len(rows), changed=len(told.changes))
    return told


def row_of(line: Line, kind: str, since: date) -> Row:
    """With a day of its own it came on that day; without one it was there before this register was kept."""
    name, address, phone, detail = (line.values.get(name) or "" for name in BY_CODE)
    came = line.values.get("starts_on")
    began = REGISTERS[kind].begins if came else Began.LISTED
    return Row(kind, line.body, came or since, name, address, phone, detail, began)


def before(entry: Entry, changed: dict[str, str]) -> dict[str, str]:
    return {name: getattr(entry, name) for name in changed} | {"changed_at": entry.changed_at.isoformat()}


def write(entry: Entry, values: dict[str, str], at: datetime) -> None:
    for name, value in values.items():
        setattr(entry, name, value)
    entry.changed_at = at
    entry.save(update_fields=[*values, "search", "order", "changed_at"])


@transaction.atomic
def undo_import(imported: Import, *, by: User | None) -> Import:
    """Make every row what it was before this import; refused as a whole where one was used since."""
    locked(imported.commune_id)
    imported.refresh_from_db()
    rules.may_undo(by, imported)
    made, changed = Entry.objects.filter(pk__in=imported.made), Entry.objects.in_bulk(imported.changed)
    refuse_used(imported, [*made, *changed.values()])
    for start in range(0, len(imported.made), AT_ONCE):
        remove(imported.made[start : start + AT_ONCE])
    for id, entry in changed.items():
        values = dict(imported.changed[str(id)])
        write(entry, values, datetime.fromisoformat(values.pop("changed_at")))
    record("import.undone", imported, by=by, removed=len(imported.made), restored=len(imported.changed))
    imported.undone_at, imported.undone_by = clock.now(), by
    imported.made, imported.changed = [], {}
    imported.save()
    return imported


def refuse_used(imported: Import, entries: list[Entry]) -> None:
    """An entry that any verb touched since bears a later moment than the import's."""
    expected = len(imported.made) + len(imported.changed)
    used = sum(entry.changed_at != imported.done_at for entry in entries) + expected - len(entries)
    if used:
        raise Refused(f"Không hoàn tác được: {used} mục của lần nhập này đã được dùng hoặc sửa sau đó.")


def remove(ids: list[Any]) -> None:
    try:
        Stay.objects.filter(entry__in=ids).delete()
        Entry.objects.filter(pk__in=ids).delete()
    except ProtectedError as error:
        raise Refused("Không hoàn tác được: có mục đã được nơi khác dùng, ví dụ đã ký cam kết.") from error


def forget_old_imports() -> int:
    """Drop what can be undone or confirmed no more: files that were never confirmed, and what rows were before."""
    old = Import.objects.filter(sent_at__lt=clock.now() - UNDO_WITHIN)
    unconfirmed = list(old.filter(done_at=None))
    for sent in unconfirmed:
        sent.file.delete(save=False)
        sent.delete()
    done = Import.objects.filter(done_at__lt=clock.now() - UNDO_WITHIN).exclude(made=[], changed={})
    return len(unconfirmed) + done.update(made=[], changed={}, outcome={})
