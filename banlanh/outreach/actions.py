from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.actions import keep

from .enums import Slot
from .models import Airing


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
    return kept[0]
