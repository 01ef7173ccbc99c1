"""A phone or PC on which somebody signed in before is told from a stranger's by a cookie that names nobody.

So those who guess elsewhere make nobody wait who comes back to their own (PROTECTION SEC-04).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "__Host-may" if settings.HTTPS else "may"
LASTS = 90 * 24 * 3600
MOST = 20  # people who share one PC
SALT = "banlanh.accounts.device"


def device_for(request, username: str) -> str:
    """The number of this device, where `username` signed in on it before; else nothing."""
    number, known = told(request)
    return number if mark(number, username) in known else ""


def remember(response, request, username: str) -> None:
    """Let this device be known to `username` from now on."""
    number, known = told(request)
    number = number or secrets.token_urlsafe(12)
    known = [mark(number, username), *(each for each in known if each != mark(number, username))][:MOST]
    value = signing.dumps([number, known], salt=SALT)
    response.set_cookie(COOKIE, value, max_age=LASTS, secure=settings.HTTPS, httponly=True, samesite="Lax")


def told(request) -> tuple[str, list[str]]:
    try:
        number, known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return number, known


def mark(number: str, username: str) -> str:
    """What stands for a name in the cookie: another on every device."""
    return salted_hmac(SALT, f"{number} {username}", algorithm="sha256").hexdigest()[:16]
