"""Boxes that somebody brings: each opened by itself, those of one phone done in one commit, as its owner's (ADR 26)."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from banlanh.accounts.models import User
from banlanh.core.refusal import Refused

from . import actions, handover, pack, pictures, reading, rules
from .batch import Asked
from .models import Device

TOLD = ("id", "state", "receipt")  # to who carries it: neither sentences nor what two people wrote
OWN = (*TOLD, "stays")  # and to its author, that it may never be done


class Box(NamedTuple):
    """What was in it, and whose it is; or why nothing could be read."""

    device: Device | None = None
    operations: Sequence[Asked] = ()
    sentence: str = ""


def deliver(sealed: bytes, *, by: User) -> list[dict]:
    """What became of each box, in their order. Refuses all where nothing can be opened now."""
    key, device_of = handover.own_key(), cache(pack.device_of)
    boxes = [look_into(box, key, device_of) for box in handover.boxes_in(sealed)]
    return [told for device, group in groupby(boxes, attrgetter("device")) for told in done(device, list(group), by)]


def take_picture(piece: pictures.Piece, *, by: User) -> int:
    """As `pictures.take`, of one that a phone of its author handed over; it is kept as the author's."""
    device = known(piece.device, pack.device_of)
    said = f"picture {piece.operation} {piece.digest}".encode()
    handover.is_of(device, bytes.fromhex(piece.signature), said, handover.own_key())
    return pictures.take(piece, by=device.user, carried=pictures.Carried(device, by))


def known(pk: UUID | None, device_of: Callable[[UUID], Device | None]) -> Device:
    device = device_of(pk) if pk else None
    if device is None:
        raise Refused(rules.UNKNOWN)
    return device


def look_into(box: bytes, key: bytes, device_of: Callable[[UUID], Device | None]) -> Box:
    """One that does not open hinders no other."""
    try:
        signature, body = handover.opened(box, key)
        pk, operations = reading.batch_in(body)
        device = known(pk, device_of)
        handover.is_of(device, signature, body, key)
    except Refused as refused:
        return Box(sentence=str(refused))
    return Box(device, operations)


def done(device: Device | None, boxes: list[Box], by: User) -> Iterator[dict]:
    operations = [asked for box in boxes for asked in box.operations]
    answers = iter(actions.receive(device, operations, by=device.user, carried_by=by) if device else ())
    names = OWN if device and device.user == by else TOLD
    for box in boxes:
        told = [next(answers) for _ in box.operations]
        answered = [{name: each[name] for name in names if name in each} for each in told]
        yield {"sentence": box.sentence, "answers": answered}
