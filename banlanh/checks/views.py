from fractions import Fraction

from django.contrib import messages
from django.db.models import Case, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows, refusal_on, refusal_told
from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body

from . import actions, rules
from .forms import AskForm, DrawForm, FindingForm
from .models import Check, Visit
from .queries import of_bodies, with_visits
from .registry import CLAIMS
from .verdict import likely, promise

# Ticked before anybody chooses: bodies that answer for no village.
GOES_FIRST = (BodyKind.FRONT, BodyKind.ORGANISATION)
# Those who order the check, and party cells: a village goes as the village.
NEVER_GO = (BodyKind.PARTY_COMMITTEE, BodyKind.STEERING, *CELLS)

LAST = 30  # checks that the list starts with


def check_or_404(request, pk) -> Check:
    """A check with its verdict is of the whole commune."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    return get_object_or_404(with_visits(Check.objects.for_place(request.place)), pk=pk)


@touches(Data.WORK, Act.READ)
@kept("cu")
def index(request):
    """*Phúc tra*: where one has to go; for those who see the whole commune every check with its verdict."""
    reach = request.user.reach
    own = set(reach.own_bodies)
    mine = [(check, own_visits(check, own)) for check in of_bodies(request.place, own)]
    page = {
        "mine": [(check, visits, sum(not visit.is_settled for visit in visits)) for check, visits in mine],
        "sees_all": may(request.user, Act.READ, Data.WORK),
        "may_draw": allows(rules.may_draw, request.user),
    }
    if page["sees_all"]:
        every = Check.objects.for_place(request.place)
        many = every.count()
        shown = many if request.GET.get("cu") == "tat-ca" else LAST
        page |= {"checks": with_visits(every)[:shown], "count": many, "more": many > shown}
    return render(request, "checks/index.html", page)


def own_visits(check: Check, bodies: set[int]) -> list[Visit]:
    return [visit for visit in check.visits.all() if visit.checker_id in bodies]


@touches(Data.WORK, Act.CREATE)
def start(request):
    """The question, then its sample size explained, then the draw: three steps on one address."""
    if not allows(rules.may_draw, request.user):
        raise Http404
    sent = request.POST or (request.GET if "what" in request.GET else None)
    form = AskForm(sent)
    if not form.is_valid():
        return render(request, "checks/start.html", {"form": form}, status=status_of(form))
    draw_form = DrawForm(request.POST or None, initial=asked_again(request, form), bodies=who_may_go(request))
    if draw_form.is_valid():
        with refusal_on(draw_form):
            check = drawn(request, draw_form)
            messages.success(request, f"Đã bốc thăm {check.drawn_count} trong {check.listed_count} {check.unit}.")
            return redirect("checks:show", pk=check.pk)
    try:
        page = explained(request, form) | {"form": form, "draw_form": draw_form, "going": draw_form["checkers"].value()}
    except Refused as refusal:
        form.add_error(None, str(refusal))
        page = {"form": form}
    return render(request, "checks/start.html", page, status=status_of(form, draw_form))


def drawn(request, form: DrawForm) -> Check:
    claim, period = form.question()
    return actions.draw_check(
        id=form.cleaned_data["id"],
        commune=request.place,
        claim=claim,
        period=period,
        checkers=form.cleaned_data["checkers"],
        by=request.user,
        **form.numbers(),
    )


def asked_again(request, form: AskForm) -> dict:
    """What the second form starts with: the question, and the bodies that usually go."""
    usual = who_may_go(request).filter(kind__in=GOES_FIRST).values_list("pk", flat=True)
    return form.cleaned_data | {"checkers": list(usual)}


def explained(request, form: AskForm) -> dict:
    """What a draw for this question would take and show."""
    claim, period = form.question()
    rules.may_draw_from(request.user, request.place, claim, period)
    listed, numbers = sum(1 for _ in claim.subjects(request.place, period)), form.numbers()
    size = actions.size_of(listed, claim, **numbers)
    asked = {"listed": listed, "drawn": size, "failures": numbers["failures"]}
    share, confidence = (Fraction(numbers[name], 100) for name in ("share", "confidence"))
    return {
        "title": claim.title(period),
        "promise": promise(unit=claim.unit, share=share, confidence=confidence, **asked),
        "likely": likely(share=share, **asked),
        "size": size,
    }


def who_may_go(request):
    """Every body of the commune that can send somebody, those that usually go first."""
    usual = Case(When(kind__in=GOES_FIRST, then=0), default=1)
    return Body.objects.for_place(request.place).current().exclude(kind__in=NEVER_GO).order_by(usual, "order")


@touches(Data.WORK, Act.READ)
def show(request, pk):
    """The verdict, what it rests on, and all that is needed to draw again; made to be printed."""
    check = check_or_404(request, pk)
    visits = check.visits.select_related("body", "checker").prefetch_related("findings__by")
    page = {"check": check, "visits": visits, "may_close": allows(rules.may_close, request.user, check)}
    return render(request, "checks/show.html", page)


@touches(Data.WORK, Act.READ)
def listed(request, pk):
    """The frozen list as it was drawn from, byte for byte."""
    check = check_or_404(request, pk)
    name = f"danh-sach-{check.list_sha256[:8]}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(check.listed.encode(), content_type="text/plain; charset=utf-8", headers=headers)


@touches(Data.WORK, Act.READ)
def visits(request, pk):
    """The checker's list: where to go, what to ask, one tap for what was found."""
    return render(request, "checks/visits.html", visits_page(request, pk))


def visits_page(request, pk) -> dict:
    found = Visit.objects.visible_to(request.user.reach).filter(for_check=pk)
    found = list(found.select_related("for_check", "body", "checker").prefetch_related("findings"))
    if not found:
        raise Http404
    check = found[0].for_check
    for visit in found:
        visit.form = FindingForm(auto_id=f"id_{visit.pk}_%s")
        visit.may_record = allows(rules.may_record, request.user, visit, "")
    source = CLAIMS.get(check.claim)
    return {
        "check": check,
        "ask": source.ask if source else "",
        "to_do": [visit for visit in found if not visit.is_settled],
        "done": [visit for visit in found if visit.is_settled],
        "checkers": {visit.checker_id for visit in found},
        "labels": rules.sees_labels(request.user, check, (visit.checker_id for visit in found)),
    }


@touches(Data.WORK, Act.CREATE)
@require_POST
def record(request, pk):
    visit = get_object_or_404(
        Visit.objects.visible_to(request.user.reach).select_related("for_check", "body", "checker"), pk=pk
    )
    form = FindingForm(request.POST)
    if not form.is_valid():
        page = visits_page(request, visit.for_check_id)
        return render(request, "checks/visits.html", page | {"form": form}, status=422)
    with refusal_told(request):
        finding = actions.record_visit(visit, by=request.user, **form.cleaned_data)
        messages.success(request, f"Nơi thứ {visit.position}: {finding.get_result_display()}.")
    return redirect(reverse("checks:visits", args=[visit.for_check_id]))


@touches(Data.WORK, Act.UPDATE)
@require_POST
def close(request, pk):
    check = check_or_404(request, pk)
    with refusal_told(request):
        check = actions.close_check(check, by=request.user)
        messages.success(request, check.verdict)
    return redirect("checks:show", pk=pk)
