from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q

import vanban
from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.records.actions import attach
from banlanh.records.files import fingerprint
from vanban.text import tidy

from . import proposals, rules
from .enums import EVERY, Extent, Verb
from .models import Clause, Duty, Plan, Proposal, Step, Target, Task
from .occurrences import Occurrence, occurrences

BATCH = 500


def receive_plan(commune: Place, *, name: str, content: bytes, by: User) -> Plan:
    """Read a document into a draft plan with its proposals. The same file again opens the same draft."""
    rules.may_receive_plan(by)
    known = Plan.objects.for_place(commune).filter(file_sha256=fingerprint(content)).first()
    if known:
        return known
    try:
        reading = vanban.read(content, name)  # before any lock: a file may take seconds
    except vanban.Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    return keep_reading(commune, reading, name=tidy(name), content=content, by=by)


@transaction.atomic
def keep_reading(commune: Place, reading: vanban.Reading, *, name: str, content: bytes, by: User) -> Plan:
    locked(commune.pk)  # two sends of one file at once: the second finds the first
    known = Plan.objects.for_place(commune).filter(file_sha256=fingerprint(content)).first()
    if known:
        return known
    plan = keep_plan(commune, reading, name=name, content=content, by=by)
    propose(plan, reading)
    record("plan.received", plan, by=by)
    return plan


def keep_plan(commune: Place, reading: vanban.Reading, *, name: str, content: bytes, by: User) -> Plan:
    head = reading.letterhead
    starts_on, ends_on = proposals.period_of(reading)
    plan = Plan(
        commune=commune,
        kind=(head.kind or "KẾ HOẠCH")[:60],
        title=head.title or name,
        issuer=(head.issuer or "")[:200],
        number=(head.number or "")[:20],
        symbol=(head.symbol or "")[:40],
        signer=(head.signer.name or "")[:120],
        starts_on=starts_on,
        ends_on=ends_on,
        file_name=name[-160:],
        file_sha256=fingerprint(content),
        remarks=proposals.remarks_of(reading, clock.today()),
        received_by=by,
    )
    plan.file.save(f"{uuid7().hex}.{name.rsplit('.', 1)[-1].lower()}", ContentFile(content), save=False)
    plan.save()
    return plan


def propose(plan: Plan, reading: vanban.Reading) -> None:
    clauses = Clause.objects.bulk_create(
        Clause(
            plan=plan,
            position=clause.index,
            at=clause.at[:40],
            marker=clause.marker[:20],
            text=clause.text,
            level=clause.level,
            is_heading=clause.is_heading,
        )
        for clause in reading.clauses
    )
    bodies = list(Body.objects.for_place(plan.commune).current())
    Target.objects.bulk_create(proposals.targets_of(reading, plan, clauses))
    for task, leading, partners in proposals.tasks_of(reading, plan, clauses, bodies):
        task.save()
        task.bodies.set(leading)
        task.partners.set(partners)


@transaction.atomic
def set_period(plan: Plan, *, by: User, starts_on: date, ends_on: date, number: str) -> None:
    """Correct what the letterhead left blank: the plan's number and its days."""
    rules.may_review(by, plan)
    if plan.is_published:
        raise Refused(rules.CLOSED)
    if (plan.starts_on, plan.ends_on, plan.number) == (starts_on, ends_on, number):
        return
    plan.starts_on, plan.ends_on, plan.number = starts_on, ends_on, number
    plan.save(update_fields=["starts_on", "ends_on", "number"])
    record("plan.period_set", plan, by=by)


@transaction.atomic
def confirm(proposal: Proposal, *, by: User) -> None:
    """Say that a proposal is what the plan orders. Said again, the first word stands."""
    rules.may_confirm(by, proposal)
    if proposal.is_confirmed:
        return
    proposal.confirmed_at, proposal.confirmed_by, proposal.dropped_at = clock.now(), by, None
    proposal.save(update_fields=["confirmed_at", "confirmed_by", "dropped_at"])
    record_about(proposal, "confirmed", by)


@transaction.atomic
def confirm_complete(plan: Plan, *, by: User) -> int:
    """Confirm every proposal that is sure and lacks nothing; returns how many still wait for a person's own look."""
    tasks = plan.tasks.kept().filter(confirmed_at=None).prefetch_related("bodies")
    waiting = [*plan.targets.kept().filter(confirmed_at=None), *tasks]
    left = 0
    for proposal in waiting:
        try:
            rules.is_beyond_doubt(proposal)
            confirm(proposal, by=by)
        except Refused:
            left += 1
    return left


@transaction.atomic
def drop(proposal: Proposal, *, by: User) -> None:
    rules.may_decide(by, proposal)
    if proposal.is_dropped:
        return
    proposal.dropped_at, proposal.confirmed_at, proposal.confirmed_by = clock.now(), None, None
    proposal.save(update_fields=["dropped_at", "confirmed_at", "confirmed_by"])
    record_about(proposal, "dropped", by)


