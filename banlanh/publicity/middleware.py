"""The page for everybody, on a host name of its own: no sign-in, no cookie, no form, nothing else of the product."""

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from .models import Announcement

MINUTES = 5


def public_host(get_response):
    """Answers the public host by itself; every other host goes on to the product."""

    def respond(request):
        if not settings.PUBLIC_HOST or request.get_host().split(":")[0] != settings.PUBLIC_HOST:
            return get_response(request)
        return answer(request)

    return respond


def answer(request):
    """One commune's page at the root; of several, each under its number."""
    number = request.path.strip("/")
    shown = Announcement.objects.shown().select_related("commune").order_by("commune__order")
    found = [each for each in shown if number in ("", str(each.commune_id))]
    if not found or request.method not in ("GET", "HEAD"):
        return render(request, "publicity/nothing.html", status=404)
    page = {"announcements": found} if len(found) > 1 else {"announcement": found[0]}
    response = render(request, f"publicity/{'communes' if len(found) > 1 else 'page'}.html", page)
    patch_cache_control(response, public=True, max_age=MINUTES * 60)
    return response
