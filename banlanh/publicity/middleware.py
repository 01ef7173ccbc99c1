"""The page for everybody, on a host name of its own: no sign-in, no cookie, no form, nothing else of the product."""

import re
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from banlanh.situation.models import HotlineNumber
from banlanh.situation.printing import PAPERS, printed

from .models import Announcement

MINUTES = 5
POSTER = re.compile(rf"/(?P<line>[0-9a-f-]{{36}})-(?P<paper>{'|'.join(PAPERS)})\.pdf")


def public_host(get_response):
    """Answers the public host by itself; every other host goes on to the product."""

    def respond(request):
        if not settings.PUBLIC_HOST or request.get_host().split(":")[0] != settings.PUBLIC_HOST:
            return get_response(request)
        return answer(request)

    return respond


@lru_cache(maxsize=200)
def poster(line: UUID, paper: str) -> bytes:
    """The poster of a number, printed once: everybody may ask for it as often as they like."""
    return printed(HotlineNumber.objects.select_related("commune", "body").get(pk=line), None, paper)


def download(path: str) -> HttpResponse | None:
    """A poster of a number that somebody's page shows now."""
    asked = POSTER.fullmatch(path)
    if asked is None:
        return None
    shown = Announcement.objects.shown().values_list("told", flat=True)
    if asked["line"] not in {line for told in shown for line, *_ in told["lines"]}:
        return None
    response = HttpResponse(poster(UUID(asked["line"]), asked["paper"]), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="duong-day-nong-{asked["paper"]}.pdf"'
    return response


def answer(request):
    """One commune's page at the root; of several, each under its number."""
    if found := download(request.path):
        patch_cache_control(found, public=True, max_age=MINUTES * 60)
        return found
    number = request.path.strip("/")
    shown = Announcement.objects.shown().select_related("commune").order_by("commune__order")
    found = [each for each in shown if number in ("", str(each.commune_id))]
    if not found or request.method not in ("GET", "HEAD"):
        return render(request, "publicity/nothing.html", status=404)
    page = {"announcements": found} if len(found) > 1 else {"announcement": found[0]}
    response = render(request, f"publicity/{'communes' if len(found) > 1 else 'page'}.html", page)
    patch_cache_control(response, public=True, max_age=MINUTES * 60)
    return response
