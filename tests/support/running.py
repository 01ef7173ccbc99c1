"""A small commune with its secretary and a published plan, for the tests of rooms that stand on plans."""

import pytest

from banlanh.places.models import Place
from banlanh.plans.models import Plan
from banlanh.plans.tests import plan as written

from .commune import make_commune, minh


@pytest.fixture
def commune(db) -> Place:
    return make_commune()


@pytest.fixture
def secretary(commune):
    return minh(commune)


@pytest.fixture
def plan(commune, secretary) -> Plan:
    return written.published(commune, secretary)
