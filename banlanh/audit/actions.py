"""The log of who did what (PROTECTION SEC-26, SEC-27): written by the action, inside its transaction.

The chain's number is also the version of the commune's data: whatever changed a figure also wrote here.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from banlanh.core import rows
from banlanh.core.homes import SEALED, WORKING, home_of
from banlanh.core.questions import Question, Slot

from .models import Chain, Event
from .seals import seal

T = TypeVar("T")
NO_COMMUNE = 0  # sign-ins of people before their commune is known
MOVED = ("sequence", "seal", "rooms")  # of a head, by each event


def record(verb: str, subject: models.Model, *, by: models.Model | None, **detail: object) -> Event:
    """Write that `by` did `verb` to `subject`. Fails, and so undoes the action, where it cannot be written.

    What is sealed has a log of its own, in its own database, so that both are written in one transaction.
    """
    return write(verb, subject, by, detail, at=timezone.now())


def record_day(verb: str, subject: models.Model, *, by: models.Model | None, **detail: object) -> Event:
    """As `record`, without the hour: it would help to find who told the police something (SEC-34)."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return write(verb, subject, by, detail, at=midnight.astimezone(UTC))


def write(verb: str, subject: models.Model, by: models.Model | None, detail: dict, *, at: datetime) -> Event:
    commune, log = getattr(subject, "commune_id", None) or NO_COMMUNE, log_of(subject._meta.model)
    about = f"{subject._meta.label_lower}:{subject.pk}"
    event = Event(commune=commune, at=at, by=by.pk if by else None, verb=verb, subject=about, detail=detail)
    if held := held_of(commune, log):
        transaction.on_commit(Waiting(held, event), using=log)
    else:
        chain = locked(commune, log)
        link(event, chain)
        event.save(force_insert=True, using=log)
        rows.change(chain, MOVED, using=log)
    return event


def link(event: Event, chain: Chain) -> None:
    """Number the event, seal it to the one before it, and move the head on."""
    event.sequence = chain.sequence + 1
    event.seal = seal(event, after=chain.seal)
    chain.sequence, chain.seal = event.sequence, event.seal
    label = event.subject.partition(":")[0]
    for about in (label.partition(".")[0], label):
        chain.rooms[about] = event.seal


def log_of(model: type[models.Model]) -> str:
    """The database whose log tells of such a noun."""
    return WORKING if home_of(model) == WORKING else SEALED


def heads_in(log: str) -> models.QuerySet[Chain]:
    return Chain.objects.using(log).select_for_update().filter(commune=Slot("commune", models.BigIntegerField()))


HEADS = {log: Question(partial(heads_in, log)) for log in (WORKING, SEALED)}


def locked(commune: int, log: str = WORKING) -> Chain:
    """The chain's head, locked to the end of the caller's transaction (without one Django refuses)."""
    if not transaction.get_connection(log).in_atomic_block:
        raise transaction.TransactionManagementError("An audit event belongs inside its action's transaction.")
    if held := held_of(commune, log):
        return held
    if head := HEADS[log](commune=commune):
        return head[0]
    Chain.objects.using(log).get_or_create(commune=commune)  # the commune's first event
    return HEADS[log](commune=commune)[0]


# --- many actions in one transaction --------------------------------------------------------------------------


@dataclass(eq=False)
class Waiting:
    """An event until its block ends: it stands among what follows the commit, so what undoes its fact undoes it."""

    held: Chain
    event: Event

    def __call__(self) -> None:
        """By then it is written."""


HELD: ContextVar[Chain | None] = ContextVar("held", default=None)
KNOWN: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


def held_of(commune: int, log: str = WORKING) -> Chain | None:
    """The head of the log, where a block holds it."""
    held = HELD.get()
    return held if held and log == WORKING and held.commune == commune else None


@contextmanager
def holding(commune: int) -> Iterator[None]:
    """Lock the log for a block of actions; their events, in order, are sealed and written together at its end.

    Inside a block that holds it already, the events wait for the end of that one.
    """
    if held_of(commune):
        yield
        return
    held = locked(commune)
    before = HELD.set(held)
    try:
        with remembering():
            yield
    finally:
        HELD.reset(before)
    follows = [call for _, call, _ in transaction.get_connection(WORKING).run_on_commit]
    events = [call.event for call in follows if isinstance(call, Waiting) and call.held is held]
    for event in events:
        link(event, held)
    if events:
        rows.add(events, using=WORKING)
        rows.change(held, MOVED, using=WORKING)


@contextmanager
def remembering() -> Iterator[None]:
    """What `once` is asked in this block is asked once; a log that is held in it remembers along."""
    if KNOWN.get() is not None:
        yield
        return
    before = KNOWN.set({})
    try:
        yield
    finally:
        KNOWN.reset(before)


def once(what: Hashable, make: Callable[[], T]) -> T:
    """What `make()` gives; while a log is held it is asked once. Not for what the block itself may change."""
    known = KNOWN.get()
    if known is None:
        return make()
    if what not in known:
        known[what] = make()
    return known[what]
