import pytest

from banlanh.accounts.models import User
from tests.support.commune import appoint, body_of
from tests.support.rooms import *  # noqa: F403


@pytest.fixture
def hanh(commune) -> User:
    """Of the Party Office: she writes the bulletins."""
    return appoint("hanh", "Nông Thị Hạnh", "R12", body_of(commune, "Văn phòng Đảng ủy"))
