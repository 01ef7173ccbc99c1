"""«Chế độ trình chiếu»: while a screen is shown to a room, what tells of people stays off it (PROTECTION SEC-09)."""

from django.shortcuts import render

from .access import data_told
from .enums import GUARDED, Data
from .typed import carry

IS_ON = "presenting"  # in the session
HIDDEN = GUARDED | {Data.TOTALS, Data.PLEDGES, Data.LIVELIHOODS, Data.SCHOOLS}  # registers are lists of names


def hides(request, view, arguments: dict) -> bool:
    return IS_ON in request.session and data_told(view, arguments) in HIDDEN


def calm_page(request):
    """In place of the page; leaving the mode leads on to it, and what was being sent is not lost."""
    return render(request, "accounts/presenting.html", {"kept": carry(request, request.user.pk)})
