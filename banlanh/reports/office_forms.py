"""The only door to the forms that other offices want: checked when they come, kept, filled for any period."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from vanban.filling import Field, fields_of, filled
from vanban.source import Unreadable

from . import rules
from .fields import FieldRow, names
from .models import OfficeForm

MOST_TOLD = 5
NO_FIELD = (
    "Tệp này không có trường nào. Xin ghi tên trường vào chỗ cần số, ví dụ {{ky}}, rồi tải lên lại; "
    "trang «Tên các trường» ghi đủ tên."
)
UNKNOWN = "Có {many} trường máy không biết: {told}. Xin sửa theo trang «Tên các trường» rồi tải lên lại."


@transaction.atomic
def keep_form(commune: Place, *, id: UUID, by: User, name: str, kind: str, content: bytes) -> OfficeForm:
    """Keep the form as it came. The same id again changes nothing."""
    locked(commune.pk)
    known = OfficeForm.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    rules.may_keep_form(by)
    require_known(content)
    mark = hashlib.sha256(content).hexdigest()
    form = OfficeForm(id=id, commune=commune, name=name, kind=kind, content=content, sha256=mark, at=clock.now(), by=by)
    form.save(force_insert=True)
    record("office_form.kept", form, by=by, sha256=mark)
    return form


@transaction.atomic
def retire_form(form: OfficeForm, *, by: User) -> OfficeForm:
    """It is offered no more, and stays."""
    locked(form.commune_id)
    form.refresh_from_db(fields=["retired_at"])
    rules.may_retire_form(by, form)
    form.retired_at, form.retired_by = clock.now(), by
    form.save(update_fields=["retired_at", "retired_by"])
    record("office_form.retired", form, by=by)
    return form


def fill_form(form: OfficeForm, rows: Iterable[FieldRow]) -> bytes:
    """The form with the figures of a period; it is refused where the system has a field no longer."""
    require_known(bytes(form.content))
    return filled(bytes(form.content), {row.name: row.value for row in rows})


def require_known(content: bytes) -> None:
    try:
        found = fields_of(content)
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal
    known = names()
    unknown = [field for field in found if field.name not in known]
    if unknown:
        raise Refused(UNKNOWN.format(many=len(unknown), told=told(unknown)))
    if not found:
        raise Refused(NO_FIELD)


def told(unknown: list[Field]) -> str:
    said = [f"«{field.name[:60]}» ở {field.place}" for field in unknown[:MOST_TOLD]]
    rest = len(unknown) - len(said)
    return "; ".join(said) + (f"; và {rest} chỗ nữa" if rest else "")
