"""Chance that falls the same way on every machine: each draw is seeded by the words that say what it is for.

So a draw depends on nothing drawn before it, and a demonstration made for a later day has the same past.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from django.utils import timezone

from banlanh.core import clock
from banlanh.records.models import is_late

CUT_OFF = time(10)  # the demonstration is made in the middle of its day's morning
VERSION_7 = 7 << 76
VARIANT = 2 << 62
RANDOM_A = 0xFFF << 64
RANDOM_B = (1 << 62) - 1


@dataclass(frozen=True)
class Today:
    """The day for which the demonstration is made; nothing is known of what comes after its `moment`."""

    day: date

    @cached_property
    def moment(self) -> datetime:
        return at(self.day, CUT_OFF)

    def knows(self, moment: datetime) -> bool:
        return moment <= self.moment

    @property
    def monday(self) -> date:
        return clock.monday_of(self.day)

    @property
    def month(self) -> date:
        return clock.month_of(self.day)

    @property
    def last_month(self) -> date:
        return clock.month_of(self.month - clock.DAY)


def draw(*about: object) -> Random:
    return Random("|".join(str(word) for word in about))


def why_late(happened_on: date, recorded_at: datetime, answers: Sequence[str]) -> str:
    """One of these, where it was recorded so late that it was asked (SEC-45)."""
    is_asked = is_late(happened_on, timezone.localdate(recorded_at))
    return draw("why late", recorded_at).choice(answers) if is_asked else ""


def at(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))


def within(chance: Random, day: date, since: int, until: int) -> datetime:
    """A moment of `day` between two hours."""
    return at(day, time(since)) + timedelta(seconds=chance.randrange((until - since) * 3600))


def id_at(moment: datetime, chance: Random) -> UUID:
    """A UUIDv7 as a phone would have made it at `moment` (RFC 9562, section 5.7)."""
    milliseconds = int(moment.timestamp() * 1000)
    random = chance.getrandbits(76)
    return UUID(int=milliseconds << 80 | VERSION_7 | random & RANDOM_A | VARIANT | random & RANDOM_B)


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """For the rules, which ask the clock, it is that day."""
    before = os.environ.get("BANLANH_TODAY")
    os.environ["BANLANH_TODAY"] = day.isoformat()
    try:
        yield
    finally:
        os.environ.pop("BANLANH_TODAY")
        if before:
            os.environ["BANLANH_TODAY"] = before
