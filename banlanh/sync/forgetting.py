"""What is no longer needed of what phones sent goes after its term, by the day on which it was settled or received.

A settled operation was done or dropped, and the log tells which. A receipt stays as long as a phone may come back with
what it once sent: far longer than a pack lives.
"""

from datetime import timedelta

from django.db import transaction

from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.places.models import Place

from .models import Quarantined, Receipt

SETTLED_STAYS = timedelta(days=90)
RECEIPT_STAYS = timedelta(days=366)


@transaction.atomic
def forget_old(commune: Place) -> int:
    """How many rows went. What still waits for a look stays, and its receipt with it."""
    locked(commune.pk)
    now = clock.now()
    settled = Quarantined.objects.filter(commune=commune, settled_at__lt=now - SETTLED_STAYS)
    quarantined, _ = settled.delete()
    old = Receipt.objects.filter(device__commune=commune, received_at__lt=now - RECEIPT_STAYS, quarantined=None)
    receipts, _ = old.delete()
    if quarantined or receipts:
        record("sync.forgotten", commune, by=None, quarantined=quarantined, receipts=receipts)
    return quarantined + receipts
