"""A picture that a colleague carries: behind its work once, whichever phone brings which part of it first (ADR 33)."""

import os
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.records.models import Attachment
from banlanh.sealing import actions as sealing
from banlanh.sync import actions, handover, rules
from banlanh.sync.models import Device, Quarantined, Upload
from tests.support.handing import sealed_picture

pytestmark = pytest.mark.django_db(databases="__all__")
CLEAR = b"\xff\xd8\xff" + os.urandom(997)
HALF = 600


@pytest.fixture
def keys(phone) -> dict[str, bytes]:
    """What Lan's phone seals to, and signs with."""
    sealing.make_master()
    return {name: b64decode(key) for name, key in handover.given(phone).items()}


@pytest.fixture
def work(send, operation, village) -> dict:
    """A difficulty that the server has."""
    raised = operation("record.difficulty", body=village.pk, happened_on="20/11/2026", text="Loa hỏng, chưa sửa.")
    send(raised)
    return raised


@pytest.fixture
def handed(keys, phone, work) -> SimpleNamespace:
    """The picture as it lies on Lan's phone and goes along in the file."""
    sealed, box = sealed_picture(CLEAR, keys["public"])
    said = {"operation": work["id"], "digest": sha256(sealed).hexdigest(), "length": len(sealed)}
    signature = handover.signed(f"picture {said['operation']} {said['digest']}".encode(), keys["secret"]).hex()
    return SimpleNamespace(sealed=sealed, box=box, said=said, slip={"device": phone.pk, "signature": signature})


@pytest.fixture
def bring(browser_of, lan, hoa, handed) -> Callable:
    """What the server answers to what lies between these places, by Lan's own phone or carried by Hoa's."""

    def brought(who: str, start: int = 0, end: int | None = None, **changed):
        slip = handed.slip if who == "hoa" else {}
        file = SimpleUploadedFile("anh.jpg", handed.sealed[start:end])
        form = handed.said | slip | {"offset": start, "key": SimpleUploadedFile("blob", handed.box), "file": file}
        answer = browser_of({"lan": lan, "hoa": hoa}[who]).post("/dong-bo/anh/", form | changed)
        return answer.json().get("sentence") or answer.json()["offset"]

    return brought


def kept() -> list[bytes]:
    """What stands behind the work."""
    return [Path(each.file.path).read_bytes() for each in Attachment.objects.all()]


ORDERS = {
    "whole by its author, then carried": [("lan", 0, None), ("hoa", 0, None)],
    "carried whole, then by its author": [("hoa", 0, None), ("lan", 0, None)],
    "half by its author, the rest carried": [("lan", 0, HALF), ("hoa", 0, 0), ("hoa", HALF, None)],
    "half carried, the rest by its author": [("hoa", 0, HALF), ("lan", 0, 0), ("lan", HALF, None)],
    "both halves by both": [(who, *part) for part in ((0, HALF), (HALF, None)) for who in ("hoa", "lan")],
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_whichever_phone_brings_which_part_first_the_picture_stands_once(bring, handed, order, lan, commune):
    for who, start, end in order:
        bring(who, start, end)
    assert [bring(who, 0, 0) for who in ("lan", "hoa")] == [len(handed.sealed)] * 2
    assert kept() == [CLEAR] and Attachment.objects.get().attached_by == lan
    assert Event.objects.filter(verb="difficulty.photographed").count() == 1
    assert first_broken(commune.pk) is None


@pytest.mark.parametrize(("who", "told"), [("hoa", 1), ("lan", 0)])
def test_the_log_tells_who_brought_it_to_its_end(bring, phone, lan, hoa, who, told):
    bring("lan" if who == "hoa" else "hoa", 0, HALF)
    bring(who, HALF)
    found = Event.objects.filter(verb="picture.carried")
    assert [(each.by, each.detail["carried_by"]) for each in found] == [(lan.pk, hoa.pk)] * told


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"signature": "0" * 64}, handover.CHANGED),
        ({"signature": ""}, handover.CHANGED),
        ({"digest": "0" * 64}, handover.CHANGED),
        ({"operation": uuid4()}, handover.CHANGED),
        ({"device": uuid4()}, rules.UNKNOWN),
        ({"device": "", "signature": ""}, rules.FIRST_THE_WORK),  # as her own, which it is not
    ],
)
def test_who_carries_it_can_neither_change_it_nor_make_one_up(bring, changed, sentence):
    assert bring("hoa", **changed) == sentence
    assert kept() == [] and not Upload.objects.exists()


def test_what_another_s_phone_signed_goes_behind_no_work_of_lan_s(bring, handed, browser_of, hoa):
    device = actions.mint_device(by=hoa, name="máy")
    said = f"picture {handed.said['operation']} {handed.said['digest']}".encode()
    signature = handover.signed(said, b64decode(handover.given(device)["secret"])).hex()
    assert bring("hoa", device=device.pk, signature=signature) == rules.FIRST_THE_WORK


def test_its_work_comes_first(bring, handed, keys):
    absent = str(uuid4())
    signature = handover.signed(f"picture {absent} {handed.said['digest']}".encode(), keys["secret"]).hex()
    assert bring("hoa", operation=absent, signature=signature) == rules.FIRST_THE_WORK


def test_while_the_sealed_rooms_are_shut_it_waits_on_the_phone(browser_of, hoa, handed, settings, tmp_path):
    """Not refused: what is refused its carrier gives up."""
    settings.SEALED_KEY_FILE = tmp_path / "none"
    files = {"key": SimpleUploadedFile("blob", handed.box), "file": SimpleUploadedFile("anh.jpg", handed.sealed)}
    answer = browser_of(hoa).post("/dong-bo/anh/", handed.said | handed.slip | {"offset": 0} | files)
    assert answer.status_code == 503 and not Upload.objects.exists()


def revoke(phone, lan) -> None:
    actions.revoke_device(phone, by=lan)


def close(phone, lan) -> None:
    lan.disabled_at = phone.made_at
    lan.save(update_fields=["disabled_at"])


@pytest.mark.parametrize("shut_out", [revoke, close])
def test_of_who_was_shut_out_nothing_goes_behind_what_was_done(bring, phone, lan, shut_out):
    shut_out(phone, lan)
    assert bring("hoa") == rules.NOT_BY_ITSELF and kept() == []


def test_what_its_author_brings_after_signing_in_anew_goes(bring, handed, phone, lan):
    actions.revoke_device(phone, by=lan)
    assert bring("lan", **handed.slip) == len(handed.sealed) and kept() == [CLEAR]


@pytest.fixture
def work_that_waits(send, airing, lan, phone) -> dict:
    """Lan's post ended while her phone was away."""
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    Device.objects.update(made_at=datetime(2026, 11, 1, tzinfo=UTC))
    aired = airing()
    send(aired)
    return aired


def test_of_a_revoked_phone_it_waits_along_with_work_that_waits(work_that_waits, bring, handed, keys, phone, minh, lan):
    actions.revoke_device(phone, by=lan)
    operation = work_that_waits["id"]
    signature = handover.signed(f"picture {operation} {handed.said['digest']}".encode(), keys["secret"]).hex()
    assert bring("hoa", operation=operation, signature=signature) == len(handed.sealed) and kept() == []
    actions.take_over(Quarantined.objects.get(pk=operation), by=minh)
    assert kept() == [CLEAR]
