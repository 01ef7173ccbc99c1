import pytest

from banlanh.accounts.models import User
from tests.support import commune as people
from tests.support.rooms import *  # noqa: F403


@pytest.fixture
def chairman(commune) -> User:
    return people.appoint("bach", "Lương Văn Bách", "R2", people.body_of(commune, "Ủy ban nhân dân xã"))


@pytest.fixture
def office(commune) -> User:
    return people.appoint("thu", "Trần Thị Thu", "R12", people.body_of(commune, "Văn phòng Đảng ủy"))
