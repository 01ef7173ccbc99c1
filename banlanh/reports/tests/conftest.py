from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.test import Client

from banlanh.accounts.models import User
from banlanh.places.models import Place
from banlanh.plans.models import Plan
from banlanh.plans.tests import plan as written
from banlanh.reports.periods import period_of
from tests.support import commune as people

from .life import NOVEMBER


class Founded(NamedTuple):
    commune: int
    secretary: int
    plan: int


@pytest.fixture(scope="module")
def founded(django_db_setup, django_db_blocker) -> Iterator[Founded]:
    """The commune with its plan, made once for a file of tests, each of which undoes what it changes."""
    with django_db_blocker.unblock():
        commune = people.make_commune()
        secretary = people.minh(commune)
        plan = written.published(commune, secretary)
        yield Founded(commune.pk, secretary.pk, plan.pk)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def commune(founded, db) -> Place:
    return Place.objects.get(pk=founded.commune)


@pytest.fixture
def secretary(founded, commune) -> User:
    return User.objects.get(pk=founded.secretary)


@pytest.fixture
def plan(founded, commune) -> Plan:
    return Plan.objects.get(pk=founded.plan)


@pytest.fixture
def minh(client, plan, secretary) -> Client:
    """The secretary's browser."""
    client.force_login(secretary)
    return client


@pytest.fixture
def near_the_cut_off(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", date(2026, 11, 23).isoformat())


@pytest.fixture
def november():
    return period_of(NOVEMBER)
