"""Who has signed, of whom, as of a day. Only entries that count on the day count as signed on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import BigIntegerField, Count, Exists, OuterRef, QuerySet, Subquery, UUIDField

from banlanh.core import clock, words
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Body, Place
from banlanh.records.enums import UNSAID, Late
from banlanh.registers.models import SchoolClass, Stay
from banlanh.registers.queries import count_table

from .models import Campaign, ClassPledge, Scan, Sheet, Signature


class Tally(NamedTuple):
    """`n` of `m` signed."""

    n: int
    m: int

    @property
    def missing(self) -> int:
        return self.m - self.n

    @property
    def band(self) -> str:
        """What others than the collector see of one body (P4)."""
        return words.band(self.n, self.m)

    @property
    def is_all(self) -> bool:
        return self.m > 0 and self.n == self.m


class Ticks(NamedTuple):
    """Who signed on one sheet, as one form says it: its id, the entries that were ticked, the day, the photographs, and
    why it comes late if it does.
    """

    id: UUID
    entries: Collection[UUID]
    on: date
    files: Iterable[UploadedFile] = ()
    late: Late = UNSAID


@Question
def CAMPAIGN() -> QuerySet[Campaign]:
    return Campaign.objects.filter(commune=Slot("commune", BigIntegerField()), pk=Slot("pk", UUIDField())).order_by()


def campaigns_on(commune: Place, day: date) -> dict[str, Campaign]:
    """The campaign that counts on a day, by who signs."""
    found = Campaign.objects.for_place(commune).begun_by(day)
    return {campaign.signers: campaign for campaign in reversed(list(found))}


def day_of(campaign: Campaign) -> date:
    """The day as of which a campaign is shown: today, or its last."""
    return max(campaign.starts_on, min(clock.today(), campaign.ends_on))


def signed_stays(campaign: Campaign, day: date) -> QuerySet[Stay]:
    """The stays that count on `day` of those who had signed by then."""
    signed = Signature.objects.filter(campaign=campaign).signed_by(day).values("entry")
    return Stay.objects.filter(body__commune=campaign.commune_id, entry__in=signed).of(campaign.signers).counted_on(day)


def stays_in(campaign: Campaign, body: Body, entries: Iterable[UUID]) -> dict[UUID, list[Stay]]:
    """From when to when these counted in that body's register, by entry."""
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in STAYS(body=body.pk, entries=list(entries), kind=campaign.signers):
        found[stay.entry_id].append(stay)
    return found


@Question
def STAYS() -> QuerySet[Stay]:
    there = Stay.objects.filter(body=Slot("body", BigIntegerField()), entry__in=Slot("entries", UUIDField()))
    return there.filter(entry__kind=Slot("kind")).only("entry", "starts_on", "ends_on").order_by()


@Question
def SIGNED() -> QuerySet:
    """Of these entries, those that signed in the campaign."""
    live = Signature.objects.live().filter(campaign=Slot("campaign", UUIDField()))
    return live.filter(entry__in=Slot("entries", UUIDField())).values_list("entry", flat=True)


@Question
def SHEET() -> QuerySet[Sheet]:
    """One, with what it stands on."""
    return Sheet.objects.filter(pk=Slot("pk", UUIDField())).select_related("campaign", "body").order_by()


@Question
def SHEETS() -> QuerySet[Sheet]:
    return Sheet.objects.filter(pk__in=Slot("ids", UUIDField())).order_by()


@Question
def SCANS() -> QuerySet[Scan]:
    """The photograph of a sheet that is this one."""
    return Scan.objects.filter(sheet=Slot("sheet", UUIDField()), sha256=Slot("sha256")).order_by()


def tallies(campaign: Campaign, bodies: Iterable[Body], day: date) -> dict[int, Tally]:
    """Signed and counted on that day in each of the bodies, by its id."""
    found = list(bodies)
    if campaign.is_of_classes:
        by_school = schools(campaign, found, day)
        return {
            pk: Tally(each.pupils.n + each.parents.n, each.pupils.m + each.parents.m) for pk, each in by_school.items()
        }
    return tallies_of(campaign, campaign.signers, found, day)


def tallies_of(campaign: Campaign | None, signers: str, bodies: Iterable[Body], day: date) -> dict[int, Tally]:
    """Of the entries of one register; without a campaign nobody has signed."""
    found = list(bodies)
    of = per_body(Stay.objects.filter(body__in=found).of(signers).counted_on(day))
    signed = per_body(signed_stays(campaign, day).filter(body__in=found)) if campaign else {}
    return {body.pk: Tally(signed.get(body.pk, 0), of.get(body.pk, 0)) for body in found}


