from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.actions import keep
from banlanh.records.enums import UNSAID, Late

from . import queries, rules
from .enums import RESOLUTION
from .models import GivenNumber, IssuedDocument, Resolution, Series


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
    late: Late = UNSAID,
) -> IssuedDocument:
    """Record that `body` issued a paper; `covers_on` is a day of the period that a report speaks of."""
    locked(body.commune_id)  # two sends of one form at once: the second sees what the first wrote
    same = IssuedDocument.objects.for_place(body.commune).live()
    same = same.filter(body=body, type=type, number=number, happened_on=happened_on).exclude(pk=id)
    if same.exists():
        raise Refused(f"Văn bản số {number} ngày {happened_on:%d/%m/%Y} đã được ghi rồi. Xin xem lại số và ngày.")
    rules.may_use_number(number, body=body, type=type, on=happened_on, id=id)
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
    return keep(paper, by=by, files=files, late=late)


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
    late: Late = UNSAID,
) -> Resolution:
    """Record the cell's resolution of `month`, which may have been passed in another month."""
    locked(body.commune_id)
    month = clock.month_of(month)
    if Resolution.objects.for_place(body.commune).live().filter(body=body, covers_on=month).exclude(pk=id).exists():
        raise Refused(f"Nghị quyết tháng {month:%-m/%Y} của {body} đã được ghi rồi. Nếu sai, xin hủy bản cũ trước.")
    rules.may_use_number(number, body=body, type=RESOLUTION, on=happened_on, id=id)
    resolution = Resolution(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=month,
        number=number,
        has_drug_content=has_drug_content,
        for_task=for_task,
    )
    return keep(resolution, by=by, files=files, late=late)


@transaction.atomic
def open_series(*, body: Body, type: str, starts_on: date, by: User, after: int = 0) -> Series:
    """Begin to count the body's papers of this type anew on that day, behind `after`, which paper already bears."""
    locked(body.commune_id)
    rules.may_open_series(by, body, type, starts_on)
    series = Series.objects.create(
        commune=body.commune, body=body, type=type, starts_on=starts_on, after=after, opened_by=by
    )
    write_event("series.opened", series, by=by, body=body.pk, type=type, starts_on=starts_on.isoformat(), after=after)
    return series


@transaction.atomic
def next_number(*, id: UUID, body: Body, type: str, on: date, by: User, since: date | None = None) -> GivenNumber:
    """Give a paper dated `on` the next number of its series; the same id again changes nothing.

    `since` is asked for where no series counts on that day: it opens one. A yearly series opens itself.
    """
    locked(body.commune_id)  # two at once: the second sees what the first was given
    known = GivenNumber.objects.filter(pk=id, series__body=body, series__type=type).first()
    if known:
        return known
    rules.may_give_number(by, body, type, on)
    series = queries.series_on(body, type, on) or open_series(
        body=body, type=type, starts_on=rules.first_day(body, type, on, since), by=by
    )
    given = GivenNumber(id=id, series=series, number=queries.last_number(series) + 1, dated_on=on, given_by=by)
    given.save(force_insert=True)
    write_event("number.given", series, by=by, number=given.number, on=on.isoformat())
    return given
