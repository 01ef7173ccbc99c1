from dataclasses import dataclass, field

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock, words
from banlanh.core.refusal import Refused, allows
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS
from banlanh.records.rules import may_record_for

from . import actions, rules
from .forms import AcceptForm, PeriodForm, StepForm, SubmitForm, TaskForm, UploadForm
from .models import Clause, Duty, Plan, Target, Task
from .standing import standing_of

PROPOSALS = {"nhiem-vu": Task, "chi-tieu": Target}


def office_only(request) -> None:
    """Plans are received and read against by those who work for the whole commune."""
    if not allows(rules.may_receive_plan, request.user):
        raise Http404


def plan_or_404(request, pk) -> Plan:
    office_only(request)
    return get_object_or_404(Plan.objects.for_place(request.place), pk=pk)


@touches(Data.WORK, Act.CREATE)
def upload(request):
    office_only(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            plan = actions.receive_plan(request.place, name=file.name, content=file.read(), by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("plans:review", pk=plan.pk)
    drafts = Plan.objects.for_place(request.place).filter(published_at=None)
    page = {"form": form, "drafts": drafts}
    return render(request, "plans/upload.html", page, status=422 if form.is_bound else 200)


@dataclass
class Row:
    """A clause of the plan with what was proposed for it."""

    clause: Clause
    proposals: list = field(default_factory=list)


@touches(Data.WORK, Act.READ)
def review(request, pk):
    plan = plan_or_404(request, pk)
    return render(request, "plans/review.html", review_page(plan))


def review_page(plan: Plan, form: PeriodForm | None = None) -> dict:
    rows = {clause.pk: Row(clause) for clause in plan.clauses.all()}
    proposals = [*plan.targets.all(), *plan.tasks.prefetch_related("bodies", "partners")]
    for proposal in proposals:
        proposal.path = "nhiem-vu" if isinstance(proposal, Task) else "chi-tieu"
        proposal.kind_name = KINDS[proposal.kind].name if proposal.kind in KINDS else ""
        rows[proposal.clause_id].proposals.append(proposal)
    kept = [proposal for proposal in proposals if not proposal.is_dropped]
    waiting = [each for row in rows.values() for each in row.proposals if not (each.is_dropped or each.is_confirmed)]
    initial = {"number": plan.number, "starts_on": plan.starts_on, "ends_on": plan.ends_on}
    return {
        "plan": plan,
        "rows": rows.values(),
        "waiting": len(waiting),
        "ready": sum(proposal.names_its_doer for proposal in waiting),
        "first": waiting[0] if waiting else None,
        "kept": len(kept),
        "form": form or PeriodForm(initial=initial),
    }


@touches(Data.WORK, Act.UPDATE)
@require_POST
def set_period(request, pk):
    plan = plan_or_404(request, pk)
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return render(request, "plans/review.html", review_page(plan, form), status=422)
    tell(request, actions.set_period, plan, "Đã lưu số và thời gian của kế hoạch.", **form.cleaned_data)
    return redirect("plans:review", pk=pk)


def tell(request, action, subject, done: str, **fields):
    """Do `action` and say what came of it."""
    try:
        result = action(subject, by=request.user, **fields)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, done)
    return result


def proposal_or_404(request, kind: str, pk: int):
    office_only(request)
    if kind not in PROPOSALS:
        raise Http404
    return get_object_or_404(PROPOSALS[kind].objects.for_place(request.place).select_related("plan__commune"), pk=pk)


def back_to(proposal):
    """The review page, at the clause that was just decided."""
    return redirect(f"{reverse('plans:review', args=[proposal.plan_id])}#muc-{proposal.clause_id}")


@touches(Data.WORK, Act.UPDATE)
@require_POST
def confirm(request, kind, pk):
    proposal = proposal_or_404(request, kind, pk)
    tell(request, actions.confirm, proposal, f"Đã xác nhận: {proposal.title}")
    return back_to(proposal)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def drop(request, kind, pk):
    proposal = proposal_or_404(request, kind, pk)
    tell(request, actions.drop, proposal, f"Đã bỏ: {proposal.title}")
    return back_to(proposal)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def confirm_complete(request, pk):
    left = tell(request, actions.confirm_complete, plan_or_404(request, pk), "Đã xác nhận những mục đủ thông tin.")
    if left:
        messages.warning(request, f"Còn {left} mục cần đồng chí chọn đơn vị.")
    return redirect("plans:review", pk=pk)


@touches(Data.WORK, Act.CREATE)
@require_POST
def add_task(request, pk):
    office_only(request)
    clause = get_object_or_404(Clause.objects.for_place(request.place).select_related("plan"), pk=pk)
    task = tell(request, actions.add_task, clause, "Đã thêm một việc. Xin điền cho đủ.")
    return redirect("plans:task", pk=task.pk) if task else redirect("plans:review", pk=clause.plan_id)


@touches(Data.WORK, Act.UPDATE)
def task(request, pk):
    task = proposal_or_404(request, "nhiem-vu", pk)
    form = TaskForm(request.POST or None, task=task)
    if form.is_valid():
        try:
            actions.correct_task(task, by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu: {task.title}")
            return redirect("home:task", pk=pk) if task.plan.is_published else back_to(task)
    page = {"task": task, "plan": task.plan, "form": form}
    return render(request, "plans/task.html", page, status=422 if form.is_bound else 200)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def publish(request, pk):
    plan = plan_or_404(request, pk)
    if tell(request, actions.publish_plan, plan, "Kế hoạch đã công bố. Mỗi đơn vị thấy việc của mình."):
        return redirect("home:plan")
    return redirect("plans:review", pk=pk)


@touches(Data.WORK, Act.READ)
def source(request, pk):
    """The document as it was received; a draft's only for those who work on it."""
    plans = Plan.objects.for_place(request.place)
    is_office = allows(rules.may_receive_plan, request.user)
    plan = get_object_or_404(plans if is_office else plans.published(), pk=pk)
    return FileResponse(plan.file.open(), as_attachment=True, filename=plan.file_name)


def duty_or_404(request, pk) -> Duty:
    duties = Duty.objects.visible_to(request.user.reach).prefetch_related("steps__by")
    return get_object_or_404(duties.select_related("task__clause", "task__plan", "body__place", "commune"), pk=pk)


@touches(Data.WORK, Act.READ)
def duty(request, pk):
    return render(request, "plans/duty.html", duty_page(request, duty_or_404(request, pk)))


def duty_page(request, duty: Duty, **forms) -> dict:
    kind = KINDS.get(duty.kind)
    steps = list(duty.steps.all())
    files = Attachment.objects.visible_to(request.user.reach).filter(owner__in=[step.pk for step in steps])
    for step in steps:
        step.files = [file for file in files if file.owner == step.pk]
    may = {
        "submit": allows(rules.may_submit, request.user, duty),
        "record": kind is not None and allows(may_record_for, request.user, duty.body, kind),
        "answer": allows(rules.may_answer, request.user, duty),
        "excuse": allows(rules.may_excuse, request.user, duty),
    }
    return {
        "duty": duty,
        "standing": standing_of(duty, on=clock.today()),
        "day_off": words.day_off(duty.due_on),
        "kind": kind,
        "records": records_behind(request, duty, kind),
        "steps": steps,
        "may": may,
        "submit_form": SubmitForm() if may["submit"] else None,
        "answer_form": AcceptForm() if may["answer"] else None,
        "excuse_form": StepForm() if may["excuse"] else None,
    } | forms


def records_behind(request, duty: Duty, kind) -> list:
    if kind is None:
        return []
    found = kind.model.objects.visible_to(request.user.reach).filter(**kind.where, body=duty.body)
    return list(found.filter(covers_on__range=(duty.starts_on, duty.ends_on)))


STEPS = {
    "trinh": (actions.submit_duty, SubmitForm, "submit_form", "Đã trình. Lãnh đạo sẽ duyệt."),
    "duyet": (actions.accept_duty, AcceptForm, "answer_form", "Đã duyệt."),
    "tra-lai": (actions.send_back_duty, StepForm, "answer_form", "Đã trả lại cùng lời ghi."),
    "mien": (actions.excuse_duty, StepForm, "excuse_form", "Đã miễn việc này."),
}


@touches(Data.WORK, Act.UPDATE)
@require_POST
def step(request, pk, verb):
    """One step in the life of a duty."""
    if verb not in STEPS:
        raise Http404
    action, form_class, place, done = STEPS[verb]
    duty = duty_or_404(request, pk)
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        values = {"id": form.cleaned_data["id"], "note": form.cleaned_data["note"]}
        if verb == "trinh":
            values["files"] = request.FILES.getlist("file")
        try:
            action(duty, by=request.user, **values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("plans:duty", pk=pk)
    return render(request, "plans/duty.html", duty_page(request, duty, **{place: form}), status=422)
