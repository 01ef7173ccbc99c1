"""The only door to pledges. Each verb locks the commune's log first, so that two at once stand in one order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import holding, locked, record
from banlanh.core import clock, rows
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.plans.models import Target
from banlanh.records.enums import UNSAID, Late
from banlanh.records.files import MOST_BYTES, fingerprint, kind_of_file
from banlanh.registers.models import SchoolClass

from . import queries, rules
from .models import Campaign, ClassPledge, Scan, Sheet, Signature
from .queries import Ticks


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
    [sheet] = sign_lists([Ticks(id, [*entries], on, files, late)], campaign=campaign, body=body, by=by)
    return sheet


@transaction.atomic(savepoint=False)
def sign_lists(lists: Iterable[Ticks], *, campaign: Campaign, body: Body, by: User) -> list[Sheet]:
    """Several lists of one body, as if they came one behind the other.

    All of them, or none: inside a transaction its own savepoint is what undoes them, so there is none here.
    """
    with holding(body.commune_id):
        rules.may_collect(by, campaign, body)
        asked = [each._replace(entries=list(dict.fromkeys(each.entries))) for each in lists]
        book = Book(asked, campaign, body, by)
        sheets = [the_same(book.sheets.get(each.id), campaign, body) or book.add(each) for each in asked]
        book.keep()
    return sheets


class Book:
    """Lists of one body: what they stand on is asked once for all of them, and what they add is written at once."""

    def __init__(self, lists: Collection[Ticks], campaign: Campaign, body: Body, by: User):
        self.campaign, self.body, self.by = campaign, body, by
        entries = [entry for each in lists for entry in each.entries]
        self.stays = queries.stays_in(campaign, body, entries)
        self.signed = set(queries.SIGNED(campaign=campaign.pk, entries=entries))
        self.sheets = {sheet.pk: sheet for sheet in queries.SHEETS(ids=[each.id for each in lists])}
        self.new: list[tuple[Sheet, Ticks, dict[str, str]]] = []  # and what its event tells of its coming late

    def add(self, ticks: Ticks) -> Sheet:
        rules.may_sign_on(self.campaign, ticks.on)
        rules.count_there(self.campaign, self.body, ticks, self.stays)
        new = [entry for entry in ticks.entries if entry not in self.signed]
        if not new:
            raise Refused(f"Xin chọn ít nhất một {self.campaign.unit} chưa ký.")
        self.signed.update(new)
        sheet = self.sheets[ticks.id] = new_sheet(ticks.id, self.campaign, self.body, ticks.on, self.by)
        self.new.append((sheet, ticks._replace(entries=new), sheet.explain(ticks.late)))
        return sheet

    def keep(self) -> None:
        rows.add([sheet for sheet, *_ in self.new])
        signed = [(entry, sheet.pk) for sheet, ticks, _ in self.new for entry in ticks.entries]
        campaign = self.campaign.pk
        rows.add([Signature(campaign_id=campaign, entry_id=entry, sheet_id=sheet) for entry, sheet in signed])
        about = {"campaign": str(self.campaign.pk), "body": self.body.pk}
        for sheet, ticks, said in self.new:
            for file in ticks.files:
                attach(file, sheet, self.by)
            told = about | {"on": ticks.on.isoformat(), "rows": len(ticks.entries)} | said
            record("pledges.signed", sheet, by=self.by, **told)


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


@transaction.atomic(savepoint=False)
def add_scans(sheet: Sheet, *, by: User, files: Iterable[UploadedFile]) -> Sheet:
    """The photograph that was taken later: it stands behind all rows of the sheet.

    Inside a transaction it is that which undoes it, as with `sign_lists`.
    """
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
    return the_same(Sheet.objects.filter(pk=id).first(), campaign, body)


def the_same(known: Sheet | None, campaign: Campaign, body: Body) -> Sheet | None:
    if known and (known.campaign_id, known.body_id) != (campaign.pk, body.pk):
        raise Refused("Biểu mẫu này đã dùng cho nơi khác. Xin mở lại trang rồi ghi.")
    return known


def new_sheet(id: UUID, campaign: Campaign, body: Body, on: date, by: User) -> Sheet:
    return Sheet(id=id, campaign=campaign, body=body, signed_on=on, recorded_by=by, recorded_at=clock.now())


def keep_sheet(
    id: UUID, campaign: Campaign, body: Body, on: date, by: User, files: Iterable[UploadedFile], late: Late
) -> tuple[Sheet, dict[str, str]]:
    """The sheet, and what its event tells of its coming late."""
    sheet = new_sheet(id, campaign, body, on, by)
    said = sheet.explain(late)
    sheet.save(force_insert=True)
    for file in files:
        attach(file, sheet, by)
    return sheet, said


def attach(file: UploadedFile, sheet: Sheet, by: User) -> bool:
    """Keep `file`, once, behind the sheet; whether it is new."""
    content, name = file.read(MOST_BYTES + 1), file.name or ""
    kind, sha256 = kind_of_file(name, content), fingerprint(content)
    if queries.SCANS(sheet=sheet.pk, sha256=sha256):
        return False
    scan = Scan(sheet=sheet, name=name[-160:], size=len(content), sha256=sha256, attached_by=by)
    scan.attached_at = clock.now()
    scan.file.save(f"{uuid7().hex}.{kind}", file, save=False)
    rows.add([scan])
    return True
