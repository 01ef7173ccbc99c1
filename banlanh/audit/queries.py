from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from banlanh.core import clock
from banlanh.core.homes import WORKING

from .codes import code_of
from .models import Chain, Event
from .seals import seal


@dataclass(frozen=True)
class Version:
    """How far a commune's log has come: its last event's number, and the seal of the last about each room and model."""

    number: int = 0
    rooms: dict[str, str] = field(default_factory=dict)

    def of(self, *rooms: str) -> str:
        """The version of these rooms' data, or of what events about a model ("plans.duty") tell of a room.

        It changes with any event about one of them, and never comes back.
        """
        return " ".join(self.rooms.get(room, "-") for room in rooms)


def version_of(commune: int, log: str = WORKING) -> Version:
    """How far the log of `commune` has come."""
    found = Chain.objects.using(log).filter(commune=commune).values_list("sequence", "rooms").first()
    return Version(*found) if found else Version()


def first_broken(commune: int, log: str = WORKING) -> int | None:
    """The first sequence number of the log that is not as it was written, or None if all is whole.

    The head is asked for last, so it may be ahead: what was written meanwhile is then read too.
    """
    before, expected, begun = "", 1, 0
    events = Event.objects.using(log).filter(commune=commune).order_by("sequence")
    while begun < expected:
        begun = expected
        for event in events.filter(sequence__gte=begun).iterator():
            if event.sequence != expected or event.seal != seal(event, after=before):
                return expected
            before, expected = event.seal, expected + 1
        if version_of(commune, log).number == expected - 1:
            return None
    return expected


def anchor_of(commune: int, day: date, log: str = WORKING) -> tuple[int, str] | None:
    """The last event by the end of a day: its number, and its code to be written down outside (SEC-28).

    Of today, the last that there is.
    """
    events = Event.objects.using(log).filter(commune=commune)
    if day < clock.today():
        events = events.filter(at__lt=timezone.make_aware(datetime.combine(day + clock.DAY, time.min)))
    last = events.order_by("sequence").last()
    return (last.sequence, code_of(last.seal)) if last else None


def holds(commune: int, number: int, code: str, log: str = WORKING) -> bool:
    """Whether the log still is what it was when this code was written down; one rewritten whole is not."""
    event = Event.objects.using(log).filter(commune=commune, sequence=number).first()
    return event is not None and code_of(event.seal) == code and first_broken(commune, log) is None


def number_of(commune: int, code: str, log: str = WORKING) -> int | None:
    """The event whose code this is; a hundred bits are never those of another."""
    seals = Event.objects.using(log).filter(commune=commune).values_list("sequence", "seal")
    return next((number for number, seal in seals.iterator() if code_of(seal) == code), None)
