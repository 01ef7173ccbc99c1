from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.pictures import funnel
from banlanh.core.refusal import Refused, allows, refusal_on, refusal_told
from banlanh.places.models import BODY, Body
from banlanh.plans.models import Target
from banlanh.records.forms import ExportForm, VoidForm

from . import actions, queries, rules
from .enums import bodies_of
from .export import table_of
from .forms import REASONS, ClassesForm, ListForm, OpenForm, ScanForm
from .models import Campaign, Scan, Sheet
from .printing import printed

SAVED = "da-ghi"
HOW_FAR = "Từ sổ đến tờ ký"
# No place and no name on the outside of a file (SEC-09).
AS_TABLE = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="chu-ky.csv"'}
READ, COLLECT = touches(Data.WORK, Act.READ), touches(Data.PLEDGES, Act.CREATE)


def campaign_or_404(request, pk) -> Campaign:
    found = queries.CAMPAIGN.one(commune=request.place and request.place.pk, pk=pk)
    if found is None:
        raise Http404
    return found


def bodies_in(request, campaign: Campaign):
    """The bodies that sign in this campaign and whose counts the person may read."""
    found = Body.objects.for_place(request.place).current().filter(kind__in=bodies_of(campaign.signers))
    reach = request.user.reach
    return found if reach.everywhere(Data.WORK, Act.READ) else found.filter(pk__in=reach.bodies(Data.WORK, Act.READ))


def collected_body_or_404(request, campaign: Campaign, pk: int) -> Body:
    body = BODY.one(commune=request.place.pk, pk=pk)
    if body is None or not allows(rules.may_collect, request.user, campaign, body):
        raise Http404
    return body


@READ
def index(request):
    """*Cam kết*: the commune's campaigns."""
    today = clock.today()
    found = list(Campaign.objects.for_place(request.place))
    page = {
        "running": [each for each in found if each.ends_on >= today],
        "over": [each for each in found if each.ends_on < today],
        "may_open": allows(rules.may_open, request.user, request.place),
    }
    return render(request, "pledges/index.html", page)


@touches(Data.WORK, Act.CREATE)
def start(request):
    if not allows(rules.may_open, request.user, request.place):
        raise Http404
    form = OpenForm(request.POST or None, targets=Target.objects.for_place(request.place).kept())
    if form.is_valid():
        with refusal_on(form):
            campaign = actions.open_campaign(commune=request.place, by=request.user, **form.cleaned_data)
            return redirect("pledges:show", pk=campaign.pk)
    return render(request, "pledges/start.html", {"form": form}, status=status_of(form))


@READ
def show(request, pk):
    """One campaign: its text, and how many have signed where. Names are only behind the collector's links."""
    campaign = campaign_or_404(request, pk)
    bodies, day = list(bodies_in(request, campaign)), queries.day_of(campaign)
    counted = queries.tallies(campaign, bodies, day)
    lines = [(body, counted[body.pk], allows(rules.may_collect, request.user, campaign, body)) for body in bodies]
    collects_all = all(collects for *_, collects in lines)
    # The sum of one or two villages is as good as their own numbers: it is for the whole commune, or for who collects.
    sees_sum = collects_all or request.user.reach.everywhere(Data.WORK, Act.READ)
    total = queries.total(counted.values()) if sees_sum else None
    page = {
        "campaign": campaign,
        "day": day,
        "lines": lines,
        "total": total,
        "funnel": funnel(HOW_FAR, queries.steps(campaign, bodies, total)) if total and total.m else None,
        "collects_all": collects_all,
    }
    return render(request, "pledges/show.html", page)


@COLLECT
def collect(request, pk, body):
    """The collector's page: the register of one body, those who have not signed first; tick and save."""
    campaign = campaign_or_404(request, pk)
    body = collected_body_or_404(request, campaign, body)
    if campaign.is_of_classes:
        return collect_classes(request, campaign, body)
    day = queries.day_of(campaign)
    form = ListForm(request.POST or None, request.FILES or None, initial={"on": day})
    kept = {"entries": form.cleaned_data["entries"]} if form.is_valid() else None
    if kept and (answer := saved(request, form, actions.sign_list, campaign, body, kept)):
        return answer
    rows, sheets = queries.rows(campaign, body, day), queries.sheets_of(campaign, [body])
    say_saved(request, sheets)
    page = {
        "campaign": campaign,
        "body": body,
        "form": form,
        "waiting": [row for row in rows if not row.sheet],
        "signed": [row for row in rows if row.sheet],
        "ticked": set(form.data.getlist("entries")) if form.is_bound else set(),
        "tally": queries.Tally(sum(1 for row in rows if row.sheet), len(rows)),
        "sheets": sheets,
        "export": ExportForm(reasons=REASONS),
    }
    return render(request, "pledges/collect.html", page, status=status_of(form))


