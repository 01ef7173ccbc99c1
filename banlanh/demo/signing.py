"""Who signed on which evening: most villages nearly all of it in spring, some still at it, one badly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from banlanh.accounts.models import User
from banlanh.places.models import Body
from banlanh.pledges.models import Campaign, ClassPledge, Sheet, Signature
from banlanh.registers.models import Entry, SchoolClass, Stay
from banlanh.registers.stays import holds_on

from . import bodies as b
from .chance import Today, draw, id_at, within

BATCH = 500
BADLY_LED = frozenset({b.village_body("Sín Chải"), b.cell("Sín Chải")})
STILL_AT_IT = frozenset({b.village_body(name) for name in ("Nà Lìn", "Bản Mới", "Lao Chải", "Phìn Mây")})
SHORT = (b.SCHOOLS[2], b.SCHOOLS[5])  # schools where a few parents are still away
BAD_SHARE, SLOW_SHARE = 0.43, 0.96
SHARES = (1.0, 1.0, 0.99, 0.98, 0.97, 0.95)  # of a village that does well
# Days after the campaign's first on which lists go round, and how many sign on each.
EVENINGS = ((6, 26), (27, 48), (49, 75), (90, 130), (140, 180), (200, 240))
MANY = (46, 26, 14, 7, 4, 3)
SLOW_EVENINGS = ((20, 50), (90, 120), (170, 185), (200, 225), (236, 248), (256, 276))
SLOW_MANY = (20, 20, 20, 18, 16, 6)
SCHOOL_DAYS, SCHOOL_SHARES = ((0, 8), (14, 22), (27, 40)), (0.86, 0.96, 1.0)
WRONG, WRONGLY = 0.05, ("Đánh dấu nhầm dòng", "Nhà này hôm đó đi vắng, chưa ký", "Ghi nhầm hộ trùng tên")


@dataclass
class Written:
    """All rows, in memory until they are written together."""

    sheets: list[Sheet] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    pledges: list[ClassPledge] = field(default_factory=list)

    def save(self) -> int:
        parts = ((Sheet, self.sheets), (Signature, self.signatures), (ClassPledge, self.pledges))
        return sum(len(model._default_manager.bulk_create(rows, batch_size=BATCH)) for model, rows in parts)


def write_pledges(campaigns: Iterable[Campaign], desks: dict[str, User], today: Today) -> int:
    written = Written()
    for campaign in campaigns:
        if campaign.is_of_classes:
            sign_classes(campaign, desks, today, written)
        else:
            sign_lists(campaign, desks, today, written)
    return written.save()


# --- lists of a register ------------------------------------------------------------------------------------------


def sign_lists(campaign: Campaign, desks: dict[str, User], today: Today, written: Written) -> None:
    stays = Stay.objects.of(campaign.signers).select_related("entry", "body").order_by("starts_on", "pk")
    by_body: dict[Body, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_body[stay.body].append(stay)
    signed: set[UUID] = set()
    for body in sorted(by_body, key=lambda body: body.pk):
        for on, entries in evenings(campaign, body, by_body[body]):
            new = [entry for entry in entries if entry.pk not in signed]
            sheet = sheet_of(campaign, body, on, desks[body.name])
            if new and today.knows(sheet.recorded_at):
                signed |= {entry.pk for entry in new}
                written.sheets.append(sheet)
                written.signatures += signatures(sheet, new)
                written.signatures += mistaken(sheet, by_body[body], new, today)


def evenings(campaign: Campaign, body: Body, stays: list[Stay]) -> list[tuple[date, list[Entry]]]:
    """The days on which a list went round in `body`, and who wanted to sign on each."""
    slow = body.name in STILL_AT_IT
    days = days_of(campaign, body, SLOW_EVENINGS if slow else EVENINGS)
    share = share_of(body, slow)
    found: dict[date, list[Entry]] = {day: [] for day in days}
    for stay in stays:
        chance = draw("signs", campaign.signers, campaign.starts_on.year, stay.entry_id)
        wanted, willing = chance.choices(days, SLOW_MANY if slow else MANY)[0], chance.random() < share
        day = next((day for day in days if day >= wanted and holds_on(stay, day)), None)
        if willing and day:
            found[day].append(stay.entry)
    return list(found.items())


def days_of(campaign: Campaign, body: Body, spans: Iterable[tuple[int, int]]) -> list[date]:
    chance = draw("evenings", campaign.signers, campaign.starts_on.year, body.name)
    return [campaign.starts_on + timedelta(chance.randint(*span)) for span in spans]


def share_of(body: Body, slow: bool) -> float:
    if body.name in BADLY_LED:
        return BAD_SHARE
    return SLOW_SHARE if slow else draw("share", body.name).choice(SHARES)


def sheet_of(campaign: Campaign, body: Body, on: date, by: User) -> Sheet:
    chance = draw("sheet", campaign.signers, body.name, on)
    recorded_at = within(chance, on + timedelta(chance.choice((0, 0, 0, 1))), 20, 22)
    id = id_at(recorded_at, chance)
    return Sheet(id=id, campaign=campaign, body=body, signed_on=on, recorded_at=recorded_at, recorded_by=by)


def signatures(sheet: Sheet, entries: Iterable[Entry]) -> Iterator[Signature]:
    for entry in entries:
        id = id_at(sheet.recorded_at, draw("signature", sheet.pk, entry.pk))
        yield Signature(id=id, campaign=sheet.campaign, entry=entry, sheet=sheet)


def mistaken(sheet: Sheet, stays: list[Stay], signed: list[Entry], today: Today) -> Iterator[Signature]:
    """Now and then a row ticked for somebody who had not signed, and voided."""
    chance = draw("mistaken", sheet.pk)
    voided_at: datetime = sheet.recorded_at + timedelta(minutes=3 + chance.randrange(50))
    if chance.random() < WRONG and today.knows(voided_at):
        others = [stay.entry for stay in stays if holds_on(stay, sheet.signed_on) and stay.entry not in signed]
        for wrong in signatures(sheet, [chance.choice(others)] if others else []):
            wrong.voided_at, wrong.voided_by, wrong.void_reason = voided_at, sheet.recorded_by, chance.choice(WRONGLY)
            yield wrong


# --- classes, in numbers ----------------------------------------------------------------------------------------


def sign_classes(campaign: Campaign, desks: dict[str, User], today: Today, written: Written) -> None:
    by_school: dict[Body, list[SchoolClass]] = defaultdict(list)
    classes = SchoolClass.objects.filter(body__commune=campaign.commune_id, year=campaign.starts_on.year)
    for each in classes.select_related("body").order_by("body_id", "order"):
        by_school[each.body].append(each)
    for school, found in by_school.items():
        for on, share in zip(days_of(campaign, school, SCHOOL_DAYS), SCHOOL_SHARES, strict=True):
            sheet = sheet_of(campaign, school, on, desks[school.name])
            if today.knows(sheet.recorded_at):
                written.sheets.append(sheet)
                written.pledges += [pledge_of(sheet, each, share) for each in found]


def pledge_of(sheet: Sheet, known: SchoolClass, share: float) -> ClassPledge:
    """How many of the class had signed by then, all told."""
    chance = draw("class pledge", sheet.pk, known.pk)
    away = draw("away", known.pk).choice((0, 1, 2, 4)) if sheet.body.name in SHORT else 0
    pledge = ClassPledge(id=id_at(sheet.recorded_at, chance), campaign=sheet.campaign, school_class=known, sheet=sheet)
    pledge.pupils = int(known.pupils * share)
    pledge.parents = int((known.parents - away) * share)
    return pledge
