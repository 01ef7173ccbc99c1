"""The page that works without signal: served empty to anybody, filled from what the phone itself keeps."""

from django.conf import settings
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from banlanh.accounts.access import public, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.sessions import STARTED
from banlanh.core.middleware import OFF

from .shell import files, scripts


@public
def shell(request):
    """*Trên máy này*. It holds no word of anybody, so a browser may keep it (SEC-09). Its camera reads codes."""
    answer = render(request, "phone/shell.html", {"scripts": scripts()})
    answer.headers["Permissions-Policy"] = OFF.replace("camera=()", "camera=(self)")
    return answer


@public
def worker(request):
    """The browser's part that keeps the shell and wakes for reminders; at the root, so that it may open any page."""
    kept = {"release": settings.RELEASE, "files": files()}
    return render(request, "phone/worker.js", kept, content_type="text/javascript; charset=utf-8")


@touches(Data.PUBLIC, Act.READ)
def who(request):
    """Who is signed in, and the token for what the phone sends next: a page that was kept has none."""
    name = request.user.full_name or str(request.user)
    told = {"person": request.user.pk, "name": name, "token": get_token(request)}
    return JsonResponse(told | {"since": request.session.get(STARTED)})
