"""Who writes to SQLite waits for others, in short naps, as long as is set and no longer."""

import threading

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from banlanh.core.sqlite import base

pytestmark = pytest.mark.django_db


def handler(path, timeout: float) -> ConnectionHandler:
    said = {"ENGINE": "banlanh.core.sqlite", "NAME": path}
    said["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
    return ConnectionHandler({"default": dict(said), "other": dict(said)})


@pytest.fixture
def two(tmp_path):
    """Two connections to one file, of which the first writes."""
    made = handler(tmp_path / "file.sqlite3", 0.05)
    holder, waiter = made["default"], made["other"]
    holder.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    yield holder, waiter
    made.close_all()


def begin(waiter) -> None:
    waiter.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def waits_in_sqlite(connection) -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_it_looks_again_until_the_other_is_done(two, monkeypatch):
    holder, waiter = two
    naps = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            holder.rollback()

    monkeypatch.setattr(base, "sleep", nap)
    begin(waiter)
    assert naps == [base.NAP] * 3 and waiter.connection.in_transaction


def test_it_gives_up_when_it_takes_too_long(two):
    holder, waiter = two
    with pytest.raises(OperationalError, match="locked"):
        begin(waiter)
    assert holder.connection.in_transaction and not waiter.connection.in_transaction


def test_what_is_no_waiting_is_told_at_once(two, monkeypatch):
    monkeypatch.setattr(base, "sleep", lambda seconds: pytest.fail("it waited"))
    holder, _ = two
    with pytest.raises(OperationalError, match="within a transaction"):
        holder._start_transaction_under_autocommit()


def test_afterwards_sqlite_waits_as_it_was_set(two):
    _, waiter = two
    with pytest.raises(OperationalError):
        begin(waiter)
    assert [waits_in_sqlite(each) for each in two] == [50, 50]


def test_nothing_is_lost_of_what_many_threads_add(tmp_path):
    path = tmp_path / "sums.sqlite3"
    with handler(path, 20)["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE sums (n)")
        cursor.execute("INSERT INTO sums VALUES (0)")

    def add() -> None:
        connection = handler(path, 20)["default"]
        for _ in range(25):
            begin(connection)
            with connection.cursor() as cursor:
                known = cursor.execute("SELECT n FROM sums").fetchone()[0]
                cursor.execute("UPDATE sums SET n = %s", [known + 1])
            connection.commit()
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with handler(path, 20)["default"].cursor() as cursor:
        assert cursor.execute("SELECT n FROM sums").fetchone()[0] == 100
