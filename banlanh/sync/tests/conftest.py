import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.pledges import actions as pledges
from banlanh.pledges.models import Campaign
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.sync import actions
from banlanh.sync.models import Device
from tests.support.rooms import *  # noqa: F403

NOW = "2026-11-23T08:00:00+07:00"


@pytest.fixture
def phone(lan) -> Device:
    """Lan's."""
    return actions.mint_device(by=lan, name="điện thoại Android")


@pytest.fixture
def campaign(commune, minh) -> Campaign:
    words = {"title": "Cam kết «Thôn không ma túy»", "text": "Gia đình tôi cam kết.", "version": "1"}
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "languages": ["vie"]}
    return pledges.open_campaign(id=uuid7(), commune=commune, by=minh, signers="household", **words, **days)


@pytest.fixture
def households(village) -> list[Entry]:
    rows = [Row("household", village, date(2026, 2, 1), f"Lò Văn {sign}") for sign in "ABC"]
    return list(Entry.objects.filter(pk__in=add_rows(rows, at=timezone.now())).order_by("order"))


@pytest.fixture
def send(browser_of, lan, phone) -> Callable[..., list[dict]]:
    """What the server answers to these operations of Lan's phone."""

    def sent(*operations: dict, by: User = lan, device: Device = phone, status: int = 200) -> list[dict]:
        answer = post(browser_of(by), {"device": str(device.pk), "operations": list(operations)})
        assert answer.status_code == status, answer.content.decode()
        return answer.json().get("answers", answer.json())

    return sent


def post(client: Client, said: object):
    body = said if isinstance(said, str | bytes) else json.dumps(said)
    return client.post("/dong-bo/", body, content_type="application/json")


class Outbox:
    """The operations of one phone, numbered as it numbers them."""

    def __init__(self):
        self.last = 0

    def __call__(self, kind: str, /, **payload) -> dict:
        self.last += 1
        told = {"sequence": self.last, "kind": kind, "payload": payload, "seen": None, "happened_at": NOW}
        return told | {"id": str(uuid7())}


@pytest.fixture
def operation() -> Outbox:
    return Outbox()


@pytest.fixture
def airing(operation, village) -> Callable[..., dict]:
    def aired(slot: str = "morning", on: str = "23/11/2026", body: Body = village) -> dict:
        said = {"happened_on": on, "slot": slot, "languages": ["vie", "hmn"], "minutes": 15}
        return operation("record.airing", body=body.pk, **said)

    return aired


@pytest.fixture
def signing(operation, village, campaign, households) -> Callable[..., dict]:
    def signed(*entries: Entry, body: Body = village) -> dict:
        ticked = [str(each.pk) for each in entries or households[:1]]
        return operation("pledges.sign", campaign=str(campaign.pk), body=body.pk, on="20/11/2026", entries=ticked)

    return signed
