from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock
from banlanh.core.refusal import Refused
from vanban.document import Document, Table
from vanban.writing import write_docx

from .monthly import monthly_report

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MONTHS = 6


@touches(Data.WORK, Act.READ)
def latest(request):
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    today = clock.today()
    return redirect("reports:monthly", year=today.year, month=today.month)


@touches(Data.WORK, Act.READ)
@kept()
def monthly(request, year, month):
    """The month's report as it would be sent today, for reading before it becomes a file."""
    first = month_or_404(request, year, month, Act.READ)
    page = {"month": first, "months": last_months(), "may_export": may(request.user, Act.EXPORT, Data.WORK)}
    try:
        document = monthly_report(request.place, first)
    except Refused as refusal:
        return render(request, "reports/none.html", page | {"why": str(refusal)})
    return render(request, "reports/monthly.html", page | {"document": document, "blocks": shown(document)})


@touches(Data.WORK, Act.EXPORT)
def download(request, year, month):
    first = month_or_404(request, year, month, Act.EXPORT)
    try:
        content = write_docx(monthly_report(request.place, first))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:latest")
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{year}-{month:02}.docx"'
    return response


def month_or_404(request, year: int, month: int, act: Act) -> date:
    if not may(request.user, act, Data.WORK) or not 1 <= month <= 12 or not 2000 <= year <= 2100:
        raise Http404
    return date(year, month, 1)


def last_months() -> list[date]:
    month, found = clock.month_of(clock.today()), []
    for _ in range(MONTHS):
        found.append(month)
        month = clock.month_of(month - clock.DAY)
    return found


def shown(document: Document) -> list[tuple[str, object]]:
    """Each block with the name of its kind, which the template chooses by."""
    return [("table" if isinstance(block, Table) else type(block).__name__.lower(), block) for block in document.blocks]
