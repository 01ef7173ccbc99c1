"""One's own account: who one is here, the password, the phone that says it a second time."""

from base64 import b64decode, b64encode

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows
from banlanh.sealing.crypto import Broken

from .. import actions, factors, rules
from ..access import touches
from ..enums import Act, Data
from ..forms import ChangePasswordForm, EnrolForm, FactorForm
from ..models import Factor
from ..presenting import IS_ON
from ..queries import sign_ins
from ..stepup import ask, challenge, go_on, is_fresh, note_removed, note_shown
from ..typed import carried
from .signing import page_of_ours

OWN = touches(Data.PUBLIC, Act.READ)


@OWN
def me(request):
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.change_password(request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("accounts:me")
    page = {"form": form, "user": request.user, "factor": factor_of(request.user), "sign_ins": sign_ins(request.user)}
    page |= {"passkeys": request.user.passkeys.all()}
    page |= {"this": request.session.session_key, "sees_all": allows(rules.may_see_sign_ins, request.user)}
    return render(request, "accounts/me.html", page, status=status_of(form))


def factor_of(user) -> Factor | None:
    return Factor.objects.filter(user=user).first()


@OWN
def enrol(request):
    """The QR code for the phone, and after it the codes to print. Another phone needs the first one, or a new slip."""
    if factor_of(request.user) and not is_fresh(request):
        return challenge(request)
    secret = secret_of(request)
    form = EnrolForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            codes = actions.enrol_factor(request.user, secret=secret, code=form.cleaned_data["digits"])
        except Refused as refusal:
            form.add_error("digits", str(refusal))
        else:
            note_shown(request)
            return render(request, "accounts/printed.html", {"codes": codes})
    return render(request, "accounts/enrol.html", drawn(secret, form), status=status_of(form))


def secret_of(request) -> str:
    """The key that the page showed; a new one where it showed none. It waits in the page, sealed to the person."""
    try:
        return factors.unseal_secret(b64decode(request.POST.get("sealed", "")), request.user.pk)
    except (Broken, ValueError):
        return factors.new_secret()


def drawn(secret: str, form: EnrolForm) -> dict:
    return {
        "form": form,
        "sealed": b64encode(factors.seal_secret(secret, form.user.pk)).decode(),
        "picture": factors.picture_of(secret, form.user.username),
        "groups": factors.in_groups(secret),
    }


@OWN
@require_POST
def remove_factor(request):
    if factor_of(request.user) and not is_fresh(request):
        return challenge(request)
    actions.remove_factor(request.user)
    note_removed(request)
    messages.success(request, "Đã tắt xác nhận bằng điện thoại.")
    return redirect("accounts:me")


@OWN
@require_POST
def confirm(request):
    """Six digits, then on to where the person was going."""
    form, kept = FactorForm(request.POST, user=request.user), request.POST.get("kept", "")
    if not form.is_valid():
        return ask(request, kept, status=422, form=form)
    note_shown(request)
    return go_on(request, carried(kept, request.user.pk))


@OWN
@require_POST
def present(request):
    """«Chế độ trình chiếu» on, or off again in one tap; then on to where the person was."""
    if request.POST.get("mode") == "on":
        request.session[IS_ON] = True
    else:
        request.session.pop(IS_ON, None)
    typed = carried(request.POST.get("kept", ""), request.user.pk)
    return go_on(request, typed) if typed else redirect(page_of_ours(request, request.POST.get("next", "")))
