"""Signing by ticking, in a house without signal."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.audit.actions import once
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.forms import LATE
from banlanh.records.offline import field_of, was_asked
from banlanh.sync.registry import Done, Sending, bodies_held, body_named, checked, operation, reads, section

from . import actions
from .forms import ListForm
from .models import Campaign, Sheet, Signature
from .queries import CAMPAIGN, SHEET, Ticks

NO_SUCH_CAMPAIGN = "Đợt ký này không có trong xã. Xin tải lại gói rồi ghi."


def running(user: User, on: date):
    commune = user.reach.commune
    return Campaign.objects.for_place(commune).filter(starts_on__lte=on, ends_on__gte=on) if commune else []


@section("campaigns", data=Data.WORK, rooms=lambda: {"pledges"})
def campaigns(user: User, on: date) -> Iterator[dict]:
    """What may be signed these days, and what is asked of a list whose day is late (SEC-45)."""
    late = [field_of(name, ListForm.base_fields[name]) for name in LATE]
    for each in running(user, on):
        days = {"from": f"{each.starts_on}", "to": f"{each.ends_on}"}
        yield {"id": str(each.pk), "signers": each.signers, "title": each.title, "text": each.text, "late": late} | days


@section("signed", data=Data.PLEDGES, rooms=lambda: {"pledges", "registers"})
def signed(user: User, on: date) -> Iterator[dict]:
    """Who has signed, where the person collects: that, and so who has not, goes to nobody else's phone (P4)."""
    mine = user.reach.bodies(Data.PLEDGES, Act.CREATE) & bodies_held(user)
    found = Signature.objects.signed_by(on).filter(campaign__in=running(user, on), entry__stays__ends_on=None)
    rows = found.filter(entry__stays__body__in=mine).order_by("pk")
    for campaign, entry in rows.values_list("campaign", "entry"):
        yield {"id": f"{campaign} {entry}"}


def photograph(pk: str, file: UploadedFile, by: User) -> Sheet:
    return actions.add_scans(SHEET(pk=pk)[0], by=by, files=[file])


def said_in(sent: Sending) -> tuple[Campaign, Body, User, Ticks]:
    """Who signed on one sheet: `campaign`, `body`, `on`, `entries`."""
    form = checked(ListForm(sent.payload, claimed_at=sent.claimed_at, must_say=was_asked(sent)))
    said, campaign = form.cleaned_data, campaign_in(sent.payload, sent.body.commune_id)
    return campaign, sent.body, sent.by, Ticks(said["id"], said["entries"], said["on"], late=form.late)


@operation(
    "pledges.sign",
    "chữ ký cam kết",
    data=Data.PLEDGES,
    bodies=body_named,
    read_ahead=said_in,
    photograph=photograph,
    are_together=True,
)
def sign(all_sent: Sequence[Sending]) -> list[Done]:
    sheets: list[Sheet] = []
    said = (sent.ahead or said_in(sent) for sent in all_sent)
    for (campaign, body, by), lists in groupby(said, itemgetter(0, 1, 2)):
        sheets += actions.sign_lists([ticks for *_, ticks in lists], campaign=campaign, body=body, by=by)
    return [Done(sheet, reverse("pledges:sheet", args=[sheet.pk])) for sheet in sheets]


def campaign_in(payload: QueryDict, commune: int) -> Campaign:
    pk = payload.get("campaign", "")
    try:
        return once((Campaign, commune, pk), lambda: CAMPAIGN(commune=commune, pk=pk)[0])
    except (IndexError, ValueError, ValidationError) as error:
        raise Refused(NO_SUCH_CAMPAIGN) from error


reads("pledges.sign", lambda payload, body: ListForm(payload))
