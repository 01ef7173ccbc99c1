"""What waits for somebody's look, and whose phones there are."""

from uuid import UUID

from django.db.models import QuerySet

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User

from .models import Device, Quarantined


def kept_for(user: User) -> QuerySet[Quarantined]:
    """Of the bodies that the person answers for."""
    found = Quarantined.objects.visible_to(user.reach) if user.reach.commune else Quarantined.objects.none()
    return found.select_related("receipt__device__user", "body__commune", "body__place", "author", "settled_by")


def waiting_for(user: User) -> int:
    return kept_for(user).filter(settled_at=None).count()


def has_picture(kept: Quarantined) -> bool:
    """Whether a picture waits along with it."""
    return kept.receipt.uploads.along().exists()


def devices_of(user: User) -> QuerySet[Device]:
    return Device.objects.visible_to(user.reach, user).select_related("user", "revoked_by")


def data_kept(pk: UUID) -> Data:
    """The class of what the operation holds; of none that is there, nothing."""
    found = Quarantined.objects.filter(pk=pk).values_list("data", flat=True).first()
    return Data(found) if found else Data.PUBLIC
