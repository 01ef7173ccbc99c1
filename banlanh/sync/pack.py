"""What a phone may hold, and what of it differs from what it holds already (SEC-38; docs/adr/0025)."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b, sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from banlanh.accounts.models import User
from banlanh.audit.queries import Version, version_of
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Place

from .models import Device, Sent
from .registry import SECTIONS, Section

SHAPE = 3  # of the pack; raised when a row says something otherwise, so that every phone asks anew
Marks = dict[str, str]  # of each row, by its id


def device_of(pk: UUID) -> Device | None:
    """Whosever it is: what a phone holds may come by another's sign-in, and then waits for a look."""
    return DEVICE.one(pk=pk)


@Question
def DEVICE() -> QuerySet[Device]:
    return Device.objects.filter(pk=Slot("pk", UUIDField())).select_related("commune")


@Question
def REVOKED() -> QuerySet:
    """When it was."""
    return Device.objects.filter(pk=Slot("pk", UUIDField())).values_list("revoked_at", flat=True)


def held_by(user: User, text: str) -> tuple[Device | None, Sent | None]:
    """The person's own phone that this cursor names, and the pack that it had; none of either where unknown.

    A phone is of one commune: who works in another since is given another id.
    """
    device, held = named(text)
    is_own = device and device.user_id == user.pk and user.reach.commune in (None, device.commune)
    return (device, held) if is_own else (None, None)


def named(text: str) -> tuple[Device | None, Sent | None]:
    """The phone and the pack of a cursor, whoever says it: nobody guesses the number of a phone."""
    cursor = cursor_in(text)
    device = device_of(cursor.device) if cursor else None
    if cursor is None or device is None:
        return None, None
    return device, Sent.objects.filter(device=device, number=cursor.number).select_related("device__user").first()


class Cursor(NamedTuple):
    """Which pack a phone had last, as it says it: "<device>.<number>". Only this server reads meaning into it."""

    device: UUID
    number: int

    def __str__(self) -> str:
        return f"{self.device.hex}.{self.number}"


def cursor_in(text: str) -> Cursor | None:
    device, _, number = text.partition(".")
    try:
        return Cursor(UUID(device), int(number)) if number.isdecimal() and len(number) < 10 else None
    except ValueError:
        return None


def scope_of(user: User) -> str:
    """What decides what a person's phone holds: it changes with a moved village, an ended post, a new shape."""
    reach = sorted(map(repr, ([role, body, sorted(near or ())] for role, body, near in user.reach.key)))
    return sha256(json.dumps([SHAPE, user.pk, reach]).encode()).hexdigest()[:16]


class Part(NamedTuple):
    """A section as it goes down."""

    rows: list[dict[str, Any]]
    gone: list[str]


class Difference(NamedTuple):
    """What is to be sent, and what the phone will hold once it has it."""

    parts: dict[str, Part]
    versions: dict[str, str]
    marks: dict[str, Marks]


def difference(user: User, commune: Place | None, on: date, held: Sent | None) -> Difference:
    """What differs from what the phone holds; all of it where it holds nothing.

    The log's head is read before the first row: whatever is committed later changes a version that was noted here, and
    so is looked at next time.
    """
    log = version_of(commune.pk) if commune else Version()
    found = Difference({}, {}, {})
    for section in SECTIONS.values():
        versions, marks = (held.versions, held.marks) if held else ({}, {})
        version = version_in(section, user, log, on)
        before = marks.get(section.name, {})
        if held and versions.get(section.name) == version:
            part, now = Part([], []), before
        else:
            part, now = compare(section.rows(user, on), before)
        found.parts[section.name], found.versions[section.name], found.marks[section.name] = part, version, now
    return found


def version_in(section: Section, user: User, log: Version, on: date) -> str:
    """Changes with every event about a room that the rows stand on, or about places, and with the day.

    What no event of this log tells of is read each time.
    """
    if section.is_apart:
        return short(json.dumps([*section.rows(user, on)]))
    return short(f"{on} {log.of('places', *sorted(section.rooms()))}")


def compare(rows: Iterable[dict], before: Marks) -> tuple[Part, Marks]:
    found = {str(row["id"]): row for row in rows}
    marks = {pk: short(json.dumps(row, sort_keys=True, ensure_ascii=False)) for pk, row in found.items()}
    changed = [row for pk, row in found.items() if before.get(pk) != marks[pk]]
    return Part(changed, [pk for pk in before if pk not in marks]), marks


def short(text: str) -> str:
    """Sixty-four bits: of rows of one phone, two that differ and look alike are not to be met."""
    return blake2b(text.encode(), digest_size=8).hexdigest()
