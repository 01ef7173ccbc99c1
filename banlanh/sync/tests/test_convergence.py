"""Whatever order the work of several phones arrives in, the commune stands the same afterwards (SEC-43).

The same means: the same facts count, and of each field the same words are there to be seen. A word that was written
over by somebody who had read it is not; every other stands in the register, or waits beside it for somebody's look.
Who was first decides only which of two stands and which waits.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from itertools import groupby
from math import factorial
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banlanh.committee.models import Difficulty
from banlanh.core.ids import uuid7
from banlanh.outreach.models import Airing, FailedAiring
from banlanh.plans.models import Step
from banlanh.pledges.actions import open_campaign
from banlanh.pledges.models import Signature
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.registers.offline import FIELDS
from banlanh.sync import actions
from banlanh.sync.batch import Asked
from banlanh.sync.models import Device, Quarantined
from tests.support.commune import appoint, body_of, lan, make_commune, minh
from tests.support.nightly import at_night
from tests.support.sizes import IS_SECOND

MOST = at_night(6, else_few=3 if IS_SECOND else 4)  # operations of which every order is tried
ORDERS, LARGER = at_night((10_000, 18), else_few=(5 if IS_SECOND else 20, 9))
WHEN = {"happened_on": "20/11/2026", "slot": "morning"}


class Word(NamedTuple):
    """One operation, by its phone."""

    phone: str
    kind: str
    payload: dict


def mends(phone: str, entry: str, /, **fields: tuple[str, str]) -> Word:
    """What stood in each field as the phone had it, and what it wants there."""
    words = {"entry": entry} | {name: wanted for name, (_, wanted) in fields.items()}
    return Word(phone, "entry.correct", words | {f"was_{name}": was for name, (was, _) in fields.items()})


def signs(phone: str, *entries: str) -> Word:
    return Word(
        phone, "pledges.sign", {"campaign": "campaign", "body": "village", "on": "20/11/2026", "entries": [*entries]}
    )


def airs(phone: str, *languages: str) -> Word:
    return Word(phone, "record.airing", {"body": "village", "languages": [*languages], "minutes": "15"} | WHEN)


def notes(phone: str, text: str) -> Word:
    return Word(phone, "record.difficulty", {"body": "village", "happened_on": "20/11/2026", "text": text})


# Lan has two phones; the secretary of the cell mends the same register.
EDITS = [
    mends("lan", "A", name=("Lò Văn A", "Lò Văn Páo")),
    mends("lan 2", "A", name=("Lò Văn A", "Lò Văn Dín"), phone=("", "0912345678")),
    mends("dinh", "A", name=("Lò Văn A", "Lò Văn Súa"), address=("", "nhóm 2")),
    mends("dinh", "A", address=("nhóm 2", "nhóm 3")),
    mends("lan", "A", phone=("", "0912345678")),
    mends("lan 2", "A", name=("Lò Văn Dín", "Lò Văn Dìn")),
]
FACTS = [
    signs("lan", "A", "B"),
    signs("lan 2", "B", "C"),
    airs("lan", "vie"),
    airs("lan 2", "vie", "hmn"),
    Word("lan 2", "record.airing_failed", {"body": "village", "reason": "power"} | WHEN),
    notes("dinh", "Loa thôn hỏng, chưa có kinh phí sửa."),
]
MIXED = [
    mends("lan", "B", name=("Lò Văn B", "Lò Văn Chư")),
    signs("lan", "B"),
    mends("dinh", "B", name=("Lò Văn B", "Lò Văn Chứ")),
    mends("lan 2", "B", address=("", "nhóm 5")),
    signs("lan 2", "A", "B"),
    notes("lan 2", "Đường vào bản sạt lở, không họp được."),
]
EVERYTHING = [each for three in zip(EDITS, FACTS, MIXED, strict=True) for each in three]


@pytest.fixture
def world(db, monkeypatch) -> SimpleNamespace:
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    commune = make_commune()
    village = body_of(commune, "Thôn Nà Lìn")
    people = {"lan": lan(commune), "dinh": appoint("dinh", "Dinh", "R6", body_of(commune, "Chi bộ Nà Lìn"))}
    rows = [Row("household", village, date(2026, 2, 1), f"Lò Văn {sign}") for sign in "ABC"]
    meant = dict(zip("ABC", map(str, add_rows(rows, at=timezone.now())), strict=True))
    said = {"title": "Cam kết", "text": "Gia đình tôi cam kết.", "version": "1", "languages": ["vie"]}
    said |= {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "signers": "household"}
    campaign = open_campaign(id=uuid7(), commune=commune, by=minh(commune), **said)
    meant |= {"village": str(village.pk), "campaign": str(campaign.pk)}
    phones = {name: actions.mint_device(by=people[name.split()[0]], name=name) for name in ("lan", "lan 2", "dinh")}
    return SimpleNamespace(phones=phones, meant=meant, asked={})


class Sent(NamedTuple):
    """An operation as its phone sends it, each time the same."""

    phone: str
    asked: Asked


def outboxes(world: SimpleNamespace, words: Sequence[Word]) -> list[Sent]:
    def real(value):
        return [real(each) for each in value] if isinstance(value, list) else world.meant.get(value, value)

    def sent(number: int, word: Word) -> Sent:
        payload = {name: real(value) for name, value in word.payload.items()}
        return Sent(word.phone, Asked(uuid7(), number, word.kind, payload, "0", timezone.now()))

    return [sent(number, word) for number, word in enumerate(words, 1)]


def receive(world: SimpleNamespace, several: Iterable[Sent]) -> dict[UUID, dict]:
    """In this order; what one phone sends in a row comes as one batch."""
    told = {}
    for phone, batch in groupby(several, key=lambda each: each.phone):
        device: Device = world.phones[phone]
        answers = actions.receive(device, [each.asked for each in batch], by=device.user)
        told |= {UUID(each["id"]): each for each in answers}
    return told


# --- how the commune stands -----------------------------------------------------------------------------------


def state(all_sent: Sequence[Sent]) -> dict[str, list]:
    """What counts, and of each field the words that nobody who had read them wrote over."""
    read = {(entry, name, was) for entry, name, was, _ in edits(all_sent)}
    stand = {(str(each.pk), name, getattr(each, name)) for each in Entry.objects.all() for name in FIELDS}
    wait = {
        (kept.payload["entry"], name, kept.payload[name])
        for kept in Quarantined.objects.waiting()
        for name in FIELDS
        if name in kept.payload
    }
    facts = [
        Airing.objects.live().values_list("body", "happened_on", "slot", "language"),
        FailedAiring.objects.live().values_list("body", "happened_on", "slot"),
        Signature.objects.live().values_list("campaign", "entry"),
        Difficulty.objects.live().values_list("body", "text"),
        Step.objects.values_list("duty", "verb"),
    ]
    return {"facts": [sorted(map(str, each)) for each in facts], "words": sorted((stand | wait) - read)}


def hash_of(found: dict[str, list]) -> str:
    return sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def edits(all_sent: Iterable[Sent]) -> Iterator[tuple[str, str, str, str]]:
    """Entry, field, what its writer had read there, what was written."""
    for _, asked in all_sent:
        for name in FIELDS:
            if asked.kind == "entry.correct" and name in asked.payload:
                yield asked.payload["entry"], name, asked.payload[f"was_{name}"], asked.payload[name]


def whole(all_sent: Sequence[Sent], told: dict[UUID, dict]) -> dict[str, list]:
    """How it stands where nothing is lost: each word stands, waits or was read by who wrote over it, as answered."""
    found = state(all_sent)
    words = {tuple(each) for each in found["words"]}
    read = {(entry, name, was) for entry, name, was, _ in edits(all_sent)}
    for entry, name, _, wanted in edits(all_sent):
        assert (entry, name, wanted) in words | read
    for _, asked in all_sent:
        assert told[asked.id]["receipt"] and told[asked.id]["sentence"]
    return found


# --- every order, and any ---------------------------------------------------------------------------------------


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def every_order(
    world: SimpleNamespace, left: list[Sent], told: dict[UUID, dict], all_sent: list[Sent]
) -> Iterator[str]:
    """The end of each; orders that begin alike are walked once."""
    if not left:
        yield hash_of(whole(all_sent, told))
    for each in left:
        with undone():
            others = [other for other in left if other is not each]
            yield from every_order(world, others, told | receive(world, [each]), all_sent)


@pytest.mark.parametrize("words", [EDITS, FACTS, MIXED], ids=["edits", "facts", "mixed"])
def test_every_order_ends_the_same(world, words, record_property):
    all_sent = outboxes(world, words[:MOST])
    ends = list(every_order(world, all_sent, {}, all_sent))
    record_property("orders", len(ends))
    assert len(ends) == factorial(MOST) and len(set(ends)) == 1


@pytest.fixture
def in_order(world) -> SimpleNamespace:
    """What is sent, and how it ends where it comes as it was done."""
    all_sent = outboxes(world, EVERYTHING[:LARGER])
    with undone():
        receive(world, all_sent)
        world.end = state(all_sent)
    world.all_sent = all_sent
    return world


@settings(max_examples=ORDERS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(LARGER)), st.lists(st.integers(0, LARGER - 1), max_size=3))
def test_any_order_of_more_ends_the_same(in_order, order, again):
    """Some of it comes once more at the end, in batches as it happens."""
    with undone():
        told = receive(in_order, [in_order.all_sent[number] for number in order])
        twice = receive(in_order, [in_order.all_sent[number] for number in again])
        assert all(twice[pk]["receipt"] == told[pk]["receipt"] for pk in twice)
        assert whole(in_order.all_sent, told) == in_order.end


def test_a_word_that_was_lost_would_be_seen(world):
    """The hash is of what people wrote: without what waits it is another."""
    all_sent = outboxes(world, EDITS[:3])
    told = receive(world, all_sent)
    before = hash_of(whole(all_sent, told))
    Quarantined.objects.filter(pk=all_sent[1].asked.id).update(payload={"entry": all_sent[1].asked.payload["entry"]})
    assert hash_of(state(all_sent)) != before
    with pytest.raises(AssertionError):
        whole(all_sent, told)
