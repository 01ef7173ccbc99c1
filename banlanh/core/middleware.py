"""What every request and answer passes: a limit of size, and headers (PROTECTION SEC-09, SEC-46, SEC-51)."""

from contextlib import nullcontext

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "font", "connect", "media", "worker", "manifest")),
        "img-src 'self' blob: data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ]
)
OFF = ", ".join(f"{power}=()" for power in ("camera", "geolocation", "microphone", "payment", "usb"))
MOST_BYTES = 25 * 1024 * 1024  # two files of 10 MB and what a form says around them
AT_ONCE = 32 * 1024 * 1024  # more than a week's recordings of most villages


def size(get_response):
    """Refuses what is too large before a byte of it is read, so that nobody can fill the disk."""

    def respond(request):
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > MOST_BYTES:
            return render(request, "413.html", status=413)
        return get_response(request)

    return respond


def headers(get_response):
    def respond(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", OFF)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return respond


def in_one_piece(get_response):
    """Hands a file to the web server whole: while a slow line takes it, it holds none of the few threads (ADR 36)."""

    def respond(request):
        response = get_response(request)
        if not isinstance(response, FileResponse) or int(response.headers.get("Content-Length", AT_ONCE + 1)) > AT_ONCE:
            return response
        with response.file_to_stream or nullcontext():
            content = b"".join(response)
        told = HttpResponse(content, status=response.status_code, headers=response.headers)
        told.cookies = response.cookies
        return told

    return respond
