from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.actions import keep

from .models import IssuedDocument, Resolution


@transaction.atomic
def record_issue(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    type: str,
    number: str,
    title: str,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
) -> IssuedDocument:
    """Record that `body` issued a paper; `covers_on` is a day of the period that a report speaks of."""
    locked(body.commune_id)  # two sends of one form at once: the second sees what the first wrote
    same = IssuedDocument.objects.for_place(body.commune).live()
    same = same.filter(body=body, type=type, number=number, happened_on=happened_on).exclude(pk=id)
    if same.exists():
        raise Refused(f"Văn bản số {number} ngày {happened_on:%d/%m/%Y} đã được ghi rồi. Xin xem lại số và ngày.")
    paper = IssuedDocument(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        type=type,
        number=number,
        title=title,
        for_task=for_task,
    )
    return keep(paper, by=by, files=files)


@transaction.atomic
def record_resolution(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    month: date,
    number: str,
    has_drug_content: bool,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
) -> Resolution:
    """Record the cell's resolution of `month`, which may have been passed in another month."""
    locked(body.commune_id)
    month = clock.month_of(month)
    if Resolution.objects.for_place(body.commune).live().filter(body=body, covers_on=month).exclude(pk=id).exists():
        raise Refused(f"Nghị quyết tháng {month:%-m/%Y} của {body} đã được ghi rồi. Nếu sai, xin hủy bản cũ trước.")
    resolution = Resolution(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=month,
        number=number,
        has_drug_content=has_drug_content,
        for_task=for_task,
    )
    return keep(resolution, by=by, files=files)
