"""Questions that are asked on every page: put into SQL once, which costs more than the answer.

Only the SQL is kept, no answer: whatever changed in the database is seen at the next asking.
"""

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from itertools import chain, zip_longest
from threading import local
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
        self.written: Written[M] | None = None  # once for the process
        self.here = local()  # and as this thread asks it, over its own connection

    def __call__(self, **values: Any) -> list[M]:
        if not hasattr(self.here, "asking"):
            self.written = self.written or Written(self.make())
            self.here.asking = Asking(self.written)
        return self.here.asking.found(values)

    def one(self, **values: Any) -> M | None:
        """The first that it finds."""
        return next(iter(self(**values)), None)


class Written(Generic[M]):
    """A queryset with its compiler, and what that came to."""

    def __init__(self, queryset: QuerySet[M]):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        sql, self.parameters = self.compiler.as_sql()
        self.parts = tuple(sql.split("%s"))
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)  # they ask the connection for its zone alone


class Asking(Generic[M]):
    """The same, whose compiler compiles no more: it says what it is told."""

    def __init__(self, written: Written[M]):
        self.written, self.queryset, compiler = written, written.queryset.all(), copy(written.compiler)
        self.connection = compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *args, **kwargs: self.said
        compiler.get_converters = lambda *args: written.converters
        self.queryset.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]

    def found(self, values: dict[str, Any]) -> list[M]:
        parts, parameters = self.written.parts, self.written.parameters
        told = [each.filled(values, self.connection) if isinstance(each, Slot) else [each] for each in parameters]
        self.said = with_marks(parts, tuple(map(len, told))), tuple(chain.from_iterable(told))
        return [*iter(self.queryset._iterable_class(self.queryset))]  # type: ignore[call-overload]


@lru_cache(1000)
def with_marks(parts: tuple[str, ...], many: tuple[int, ...]) -> str:
    """The SQL with as many marks at each place as it has values there."""
    marks = (", ".join(["%s"] * each) for each in many)
    return "".join(chain.from_iterable(zip_longest(parts, marks, fillvalue="")))
