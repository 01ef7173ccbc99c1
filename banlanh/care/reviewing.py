"""The reviewer's pages of the week: who looked at what, what a rule names, and what came of asking (SEC-29, SEC-30)."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on

from . import actions, forms
from .digest import digest as digest_of
from .digest import inquiries_about, opening_at, waiting, weeks
from .enums import Asked
from .views import refuse, reviewer_or_404, sealed


@touches(Data.TRAIL, Act.UPDATE)
@sealed
def digest(request):
    """One week that is over; the weeks before it, and how much of each waits."""
    reviewer_or_404(request)
    today = clock.today()
    mondays, left = weeks(today), waiting(request.place, today)
    first = next((each for each in mondays if each == asked_for(request)), mondays[0])
    others = [(each, left.get(each, 0)) for each in mondays if each != first]
    return render(request, "care/digest.html", {"week": digest_of(request.place, first), "others": others})


def asked_for(request) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        return None


@touches(Data.TRAIL, Act.UPDATE)
@sealed
def inquire(request, event):
    """One opening, what was found out about it so far, and what is now."""
    reviewer_or_404(request)
    found = opening_at(request.place, event) or refuse(request)
    back = f"{reverse('care:digest')}?tuan={clock.monday_of(found.opening.day)}"
    form = forms.InquiryForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            said = Asked(form.cleaned_data["said"])
            actions.inquire(found.opening, said=said, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, "Đã ghi kết quả hỏi lại.")
            return redirect(back)
    page = {"form": form, "found": found, "back": back, "before": inquiries_about(event)}
    return render(request, "care/inquire.html", page, status=status_of(form))
