"""Where people are signed in, and ending it: one's own, and anybody's of the commune (PROTECTION SEC-07)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.core.refusal import allows, refusal_told

from .. import actions, queries, rules
from ..access import touches
from ..enums import Act, Data
from ..models import User
from ..stepup import challenge, is_fresh

OWN = touches(Data.PUBLIC, Act.READ)


@OWN
@require_POST
def end_own(request, mark):
    actions.end_sign_in(request.user, mark)
    messages.success(request, "Đã kết thúc phiên trên máy ấy.")
    return redirect("accounts:me")


@OWN
def signed_in(request):
    if not allows(rules.may_see_sign_ins, request.user):
        raise Http404
    if not is_fresh(request):
        return challenge(request)
    return render(request, "accounts/signed_in.html", {"people": queries.signed_in(request.place)})


@OWN
@require_POST
def end_all(request, pk):
    person = get_object_or_404(User, pk=pk)
    if not allows(rules.may_end_sign_ins, request.user, person):
        raise Http404
    if not is_fresh(request):
        return challenge(request)
    with refusal_told(request):
        ended = actions.end_all_sign_ins(person, by=request.user)
        messages.success(request, f"Đã kết thúc {ended} phiên của {person}. Người ấy phải đăng nhập lại.")
    return redirect("accounts:signed_in")
