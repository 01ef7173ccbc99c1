"""The verbs that all records share; a room's own action makes the record and hands it to `keep`."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import UUIDField

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock, rows
from banlanh.core.ids import uuid7
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from . import rules
from .enums import UNSAID, Late
from .files import MOST_BYTES, fingerprint, kind_of_file
from .models import Attachment, Record

R = TypeVar("R", bound=Record)


def keep(record: R, *, by: User, files: Iterable[UploadedFile] = (), late: Late = UNSAID) -> R:
    """Save a new record with its files, inside the action that made it. The same id again: the first stands.

    The doors ask why it comes late; what comes without it, as from phones of last release, is kept and says that it
    was not said.
    """
    [kept] = keep_all([New(record, files, late)], body=record.body, by=by)
    return kept


class New(NamedTuple, Generic[R]):
    record: R
    files: Iterable[UploadedFile] = ()
    late: Late = UNSAID


def keep_all(found: Sequence[New[R]], *, body: Body, by: User) -> list[R]:
    """As `keep`, several of one kind and one body: asked for once, and written at once."""
    locked(body.commune_id)
    model = type(found[0].record)
    known = {each.pk: each for each in kept_of(model)(ids=[record.pk for record, *_ in found])}
    new = [each for each in found if not the_same(known.get(each.record.pk), each.record, by)]
    told = [begin(record, by, late) for record, _, late in new]
    rows.add([record for record, *_ in new])
    for (record, files, _), said in zip(new, told, strict=True):
        for file in files:
            attach(file, owner=record.pk, body=body, by=by, data=record.data)
        write_event(f"{model._meta.model_name}.recorded", record, by=by, body=body.pk, **said)
    return [cast(R, known.get(record.pk, record)) for record, *_ in found]


@cache
def kept_of(model: type[Record]) -> Question:
    """The records of some ids."""
    return Question(lambda: model.objects.filter(pk__in=Slot("ids", UUIDField())).order_by())


def the_same(kept: Record | None, record: Record, by: User) -> bool:
    """Whether it was kept before; refuses what may not be kept."""
    rules.may_record(by, record)
    if record.happened_on > clock.today():
        raise Refused(f"Ngày {record.happened_on:%d/%m/%Y} chưa tới. Xin xem lại ngày.")
    if kept and kept.body_id != record.body_id:
        raise Refused("Biểu mẫu này đã dùng cho đơn vị khác. Xin mở lại trang rồi ghi.")
    return kept is not None


def begin(record: Record, by: User, late: Late) -> dict[str, str]:
    """Whose it is and since when; what its event tells of its coming late."""
    record.commune, record.recorded_by, record.recorded_at = record.body.commune, by, clock.now()
    return record.explain(late)


def attach(file: UploadedFile, *, owner: UUID, body: Body, by: User, data: Data = Data.WORK) -> Attachment:
    """Keep `file`, once, behind a record or a step; to be called inside the action that makes its owner."""
    content, name = file.read(MOST_BYTES + 1), file.name or ""
    kind, sha256 = kind_of_file(name, content), fingerprint(content)
    known = Attachment.objects.filter(owner=owner, sha256=sha256).first()
    if known:
        return known
    attachment = Attachment(
        commune=body.commune,
        body=body,
        owner=owner,
        data=data,
        name=name[-160:],
        kind=kind,
        size=len(content),
        sha256=sha256,
        attached_by=by,
    )
    attachment.file.save(f"{uuid7().hex}.{attachment.kind}", file, save=False)
    attachment.save(force_insert=True)
    return attachment


def attach_late(file: UploadedFile, *, owner: UUID, **kept: Any) -> bool:
    """Keep a file that came after its owner; whether it was not there yet."""
    before = set(Attachment.objects.filter(owner=owner).values_list("pk", flat=True))
    return attach(file, owner=owner, **kept).pk not in before


@transaction.atomic
def photograph_record(record: R, *, by: User, file: UploadedFile) -> R:
    """The photograph that was taken with it and arrives later; the same once only."""
    locked(record.body.commune_id)
    rules.may_record(by, record)
    if attach_late(file, owner=record.pk, body=record.body, by=by, data=record.data):
        write_event(f"{record._meta.model_name}.photographed", record, by=by, body=record.body_id)
    return record


@transaction.atomic
def void_record(record: Record, *, by: User, reason: str) -> Record:
    """Say that `record` was wrong, and why; it stays readable and counts no more."""
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    rules.may_void(by, record)
    record.voided_at, record.voided_by, record.void_reason = clock.now(), by, reason
    record.save(update_fields=["voided_at", "voided_by", "void_reason"])
    write_event(f"{record._meta.model_name}.voided", record, by=by)
    return record
