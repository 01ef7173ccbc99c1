from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry, Stay

from .. import actions, forms, matching, queries
from ..models import (
    Fund,
    Need,
    Programme,
    ProgrammeDecision,
    Support,
)
from .asking import asked, bound, may_keep

MOST_FOUND = 20
HELPERS = (BodyKind.ORGANISATION, BodyKind.FRONT, BodyKind.VILLAGE, BodyKind.PEOPLES_COMMITTEE)


@touches(Data.LIVELIHOODS, Act.CREATE)
def find(request):
    """Find one household by its name: who writes down a need must find it, and nobody browses."""
    bodies = Body.objects.for_place(request.place).current()
    form = forms.FindForm(request.GET or None, bodies=bodies)
    found = []
    if form.is_valid():
        stays = Stay.objects.visible_to(request.user.reach).of(EntryKind.HOUSEHOLD).counted_on(clock.today())
        stays = stays.filter(body=form.cleaned_data["thon"]).named(form.cleaned_data["ten"])
        found = stays.select_related("entry").order_by("entry__order")[:MOST_FOUND]
    return render(request, "livelihoods/find.html", {"form": form, "found": found, "most": MOST_FOUND})


def household_or_404(request, pk, act: Act = Act.READ) -> Entry:
    """A household whose village is within reach for this act."""
    households = Entry.objects.for_place(request.place).filter(kind=EntryKind.HOUSEHOLD).with_last_body()
    entry = get_object_or_404(households.select_related("commune"), pk=pk)
    reach = request.user.reach
    if not (reach.everywhere(Data.LIVELIHOODS, act) or entry.last_body in reach.bodies(Data.LIVELIHOODS, act)):
        raise Http404
    return entry


@touches(Data.LIVELIHOODS, Act.READ)
def household(request, pk):
    """What a household needs, has and was decided; nothing of why."""
    entry = household_or_404(request, pk)
    reach = request.user.reach
    needs = Need.objects.visible_to(reach).filter(entry=entry).select_related("entry", "voided_by")
    decisions = ProgrammeDecision.objects.visible_to(reach).filter(entry=entry)
    decisions = decisions.select_related("programme", "voided_by")
    supports = Support.objects.visible_to(reach).filter(queries.same_household(entry)).for_page()
    supports = supports.select_related("voided_by")
    page = {
        "entry": entry,
        "stay": queries.stay_of(entry, clock.today()),
        "needs": queries.waiting_needs(needs),
        "supports": [row for row in supports if not row.is_voided],
        "decisions": [row for row in decisions if not row.is_voided],
        "voided": [row for rows in (needs, decisions, supports) for row in rows if row.is_voided],
        "keeps": may_keep(request),
    }
    return render(request, "livelihoods/household.html", page)


@touches(Data.LIVELIHOODS, Act.CREATE)
def tell_need(request, pk):
    entry = household_or_404(request, pk, Act.CREATE)
    words = {"title": "Ghi nhu cầu", "sub": entry.name, "said": "Đã ghi nhu cầu.", "no_reason": True}
    act = partial(actions.tell_need, entry=entry)
    back = reverse("livelihoods:household", args=[pk])
    return asked(request, bound(request, forms.NeedForm), act, back=back, **words)


@touches(Data.LIVELIHOODS, Act.CREATE)
def note_decision(request, pk):
    entry = household_or_404(request, pk, Act.CREATE)
    words = {"title": "Ghi quyết định của chương trình", "sub": entry.name, "said": "Đã ghi quyết định."}
    act = partial(actions.note_decision, entry=entry)
    form = bound(request, forms.DecisionForm, programmes=Programme.objects.for_place(request.place))
    return asked(request, form, act, back=reverse("livelihoods:household", args=[pk]), **words, no_reason=True)


@touches(Data.LIVELIHOODS, Act.CREATE)
def propose(request, pk):
    """What the household already has, and how it fits each written condition, stand above the form."""
    needs = Need.objects.visible_to(request.user.reach).select_related("entry__commune", "commune", "body")
    need = get_object_or_404(needs, pk=pk)
    already, today = queries.still_counting(need.entry), clock.today()
    funds = Fund.objects.for_place(request.place).filter(year=today.year).select_related("programme")
    helpers = Body.objects.for_place(request.place).current().filter(kind__in=HELPERS)
    words = {"title": f"Đề nghị hỗ trợ: {need.get_kind_display()}", "sub": f"{need.entry} · {need.body}"}
    act = partial(actions.propose_support, need=need)
    page = {"already": already, "matches": matching.matches(need, already, today), "template": "propose"}
    form = bound(request, forms.ProposeForm, funds=funds, helpers=helpers)
    if not (already or any(match.is_unmet for match in page["matches"])):
        del form.fields["despite"]
    page |= {"back": reverse("livelihoods:household", args=[need.entry_id]), "no_reason": True}
    return asked(request, form, act, said="Đã đề nghị. Chờ người có quyền duyệt.", **words, **page)
