"""HTTP for a report's life: the periods, a draft and its paragraphs, its steps, the way through Word, the paper."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows
from banlanh.indicators.sheet import sheet_of
from banlanh.places.models import Body
from vanban.source import Unreadable

from . import actions, queries, rules
from .drafting import Draft, Line, draft_of
from .enums import ReportKind, Stage, Verb
from .files import TYPES, file_of
from .forms import STEPS, EditForm, TakeForm, WordForm
from .models import Report
from .monthly import UNSENT
from .periods import ReportPeriod, latest, period_of
from .returned import compared
from .shown import draft_shown, paper_shown

SHOWN = ((ReportKind.MONTH, 6), (ReportKind.HALF, 2), (ReportKind.YEAR, 2))
MOST_RETURNED = 300


def period_or_404(request, code: str, act: Act) -> ReportPeriod:
    period = period_of(code)
    if period is None or not may(request.user, act, Data.WORK):
        raise Http404
    return period


def draft(request, report: Report, period: ReportPeriod) -> Draft:
    return draft_of(request.place, period, queries.edits_of(report))


# --- reading ---------------------------------------------------------------------------------------


@touches(Data.WORK, Act.READ)
def periods(request):
    """Every period of late, with how far its report has come."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    known = {report.code: report for report in Report.objects.for_place(request.place).with_steps()}
    today = clock.today()
    groups = [
        (kind.label, [(each, known.get(each.code)) for each in latest(kind, today, many)]) for kind, many in SHOWN
    ]
    return render(request, "reports/periods.html", {"groups": groups, "today": today})


@touches(Data.WORK, Act.READ)
def show(request, code):
    """A period's report as it stands: the draft paragraph by paragraph, or the paper that left the office."""
    period = period_or_404(request, code, Act.READ)
    report = queries.report_on(request.place, period)
    return page_of(request, period, report)


def page_of(request, period: ReportPeriod, report: Report, bound=None, verb: Verb | None = None):
    """The page; `bound` is the form of a step that was refused, with what was typed in it."""
    steps = [
        (each, bound if each == verb else STEPS[each](auto_id=f"{each}-%s"))
        for each in Verb
        if allows(rules.MAY[each], request.user, report)
    ]
    page = {
        "period": period,
        "report": report,
        "steps": steps,
        "may_edit": allows(rules.may_edit, request.user, report),
    }
    page |= {"may_export": may(request.user, Act.EXPORT, Data.WORK), "issued": queries.issued_of(report)}
    if page["may_export"] and period.ready_on <= clock.today():
        page["forms"] = queries.forms_of(request.place)
    if report.stage == Stage.ISSUED:
        page["signed"] = queries.signed_of(page["issued"])
        page["changes"] = queries.changes_since(page["issued"])
        page["preview"] = paper_shown(page["issued"])
    else:
        try:
            page["draft"] = draft_shown(report, period, request.user.reach, may_edit=page["may_edit"])
        except Refused as refusal:
            page["why"] = str(refusal)
    return render(request, "reports/show.html", page, status=422 if bound else 200)


@touches(Data.WORK, Act.READ)
def missing(request, code):
    """Who has not sent the report that the plan asks for; bodies, never people."""
    period = period_or_404(request, code, Act.READ)
    today = clock.today()
    if period.first > today:
        raise Http404
    sheet = sheet_of(request.place, on=min(period.last, today), span=period.days)
    bodies = Body.objects.for_place(request.place).current().in_bulk()
    owed = [
        (bodies[pk], state, date.fromisoformat(due)) for pk, state, due in sheet["month"]["handing_in"] if pk in bodies
    ]
    owed.sort(key=lambda row: row[0].order)
    waiting = [row for row in owed if row[1] in UNSENT]
    sent = [row for row in owed if row[1] not in UNSENT]
    page = {"period": period, "waiting": waiting, "sent": sent, "on": min(period.last, today)}
    return render(request, "reports/missing.html", page)


@touches(Data.WORK, Act.EXPORT)
def paper(request, code, ending):
    """The report as a file: of what was issued its very bytes, else the draft of this hour."""
    period = period_or_404(request, code, Act.EXPORT)
    if ending not in TYPES:
        raise Http404
    try:
        content = file_of(request.place, period, ending)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:show", code=code)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{code}.{ending}"'
    return response


# --- writing ---------------------------------------------------------------------------------------


