"""Which database each noun lives in (DESIGN section 4): a copy of the working one holds nobody in care.

The keys lie apart from what they open, so that their backups can be short-lived (PROTECTION SEC-24).
"""

from django.db import models

WORKING, SEALED, KEYS = "default", "sealed", "keys"
HOMES = {
    "audit": (WORKING, SEALED),  # a look at a sealed file is told where the file lies, in the same transaction
    "care": (SEALED,),
    "hotline": (SEALED,),
    "sealing": (SEALED, KEYS),  # each side remembers what was destroyed, whichever comes from an old backup
    "sealing.datakey": (KEYS,),
    "sealing.masterkey": (SEALED,),
}


def homes_of(room: str, noun: str = "") -> tuple[str, ...]:
    """The databases that hold this room's noun, the first of them its own."""
    return HOMES.get(f"{room}.{noun}") or HOMES.get(room) or (WORKING,)


def rooms_in(database: str) -> list[str] | None:
    """The rooms with nouns in this database; None where every room has some."""
    kept = [room for room, homes in HOMES.items() if database in homes and "." not in room]
    return None if database == WORKING else kept


def home_of(model: type[models.Model]) -> str:
    return homes_of(model._meta.app_label, model._meta.model_name or "")[0]


class Router:
    """Django's question where to read, write and make tables."""

    def db_for_read(self, model, **hints):
        return home_of(model)

    def db_for_write(self, model, **hints):
        return home_of(model)

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        return db in homes_of(app_label, model_name or "")
