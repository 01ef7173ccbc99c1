"""Somebody who has just shown the second factor, on every machine where they are signed in."""

from django.utils import timezone

from banlanh.accounts.models import Session
from banlanh.accounts.sessions import SessionStore
from banlanh.accounts.stepup import SHOWN_AT


def show_factor() -> None:
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        session[SHOWN_AT] = int(timezone.now().timestamp())
        session.save()
