import pytest

from banlanh.accounts.models import User
from banlanh.hotline import actions
from banlanh.hotline.models import Recipient, Tip
from banlanh.places.models import Body
from tests.support import commune as people
from tests.support.rooms import *  # noqa: F403

from .made import HUYS, SONS, receive


@pytest.fixture
def police(commune) -> Body:
    return people.body_of(commune, "Công an xã")


@pytest.fixture
def son(commune) -> User:
    """The police chief."""
    return people.son(commune)


@pytest.fixture
def huy(police) -> User:
    """An officer of the police."""
    return people.appoint("huy", "Nông Quốc Huy", "R4", police)


@pytest.fixture
def keys(commune, son, huy) -> tuple[Recipient, Recipient]:
    """Both officers have made their keys."""
    return tuple(
        actions.make_key(commune=commune, passphrase=words, by=user) for user, words in ((son, SONS), (huy, HUYS))
    )


@pytest.fixture
def tip(commune, keys, son) -> Tip:
    return receive(commune, son)[0]
