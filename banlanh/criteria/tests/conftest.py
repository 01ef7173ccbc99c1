import pytest

from banlanh.accounts.models import User
from tests.support import commune as people
from tests.support.rooms import *  # noqa: F403


@pytest.fixture
def son(commune) -> User:
    """The police chief."""
    return people.son(commune)
