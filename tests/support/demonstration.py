"""The demonstration commune for many files of tests: drawn once in a run, then put back row by row."""

import pickle
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.test import override_settings

from banlanh.core.homes import KEYS, SEALED, WORKING, homes_of
from banlanh.demo.actions import all_or_none, count_rows, load_demo
from banlanh.demo.queries import demo_commune
from banlanh.places.models import Place

from .once import made_once

DATABASES = (WORKING, SEALED, KEYS)
DAY = date(2026, 11, 23)  # a Monday, two days before the month's report is due


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[Place]:
    """The demonstration commune as it stands on `DAY`, there for a file of tests, gone when it is done.

    A test that asks for it is marked `django_db`, so that what it writes is undone after it.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), all_or_none():
        patch.setenv("BANLANH_TODAY", DAY.isoformat())
        folder = made_once(f"demo-{connection.vendor}", keep_demo)
        with override_settings(SEALED_KEY_FILE=key_in(folder)):
            put_back(folder)
            yield demo_commune()
        for database in DATABASES:
            transaction.set_rollback(True, using=database)


def key_in(folder: Path) -> Path:
    """The master key that opens what was sealed when the demonstration was drawn."""
    return folder / "key" / "sealed"


def keep_demo(folder: Path) -> None:
    """Draw it, keep its rows and its files in `folder`, and leave the databases as they were."""
    with override_settings(MEDIA_ROOT=folder / "files", SEALED_KEY_FILE=key_in(folder)), all_or_none():
        empty = [
            (database, name) for database in DATABASES for name in tables_of(database) if not rows_of(database, name)
        ]
        load_demo(DAY)
        kept = {place: rows for place in empty if (rows := rows_of(*place))}
        for database in DATABASES:
            transaction.set_rollback(True, using=database)
    (folder / "rows").write_bytes(pickle.dumps(kept))


def put_back(folder: Path) -> None:
    for place, rows in pickle.loads((folder / "rows").read_bytes()).items():
        fill(*place, rows)
    shutil.copytree(folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    for database in DATABASES:
        count_on(database)
    count_rows()


def count_on(database: str) -> None:
    """The next row gets the next number."""
    here = [model for model in apps.get_models(include_auto_created=True) if database in homes_of_model(model)]
    with connections[database].cursor() as cursor:
        for ask in connections[database].ops.sequence_reset_sql(no_style(), here):
            cursor.execute(ask)


def homes_of_model(model) -> tuple[str, ...]:
    return homes_of(model._meta.app_label, model._meta.model_name)


def tables_of(database: str) -> list[str]:
    return connections[database].introspection.table_names()


def rows_of(database: str, table: str):
    """All rows, as their database gives them and takes them back fastest."""
    with connections[database].cursor() as cursor:
        if connection.vendor == "sqlite":
            return cursor.execute(f'SELECT * FROM "{table}"').fetchall()
        with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
            return b"".join(out)


def fill(database: str, table: str, rows) -> None:
    with connections[database].cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ",".join("?" * len(rows[0]))
            cursor.cursor.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
            return
        with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
            into.write(rows)
