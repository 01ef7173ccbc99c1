from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.places.models import Body
from banlanh.records.actions import keep

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
    files: Iterable[UploadedFile] = (),
) -> Airing:
    """Record one session of the loudspeakers: an airing for each language that was played in it.

    An airing counts in the week in which it was played, whatever week the form was opened for.
    """
    airings = [
        Airing(
            id=uuid5(id, language),  # a form sent again with one language more adds just that one
            body=body,
            happened_on=happened_on,
            covers_on=happened_on,
            language=language,
            slot=slot,
            minutes=minutes,
        )
        for language in languages
    ]
    kept = [keep(airing, by=by, files=files if number == 0 else ()) for number, airing in enumerate(airings)]
    return kept[0]
