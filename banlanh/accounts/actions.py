import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from banlanh.audit.actions import record
from banlanh.core import clock

from . import rules
from .models import Activation, User

EASY_TO_READ = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I: it is read from paper
CODE_LENGTH = 14  # 70 random bits


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


@transaction.atomic
def note_sign_in(user: User) -> None:
    record("account.signed_in", user, by=user)
