"""How a rule says no, and how a page tells it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages


class Refused(Exception):
    """A rule said no. Its text is the Vietnamese sentence to show; it is not a bug."""


def allows(rule, *subject) -> bool:
    """Whether `rule(*subject)` stays silent, for templates that must hide what would be refused."""
    try:
        rule(*subject)
    except Refused:
        return False
    return True


@contextmanager
def refusal_on(form) -> Iterator[None]:
    """What a rule says against what is done inside stands on the form, which is shown again with all that was typed."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))


@contextmanager
def refusal_told(request) -> Iterator[None]:
    """What a rule says against what is done inside stands at the top of the page that comes next."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
