"""What the tests of the whole product share: its pages served from here, the demonstration commune, signing in."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from tests.support.demonstration import DAY, demo  # noqa: F401


@pytest.fixture
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", DAY.isoformat())


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
