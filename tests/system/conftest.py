"""What the tests of the whole product share: its pages served from here, the demonstration commune, signing in."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.live_server_helper import LiveServer

from banlanh.demo.queries import demo_commune
from banlanh.places.models import Place

TODAY = "2026-11-23"


@pytest.fixture
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY)


@pytest.fixture(scope="session")
def server(browser, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the pages. They see what the test wrote and did not commit: both speak through one connection.

    So ask the database only between two pages, never while one is on its way. The browser comes first: with its
    event loop in this thread, Django takes another connection than before.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        pytest.skip("the browser tests share one connection with the server, which only SQLite in memory allows")
    with django_db_blocker.unblock():
        serving = LiveServer("127.0.0.1")
    yield serving.url
    serving.stop()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[Place]:
    """The demonstration commune as it stands on `TODAY`, made once for a file of tests, gone when it is done.

    A test that asks for it is marked `django_db`, so that what it writes is undone after it.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("BANLANH_TODAY", TODAY)
        call_command("make_demo", date=TODAY, stdout=StringIO())
        yield demo_commune()
        transaction.set_rollback(True)