@touches(Data.WORK, Act.UPDATE)
def edit(request, code, mark):
    """One paragraph: what the figures say, and room to say it otherwise."""
    period = period_or_404(request, code, Act.UPDATE)
    report = queries.report_on(request.place, period)
    try:
        rules.may_edit(request.user, report)
        line = draft(request, report, period).line(mark)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:show", code=code)
    form = EditForm(request.POST) if request.method == "POST" else line and EditForm(initial=initial_of(line))
    if form is None:
        messages.warning(request, "Đoạn này vừa đổi theo số liệu mới. Xin chọn lại trong báo cáo.")
        return redirect("reports:show", code=code)
    if form.is_bound and kept(request, period, form):
        messages.success(request, "Đã ghi đoạn sửa.")
        return redirect("reports:show", code=code)
    page = {"period": period, "form": form, "line": line}
    return render(request, "reports/edit.html", page, status=status_of(form))


def initial_of(line: Line) -> dict:
    return {
        "heading": line.heading,
        "was": line.was,
        "text": line.text,
        "replaces": line.edit.pk if line.edit else None,
    }


def kept(request, period: ReportPeriod, form: EditForm) -> bool:
    """Whether the edit was written; if not, the form says why and holds what was typed."""
    if not form.is_valid():
        return False
    values = {name: form.cleaned_data[name] for name in ("id", "heading", "was", "text", "replaces")}
    try:
        actions.edit_paragraph(request.place, period, by=request.user, **values)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        show_meanwhile(request, period, form)
        return False
    return True


def show_meanwhile(request, period: ReportPeriod, form: EditForm) -> None:
    """Let the form, sent once more, replace what somebody else wrote meanwhile, which now stands beside it."""
    edits = queries.edits_of(queries.report_on(request.place, period))
    heading, was = form.cleaned_data["heading"], form.cleaned_data["was"]
    form.meanwhile = next((each for each in edits if (each.heading, each.was) == (heading, was)), None)
    if form.meanwhile:
        form.data = form.data.copy()
        form.data[form.add_prefix("replaces")] = str(form.meanwhile.pk)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def step(request, code, verb):
    """Submit, send back, approve, issue, reopen."""
    period = period_or_404(request, code, Act.UPDATE)
    if verb not in Verb.values:
        raise Http404
    verb = Verb(verb)
    form = STEPS[verb](request.POST, auto_id=f"{verb}-%s")
    if form.is_valid():
        try:
            actions.take_step(request.place, period, verb, by=request.user, **form.cleaned_data)
            messages.success(request, f"Đã {verb.label} báo cáo {period}.")
            return redirect("reports:show", code=code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            messages.error(request, str(refusal))
    return page_of(request, period, queries.report_on(request.place, period), form, verb)


@touches(Data.WORK, Act.UPDATE)
def word(request, code):
    """The draft comes back from Word: what was changed, to be taken or left."""
    period = period_or_404(request, code, Act.UPDATE)
    report = queries.report_on(request.place, period)
    form = WordForm(request.POST or None, request.FILES or None)
    try:
        rules.may_edit(request.user, report)
        stands = draft(request, report, period)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:show", code=code)
    page = {"period": period, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = compared(stands, file.name, file.read())
            return render(request, "reports/returned.html", page | returned_page(found))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    return render(request, "reports/word.html", page, status=status_of(form))


def returned_page(found) -> dict:
    forms = [
        (each, TakeForm(initial=initial_of(each.line) | {"text": each.text}, prefix=f"doan-{number}"))
        for number, each in enumerate(found.changed)
    ]
    return {"found": found, "forms": forms}


@touches(Data.WORK, Act.UPDATE)
@require_POST
def accept(request, code):
    """Take the paragraphs that were ticked; those that could not be taken come back with the reason."""
    period = period_or_404(request, code, Act.UPDATE)
    prefixes = [f"doan-{number}" for number in range(MOST_RETURNED)]
    sent = [TakeForm(request.POST, prefix=prefix) for prefix in prefixes if f"{prefix}-id" in request.POST]
    wanted = [form for form in sent if not form.is_valid() or form.cleaned_data["take"]]
    failed = [form for form in wanted if not kept(request, period, form)]
    taken = len(wanted) - len(failed)
    if taken:
        messages.success(request, f"Đã nhận {taken} đoạn từ tệp Word.")
    if not failed:
        return redirect("reports:show", code=code)
    page = {"period": period, "forms": [(None, form) for form in failed]}
    return render(request, "reports/returned.html", page, status=422)
