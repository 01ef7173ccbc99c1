"""What Django's own test tools lack for this database."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.core import management
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.sqlite3.base import DatabaseOperations
from django.db.backends.sqlite3.creation import DatabaseCreation as SQLiteCreation
from django.test import TestCase

from banlanh.core.homes import KEYS, SEALED, WORKING, rooms_in

from .once import made_once


def keep_the_connection_of_a_transaction() -> None:
    """A response that a test closes ends a "request", which would drop the connection under the test's transaction."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def close_outside_transactions(self):
        if not self.in_atomic_block:
            close(self)

    BaseDatabaseWrapper.close_if_unusable_or_obsolete = close_outside_transactions


def keep_connections_between_tests() -> None:
    """Django closes them after each class of tests, pytest makes a class of each test, PostgreSQL a process of each."""

    def roll_back(cls):
        cls._rollback_atomics(cls.cls_atomics)
        super(TestCase, cls).tearDownClass()

    TestCase.tearDownClass = classmethod(roll_back)


def let_tests_empty_tables() -> None:
    """Make Django's flush, with which tests of whole transactions end, set triggers aside and put them back.

    Only SQLite needs it: PostgreSQL empties tables by TRUNCATE, which asks no row trigger.
    """
    flush = DatabaseOperations.sql_flush

    def flush_past_triggers(self, *args, **kwargs):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        dropped = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        return [*dropped, *flush(self, *args, **kwargs), *(sql for _, sql in triggers)]

    DatabaseOperations.sql_flush = flush_past_triggers


# What a session holds is the sentence that the next page will show, and when it was last used.
PASSING = {"accounts_session"}


def everything() -> dict[str, list[tuple]]:
    """Every row of every table, the log included."""
    tables = [name for name in connection.introspection.table_names() if name not in PASSING]
    with connection.cursor() as cursor:
        return {name: rows_of(cursor, name) for name in tables}


def rows_of(cursor, table: str) -> list[tuple]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(tuple, cursor.fetchall()), key=repr)


def migrate_once() -> None:
    """Only the first process of a run migrates; the tests of every process start on a copy of what came of it."""
    SQLiteCreation.create_test_db = copied(SQLiteCreation.create_test_db, keep_file, copy_file)
    PostgresCreation.create_test_db = copied(PostgresCreation.create_test_db, keep_template, copy_template)


def copied(migrate: Callable, keep: Callable, copy: Callable) -> Callable[..., str]:
    def create(self, *args, **kwargs) -> str:
        name, alias = self._get_test_db_name(), self.connection.alias

        def first(folder: Path) -> None:
            with migrating_only(rooms_in(alias)):
                migrate(self, *args, **kwargs)
            keep(self.connection, name, folder)

        kept = made_once(f"migrated-{self.connection.vendor}-{alias}", first)
        self.connection.close()
        settings.DATABASES[alias]["NAME"] = self.connection.settings_dict["NAME"] = name
        copy(self.connection, name, kept)
        return name

    return create


@contextmanager
def migrating_only(rooms: list[str] | None) -> Iterator[None]:
    """As `banlanh` itself does it: of a database apart, only the rooms that lie in it."""
    call = management.call_command

    def call_room_by_room(command: str, *args, **options) -> None:
        if not rooms or command != "migrate":
            return call(command, *args, **options)
        for room in rooms:
            call(command, room, *args, **options | {"run_syncdb": False})

    with patch.object(management, "call_command", call_room_by_room):
        yield


def keep_file(connection, name: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sqlite3")) as kept:
        connection.connection.backup(kept)


def copy_file(connection, name: str, folder: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "sqlite3")) as kept:
        kept.backup(connection.connection)


def put_migrated(folder: Path) -> None:
    """The files of a machine that migrated and did nothing yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for alias, name in ((WORKING, "banlanh"), (SEALED, "sealed"), (KEYS, "keys")):
        shutil.copy(made_once(f"migrated-sqlite-{alias}", never) / "sqlite3", folder / f"{name}.sqlite3")


def never(folder: Path) -> None:
    raise LookupError("The tests' own databases are migrated first: ask for one of them.")


def keep_template(connection, name: str, folder: Path) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS migrated_{connection.alias}")
        cursor.execute(f'ALTER DATABASE "{name}" RENAME TO migrated_{connection.alias}')


def copy_template(connection, name: str, folder: Path) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE migrated_{connection.alias}')
