"""A clock that stands at noon of one day until a test sets it, and phones that were enrolled before."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.utils import timezone

from banlanh.accounts import factors
from banlanh.accounts.models import Factor, User

__all__ = ["time_is"]

NOON = timezone.make_aware(datetime(2026, 11, 23, 12))


@pytest.fixture
def time_is(monkeypatch):
    """Sets the clock of digits, tries and sessions: so many seconds after noon."""

    def set_to(seconds: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(seconds=seconds))

    set_to(0)
    return set_to


def enrolled(user: User, phone: pyotp.TOTP | None = None) -> pyotp.TOTP:
    """Their phone, enrolled a minute ago."""
    phone = phone or pyotp.TOTP(factors.new_secret())
    sealed = factors.seal_secret(phone.secret, user.pk)
    Factor.objects.create(user=user, sealed=sealed, last_step=phone.timecode(NOON) - 2, since=NOON)
    return phone
