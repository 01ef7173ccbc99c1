from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.pledges import actions
from banlanh.pledges.models import Campaign, Sheet
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from tests.support.rooms import *  # noqa: F403

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)


@pytest.fixture
def opened(commune, minh) -> Callable[..., Campaign]:
    def open_one(signers: str = "household", **more) -> Campaign:
        words = {"title": "Cam kết «Thôn không ma túy»", "text": "Gia đình tôi cam kết.", "version": "1"}
        days = {"starts_on": FIRST, "ends_on": LAST, "languages": ["vie"]}
        asked = {"id": uuid7(), "commune": commune, "by": minh, "signers": signers} | words | days | more
        return actions.open_campaign(**asked)

    return open_one


@pytest.fixture
def campaign(opened) -> Campaign:
    """Of the households, from September to the end of the year."""
    return opened()


@pytest.fixture
def households(village) -> Callable[..., list[Entry]]:
    def came(many: int, body: Body = village, kind: str = "household") -> list[Entry]:
        rows = [Row(kind, body, date(2026, 2, 1), f"Lò Văn {chr(65 + number)}") for number in range(many)]
        return list(Entry.objects.filter(pk__in=add_rows(rows, at=timezone.now())).order_by("order"))

    return came


@pytest.fixture
def sign(campaign, village, lan) -> Callable[..., Sheet]:
    def signed(entries: list[Entry], on: date = date(2026, 11, 20), **more) -> Sheet:
        asked = {"id": uuid7(), "campaign": campaign, "body": village, "by": lan, "on": on} | more
        return actions.sign_list(entries=[entry.pk for entry in entries], **asked)

    return signed


@pytest.fixture
def photo() -> Callable[..., SimpleUploadedFile]:
    return lambda name="to-1.jpg": SimpleUploadedFile(name, b"\xff\xd8\xff" + name.encode())
