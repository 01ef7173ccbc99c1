"""What the tests of the rooms that record stand on: the day, the commune, its people and their machines."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from banlanh.accounts.models import User
from banlanh.places.models import Body, Place

from . import commune as people
from .factor import show_factor

__all__ = [
    *("browser_of", "cell", "commune", "committee", "hoa", "huy", "lan", "minh", "next_village", "police", "school"),
    *("son", "today", "union", "village"),
]

TODAY = date(2026, 11, 23)


@pytest.fixture
def today(monkeypatch) -> date:
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    return TODAY


@pytest.fixture
def commune(db, today) -> Place:
    return people.make_commune()


@pytest.fixture
def village(commune) -> Body:
    """Lan's: its bulletins are played in Vietnamese and in Hmong."""
    return people.body_of(commune, "Thôn Nà Lìn")


@pytest.fixture
def next_village(commune) -> Body:
    """Hoa's."""
    return people.body_of(commune, "Thôn Sín Chải")


@pytest.fixture
def cell(commune) -> Body:
    """The party cell of Lan's village."""
    return people.body_of(commune, "Chi bộ Nà Lìn")


@pytest.fixture
def union(commune) -> Body:
    return people.body_of(commune, "Hội Phụ nữ")


@pytest.fixture
def committee(commune) -> Body:
    return people.body_of(commune, "Ủy ban nhân dân xã")


@pytest.fixture
def police(commune) -> Body:
    return people.body_of(commune, "Công an xã")


@pytest.fixture
def school(commune) -> Body:
    return people.body_of(commune, "Trường Tiểu học Suối Lành")


@pytest.fixture
def lan(commune) -> User:
    return people.lan(commune)


@pytest.fixture
def hoa(commune) -> User:
    return people.hoa(commune)


@pytest.fixture
def minh(commune) -> User:
    return people.minh(commune)


@pytest.fixture
def son(commune) -> User:
    """The police chief."""
    return people.son(commune)


@pytest.fixture
def huy(police) -> User:
    """An officer of the police."""
    return people.appoint("huy", "Nông Quốc Huy", "R4", police)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """The browser of somebody who has signed in and just shown their second factor."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        show_factor()
        return client

    return browser


def typed_into(page) -> dict:
    """What a browser would send back from the form of `page`, as it came."""
    values = {bound.html_name: bound.value() for bound in page.context["form"]}
    return {name: "" if value is None else value for name, value in values.items()}