def table(campaigns: Mapping[str, Campaign], bodies: Iterable[Body], day: date) -> dict[tuple[int, str], Tally]:
    """Signed and counted on that day, by the body's id and who signs, of all registers at once: two queries.

    Of every register that counts anybody, also of those for which no campaign runs: there nobody has signed.
    """
    if not campaigns:
        return {}
    asked = list(campaigns.values())
    signed = Signature.objects.filter(campaign__in=asked, sheet__campaign__in=asked).signed_by(day).values("entry")
    stays = Stay.objects.of_commune(asked[0].commune_id).filter(entry__in=signed).counted_on(day).order_by()
    signed_in = {(body, kind): n for body, kind, n in stays.values_list("body", "entry__kind").annotate(Count("pk"))}
    return {place: Tally(signed_in.get(place, 0), m) for place, m in count_table(bodies, day).items()}


def per_body(stays: QuerySet[Stay]) -> dict[int, int]:
    return dict(stays.order_by().values_list("body").annotate(Count("pk")))


def total(counted: Iterable[Tally]) -> Tally:
    found = list(counted)
    return Tally(sum(each.n for each in found), sum(each.m for each in found))


class Row(NamedTuple):
    """One entry of the register, and the sheet on which it had signed."""

    stay: Stay
    sheet: UUID | None


def rows(campaign: Campaign, body: Body, day: date) -> list[Row]:
    """The register of `body` on that day, those who have not signed first; by name in each part."""
    signature = Signature.objects.signed_by(day).filter(campaign=campaign, entry=OuterRef("entry"))
    stays = Stay.objects.filter(body=body).of(campaign.signers).counted_on(day).select_related("entry")
    stays = stays.annotate(sheet=Subquery(signature.values("sheet")[:1], output_field=UUIDField()))
    found = [Row(stay, stay.sheet) for stay in stays.order_by("entry__order", "pk")]
    return sorted(found, key=lambda row: row.sheet is not None)


def collected(campaign: Campaign, bodies: Iterable[Body]) -> QuerySet[Signature]:
    """The signatures that count, as their sheets lie in the folder: by body and day, then by name."""
    found = Signature.objects.live().filter(campaign=campaign, sheet__body__in=list(bodies))
    return found.order_by("sheet__body_id", "sheet__signed_on", "sheet_id", "entry__order")


def steps(campaign: Campaign, bodies: Iterable[Body], total: Tally) -> list[tuple[str, int]]:
    """From all who count to those whose signature stands on a photographed sheet; sums of all the bodies only."""
    found = [("Phải ký", total.m), ("Đã ký", total.n)]
    if campaign.is_of_classes:
        return found
    held = Scan.objects.filter(sheet=OuterRef("sheet"))
    return [*found, ("Có ảnh tờ ký", min(collected(campaign, bodies).filter(Exists(held)).count(), total.n))]


def sheets_of(campaign: Campaign, bodies: Iterable[Body]) -> QuerySet[Sheet]:
    return Sheet.objects.filter(campaign=campaign, body__in=list(bodies)).select_related("recorded_by", "body")


# --- schools, in numbers --------------------------------------------------------------------------------------


class ClassRow(NamedTuple):
    """A class as it counts on a day, and what it last said to have signed."""

    school_class: SchoolClass
    pledge: ClassPledge | None

    @property
    def pupils(self) -> Tally:
        signed = self.pledge.pupils if self.pledge else 0
        return Tally(min(signed, self.school_class.pupils), self.school_class.pupils)

    @property
    def parents(self) -> Tally:
        signed = self.pledge.parents if self.pledge else 0
        return Tally(min(signed, self.school_class.parents), self.school_class.parents)


class School(NamedTuple):
    pupils: Tally
    parents: Tally
    rows: list[ClassRow]

    @property
    def has_signed(self) -> bool:
        """Whether all of its pupils and parents have."""
        return self.pupils.is_all and self.parents.missing == 0


def schools(campaign: Campaign, bodies: Iterable[Body], day: date) -> dict[int, School]:
    """The classes that count on that day in each school, by its id, and their sums."""
    found = list(bodies)
    pledges = ClassPledge.objects.filter(campaign=campaign, sheet__body__in=found).standing_on(day)
    said = {
        (pledge.sheet.body_id, pledge.school_class.year, pledge.school_class.search): pledge
        for pledge in pledges.select_related("school_class", "sheet")
    }
    by_school: dict[int, list[ClassRow]] = defaultdict(list)
    for each in SchoolClass.objects.filter(body__in=found, pupils__gt=0).counted_on(day):
        by_school[each.body_id].append(ClassRow(each, said.get((each.body_id, each.year, each.search))))
    return {body.pk: school_of(by_school[body.pk]) for body in found}


def school_of(rows: list[ClassRow]) -> School:
    return School(total(row.pupils for row in rows), total(row.parents for row in rows), rows)
