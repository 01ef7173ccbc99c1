"""From the office's draft to everybody's eyes: three verbs, by two people at least; and one to take it back."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.places.models import Place

from . import rules
from .models import Announcement
from .telling import told_of


@transaction.atomic
def prepare(commune: Place, *, id: UUID, text: str, by: User) -> Announcement:
    """Make the announcement whole, figures and all, as of today. The same id again changes nothing."""
    locked(commune.pk)
    rules.may_prepare(by, commune)
    known = Announcement.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    announcement = Announcement(id=id, commune=commune, text=text, prepared_at=clock.now(), prepared_by=by)
    announcement.told = told_of(commune, clock.today())
    announcement.save(force_insert=True)
    record("announcement.prepared", announcement, by=by)
    return announcement


@transaction.atomic
def approve(announcement: Announcement, *, by: User) -> Announcement:
    return taken(announcement, "approved", rules.may_approve, by)


@transaction.atomic
def announce(announcement: Announcement, *, by: User) -> Announcement:
    return taken(announcement, "announced", rules.may_announce, by)


@transaction.atomic
def withdraw(announcement: Announcement, *, by: User) -> Announcement:
    """Take it back at once; what was shown before it does not come back by itself."""
    return taken(announcement, "withdrawn", rules.may_withdraw, by)


def taken(announcement: Announcement, step: str, rule: Callable[[User, Announcement], None], by: User) -> Announcement:
    """One step in the life of a announcement: the rule, the fact with who and when, the event."""
    locked(announcement.commune_id)
    announcement = Announcement.objects.select_related("commune").get(pk=announcement.pk)
    rule(by, announcement)
    setattr(announcement, f"{step}_at", clock.now())
    setattr(announcement, f"{step}_by", by)
    announcement.save(update_fields=[f"{step}_at", f"{step}_by"])
    record(f"announcement.{step}", announcement, by=by)
    return announcement
