from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock
from banlanh.core.refusal import allows, refusal_on, refusal_told
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.standing import standings
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS, kind_of
from banlanh.records.rules import may_record_for

from . import actions, queries, rules
from .enums import MEETS, MeetingType, Verb
from .forms import CloseForm, ConclusionForm, NoteForm
from .models import Conclusion, Difficulty, Meeting, RegulationStep
from .progress import Progress, progress_of, to_take

READ, UPDATE = touches(Data.WORK, Act.READ), touches(Data.WORK, Act.UPDATE)
MOST_MEETINGS = 12
HELP_FIRST = ("late", "unknown", "due", "open", "done")


def sees_all(request) -> bool:
    return may(request.user, Act.READ, Data.WORK)


def bodies_in_reach(request):
    found = Body.objects.for_place(request.place).current().select_related("place", "commune")
    return found if sees_all(request) else found.filter(pk__in=request.user.reach.bodies(Data.WORK, Act.READ))


# --- the committee and its meetings ----------------------------------------------------------------


@READ
@kept()
def index(request):
    """*Ban Chỉ đạo*: who sits on it, which member answers for which village, what it met about."""
    today = clock.today()
    members = list(queries.members_in_charge(request.place, today))
    charged = {village.pk for post in members for village in post.villages.all()}
    found = Meeting.objects.visible_to(request.user.reach).live().exclude(type=MeetingType.CELL)
    page = {
        "leaders": queries.leaders(request.place, today),
        "members": members,
        "without": [each for each in Place.objects.for_place(request.place).villages() if each.pk not in charged],
        "meetings": found.select_related("body").prefetch_related("conclusions")[:MOST_MEETINGS],
        "doors": doors(request),
        "sees_all": sees_all(request),
    }
    return render(request, "committee/index.html", page)


def doors(request) -> list[tuple]:
    """Kinds of meeting that the person may record, each with the body that met."""
    found = bodies_in_reach(request).filter(kind__in=MEETS)
    bodies = {body.kind: body for body in found}
    wanted = [("committee_meeting", BodyKind.STEERING), ("hearing", BodyKind.PARTY_COMMITTEE)]
    asked = [(KINDS[key], bodies[kind]) for key, kind in wanted if kind in bodies]
    return [(kind, body) for kind, body in asked if allows(may_record_for, request.user, body, kind)]


def meeting_or_404(request, pk) -> Meeting:
    found = Meeting.objects.visible_to(request.user.reach).exclude(type=MeetingType.CELL)
    return get_object_or_404(found.select_related("body", "commune", "recorded_by"), pk=pk)


@READ
def meeting(request, pk):
    """One meeting: who was there, what it concluded, and what became of each conclusion."""
    return render(request, "committee/meeting.html", meeting_page(request, meeting_or_404(request, pk)))


def meeting_page(request, meeting: Meeting, form=None) -> dict:
    may_conclude = allows(rules.may_conclude, request.user, meeting)
    found = list(queries.conclusions_of(meeting))
    duties = [each.duty for each in found if each.duty]
    stands = {each.duty.pk: each for each in standings(duties, commune=request.place, on=clock.today())}
    waiting = queries.open_difficulties(request.place) if meeting.is_hearing else Difficulty.objects.none()
    return {
        "meeting": meeting,
        "lines": [(each, stands.get(each.duty_id)) for each in found],
        "attachments": Attachment.objects.visible_to(request.user.reach).filter(owner=meeting.pk),
        "form": form or (ConclusionForm(meeting=meeting) if may_conclude else None),
        "may_order": may_conclude,
        "waiting": len(waiting),
        "record_url": reverse("records:show", args=[kind_of(meeting).key, meeting.pk]),
    }


