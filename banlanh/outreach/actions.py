from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.actions import keep, void_record

from .enums import Slot
from .models import Airing, FailedAiring, Gathering, SchoolSession

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
) -> Airing:
    """Record one session of the loudspeakers: an airing for each language that was played in it.

    An airing counts in the week in which it was played, whatever week the form was opened for. What was already
    recorded of this session stays; sent again with one language more, the form adds just that one.
    """
    locked(body.commune_id)  # two sends of one form at once: the second sees what the first wrote
    session = Airing.objects.for_place(body.commune).live().filter(body=body, happened_on=happened_on, slot=slot)
    ids = {language: uuid5(id, language) for language in languages}
    known = set(session.exclude(pk__in=ids.values()).values_list("language", flat=True))
    airings = [
        Airing(
            id=ids[language],
            body=body,
            happened_on=happened_on,
            covers_on=happened_on,
            language=language,
            slot=slot,
            minutes=minutes,
            for_task=for_task,
        )
        for language in languages
        if language not in known
    ]
    if not airings:
        raise Refused(f"{Slot(slot).label.capitalize()} ngày {happened_on:%d/%m/%Y} đã được ghi rồi.")
    kept = [keep(airing, by=by, files=files if number == 0 else ()) for number, airing in enumerate(airings)]
    for failure in FailedAiring.objects.for_place(body.commune).live().filter(**session_of(kept[0])):
        void_record(failure, by=by, reason=PLAYED_LATER)
    return kept[0]


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
    return keep(failure, by=by, files=files)


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
    return keep(gathering, by=by, files=files)


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
    return keep(session, by=by, files=files)
