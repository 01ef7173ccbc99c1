"""One's passkeys: made, shown in place of six digits, taken away (PROTECTION SEC-02)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on

from .. import actions, passkeys
from ..access import touches
from ..enums import Act, Data
from ..forms import NewPasskeyForm, PasskeyForm
from ..stepup import ask, challenge, go_on, is_fresh, note_shown
from ..typed import carried

OWN = touches(Data.PUBLIC, Act.READ)


@OWN
def add(request):
    """Another key. It needs the six digits first, and stands beside them."""
    if not is_fresh(request):
        return challenge(request)
    asked = passkeys.asked_of(request)
    form = NewPasskeyForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusal_on(form):
            values = {"name": form.cleaned_data["name"], "answer": form.cleaned_data["credential"]}
            actions.add_passkey(request.user, asked=asked, **values)
            request.session.cycle_key()
            messages.success(request, "Đã thêm khóa truy cập.")
            return redirect("accounts:me")
    page = {"form": form, "asked": passkeys.ask_to_make(request)}
    return render(request, "accounts/passkey.html", page, status=status_of(form))


@OWN
@require_POST
def remove(request, pk):
    if not is_fresh(request):
        return challenge(request)
    actions.remove_passkey(request.user, pk)
    request.session.cycle_key()
    messages.success(request, "Đã bỏ khóa truy cập ấy.")
    return redirect("accounts:me")


@OWN
@require_POST
def show(request):
    """What a key signed, then on to where the person was going."""
    asked, kept = passkeys.asked_of(request), request.POST.get("kept", "")
    form = PasskeyForm(request.POST, auto_id=False)
    if form.is_valid():
        with refusal_on(form):
            actions.show_passkey(request.user, asked=asked, answer=form.cleaned_data["credential"])
            note_shown(request)
            return go_on(request, carried(kept, request.user.pk))
    return ask(request, kept, status=422, passkey=form)
