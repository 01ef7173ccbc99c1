from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.refusal import allows
from banlanh.records.models import Attachment

from .. import actions, forms, queries, rules
from ..enums import Verb
from ..models import (
    FundChange,
    LookBack,
    Need,
    ProgrammeDecision,
    Support,
)
from .asking import asked, bound, may_keep
from .money import money_of

MOST = 12  # lines of one list before a link to all of them


@touches(Data.LIVELIHOODS, Act.READ)
def index(request):
    """*Sinh kế*: money, needs that wait, supports in their steps, what is to be looked at again."""
    reach, most = request.user.reach, None if request.GET.get("xem") == "tat-ca" else MOST
    rows = queries.given_to(reach)
    page = queries.shelves(rows, clock.today(), most)._asdict()
    page |= {"needs": queries.needs_told_to(reach), "most": most, "keeps": may_keep(request)}
    if may(request.user, Act.READ, Data.LIVELIHOODS):
        page |= money_of(request, rows)
    return render(request, "livelihoods/index.html", page)


def support_or_404(request, pk) -> Support:
    found = Support.objects.visible_to(request.user.reach).for_page()
    return get_object_or_404(
        found.select_related("need__entry", "body__commune", "fund__programme", "recorded_by"), pk=pk
    )


@touches(Data.LIVELIHOODS, Act.READ)
def support(request, pk):
    """One support: its steps, who took them, what became of it."""
    found, today = support_or_404(request, pk), clock.today()
    doors = [verb for verb in found.next if allows(rules.may_step, request.user, found, verb, today)]
    page = {
        "support": found,
        "doors": [(verb, reverse(f"livelihoods:{verb}", args=[pk])) for verb in doors],
        "attachments": Attachment.objects.visible_to(request.user.reach).filter(owner=pk),
        "keeps": may_keep(request),
        "today": today,
        "sees_household": allows(rules.may_see_household, request.user, found),
    }
    return render(request, "livelihoods/support.html", page)


@touches(Data.LIVELIHOODS, Act.APPROVE)
def decide(request, pk, verb):
    """Approve, or decline: by another than who proposed."""
    return take_step(request, pk, verb)


@touches(Data.LIVELIHOODS, Act.UPDATE)
def step(request, pk, verb):
    """Given to the household; signed for by it, with the photograph."""
    return take_step(request, pk, verb)


def take_step(request, pk, verb: Verb):
    found = support_or_404(request, pk)
    form = bound(request, forms.SignForm if verb == Verb.SIGN else forms.StepForm)
    act = partial(actions.take_step, found, verb=verb, files=request.FILES.getlist("file"))
    words = {"title": VERBS[verb], "sub": f"{found.need.entry} · {found}", "said": f"Đã ghi: {verb.label}."}
    return asked(request, form, act, back=reverse("livelihoods:show", args=[pk]), **words)


VERBS = {
    Verb.APPROVE: "Duyệt hỗ trợ",
    Verb.DECLINE: "Không duyệt hỗ trợ",
    Verb.DELIVER: "Ghi đã giao cho hộ",
    Verb.SIGN: "Ghi hộ đã ký nhận",
}


@touches(Data.LIVELIHOODS, Act.CREATE)
def look(request, pk):
    found = support_or_404(request, pk)
    first = next((months for months, _, taken in found.due_looks if taken is None), None)
    words = {"title": "Xem lại hỗ trợ", "sub": f"{found.need.entry} · {found}", "said": "Đã ghi lần xem lại."}
    act = partial(actions.look_again, support=found)
    form = bound(request, forms.LookForm, initial={"months": first})
    return asked(request, form, act, back=reverse("livelihoods:show", args=[pk]), **words)


VOIDED = {"tien": FundChange, "nhu-cau": Need, "quyet-dinh": ProgrammeDecision, "ho-tro": Support, "xem-lai": LookBack}


@touches(Data.LIVELIHOODS, Act.UPDATE)
def void(request, what, pk):
    """Say that a row was wrong, and where; it stays readable and counts no more."""
    if what not in VOIDED:
        raise Http404
    row = get_object_or_404(VOIDED[what].objects.visible_to(request.user.reach).select_related("body__commune"), pk=pk)
    act = partial(actions.void, row)
    words = {"title": "Hủy dòng ghi sai", "sub": str(row), "said": "Đã hủy. Dòng này vẫn xem được và không tính nữa."}
    return asked(request, bound(request, forms.VoidForm), act, back=page_of(row), **words)


def page_of(row) -> str:
    """Where a row is shown."""
    if isinstance(row, FundChange):
        return reverse("livelihoods:fund", args=[row.fund_id])
    if isinstance(row, Support | LookBack):
        return reverse("livelihoods:show", args=[row.support_id if isinstance(row, LookBack) else row.pk])
    return reverse("livelihoods:household", args=[row.entry_id])
