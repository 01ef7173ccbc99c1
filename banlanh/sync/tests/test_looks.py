"""What waits for a person's look: ended posts, another's phone, one field that two people changed (SEC-43 to 45)."""

from datetime import date, datetime, timedelta

import pytest

from banlanh.accounts.models import Post
from banlanh.core.refusal import Refused
from banlanh.outreach.models import Airing
from banlanh.registers import actions as registers
from banlanh.registers.offline import version_of
from banlanh.sync import actions, rules
from banlanh.sync.enums import Claim
from banlanh.sync.models import Device, Quarantined, Receipt
from tests.support.commune import body_of, hoa

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-23T08:00:00+07:00")


@pytest.fixture
def edit(operation, households):
    def edited(was: dict | None = None, **words) -> dict:
        seen = {f"was_{name}": value for name, value in (was or {}).items()}
        told = operation("entry.correct", entry=str(households[0].pk), **words, **seen)
        return told | {"seen": version_of(households[0])}

    return edited


@pytest.fixture
def another_s_word(households, lan):
    registers.correct_entry(households[0], by=lan, name="Lò Văn Dín", address="nhóm 1")
    households[0].changed_at -= timedelta(hours=1)  # as the phone still has it


def test_edits_of_different_fields_merge(send, edit, households, another_s_word):
    [answer] = send(edit({"phone": ""}, phone="0912345678"))
    households[0].refresh_from_db()
    assert answer["state"] == "applied"
    assert (households[0].name, households[0].phone) == ("Lò Văn Dín", "0912345678")


@pytest.mark.parametrize("was", [{"name": "Lò Văn A", "phone": ""}, None])
def test_of_the_same_field_both_are_kept_and_somebody_is_asked(send, edit, households, another_s_word, lan, was):
    [answer] = send(edit(was, name="Lò Văn Páo", address="nhóm 1"))
    assert (answer["state"], answer["both"]) == ("conflict", {"name": ["Lò Văn Dín", "Lò Văn Páo"]})
    waiting = Quarantined.objects.visible_to(lan.reach).waiting().get()
    households[0].refresh_from_db()
    assert households[0].name == "Lò Văn Dín"
    actions.take_over(waiting, by=lan)
    households[0].refresh_from_db()
    assert (households[0].name, households[0].address) == ("Lò Văn Páo", "nhóm 1")


def test_a_household_that_moved_meanwhile_waits_for_its_new_village(send, edit, households, lan, commune):
    registers.move_entry(households[0], to=body_of(commune, "Thôn Sín Chải"), by=lan, on=date(2026, 11, 20))
    stranger = hoa(commune)
    [answer] = send(edit({"name": "Lò Văn A"}, name="Lò Văn Páo"))
    assert answer["state"] == "quarantined"
    assert not Quarantined.objects.visible_to(lan.reach)
    actions.take_over(Quarantined.objects.visible_to(stranger.reach).get(), by=stranger)
    households[0].refresh_from_db()
    assert households[0].name == "Lò Văn Páo"


def test_what_an_ended_post_sends_waits_and_is_never_done_by_itself(send, airing, lan, minh):
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    Device.objects.update(made_at=NOW - timedelta(days=9))
    recorded = airing()
    for _ in range(2):
        assert send(recorded)[0]["state"] == "quarantined"
    assert not Airing.objects.exists()
    kept = Quarantined.objects.visible_to(minh.reach).get()
    actions.drop(kept, by=minh, reason="thôn đã ghi trên giấy")
    with pytest.raises(Refused, match="đã có người xem"):
        actions.take_over(kept, by=minh)
    assert not Airing.objects.exists() and kept.payload["minutes"] == 15


def test_who_never_had_the_right_is_refused(send, airing, commune):
    [answer] = send(airing(body=body_of(commune, "Thôn Sín Chải")))
    assert answer["state"] == "refused" and not Quarantined.objects.exists()


def test_another_s_phone_sends_what_waits(send, airing, hoa):
    assert send(airing(), by=hoa)[0]["state"] == "quarantined"
    assert not Airing.objects.exists()


def test_a_revoked_phone_is_told_to_forget(send, airing, phone, lan):
    actions.revoke_device(phone, by=lan)
    assert send(airing(), status=410)["sentence"] == rules.REVOKED
    assert not Receipt.objects.exists()


def test_only_its_owner_or_the_administrator_revokes_a_phone(phone, hoa):
    with pytest.raises(Refused):
        actions.revoke_device(phone, by=hoa)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("2026-11-23T08:00:00+07:00", Claim.FITS),
        ("2026-11-23T01:00:00Z", Claim.FITS),
        ("2026-11-22T08:00:00+07:00", Claim.FITS),
        ("2026-11-22T07:59:59+07:00", Claim.LONG_AGO),
        ("2026-11-21T08:00:00+07:00", Claim.LONG_AGO),
        ("1970-01-01T00:00:00Z", Claim.LONG_AGO),
        ("2026-11-25T08:00:00+07:00", Claim.AHEAD),
        ("2099-01-01T00:00:00Z", Claim.AHEAD),
        ("2026-02-29T08:00:00+07:00", Claim.UNREADABLE),
        ("0001-01-01T00:00:00+14:00", Claim.UNREADABLE),
        ("9999-12-31T23:59:59-12:00", Claim.UNREADABLE),
        ("hôm qua", Claim.UNREADABLE),
        ("", Claim.UNREADABLE),
    ],
)
def test_a_phone_s_clock_is_a_claim(said, claim):
    assert rules.claim_of(rules.readable_moment(said), NOW) is claim


def test_a_wrong_clock_is_kept_and_the_work_is_done(send, airing):
    assert send(airing() | {"happened_at": "1970-01-01T00:00:00Z"})[0]["state"] == "applied"
    receipt = Receipt.objects.get()
    assert (receipt.claim, receipt.claimed_at.year, receipt.received_at.year) == (Claim.LONG_AGO, 1970, 2026)