@transaction.atomic
def reopen(proposal: Proposal, *, by: User) -> None:
    """Take back what was decided: the proposal waits for a word again."""
    rules.may_decide(by, proposal)
    if proposal.is_waiting:
        return
    proposal.dropped_at = proposal.confirmed_at = proposal.confirmed_by = None
    proposal.save(update_fields=["dropped_at", "confirmed_at", "confirmed_by"])
    record_about(proposal, "reopened", by)


@transaction.atomic
def tick_remark(plan: Plan, *, by: User, number: int) -> None:
    """Say that a remark on the plan was seen; `number` is its place among them."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    rules.may_review(by, plan)
    if not 0 <= number < len(plan.remarks) or plan.remarks[number]["is_seen"]:
        return
    plan.remarks[number]["is_seen"] = True
    plan.save(update_fields=["remarks"])
    record("plan.remark_seen", plan, by=by, about=number)


@transaction.atomic
def add_task(clause: Clause, *, by: User) -> Task:
    """A task that the reader did not find in `clause`; the person fills it in next.

    One that was added and not yet filled in is the one that is wanted.
    """
    rules.may_add(by, clause.plan)
    empty = {"clause": clause, "title": proposals.short(clause.text), "extent": Extent.NAMED, "kind": "", "asked": []}
    known = clause.plan.tasks.kept().filter(**empty, confirmed_at=None, bodies=None).first()
    if known:
        return known
    task = Task.objects.create(plan=clause.plan, **empty)
    record_about(task, "added", by)
    return task


@transaction.atomic
def add_target(clause: Clause, *, by: User) -> Target:
    """A target that the reader did not find in `clause`; added again before it is filled in, the first serves."""
    rules.may_add(by, clause.plan)
    empty = {"clause": clause, "title": proposals.short(clause.text), "value": None, "unit": "", "kind": ""}
    known = clause.plan.targets.kept().filter(**empty, confirmed_at=None).first()
    if known:
        return known
    target = Target.objects.create(plan=clause.plan, **empty)
    record_about(target, "added", by)
    return target


@transaction.atomic
def correct_target(target: Target, *, by: User, **fields: object) -> Target:
    """Set what a target aims at, which confirms it."""
    rules.may_change_target(by, target)
    if target.is_confirmed and all(getattr(target, name) == value for name, value in fields.items()):
        return target
    for name, value in fields.items():
        setattr(target, name, value)
    target.save()
    record_about(target, "corrected", by)
    confirm(target, by=by)
    return target


@transaction.atomic
def correct_task(task: Task, *, by: User, bodies: Iterable[Body], partners: Iterable[Body], **fields: object) -> Task:
    """Set what a task asks; in a draft this confirms it, after publishing it makes its future duties anew."""
    rules.may_change_task(by, task)
    leading, taking_part = set(bodies), set(partners)
    if asks_already(task, leading, taking_part, fields):
        return task
    for name, value in fields.items():
        setattr(task, name, value)
    task.asked = []
    task.save()
    task.bodies.set(leading)
    task.partners.set(taking_part)
    rules.is_complete(task)
    record_about(task, "corrected", by)
    if task.plan.is_published:
        renew_duties(task)
    else:
        confirm(task, by=by)
    return task


def asks_already(task: Task, leading: set[Body], taking_part: set[Body], fields: dict[str, object]) -> bool:
    """Whether the task is as wanted, and nobody's word on it is still missing."""
    same_bodies = set(task.bodies.all()) == leading and set(task.partners.all()) == taking_part
    same_fields = not task.asked and all(getattr(task, name) == value for name, value in fields.items())
    return same_bodies and same_fields and (task.is_confirmed or task.plan.is_published)


