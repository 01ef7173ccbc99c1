"""Pages that are worked out once between two events, for all whose posts reach as far."""

import secrets
from collections.abc import Callable
from functools import wraps

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from banlanh.audit.memory import remembered
from banlanh.core import clock

from .enums import Data

OPEN_TO_READ = (Data.PUBLIC, Data.WORK)
# Where the base template leaves room for what is each person's own. Nobody outside this process can type them.
PERSON, MESSAGES = (mark_safe(f"<!--{name} {secrets.token_hex()}-->") for name in ("person", "messages"))
FORM = b"csrfmiddlewaretoken"  # a form has a token and a number of its own: it is never kept


class NotKept(Exception):
    """An answer that must not serve a second time."""

    def __init__(self, response: HttpResponse):
        self.response = response


def kept(*parameters: str, personal: bool = False) -> Callable:
    """Keep the pages of a view until the next event; they vary by path, `parameters` of the query, day and reach.

    With `personal`, by person too. An answer that is wrong in a moment without any event, since a key was missing, says
    `is_passing` and is not kept. For pages of work and of what is open to all; never of sealed rooms, where each
    look must be counted (SEC-26).
    """

    def decorate(view):
        @wraps(view)
        def show(request, *args, **kwargs):
            user, version = request.user, getattr(request.place, "version", "")
            asked = tuple(request.GET.get(name, "") for name in parameters)
            what = (request.path, asked, clock.today(), user.reach.key, user.pk if personal else None)
            try:
                page = remembered(version, what, lambda: worked_out(view, request, *args, **kwargs))
            except NotKept as answer:
                return answer.response
            return HttpResponse(filled(page, request))

        return show

    return decorate


def worked_out(view, request, *args, **kwargs) -> bytes:
    """The page with room for what is the person's own."""
    if request.resolver_match.func.touches[0] not in OPEN_TO_READ:
        raise ValueError(f"{view.__name__} shows sealed data, which is never kept")
    request.room = {"person": PERSON, "messages": MESSAGES}
    response = view(request, *args, **kwargs)
    if response.status_code != 200 or FORM in response.content or getattr(response, "is_passing", False):
        response.content = filled(response.content, request)
        raise NotKept(response)
    return response.content


def filled(page: bytes, request) -> bytes:
    own = {"request": request, "csrf_token": get_token(request)}
    said = get_messages(request)
    messages = render_to_string("core/_messages.html", {"messages": said}) if len(said) else ""
    person = render_to_string("core/_person.html", own)
    return page.replace(PERSON.encode(), person.encode(), 1).replace(MESSAGES.encode(), messages.encode(), 1)
