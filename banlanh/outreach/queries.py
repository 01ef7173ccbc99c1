"""The week on the air: which sessions are planned, which were played, what is played in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile

from banlanh.core import clock, words
from banlanh.places.enums import Language
from banlanh.places.models import Body, Place
from banlanh.records.enums import UNSAID, Late
from banlanh.records.models import is_late

from .enums import Priority, Slot
from .models import Airing, Bulletin, BulletinText, FailedAiring, PlannedAiring, Run

ORDER = {Slot.MORNING.value: 0, Slot.EVENING.value: 1}
LOOK_FIRST = ("unknown", "due", "open", "done")
SHORT = {Slot.MORNING.value: "sáng", Slot.EVENING.value: "tối"}


class Played(NamedTuple):
    """One session of a village's loudspeakers, as somebody says that it was played."""

    id: UUID
    happened_on: date
    slot: str
    languages: Collection[str]
    minutes: int
    covers_on: date | None = None  # of the form; it counts in the week in which it was played
    for_task: int | None = None
    files: Iterable[UploadedFile] = ()
    late: Late = UNSAID

    def airings(self, body: Body) -> Iterator[Airing]:
        """One a language, whose id comes from this one's."""
        on = {"body": body, "happened_on": self.happened_on, "covers_on": self.happened_on, "slot": self.slot}
        for language in self.languages:
            of = {"language": language, "minutes": self.minutes, "for_task": self.for_task}
            yield Airing(id=uuid5(self.id, language), **on, **of)


@dataclass
class Session:
    """One part of one day at a village's loudspeakers: what the rule asks, what was said of it."""

    day: date
    slot: str
    planned: PlannedAiring | None = None
    played: set[str] = field(default_factory=set)  # languages
    failure: FailedAiring | None = None

    @property
    def name(self) -> str:
        return f"{words.weekday(self.day)} {words.short_day(self.day)}, {Slot(self.slot).label}"

    @property
    def short(self) -> str:
        return SHORT[self.slot]

    @property
    def languages(self) -> list[str]:
        asked = self.planned.languages if self.planned else sorted(self.played)
        return [Language(each).label for each in asked]

    @cached_property
    def missing(self) -> list[str]:
        """Planned languages in which nothing was played."""
        return [each for each in (self.planned.languages if self.planned else []) if each not in self.played]

    @property
    def state(self) -> tuple[str, str]:
        """Mark and words. That a session failed and somebody says so is no fault: it is not marked as late."""
        if self.played and not self.missing:
            return "done", "đã phát" if self.planned else "đã phát, ngoài lịch"
        if self.played:
            return "due", f"chưa phát {', '.join(Language(each).label for each in self.missing)}"
        if self.failure:
            return "due", self.failure.why
        if self.day < clock.today():
            return "unknown", "chưa báo"
        return "open", "hôm nay" if self.day == clock.today() else "chưa đến ngày"

    @property
    def mark(self) -> str:
        return self.state[0]

    @property
    def said(self) -> str:
        return self.state[1]

    @property
    def is_long_past(self) -> bool:
        """Whether who tells of it now is asked why only now (SEC-45)."""
        return is_late(self.day, clock.today())

    @property
    def can_be_told(self) -> bool:
        """Whether its day has come and something is still to be said of it."""
        return bool(self.planned and self.missing) and self.day <= clock.today()


class DayCell(NamedTuple):
    """One day of one village in the calendar: the mark of what needs a look first, and which parts of the day."""

    mark: str
    said: str


def cell_of(sessions: list[Session], day: date) -> DayCell | None:
    found = [each for each in sessions if each.day == day]
    if not found:
        return None
    first = min(found, key=lambda each: LOOK_FIRST.index(each.mark))
    return DayCell(first.mark, ", ".join(each.short for each in found))


