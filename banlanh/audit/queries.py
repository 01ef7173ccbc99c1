from .models import Chain, Event
from .seals import seal


def version_of(commune: int) -> int:
    """The number of the last thing that happened in `commune`."""
    return Chain.objects.filter(commune=commune).values_list("sequence", flat=True).first() or 0


def first_broken(commune: int) -> int | None:
    """The first sequence number of the log that is not as it was written, or None if all is whole."""
    before, expected = "", 1
    for event in Event.objects.filter(commune=commune).order_by("sequence").iterator():
        if event.sequence != expected or event.seal != seal(event, after=before):
            return expected
        before, expected = event.seal, expected + 1
    return None if version_of(commune) == expected - 1 else expected
