"""The only door to what the committee keeps. Each verb locks the commune's log first, so that two stand in order."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, once
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.plans.actions import order_once
from banlanh.plans.models import Clause
from banlanh.records.actions import keep
from banlanh.records.enums import UNSAID, Late

from . import queries, rules
from .enums import MeetingType, Stage, Verb
from .models import (
    Conclusion,
    Difficulty,
    DifficultyStep,
    Meeting,
    Recommendation,
    RegulationStep,
    Ruling,
)
from .progress import to_take


@transaction.atomic
def record_meeting(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    type: MeetingType,
    present: int,
    called: int,
    agenda: str = "",
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Meeting:
    """Record that `body` met; one meeting of a kind a day."""
    locked(body.commune_id)
    same = Meeting.objects.for_place(body.commune).live().filter(body=body, type=type, happened_on=happened_on)
    if same.exclude(pk=id).exists():
        raise Refused(f"Cuộc họp ngày {happened_on:%d/%m/%Y} đã được ghi rồi. Nếu sai, xin hủy bản cũ trước.")
    meeting = Meeting(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        type=type,
        present=present,
        called=called,
        agenda=agenda,
        for_task=for_task,
    )
    return keep(meeting, by=by, files=files, late=late)


@transaction.atomic
def add_conclusion(
    meeting: Meeting,
    *,
    id: UUID,
    by: User,
    text: str,
    body: Body | None = None,
    due_on: date | None = None,
    clause: Clause | None = None,
) -> Conclusion:
    """Write down what a meeting concluded. The same id again changes nothing."""
    locked(meeting.commune_id)
    meeting = Meeting.objects.for_place(meeting.commune).select_related("body").get(pk=meeting.pk)
    rules.may_conclude(by, meeting)
    known = Conclusion.objects.filter(pk=id).first()
    if known and known.meeting_id == meeting.pk:
        return known
    if known:
        raise Refused("Biểu mẫu này đã dùng cho cuộc họp khác. Xin mở lại trang rồi ghi.")
    conclusion = Conclusion(id=id, meeting=meeting, text=text, body=body, due_on=due_on, clause=clause, added_by=by)
    conclusion.save(force_insert=True)
    write_event("meeting.concluded", meeting, by=by, conclusion=str(id))
    return conclusion


@transaction.atomic
def order_conclusion(conclusion: Conclusion, *, by: User) -> Conclusion:
    """Make a conclusion the duty of the body that it names. Asked again, the duty stands."""
    locked(conclusion.meeting.commune_id)
    conclusion = Conclusion.objects.select_related("meeting__body", "body", "clause__plan").get(pk=conclusion.pk)
    order = rules.order_in(by, conclusion)
    if conclusion.duty_id:
        return conclusion
    conclusion.duty = order_once(
        order.clause,
        by=by,
        title=conclusion.text,
        body=order.body,
        since=conclusion.meeting.happened_on,
        due_on=order.due_on,
    )
    conclusion.save(update_fields=["duty"])
    write_event("conclusion.ordered", conclusion.meeting, by=by, conclusion=str(conclusion.pk), duty=conclusion.duty_id)
    return conclusion


# --- difficulties ----------------------------------------------------------------------------------


@transaction.atomic
def raise_difficulty(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    text: str,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Difficulty:
    """Lay what hinders `body` on the first desk above it, which has its days from now, whenever it began."""
    locked(body.commune_id)
    desk = once(("desk above", body.pk), lambda: queries.desk_above(body))
    difficulty = Difficulty(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=clock.today(),
        text=text,
        desk=rules.may_climb_from(desk),
        for_task=for_task,
    )
    return keep(difficulty, by=by, files=files, late=late)


@transaction.atomic
def deal_with(difficulty: Difficulty, verb: Verb, *, id: UUID, by: User, note: str = "") -> DifficultyStep:
    """Add a step that its rule allows. The same id again changes nothing: the first stands."""
    locked(difficulty.commune_id)
    known = DifficultyStep.objects.filter(pk=id).first()
    if known and known.difficulty_id == difficulty.pk:
        return known
    if known:
        raise Refused("Biểu mẫu này đã dùng cho việc khác. Xin mở lại trang rồi gửi.")
    difficulty = Difficulty.objects.for_place(difficulty.commune).with_steps().get(pk=difficulty.pk)
    rules.MAY[verb](by, difficulty)
    step = DifficultyStep(id=id, difficulty=difficulty, verb=verb, desk=desk_after(difficulty, verb), by=by, note=note)
    return keep_step(step)


def desk_after(difficulty: Difficulty, verb: Verb) -> Body:
    """Where it lies after this step: what was not solved goes up as far as there is an up."""
    here = difficulty.lies_with
    if verb == Verb.PASS_UP:
        return rules.may_climb_from(queries.desk_above(here))
    return queries.desk_above(here) or here if verb == Verb.NOT_SOLVED else here


def keep_step(step: DifficultyStep) -> DifficultyStep:
    step.on, step.at = clock.today(), clock.now()
    step.save(force_insert=True)
    write_event(f"difficulty.{step.verb}", step.difficulty, by=step.by, step=str(step.pk), desk=step.desk_id)
    return step


@transaction.atomic
def climb_difficulties(commune: Place) -> int:
    """Send up what nobody answered in seven days at one desk; returns how many. Asked twice a day, it climbs once."""
    locked(commune.pk)
    late = [each for each in queries.open_difficulties(commune) if each.waits and each.climbs_on <= clock.today()]
    climbing = [(each, queries.desk_above(each.lies_with)) for each in late]
    steps = [DifficultyStep(difficulty=each, verb=Verb.CLIMB, desk=above) for each, above in climbing if above]
    for step in steps:
        keep_step(step)
    return len(steps)


# --- village regulations ---------------------------------------------------------------------------


@transaction.atomic
def record_regulation_step(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    stage: str,
    proposer: str = "",
    households: int | None = None,
    agreed: int | None = None,
    number: str = "",
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> RegulationStep:
    """Record the next step of a village's regulation.

    Recognition counts for the period in which the village began, however long the commune took.
    """
    locked(body.commune_id)
    progress = queries.progress_in(body)
    step = RegulationStep(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        stage=stage,
        round=to_take(progress)[0],
        proposer=proposer,
        households=households,
        agreed=agreed,
        number=number,
        for_task=for_task,
    )
    if not RegulationStep.objects.filter(pk=id).exists():
        rules.may_take(by, step, progress)
        begun = progress.steps.get(Stage.PROPOSED)
        if begun and not covers_on:
            step.covers_on = begun.happened_on
    return keep(step, by=by, files=files, late=late)


# --- recommendations -------------------------------------------------------------------------------


@transaction.atomic
def record_recommendation(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    asks: str,
    about: Body,
    number: str,
    grounds: str,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Recommendation:
    """Record a paper that asks to reward a body or to look at its responsibility."""
    locked(body.commune_id)
    rules.is_of_one_commune(body, about)
    same = Recommendation.objects.for_place(body.commune).live()
    if same.filter(body=body, number=number, happened_on=happened_on).exclude(pk=id).exists():
        raise Refused(f"Kiến nghị số {number} ngày {happened_on:%d/%m/%Y} đã được ghi rồi. Xin xem lại số và ngày.")
    recommendation = Recommendation(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        asks=asks,
        about=about,
        number=number,
        grounds=grounds,
        for_task=for_task,
    )
    return keep(recommendation, by=by, files=files, late=late)


@transaction.atomic
def record_ruling(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    recommendation: Recommendation,
    is_granted: bool,
    number: str,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Ruling:
    """Record what was decided on a recommendation, and by which paper."""
    locked(body.commune_id)
    rules.is_of_one_commune(body, recommendation.body)
    if not Ruling.objects.filter(pk=id).exists():
        rules.is_undecided(Recommendation.objects.get(pk=recommendation.pk))
    ruling = Ruling(
        id=id,
        body=body,
        happened_on=happened_on,
        covers_on=covers_on or happened_on,
        recommendation=recommendation,
        is_granted=is_granted,
        number=number,
        for_task=for_task,
    )
    return keep(ruling, by=by, files=files, late=late)
