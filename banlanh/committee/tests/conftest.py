from datetime import date

import pytest

from banlanh.accounts.enums import Role
from banlanh.accounts.models import User
from banlanh.places.models import Body, Place
from banlanh.plans.models import Plan
from banlanh.plans.tests import plan as written
from tests.support.commune import appoint, body_of
from tests.support.rooms import *  # noqa: F403


@pytest.fixture
def steering(commune: Place) -> Body:
    return body_of(commune, "Ban Chỉ đạo xã")


@pytest.fixture
def party(commune: Place) -> Body:
    return body_of(commune, "Đảng ủy xã")


@pytest.fixture
def police_cell(commune: Place) -> Body:
    return body_of(commune, "Chi bộ Công an xã")


@pytest.fixture
def office(commune: Place) -> User:
    return appoint("hanh", "Nông Thị Hạnh", Role.R12, body_of(commune, "Văn phòng Đảng ủy"))


@pytest.fixture
def secretary_of_police(commune: Place, police_cell: Body) -> User:
    """Works at the standing body's desk and sees no more of the commune."""
    return appoint("thinh", "Lương Đức Thịnh", Role.R6, police_cell)


@pytest.fixture
def plan(commune: Place, minh: User, monkeypatch) -> Plan:
    """Published; it runs to the end of the year."""
    found = written.published(commune, minh)
    assert found.starts_on < date(2026, 11, 1) and found.ends_on == date(2026, 12, 31)
    return found
