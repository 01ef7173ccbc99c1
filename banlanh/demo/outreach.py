"""Whom the Front, unions and villages met, what schools held, and why loudspeakers were silent."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from banlanh.accounts.models import User
from banlanh.outreach.enums import Audience, Reason, Subject
from banlanh.outreach.models import FailedAiring, Gathering, SchoolSession
from banlanh.plans.models import Duty

from . import bodies as b
from .airings import (
    BY_NAME,
    IMPROVER,
    SILENT_NOW,
    STORM_MONTHS,
    STRUCK,
    WHY_LATE,
    Session,
    habit,
    happens,
    is_dark,
    session_of,
)
from .chance import Today, draw, id_at, why_late, within
from .plan import STARTS_ON
from .steps import is_short, is_struck

LATE = 0.06
TOLD = 0.7  # of the sessions that were not played, those of which the village said why
VENUES = ("nhà văn hóa xã", "nhà văn hóa thôn Tả Mây", "nhà văn hóa thôn Nậm Lành", "hội trường Ủy ban nhân dân xã")
VILLAGE_MEETINGS = ((3, 28), (5, 16), (7, 25), (9, 19), (11, 14))  # month and day about which villages meet
TURNOUT = (0.55, 0.85)  # of a village's households
CLASSES = ("toàn trường", "khối 6 và khối 7", "khối 8 và khối 9")
OF_PRIMARY = ("toàn trường", "khối 3 đến khối 5", "các lớp bán trú")
OF_KINDERGARTEN = ("lớp 5 tuổi", "các lớp mẫu giáo")


def gatherings(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Gathering]:
    """How the Front or a union met persons of prestige, once for each of its `duties`."""
    for duty in duties:
        chance = draw("gathering", duty.body.name, duty.starts_on)
        day = day_of(duty, chance, most_early=70)
        if day >= today.day - timedelta(days=9) and duty.body.name == b.WOMEN:
            continue  # its desk has something to show
        yield from gathering(
            duty.body,
            by,
            today,
            day,
            chance,
            audience=chance.choice((Audience.ELDERS, Audience.ELDERS, Audience.LINEAGES)),
            venue=chance.choice(VENUES),
            present=chance.randint(12, 38),
            pledges=chance.choice((0, 0, 4, 7, 11)),
            covers_on=max(duty.starts_on, min(day, duty.ends_on)),
            for_task=duty.task_id,
        )


def village_meetings(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Gathering]:
    """Meetings of one village's people: no plan orders them, they are recorded all the same."""
    body = next(iter(duties)).body
    if body.place.name == SILENT_NOW:
        return
    for month, day in VILLAGE_MEETINGS:
        chance = draw("village meeting", body.name, month)
        on = date(STARTS_ON.year, month, day) + timedelta(days=chance.randint(-9, 0))
        present = int(body.place.households * chance.uniform(*TURNOUT))
        audience, pledges = Audience.VILLAGERS, chance.choice((0, 0, present // 3))
        yield from gathering(
            body, by, today, on, chance, audience=audience, venue="nhà văn hóa thôn", present=present, pledges=pledges
        )


def gathering(body, by: User, today: Today, day: date, chance: Random, **fields) -> Iterator[Gathering]:
    recorded_at = within(chance, day + timedelta(chance.choice((0, 0, 1))), 19, 22)
    if day > STARTS_ON and today.knows(recorded_at):
        common = {"commune_id": body.commune_id, "body": body, "happened_on": day, "recorded_by": by}
        yield Gathering(id=id_at(recorded_at, chance), recorded_at=recorded_at, **{"covers_on": day} | common | fields)


def sessions(duties: Iterable[Duty], by: User, today: Today) -> Iterator[SchoolSession]:
    """What one school held for each of its `duties`."""
    for duty in duties:
        chance = draw("school session", duty.body.name, duty.starts_on, duty.task_id)
        day = school_day(day_of(duty, chance))
        recorded_at = within(chance, day + timedelta(chance.choice((0, 0, 1))), 16, 20)
        if day > STARTS_ON and today.knows(recorded_at):
            yield SchoolSession(
                id=id_at(recorded_at, chance),
                commune_id=duty.commune_id,
                body=duty.body,
                happened_on=day,
                covers_on=max(duty.starts_on, min(day, duty.ends_on)),
                for_task=duty.task_id,
                recorded_at=recorded_at,
                recorded_by=by,
                **who_came(duty, chance),
            )


def who_came(duty: Duty, chance: Random) -> dict:
    """Classes, numbers and subject; of small children it is the parents who come."""
    name, begins = duty.body.name, not is_short(duty)
    if name in b.KINDERGARTENS:
        came = {"classes": chance.choice(OF_KINDERGARTEN), "pupils": 0, "parents": chance.randint(24, 68)}
        return came | {"subject": Subject.OTHER}
    classes = "toàn trường" if begins else chance.choice(CLASSES if "THCS" in name else OF_PRIMARY)
    pupils = chance.randint(210, 420) if classes == "toàn trường" else chance.randint(70, 160)
    parents = pupils - chance.randint(8, 60) if begins else 0
    subject = Subject.BOTH if begins else chance.choice((Subject.REFUSING, Subject.VAPING, Subject.REFUSING))
    return {"classes": classes, "pupils": pupils, "parents": parents, "subject": subject}


def day_of(duty: Duty, chance: Random, most_early: int = 25) -> date:
    """Some days before it is due, at times some after; never before the plan had come."""
    if chance.random() < LATE:
        return duty.due_on + timedelta(days=1 + chance.randrange(8))
    soonest = max(duty.starts_on, STARTS_ON + timedelta(days=4))
    return min(max(duty.due_on - timedelta(days=chance.randint(2, most_early)), soonest), duty.due_on)


def school_day(day: date) -> date:
    """That day, or the Friday before its weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def failures(duties: Iterable[Duty], by: User, today: Today) -> Iterator[FailedAiring]:
    """What one village said of the sessions that it could not play in the weeks of its `duties`."""
    for duty in duties:
        village = BY_NAME[duty.body.place.name]
        for number, (weekday, slot) in enumerate(habit(village)):
            session = session_of(duty, village, duty.starts_on + timedelta(weekday), slot)
            reason = reason_of(session, number)
            could = session.day > STARTS_ON and today.knows(session.recorded_at) and village.name != SILENT_NOW
            if reason and could and not happens(session, number, today):
                yield failure(session, by, reason)


def reason_of(session: Session, number: int) -> Reason | None:
    """Why this one was not played, if it was not; nothing where the village kept silent."""
    name, chance = session.village.name, draw("failed", session.village.name, session.day)
    if name == STRUCK and is_struck(session.duty):
        return Reason.BROKEN
    if number and is_dark(name, session.duty.starts_on):
        return chance.choice((Reason.POWER, Reason.WEATHER))
    if name == IMPROVER or chance.random() > TOLD:
        return None
    usual = (Reason.POWER, Reason.POWER, Reason.BROKEN, Reason.OTHER)
    return chance.choice((*usual, Reason.WEATHER) if session.day.month in STORM_MONTHS else usual)


def failure(session: Session, by: User, reason: Reason) -> FailedAiring:
    return FailedAiring(
        id=id_at(session.recorded_at, draw("failure", session.village.name, session.day)),
        commune_id=session.duty.commune_id,
        body=session.duty.body,
        happened_on=session.day,
        covers_on=session.day,
        slot=session.slot,
        reason=reason,
        word="cả thôn đi đám hiếu, không ai trực loa" if reason == Reason.OTHER else "",
        recorded_at=session.recorded_at,
        recorded_by=by,
        why_late=why_late(session.day, session.recorded_at, WHY_LATE),
    )
