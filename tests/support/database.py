"""How a test may empty a database whose log refuses to be emptied."""

from django.db.backends.sqlite3.base import DatabaseOperations


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
