from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import allows, refusal_on
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place

from . import actions, queries, rules
from .enums import ASKED_YES_OR_NO, Fact
from .forms import MetForm, NumberForm, SetForm, VillageForm
from .judging import proposal
from .rulebook import EXEMPT, AssessmentPeriod, period_of


def period_or_404(request, year: int) -> AssessmentPeriod:
    """A period of ours, for who hears exact totals; one that has begun."""
    period = AssessmentPeriod(year)
    now = period_of(clock.today()).year
    if not may(request.user, Act.READ, Data.TOTALS) or not now - 5 <= year <= now:
        raise Http404
    return period


@touches(Data.TOTALS, Act.READ)
def latest(request):
    """The period that runs today."""
    if not may(request.user, Act.READ, Data.TOTALS):
        raise Http404
    return redirect("criteria:sheet", year=period_of(clock.today()).year)


@touches(Data.TOTALS, Act.READ)
def sheet(request, year):
    """*Tiêu chí*: Decision 28 item by item, what each was told from, and what it proposes."""
    period = period_or_404(request, year)
    found = queries.sheet_of(request.place, period)
    page = {"period": period, "years": range(period_of(clock.today()).year, period_of(clock.today()).year - 3, -1)}
    if found is None:
        return render(request, "criteria/none.html", page)
    judged = found.judged
    page |= {
        "sheet": found,
        "proposal": proposal(judged),
        "free": rows_of(found, judged.free_items),
        "types": [(type, judged.types[type], rows_of(found, items)) for type, items in judged.type_items.items()],
        "exempt": EXEMPT,
        "title": queries.title_of(request.place, period),
        "may_answer": allows(rules.may_answer, request.user, request.place, period),
        "office": Body.objects.for_place(request.place).current().filter(kind=BodyKind.PEOPLES_COMMITTEE).first(),
    }
    return render(request, "criteria/sheet.html", page)


def rows_of(found: queries.Sheet, items) -> list[tuple]:
    return [(item, found.behind(item)) for item in items]


@touches(Data.TOTALS, Act.READ)
def answer(request, year, fact):
    """What is not known from figures: a person says it, with the grounds, and their name stands beside it."""
    period = period_or_404(request, year)
    if fact not in Fact.values or period.rulebook is None:
        raise Http404
    told = queries.sheet_of(request.place, period).told[Fact(fact)]
    form = (MetForm if fact in ASKED_YES_OR_NO else NumberForm)(request.POST or None)
    if told.figure:
        messages.info(request, f"{told.fact.label}: máy đã có số liệu ({told.figure}), không cần trả lời.")
        return redirect("criteria:sheet", year=year)
    if form.is_valid():
        with refusal_on(form):
            actions.answer(commune=request.place, period=period, about=fact, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã ghi trả lời, có tên đồng chí.")
            return redirect("criteria:sheet", year=year)
    page = {"period": period, "form": form, "title": told.fact.label, "last": told.answer, "exempt": EXEMPT,
            "is_about_users": fact == Fact.USERS, "back": reverse("criteria:sheet", args=[year])}  # fmt: skip
    return render(request, "criteria/answer.html", page, status=status_of(form))


@touches(Data.TOTALS, Act.READ)
def villages(request, year):
    """Each village in each line of the village criteria; for who may hear it within the year."""
    period = period_or_404(request, year)
    criteria = queries.set_of(request.place, period)
    page = {
        "period": period,
        "set": criteria,
        "sheets": queries.village_sheets(request.place, period, criteria.lines),
        "may_answer": allows(rules.may_answer, request.user, request.place, period),
    }
    return render(request, "criteria/villages.html", page)


@touches(Data.TOTALS, Act.READ)
def village(request, year, pk, key):
    """One line of one village."""
    period = period_or_404(request, year)
    place = get_object_or_404(Place.objects.for_place(request.place).villages(), pk=pk)
    line = next((each for each in queries.set_of(request.place, period).lines if each["key"] == key), None)
    if line is None:
        raise Http404
    form = VillageForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.answer(
                commune=request.place, period=period, village=place, about=key, by=request.user, **form.cleaned_data
            )
            messages.success(request, f"Đã ghi trả lời của {place.title}.")
            return redirect("criteria:villages", year=year)
    last = queries.answers_of(request.place, period).get((place.pk, key))
    page = {"period": period, "form": form, "title": f"{place.title}: {line['text']}", "last": last,
            "back": reverse("criteria:villages", args=[year])}  # fmt: skip
    return render(request, "criteria/answer.html", page, status=status_of(form))


@touches(Data.TOTALS, Act.READ)
def adopt(request):
    """A new version of the village criteria; the old ones stay for the periods that they held in."""
    if not allows(rules.may_adopt, request.user, request.place):
        raise Http404
    period = period_of(clock.today())
    now = queries.set_of(request.place, period)
    form = SetForm(request.POST or None, initial=as_typed(now))
    if form.is_valid():
        values = form.cleaned_data
        with refusal_on(form):
            actions.adopt_set(commune=request.place, by=request.user, texts=values.pop("lines"), **values)
            messages.success(request, "Đã ghi bộ tiêu chí mới.")
            return redirect("criteria:villages", year=period.year)
    return render(request, "criteria/adopt.html", {"form": form, "set": now, "period": period}, status=status_of(form))


def as_typed(criteria) -> dict:
    """The set in force, to start a new one from."""
    sources = [line["source"] for line in criteria.lines]
    return {
        "starts_on": period_of(clock.today()).first,
        "lines": "\n".join(line["text"] for line in criteria.lines),
        "spots": sources.index(queries.HOT_SPOTS) + 1 if queries.HOT_SPOTS in sources else None,
    }
