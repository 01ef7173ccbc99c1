"""The pages of a decision that waits for its signature: put before the chairman, opened, signed or sent back."""

from django.contrib import messages
from django.shortcuts import redirect, render

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on

from . import forms, queries, routing
from .enums import Part, Signed
from .models import Routing
from .purposes import Purpose
from .views import act_on, on_file, refuse, sealed


@on_file(Part.LEGAL, Act.UPDATE)
def route(request, person):
    return act_on(
        request,
        person,
        forms.RoutingForm(request.place, request.POST or None),
        lambda told: routing.route(person, by=request.user, **told),
        "Đã trình. Hồ sơ mở được với người ký đến khi họ trả lời, hoặc hết ngày đã hẹn.",
        "Trình ký",
        "Người ký chỉ mở được hồ sơ này, với mục đích «trình ký quyết định».",
    )


@touches(Data.LEGAL_FILE, Act.READ)
@sealed
def routings(request):
    """*Trình ký*: what waits for one's signature, by code; for the police, what they put before whom."""
    found = list(routing.in_reach(request.user))
    names = queries.people_named({each.signer for each in found})
    rows = [(each, names.get(each.signer, ""), waits(each)) for each in found]
    return render(request, "care/routings.html", {"rows": rows})


def waits(found: Routing) -> bool:
    return not found.answer and clock.today() <= found.ends_on


@touches(Data.LEGAL_FILE, Act.READ)
@sealed
def show_routing(request, pk):
    """The envelope of one file that was put before somebody, and its signer's answer."""
    found = routing.routing_in_reach(request.user, pk) or refuse(request)
    form = forms.SigningForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            said = Signed(form.cleaned_data["said"])
            routing.answer_routing(found, said, words=form.cleaned_data["words"], by=request.user)
            messages.success(request, "Đã ghi trả lời. Hồ sơ đã đóng lại với đồng chí.")
            return redirect("care:routings")
    names = queries.people_named({found.signer, found.by})
    page = {"found": found, "form": form, "signer": names.get(found.signer, ""), "sender": names.get(found.by, "")}
    page |= {"waits": waits(found), "is_mine": found.signer == request.user.pk, "purpose": Purpose.SIGNATURE}
    return render(request, "care/routing.html", page, status=status_of(form))
