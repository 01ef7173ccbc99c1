from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock
from banlanh.core.refusal import Refused
from vanban.writing import write_docx, write_html, write_pdf

from .monthly import monthly_report

FORMATS = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
}
# The parts of the document, in the classes of our sheet.
PREVIEW = {
    "page": "clause",
    "line": "text mid",
    "heading": "text h",
    "text": "text",
    "table": "data",
    "scroll": "scroll",
    "annex": "scroll",
    "figure": "num",
    "recipient": "text",
    "name": "text mid",
    "picture": "picture",
} | dict.fromkeys(("head", "foot", "rule", "cell"), "")
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
    return render(
        request, "reports/monthly.html", page | {"on": document.letterhead.on, "preview": write_html(document, PREVIEW)}
    )


@touches(Data.WORK, Act.EXPORT)
def download(request, year, month, ending="docx"):
    """The month's report as a file: for Word, where it is corrected, or as PDF, which looks the same everywhere."""
    first = month_or_404(request, year, month, Act.EXPORT)
    if ending not in FORMATS:
        raise Http404
    write, kind = FORMATS[ending]
    try:
        content = write(monthly_report(request.place, first))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:latest")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{year}-{month:02}.{ending}"'
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
