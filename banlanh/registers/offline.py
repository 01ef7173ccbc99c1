"""The registers that a phone holds, and mending what is written of one entry while others may do the same."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, QuerySet, UUIDField
from django.http import QueryDict
from django.urls import reverse

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Body, Place
from banlanh.sync.registry import Both, Done, Sending, bodies_held, body_in, checked, operation, reads, section
from vanban.text import tidy

from . import actions
from .enums import EntryKind
from .forms import WordsForm
from .models import Entry, Stay

FIELDS = ("name", "address", "phone", "detail")


def rooms() -> set[str]:
    return {"registers", "places"}


@section("households", data=Data.PLEDGES, rooms=rooms)
def households(user: User, on: date) -> Iterator[dict]:
    stays = counted(user, on).of(EntryKind.HOUSEHOLD)
    return (row_of(stay) for stay in stays)


@section("people", data=Data.PLEDGES, rooms=rooms)
def people(user: User, on: date) -> Iterator[dict]:
    """The other registers: establishments, lineages, members, people of prestige, culture houses."""
    stays = counted(user, on).exclude(entry__kind=EntryKind.HOUSEHOLD)
    return (row_of(stay) | {"kind": stay.entry.kind} for stay in stays)


def counted(user: User, on: date):
    stays = Stay.objects.visible_to(user.reach).filter(body__in=bodies_held(user)).counted_on(on)
    return stays.select_related("entry").order_by("body", "entry__order", "pk")


def row_of(stay: Stay) -> dict:
    entry = stay.entry
    said = {field: getattr(entry, field) for field in FIELDS if getattr(entry, field)}
    return {"id": str(entry.pk), "body": stay.body_id, "version": version_of(entry)} | said


def version_of(entry: Entry) -> str:
    """The moment of the last change: the same for all that one workbook brought, and so almost free to send."""
    return str(int(entry.changed_at.timestamp() * 1000))


def entry_in(payload: QueryDict, commune: Place) -> Entry | None:
    try:
        return ENTRY.one(commune=commune.pk, pk=payload.get("entry", ""))
    except (ValueError, ValidationError):
        return None


@Question
def ENTRY() -> QuerySet[Entry]:
    return Entry.objects.filter(commune=Slot("commune", BigIntegerField()), pk=Slot("pk", UUIDField())).order_by()


def bodies(payload: QueryDict, commune: Place) -> list[Body]:
    """Where it is, or was last; then where it was before: who kept it there loses nothing by its moving."""
    try:
        found = BODIES(commune=commune.pk, entry=payload.get("entry", ""))
        return [body for pk in found for body in body_in(commune, pk)]
    except (ValueError, ValidationError):
        return []


@Question
def BODIES() -> QuerySet:
    here = Stay.objects.filter(entry__commune=Slot("commune", BigIntegerField()), entry=Slot("entry", UUIDField()))
    return here.reverse().values_list("body", flat=True)


@operation("entry.correct", "phần sửa trong sổ bộ", data=Data.PLEDGES, act=Act.UPDATE, bodies=bodies)
def correct(sent: Sending) -> Done:
    """`entry`, and of its words those that were changed, each with what the phone had before: `was_name`."""
    entry = entry_in(sent.payload, sent.body.commune)
    stand = {field: getattr(entry, field) for field in FIELDS}
    form = checked(WordsForm(stand | given(sent.payload), kind=entry.kind))
    wanted = stand | form.cleaned_data
    both = written_by_two(sent, entry, wanted)
    kept = {field: stand[field] if field in both else wanted[field] for field in FIELDS}
    actions.correct_entry(entry, by=sent.by, **kept)
    return Done(
        entry, reverse("registers:show", args=[entry.pk]), both, (*FIELDS, *(f"was_{field}" for field in FIELDS))
    )


def given(payload: QueryDict) -> dict[str, str]:
    return {field: payload[field] for field in FIELDS if field in payload}


def written_by_two(sent: Sending, entry: Entry, wanted: dict[str, str]) -> Both:
    """Fields that say something else than the phone wants, and than it had when it was changed there."""
    differing = {field: (getattr(entry, field), wanted[field]) for field in given(sent.payload)}
    return {field: two for field, two in differing.items() if two[0] != two[1] and is_changed(sent, entry, field)}


def is_changed(sent: Sending, entry: Entry, field: str) -> bool:
    """Whether the field is no longer as the phone had it; of a phone that does not say, whether anything changed."""
    if sent.seen is None:
        return False
    was = sent.payload.get(f"was_{field}")
    return tidy(was) != getattr(entry, field) if was is not None else sent.seen != version_of(entry)


def read(payload: QueryDict, body: Body) -> WordsForm:
    entry = entry_in(payload, body.commune)
    return WordsForm(payload, kind=entry.kind if entry else EntryKind.HOUSEHOLD)


reads("entry.correct", read)
