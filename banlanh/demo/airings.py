"""Which bulletins the villages played: two sessions a week, save where power, loudspeaker or will was lacking."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid5

from banlanh.accounts.models import User
from banlanh.outreach.enums import Slot
from banlanh.outreach.models import Airing
from banlanh.plans.models import Duty
from banlanh.records.enums import WhyLate

from .chance import Today, draw, id_at, why_late, within
from .plan import STARTS_ON
from .villages import VIE, VILLAGES, Village

BY_NAME = {village.name: village for village in VILLAGES}
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
MORNING, EVENING = Slot.MORNING, Slot.EVENING
Habit = tuple[tuple[int, Slot], tuple[int, Slot]]  # weekday and half of the day of the two sessions

# Villages with a story keep these days; Nà Lìn plays at both ends of the week, so that it is always halfway.
HABITS: dict[str, Habit] = {
    "Nà Lìn": ((MONDAY, MORNING), (SUNDAY, EVENING)),
    "Sín Chải": ((THURSDAY, MORNING), (SATURDAY, EVENING)),
}
# Why a session is recorded days after; now and then by a phone of last release, which does not ask.
WHY_LATE = (WhyLate.NO_SIGNAL, WhyLate.NO_SIGNAL, WhyLate.NO_SIGNAL, WhyLate.FORGOT, "")
ALWAYS_HALFWAY = "Nà Lìn"
SILENT_NOW = "Sín Chải"
IMPROVER = "Bản Mới"
STRUCK = "Tả Hồ"
STRUCK_FROM, STRUCK_UNTIL = date(2026, 7, 6), date(2026, 7, 26)
STORM_MONTHS = (6, 7, 8, 9)
FIRST_WEEKS = timedelta(days=13)
WITHOUT_ANNOUNCER = 0.012  # sessions in Vietnamese alone, for want of who reads the other language

MISTAKES = (
    "Ghi trùng, buổi này đã ghi một lần rồi",
    "Ghi nhầm sang buổi khác, đã ghi lại cho đúng",
    "Bấm nhầm, hôm đó mất điện nên chưa phát được",
    "Chọn nhầm thứ tiếng, đã ghi lại",
)


@dataclass(frozen=True)
class Session:
    """One evening or morning at the loudspeakers."""

    duty: Duty
    village: Village
    day: date
    slot: Slot
    recorded_at: datetime


def airings(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Airing]:
    """What one village recorded in the weeks of its `duties`."""
    for duty in duties:
        village = BY_NAME[duty.body.place.name]
        for number, (weekday, slot) in enumerate(habit(village)):
            session = session_of(duty, village, duty.starts_on + timedelta(weekday), slot)
            if happens(session, number, today) and today.knows(session.recorded_at):
                yield from records(session, by, today)


def habit(village: Village) -> Habit:
    chance = draw("habit", village.name)
    first, second = chance.choice((MONDAY, MONDAY, 1, 2)), chance.choice((THURSDAY, 4, SATURDAY))
    slots = chance.choice(((MORNING, EVENING), (MORNING, EVENING), (EVENING, MORNING)))
    return HABITS.get(village.name) or ((first, slots[0]), (second, slots[1]))


def session_of(duty: Duty, village: Village, day: date, slot: Slot) -> Session:
    """A session with the moment at which it reached us: most at once, some when the phone found a signal."""
    chance = draw("session", village.name, day)
    late = 1 + chance.randrange(2) if chance.random() < 0.12 else 0
    hours = (6, 9) if slot == MORNING else (18, 21)
    return Session(duty, village, day, slot, within(chance, day + timedelta(late), *hours))


def happens(session: Session, number: int, today: Today) -> bool:
    village, day = session.village.name, session.day
    if day <= STARTS_ON:
        return False
    if session.duty.starts_on == today.monday and village == ALWAYS_HALFWAY:
        return True
    if village == SILENT_NOW and day >= today.monday - timedelta(days=4):
        return False
    if village == STRUCK and STRUCK_FROM <= day <= STRUCK_UNTIL:
        return False
    if number and is_dark(village, session.duty.starts_on):
        return False
    return draw("happens", village, day).random() < steadiness(session.village, day)


def is_dark(village: str, monday: date) -> bool:
    """Whether a storm cut the power of the village in that week."""
    storm = monday.month in STORM_MONTHS and draw("storm", monday).random() < 0.25
    return storm and draw("dark", village, monday).random() < 0.3


def steadiness(village: Village, day: date) -> float:
    started = day - STARTS_ON
    if village.name == IMPROVER:
        return min(0.4 + 0.6 * started.days / 170, 0.99)
    return village.steadiness * (0.8 if started <= FIRST_WEEKS else 1)


def records(session: Session, by: User, today: Today) -> Iterator[Airing]:
    """An airing for each language, as the action makes them; now and then one recorded wrong, and voided."""
    chance = draw("records", session.village.name, session.day)
    first = id_at(session.recorded_at, chance)
    minutes = chance.choice((10, 12, 15, 15, 15, 20))
    only_vietnamese = chance.random() < WITHOUT_ANNOUNCER
    for language in [VIE.value] if only_vietnamese else session.village.languages:
        id = first if language == VIE else uuid5(first, language)
        yield airing(session, by, id=id, language=language, minutes=minutes, recorded_at=session.recorded_at)
    if chance.random() < 0.005:
        yield from mistaken(session, by, today, minutes)


def airing(session: Session, by: User, *, recorded_at: datetime, **fields) -> Airing:
    return Airing(
        commune_id=session.duty.commune_id,
        body=session.duty.body,
        happened_on=session.day,
        covers_on=session.day,
        slot=session.slot,
        recorded_at=recorded_at,
        recorded_by=by,
        why_late=why_late(session.day, recorded_at, WHY_LATE),
        **fields,
    )


def mistaken(session: Session, by: User, today: Today, minutes: int) -> Iterator[Airing]:
    chance = draw("mistake", session.village.name, session.day)
    recorded_at = session.recorded_at + timedelta(minutes=2 + chance.randrange(5))
    voided_at = recorded_at + timedelta(minutes=5 + chance.randrange(60))
    if today.knows(voided_at):
        yield airing(
            session,
            by,
            id=id_at(recorded_at, chance),
            language=VIE.value,
            minutes=minutes,
            recorded_at=recorded_at,
            voided_at=voided_at,
            voided_by=by,
            void_reason=chance.choice(MISTAKES),
        )
