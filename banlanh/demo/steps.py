"""How work that no record proves was handed in, sent back, accepted, or excused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from banlanh.accounts.models import User
from banlanh.plans.enums import Verb
from banlanh.plans.models import Duty, Step

from . import bodies as b
from .airings import STORM_MONTHS
from .chance import Today, draw, id_at, within
from .notes import (
    ACCEPTANCES,
    EXCUSES,
    HABITS,
    RETURNS,
    SECOND_TRIES,
    STRUCK,
    TRAINING,
    Habit,
)
from .people import OFFICER
from .plan import STARTS_ON

BADLY_LED = frozenset({b.village_body("Sín Chải"), b.cell("Sín Chải")})
STILL_AT_IT = frozenset({b.village_body("Nà Lìn")})  # hands in on the last days, so that its desk is never bare
RETURNED_NOW = "helping"  # the women's: so that a duty that was sent back can always be seen
RETURNED, EXCUSED, LATE = 0.08, 0.05, 0.08


@dataclass(frozen=True)
class Hands:
    """Who hands in, and who answers: never the same person."""

    theirs: User
    office: User


def steps(key: str, duty: Duty, hands: Hands, today: Today) -> list[Step]:
    """The life of one duty of the task `key`, as far as it is known today."""
    habit, chance = HABITS[key], draw("steps", key, duty.body.name, duty.starts_on)
    if key == RETURNED_NOW and is_returned_now(duty, today):
        return returned_now(duty, hands, today)
    if duty.body.name in BADLY_LED and chance.random() < 0.7:
        return []
    if is_short(duty) and duty.due_on.month in STORM_MONTHS and chance.random() < EXCUSED:
        told = [step(duty, Verb.EXCUSE, day_before(duty, 5, chance), hands.office, chance.choice(EXCUSES), chance)]
    else:
        told = handed_in(duty, habit, hands, chance)
    return [each for each in told if today.knows(each.at)]


def is_short(duty: Duty) -> bool:
    """Whether its period is a month or a quarter, so that the next one makes up for it."""
    return duty.ends_on - duty.starts_on < timedelta(days=100)


def is_returned_now(duty: Duty, today: Today) -> bool:
    week_ago = today.day - timedelta(days=7)
    return duty.body.name == b.WOMEN and max(duty.starts_on, STARTS_ON) <= week_ago <= today.day <= duty.ends_on


def returned_now(duty: Duty, hands: Hands, today: Today) -> list[Step]:
    """One duty that was sent back two days ago, and waits for a better word."""
    chance = draw("returned", duty.starts_on)
    handed, returned = (within(chance, today.day - timedelta(days=days), 8, 17) for days in (4, 2))
    note = words(HABITS[RETURNED_NOW].notes[0], chance)
    return [
        step(duty, Verb.SUBMIT, handed, hands.theirs, note, chance),
        step(duty, Verb.SEND_BACK, returned, hands.office, RETURNS[3], chance),
    ]


def handed_in(duty: Duty, habit: Habit, hands: Hands, chance: Random) -> list[Step]:
    at = submission(duty, habit, chance)
    note = words(chance.choice(habit.notes), chance)
    told = [step(duty, Verb.SUBMIT, at, hands.theirs, note, chance)]
    if chance.random() < RETURNED:
        at = later(at, chance, 1, 3)
        told.append(step(duty, Verb.SEND_BACK, at, hands.office, chance.choice(RETURNS), chance))
        at = later(at, chance, 2, 6)
        again = words(chance.choice(SECOND_TRIES), chance)
        told.append(step(duty, Verb.SUBMIT, at, hands.theirs, again, chance))
    accepted = step(duty, Verb.ACCEPT, later(at, chance, 1, 4), hands.office, chance.choice(ACCEPTANCES), chance)
    accepted.on = told[-1].on  # done on the day on which it was handed in
    return [*told, accepted]


def submission(duty: Duty, habit: Habit, chance: Random) -> datetime:
    early = chance.randint(*habit.early)
    if duty.body.name in STILL_AT_IT:
        early = min(early, 3)
    if chance.random() < LATE:
        return within(chance, duty.due_on + timedelta(days=1 + chance.randrange(8)), 8, 20)
    return day_before(duty, early, chance)


def day_before(duty: Duty, days: int, chance: Random) -> datetime:
    """A moment so many days before the duty is due, but not before the plan had come."""
    soonest = max(duty.starts_on, STARTS_ON + timedelta(days=4))
    return within(chance, min(max(duty.due_on - timedelta(days=days), soonest), duty.due_on), 8, 20)


def later(moment: datetime, chance: Random, fewest: int, most: int) -> datetime:
    return within(chance, moment.date() + timedelta(days=chance.randint(fewest, most)), 8, 17)


def step(duty: Duty, verb: Verb, at: datetime, by: User, note: str, chance: Random) -> Step:
    return Step(id=id_at(at, chance), duty=duty, verb=verb, at=at, on=at.date(), by=by, note=note)


def words(note: str, chance: Random) -> str:
    return note.format(
        n=chance.randint(12, 38),
        k=chance.randint(2, 5),
        share=f"{chance.randint(68, 93)}%",
    )


def excuses(airing: Iterable[Duty], resolution: Iterable[Duty], office: User, today: Today) -> Iterator[Step]:
    """What records prove, but could not be: three weeks without a loudspeaker, a month of training."""
    struck = (duty for duty in airing if is_struck(duty))
    training = (duty for duty in resolution if duty.body.name == b.MILITARY_CELL and duty.starts_on == date(2026, 7, 1))
    for reason, duties in ((STRUCK, struck), (TRAINING, training)):
        for duty in duties:
            chance = draw("excuse", duty.body.name, duty.starts_on)
            told = step(duty, Verb.EXCUSE, day_before(duty, 4, chance), office, reason, chance)
            if today.knows(told.at):
                yield told


def is_struck(duty: Duty) -> bool:
    weeks = (date(2026, 7, 6), date(2026, 7, 13), date(2026, 7, 20))
    return duty.body.name == b.village_body("Tả Hồ") and duty.starts_on in weeks


def approver_of(key: str) -> str:
    return HABITS[key].approver if key in HABITS else OFFICER
