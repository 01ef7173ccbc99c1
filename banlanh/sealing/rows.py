"""What a sealed row holds: values that open only in their own table, field and row, by the key of their person.

Nothing here asks whether somebody may read: an action does, and tells the log, before it calls `opened`.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.db import models

from . import queries
from .crypto import STEP, seal, unseal


class SealedField(models.BinaryField):
    """A value as JSON, padded to a multiple of `step` bytes; what has few values takes a step that holds them all."""

    def __init__(self, *args, step: int = STEP, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step


class SealedRow(models.Model):
    """A row whose `SealedField`s open by one data key (dòng niêm phong)."""

    key = models.UUIDField("khóa", editable=False)

    class Meta:
        abstract = True

    def seal(self, **values: Any) -> None:
        """Set these fields, sealed. The row has its id already: its fields are bound to it."""
        key = queries.key_of(self.key)
        for name, value in values.items():
            field = cast(SealedField, self._meta.get_field(name))
            said = json.dumps(value, ensure_ascii=False).encode()
            setattr(self, name, seal(key, said, about=self.place(name), step=field.step))

    @classmethod
    def sealed_names(cls) -> list[str]:
        return [field.name for field in cls._meta.concrete_fields if isinstance(field, SealedField)]

    def place(self, field: str) -> str:
        return f"{self._meta.label_lower}|{field}|{self.pk}|{self.key}"


def opened(rows: Iterable[SealedRow], *fields: str) -> list[dict[str, Any]]:
    """The values of these fields, row by row; None where a field holds nothing. Raises `crypto.Broken`."""
    rows = list(rows)
    keys = queries.keys_of({row.key for row in rows}) if rows else {}
    return [{name: value_of(row, name, keys[row.key]) for name in fields} for row in rows]


R = TypeVar("R", bound=SealedRow)


def with_opened(rows: Iterable[R], *fields: str) -> list[tuple[R, dict[str, Any]]]:
    """Each row, and what `opened` gives of it."""
    rows = list(rows)
    return list(zip(rows, opened(rows, *fields), strict=True))


def value_of(row: SealedRow, name: str, key: bytes) -> Any:
    sealed = getattr(row, name)
    return None if sealed is None else json.loads(unseal(key, bytes(sealed), about=row.place(name)))
