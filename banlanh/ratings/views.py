from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import IdForm, status_of
from banlanh.core.refusal import Refused, allows, refusal_on, refusal_told
from banlanh.places.models import Body
from banlanh.records.forms import VoidForm

from . import actions, queries, rules
from .enums import GIVES_POINTS, Rated, Verb
from .evidence import evidence_of
from .forms import GradeForm, IncidentForm, PointsForm, ReasonForm, SchemeForm
from .models import Incident, Rating
from .periods import Kept, codes, period_of, usual

MOST_UNDONE = 12


def what_or_404(rated: str, code: str) -> tuple[Rated, Kept]:
    kind = next((each for each in Rated if each.value == rated), None)
    kept = period_of(code, kind) if kind else None
    if kind is None or kept is None or kept.period.first > clock.today():
        raise Http404
    return kind, kept


@touches(Data.WORK, Act.READ)
def latest(request):
    """The quarter that is rated now."""
    return redirect("ratings:index", Rated.CELL, usual(Rated.CELL, clock.today()))


@touches(Data.WORK, Act.READ)
def index(request, rated, code):
    """*Xếp loại*: where each body stands in a period; only one's own for who does not see the whole commune."""
    kind, kept = what_or_404(rated, code)
    reach, sees_all = request.user.reach, may(request.user, Act.READ, Data.WORK)
    bodies = queries.bodies_of(request.place, kind, None if sees_all else reach.bodies(Data.WORK, Act.READ))
    ratings = queries.ratings_of(request.place, kind, kept)
    page = {
        "rated": kind,
        "kept": kept,
        "kinds": [(each, usual(each, clock.today())) for each in Rated],
        "periods": [found for each in codes(kind, clock.today()) if (found := period_of(each, kind))],
        "rows": [(body, ratings.get(body.pk), named_grade(ratings.get(body.pk), kind)) for body in bodies],
        "may_adopt": allows(rules.may_adopt, request.user, request.place),
        "sees_incidents": allows(rules.may_see_incidents, request.user, request.place),
    }
    if sees_all and kind.is_decided:
        places = queries.places_among(request.place, kind, kept)
        page |= {"places": places, "names": {body.pk: body.name for body in bodies}}
        page["sure"], page["level"] = (sorted(page["names"].get(each, "") for each in found) for found in places[1:])
    return render(request, "ratings/index.html", page)


def named_grade(rating: Rating | None, kind: Rated) -> str:
    grade = rating.grade if rating else None
    return grade.named(kind) if grade else ""


def body_or_404(request, pk: int, kind: Rated, act: Act) -> Body:
    body = get_object_or_404(queries.bodies_of(request.place, kind).select_related("place"), pk=pk)
    if not may(request.user, act, Data.WORK, body=body):
        raise Http404
    return body


@touches(Data.WORK, Act.READ)
def show(request, rated, code, pk):
    """The evidence sheet of one body, what the machine proposes, and the next step."""
    kind, kept = what_or_404(rated, code)
    body = body_or_404(request, pk, kind, Act.READ)
    return render(request, "ratings/show.html", sheet(request, body, kind, kept))


class Form(NamedTuple):
    """What the person may do next, and with which form."""

    verb: Verb
    form: IdForm


def sheet(request, body: Body, kind: Rated, kept: Kept, sent: Form | None = None) -> dict:
    commune = request.place
    body.commune = commune
    rating = queries.ratings_of(commune, kind, kept).get(body.pk) or Rating(commune=commune, body=body, rated=kind)
    rating.body = body
    told, scheme = evidence_of(body, commune, kind, kept), queries.scheme_of(commune, kind, kept)
    incidents = queries.incidents_of(body, commune, kept) if kind.is_decided else []
    given = [step for verb in Verb if verb in GIVES_POINTS and (step := rating.last(verb))]
    rows = queries.rows_of(scheme, queries.shares_of(rating, told), given)
    facts = queries.facts_of(incidents, scheme, kept)
    sees_all_facts = allows(rules.may_see_incidents, request.user, commune)
    proposal = queries.proposal_of(queries.points_of(rating, told, scheme), scheme, incidents, kept)
    verbs = [verb for verb in Verb if allows(rules.may_take, request.user, verb, rating, kept)]
    forms = [sent if sent and sent.verb == verb else Form(verb, form_for(verb, rows)) for verb in verbs]
    return {
        "body": body,
        "rated": kind,
        "kept": kept,
        "rating": rating,
        "grade": named_grade(rating, kind),
        "rows": rows,
        "given": [(step, sum(step.points.values())) for step in given],
        "undone": told.undone[:MOST_UNDONE],
        "more_undone": max(len(told.undone) - MOST_UNDONE, 0),
        "short": told.short,
        "facts": [fact for fact in facts if sees_all_facts or fact.holds_down],
        "sees_all_facts": sees_all_facts,
        "scheme": scheme,
        "proposal": proposal,
        "proposed": [each.named(kind) if each else "" for each in (proposal.grade, proposal.capped, proposal.cap)],
        "forms": forms,
    }


