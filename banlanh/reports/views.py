"""Addresses of a report by the name of its month alone: they lead to the one report of that month."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock

from .enums import ReportKind
from .periods import ReportPeriod
from .periods import latest as latest_of


@touches(Data.WORK, Act.READ)
def latest(request):
    """The newest month whose draft is there."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    today = clock.today()
    ready = next(period for period in latest_of(ReportKind.MONTH, today, 3) if period.ready_on <= today)
    return redirect("reports:show", code=ready.code)


@touches(Data.WORK, Act.READ)
@require_safe
def monthly(request, year, month):
    return redirect("reports:show", code=code_or_404(request, year, month, Act.READ), permanent=True)


@touches(Data.WORK, Act.EXPORT)
@require_safe
def download(request, year, month, ending="docx"):
    code = code_or_404(request, year, month, Act.EXPORT)
    return redirect("reports:paper", code=code, ending=ending, permanent=True)


def code_or_404(request, year: int, month: int, act: Act) -> str:
    if not may(request.user, act, Data.WORK) or not 1 <= month <= 12 or not 2000 <= year < 2100:
        raise Http404
    return ReportPeriod(ReportKind.MONTH, year, month).code
