"""The log of who did what (PROTECTION SEC-26, SEC-27): written by the action, inside its transaction.

The chain's number is also the version of the commune's data: whatever changed a figure also wrote here.
"""

from datetime import UTC, datetime

from django.db import models, transaction
from django.utils import timezone

from banlanh.core.homes import SEALED, WORKING, home_of

from .models import Chain, Event
from .seals import seal

NO_COMMUNE = 0  # sign-ins of people before their commune is known


def record(verb: str, subject: models.Model, *, by: models.Model | None, **detail: object) -> Event:
    """Write that `by` did `verb` to `subject`. Fails, and so undoes the action, where it cannot be written.

    What is sealed has a log of its own, in its own database, so that both are written in one transaction.
    """
    return write(verb, subject, by, detail, at=timezone.now())


def record_day(verb: str, subject: models.Model, *, by: models.Model | None, **detail: object) -> Event:
    """As `record`, without the hour: it would help to find who told the police something (SEC-34)."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return write(verb, subject, by, detail, at=midnight.astimezone(UTC))


def write(verb: str, subject: models.Model, by: models.Model | None, detail: dict, *, at: datetime) -> Event:
    commune, log = getattr(subject, "commune_id", None) or NO_COMMUNE, log_of(subject._meta.model)
    chain = locked(commune, log)
    event = Event(
        commune=commune,
        sequence=chain.sequence + 1,
        at=at,
        by=by.pk if by else None,
        verb=verb,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        detail=detail,
    )
    event.seal = seal(event, after=chain.seal)
    event.save(force_insert=True, using=log)
    chain.sequence, chain.seal = event.sequence, event.seal
    for about in (subject._meta.app_label, subject._meta.label_lower):
        chain.rooms[about] = event.seal
    chain.save(update_fields=["sequence", "seal", "rooms"], using=log)
    return event


def log_of(model: type[models.Model]) -> str:
    """The database whose log tells of such a noun."""
    return WORKING if home_of(model) == WORKING else SEALED


def locked(commune: int, log: str = WORKING) -> Chain:
    """The chain's head, locked to the end of the caller's transaction (without one Django refuses)."""
    if not transaction.get_connection(log).in_atomic_block:
        raise transaction.TransactionManagementError("An audit event belongs inside its action's transaction.")
    heads = Chain.objects.using(log).select_for_update()
    try:
        return heads.get(commune=commune)
    except Chain.DoesNotExist:  # the commune's first event
        Chain.objects.using(log).get_or_create(commune=commune)
        return heads.get(commune=commune)