@transaction.atomic
def publish_plan(plan: Plan, *, by: User) -> Plan:
    """Put the plan to work: the duties of its whole period. Publishing again changes nothing."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.is_published:
        return plan
    rules.may_publish(by, plan)
    plan.published_at, plan.published_by = clock.now(), by
    plan.save(update_fields=["published_at", "published_by"])
    made = sum(make_duties(task, after=None) for task in plan.tasks.kept())
    record("plan.published", plan, by=by, duties=made)
    return plan


def make_duties(task: Task, *, after: date | None) -> int:
    """Make the duties that `task` asks for, of the whole plan or after the day `after`; none twice."""
    duties = [
        Duty(
            commune_id=task.plan.commune_id,
            task=task,
            body_id=body,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            due_on=period.due_on,
            needed=task.times,
            kind=task.kind,
        )
        for body, period in duties_asked(task, after=after)
    ]
    Duty.objects.bulk_create(duties, batch_size=BATCH, ignore_conflicts=True)
    return len(duties)


def duties_asked(task: Task, *, after: date | None) -> list[tuple[int, Occurrence]]:
    """Body and period of each duty that the task asks for; work that is done once lies ahead until it is due."""
    periods = occurrences(task.every, task.due_on, task.begins_on, task.plan.ends_on)
    if after is not None:
        periods = [each for each in periods if each.starts_on > after or (not task.every and each.due_on > after)]
    bodies = bodies_of(task)
    return [(body.pk, period) for period in periods for body in bodies]


def bodies_of(task: Task) -> list[Body]:
    """Who owes the task: the bodies it names, or all of the class that it extends over."""
    if task.extent == Extent.NAMED:
        return list(task.bodies.all())
    return list(Body.objects.for_place(task.plan.commune).current().filter(kind__in=EVERY[Extent(task.extent)]))


def renew_duties(task: Task) -> None:
    """After a changed rule: what began, was worked on, or is still asked stays; the rest of what lies ahead is new."""
    today = clock.today()
    lies_ahead = Q(starts_on__gt=today) | Q(starts_on=task.begins_on, due_on=F("ends_on"), due_on__gt=today)
    ahead = Duty.objects.for_place(task.plan.commune).filter(lies_ahead, task=task, steps=None)
    asked = {
        (body, period.starts_on, period.ends_on, period.due_on, task.times, task.kind)
        for body, period in duties_asked(task, after=today)
    }
    found = ahead.values_list("pk", "body_id", "starts_on", "ends_on", "due_on", "needed", "kind")
    Duty.objects.filter(pk__in=[pk for pk, *rest in found if tuple(rest) not in asked]).delete()
    make_duties(task, after=today)


@transaction.atomic
def extend_duties(commune: Place) -> int:
    """Give what lies ahead to the bodies that came after publishing, such as a new village; returns how many more."""
    before = Duty.objects.for_place(commune).count()
    running = Plan.objects.for_place(commune).published().filter(ends_on__gte=clock.today())
    for task in Task.objects.for_place(commune).kept().filter(plan__in=running).select_related("plan__commune"):
        make_duties(task, after=clock.today())
    more = Duty.objects.for_place(commune).count() - before
    if more:
        record("plan.extended", running[0], by=None, duties=more)
    return more


@transaction.atomic
def order_once(clause: Clause, *, by: User, title: str, body: Body, since: date, due_on: date) -> Duty:
    """Order work that came up after the plan was published, such as a meeting's conclusion.

    It is a task of its own under `clause`, done once by `body`; the same order again is the same duty.
    """
    locked(clause.plan.commune_id)
    rules.may_order(by, clause.plan, body, since, due_on)
    known = Duty.objects.filter(task__clause=clause, task__title=title, body=body, starts_on=since, due_on=due_on)
    if found := known.first():
        return found
    task = Task.objects.create(
        plan=clause.plan,
        clause=clause,
        title=title,
        extent=Extent.NAMED,
        starts_on=since,
        due_on=due_on,
        confirmed_at=clock.now(),
        confirmed_by=by,
    )
    task.bodies.add(body)
    make_duties(task, after=None)
    record_about(task, "ordered", by)
    return task.duties.get()


@transaction.atomic
def submit_duty(duty: Duty, *, id: UUID, by: User, note: str, files: Iterable[UploadedFile] = ()) -> Step:
    """Hand in work that no record proves: in words, with files."""
    return take_step(duty, Verb.SUBMIT, rules.may_submit, id=id, by=by, note=note, files=files)


@transaction.atomic
def accept_duty(duty: Duty, *, id: UUID, by: User, note: str = "") -> Step:
    return take_step(duty, Verb.ACCEPT, rules.may_answer, id=id, by=by, note=note)


@transaction.atomic
def send_back_duty(duty: Duty, *, id: UUID, by: User, note: str) -> Step:
    return take_step(duty, Verb.SEND_BACK, rules.may_answer, id=id, by=by, note=note)


@transaction.atomic
def excuse_duty(duty: Duty, *, id: UUID, by: User, note: str) -> Step:
    """Release a body from one duty, with the reason."""
    return take_step(duty, Verb.EXCUSE, rules.may_excuse, id=id, by=by, note=note)


def take_step(
    duty: Duty,
    verb: Verb,
    rule: Callable[[User, Duty], None],
    *,
    id: UUID,
    by: User,
    note: str,
    files: Iterable[UploadedFile] = (),
) -> Step:
    """Add a step that `rule` allows. The same id again changes nothing: the first stands."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("body").get(pk=duty.pk)
    known = Step.objects.filter(pk=id).first()
    if known and known.duty_id == duty.pk:
        return known
    if known:
        raise Refused("Biểu mẫu này đã dùng cho việc khác. Xin mở lại trang rồi gửi.")
    rule(by, duty)
    last = rules.last_step(duty)
    # What is accepted was done on the day that it was handed in.
    on = last.on if last and verb == Verb.ACCEPT else clock.today()
    step = Step.objects.create(id=id, duty=duty, verb=verb, at=clock.now(), on=on, by=by, note=note)
    for file in files:
        attach(file, owner=step.pk, body=duty.body, by=by)
    record(f"duty.{verb}", duty, by=by, step=str(step.pk))
    return step


def record_about(proposal: Proposal, verb: str, by: User) -> None:
    """An event about a target or task, in the log of its plan's commune."""
    record(f"{proposal._meta.model_name}.{verb}", proposal.plan, by=by, about=proposal.pk)