@UPDATE
@require_POST
def conclude(request, pk):
    """Add what the meeting concluded; who may not answer for the commune finds no such page."""
    found = concluded_or_404(request, pk)
    form = ConclusionForm(request.POST, meeting=found)
    if form.is_valid():
        with refusal_on(form):
            actions.add_conclusion(found, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã ghi kết luận.")
            return redirect("committee:meeting", pk=pk)
    return render(request, "committee/meeting.html", meeting_page(request, found, form), status=422)


def concluded_or_404(request, pk) -> Meeting:
    found = meeting_or_404(request, pk)
    if not may(request.user, Act.UPDATE, Data.WORK):
        raise Http404
    return found


@UPDATE
@require_POST
def order(request, pk, conclusion):
    """The one click that makes a conclusion somebody's duty."""
    found = concluded_or_404(request, pk)
    wanted = get_object_or_404(Conclusion.objects.for_place(request.place).filter(meeting=found), pk=conclusion)
    with refusal_told(request):
        ordered = actions.order_conclusion(wanted, by=request.user)
        messages.success(request, f"Đã giao việc cho {ordered.body}, hạn {ordered.due_on:%d/%m/%Y}.")
    return redirect("committee:meeting", pk=pk)


# --- difficulties ----------------------------------------------------------------------------------


@READ
@kept()
def difficulties(request):
    """*Khó khăn, vướng mắc*: what lies at one's desk, what one's bodies raised; for the office, all."""
    reach = request.user.reach
    open_now = [each for each in queries.open_difficulties(request.place).filter(pk__in=visible(request))]
    at_desk = [each for each in open_now if each.waits and each.lies_with.pk in reach.own_bodies]
    raised = [each for each in open_now if each not in at_desk and each.body_id in reach.own_bodies]
    page = {
        "at_desk": at_desk,
        "raised": raised,
        "others": [each for each in open_now if each not in at_desk and each not in raised],
        "closed": closed_lately(request),
        "may_raise": raising_body(request) is not None,
        "sees_all": sees_all(request),
        "count": len(open_now),
    }
    return render(request, "committee/difficulties.html", page)


def visible(request):
    return Difficulty.objects.visible_to(request.user.reach).values("pk")


def closed_lately(request) -> list[Difficulty]:
    found = Difficulty.objects.visible_to(request.user.reach).live().filter(steps__verb=Verb.CLOSE).with_steps()
    return list(found.order_by("-steps__on")[:MOST_MEETINGS])


def raising_body(request) -> Body | None:
    """The person's own body that may raise one, as the form will choose it."""
    own = bodies_in_reach(request).filter(pk__in=request.user.reach.own_bodies)
    body = own.filter(kind__in=KINDS["difficulty"].bodies).first()
    return body if body and allows(may_record_for, request.user, body, KINDS["difficulty"]) else None


@READ
@kept()
def opening(request):
    """The list with which the Party Committee's thematic hearing opens; made to be printed."""
    if not sees_all(request):
        raise Http404
    found = list(queries.open_difficulties(request.place))
    return render(request, "committee/opening.html", {"difficulties": found, "today": clock.today()})


def difficulty_or_404(request, pk) -> Difficulty:
    found = Difficulty.objects.visible_to(request.user.reach).with_steps()
    return get_object_or_404(found.select_related("body__commune", "desk__commune", "recorded_by"), pk=pk)


@READ
def difficulty(request, pk):
    """One difficulty: every step of it, for those below and above alike."""
    return render(request, "committee/difficulty.html", difficulty_page(request, difficulty_or_404(request, pk)))


def difficulty_page(request, found: Difficulty, **forms) -> dict:
    may_do = {verb.value: allows(rule, request.user, found) for verb, rule in rules.MAY.items()}
    above = queries.desk_above(found.lies_with) if found.waits else None
    return {
        "difficulty": found,
        "steps": found.steps.all(),
        "attachments": Attachment.objects.visible_to(request.user.reach).filter(owner=found.pk),
        "above": above,
        "may": may_do,
        "desk_form": NoteForm(prefix="noi-nhan") if may_do["answer"] or (may_do["pass_up"] and above) else None,
        "own_form": CloseForm(prefix="noi-neu") if may_do["close"] else None,
    } | forms


STEPS = {
    "tra-loi": (Verb.ANSWER, NoteForm, "desk_form", "noi-nhan", "Đã trả lời. Nơi nêu sẽ cho biết đã gỡ được chưa."),
    "chuyen-len": (Verb.PASS_UP, NoteForm, "desk_form", "noi-nhan", "Đã chuyển lên cấp trên."),
    "da-go": (Verb.CLOSE, CloseForm, "own_form", "noi-neu", "Đã khép lại. Cảm ơn đồng chí."),
    "chua-go": (Verb.NOT_SOLVED, CloseForm, "own_form", "noi-neu", "Đã ghi là chưa gỡ được, đưa lên trên."),
}


@UPDATE
@require_POST
def step(request, pk, verb):
    """One step about a difficulty: of the desk where it lies, or of those who raised it."""
    if verb not in STEPS:
        raise Http404
    taken, form_class, place, prefix, done = STEPS[verb]
    found = difficulty_or_404(request, pk)
    form = form_class(request.POST, prefix=prefix)
    if form.is_valid():
        with refusal_on(form):
            actions.deal_with(found, taken, by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return redirect("committee:difficulty", pk=pk)
    return render(request, "committee/difficulty.html", difficulty_page(request, found, **{place: form}), status=422)


# --- village regulations ---------------------------------------------------------------------------


@READ
@kept()
def regulations(request):
    """*Hương ước*: every village within reach, with the step that is next and its day."""
    today, found = clock.today(), queries.step_by_village(request.place)
    bodies = bodies_in_reach(request).filter(kind=BodyKind.VILLAGE)
    rows = [(body, *found.get(body.pk, progress_of([])).now(today)) for body in bodies]
    rows.sort(key=lambda row: HELP_FIRST.index(row[1]))
    counts = {mark: sum(row[1] == mark for row in rows) for mark in ("done", "late")}
    return render(request, "committee/regulations.html", {"rows": rows, "counts": counts})


@READ
@kept()
def regulation(request, pk):
    """One village's regulation: its seven steps, the Decree's clocks, and the door to the next."""
    body = get_object_or_404(bodies_in_reach(request).filter(kind=BodyKind.VILLAGE), place=pk)
    steps = list(RegulationStep.objects.visible_to(request.user.reach).live().filter(body=body))
    progress, today = progress_of(steps), clock.today()
    page = {
        "body": body,
        "progress": progress,
        "lines": [(line, line.mark(today), line.words(today)) for line in progress.lines],
        "earlier": [each for each in steps if each.round != progress.round and each.number],
        "may_take": may_take_next(request, body, progress),
        "next_stage": to_take(progress)[1].label,
    }
    return render(request, "committee/regulation.html", page)


def may_take_next(request, body: Body, progress: Progress) -> bool:
    """Whether the person may record the step that comes next; whether its day has come says the form."""
    kind = KINDS["regulation_step"]
    return allows(may_record_for, request.user, body, kind) and allows(
        rules.may_record_stage, request.user, to_take(progress)[1]
    )
