"""What is no longer needed of what phones sent goes after its term, by the day on which it was settled or received.

A settled operation was done or dropped, and the log tells which. A receipt stays as long as a phone may come back with
what it once sent: far longer than a pack lives. A picture of which a part came goes as a phone's pack does.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.places.models import Place

from .models import LIVES, Quarantined, Receipt, Upload

SETTLED_STAYS = timedelta(days=90)
RECEIPT_STAYS = timedelta(days=366)


@transaction.atomic
def forget_old(commune: Place) -> int:
    """How many rows went. What still waits for a look stays, and its receipt with it."""
    locked(commune.pk)
    now = clock.now()
    with_its_work = Q(whole_at__isnull=False, receipt__in=Quarantined.objects.waiting().values("receipt"))
    rested = Upload.objects.filter(receipt__device__commune=commune, at__lt=now - LIVES).exclude(with_its_work)
    settled = Quarantined.objects.filter(commune=commune, settled_at__lt=now - SETTLED_STAYS)
    old = Receipt.objects.filter(device__commune=commune, received_at__lt=now - RECEIPT_STAYS, quarantined=None)
    gone = {
        name: each.delete()[0] for name, each in (("pictures", rested), ("quarantined", settled), ("receipts", old))
    }
    if any(gone.values()):
        record("sync.forgotten", commune, by=None, **gone)
    return sum(gone.values())
