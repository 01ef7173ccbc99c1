"""What a phone sent, in the words of the form that it would have been typed into."""

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.http import QueryDict

from .models import Quarantined
from .registry import OPERATIONS, READERS

MADE_BY_THE_PHONE = {"id", "covers_on", "for_task", "body", "campaign", "duty", "entry"}


def name_of(kept: Quarantined) -> str:
    return OPERATIONS[kept.receipt.kind].name if kept.receipt.kind in OPERATIONS else kept.receipt.kind


def words_of(kept: Quarantined, payload: QueryDict) -> Iterator[tuple[str, str]]:
    """What was sent, field by field, as its form calls it; what no form knows by the name that it came with."""
    reader = READERS.get(kept.receipt.kind)
    fields = reader(payload, kept.body).fields if reader else {}
    for name, value in kept.payload.items():
        if name in MADE_BY_THE_PHONE or name.startswith("was_"):
            continue
        values = [str(each) for each in (value if isinstance(value, list) else [value]) if each not in (None, "")]
        field = fields.get(name)
        yield str(field.label if field and field.label else name), said(field, values)


def said(field: forms.Field | None, values: list[str]) -> str:
    """Its choices by their words; ids of rows, which say nothing to a person, by how many there are."""
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    if values and all(map(is_id, values)):
        return f"{len(values)} mục"
    return ", ".join(labels.get(value, value) for value in values) or "(để trống)"


def is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
