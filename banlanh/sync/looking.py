"""HTTP for what waits for a person's look, and for the phones that hold packs."""

from base64 import b64encode
from mimetypes import guess_type

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import tells, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import Form, status_of
from banlanh.core.refusal import Refused, allows, refusal_told

from . import actions, queries, rules
from .batch import Asked
from .models import Device, Quarantined
from .telling import name_of, words_of

# Whoever signed in may look: each sees what is their own, and of the bodies that they answer for.
SIGNED_IN = touches(Data.PUBLIC, Act.READ)
SETTLED_SHOWN = 20


class DropForm(Form):
    reason = forms.CharField(label="Vì sao bỏ?", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@SIGNED_IN
def devices(request):
    """One's own phones; who keeps the accounts sees those of the commune too."""
    found = queries.devices_of(request.user)
    mine = [each for each in found if each.user_id == request.user.pk]
    others = [each for each in found if each.user_id != request.user.pk]
    page = {"mine": mine, "others": others, "waiting": queries.waiting_for(request.user)}
    return render(request, "sync/devices.html", page)


@SIGNED_IN
@require_POST
def revoke(request, pk):
    device = get_object_or_404(Device.objects.visible_to(request.user.reach, request.user), pk=pk)
    with refusal_told(request):
        actions.revoke_device(device, by=request.user)
        messages.success(request, "Đã thu hồi. Máy ấy không gửi, nhận được nữa và tự xóa gói khi có mạng.")
    return redirect("sync:devices")


@SIGNED_IN
def waiting(request):
    """What was set aside, the oldest first; behind it what was settled of late."""
    found = queries.kept_for(request.user)
    settled = found.exclude(settled_at=None).order_by("-settled_at")[:SETTLED_SHOWN]
    rows = [(each, name_of(each)) for each in found.waiting()]
    page = {"rows": rows, "settled": [(each, name_of(each)) for each in settled]}
    return render(request, "sync/waiting.html", page)


@tells(queries.data_kept)
@SIGNED_IN
def kept(request, pk):
    """One operation, field by field, as it was sent."""
    return page_of(request, kept_or_404(request, pk), DropForm())


def kept_or_404(request, pk) -> Quarantined:
    return get_object_or_404(queries.kept_for(request.user), pk=pk)


@tells(queries.data_kept)
@SIGNED_IN
@require_POST
def picture(request, pk):
    """The operation beside its picture, which is opened for this look alone."""
    found = kept_or_404(request, pk)
    with refusal_told(request):
        return page_of(request, found, DropForm(), picture=actions.look_at_picture(found, by=request.user))
    return redirect("sync:kept", pk=pk)


def page_of(request, found: Quarantined, form: DropForm, picture: UploadedFile | None = None):
    sent = Asked(found.pk, found.receipt.sequence, found.receipt.kind, found.payload)
    page = {
        "kept": found,
        "name": name_of(found),
        "form": form,
        "words": list(words_of(found, sent.form)),
        "has_picture": queries.has_picture(found),
        "picture": picture and in_page(picture),
    }
    page["may_settle"] = allows(rules.may_settle, request.user, found)
    return render(request, "sync/kept.html", page, status=status_of(form))


def in_page(picture: UploadedFile) -> str:
    """As an address of its own, which is kept nowhere and asks for nothing."""
    return f"data:{guess_type(str(picture.name))[0]};base64,{b64encode(picture.read()).decode()}"


@tells(queries.data_kept)
@SIGNED_IN
@require_POST
def take_over(request, pk):
    found = kept_or_404(request, pk)
    try:
        actions.take_over(found, by=request.user)
        messages.success(request, f"Đã nhận và ghi {name_of(found)}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sync:kept", pk=pk)
    return redirect("sync:waiting")


@tells(queries.data_kept)
@SIGNED_IN
@require_POST
def drop(request, pk):
    found = kept_or_404(request, pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, form)
    try:
        actions.drop(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Đã bỏ việc này, kèm lý do.")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sync:kept", pk=pk)
    return redirect("sync:waiting")
