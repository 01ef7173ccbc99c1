"""HTTP for what leaves beside the report itself: the forms that other offices want, and signed copies."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows, refusal_told
from banlanh.records.files import kind_of_file

from . import office_forms, queries, rules
from .drafting import refuse_early
from .enums import Stage
from .fields import FieldRow, field_rows, known_rows
from .figures import months_of
from .forms import OfficeFormForm
from .life import TYPES, period_or_404
from .models import OfficeForm
from .periods import ReportPeriod


@touches(Data.WORK, Act.READ)
def index(request):
    """The forms in use, and room to send one."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    return page_of(request, OfficeFormForm() if allows(rules.may_keep_form, request.user) else None)


def page_of(request, form: OfficeFormForm | None):
    page = {"forms": queries.forms_of(request.place), "form": form}
    return render(request, "reports/forms.html", page, status=status_of(form))


@touches(Data.WORK, Act.CREATE)
@require_POST
def keep(request):
    if not allows(rules.may_keep_form, request.user):
        raise Http404
    form = OfficeFormForm(request.POST, request.FILES)
    if not kept(request, form):
        return page_of(request, form)
    messages.success(request, "Đã giữ biểu. Mở một kỳ báo cáo để tải biểu đã điền số.")
    return redirect("reports:forms")


def kept(request, form: OfficeFormForm) -> bool:
    """Whether the form was kept; if not, it says why and holds what was typed."""
    if not form.is_valid():
        return False
    file = form.cleaned_data["file"]
    content, name = file.read(), form.cleaned_data["name"]
    kind = kind_of_file(file.name, content)
    try:
        office_forms.keep_form(
            request.place, id=form.cleaned_data["id"], by=request.user, name=name, kind=kind, content=content
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


@touches(Data.WORK, Act.READ)
def fields(request):
    """The names that may stand between the braces, with what each means."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    return render(request, "reports/fields.html", {"rows": known_rows(request.place)})


@touches(Data.WORK, Act.UPDATE)
@require_POST
def retire(request, pk):
    form = get_object_or_404(OfficeForm.objects.for_place(request.place), pk=pk)
    if not may(request.user, Act.UPDATE, Data.WORK):
        raise Http404
    with refusal_told(request):
        office_forms.retire_form(form, by=request.user)
        messages.success(request, f"Đã thôi dùng biểu «{form}».")
    return redirect("reports:forms")


@touches(Data.WORK, Act.EXPORT)
def filled(request, code, pk):
    """The form with the figures of the period: of an issued report the frozen ones."""
    period = period_or_404(request, code, Act.EXPORT)
    form = get_object_or_404(OfficeForm.objects.for_place(request.place), pk=pk)
    try:
        content = office_forms.fill_form(form, rows_for(request, period))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:show", code=code)
    response = HttpResponse(content, content_type=TYPES[form.kind])
    response["Content-Disposition"] = f'attachment; filename="bieu-{code}.{form.kind}"'
    return response


def rows_for(request, period: ReportPeriod) -> list[FieldRow]:
    report = queries.report_on(request.place, period)
    issued = queries.issued_of(report) if report.stage == Stage.ISSUED else None
    if issued:
        return field_rows(request.place, period, issued.sheet, issued.on)
    refuse_early(period)
    now = months_of(request.place, period)[0]
    return field_rows(request.place, period, now.sheet, now.on)


@touches(Data.WORK, Act.EXPORT)
def signed(request, code, pk):
    """A signed copy of the report that was issued, byte for byte."""
    period = period_or_404(request, code, Act.EXPORT)
    issued = queries.issued_of(queries.report_on(request.place, period))
    copy = issued.signed.filter(pk=pk).first() if issued else None
    if copy is None:
        messages.error(request, "Kỳ này không có bản ký số ấy. Các bản đã ký nằm ở mục «Bản ban hành».")
        return redirect("reports:show", code=code)
    response = HttpResponse(bytes(copy.content), content_type=TYPES["pdf"])
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{code}-ky-so.pdf"'
    return response
