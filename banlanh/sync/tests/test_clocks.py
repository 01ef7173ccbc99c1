"""A phone's clock is a claim: whatever it says, every term runs from when the server received it (SEC-45)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from banlanh.audit.models import Event
from banlanh.committee.models import Difficulty
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.plans.models import Duty, Step
from banlanh.plans.standing import standings
from banlanh.plans.tests import plan
from banlanh.pledges.models import Sheet
from banlanh.sync import actions, rules
from banlanh.sync.batch import Asked
from banlanh.sync.enums import Claim
from banlanh.sync.models import Receipt

pytestmark = pytest.mark.django_db
SERVER = {
    "an ordinary noon": "2026-11-23T12:00:00+07:00",
    "the last moment of a day": "2026-11-22T23:59:59+07:00",
    "the first of the next": "2026-11-23T00:00:00+07:00",
    "the day before a report is due": "2026-11-24T23:59:59+07:00",
    "the first day of Tết": "2027-02-06T08:00:00+07:00",
}
PHONE = {
    "two days behind": lambda now: now - timedelta(hours=48),
    "two days before": lambda now: now + timedelta(hours=48),
    "a minute over a day behind": lambda now: now - timedelta(hours=24, minutes=1),
    "never set": lambda now: datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
    "far ahead": lambda now: datetime.fromisoformat("2099-12-31T23:59:59+07:00"),
    "a leap day": lambda now: datetime.fromisoformat("2024-02-29T12:00:00+07:00"),
    "last Tết": lambda now: datetime.fromisoformat("2026-02-17T00:00:00+07:00"),
    "the day before, as UTC has it": lambda now: now.astimezone(timezone.get_fixed_timezone(0)),
    "silent": lambda now: None,
}


@pytest.fixture
def world(village, campaign, households, lan, minh) -> SimpleNamespace:
    plan.published(village.commune, minh)
    phones = {person: actions.mint_device(by=person, name="máy") for person in (lan, minh)}
    duty = Duty.objects.filter(task__kind="", starts_on__lte="2026-11-22").latest("starts_on")
    signed = {"campaign": str(campaign.pk), "body": village.pk, "on": "20/11/2026", "entries": [str(households[0].pk)]}
    raised = {"body": village.pk, "happened_on": "20/11/2026", "text": "Loa thôn hỏng, chưa có kinh phí sửa."}
    asked = [
        (lan, "record.difficulty", raised),
        (lan, "pledges.sign", signed),
        (minh, "duty.submit", {"duty": duty.pk, "note": "Đã xong, có biên bản."}),
    ]
    return SimpleNamespace(phones=phones, duty=duty, asked=asked, commune=village.commune)


@pytest.fixture
def now(monkeypatch, world) -> Callable[[str], datetime]:
    """Sets the server's clock."""

    def stands(at: str) -> datetime:
        moment = datetime.fromisoformat(at)
        monkeypatch.delenv("BANLANH_TODAY")
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return stands


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def terms(world: SimpleNamespace, claimed: datetime | None) -> list:
    """What every term runs from, after all of it was sent with this claim."""
    today = {"happened_on": f"{clock.today():%d/%m/%Y}"}
    for number, (by, kind, words) in enumerate(world.asked, 1):
        payload = words | (today if "happened_on" in words else {})
        asked = Asked(uuid7(), number, kind, payload, None, claimed)
        [answer] = actions.receive(world.phones[by], [asked], by=by)
        assert answer["state"] == "applied", answer
    raised, step, duty = Difficulty.objects.get(), Step.objects.get(), Duty.objects.get(pk=world.duty.pk)
    [stands] = standings(Duty.objects.filter(pk=duty.pk), commune=world.commune, on=clock.today())
    received = set(Receipt.objects.values_list("received_at", flat=True))
    heard = (raised.since, raised.covers_on, raised.recorded_at, step.on, step.at, Sheet.objects.get().recorded_at)
    return [*received, *heard, duty.due_on, stands.state, stands.words]


@pytest.mark.parametrize("at", SERVER.values(), ids=SERVER)
def test_no_claim_moves_a_term(world, now, at):
    moment, found = now(at), {}
    with undone():
        honest = terms(world, moment)
    assert set(honest[:7]) == {moment, timezone.localdate(moment)}
    for name, claims in PHONE.items():
        with undone():
            found[name] = terms(world, claims(moment))
            is_marked(claims(moment), moment)
    assert found == dict.fromkeys(PHONE, honest)


def is_marked(claimed: datetime | None, moment: datetime) -> None:
    """The receipts keep what the phone said, and the log tells of each whose clock did not fit."""
    claim = rules.claim_of(claimed, moment)
    receipts = Receipt.objects.all()
    assert {(each.claim, each.claimed_at) for each in receipts} == {(claim, claimed)}
    told = {pk for event in Event.objects.filter(verb="batch.received") for pk in event.detail["clock"]}
    assert told == (set() if claim == Claim.FITS else {str(each.pk) for each in receipts})


@pytest.mark.parametrize(
    ("at", "day", "comes"),
    [
        ("2026-11-22T23:59:59+07:00", "22/11/2026", "applied"),
        ("2026-11-22T23:59:59+07:00", "23/11/2026", "refused"),
        ("2026-11-23T00:00:00+07:00", "23/11/2026", "applied"),
        ("2026-11-23T00:00:00+07:00", "25/11/2026", "refused"),
        ("2026-11-23T12:00:00+07:00", "01/01/1970", "refused"),
        ("2026-11-23T12:00:00+07:00", "01/01/2099", "refused"),
        ("2026-11-23T12:00:00+07:00", "29/02/2026", "refused"),
        ("2026-11-23T12:00:00+07:00", "17/02/2026", "applied"),
    ],
)
def test_a_day_that_has_not_come_here_is_refused_whatever_the_phone_believes(world, now, at, day, comes):
    moment, (by, kind, payload) = now(at), world.asked[0]
    asked = Asked(uuid7(), 1, kind, payload | {"happened_on": day}, None, moment + timedelta(hours=48))
    [answer] = actions.receive(world.phones[by], [asked], by=by)
    assert answer["state"] == comes and (comes == "applied" or answer["sentence"].startswith("Vướng từ ngày: "))


def test_what_was_recorded_days_after_says_so_on_its_page(send, operation, village, browser_of, lan):
    late = operation("record.difficulty", body=village.pk, happened_on="12/10/2026", text="Loa thôn hỏng.")
    at_once = operation(
        "record.airing", body=village.pk, happened_on="22/11/2026", slot="morning", languages=["vie"], minutes=9
    )
    addresses = [each["url"] for each in send(late, at_once)]
    pages = [browser_of(lan).get(address).content.decode() for address in addresses]
    assert "(42 ngày sau)" in pages[0] and "ngày sau)" not in pages[1]
