"""The only door to the area. Each verb locks the commune's log first, so that two at once stand in one order."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.records.actions import keep
from banlanh.records.enums import UNSAID, Late
from banlanh.registers.models import Entry

from . import rules
from .enums import SpotVerb
from .models import HotlineNumber, HotSpot, Inspection, ListUpdate, Patrol, Poster, PosterText, Route, SpotStep

Numbers = dict[str, int]


# --- patrols ----------------------------------------------------------------------------------------


@transaction.atomic
def add_route(*, id: UUID, commune: Place, name: str, kind: str, times: int, by: User) -> Route:
    """Name a route; the same id again changes nothing."""
    locked(commune.pk)
    known = Route.objects.for_place(commune).filter(pk=id).first()
    if known:
        rules.may_change_routes(by, commune)
        return known
    rules.may_add_route(by, commune, name)
    route = Route(id=id, commune=commune, name=name, kind=kind, times=times, added_by=by, added_at=clock.now())
    route.save(force_insert=True)
    record("route.added", route, by=by, kind=kind, times=times)
    return route


@transaction.atomic
def close_route(route: Route, *, by: User) -> Route:
    """From today on it is walked no more; the patrols that walked it stay."""
    locked(route.commune_id)
    route.refresh_from_db(fields=["closed_on"])
    rules.may_close_route(by, route)
    route.closed_on = clock.today()
    route.save(update_fields=["closed_on"])
    record("route.closed", route, by=by)
    return route


@transaction.atomic
def record_patrol(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    routes: Iterable[Route],
    forces: list[str],
    findings: Numbers,
    note: str = "",
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Patrol:
    """Record a patrol that `body` led. It counts in the month in which it was walked, whatever the form was for."""
    locked(body.commune_id)
    walked = list(routes)
    rules.may_walk(walked, body.commune)
    patrol = Patrol(id=id, body=body, happened_on=happened_on, covers_on=happened_on, for_task=for_task)
    patrol.forces, patrol.findings, patrol.note = forces, findings, note
    kept = keep(patrol, by=by, files=files, late=late)
    if kept is patrol:  # sent again, the first stands with its routes
        kept.routes.set(walked)
    return kept


# --- inspections and lists --------------------------------------------------------------------------


@transaction.atomic
def record_inspection(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    establishment: Entry,
    faults: list[str],
    result: str,
    mend_by: date | None = None,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Inspection:
    """Record one look at a business; it closes what an earlier look left open."""
    locked(body.commune_id)
    inspection = Inspection(id=id, body=body, happened_on=happened_on, covers_on=happened_on, for_task=for_task)
    inspection.establishment, inspection.faults = establishment, faults
    inspection.result, inspection.mend_by = result, mend_by
    rules.may_inspect(inspection)
    return keep(inspection, by=by, files=files, late=late)


@transaction.atomic
def sign_lists(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    month: date,
    care: Numbers,
    managed: Numbers,
    returned: Numbers,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> ListUpdate:
    """Sign that the lists of `month` are up to date, with the hot spots as they stand in this room."""
    locked(body.commune_id)
    update = ListUpdate(id=id, body=body, happened_on=happened_on, covers_on=clock.month_of(month), for_task=for_task)
    lists = {"care": care, "managed": managed, "returned": returned}
    update.numbers = {name: numbers for name, numbers in lists.items() if numbers}
    rules.may_sign_lists(update)
    return keep(update, by=by, files=files, late=late)


# --- hot spots --------------------------------------------------------------------------------------


@transaction.atomic
def open_spot(
    *,
    id: UUID,
    body: Body,
    village: Body,
    name: str,
    happened_on: date,
    document: str,
    by: User,
    note: str = "",
    late: Late = UNSAID,
) -> HotSpot:
    """Say that a place is a hot spot, under a document; its first step goes with it. The same id changes nothing."""
    locked(body.commune_id)
    rules.may_open_spot(by, body, village, name)
    known = HotSpot.objects.for_place(body.commune).filter(pk=id).first()
    if known:
        return known
    spot = HotSpot(id=id, commune=body.commune, body=body, village=village, name=name)
    spot.save(force_insert=True)
    record("hot_spot.named", spot, by=by, body=body.pk, village=village.pk)
    take_step(
        id=uuid5(id, SpotVerb.OPENED),
        body=body,
        by=by,
        happened_on=happened_on,
        spot=spot,
        verb=SpotVerb.OPENED.value,
        document=document,
        note=note,
        late=late,
    )
    return spot


@transaction.atomic
def take_step(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    spot: HotSpot,
    verb: str,
    document: str = "",
    note: str = "",
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> SpotStep:
    """Record what was done about a hot spot."""
    locked(body.commune_id)
    step = SpotStep(id=id, body=body, happened_on=happened_on, covers_on=happened_on, for_task=for_task)
    step.spot, step.verb, step.document, step.note = spot, verb, document, note
    if not SpotStep.objects.filter(pk=id).exists():  # what followed since must not refuse the form sent again
        rules.may_take_step(step)
    return keep(step, by=by, files=files, late=late)


# --- the hotline ------------------------------------------------------------------------------------


@transaction.atomic
def add_number(*, id: UUID, body: Body, number: str, officer: str, starts_on: date, by: User) -> HotlineNumber:
    """Enter a number that somebody answers; the same id again changes nothing."""
    locked(body.commune_id)
    known = HotlineNumber.objects.for_place(body.commune).filter(pk=id).first()
    if known:
        rules.may_keep_numbers(by, known.body)
        return known
    rules.may_add_number(by, body, number)
    line = HotlineNumber(id=id, commune=body.commune, body=body, number=number, officer=officer, starts_on=starts_on)
    line.added_by, line.added_at = by, clock.now()
    line.save(force_insert=True)
    record("line.added", line, by=by, body=body.pk, first=starts_on.isoformat())
    return line


@transaction.atomic
def end_number(line: HotlineNumber, *, by: User, on: date) -> HotlineNumber:
    """From the day `on` nobody answers it, and posters that show it count no more."""
    locked(line.commune_id)
    line.refresh_from_db(fields=["ends_on"])
    rules.may_end_number(by, line, on)
    line.ends_on = on
    line.save(update_fields=["ends_on"])
    record("line.ended", line, by=by, on=on.isoformat())
    return line


@transaction.atomic
def write_text(*, commune: Place, language: str, call: str, promise: str, by: User) -> PosterText:
    """What posters say in `language` from now on; the same words again change nothing."""
    locked(commune.pk)
    rules.may_write_text(by, commune)
    last = PosterText.objects.for_place(commune).filter(language=language).last()
    if last and (last.call, last.promise) == (call, promise):
        return last
    text = PosterText(id=uuid7(), commune=commune, language=language, call=call, promise=promise)
    text.written_by, text.written_at = by, clock.now()
    text.save(force_insert=True)
    record("poster_text.written", text, by=by, language=language)
    return text


@transaction.atomic
def hang_poster(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    number: HotlineNumber | None,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Poster:
    """Record that the village's culture house shows this number since that day."""
    locked(body.commune_id)
    if number is None:
        raise Refused("Xã chưa có số đường dây nóng nào đang dùng. Công an xã ghi số trước, rồi thôn ghi bảng.")
    rules.may_hang(number, body, happened_on)
    poster = Poster(id=id, body=body, number=number, happened_on=happened_on, for_task=for_task)
    poster.covers_on = covers_on or happened_on
    return keep(poster, by=by, files=files, late=late)
