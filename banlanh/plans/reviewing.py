"""The screen on which a person confirms what was read from a plan, each proposal beside its clause.

Every page works by links and forms alone. Asked for parts (`PART`), a decision answers with what it changed of the
page, each part by its id, and a correction with its form: that is how `review.js` stays on one page.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, refusal_on
from banlanh.records.registry import target_choices

from . import actions
from .forms import PeriodForm, TargetForm, TaskForm
from .models import Clause, Plan, Proposal, Target, Task
from .views import office_only, plan_or_404, tell

PART = "X-Partial"
MODELS = {model.word: model for model in (Target, Task)}
CORRECT = {"nhiem-vu": actions.correct_task, "chi-tieu": actions.correct_target}


def in_parts(request) -> bool:
    return PART in request.headers


def parts(request, template: str, page: dict, status: int = 200) -> HttpResponse:
    """A few elements of a page; the header tells them from a page that came instead, such as the sign-in."""
    answer = render(request, template, page, status=status)
    answer[PART] = "1"
    return answer


# --- the page


@dataclass
class Row:
    """A clause of the plan with what was proposed for it."""

    clause: Clause
    marked: list[tuple[int, int]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The clause's text in pieces, each with whether it is marked."""
        text, found, reached = self.clause.text, [], 0
        for start, end in sorted(self.marked):
            if start >= reached:
                found += [(text[reached:start], False), (text[start:end], True)]
                reached = end
        return [*found, (text[reached:], False)]


@dataclass
class Review:
    """How far a person has come with a plan's proposals, which are in the order of its clauses."""

    proposals: list[Proposal]

    @property
    def kept(self) -> list[Proposal]:
        return [each for each in self.proposals if not each.is_dropped]

    @property
    def waiting(self) -> list[Proposal]:
        return [each for each in self.proposals if each.is_waiting]

    @property
    def plain(self) -> list[Proposal]:
        return [each for each in self.waiting if each.is_plain]

    @property
    def decided(self) -> int:
        return len(self.proposals) - len(self.waiting)

    @property
    def first(self) -> Proposal | None:
        return next(iter(self.waiting), None)

    def after(self, proposal: Proposal) -> Proposal:
        """What to look at next: the next that waits, else the first that does, else `proposal` itself."""
        place = self.proposals.index(proposal)
        return next((each for each in self.proposals[place:] if each.is_waiting), self.first or proposal)


def review_of(plan: Plan) -> Review:
    tasks = plan.tasks.select_related("clause").prefetch_related("bodies", "partners")
    found = [*plan.targets.select_related("clause"), *tasks]
    counted_by = dict(target_choices())
    for proposal in found:
        proposal.kind_name = counted_by.get(proposal.kind, "")
    return Review(sorted(found, key=lambda each: (each.clause.position, each.word, each.pk)))


def review_page(plan: Plan, form: PeriodForm | None = None) -> dict:
    rows = {clause.position: Row(clause) for clause in plan.clauses.all()}
    review = review_of(plan)
    for proposal in review.proposals:
        rows[proposal.clause.position].proposals.append(proposal)
        rows[proposal.clause.position].marked += places_of(getattr(proposal, "asked", []), proposal.clause.text)
    for remark in plan.remarks:
        if remark["clause"] in rows and remark["span"]:
            rows[remark["clause"]].marked.append(tuple(remark["span"]))
    initial = {"number": plan.number, "starts_on": plan.starts_on, "ends_on": plan.ends_on}
    form = form or PeriodForm(initial=initial)
    return {"plan": plan, "rows": rows.values(), "review": review, "remarks": remarks_of(plan), "form": form}


def places_of(names: list[str], text: str) -> list[tuple[int, int]]:
    """Where the names stand in `text`, as they are printed there."""
    found = {name: text.find(name) for name in names}
    return [(place, place + len(name)) for name, place in found.items() if place >= 0]


def remarks_of(plan: Plan) -> list[dict]:
    """The remarks with their numbers; those that wait for a look come first."""
    found = [remark | {"number": number} for number, remark in enumerate(plan.remarks)]
    return sorted(found, key=lambda remark: remark["is_seen"])


@touches(Data.WORK, Act.READ)
def review(request, pk):
    return render(request, "plans/review.html", review_page(plan_or_404(request, pk)))


@touches(Data.WORK, Act.UPDATE)
@require_POST
def set_period(request, pk):
    plan = plan_or_404(request, pk)
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return render(request, "plans/review.html", review_page(plan, form), status=422)
    tell(request, actions.set_period, plan, "Đã lưu số và thời gian của kế hoạch.", **form.cleaned_data)
    return to_top(pk)


def to_top(plan: int) -> HttpResponse:
    """The page from its beginning, where it is said what came of something; else it opens at what waits."""
    return redirect(f"{reverse('plans:review', args=[plan])}#main")


