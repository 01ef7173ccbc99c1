import pytest

from banlanh.accounts.models import User
from banlanh.places.models import Body
from banlanh.registers.models import Entry
from banlanh.situation.models import HotlineNumber, HotSpot, Route
from tests.support import commune as people
from tests.support.rooms import *  # noqa: F403

from . import made


@pytest.fixture
def military(commune) -> Body:
    return people.body_of(commune, "Ban Chỉ huy Quân sự xã")


@pytest.fixture
def chinh(commune, military) -> User:
    """Commander of the commune's military, who leads patrols."""
    return people.appoint("chinh", "Thào A Chính", "R13", military)


@pytest.fixture
def route(commune, son) -> Route:
    return made.route(commune, son)


@pytest.fixture
def inn(village) -> Entry:
    return made.establishment(village, "Homestay Suối Lành")


@pytest.fixture
def line(police, son) -> HotlineNumber:
    return made.line(police, son)


@pytest.fixture
def spot(police, village, son) -> HotSpot:
    return made.spot(police, village, son)
