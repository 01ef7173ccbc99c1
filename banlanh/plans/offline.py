"""Handing in a duty in words, without signal."""

from django.http import QueryDict
from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.places.models import Body, Place
from banlanh.sync.registry import Done, Sending, checked, operation

from . import actions
from .forms import SubmitForm
from .models import Duty


def duty_in(payload: QueryDict, commune: Place) -> Duty | None:
    pk = payload.get("duty", "")
    duties = Duty.objects.for_place(commune).select_related("body__commune", "body__place")
    return duties.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


def bodies(payload: QueryDict, commune: Place) -> list[Body]:
    duty = duty_in(payload, commune)
    return [duty.body] if duty else []


@operation("duty.submit", "kết quả một việc", data=Data.WORK, bodies=bodies)
def submit(sent: Sending) -> Done:
    """What was done, in words: `duty`, `note`."""
    said = checked(SubmitForm(sent.payload)).cleaned_data
    duty = duty_in(sent.payload, sent.body.commune)
    step = actions.submit_duty(duty, id=said["id"], by=sent.by, note=said["note"])
    return Done(step, reverse("plans:duty", args=[duty.pk]))
