"""An outbox that a colleague carries: sealed to the server, signed by its phone, done once whichever arrives first."""

import base64
import json
import zlib
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.outreach.models import Airing
from banlanh.sealing import actions as sealing
from banlanh.sealing.master import NOT_THERE
from banlanh.sync import actions, handover
from banlanh.sync.enums import Why
from banlanh.sync.models import Device, Quarantined, Receipt
from banlanh.sync.reading import BROKEN
from tests.support.handing import box, framed

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
        return box(body, given.public, secret or given.secret)

    return seal


@pytest.fixture
def carry(browser_of, hoa):
    """What became of each box, as whoever carried them reads it."""

    def carried(*boxes: bytes, by=hoa) -> list[dict]:
        answer = browser_of(by).post(PATH, framed(*boxes), content_type="application/octet-stream")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()["boxes"]

    return carried


def states(boxes: list[dict]) -> list[str]:
    return [each["state"] for told in boxes for each in told["answers"]]


def test_what_a_colleague_carries_is_done_as_its_author_s(carry, sealed, airing, lan, hoa, commune):
    aired = airing()
    [told] = carry(sealed(aired))
    [answer] = told["answers"]
    assert set(answer) == {"id", "state", "receipt"} and answer["state"] == "applied"
    assert set(Airing.objects.values_list("recorded_by", flat=True)) == {lan.pk}
    told = Event.objects.filter(verb="batch.received").get()
    assert (told.by, told.detail["carried_by"]) == (lan.pk, hoa.pk)
    assert first_broken(commune.pk) is None


@pytest.mark.parametrize("first", ["carried", "sent"])
def test_whichever_arrives_first_it_is_done_once(carry, sealed, send, airing, given, first):
    aired = airing()
    sent = {"sentence": "", "answers": []}
    ways = {
        "carried": lambda: carry(sealed(aired)),
        "sent": lambda: [sent | {"answers": send(aired, device=given.device)}],
    }
    ways[first]()
    for way in (*ways.values(), ways["carried"]):
        assert states(way()) == ["already"]
    assert Receipt.objects.count() == 1 and Airing.objects.count() == 2


def test_who_carries_it_can_neither_read_nor_change_it(sealed, airing, carry):
    blob = sealed(airing())
    assert b"record.airing" not in blob
    for at in (0, 40, len(blob) - 1):
        changed = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        assert carry(changed) == [{"sentence": handover.DOES_NOT_OPEN, "answers": []}]
    assert not Receipt.objects.exists()


def test_what_another_made_up_for_the_phone_is_refused(sealed, airing, carry):
    """The public key is in every pack: only the signature says whose it is."""
    assert carry(sealed(airing(), secret=bytes(32))) == [{"sentence": handover.CHANGED, "answers": []}]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("blob", [b"", b"x", bytes(48), bytes(200)])
def test_what_is_no_such_box_is_told_so_and_hinders_no_other(sealed, airing, carry, blob):
    broken, good = carry(blob, sealed(airing()))
    assert broken == {"sentence": handover.DOES_NOT_OPEN, "answers": []} and states([good]) == ["applied"]


@pytest.mark.parametrize(
    "body", [b"", b"x", b"BLH1\1\0\0", b"BLH1\1\0\0\5abcd", b"BLH2\1\0\0\1a", framed(*[b"x"] * 51)]
)
def test_what_holds_no_boxes_is_refused_whole(master, browser_of, hoa, body):
    answer = browser_of(hoa).post(PATH, body, content_type="application/octet-stream")
    assert answer.status_code == 422 and answer.json()["sentence"] in (handover.NO_BOXES, handover.TOO_MANY)


def test_what_was_squeezed_small_is_never_unpacked_large(given, carry):
    [told] = carry(box(b"{" + bytes(9 * 1024 * 1024), given.public, given.secret))
    assert told == {"sentence": BROKEN, "answers": []}


def test_a_box_opens_that_was_not_squeezed(given, carry, airing):
    """Older browsers cannot."""
    body = json.dumps({"device": str(given.device.pk), "operations": [airing()]}).encode()
    server = handover.private_in(handover.own_key()).public_key()
    assert states(carry(handover.SUITE.encrypt(handover.signed(body, given.secret) + body, server, handover.INFO))) == [
        "applied"
    ]
    cut = zlib.compress(body)[:-30]
    assert carry(handover.SUITE.encrypt(bytes(32) + cut, server, handover.INFO))[0]["answers"] == []


def test_what_a_revoked_phone_had_not_sent_waits_for_somebody_s_look(sealed, airing, carry, given, lan):
    actions.revoke_device(given.device, by=lan)
    assert states(carry(sealed(airing()))) == ["quarantined"] and not Airing.objects.exists()
    assert Quarantined.objects.get().why == Why.REVOKED


def test_what_its_author_brings_after_signing_in_anew_is_done(sealed, airing, carry, given, lan):
    actions.revoke_device(given.device, by=lan)
    assert states(carry(sealed(airing()), by=lan)) == ["applied"]


def test_what_an_ended_post_had_not_sent_waits_too(sealed, airing, carry, given, lan):
    Device.objects.filter(pk=given.device.pk).update(made_at=given.device.made_at - timedelta(days=9))
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    assert states(carry(sealed(airing()))) == ["quarantined"]


def test_who_may_sign_in_no_more_has_nothing_done_by_itself(sealed, airing, carry, lan):
    lan.disabled_at = timezone.now()
    lan.save(update_fields=["disabled_at"])
    assert states(carry(sealed(airing()))) == ["quarantined"]


def test_the_keys_go_down_with_a_whole_pack_only(given, browser_of, lan):
    assert (len(given.public), len(given.secret)) == (65, 32)
    assert browser_of(lan).get("/dong-bo/", {"tu": given.cursor}).json()["handover"] == {}


def test_each_phone_has_a_secret_of_its_own(given, browser_of, hoa):
    other = browser_of(hoa).get("/dong-bo/").json()["handover"]
    assert base64.b64decode(other["public"]) == given.public
    assert base64.b64decode(other["secret"]) != given.secret


def test_a_changed_master_key_opens_what_was_sealed_before(sealed, airing, carry):
    blob = sealed(airing())
    sealing.rotate()
    assert states(carry(blob)) == ["applied"]


def test_without_a_master_key_nothing_is_looked_at_and_packs_go_on(browser_of, lan):
    """All is refused together, so that whoever carries it keeps it."""
    assert browser_of(lan).get("/dong-bo/").json()["handover"] == {}
    answer = browser_of(lan).post(PATH, framed(bytes(200)), content_type="application/octet-stream")
    assert (answer.status_code, answer.json()) == (422, {"sentence": NOT_THERE})
