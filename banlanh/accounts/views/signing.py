from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on

from .. import actions, devices
from ..access import public
from ..forms import ActivationForm, SignInForm
from ..sessions import enter
from ..stepup import go_on
from ..typed import carried, carry

LEFT = "khoa"  # in the address of the sign-in page: whoever was here has just left


@public
def sign_in(request):
    form = SignInForm(request.POST or None, device_for=partial(devices.device_for, request))
    kept = request.POST.get("kept", "")
    if not form.is_valid():
        page = {"form": form, "kept": kept, "left": LEFT in request.GET}
        return render(request, "accounts/sign_in.html", page, status=status_of(form))
    enter(request, form.user)
    typed = carried(kept, form.user.pk)
    response = go_on(request, typed) if typed else redirect(page_of_ours(request, request.GET.get("next", "")))
    devices.remember(response, request, form.user.username)
    return response


def ask_again(request, owner: int):
    """The sign-in page in answer to a form whose session has ended: what was typed goes on, for `owner` alone."""
    page = {"form": SignInForm(), "kept": carry(request, owner)}
    return render(request, "accounts/sign_in.html", page, status=401)


def page_of_ours(request, page: str) -> str:
    """`page`, an address that came from outside; the desk where it leads away from here."""
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours and page.startswith("/") else "home:duties"


@public
@require_POST
def sign_out(request):
    """ "Khóa nhanh": the session ends, and the machine keeps nothing, whether its browser heeds the header or not."""
    logout(request)
    response = redirect(reverse("accounts:sign_in", query={LEFT: "1"}))
    response["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.CSRF_COOKIE_NAME)  # as the session's is; that of the device names nobody
    return response


@public
def activate(request):
    form = ActivationForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        with refusal_on(form):
            user = actions.activate_account(values["username"], values["code"], password=values["password"])
            enter(request, user)
            messages.success(request, "Đã kích hoạt. Từ nay đồng chí đăng nhập bằng mật khẩu vừa đặt.")
            return redirect("home:duties")
    return render(request, "accounts/activate.html", {"form": form}, status=status_of(form))