def form_for(verb: Verb, rows: list[queries.Row], data=None) -> IdForm:
    if verb in GIVES_POINTS:
        return PointsForm(data, rows=rows)
    return ReasonForm(data) if verb == Verb.APPEAL else GradeForm(data)


@touches(Data.WORK, Act.CREATE)
@require_POST
def step(request, rated, code, pk, verb):
    kind, kept = what_or_404(rated, code)
    if verb not in Verb.values:
        raise Http404
    body = body_or_404(request, pk, kind, Act.CREATE)
    body.commune = request.place
    step_of, scheme = Verb(verb), queries.scheme_of(request.place, kind, kept)
    form = form_for(step_of, queries.rows_of(scheme, {}, []), request.POST)
    if not form.is_valid():
        page = sheet(request, body, kind, kept, Form(step_of, form))
        return render(request, "ratings/show.html", page, status=422)
    values = form.values() if isinstance(form, PointsForm) else form.cleaned_data
    try:
        taken = actions.take_step(body=body, rated=kind, kept=kept, verb=step_of, by=request.user, **values)
        messages.success(request, f"Đã ghi: {taken.get_verb_display()}.")
    except Refused as refusal:
        form.add_error(None, str(refusal))
        page = sheet(request, body, kind, kept, Form(step_of, form))
        return render(request, "ratings/show.html", page | {"refused": str(refusal)}, status=422)
    return redirect("ratings:show", kind, kept.code, body.pk)


@touches(Data.TOTALS, Act.READ)
def incidents(request):
    """*Việc cần báo*: when what happened was known, and told; for who hears exact totals of the commune."""
    if not allows(rules.may_see_incidents, request.user, request.place):
        raise Http404
    kinds = Rated.CELL.bodies | Rated.VILLAGE.bodies | Rated.ORGANISATION.bodies
    bodies = Body.objects.for_place(request.place).current().filter(kind__in=kinds)
    form = IncidentForm(request.POST or None, bodies=bodies)
    if form.is_valid():
        with refusal_on(form):
            actions.record_incident(by=request.user, **form.cleaned_data)
            messages.success(request, "Đã ghi. Việc báo kịp thời không làm giảm điểm của đơn vị.")
            return redirect("ratings:incidents")
    page = {"form": form, "found": queries.last_incidents(request.place)}
    return render(request, "ratings/incidents.html", page, status=status_of(form))


@touches(Data.TOTALS, Act.READ)
@require_POST
def void(request, pk):
    incident = get_object_or_404(Incident.objects.for_place(request.place), pk=pk)
    if not allows(rules.may_see_incidents, request.user, request.place):
        raise Http404
    form = VoidForm(request.POST)
    with refusal_told(request):
        if not form.is_valid():
            raise Refused("Xin nêu lý do hủy, ít nhất 5 ký tự.")
        actions.void_incident(incident, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Đã hủy dòng này; nó còn đọc được và không tính nữa.")
    return redirect("ratings:incidents")


@touches(Data.WORK, Act.UPDATE)
def adopt(request, rated):
    """A new version of a set of criteria; what is rated already keeps the points that were given."""
    kind = next((each for each in Rated if each.value == rated), None)
    if kind is None or not may(request.user, Act.UPDATE, Data.WORK):
        raise Http404
    kept = period_of(usual(kind, clock.today()), kind)
    scheme = queries.scheme_of(request.place, kind, kept)
    form = SchemeForm(request.POST or None, scheme=scheme, initial=as_typed(scheme))
    if form.is_valid():
        with refusal_on(form):
            actions.adopt_scheme(commune=request.place, rated=kind, by=request.user, **form.values())
            messages.success(request, "Đã ghi bộ tiêu chí mới.")
            return redirect("ratings:index", kind, kept.code)
    page = {"form": form, "rated": kind, "kept": kept, "back": reverse("ratings:index", args=[kind, kept.code])}
    return render(request, "ratings/adopt.html", page, status=status_of(form))


def as_typed(scheme) -> dict:
    return {"starts_on": clock.today(), "within": scheme.within, "late": scheme.late_cap, "never": scheme.never_cap,
            "share": scheme.share}  # fmt: skip
