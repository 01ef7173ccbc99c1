"""The log of who did what (PROTECTION SEC-26, SEC-27): written by the action, inside its transaction.

The chain's number is also the version of the commune's data: whatever changed a figure also wrote here.
"""

from django.db import models, transaction
from django.utils import timezone

from .models import Chain, Event
from .seals import seal

NO_COMMUNE = 0  # sign-ins of people before their commune is known


def record(verb: str, subject: models.Model, *, by: models.Model | None, **detail: object) -> Event:
    """Write that `by` did `verb` to `subject`. Fails, and so undoes the action, where it cannot be written."""
    commune = getattr(subject, "commune_id", None) or NO_COMMUNE
    chain = locked(commune)
    event = Event(
        commune=commune,
        sequence=chain.sequence + 1,
        at=timezone.now(),
        by=by.pk if by else None,
        verb=verb,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        detail=detail,
    )
    event.seal = seal(event, after=chain.seal)
    event.save(force_insert=True)
    chain.sequence, chain.seal = event.sequence, event.seal
    chain.rooms[subject._meta.app_label] = event.seal
    chain.save(update_fields=["sequence", "seal", "rooms"])
    return event


def locked(commune: int) -> Chain:
    """The chain's head, locked to the end of the caller's transaction (without one Django refuses)."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit event belongs inside its action's transaction.")
    heads = Chain.objects.select_for_update()
    try:
        return heads.get(commune=commune)
    except Chain.DoesNotExist:  # the commune's first event
        Chain.objects.get_or_create(commune=commune)
        return heads.get(commune=commune)
