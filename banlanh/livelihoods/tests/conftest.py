"""A household of Lan's village, a fund with money; Quý keeps the table, the chairman approves."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import User
from banlanh.core.ids import uuid7
from banlanh.livelihoods import actions
from banlanh.livelihoods.models import Fund, Need, Programme, Support
from banlanh.places.models import Body
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from tests.support import commune as people
from tests.support.rooms import *  # noqa: F403

MILLION = 10**6


@pytest.fixture
def quy(committee) -> User:
    """The officer for labour and social policy."""
    return people.appoint("quy", "Đặng Văn Quý", Role.R10, committee)


@pytest.fixture
def chairman(committee) -> User:
    return people.appoint("chu-tich", "Hoàng Văn Minh", Role.R2, committee)


@pytest.fixture
def household(village) -> Callable[..., Entry]:
    def came(name: str = "Lò Văn Pản", body: Body = village) -> Entry:
        return Entry.objects.get(pk=add_rows([Row("household", body, date(2026, 2, 1), name)], at=timezone.now())[0])

    return came


@pytest.fixture
def pan(household) -> Entry:
    return household()


@pytest.fixture
def programme(commune, quy) -> Programme:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2030, 12, 31)}
    named = {"name": "Chương trình giảm nghèo", "authority": "Sở Nông nghiệp và Môi trường"}
    return actions.open_programme(id=uuid7(), commune=commune, by=quy, **named, **days)


@pytest.fixture
def fund(programme, quy, committee) -> Fund:
    """With 100 million đồng."""
    made = actions.open_fund(id=uuid7(), programme=programme, by=quy, year=2026, component="Phát triển sản xuất")
    paper = {"number": "45/QĐ-UBND", "happened_on": date(2026, 3, 2)}
    actions.change_fund(id=uuid7(), fund=made, body=committee, by=quy, move="allotted", amount=100 * MILLION, **paper)
    return made


@pytest.fixture
def need(quy) -> Callable[..., Need]:
    def told(entry: Entry, kind: str = "animals", **more) -> Need:
        asked = {"id": uuid7(), "by": quy, "happened_on": date(2026, 11, 20)} | more
        return actions.tell_need(entry=entry, kind=kind, **asked)

    return told


@pytest.fixture
def propose(quy, fund, need) -> Callable[..., Support]:
    """Quý proposes a pig for ten million."""

    def proposed(entry: Entry, kind: str = "animals", **more) -> Support:
        told = more.pop("need", None) or need(entry, kind)
        asked = {"id": uuid7(), "fund": fund, "by": quy, "amount": 10 * MILLION} | more
        return actions.propose_support(need=told, **asked)

    return proposed


@pytest.fixture
def step(quy, chairman, today) -> Callable[..., Support]:
    """Take these steps one after another, each by whom it belongs to."""

    def taken(support: Support, *verbs: str, on: date = today, **more) -> Support:
        for verb in verbs:
            by = chairman if verb in ("approve", "decline") else quy
            files = [photo()] if verb == "sign" else []
            asked = {"id": uuid7(), "by": by, "on": on, "files": files} | more
            actions.take_step(support, verb=verb, **asked)
        return Support.objects.for_page().get(pk=support.pk)

    return taken


def photo(name: str = "ky-nhan.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff" + name.encode())
