"""How the area stands as of a day: told from records each time, kept nowhere."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, cast
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Min, Q, QuerySet

from banlanh.core import clock, words
from banlanh.core.questions import Question, Slot
from banlanh.places.enums import BodyKind, Language
from banlanh.places.models import Body, Place
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry, Stay

from .enums import POLICE, Finding, Result, SpotVerb
from .models import (
    HotlineNumber,
    HotSpot,
    Inspection,
    InspectionQuerySet,
    ListUpdate,
    Patrol,
    Poster,
    PosterText,
    Route,
    SpotStep,
)

# What a poster says; in other languages the office has it written by who speaks them.
CALL = "Thấy việc liên quan đến ma\N{NO-BREAK SPACE}túy, xin gọi"
PROMISE = "Người báo tin được giữ kín"

IN_ORDER = ("happened_on", "recorded_at", "pk")


def police_of(bodies: Iterable[Body]) -> Body | None:
    """Who answers for the area before the commune: the police, or their cell where they are no body of their own."""
    return min((body for body in bodies if body.kind in POLICE), key=lambda body: body.kind, default=None)


# --- patrols ----------------------------------------------------------------------------------------


class Walked(NamedTuple):
    """A route and how often it was walked in a month, of how often it should be."""

    route: Route
    times: int

    @property
    def mark(self) -> str:
        return "done" if self.times >= self.route.times else "open"

    @property
    def said(self) -> str:
        return f"{self.times}/{self.route.times} lượt"


def patrols_in(commune: Place, first: date, last: date) -> QuerySet[Patrol]:
    return Patrol.objects.for_place(commune).live().filter(happened_on__range=(first, last))


def walked_in(patrols: QuerySet[Patrol], routes: Iterable[Route]) -> list[Walked]:
    """Each route with how many of these patrols walked it."""
    times = Counter(patrols.order_by().values_list("routes", flat=True))
    return [Walked(route, times[route.pk]) for route in routes]


class Walks(NamedTuple):
    """What the patrols of some days come to."""

    patrols: int
    routes: int
    reminders: int


def walks_in(commune: Place, first: date, last: date) -> Walks:
    rows = list(patrols_in(commune, first, last).order_by().values_list("pk", "routes", "findings"))
    reminders = {patrol: findings.get(Finding.REMINDER, 0) for patrol, _, findings in rows}
    routes = {route for _, route, _ in rows}
    return Walks(len(reminders), len(routes), sum(reminders.values()))


# --- inspections ------------------------------------------------------------------------------------


def establishments_on(commune: Place, day: date) -> QuerySet[Entry]:
    """The conditional businesses that count on that day."""
    stays = Stay.objects.for_place(commune).of(EntryKind.ESTABLISHMENT).counted_on(day)
    return Entry.objects.filter(commune=commune, pk__in=stays.values("entry"))


@Question
def COUNTED() -> QuerySet[Stay]:
    """The stays of the conditional businesses that count on the day, each with the business."""
    commune, day = Slot("commune", BigIntegerField()), cast(date, Slot("day", DateField()))
    stays = Stay.objects.filter(body__commune=commune, entry__commune=commune).of(EntryKind.ESTABLISHMENT)
    return stays.counted_on(day).select_related("entry").order_by("entry__order", "entry")


class Look(NamedTuple):
    """That a business was inspected on a day, and with what result."""

    establishment: UUID
    on: date
    result: str


def looks_until(commune: Place, day: date) -> list[Look]:
    """Every inspection by that day, in order: the last of a business speaks for it."""
    rows = Inspection.objects.for_place(commune).live().filter(happened_on__lte=day).order_by(*IN_ORDER)
    return [Look(*row) for row in rows.values_list("establishment", "happened_on", "result")]


def to_mend(looks: Iterable[Look]) -> set[UUID]:
    """The businesses that were told to mend something and were not found mended since."""
    last = {look.establishment: look.result for look in looks}
    return {establishment for establishment, result in last.items() if result != Result.PASSED}


def last_inspections(inspections: InspectionQuerySet, day: date) -> dict[UUID, Inspection]:
    """What each business was last told by that day: what follows up closes what was before."""
    found = inspections.live().filter(happened_on__lte=day).order_by(*IN_ORDER)
    return {each.establishment_id: each for each in found.select_related(None)}  # who asks has the businesses


class Inspected(NamedTuple):
    """A business and its last inspection, if there was one."""

    establishment: Entry
    inspection: Inspection | None
    on: date

    @property
    def mark(self) -> str:
        if self.inspection is None:
            return "unknown"
        mend_by = self.inspection.mend_by
        return "done" if mend_by is None else ("late" if mend_by < self.on else "due")

    @property
    def said(self) -> str:
        if self.inspection is None:
            return "chưa kiểm tra"
        mend_by = self.inspection.mend_by
        if mend_by is None:
            return "không phải sửa gì"
        return f"{'quá hạn sửa từ' if mend_by < self.on else 'sửa xong trước'} {words.short_day(mend_by)}"


WORST_FIRST = ("late", "due", "unknown", "done")


def inspected(commune: Place, inspections: InspectionQuerySet, day: date) -> list[Inspected]:
    """Every business that counts, those that need somebody to go there first."""
    last = last_inspections(inspections, day)
    found = [Inspected(stay.entry, last.get(stay.entry_id), day) for stay in COUNTED(commune=commune.pk, day=day)]
    return sorted(found, key=lambda each: (WORST_FIRST.index(each.mark), each.establishment.order))


def half_year_of(day: date) -> tuple[date, date]:
    first = day.replace(month=1 if day.month <= 6 else 7, day=1)
    return first, clock.last_day(first.replace(month=first.month + 5))


# --- hot spots --------------------------------------------------------------------------------------


class Spot(NamedTuple):
    """A hot spot with its steps that stand, the oldest first."""

    spot: HotSpot
    steps: list[SpotStep]

    @property
    def last(self) -> SpotStep:
        return self.steps[-1]

    @property
    def is_hot(self) -> bool:
        return self.last.verb != SpotVerb.CLEARED

    @property
    def mark(self) -> str:
        return {"cleared": "done", "worked_on": "due"}.get(self.last.verb, "late")


def spots_on(spots: QuerySet[HotSpot], day: date) -> list[Spot]:
    """These hot spots as they stood on that day, those that are still hot first; what was only voided never was."""
    known = list(spots.select_related("village"))
    steps: dict[UUID, list[SpotStep]] = {}
    for step in SpotStep.objects.live().filter(spot__in=known, happened_on__lte=day).order_by(*IN_ORDER):
        steps.setdefault(step.spot_id, []).append(step)
    found = [Spot(spot, steps[spot.pk]) for spot in known if spot.pk in steps]
    return sorted(found, key=lambda each: not each.is_hot)


def hot_villages(commune: Place, *days: date) -> list[set[int] | None]:
    """For each day the village bodies with a hot spot on it; None while the police had not said anything yet.

    Who signs a month's lists says with it that the hot spots are all written down.
    """
    steps = SpotStep.objects.for_place(commune).live().filter(happened_on__lte=max(days)).order_by(*IN_ORDER)
    told = list(steps.values_list("happened_on", "spot", "spot__village", "verb"))
    spoken = min((on for on, *_ in told), default=None)
    if spoken is None or spoken > min(days):
        signed = ListUpdate.objects.for_place(commune).live().aggregate(first=Min("happened_on"))["first"]
        spoken = min(filter(None, (spoken, signed)), default=None)
    return [hot_on(told, day) if spoken and spoken <= day else None for day in days]


def hot_on(told: list[tuple], day: date) -> set[int]:
    last = {spot: (village, verb) for on, spot, village, verb in told if on <= day}
    return {village for village, verb in last.values() if verb != SpotVerb.CLEARED}


# --- the hotline ------------------------------------------------------------------------------------


def posters_on(commune: Place, day: date) -> dict[int, Poster]:
    """For each village, by its body, the last poster that hangs there with a number that somebody answers."""
    answered = HotlineNumber.objects.for_place(commune).answered_on(day)
    hung = Poster.objects.for_place(commune).live().filter(happened_on__lte=day, number__in=answered.order_by())
    return {poster.body_id: poster for poster in hung.order_by(*IN_ORDER)}


def languages_beside(commune: Place) -> list[Language]:
    """The languages of the villages besides Vietnamese, in our order."""
    villages = Body.objects.for_place(commune).current().filter(kind=BodyKind.VILLAGE)
    spoken = {code for languages in villages.values_list("place__languages", flat=True) for code in languages}
    return [each for each in Language if each in spoken and each != Language.VIETNAMESE]


def texts_of(commune: Place) -> dict[str, PosterText]:
    """What a poster says in each language, as last written."""
    return {each.language: each for each in PosterText.objects.for_place(commune)}


def lines_in_use(commune: Place, day: date) -> QuerySet[HotlineNumber]:
    """The numbers that are answered now or from a later day on."""
    return HotlineNumber.objects.for_place(commune).filter(Q(ends_on=None) | Q(ends_on__gt=day))
