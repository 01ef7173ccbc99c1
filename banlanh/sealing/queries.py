import hmac
from collections.abc import Collection, Iterator
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from banlanh.core.homes import KEYS, SEALED
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused

from . import master
from .crypto import Broken, unseal
from .models import DataKey, Shredded

OPENS_NOTHING = "Hai tờ này không mở được hồ sơ nào ở máy này: khóa đã đổi từ ngày in. Xin tìm hai tờ của lần chia sau."

SEARCH = UUID(int=1)  # the key of no person: with it marks are made
HANDOVER = UUID(int=2)  # of no person either: what phones seal their outbox to, and sign it with
MARK = 4  # bytes: so few that a mark alone proves nothing, and what it finds is opened and compared


def mark_of(text: str) -> int:
    """By what an exact number is found again without being stored (SEC-23): a keyed hash, cut short."""
    return int.from_bytes(hmac.new(key_of(SEARCH), text.encode(), sha256).digest()[:MARK], "big")


def key_of(number: UUID) -> bytes:
    """The data key `number`. Raises `Broken` where it was destroyed, or is not there."""
    return keys_of([number])[number]


def keys_of(numbers: Collection[UUID]) -> dict[UUID, bytes]:
    """The data keys of these numbers, each unwrapped; all of them or none."""
    ring = master.read()
    if is_shredded(numbers):
        raise Broken("A key was destroyed; what it opened is gone.")
    found = {key.pk: unwrap(key, ring) for key in WRAPPED(numbers=list(numbers))}
    if missing := set(numbers) - set(found):
        raise Broken(f"{len(missing)} keys are not in the key store.")
    return found


@Question
def WRAPPED() -> QuerySet[DataKey]:
    return DataKey.objects.filter(pk__in=Slot("numbers", UUIDField())).order_by()


def unwrap(key: DataKey, ring: master.Ring) -> bytes:
    if key.master not in ring:
        raise Broken(f"The master key has no version {key.master}.")
    return unseal(ring[key.master], bytes(key.wrapped), about=key.place)


def is_shredded(numbers: Collection[UUID]) -> bool:
    """Whether one of them was destroyed, as either side tells: an old backup of the other then revives nothing."""
    return any(told(numbers=list(numbers)) for told in SHREDDED)


def shredded_in(side: str) -> QuerySet[Shredded]:
    return Shredded.objects.using(side).filter(key__in=Slot("numbers", UUIDField())).order_by()


SHREDDED = [Question(partial(shredded_in, side)) for side in (SEALED, KEYS)]


def unfinished() -> Iterator[Shredded]:
    """What one side tells as destroyed and the other does not: a cut in between, or a backup that came back."""
    told = {side: {each.key: each for each in Shredded.objects.using(side)} for side in (SEALED, KEYS)}
    for number in told[SEALED].keys() ^ told[KEYS].keys():
        yield told[SEALED].get(number) or told[KEYS][number]
    alive = DataKey.objects.filter(pk__in=told[SEALED].keys() & told[KEYS].keys()).values_list("pk", flat=True)
    yield from (told[SEALED][number] for number in alive)


def wraps() -> dict[int, int]:
    """How many keys each version of the master key wraps."""
    counted: dict[int, int] = {}
    for version in DataKey.objects.values_list("master", flat=True).iterator():
        counted[version] = counted.get(version, 0) + 1
    return counted


def version_of(key: bytes) -> int:
    """Which version of the master key this is, told by what it opens; the first where nothing was sealed yet."""
    for version in sorted(wraps(), reverse=True) or [1]:
        sample = DataKey.objects.filter(master=version).first()
        try:
            if sample is None or unwrap(sample, {version: key}):
                return version
        except Broken:
            continue
    raise Refused(OPENS_NOTHING)
