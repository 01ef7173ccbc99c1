"""What a phone may do without signal, and what it may hold: rooms above enter theirs in their `offline.py`.

An operation is the same form and the same action as the page's, through a smaller door. Keys are kept on phones for
weeks: add one, never change one. A section is a part of the pack; no class but these three ever goes into one (SEC-38),
save the one deviation that is named here.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import QueryDict
from django.utils.module_loading import autodiscover_modules

from banlanh.accounts.enums import GUARDED, Act, Data
from banlanh.accounts.models import User
from banlanh.audit.actions import once
from banlanh.core.forms import Form
from banlanh.core.refusal import Refused
from banlanh.places.models import BODY, Body, Place

PACKED = frozenset({Data.PUBLIC, Data.WORK, Data.PLEDGES})
# The one recorded deviation (SEC-38; docs/adr/0031): which cards a helper's phone may go on holding, where the reviewer
# allowed it. Ids that tell nothing; what stands on a card is never in a pack.
DEVIATIONS = frozenset({("cards", Data.CARE_CARD)})
Both = dict[str, tuple[str, str]]  # field: what the other wrote, what this phone wrote


class Unkept(Exception):
    """It can be neither done now nor set aside, as what is sealed waits in no open table: it stays on the phone.

    Its text is the sentence to show. Sent again, it is looked at anew.
    """


class NotTheirs(Unkept):
    """By the rights of today, and perhaps for ever: its author is told so, and may let it go."""


class Sending(NamedTuple):
    """One operation as its room gets it: the fields of its form, whose work it is, who does it."""

    payload: QueryDict
    body: Body
    by: User
    seen: str | None  # the version of what was edited, as the phone had it; none where a person looked and decided
    claimed_at: datetime | None = None  # when it was written, as the phone says
    ahead: Any = None  # what its operation's `read_ahead` made of it before the log was locked, if it could


class Done(NamedTuple):
    """What was written, where it is shown, and what two people wrote into one field."""

    subject: models.Model
    url: str
    both: Both = {}
    edited: Collection[str] = ()  # of an edit, every field that it may be about


@dataclass(frozen=True)
class Operation:
    key: str
    name: str  # "chữ ký cam kết": what was done, in a list
    data: Data
    act: Act
    bodies: Callable[[QueryDict, Place], Iterable[Body]]  # whose it is; behind the first, whose it was
    run: Callable[[Sequence[Sending]], list[Done]]  # all of them; refused, or choking on one, it has done none
    photograph: Callable[[str, UploadedFile, User], object] | None = None  # keeps a picture behind what was written
    read_ahead: Callable[[Sending], Any] | None = None  # what no operation changes, before others have to wait for it

    @property
    def is_sealed(self) -> bool:
        """Whether its words lie in the sealed rooms alone; police work is a record among others."""
        return self.data in GUARDED - {Data.POLICE_WORK}


@dataclass(frozen=True)
class Section:
    """Rows of the pack, each a dict with an `id`; `rooms` are those whose events may change them."""

    name: str
    data: Data
    rows: Callable[[User, date], Iterable[dict[str, Any]]]
    rooms: Callable[[], Iterable[str]] = field(default=lambda: ())

    @property
    def is_apart(self) -> bool:
        """Whether another log than the working rooms' tells when its rows change."""
        return self.data not in PACKED


Reader = Callable[[QueryDict, Body], Form]
OPERATIONS: dict[str, Operation] = {}
READERS: dict[str, Reader] = {}
SECTIONS: dict[str, Section] = {}


def operation(
    key: str,
    name: str,
    *,
    data: Data,
    bodies: Callable,
    act: Act = Act.CREATE,
    are_together: bool = False,
    **more: Any,
) -> Callable:
    """Enter the decorated function as what is done with one operation `key`, or with all that come `are_together`."""

    def enter(run: Callable) -> Callable:
        run_all = run if are_together else lambda sent: [run(each) for each in sent]
        OPERATIONS[key] = Operation(key, name, data, act, bodies, run_all, **more)
        return run

    return enter


def reads(key: str, form: Reader) -> None:
    """Enter the form by whose words a person reads what the operation `key` sent."""
    READERS[key] = form


def section(name: str, *, data: Data, rooms: Callable[[], Iterable[str]]) -> Callable:
    """Enter the decorated function as the rows of one section of the pack."""
    if data not in PACKED and (name, data) not in DEVIATIONS:
        raise ValueError(f"{data} never goes to a phone")

    def enter(rows: Callable[[User, date], Iterable[dict]]) -> Callable:
        SECTIONS[name] = Section(name, data, rows, rooms)
        return rows

    return enter


def discover() -> None:
    autodiscover_modules("offline")


# --- what the rooms' own doors share --------------------------------------------------------------------------


def checked(form: Form) -> Form:
    """The form, valid; else `Refused` with its first sentence, and which field it is about."""
    if form.is_valid():
        return form
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    raise Refused(f"{label}: {errors[0]}" if label else str(errors[0]))


def body_named(payload: QueryDict, commune: Place) -> list[Body]:
    """The body that the payload names, of this commune."""
    pk = payload.get("body", "")
    return body_in(commune, int(pk)) if pk.isdecimal() and len(pk) < 19 else []


def body_in(commune: Place, pk: int) -> list[Body]:
    """The body of this number, where the commune has it; while a batch is done it is asked for once."""

    def ask() -> list[Body]:
        found = BODY(pk=pk, commune=commune.pk)
        for body in found:
            body.commune = commune
        return found

    return once((Body, commune.pk, pk), ask)


def bodies_held(user: User) -> frozenset[int]:
    """Whose work and registers a person's phone holds: one's own bodies, and those of the villages answered for."""
    return user.reach.own_bodies.union(*user.reach.near.values())
