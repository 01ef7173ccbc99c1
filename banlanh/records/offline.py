"""Records that phones make without signal: each the form and the action of its kind (see `registry`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.forms import DayField
from banlanh.core.refusal import allows
from banlanh.places.models import Body
from banlanh.sync.registry import (
    OPERATIONS,
    PACKED,
    Done,
    Sending,
    bodies_held,
    body_named,
    checked,
    operation,
    reads,
    section,
)

from . import actions
from .forms import LATE
from .models import Record
from .registry import KINDS, Kind, kind_of
from .rules import may_record_for

OF_RECORDS = "record."
RECENT = 60 * clock.DAY
MADE_BY_THE_PHONE = {"id", "covers_on", "for_task"}


def enter(key: str, name: str, data: Data = Data.WORK) -> None:
    """Enter the kind of record `key`, which its room registers, under a name that phones keep."""

    def photograph(pk: str, file: UploadedFile, by: User) -> Record:
        return actions.photograph_record(KINDS[key].model.objects.get(pk=pk), by=by, file=file)

    @operation(f"record.{key}", name, data=data, bodies=body_named, photograph=photograph, are_together=True)
    def run(all_sent: Sequence[Sending]) -> list[Done]:
        kind = KINDS[key]
        runs = groupby(all_sent, lambda sent: (sent.body, sent.by))
        records = [record for (body, by), of_body in runs for record in recorded(kind, of_body, body, by)]
        return [Done(each, reverse("records:show", args=[kind_of(each).key, each.pk])) for each in records]

    reads(f"record.{key}", lambda payload, body: KINDS[key].form(payload, body=body))


def recorded(kind: Kind, sent: Iterable[Sending], body: Body, by: User) -> Iterable[Record]:
    """Together, where the kind can; else one behind the other, as a form may ask what the one before it wrote."""
    said = (words_in(kind, each) for each in sent)
    if kind.record_all:
        return kind.record_all(list(said), body=body, by=by)
    return [kind.record(body=body, by=by, **words) for words in said]


def words_in(kind: Kind, sent: Sending) -> dict:
    form = kind.form(sent.payload, body=sent.body, claimed_at=sent.claimed_at, must_say=was_asked(sent))
    return checked(form).values() | {"files": ()}


def was_asked(sent: Sending) -> bool:
    """Whether the phone knows the question of a late day: one of an earlier release does not, and is taken as it is.

    Nor is it asked of whoever takes another's work over.
    """
    return sent.seen is not None and "why_late" in sent.payload


enter("airing", "buổi phát thanh")
enter("airing_failed", "buổi không phát được")
enter("gathering", "buổi gặp mặt, họp dân")
enter("cell_meeting", "họp đảng viên quán triệt")
enter("hearing", "buổi nghe báo cáo")
enter("committee_meeting", "cuộc họp chỉ đạo")
enter("school_session", "buổi ngoại khóa")
enter("difficulty", "khó khăn, vướng mắc")
enter("patrol", "buổi tuần tra", Data.POLICE_WORK)
enter("inspection", "lượt kiểm tra cơ sở", Data.POLICE_WORK)


def kinds() -> list[Kind]:
    """The kinds of record that phones make."""
    return [KINDS[key.removeprefix(OF_RECORDS)] for key in OPERATIONS if key.startswith(OF_RECORDS)]


def held(user: User) -> list[Body]:
    if user.reach.commune is None:
        return []
    bodies = Body.objects.for_place(user.reach.commune).current().filter(pk__in=bodies_held(user))
    return list(bodies.select_related("commune", "place").order_by("order"))


@section("bodies", data=Data.WORK, rooms=lambda: {"places"})
def bodies(user: User, on: date) -> Iterator[dict]:
    return ({"id": each.pk, "name": each.name, "kind": each.kind} for each in held(user))


@section("forms", data=Data.WORK, rooms=lambda: {"places", "registers", "situation"})
def asked(user: User, on: date) -> Iterator[dict]:
    """What each kind of record asks of each body, where the person may make one: read from the form itself."""
    for body in held(user):
        for kind in kinds():
            if allows(may_record_for, user, body, kind):
                fields = [field_of(name, each) for name, each in kind.form(body=body).fields.items()]
                asks = [each for each in fields if each["name"] not in MADE_BY_THE_PHONE]
                yield {"id": f"{OF_RECORDS}{kind.key}/{body.pk}", "verb": kind.verb, "fields": asks}


def field_of(name: str, field: forms.Field) -> dict:
    """Its words, its widget and what may be chosen; what it holds at first is the page's, which knows the day."""
    said = {"name": name, "label": str(field.label or ""), "help": str(field.help_text), "required": field.required}
    said["widget"] = type(field.widget).__name__
    limits = {limit: getattr(field, limit, None) for limit in ("min_value", "max_value", "max_length")}
    said |= {limit: value for limit, value in limits.items() if value is not None}
    if parts := getattr(field.widget, "kinds", None):
        said["parts"] = [[each.value, str(each.label)] for each in parts]
    if hasattr(field, "choices"):
        said["choices"] = [[str(value), str(label)] for value, label in field.choices if str(value)]
    if isinstance(field, DayField) and field.latest is None:
        said["ahead"] = True
    if name in LATE:
        said["late"] = True  # shown only where the day is one
    return {key: value for key, value in said.items() if value != ""}


def rooms() -> set[str]:
    return {"places"} | {kind.model._meta.app_label for kind in kinds()}


@section("records", data=Data.WORK, rooms=rooms)
def own_records(user: User, on: date) -> Iterator[dict]:
    """What the person recorded of late; never what tells of police work."""
    for model in {kind.model: None for kind in kinds() if kind.data in PACKED}:
        rows = model.objects.visible_to(user.reach).filter(recorded_by=user, happened_on__gt=on - RECENT)
        for record in rows:
            said = {"title": str(record), "on": f"{record.happened_on}", "body": record.body_id}
            yield (
                {"id": str(record.pk), "kind": kind_of(record).key}
                | said
                | ({"voided": True} if record.is_voided else {})
            )
