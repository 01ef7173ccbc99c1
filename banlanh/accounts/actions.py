import secrets
from datetime import timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.refusal import Refused

from . import rules
from .models import Activation, Attempts, User

EASY_TO_READ = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I: it is read from paper
CODE_LENGTH = 14  # 70 random bits
FORGOTTEN_AFTER = timedelta(hours=1)


@transaction.atomic
def issue_slip(user: User, *, by: User | None) -> str:
    """A new one-time code for `user`, told once and kept only as a hash; an older code stops working."""
    code = "".join(secrets.choice(EASY_TO_READ) for _ in range(CODE_LENGTH))
    Activation.objects.filter(user=user).delete()
    slip = Activation.objects.create(user=user, code_hash=make_password(code))
    record("account.slip_issued", slip, by=by)
    return code


@transaction.atomic
def activate_account(username: str, code: str, *, password: str) -> User:
    """Set the first password of the person who holds the slip."""
    user = User.objects.select_for_update().filter(username=username.strip().lower()).first()
    rules.may_activate(user, code)
    assert user is not None, "the rule refuses a name that is nobody's"
    user.set_password(password)
    user.save(update_fields=["password"])
    Activation.objects.filter(user=user).update(used_at=clock.now())
    record("account.activated", user, by=user)
    return user


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    record("account.password_changed", user, by=user)


def recognise(username: str, password: str, *, device: str = "") -> User:
    """Who it is, as `authenticate` says. Raises `Refused` where the words are wrong, or the next try must wait.

    `device` is the number of one that the person used before: what is guessed elsewhere does not count there.
    """
    way = way_of(username, device)
    take_turn(way)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        raise Refused(rules.WRONG)
    with transaction.atomic():
        Attempts.objects.filter(way=way).delete()
        record("account.signed_in", user, by=user)
    return user


def way_of(username: str, device: str) -> str:
    return salted_hmac("banlanh.accounts.attempts", f"{username}|{device}", algorithm="sha256").hexdigest()


@transaction.atomic
def take_turn(way: str) -> None:
    """Count the try before it is made, so that many at the same moment are not more than one after the other."""
    now = timezone.now()
    Attempts.objects.filter(next_at__lt=now - FORGOTTEN_AFTER).delete()
    attempts, _ = Attempts.objects.select_for_update().get_or_create(way=way, defaults={"next_at": now})
    rules.may_try(attempts, now)
    attempts.many += 1
    attempts.next_at = now + rules.wait_after(attempts.many)
    attempts.save(update_fields=["many", "next_at"])
