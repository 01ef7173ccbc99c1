"""Django's SQLite, whose writers wait for each other in short naps (docs/adr/0035).

Left to itself, whoever finds the database locked naps ever longer, up to a tenth of a second, while others go past.
"""

from sqlite3 import SQLITE_BUSY
from time import monotonic, sleep

from django.db import OperationalError
from django.db.backends.sqlite3 import base

NAP = 0.001  # seconds; a pledge holds the lock for about two of these


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self):
        """Raises `OperationalError` where others write for longer than the timeout that is set."""
        seconds = self.settings_dict["OPTIONS"]["timeout"]
        until = monotonic() + seconds
        self.wait_in_sqlite(0)
        try:
            while not self.has_begun(is_last=monotonic() > until):
                sleep(NAP)
        finally:
            self.wait_in_sqlite(seconds)

    def has_begun(self, *, is_last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if is_last or not is_busy(error):
                raise
            return False
        return True

    def wait_in_sqlite(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def is_busy(error: OperationalError) -> bool:
    """Whether another connection writes, whatever it does just now (https://sqlite.org/rescode.html)."""
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == SQLITE_BUSY
