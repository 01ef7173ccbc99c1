from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, tells, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import allows, refusal_on, refusal_told
from banlanh.places.models import Body

from . import actions, rules
from .forms import VoidForm
from .models import Attachment
from .registry import KINDS, Kind, kind_of


def kind_or_404(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def told(key: str, **rest) -> Data:
    """The class of what a page of this kind tells: a patrol is the police's own."""
    return KINDS[key].data if key in KINDS else Data.WORK


@tells(told)
@touches(Data.WORK, Act.CREATE)
def create(request, key):
    """One form for every kind; the duty's "Ghi" button names the body and the period."""
    kind = kind_or_404(key)
    body = body_asked_for(request, kind)
    form = kind.form(request.POST or None, request.FILES or None, body=body, initial=asked_for(request))
    if form.is_valid():
        with refusal_on(form):
            record = kind.record(body=body, by=request.user, files=request.FILES.getlist("file"), **form.values())
            messages.success(request, f"Đã ghi {kind.name}. Cảm ơn đồng chí.")
            return redirect("records:show", key=kind_of(record).key, pk=record.pk)
    page = {"kind": kind, "body": body, "form": form}
    return render(request, "records/create.html", page, status=status_of(form))


def body_asked_for(request, kind: Kind) -> Body:
    """The body named in the address, else the person's own that makes such records; never one out of reach."""
    reach, wanted = request.user.reach, request.GET.get("don_vi", "")
    bodies = Body.objects.for_place(request.place).current().select_related("commune", "place")
    if wanted.isdecimal() and len(wanted) < 19:
        body = get_object_or_404(bodies, pk=wanted)
    else:
        body = bodies.filter(pk__in=reach.own_bodies, kind__in=kind.bodies).first()
    if body is None or not allows(rules.may_record_for, request.user, body, kind):
        raise Http404
    return body


def asked_for(request) -> dict:
    """What the duty's button says: the period, and the task that the record is made for."""
    asked = {"for_task": request.GET.get("viec", "")}
    try:
        return asked | {"covers_on": date.fromisoformat(request.GET.get("ky", ""))}
    except ValueError:
        return asked


@tells(told)
@touches(Data.WORK, Act.READ)
def show(request, key, pk):
    return render(request, "records/show.html", page_of(request, key, pk))


@tells(told)
@touches(Data.WORK, Act.UPDATE)
@require_POST
def void(request, key, pk):
    page = page_of(request, key, pk)
    if not may(request.user, Act.UPDATE, page["record"].data, body=page["record"].body):
        raise Http404
    form = VoidForm(request.POST)
    if form.is_valid():
        with refusal_told(request):
            actions.void_record(page["record"], by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Đã hủy bản ghi. Bản ghi vẫn xem được và không tính vào số liệu nữa.")
        return redirect("records:show", key=key, pk=pk)
    return render(request, "records/show.html", page | {"void_form": form}, status=422)


def page_of(request, key, pk) -> dict:
    kind = kind_or_404(key)
    records = kind.model.objects.visible_to(request.user.reach).filter(**kind.where)
    record = get_object_or_404(records.select_related("body", "recorded_by", "voided_by"), pk=pk)
    return {
        "kind": kind,
        "record": record,
        "attachments": Attachment.objects.visible_to(request.user.reach).filter(owner=record.pk),
        "void_form": VoidForm() if allows(rules.may_void, request.user, record) else None,
    }


@tells(Attachment.class_of)
@touches(Data.WORK, Act.READ)
def attachment(request, pk):
    """The file itself, always as a download: an uploaded page must never run here."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user.reach), pk=pk)
    response = FileResponse(found.file.open(), as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "sandbox"
    return response
