"""The only door to pledges. Each verb locks the commune's log first, so that two at once stand in one order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.plans.models import Target
from banlanh.records.enums import UNSAID, Late
from banlanh.records.files import MOST_BYTES, fingerprint, kind_of_file
from banlanh.registers.models import SchoolClass

from . import rules
from .models import Campaign, ClassPledge, Scan, Sheet, Signature


@transaction.atomic
def open_campaign(
    *,
    id: UUID,
    commune: Place,
    by: User,
    signers: str,
    title: str,
    text: str,
    version: str,
    languages: list[str],
    starts_on: date,
    ends_on: date,
    target: Target | None = None,
) -> Campaign:
    """Open a campaign; it renews the last of the same signers. The same id again changes nothing."""
    locked(commune.pk)
    rules.may_open(by, commune)
    known = Campaign.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    rules.fits(commune, signers, starts_on, ends_on, target)
    before = Campaign.objects.for_place(commune).filter(signers=signers).begun_by(starts_on).first()
    campaign = Campaign(id=id, commune=commune, signers=signers, title=title, text=text, version=version)
    campaign.languages, campaign.starts_on, campaign.ends_on = languages, starts_on, ends_on
    campaign.target, campaign.renews, campaign.opened_by, campaign.opened_at = target, before, by, clock.now()
    campaign.save(force_insert=True)
    record("campaign.opened", campaign, by=by, signers=signers, first=starts_on.isoformat(), last=ends_on.isoformat())
    return campaign


@transaction.atomic
def sign_list(
    *,
    id: UUID,
    campaign: Campaign,
    body: Body,
    entries: Iterable[UUID],
    on: date,
    by: User,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Sheet:
    """ "These 14 households signed tonight", with the photograph of their sheet. The same id again changes nothing.

    Who has signed on an earlier sheet stays on that one: a signature counts once.
    """
    locked(body.commune_id)
    rules.may_collect(by, campaign, body)
    known = same_sheet(id, campaign, body)
    if known:
        return known
    asked = list(dict.fromkeys(entries))
    rules.may_sign_on(campaign, on)
    rules.count_there(campaign, body, asked, on)
    signed = set(campaign.signatures.live().filter(entry__in=asked).values_list("entry", flat=True))
    new = [entry for entry in asked if entry not in signed]
    if not new:
        raise Refused(f"Xin chọn ít nhất một {campaign.unit} chưa ký.")
    sheet, said = keep_sheet(id, campaign, body, on, by, files, late)
    Signature.objects.bulk_create(Signature(campaign=campaign, entry_id=entry, sheet=sheet) for entry in new)
    told = {"rows": len(new)} | said
    record("pledges.signed", sheet, by=by, campaign=str(campaign.pk), body=body.pk, on=on.isoformat(), **told)
    return sheet


@transaction.atomic
def sign_classes(
    *,
    id: UUID,
    campaign: Campaign,
    body: Body,
    numbers: Mapping[SchoolClass, tuple[int, int]],
    on: date,
    by: User,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Sheet:
    """How many pupils and parents of each class have signed by that day, all told; the last word on a class stands."""
    locked(body.commune_id)
    rules.may_collect(by, campaign, body)
    known = same_sheet(id, campaign, body)
    if known:
        return known
    rules.may_sign_on(campaign, on)
    pledges = pledges_of(campaign, body, numbers, on)
    sheet, said = keep_sheet(id, campaign, body, on, by, files, late)
    for pledge in pledges:
        pledge.sheet = sheet
    ClassPledge.objects.bulk_create(pledges)
    told = {"pupils": sum(each.pupils for each in pledges), "parents": sum(each.parents for each in pledges)} | said
    record("classes.signed", sheet, by=by, campaign=str(campaign.pk), body=body.pk, on=on.isoformat(), **told)
    return sheet


def pledges_of(
    campaign: Campaign, body: Body, numbers: Mapping[SchoolClass, tuple[int, int]], on: date
) -> list[ClassPledge]:
    found = [
        ClassPledge(campaign=campaign, school_class=each, pupils=pupils, parents=parents)
        for each, (pupils, parents) in numbers.items()
    ]
    for pledge in found:
        rules.may_say_of(pledge, body, on)
    if not found:
        raise Refused("Xin ghi số của ít nhất một lớp.")
    return found


@transaction.atomic
def add_scans(sheet: Sheet, *, by: User, files: Iterable[UploadedFile]) -> Sheet:
    """The photograph that was taken later: it stands behind all rows of the sheet."""
    locked(sheet.commune_id)
    rules.may_collect(by, sheet.campaign, sheet.body)
    if sum(attach(file, sheet, by) for file in files):
        record("sheet.photographed", sheet, by=by, body=sheet.body_id)
    return sheet


@transaction.atomic
def void_signature(pledge: Signature | ClassPledge, *, by: User, reason: str) -> Signature | ClassPledge:
    """Say that this row was wrong, and why; it stays readable and counts no more."""
    locked(pledge.commune_id)
    pledge.refresh_from_db(fields=["voided_at"])
    rules.may_void(by, pledge)
    pledge.voided_at, pledge.voided_by, pledge.void_reason = clock.now(), by, reason
    pledge.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(f"{pledge._meta.model_name}.voided", pledge, by=by, body=pledge.sheet.body_id)
    return pledge


@transaction.atomic
def note_print(campaign: Campaign, body: Body, *, by: User) -> None:
    """Write that somebody takes the names of a register out on paper, before the first byte leaves (SEC-49)."""
    rules.may_collect(by, campaign, body)
    record("sheets.printed", campaign, by=by, body=body.pk)


@transaction.atomic
def note_export(campaign: Campaign, bodies: Sequence[Body], *, by: User, why: str) -> None:
    """Write that somebody takes the signatures of these bodies out as a file, before its first byte leaves (SEC-49)."""
    rules.may_take_out(by, campaign, bodies)
    record("pledges.exported", campaign, by=by, bodies=[body.pk for body in bodies], why=why)


# --- what the verbs share; to be called inside them -----------------------------------------------------------


def same_sheet(id: UUID, campaign: Campaign, body: Body) -> Sheet | None:
    """The sheet that an earlier send of the same form made."""
    known = Sheet.objects.filter(pk=id).first()
    if known and (known.campaign_id, known.body_id) != (campaign.pk, body.pk):
        raise Refused("Biểu mẫu này đã dùng cho nơi khác. Xin mở lại trang rồi ghi.")
    return known


def keep_sheet(
    id: UUID, campaign: Campaign, body: Body, on: date, by: User, files: Iterable[UploadedFile], late: Late
) -> tuple[Sheet, dict[str, str]]:
    """The sheet, and what its event tells of its coming late."""
    sheet = Sheet(id=id, campaign=campaign, body=body, signed_on=on, recorded_by=by, recorded_at=clock.now())
    said = sheet.explain(late)
    sheet.save(force_insert=True)
    for file in files:
        attach(file, sheet, by)
    return sheet, said


def attach(file: UploadedFile, sheet: Sheet, by: User) -> bool:
    """Keep `file`, once, behind the sheet; whether it is new."""
    content, name = file.read(MOST_BYTES + 1), file.name or ""
    kind, sha256 = kind_of_file(name, content), fingerprint(content)
    if Scan.objects.filter(sheet=sheet, sha256=sha256).exists():
        return False
    scan = Scan(sheet=sheet, name=name[-160:], size=len(content), sha256=sha256, attached_by=by)
    scan.attached_at = clock.now()
    scan.file.save(f"{uuid7().hex}.{kind}", ContentFile(content), save=False)
    scan.save(force_insert=True)
    return True
