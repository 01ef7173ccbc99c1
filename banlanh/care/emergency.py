"""The pages of an emergency: one file opened without being one's own, and somebody else's word on it (SEC-15)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, refusal_on, refusal_told

from . import actions, forms, queries, rules
from .codes import read_code
from .enums import Part
from .models import SupportedPerson
from .views import answer, refuse, reviewer_or_404, sealed


@touches(Data.LEGAL_FILE, Act.BREAK)
@sealed
def break_glass(request):
    """One file in an emergency: its code, why; read for an hour, reviewed by somebody else."""
    return broken(request, "Mở khẩn một hồ sơ", "Người rà soát và Trưởng Công an xã được báo ngay.")


@touches(Data.LEGAL_FILE, Act.UPDATE)
@sealed
def open_ended(request):
    """A file that has ended, opened by the chief of police in the same way until its key is destroyed."""
    if not rules.is_chief(request.user):
        raise Http404
    return broken(request, "Mở một hồ sơ đã kết thúc", "Xem được trong một giờ. Lần mở này có người khác rà soát.")


def broken(request, title: str, why: str):
    form = forms.BreakForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            person = person_of_code(request, form.cleaned_data["code"])
            if not queries.broken_open(request.user, person, timezone.now()):
                actions.break_glass(person, by=request.user, words=form.cleaned_data["words"])
            seen = actions.look_in_emergency(person, by=request.user)
            return render(request, "care/legal.html", {"person": person, "part": Part.LEGAL} | seen)
    return answer(request, form, title, why, "home:duties")


def person_of_code(request, typed: str) -> SupportedPerson:
    code = read_code(typed)
    found = SupportedPerson.objects.for_place(request.place).filter(code=code).first()
    if found is None:
        actions.note_refusal(request.place.pk, None, by=request.user)
        raise Refused(rules.NOT_THERE)
    return found


@touches(Data.TRAIL, Act.UPDATE)
@sealed
def reviews(request):
    reviewer_or_404(request)
    waiting = queries.waiting_reviews(request.place)
    names = queries.people_named({each.by for each in waiting})
    page = {"waiting": [(each, names.get(each.by, "")) for each in waiting]}
    return render(request, "care/reviews.html", page)


@touches(Data.TRAIL, Act.UPDATE)
@sealed
def review(request, pk):
    reviewer_or_404(request)
    opening = queries.opening_at(request.place, pk) or refuse(request)
    form = forms.ReviewForm(request.POST or None)
    if form.is_valid():
        with refusal_told(request):
            actions.review(opening, by=request.user, verdict=form.cleaned_data["verdict"])
            messages.success(request, "Đã ghi kết luận rà soát.")
        return redirect("care:reviews")
    names = queries.people_named({opening.by})
    page = {"form": form, "opening": opening, "name": names.get(opening.by, ""), "words": queries.words_of(opening)}
    return render(request, "care/review.html", page, status=status_of(form))
