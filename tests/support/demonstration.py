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
from django.db import connection, transaction
from django.test import override_settings

from banlanh.core.homes import WORKING, home_of
from banlanh.demo.actions import count_rows, load_demo
from banlanh.demo.queries import demo_commune
from banlanh.places.models import Place

from .once import made_once

DAY = date(2026, 11, 23)  # a Monday, two days before the month's report is due


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[Place]:
    """The demonstration commune as it stands on `DAY`, there for a file of tests, gone when it is done.

    A test that asks for it is marked `django_db`, so that what it writes is undone after it.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("BANLANH_TODAY", DAY.isoformat())
        put_back(made_once(f"demo-{connection.vendor}", keep_demo))
        yield demo_commune()
        transaction.set_rollback(True)


def keep_demo(folder: Path) -> None:
    """Draw it, keep its rows and its files in `folder`, and leave the database as it was."""
    with override_settings(MEDIA_ROOT=folder / "files"), transaction.atomic():
        empty = [name for name in connection.introspection.table_names() if not rows_of(connection, name)]
        load_demo(DAY)
        kept = {name: rows for name in empty if (rows := rows_of(connection, name))}
        transaction.set_rollback(True)
    (folder / "rows").write_bytes(pickle.dumps(kept))


def put_back(folder: Path) -> None:
    for name, rows in pickle.loads((folder / "rows").read_bytes()).items():
        fill(connection, name, rows)
    shutil.copytree(folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    with connection.cursor() as cursor:  # the next row gets the next number
        here = [model for model in apps.get_models(include_auto_created=True) if home_of(model) == WORKING]
        for ask in connection.ops.sequence_reset_sql(no_style(), here):
            cursor.execute(ask)
    count_rows()


def rows_of(connection, table: str):
    """All rows, as its database gives them and takes them back fastest."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return cursor.execute(f'SELECT * FROM "{table}"').fetchall()
        with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
            return b"".join(out)


def fill(connection, table: str, rows) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.cursor.connection.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(rows[0]))})', rows)
            return
        with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
            into.write(rows)
