from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock, words
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS
from banlanh.records.rules import may_record_for

from . import actions, rules
from .climbing import IN_CHARGE, climb_of, ladder_of
from .forms import AcceptForm, StepForm, SubmitForm, UploadForm
from .models import Duty, Plan
from .standing import standing_of


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
    drafts = Plan.objects.for_place(request.place).drafts()
    page = {"form": form, "drafts": drafts}
    return render(request, "plans/upload.html", page, status=status_of(form))


def tell(request, action, subject, done: str, **fields):
    """Do `action` and say what came of it."""
    try:
        result = action(subject, by=request.user, **fields)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, done)
    return result


@touches(Data.WORK, Act.READ)
def source(request, pk):
    """The document as it was received; a draft's only for those who work on it."""
    plans = Plan.objects.for_place(request.place)
    is_office = allows(rules.may_receive_plan, request.user)
    plan = get_object_or_404(plans if is_office else plans.published(), pk=pk)
    return FileResponse(plan.file.open(), as_attachment=True, filename=plan.file_name)


def duty_or_404(request, pk) -> Duty:
    duties = Duty.objects.visible_to(request.user.reach).with_steps()
    return get_object_or_404(duties.select_related("task__clause", "body__place"), pk=pk)


@touches(Data.WORK, Act.READ)
@kept(personal=True)  # who handed it in does not accept it
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
    standing = standing_of(duty, commune=request.place, on=clock.today())
    return {
        "duty": duty,
        "standing": standing,
        "climb": climb_of(standing, ladder_of(request.place)) if standing.days_late >= IN_CHARGE.days else [],
        "day_off": words.day_off(duty.due_on),
        "kind": kind,
        "records": records_behind(request, duty, kind),
        "steps": steps,
        "may": may,
        "submit_form": SubmitForm() if may["submit"] else None,
        "answer_form": AcceptForm() if may["answer"] else None,
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
    files = {"files": request.FILES.getlist("file")} if verb == "trinh" else {}
    if taken(request, action, duty, form, done, **files):
        return redirect("plans:duty", pk=pk)
    return render(request, "plans/duty.html", duty_page(request, duty, **{place: form}), status=422)


@touches(Data.WORK, Act.UPDATE)
def excuse(request, pk):
    """Release a body from one duty, with the reason: seldom, so on a page of its own."""
    duty = duty_or_404(request, pk)
    form = StepForm(request.POST or None)
    if taken(request, actions.excuse_duty, duty, form, "Đã miễn việc này."):
        return redirect("plans:duty", pk=pk)
    page = {"duty": duty, "form": form, "may": allows(rules.may_excuse, request.user, duty)}
    return render(request, "plans/excuse.html", page, status=status_of(form))


def taken(request, action, duty: Duty, form, done: str, **files) -> bool:
    """Take the step that `form` asks for, and say so; why not stands in the form."""
    if not form.is_valid():
        return False
    try:
        action(duty, by=request.user, id=form.cleaned_data["id"], note=form.cleaned_data["note"], **files)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True
