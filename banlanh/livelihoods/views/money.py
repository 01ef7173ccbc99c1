from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.audit.memory import remembered
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place

from .. import actions, forms, queries
from ..models import (
    EligibilityRule,
    Fund,
    FundChange,
    Programme,
    Review,
    few,
)
from .asking import asked, bound

LAST_REVIEWS = 4


def money_of(request, supports: list[queries.Given]) -> dict:
    """The year's money by programme, from the supports of the commune; and the table of programmes.

    Sums that all who read the plan's work may see (`funds`): remembered until the next event.
    """
    place, wanted = request.place, request.GET.get("nam", "")
    what = ("money of funds", place.pk, clock.today(), wanted)
    return {**remembered(place.version, what, lambda: money_in(place, wanted, supports))}


def money_in(commune: Place, wanted: str, supports: list[queries.Given]) -> dict:
    every = list(Fund.objects.for_place(commune).select_related("programme"))
    years = sorted({fund.year for fund in every}, reverse=True)
    year = int(wanted) if wanted in map(str, years) else clock.today().year
    funds = [fund for fund in every if fund.year == year]
    money = queries.money_of(commune, funds, supports, clock.today())
    lines, programmes = queries.programme_lines(funds, money), list(Programme.objects.for_place(commune))
    return {"year": year, "years": years, "lines": lines, "programmes": programmes}


@touches(Data.WORK, Act.READ)
def funds(request):
    """Totals for those who may not see the rows: money as it is, small numbers hidden, and what was reviewed."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    supports = queries.given_in(request.place)
    page = money_of(request, supports)
    delivered = [each for each in supports if each.delivered_on]
    reviews = Review.objects.for_place(request.place).live()
    page |= {
        "delivered": few(sum(each.delivered_on.year == page["year"] for each in delivered)),
        "reviews": [(review, KEYS[review.about]) for review in reviews[:LAST_REVIEWS]],
    }
    return render(request, "livelihoods/funds.html", page)


KEYS = {"funds": "fund_review", "support": "support_round"}


def programme_or_404(request, pk) -> Programme:
    return get_object_or_404(Programme.objects.for_place(request.place).select_related("commune"), pk=pk)


@touches(Data.LIVELIHOODS, Act.CREATE)
@require_POST
def enter_usual(request):
    many = actions.enter_usual(request.place, by=request.user)
    messages.success(request, f"Đã ghi {many} chương trình. Xin xem lại tên và ngày của từng chương trình.")
    return redirect("livelihoods:index")


@touches(Data.LIVELIHOODS, Act.CREATE)
def start_programme(request):
    words = {"title": "Ghi chương trình, nguồn vốn", "said": "Đã ghi chương trình."}
    act = partial(actions.open_programme, commune=request.place)
    return asked(request, bound(request, forms.ProgrammeForm), act, back=reverse("livelihoods:index"), **words)


@touches(Data.LIVELIHOODS, Act.UPDATE)
def programme(request, pk):
    """One programme: its name and days, the funds of each year, what it asks of a household."""
    found = programme_or_404(request, pk)
    fields = ("id", "name", "authority", "starts_on", "ends_on")
    form = bound(request, forms.ProgrammeForm, initial={name: getattr(found, name) for name in fields})
    if form.is_valid():
        with refusal_on(form):
            actions.change_programme(
                found, by=request.user, **{name: form.cleaned_data[name] for name in fields if name != "id"}
            )
            messages.success(request, "Đã sửa chương trình.")
            return redirect("livelihoods:programme", pk=pk)
    page = {"programme": programme_or_404(request, pk), "form": form, "funds": found.funds.all()}
    page["rules"] = EligibilityRule.objects.for_place(request.place).filter(programme=found)
    return render(request, "livelihoods/programme.html", page, status=status_of(form))


@touches(Data.LIVELIHOODS, Act.CREATE)
def start_fund(request, pk):
    found = programme_or_404(request, pk)
    words = {"title": "Ghi hợp phần của một năm", "sub": found.name, "said": "Đã ghi. Xin ghi số vốn được cấp."}
    act = partial(actions.open_fund, programme=found)
    back = reverse("livelihoods:programme", args=[pk])
    return asked(request, bound(request, forms.FundForm), act, back=back, **words)


@touches(Data.LIVELIHOODS, Act.CREATE)
def write_rule(request, pk):
    found = programme_or_404(request, pk)
    words = {"title": "Ghi điều kiện của chương trình", "sub": found.name, "said": "Đã ghi điều kiện."}
    act = partial(actions.write_rule, programme=found)
    back = reverse("livelihoods:programme", args=[pk])
    return asked(request, bound(request, forms.RuleForm), act, back=back, **words)


@touches(Data.LIVELIHOODS, Act.UPDATE)
def end_rule(request, pk):
    rule = get_object_or_404(EligibilityRule.objects.for_place(request.place).select_related("commune"), pk=pk)
    words = {"title": "Thôi áp dụng điều kiện", "sub": rule.text, "said": "Đã ghi ngày thôi áp dụng."}
    act = partial(actions.end_rule, rule)
    back = reverse("livelihoods:programme", args=[rule.programme_id])
    return asked(request, bound(request, forms.EndForm), act, back=back, **words)


@touches(Data.LIVELIHOODS, Act.UPDATE)
def fund(request, pk):
    """One fund: what came and went, by which paper, and a form for the next."""
    found = get_object_or_404(Fund.objects.for_place(request.place).select_related("programme__commune"), pk=pk)
    committee = Body.objects.for_place(request.place).current().filter(kind=BodyKind.PEOPLES_COMMITTEE).first()
    if committee is None:
        raise Http404
    act = partial(actions.change_fund, fund=found, body=committee)
    money = queries.purses(request.place, [found], clock.today())
    changes = FundChange.objects.for_place(request.place).filter(fund=found).select_related("recorded_by", "voided_by")
    page = {"fund": found, "purse": money.get(pk, queries.Purse()), "changes": changes, "template": "fund"}
    words = {"title": found.component, "sub": f"{found.programme} · năm {found.year}", "said": "Đã ghi."}
    back = {"back": reverse("livelihoods:index"), "done": request.path}
    return asked(request, bound(request, forms.ChangeForm), act, **back, **words, **page)
