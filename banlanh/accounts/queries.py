from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from banlanh.places.models import Place

from .models import Post, Session, User
from .sessions import MACHINE


@dataclass(frozen=True, slots=True)
class SignIn:
    """One machine on which somebody is signed in; `mark` names it without telling the session's key."""

    mark: str
    machine: str
    seen_at: datetime
    key: str


def sign_ins(user: User) -> list[SignIn]:
    """Where `user` is signed in, the machine used last first."""
    found = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")
    return [SignIn(mark_of(row.pk), row.get_decoded().get(MACHINE, "máy khác"), row.seen_at, row.pk) for row in found]


def mark_of(key: str) -> str:
    return salted_hmac("banlanh.accounts.session", key, algorithm="sha256").hexdigest()[:20]


def signed_in(commune: Place) -> QuerySet[User]:
    """Who of the commune is signed in now, by name: each with how many `machines`, and the last use, `seen_at`."""
    found = User.objects.filter(pk__in=Post.objects.for_place(commune).values("user"))
    now = found.filter(sessions__expire_date__gt=timezone.now())
    return now.annotate(machines=Count("sessions"), seen_at=Max("sessions__seen_at"))
