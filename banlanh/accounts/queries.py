from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class SignedIn:
    user: User
    machines: int
    seen_at: datetime


def signed_in(commune: Place) -> list[SignedIn]:
    """Who of the commune is signed in now, by name."""
    here = Post.objects.for_place(commune).values("user")
    rows = Session.objects.filter(user__in=here, expire_date__gt=timezone.now()).select_related("user")
    found: dict[User, list[datetime]] = {}
    for row in rows.order_by("user__order", "user"):
        found.setdefault(row.user, []).append(row.seen_at)
    return [SignedIn(user, len(seen), max(seen)) for user, seen in found.items()]
