"""The photograph that was taken with what somebody handed in, and arrives later."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.records.actions import attach_late

from . import rules
from .models import Step


@transaction.atomic
def photograph_step(step: Step, *, by: User, file: UploadedFile) -> Step:
    """Keep it behind the step; the same once only."""
    body = step.duty.body
    locked(body.commune_id)
    rules.may_photograph(by, step)
    if attach_late(file, owner=step.pk, body=body, by=by):
        record("duty.photographed", step.duty, by=by, step=str(step.pk))
    return step