def sessions_of(bodies: Iterable[Body], monday: date) -> dict[int, list[Session]]:
    """For each village, by id, its sessions of the week in the order of their hours: planned, played or failed."""
    week, ids = (monday, monday + 6 * clock.DAY), [body.pk for body in bodies]
    found: dict[int, dict[tuple[date, str], Session]] = defaultdict(dict)

    def at(body: int, day: date, slot: str) -> Session:
        return found[body].setdefault((day, slot), Session(day, slot))

    for planned in PlannedAiring.objects.filter(body__in=ids).between(*week):
        day = planned.day_in(monday)
        if planned.holds_on(day):
            at(planned.body_id, day, planned.slot).planned = planned
    for airing in Airing.objects.filter(body__in=ids, happened_on__range=week).live():
        at(airing.body_id, airing.happened_on, airing.slot).played.add(airing.language)
    for failure in FailedAiring.objects.filter(body__in=ids, happened_on__range=week).live():
        at(failure.body_id, failure.happened_on, failure.slot).failure = failure
    return {body: sorted(its.values(), key=lambda each: (each.day, ORDER[each.slot])) for body, its in found.items()}


def programme(commune: Place, monday: date) -> list[Bulletin]:
    """The bulletins that are played in the week, the urgent ones first, then in the order in which they were put on."""
    runs = Run.objects.for_place(commune).in_week(monday).order_by("put_at", "pk")
    place = {bulletin: number for number, bulletin in enumerate(runs.values_list("bulletin", flat=True))}
    found = Bulletin.objects.for_place(commune).filter(pk__in=place).approved().prefetch_related("texts")
    return sorted(found, key=lambda each: (each.priority != Priority.URGENT, place[each.pk]))


def spoken_in(bulletins: Iterable[Bulletin], languages: list[str]) -> list[tuple[Bulletin, list[BulletinText]]]:
    """Each bulletin with its texts in these languages, in the order of the languages."""
    told = []
    for bulletin in bulletins:
        texts = {text.language: text for text in bulletin.texts.all()}
        told.append((bulletin, [texts[each] for each in languages if each in texts]))
    return told


def spoken_languages(commune: Place) -> set[str]:
    """The languages of the commune's villages; Vietnamese is always one."""
    spoken = commune.children.villages().values_list("languages", flat=True)
    return {Language.VIETNAMESE.value}.union(*spoken)


def tracks(bulletins: Iterable[Bulletin], languages: list[str]) -> list[tuple[str, BulletinText]]:
    """The recordings of the week under names that an old amplifier sorts as they are to be played: "01-hmn.mp3"."""
    heard = [text for _, texts in spoken_in(bulletins, languages) for text in texts if text.audio]
    return [(f"{at:02}-{text.language}.{text.audio_kind}", text) for at, text in enumerate(heard, start=1)]


def rules_on(body: Body, day: date) -> list[PlannedAiring]:
    """What the village plays each week, as it stands in the week of that day."""
    monday = clock.monday_of(day)
    found = PlannedAiring.objects.filter(body=body).between(monday, monday + 6 * clock.DAY)
    return sorted(found, key=lambda each: (each.weekday, ORDER[each.slot]))


class PlannedDay(NamedTuple):
    """One planned session as a calendar says it; there is no hour in the plan, only the part of the day."""

    uid: str
    day: date
    slot: str
    minutes: int
    title: str


def planned_days(body: Body, first: date, last: date) -> Iterator[PlannedDay]:
    """Every session that the village plans in these days, in order: for whoever writes a calendar of them."""
    found = list(PlannedAiring.objects.filter(body=body).between(first, last))
    day = first
    while day <= last:
        for planned in sorted((each for each in found if each.holds_on(day)), key=lambda each: ORDER[each.slot]):
            title = f"Phát bản tin {planned.get_slot_display()}, {body}"
            yield PlannedDay(f"{planned.pk}-{day:%Y%m%d}", day, planned.slot, planned.minutes, title)
        day += clock.DAY
