"""What the tests of the whole product share: its pages served from here, the demonstration commune, signing in."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from banlanh.sealing import master
from banlanh.sealing.crypto import new_key
from tests.support.demonstration import DAY, demo  # noqa: F401


@pytest.fixture(autouse=True, scope="module")
def _a_key(tmp_path_factory):
    """The sealed rooms are open; nobody is in them."""
    with override_settings(SEALED_KEY_FILE=tmp_path_factory.mktemp("khoa") / "sealed.key"):
        master.write({1: new_key()})
        yield


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
    browser.close()  # its last connections end while the server still shares its own with their threads
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)
    serving.stop()
