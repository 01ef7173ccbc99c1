"""Pages of workbooks: a register comes in from Excel and goes out as Excel."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused, refusal_told
from banlanh.records.forms import ExportForm

from . import actions, importing, queries
from .enums import REGISTERS
from .export import workbook_of
from .forms import REASONS, ColumnsForm, UploadForm
from .models import Import
from .views import kept_body_or_404
from .workbook.reading import Reading, columns_told, headings_offered, read

SHOWN_FIRST = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOAD = {"Content-Disposition": 'attachment; filename="so-bo.xlsx"'}  # no place, no name: SEC-09
UPDATE = touches(Data.PLEDGES, Act.UPDATE)


@UPDATE
def upload(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        sent = Import(
            commune=request.place,
            kind=form.cleaned_data["kind"],
            since=form.cleaned_data["since"],
            file_name=file.name[-160:],
            sent_at=clock.now(),
            sent_by=request.user,
        )
        sent.file.save(f"{uuid7().hex}.xlsx", ContentFile(file.read()), save=False)
        sent.save(force_insert=True)
        return redirect("registers:import", pk=sent.pk)
    before = Import.objects.visible_to(request.user.reach, request.user)[:10]
    page = {"form": form, "before": before}
    return render(request, "registers/upload.html", page, status=status_of(form))


@UPDATE
def bring(request, pk):
    """Before: what would come of it, and which column is which, to be confirmed. After: what came of it."""
    sent = get_object_or_404(Import.objects.visible_to(request.user.reach, request.user), pk=pk)
    if sent.done_at:
        return brought(request, sent)
    posted = request.POST if request.method == "POST" else None
    try:
        reading, form = read_as_chosen(request, sent, posted)
        if posted and form.is_valid() and "really" in posted:
            importing.import_reading(sent, reading, by=request.user)
            sent.file.delete(save=True)  # least data: the paper original is the commune's own
            messages.success(request, "Đã nhập sổ.")
            return redirect("registers:import", pk=pk)
        told = importing.compare(reading, sent.kind, request.place)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registers:upload")
    page = {
        "sent": sent,
        "form": form,
        "told": told,
        "faults": told.faults[:SHOWN_FIRST],
        "sheets": [(sheet, columns_told(sheet, sent.kind), reading.rows[sheet.title]) for sheet in reading.sheets],
        "samples": reading.lines[:5],
    }
    return render(request, "registers/preview.html", page, status=status_of(form))


def brought(request, sent: Import):
    """What came of it, and which pairs of the register now look alike; 24 bodies are one question."""
    bodies = importing.bodies_for(sent.kind, request.place)
    mine = importing.within_reach(request.user, bodies)
    pairs = queries.likely_duplicates([body for body in bodies if body.pk in mine], sent.kind, clock.today())
    alike = [(body, len(pairs[body.pk])) for body in bodies if body.pk in pairs]
    page = {"sent": sent, "outcome": sent.outcome, "alike": alike, "slug": REGISTERS[sent.kind].slug}
    return render(request, "registers/brought.html", page)


def read_as_chosen(request, sent: Import, posted) -> tuple[Reading, ColumnsForm]:
    """The workbook read by the columns that were chosen, or by our guess; and the form to choose in."""
    bodies = importing.bodies_for(sent.kind, request.place)
    within = importing.within_reach(request.user, bodies)
    with sent.file.open() as opened:
        content = opened.read()
    guess = read(content, sent.kind, bodies, within=within)
    form = ColumnsForm(
        posted,
        kind=sent.kind,
        offered=headings_offered(guess.sheets, sent.kind),
        initial=guessed(guess),
    )
    if not (posted and form.is_valid()):
        return guess, form
    return read(content, sent.kind, bodies, within=within, chosen=form.cleaned_data), form


def guessed(reading: Reading) -> dict[str, str]:
    """For each of our columns the heading that the first sheet with it has."""
    found: dict[str, str] = {}
    for sheet in reading.sheets:
        for name, column in sheet.columns.items():
            found.setdefault(name, sheet.keys[column][1])
    return found


@UPDATE
@require_POST
def undo(request, pk):
    sent = get_object_or_404(Import.objects.visible_to(request.user.reach, request.user), pk=pk)
    with refusal_told(request):
        importing.undo_import(sent, by=request.user)
        messages.success(request, "Đã hoàn tác: mọi dòng trở lại như trước khi nhập.")
    return redirect("registers:import", pk=pk)


@UPDATE
@require_POST
def take_out(request, slug, pk):
    """The register of one village as a file, by who keeps it; the log knows who and what for."""
    body, kind, _ = kept_body_or_404(request, slug, pk)
    form = ExportForm(request.POST, reasons=REASONS)
    if not form.is_valid():
        messages.error(request, "Xin chọn xuất sổ để làm gì.")
        return redirect("registers:listing", slug=slug, pk=pk)
    try:
        actions.note_export(body=body, kind=kind, by=request.user, why=form.cleaned_data["why"])
    except Refused as refusal:
        raise Http404 from refusal
    content = workbook_of(kind, [body], clock.today(), by=request.user.full_name)
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": 'attachment; filename="so-bo.xlsx"'}
    )
