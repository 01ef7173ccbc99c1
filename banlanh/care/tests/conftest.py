from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.care import actions, moves, terms
from banlanh.care.models import LabTest, SupportedPerson
from banlanh.care.moves import Leaving
from banlanh.core.homes import SEALED
from banlanh.places.models import Place
from banlanh.sealing.actions import make_master
from tests.support import commune as people

TODAY = date(2026, 11, 23)
NOON = timezone.make_aware(datetime(2026, 11, 22, 12, 0))
TOLD = actions.Opened(
    identity={"full_name": "Sùng Thị Vá", "born": 1991, "card_number": "010191000123", "phone": "0912 345 678"},
    card={"preferred_name": "chị Vá", "contact": "nhà cạnh trường", "goals": "học may", "needs": "vay vốn"},
    ground=terms.Ground.VOLUNTARY,
    number="12/QĐ-UBND",
    decided_on=date(2026, 8, 3),
    completed_on=date(2026, 8, 1),
    signed_by="Chủ tịch UBND xã",
)


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    settings.SEALED_KEY_FILE = str(tmp_path / "khoa" / "sealed.key")


@pytest.fixture
def commune(db) -> Place:
    make_master()
    return people.make_commune()


@pytest.fixture
def son(commune) -> User:
    return people.son(commune)


def appoint(commune: Place, username: str, role: Role, body: str, villages=()) -> User:
    body = people.body_of(commune, body)
    return people.appoint(username, username.title(), role, body, villages=villages)


def village_of(commune: Place, name: str = "Nà Lìn") -> Place:
    return Place.objects.get(parent=commune, name=name)


def another(**changes) -> actions.Opened:
    """Somebody else: no number of the first."""
    number = str(uuid4().int)[:12]
    identity = TOLD.identity | {"full_name": "Hờ A Tủa", "card_number": number, "phone": number[::-1][:10]}
    return replace(TOLD, identity=identity, **changes)


@pytest.fixture
def hang(commune) -> User:
    """An officer of Nà Lìn alone."""
    return appoint(commune, "hằng", Role.R4, "Công an xã", [village_of(commune)])


@pytest.fixture
def person(commune, hang) -> SupportedPerson:
    """Of Nà Lìn, with hằng for an officer."""
    return actions.open_file(uuid4(), TOLD, village=village_of(commune), by=hang)


@pytest.fixture
def chair(commune) -> User:
    return appoint(commune, "chủ tịch hội", Role.R8B, "Hội Phụ nữ")


@pytest.fixture
def helper(commune) -> User:
    return appoint(commune, "người giúp", Role.R8, "Hội Phụ nữ")


@pytest.fixture
def assigned(commune, person, son, chair, helper):
    """The union helps, through this member."""
    given = actions.assign_body(person, people.body_of(commune, "Hội Phụ nữ"), by=son)
    return actions.name_helper(given, helper, by=chair)


@pytest.fixture
def due(person, hang) -> LabTest:
    """A test that is three days late."""
    return actions.set_interval(person, months=3, first_on=date(2026, 11, 20), decided_by="Trưởng Công an xã", by=hang)


@pytest.fixture
def beyond(commune):
    return people.make_commune("Xã Khác")


@pytest.fixture
def thao(beyond):
    """Chief of the police of Xã Khác."""
    return appoint(beyond, "thảo", Role.R3, "Công an xã")


@pytest.fixture
def dinh(beyond):
    """An officer of one village of Xã Khác."""
    return appoint(beyond, "định", Role.R4, "Công an xã", [village_of(beyond)])


@pytest.fixture
def sent(person, beyond, hang):
    return moves.send_file(person, leaving(beyond), by=hang)


def leaving(target, left_at=NOON) -> Leaving:
    return Leaving(target, target.name if target else "Xã Xa", left_at, "3/TB-CAX")


def events(verb: str = "") -> list[Event]:
    told = Event.objects.using(SEALED).filter(verb__startswith=f"care.{verb}")
    return list(told.order_by("sequence"))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def unwritable(*_, **__):
    raise DatabaseError("the log is full")
