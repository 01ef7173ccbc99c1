"""One's own duties on a phone, and handing one in, in words, without signal."""

from collections.abc import Iterator
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.places.models import Body, Place
from banlanh.records.registry import KINDS
from banlanh.sync.registry import Done, Sending, bodies_held, checked, operation, reads, section

from . import actions
from .desk import AHEAD
from .enums import FINISHED, State
from .forms import SubmitForm
from .models import Duty, Step, Task
from .photographs import photograph_step
from .standing import Standing, standings

YEAR = 366 * clock.DAY
OVER = FINISHED | {State.MISSED}


def rooms() -> set[str]:
    """Where a duty stands is told from steps, and from the records of every kind."""
    return {"plans", "places"} | {kind.model._meta.app_label for kind in KINDS.values()}


def held(user: User, on: date) -> list[Standing]:
    """One's own duties: what begins soon, what is owed, and twelve months of what is over."""
    duties = Duty.objects.visible_to(user.reach).filter(
        body__in=bodies_held(user),
        starts_on__lte=on + AHEAD,
        due_on__gt=on - YEAR,
        task__plan__published_at__isnull=False,
    )
    return standings(duties, commune=user.reach.commune, on=on) if user.reach.commune else []


@section("tasks", data=Data.WORK, rooms=lambda: {"plans"})
def tasks(user: User, on: date) -> Iterator[dict]:
    """What the duties are of, said once."""
    if user.reach.commune is None:
        return
    running = Task.objects.for_place(user.reach.commune).running()
    for task in running.filter(duties__body__in=bodies_held(user)).distinct():
        yield {"id": task.pk, "title": task.title, "kind": task.kind, "rhythm": task.rhythm}


@section("duties", data=Data.WORK, rooms=rooms)
def duties(user: User, on: date) -> Iterator[dict]:
    """What is over says only that it is."""
    for each in held(user, on):
        duty = each.duty
        row = {"id": duty.pk, "task": duty.task_id, "body": duty.body_id, "due": f"{duty.due_on}", "state": each.state}
        if each.state not in OVER:
            row |= {"from": f"{duty.starts_on}", "to": f"{duty.ends_on}", "done": each.done, "needed": duty.needed}
        yield row


def duty_in(payload: QueryDict, commune: Place) -> Duty | None:
    pk = payload.get("duty", "")
    found = Duty.objects.for_place(commune).select_related("body__commune", "body__place")
    return found.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


def bodies(payload: QueryDict, commune: Place) -> list[Body]:
    duty = duty_in(payload, commune)
    return [duty.body] if duty else []


def photograph(pk: str, file: UploadedFile, by: User) -> Step:
    return photograph_step(Step.objects.select_related("duty__body").get(pk=pk), by=by, file=file)


@operation("duty.submit", "kết quả một việc", data=Data.WORK, bodies=bodies, photograph=photograph)
def submit(sent: Sending) -> Done:
    """What was done, in words: `duty`, `note`."""
    said = checked(SubmitForm(sent.payload)).cleaned_data
    duty = duty_in(sent.payload, sent.body.commune)
    step = actions.submit_duty(duty, id=said["id"], by=sent.by, note=said["note"])
    return Done(step, reverse("plans:duty", args=[duty.pk]))


reads("duty.submit", lambda payload, body: SubmitForm(payload))
