"""What Django's own test tools lack for this database."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseOperations


def keep_the_connection_of_a_transaction() -> None:
    """A response that a test closes ends a "request", which would drop the connection under the test's transaction."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def close_outside_transactions(self):
        if not self.in_atomic_block:
            close(self)

    BaseDatabaseWrapper.close_if_unusable_or_obsolete = close_outside_transactions


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
PASSING = {"django_session"}


def everything() -> dict[str, list[tuple]]:
    """Every row of every table, the log included."""
    tables = [name for name in connection.introspection.table_names() if name not in PASSING]
    with connection.cursor() as cursor:
        return {name: rows_of(cursor, name) for name in tables}


def rows_of(cursor, table: str) -> list[tuple]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(tuple, cursor.fetchall()), key=repr)
