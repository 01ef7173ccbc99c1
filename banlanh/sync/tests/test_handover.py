"""An outbox that a colleague carries: sealed to the server, signed by its phone, done once whichever arrives first."""

import base64
import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from nacl.public import PublicKey, SealedBox

from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.outreach.models import Airing
from banlanh.sealing import actions as sealing
from banlanh.sealing.master import NOT_THERE
from banlanh.sync import actions, handover
from banlanh.sync.enums import Why
from banlanh.sync.models import Device, Quarantined, Receipt

pytestmark = pytest.mark.django_db(databases="__all__")
PATH = "/dong-bo/ho-tro/"


@pytest.fixture
def master():
    sealing.make_master()


@pytest.fixture
def given(master, browser_of, lan) -> SimpleNamespace:
    """Lan's phone, with the keys of its first pack."""
    pack = browser_of(lan).get("/dong-bo/").json()
    keys = {name: base64.b64decode(key) for name, key in pack["handover"].items()}
    return SimpleNamespace(device=Device.objects.get(pk=pack["device"]), cursor=pack["cursor"], **keys)


@pytest.fixture
def sealed(given):
    """These operations as Lan's phone seals them."""

    def seal(*operations: dict, secret: bytes = b"") -> bytes:
        body = json.dumps({"device": str(given.device.pk), "operations": operations}).encode()
        signature = handover.signed(body, secret or given.secret)
        return SealedBox(PublicKey(given.public)).encrypt(signature + body)

    return seal


@pytest.fixture
def carry(browser_of, hoa):
    def carried(blob: bytes, *, by=hoa, status: int = 200):
        answer = browser_of(by).post(PATH, blob, content_type="application/octet-stream")
        assert answer.status_code == status, answer.content.decode()
        return answer.json().get("answers") or answer.json()["sentence"]

    return carried


def test_what_a_colleague_carries_is_done_as_its_author_s(carry, sealed, airing, lan, hoa, commune):
    aired = airing()
    [answer] = carry(sealed(aired))
    assert set(answer) == {"id", "state", "receipt"} and answer["state"] == "applied"
    assert set(Airing.objects.values_list("recorded_by", flat=True)) == {lan.pk}
    told = Event.objects.filter(verb="batch.received").get()
    assert (told.by, told.detail["carried_by"]) == (lan.pk, hoa.pk)
    assert first_broken(commune.pk) is None


@pytest.mark.parametrize("first", ["carried", "sent"])
def test_whichever_arrives_first_it_is_done_once(carry, sealed, send, airing, given, first):
    aired = airing()
    ways = {"carried": lambda: carry(sealed(aired)), "sent": lambda: send(aired, device=given.device)}
    ways[first]()
    for way in (*ways.values(), ways["carried"]):
        assert [each["state"] for each in way()] == ["already"]
    assert Receipt.objects.count() == 1 and Airing.objects.count() == 2


def test_who_carries_it_can_neither_read_nor_change_it(sealed, airing, carry):
    blob = sealed(airing())
    assert b"record.airing" not in blob
    for at in (0, 40, len(blob) - 1):
        changed = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        assert carry(changed, status=422) == handover.DOES_NOT_OPEN
    assert not Receipt.objects.exists()


def test_what_another_made_up_for_the_phone_is_refused(sealed, airing, carry):
    """The public key is in every pack: only the signature says whose it is."""
    assert carry(sealed(airing(), secret=bytes(32)), status=422) == handover.CHANGED
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("blob", [b"", b"x", bytes(48), bytes(200)])
def test_what_is_no_such_blob_is_told_so(master, carry, blob):
    assert carry(blob, status=422) == handover.DOES_NOT_OPEN


def test_what_a_revoked_phone_had_not_sent_waits_for_somebody_s_look(sealed, airing, carry, given, lan):
    actions.revoke_device(given.device, by=lan)
    [answer] = carry(sealed(airing()))
    assert answer["state"] == "quarantined" and not Airing.objects.exists()
    assert Quarantined.objects.get().why == Why.REVOKED


def test_what_an_ended_post_had_not_sent_waits_too(sealed, airing, carry, given, lan):
    Device.objects.filter(pk=given.device.pk).update(made_at=given.device.made_at - timedelta(days=9))
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    assert [each["state"] for each in carry(sealed(airing()))] == ["quarantined"]


def test_who_may_sign_in_no_more_has_nothing_done_by_itself(sealed, airing, carry, lan):
    lan.disabled_at = timezone.now()
    lan.save(update_fields=["disabled_at"])
    assert [each["state"] for each in carry(sealed(airing()))] == ["quarantined"]


def test_the_keys_go_down_with_a_whole_pack_only(given, browser_of, lan):
    assert len(given.public) == len(given.secret) == 32
    assert browser_of(lan).get("/dong-bo/", {"tu": given.cursor}).json()["handover"] == {}


def test_each_phone_has_a_secret_of_its_own(given, browser_of, hoa):
    other = browser_of(hoa).get("/dong-bo/").json()["handover"]
    assert base64.b64decode(other["public"]) == given.public
    assert base64.b64decode(other["secret"]) != given.secret


def test_a_changed_master_key_opens_what_was_sealed_before(sealed, airing, carry):
    blob = sealed(airing())
    sealing.rotate()
    assert [each["state"] for each in carry(blob)] == ["applied"]


def test_without_a_master_key_nothing_is_carried_and_packs_go_on(browser_of, lan, carry):
    assert browser_of(lan).get("/dong-bo/").json()["handover"] == {}
    assert carry(bytes(200), status=422) == NOT_THERE
