"""Where the public page lies: on the host where everybody reads what the commune told, if there is one (SEC-34)."""

from django.conf import settings
from django.http.request import split_domain_port

from banlanh.places.models import Place

PATH = "/bao-tin/"


def is_here(request) -> bool:
    """Whether this host shows the page: to have been on the other one tells nothing of anybody."""
    return settings.PUBLIC_HOST in ("", split_domain_port(request.get_host())[0])


def address_of(request, commune: Place, *, is_alone: bool) -> str:
    """As it is printed and told; of several communes on one machine, each has its number."""
    number = "" if is_alone else f"{commune.pk}/"
    return f"{request.scheme}://{settings.PUBLIC_HOST or request.get_host()}{PATH}{number}"
