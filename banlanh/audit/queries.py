from dataclasses import dataclass, field

from banlanh.core.homes import WORKING

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
    """The first sequence number of the log that is not as it was written, or None if all is whole."""
    before, expected = "", 1
    events = Event.objects.using(log).filter(commune=commune).order_by("sequence")
    for event in events.iterator():
        if event.sequence != expected or event.seal != seal(event, after=before):
            return expected
        before, expected = event.seal, expected + 1
    return None if version_of(commune, log).number == expected - 1 else expected
