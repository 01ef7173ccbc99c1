import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.records.actions import New, keep, keep_all, void_record
from banlanh.records.enums import UNSAID, Late
from banlanh.records.files import MOST_BYTES, SOUND, fingerprint, kind_of_file

from . import rules
from .enums import Slot
from .models import (
    Airing,
    Bulletin,
    BulletinText,
    FailedAiring,
    Gathering,
    PlannedAiring,
    Review,
    Run,
    SchoolSession,
    languages_of,
)
from .queries import Played

PLAYED_LATER = "Sau đó buổi này đã phát được."


@transaction.atomic
def record_airing(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    slot: str,
    languages: list[str],
    minutes: int,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Airing:
    """Record one session of the loudspeakers: an airing for each language that was played in it.

    An airing counts in the week in which it was played, whatever week the form was opened for. What was already
    recorded of this session stays; sent again with one language more, the form adds just that one.
    """
    played = Played(id, happened_on, slot, languages, minutes, covers_on, for_task, files, late)
    return record_airings([played], body, by=by)[0]


@transaction.atomic
def record_airings(sessions: Sequence[Played], body: Body, *, by: User) -> list[Airing]:
    """Several of one village, as if they came one behind the other; of each the first airing. All of them, or none."""
    locked(body.commune_id)  # two sends of one form at once: the second sees what the first wrote
    there = {"body": body, "happened_on__in": {each.happened_on for each in sessions}}
    known = {each.key: each.pk for each in Airing.objects.for_place(body.commune).live().filter(**there)}
    firsts: list[int] = []
    new: list[New[Airing]] = []
    for each in sessions:
        airings = [airing for airing in each.airings(body) if known.setdefault(airing.key, airing.pk) == airing.pk]
        if not airings:
            raise Refused(f"{Slot(each.slot).label.capitalize()} ngày {each.happened_on:%d/%m/%Y} đã được ghi rồi.")
        firsts.append(len(new))
        new += [New(airing, () if number else each.files, each.late) for number, airing in enumerate(airings)]
    kept = keep_all(new, body=body, by=by)
    played = {each.key[:2] for each in kept}
    for failure in FailedAiring.objects.for_place(body.commune).live().filter(**there):
        if (failure.happened_on, failure.slot) in played:
            void_record(failure, by=by, reason=PLAYED_LATER)
    return [kept[first] for first in firsts]


def session_of(airing: Airing | FailedAiring) -> dict:
    """What tells one session of a village's loudspeakers from another."""
    return {"body": airing.body, "happened_on": airing.happened_on, "slot": airing.slot}


@transaction.atomic
def record_failed_airing(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    slot: str,
    reason: str,
    word: str = "",
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> FailedAiring:
    """Record why a session could not be played; in the week in which it was to be, whatever week the form is for."""
    locked(body.commune_id)
    failure = FailedAiring(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=happened_on,
        slot=slot,
        reason=reason,
        word=word,
        for_task=for_task,
    )
    session, said = session_of(failure), f"{Slot(slot).label.capitalize()} ngày {happened_on:%d/%m/%Y}"
    if Airing.objects.for_place(body.commune).live().filter(**session).exists():
        raise Refused(f"{said} đã ghi là đã phát. Nếu nhầm, xin hủy bản ghi ấy trước.")
    if FailedAiring.objects.for_place(body.commune).live().filter(**session).exclude(pk=id).exists():
        raise Refused(f"{said} đã ghi là không phát được rồi.")
    return keep(failure, by=by, files=files, late=late)


@transaction.atomic
def record_gathering(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    audience: str,
    venue: str,
    present: int,
    pledges: int = 0,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Gathering:
    """Record a meeting; held late, it still counts in the period of which the form was opened."""
    gathering = Gathering(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        audience=audience,
        venue=venue,
        present=present,
        pledges=pledges,
        for_task=for_task,
    )
    return keep(gathering, by=by, files=files, late=late)


@transaction.atomic
def record_school_session(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    classes: str,
    pupils: int,
    subject: str,
    parents: int = 0,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> SchoolSession:
    """Record a session of a school; held late, it still counts in the period of which the form was opened."""
    session = SchoolSession(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        classes=classes,
        pupils=pupils,
        parents=parents,
        subject=subject,
        for_task=for_task,
    )
    return keep(session, by=by, files=files, late=late)


# --- bulletins -------------------------------------------------------------------------------------------------


@transaction.atomic
def write_bulletin(*, id: UUID, commune: Place, by: User, title: str, priority: str) -> Bulletin:
    """Begin a bulletin; its words follow, language by language."""
    locked(commune.pk)
    rules.may_write_bulletin(by, commune)
    known = Bulletin.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    bulletin = Bulletin(id=id, commune=commune, title=title, priority=priority)
    bulletin.written_by, bulletin.written_at, bulletin.sha256 = by, clock.now(), mark_of(bulletin)
    bulletin.save(force_insert=True)
    record("bulletin.written", bulletin, by=by, priority=priority)
    return bulletin


@transaction.atomic
def write_text(
    bulletin: Bulletin, *, by: User, language: str, text: str, audio: UploadedFile | None = None
) -> BulletinText:
    """Say what the bulletin says in one language, with its recording; an approval of other words ends with it."""
    locked(bulletin.commune_id)
    rules.may_write_bulletin(by, bulletin.commune)
    written = BulletinText.objects.filter(bulletin=bulletin, language=language).first()
    written = written or BulletinText(bulletin=bulletin, language=language)
    before = (written.text, written.audio_sha256)
    written.text, written.written_by, written.written_at = text, by, clock.now()
    if audio:
        record_sound(written, audio)
    if (written.text, written.audio_sha256) == before:
        return written
    written.save()
    bulletin.sha256 = mark_of(bulletin)
    bulletin.save(update_fields=["sha256"])
    record("bulletin.worded", bulletin, by=by, language=language, sha256=bulletin.sha256)
    return written


def record_sound(written: BulletinText, audio: UploadedFile) -> None:
    """Lay the recording beside the words; to be called inside the action that saves them."""
    content = audio.read(MOST_BYTES + 1)
    written.audio_kind, sha256 = kind_of_file(audio.name or "", content, SOUND), fingerprint(content)
    if sha256 != written.audio_sha256:
        written.audio.save(f"{uuid7().hex}.{written.audio_kind}", ContentFile(content), save=False)
    written.audio_sha256, written.audio_size = sha256, len(content)


def mark_of(bulletin: Bulletin) -> str:
    """One mark over all that is said and heard; the same words have the same mark."""
    texts = BulletinText.objects.filter(bulletin=bulletin).order_by("language")
    said = list(texts.values_list("language", "text", "audio_sha256"))
    return fingerprint(json.dumps([bulletin.title, said], ensure_ascii=False).encode())


@transaction.atomic
def review_bulletin(
    bulletin: Bulletin, *, id: UUID, by: User, sha256: str, points_at_somebody: bool, word: str = ""
) -> Review:
    """Answer whether the bulletin points at a person or a house: if not, it may be played; if so, it goes back."""
    locked(bulletin.commune_id)
    known = Review.objects.filter(pk=id, bulletin=bulletin).first()
    if known:
        return known
    bulletin = Bulletin.objects.select_related("commune").get(pk=bulletin.pk)
    rules.may_review(by, bulletin)
    rules.is_as_read(bulletin, sha256)
    if points_at_somebody and not word:
        raise Refused("Xin ghi chỗ nào cần sửa, không nêu tên ai.")
    review = Review(id=id, bulletin=bulletin, sha256=sha256, points_at_somebody=points_at_somebody, word=word)
    review.by, review.at = by, clock.now()
    review.save(force_insert=True)
    record("bulletin.returned" if points_at_somebody else "bulletin.approved", bulletin, by=by, sha256=sha256)
    return review


@transaction.atomic
def run_bulletin(bulletin: Bulletin, *, id: UUID, by: User, starts_on: date, ends_on: date) -> Run:
    """Put an approved bulletin on the schedule of every village, for whole weeks."""
    locked(bulletin.commune_id)
    known = Run.objects.filter(pk=id, bulletin=bulletin).first()
    if known:
        return known
    rules.may_run(by, Bulletin.objects.select_related("commune").get(pk=bulletin.pk))
    rules.are_weeks(starts_on, ends_on)
    if bulletin.runs.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).filter(ends_on__gt=F("starts_on")).exists():
        raise Refused("Bản tin này đã có trong lịch của một trong các tuần ấy.")
    run = Run(id=id, bulletin=bulletin, starts_on=starts_on, ends_on=ends_on, put_by=by, put_at=clock.now())
    run.save(force_insert=True)
    record("bulletin.put_on", bulletin, by=by, since=starts_on.isoformat(), until=ends_on.isoformat())
    return run


@transaction.atomic
def stop_run(run: Run, *, by: User) -> Run:
    """Take a bulletin off the schedule: from this week on it is not played."""
    locked(run.commune_id)
    rules.may_write_bulletin(by, run.bulletin.commune)
    run.refresh_from_db(fields=["ends_on"])
    if run.is_running:
        run.ends_on = clock.monday_of(clock.today()) - clock.DAY
        run.save(update_fields=["ends_on"])
        record("bulletin.taken_off", run.bulletin, by=by, since=run.ends_on.isoformat())
    return run


# --- the schedule ----------------------------------------------------------------------------------------------


@transaction.atomic
def plan_airing(
    *, id: UUID, body: Body, by: User, weekday: int, slot: str, minutes: int, starts_on: date,
    languages: list[str] | None = None,
) -> PlannedAiring:  # fmt: skip
    """Say that the village plays in that part of that day, each week from that one on."""
    locked(body.commune_id)
    rules.may_plan(by, body)
    known = PlannedAiring.objects.filter(pk=id).first()
    if known and known.body_id == body.pk:
        return known
    rules.are_weeks(starts_on, None)
    rules.is_free(body, weekday, slot, starts_on)
    return keep_planned(id, body, by, weekday, slot, minutes, starts_on, languages or languages_of(body))


@transaction.atomic
def plan_airings(*, id: UUID, bodies: Iterable[Body], by: User, **session: Any) -> list[PlannedAiring]:
    """The same session for several villages, each in its own languages; for all of them or for none."""
    return [plan_airing(id=uuid5(id, str(body.pk)), body=body, by=by, **session) for body in bodies]


@transaction.atomic
def move_airing(
    planned: PlannedAiring, *, id: UUID, by: User, weekday: int, slot: str, minutes: int, starts_on: date,
    languages: list[str],
) -> PlannedAiring:  # fmt: skip
    """From that week on the session is played otherwise; the weeks before stay as they were."""
    body = planned.body
    locked(body.commune_id)
    rules.may_plan(by, body)
    known = PlannedAiring.objects.filter(pk=id, body=body).first()
    if known:
        return known
    planned.refresh_from_db(fields=["ends_on"])
    rules.may_move(by, planned, starts_on)
    rules.are_weeks(starts_on, None)
    rules.is_free(body, weekday, slot, starts_on, but=planned)
    end(planned, starts_on - clock.DAY, by)
    return keep_planned(id, body, by, weekday, slot, minutes, starts_on, languages)


@transaction.atomic
def stop_airing(planned: PlannedAiring, *, by: User) -> PlannedAiring:
    """Play this session no more, from this week on."""
    locked(planned.commune_id)
    rules.may_plan(by, planned.body)
    end(planned, clock.monday_of(clock.today()) - clock.DAY, by)
    return planned


def keep_planned(
    id: UUID, body: Body, by: User, weekday: int, slot: str, minutes: int, starts_on: date, languages: list[str]
) -> PlannedAiring:
    planned = PlannedAiring(id=id, body=body, weekday=weekday, slot=slot, minutes=minutes, starts_on=starts_on)
    planned.languages, planned.planned_by, planned.planned_at = languages, by, clock.now()
    planned.save(force_insert=True)
    record("airing.planned", planned, by=by, body=body.pk, weekday=weekday, slot=slot, since=starts_on.isoformat())
    return planned


def end(planned: PlannedAiring, last: date, by: User) -> None:
    planned.refresh_from_db(fields=["ends_on"])
    if planned.ends_on is None or planned.ends_on > last:
        planned.ends_on = last
        planned.save(update_fields=["ends_on"])
        record("airing.unplanned", planned, by=by, body=planned.body_id, until=last.isoformat())


@transaction.atomic
def confirm_airing(planned: PlannedAiring, *, id: UUID, by: User, day: date, late: Late = UNSAID) -> Airing:
    """Record that the planned session of that day was played, in all its languages: one tap."""
    rules.is_planned(planned, day)
    session = {"happened_on": day, "slot": planned.slot, "languages": planned.languages, "minutes": planned.minutes}
    return record_airing(id=id, body=planned.body, by=by, late=late, **session)
