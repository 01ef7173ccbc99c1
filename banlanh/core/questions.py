"""Questions that are asked on every page: put into SQL once, which costs more than the answer.

Only the words are kept, no answer: whatever changed in the database is seen at the next asking.
"""

from collections.abc import Callable
from copy import copy
from itertools import chain, zip_longest
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BigIntegerField, Model, QuerySet, Value

M = TypeVar("M", bound=Model)


class Slot(Value):
    """Where a value goes, told by its name each time the question is asked; behind `__in`, a list of them."""

    def as_sql(self, compiler, connection):
        return "(%s)", [self]

    def filled(self, values: dict[str, Any], connection) -> list:
        told = values[self.value]
        several = (told or [None]) if isinstance(told, list) else [told]  # nothing equals NULL
        return [self.output_field.get_db_prep_value(within(each), connection) for each in several]


def within(value: Any) -> Any:
    """An address may name a number that no database holds: nothing has it."""
    return None if isinstance(value, int) and abs(value) > BigIntegerField.MAX_BIGINT else value


class Question(Generic[M]):
    """`make()` gives its queryset, with a `Slot` for each value that differs from one asking to the next."""

    def __init__(self, make: Callable[[], QuerySet[M]]):
        self.make = make
        self.ready: tuple | None = None  # the queryset, what wrote its SQL, this, its parameters, what reads the rows

    def __call__(self, **values: Any) -> list[M]:
        queryset, compiler, words, parameters, converters = self.ready = self.ready or self.written()
        asked, again = queryset.all(), copy(compiler)
        again.connection = connections[queryset.db]  # each thread has its own
        told = [each.filled(values, again.connection) if isinstance(each, Slot) else [each] for each in parameters]
        marks = [", ".join(["%s"] * len(each)) for each in told]
        sql = "".join(chain.from_iterable(zip_longest(words, marks, fillvalue="")))
        again.as_sql = lambda *args, **kwargs: (sql, tuple(chain.from_iterable(told)))
        # Of the first thread's connection, which they ask for its zone alone.
        again.get_converters = lambda *args: converters
        asked.query.get_compiler = lambda *args, **kwargs: again
        return list(asked)

    def one(self, **values: Any) -> M | None:
        """The first that it finds."""
        return next(iter(self(**values)), None)

    def written(self) -> tuple:
        queryset = self.make()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        return queryset, compiler, sql.split("%s"), parameters, converters
