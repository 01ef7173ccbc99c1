import pytest

from banlanh.accounts.enums import Role
from tests.support.commune import appoint
from tests.support.rooms import *  # noqa: F403

from .drawing import claim_airings, draw_from


@pytest.fixture
def mai(union):
    """Of the Women's Union, which goes to look."""
    return appoint("mai", "Lù Thị Mai", Role.R8, union)


@pytest.fixture
def claimed(commune, minh):
    return claim_airings(commune, minh)


@pytest.fixture
def check(commune, minh, claimed):
    """A check of last week's 15 airings; the Women's Union goes."""
    return draw_from(commune, minh)
