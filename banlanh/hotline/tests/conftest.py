import pytest

from banlanh.hotline import actions
from banlanh.hotline.models import Recipient, Tip
from tests.support.rooms import *  # noqa: F403

from .made import HUYS, SONS, receive


@pytest.fixture
def keys(commune, son, huy) -> tuple[Recipient, Recipient]:
    """Both officers have made their keys."""
    return tuple(
        actions.make_key(commune=commune, passphrase=words, by=user) for user, words in ((son, SONS), (huy, HUYS))
    )


@pytest.fixture
def tip(commune, keys, son) -> Tip:
    return receive(commune, son)[0]
