"""Every change is told: a request that writes to a room's table writes an event about something of that room.

Else what is remembered of the room's data would not be read again (see `banlanh.indicators.facts`).
"""

import re
from functools import cache

from django.apps import apps
from django.db import connection
from django.test import Client

# No figure is counted from these: sessions, the log, kept sheets, files of a record that an event is about, pictures of
# which a part has come, workbooks that wait to be confirmed, tries to sign in.
UNTOLD = {
    *{"audit_chain", "audit_event", "accounts_session", "indicators_figuresheet", "sync_sent", "sync_upload"},
    *{"records_attachment", "registers_import", "accounts_attempts"},
}
WRITES = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')
SUBJECT = re.compile(r"(\w+\.\w+):[\w-]+")
STEP, OF_A_STEP = "plans_step", "plans.duty"  # the one model whose events tell of a table alone, see `Facts.steps`


def require_telling() -> None:
    """Make every request of a test's client fail that changes a room and tells nothing of it."""
    request = Client.request

    def watched(self, **given):
        changes = Changes()
        with connection.execute_wrapper(changes.listen):
            response = request(self, **given)
        assert not changes.untold, f"changed, and no event tells it: {sorted(changes.untold)}"
        return response

    Client.request = watched


@cache
def room_of() -> dict[str, str]:
    return {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}


class Changes:
    """The tables that were written to, and the models that events were about."""

    def __init__(self):
        self.tables: set[str] = set()
        self.told: set[str] = set()

    @property
    def untold(self) -> set[str]:
        return {table for table in self.tables - UNTOLD if not any(self.tells(model, table) for model in self.told)}

    def tells(self, model: str, table: str) -> bool:
        return model.split(".")[0] == room_of()[table] and (model == OF_A_STEP) == (table == STEP)

    def listen(self, execute, sql, params, *rest):
        if written := WRITES.match(sql):
            self.tables.add(written[1])
            if written[1] == "audit_event":
                self.told |= {found[1] for each in flat(params) if (found := SUBJECT.fullmatch(str(each)))}
        return execute(sql, params, *rest)


def flat(params) -> list:
    """PostgreSQL gets many rows as one list a column."""
    return [part for each in params for part in (each if isinstance(each, list) else [each])]
