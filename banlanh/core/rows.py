"""Rows written as they stand, by words that need no putting together: for Django that takes longer than the writing.

For the tables that every action writes. No signal is sent, and no key comes back: a row brings its own, or needs none.
"""

from collections.abc import Iterator, Sequence

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Field, Model
from django.db.transaction import mark_for_rollback_on_error

from .homes import home_of


def add(rows: Sequence[Model], *, using: str = "") -> None:
    """Insert rows of one model, in as few statements as the database takes; within the caller's transaction.

    As with Django's own, an error undoes that transaction, whoever catches it.
    """
    if not rows:
        return
    model = type(rows[0])
    database = using or home_of(model)
    connection = connections[database]
    fields = [each for each in model._meta.local_concrete_fields if not isinstance(each, AutoField)]
    most = connection.ops.bulk_batch_size(fields, rows)
    with mark_for_rollback_on_error(database):
        for start in range(0, len(rows), most):
            insert(rows[start : start + most], fields, connection)
    for row in rows:
        row._state.adding, row._state.db = False, database


def insert(rows: Sequence[Model], fields: Sequence[Field], connection: BaseDatabaseWrapper) -> None:
    table, columns = rows[0]._meta.db_table, ", ".join(f'"{each.column}"' for each in fields)
    marks = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    values = [value for row in rows for value in values_of(row, fields, connection)]
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES {marks}', values)


def change(row: Model, names: Sequence[str], *, using: str) -> None:
    """Write these fields of one row. Raises `DatabaseError` where it is not there."""
    meta, connection = row._meta, connections[using]
    fields = [each for each in meta.local_concrete_fields if each.name in names]
    told = ", ".join(f'"{each.column}" = %s' for each in fields)
    with mark_for_rollback_on_error(using), connection.cursor() as cursor:
        values = [*values_of(row, [*fields, meta.pk], connection)]
        cursor.execute(f'UPDATE "{meta.db_table}" SET {told} WHERE "{meta.pk.column}" = %s', values)
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row!r} is not there")


def values_of(row: Model, fields: Sequence[Field], connection: BaseDatabaseWrapper) -> Iterator:
    """As the database takes them."""
    for each in fields:
        yield each.get_db_prep_save(each.pre_save(row, add=row._state.adding), connection)
