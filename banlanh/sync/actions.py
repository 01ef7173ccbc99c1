"""The server's end of the phone's outbox: each operation done once, and answered after the commit (SEC-42)."""

import logging
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError, transaction

from banlanh.accounts.models import User
from banlanh.accounts.sessions import end_where
from banlanh.audit.actions import holding, locked, record, remembering
from banlanh.core import clock
from banlanh.core.refusal import Refused

from . import handover, pack, pictures, rules
from .batch import Asked, Batch, subject_of
from .models import LIVES, Device, Quarantined, Sent
from .registry import OPERATIONS, Sending

log = logging.getLogger(__name__)
NOT_TAKEN = "Máy không ghi được việc này như đã gửi. Xin ghi lại trên trang, rồi bỏ việc này kèm lý do."


@transaction.atomic
def mint_device(*, by: User, name: str) -> Device:
    """The id under which a phone sends; a person's phones are told apart by it and by nothing else."""
    commune = rules.may_hold(by)
    device = Device.objects.create(commune=commune, user=by, name=name, made_at=clock.now())
    record("device.given", device, by=by)
    return device


@transaction.atomic
def revoke_device(device: Device, *, by: User) -> Device:
    """From now on it sends and gets nothing, and forgets what it holds when it next asks (SEC-41).

    Nobody is signed in on it any more, either: who found it opens no page.
    """
    locked(device.commune_id)
    device.refresh_from_db(fields=["revoked_at"])
    rules.may_revoke(by, device)
    device.revoked_at, device.revoked_by = clock.now(), by
    device.save(update_fields=["revoked_at", "revoked_by"])
    end_where(device.user, rules.HOLDS, str(device.pk))
    record("device.revoked", device, by=by)
    return device


@transaction.atomic
def take_over(kept: Quarantined, *, by: User) -> Quarantined:
    """Do what was set aside, as one's own: by the same form, rules and action, where things stand now."""
    kept = looked_at(kept, by)
    operation = OPERATIONS[kept.receipt.kind]
    sent = Asked(kept.receipt_id, kept.receipt.sequence, kept.receipt.kind, kept.payload)
    try:
        [done] = operation.run([Sending(sent.form, kept.body, by, None, kept.receipt.claimed_at)])
    except (Refused, OperationalError, InterfaceError):
        raise
    except Exception as error:  # what was sent was never tried by a form; its payload is in no log
        log.error("quarantined %s of kind %s choked: %s", kept.pk, kept.receipt.kind, type(error).__name__)
        raise Refused(NOT_TAKEN) from error
    kept.receipt.subject = subject_of(done)
    kept.receipt.save(update_fields=["subject"])
    pictures.follow(kept.receipt, by=by)
    settle(kept, by)
    record("quarantined.taken_over", kept, by=by)
    return kept


@transaction.atomic
def look_at_picture(kept: Quarantined, *, by: User) -> UploadedFile:
    """What waits along, so that whoever decides has seen it; on the disk it stays as sealed as it came."""
    kept = looked_at(kept, by)
    upload = kept.receipt.uploads.along().first()
    if upload is None:
        raise Refused(rules.NO_PICTURE)
    record("quarantined.seen", kept, by=by)
    return pictures.opened(upload)


@transaction.atomic
def drop(kept: Quarantined, *, by: User, reason: str) -> Quarantined:
    """Say that it is not to be done, and why; it stays readable."""
    kept = looked_at(kept, by)
    settle(kept, by, dropped_because=reason)
    record("quarantined.dropped", kept, by=by)
    return kept


def looked_at(kept: Quarantined, by: User) -> Quarantined:
    """The operation as it stands now, where this person may settle it and nobody has."""
    locked(kept.commune_id)
    kept = Quarantined.objects.select_related("receipt", "body__commune", "body__place").get(pk=kept.pk)
    rules.may_settle(by, kept)
    return kept


def settle(kept: Quarantined, by: User, *, dropped_because: str = "") -> None:
    kept.settled_at, kept.settled_by, kept.dropped_because = clock.now(), by, dropped_because
    kept.save(update_fields=["settled_at", "settled_by", "dropped_because"])


def receive(device: Device, operations: Sequence[Asked], *, by: User, carried_by: User | None = None) -> list[dict]:
    """Do what was asked and not yet done, in order, in one commit; the answers are true only once this returns.

    The commune's log is locked first: two sends of one batch stand in one order, and the second finds the receipts.
    What a colleague carried is done as its author's; of a phone that was revoked, it waits for somebody's look.
    """
    batch = Batch(device, by, operations, carried_by)
    with remembering():
        batch.look_ahead()
        with transaction.atomic(), holding(device.commune_id):
            device.revoked_at = pack.REVOKED.one(pk=device.pk)  # it may have been, before the lock
            if carried_by is None:
                rules.may_sync(device)
            return batch.done()


# --- down -----------------------------------------------------------------------------------------------------


@transaction.atomic
def send_pack(user: User, *, device: Device, held: Sent | None) -> dict:
    """What the phone lacks, and a note of what it will then hold; where nothing differs, nothing is written."""
    scope = pack.scope_of(user)
    known = held if held and held.scope == scope else None
    found = pack.difference(user, user.reach.commune, clock.today(), known)
    sent = known if known and known.versions == found.versions else note_sent(device, scope, found, held)
    now = clock.now()
    return {
        "device": str(device.pk),
        "cursor": str(pack.Cursor(device.pk, sent.number)),
        "whole": known is None,
        "scope": scope,
        "now": now.isoformat(),
        "lives_until": (now + LIVES).isoformat(),
        "handover": {} if known else handover.given(device),
        "sections": {name: {"rows": part.rows, "gone": part.gone} for name, part in found.parts.items()},
    }


def note_sent(device: Device, scope: str, found: pack.Difference, held: Sent | None) -> Sent:
    """Beside the pack that was asked from, which is kept: the answer may never arrive. Older ones go."""
    Device.objects.select_for_update().get(pk=device.pk)
    last = Sent.objects.filter(device=device).order_by("-number").values_list("number", flat=True).first() or 0
    sent = Sent(device=device, number=last + 1, at=clock.now(), scope=scope)
    sent.versions, sent.marks = found.versions, found.marks
    sent.save(force_insert=True)
    kept = {sent.number, last, held.number if held else last}
    Sent.objects.filter(device=device).exclude(number__in=kept).delete()
    return sent