def collect_classes(request, campaign: Campaign, body: Body):
    day = queries.day_of(campaign)
    school = queries.schools(campaign, [body], day)[body.pk]
    form = ClassesForm(request.POST or None, request.FILES or None, rows=school.rows, initial={"on": day})
    kept = {"numbers": form.numbers()} if form.is_valid() else None
    if kept and (answer := saved(request, form, actions.sign_classes, campaign, body, kept)):
        return answer
    sheets = queries.sheets_of(campaign, [body])
    say_saved(request, sheets)
    page = {"campaign": campaign, "body": body, "form": form, "school": school, "sheets": sheets}
    return render(request, "pledges/classes.html", page, status=status_of(form))


def saved(request, form, action, campaign: Campaign, body: Body, kept: dict) -> HttpResponse | None:
    """To the same page once it is written; nothing where a rule said no."""
    asked = {
        "id": form.cleaned_data["id"],
        "on": form.cleaned_data["on"],
        "files": request.FILES.getlist("file"),
        "late": form.late,
    }
    try:
        sheet = action(campaign=campaign, body=body, by=request.user, **asked, **kept)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect(reverse("pledges:collect", args=[campaign.pk, body.pk], query={SAVED: sheet.pk}))


def say_saved(request, sheets) -> None:
    """What the form before this page saved. Its address names the sheet: a message left in the session would cost
    whoever signs a second transaction."""
    named = request.GET.get(SAVED) if request.method == "GET" else None  # the next form is sent to the same address
    for sheet in (each for each in sheets if str(each.pk) == named):
        many = sheet.signatures.count() or sheet.class_pledges.count()
        messages.success(request, f"Đã ghi {many} dòng ký ngày {sheet.signed_on:%d/%m/%Y}. Cảm ơn đồng chí.")


@COLLECT
@require_POST
def paper(request, pk, body):
    """The sheets to sign on, as PDF. Each says by its QR code which page it belongs to."""
    campaign = campaign_or_404(request, pk)
    body = collected_body_or_404(request, campaign, body)
    actions.note_print(campaign, body, by=request.user)
    address = request.build_absolute_uri(reverse("pledges:collect", args=[campaign.pk, body.pk]))
    response = HttpResponse(printed(campaign, body, address), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="to-ky.pdf"'
    return response


@COLLECT
@require_POST
def export(request, pk):
    """The signatures that the person collects in one campaign, as a table; the log knows who and what for."""
    campaign, form = campaign_or_404(request, pk), ExportForm(request.POST, reasons=REASONS)
    bodies = [each for each in bodies_in(request, campaign) if allows(rules.may_collect, request.user, campaign, each)]
    try:
        if not form.is_valid():
            raise Refused("Xin chọn xuất chữ ký để làm gì.")
        actions.note_export(campaign, bodies, by=request.user, why=form.cleaned_data["why"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pledges:show", pk=pk)
    table = table_of(campaign, bodies, by=request.user.full_name)
    return StreamingHttpResponse(table, headers=AS_TABLE)


def sheet_or_404(request, pk) -> Sheet:
    sheets = Sheet.objects.visible_to(request.user.reach)
    return get_object_or_404(sheets.select_related("campaign", "body__commune", "recorded_by"), pk=pk)


@COLLECT
def sheet(request, pk):
    """One signed sheet: its rows, its photographs; another photograph may be added."""
    found = sheet_or_404(request, pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_on(form):
            actions.add_scans(found, by=request.user, files=request.FILES.getlist("file"))
            messages.success(request, "Đã ghi ảnh cho mọi dòng của tờ này.")
            return redirect("pledges:sheet", pk=pk)
    return render(request, "pledges/sheet.html", sheet_page(request, found, form), status=status_of(form))


def sheet_page(request, sheet: Sheet, form) -> dict:
    pledges = [*sheet.signatures.select_related("entry", "voided_by").order_by("entry__order")]
    pledges += sheet.class_pledges.select_related("school_class", "voided_by").order_by("school_class__order")
    may_void = may(request.user, Act.UPDATE, Data.PLEDGES, body=sheet.body)
    return {"sheet": sheet, "form": form, "pledges": pledges, "void": VoidForm() if may_void else None}


@touches(Data.PLEDGES, Act.UPDATE)
@require_POST
def void(request, pk, row):
    """Void one row of a sheet, with the reason."""
    found = sheet_or_404(request, pk)
    pledge = found.signatures.filter(pk=row).first() or found.class_pledges.filter(pk=row).first()
    if pledge is None or not may(request.user, Act.UPDATE, Data.PLEDGES, body=found.body):
        raise Http404
    form = VoidForm(request.POST)
    with refusal_told(request):
        if form.is_valid():
            actions.void_signature(pledge, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Đã hủy dòng này. Dòng vẫn xem được và không tính nữa.")
        else:
            messages.error(request, f"Chưa hủy: {form.errors['reason'][0]}")
    return redirect("pledges:sheet", pk=pk)


@COLLECT
def scan(request, pk):
    """The photograph itself, always as a download: an uploaded page must never run here."""
    found = get_object_or_404(Scan.objects.visible_to(request.user.reach), pk=pk)
    response = FileResponse(found.file.open(), as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "sandbox"
    return response