@touches(Data.WORK, Act.UPDATE)
@require_POST
def tick_remark(request, pk, number):
    plan = plan_or_404(request, pk)
    actions.tick_remark(plan, by=request.user, number=number)
    if in_parts(request):
        plan.refresh_from_db(fields=["remarks"])
        return parts(request, "plans/_remarks.html", {"plan": plan, "remarks": remarks_of(plan)})
    return to_top(pk)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def confirm_complete(request, pk):
    left = tell(request, actions.confirm_complete, plan_or_404(request, pk), "Đã xác nhận những mục đã rõ.")
    if left:
        messages.warning(request, f"Còn {left} mục xin đồng chí xem từng mục: máy chưa chắc, hoặc chưa rõ đơn vị.")
    return to_top(pk)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def publish(request, pk):
    plan = plan_or_404(request, pk)
    if tell(request, actions.publish_plan, plan, "Kế hoạch đã công bố. Mỗi đơn vị thấy việc của mình."):
        return redirect("home:plan")
    return to_top(pk)


# --- one proposal


def proposal_or_404(request, kind: str, pk: int) -> Proposal:
    office_only(request)
    if kind not in MODELS:
        raise Http404
    return get_object_or_404(
        MODELS[kind].objects.for_place(request.place).select_related("plan__commune", "clause"), pk=pk
    )


def decided(request, proposal: Proposal, said: str, refusal: str = "") -> HttpResponse:
    """After a word on a proposal: what changed of the page, else the page at what waits next."""
    review = review_of(proposal.plan)
    if in_parts(request):
        fresh = review.proposals[review.proposals.index(proposal)]
        page = {"plan": proposal.plan, "review": review, "each": fresh, "said": said, "refusal": refusal}
        return parts(request, "plans/_decided.html", page)
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, f"{said}: {proposal.title}")
    shown = proposal if refusal else review.after(proposal)
    return redirect(f"{reverse('plans:review', args=[proposal.plan_id])}#muc-{shown.clause.position}")


def decide(request, kind: str, pk: int, action, said: str) -> HttpResponse:
    proposal = proposal_or_404(request, kind, pk)
    try:
        action(proposal, by=request.user)
    except Refused as refusal:
        return decided(request, proposal, said, refusal=str(refusal))
    return decided(request, proposal, said)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def confirm(request, kind, pk):
    return decide(request, kind, pk, actions.confirm, "Đã xác nhận")


@touches(Data.WORK, Act.UPDATE)
@require_POST
def drop(request, kind, pk):
    return decide(request, kind, pk, actions.drop, "Đã bỏ")


@touches(Data.WORK, Act.UPDATE)
@require_POST
def reopen(request, kind, pk):
    return decide(request, kind, pk, actions.reopen, "Để xem lại")


@touches(Data.WORK, Act.UPDATE)
def correct(request, kind, pk):
    """The form of one task or target; in a draft, saving confirms it."""
    proposal = proposal_or_404(request, kind, pk)
    form = form_of(proposal, request)
    if form.is_valid():
        with refusal_on(form):
            CORRECT[kind](proposal, by=request.user, **form.values())
            return corrected(request, proposal)
    page = {"proposal": proposal, "plan": proposal.plan, "form": form}
    status = status_of(form)
    if in_parts(request):
        return parts(request, "plans/_form.html", page, status)
    return render(request, "plans/correct.html", page, status=status)


def form_of(proposal: Proposal, request) -> TaskForm | TargetForm:
    sent = {"data": request.POST or None, "auto_id": f"{proposal.anchor}-%s"}
    return TaskForm(task=proposal, **sent) if isinstance(proposal, Task) else TargetForm(target=proposal, **sent)


def corrected(request, proposal: Proposal) -> HttpResponse:
    if proposal.plan.is_published:
        messages.success(request, f"Đã lưu: {proposal.title}")
        return redirect("home:task", pk=proposal.pk)
    return decided(request, proposal, "Đã lưu")


# --- what the reader missed


def add(request, pk: int, action, word: str, done: str) -> HttpResponse:
    office_only(request)
    clause = get_object_or_404(Clause.objects.for_place(request.place).select_related("plan"), pk=pk)
    added = tell(request, action, clause, done)
    if added is None:
        return to_top(clause.plan_id)
    return redirect(f"plans:{word}", pk=added.pk)


@touches(Data.WORK, Act.CREATE)
@require_POST
def add_task(request, pk):
    return add(request, pk, actions.add_task, "task", "Đã thêm một việc. Xin điền cho đủ.")


@touches(Data.WORK, Act.CREATE)
@require_POST
def add_target(request, pk):
    return add(request, pk, actions.add_target, "target", "Đã thêm một chỉ tiêu. Xin điền cho đủ.")
