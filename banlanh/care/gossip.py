"""The plain rules that name an opening of a file to be asked about (PROTECTION SEC-30): each a question and a sentence.

A rule looks at one opening and at what is known of its file. None counts points, none compares people: what it names is
a question for the reviewer to ask, not an answer.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from banlanh.core import words

EMERGENCY = "emergency"
WEEK = timedelta(weeks=1)
LONG_BEFORE = timedelta(weeks=4)  # how far back a rule looks
MORNING, EVENING = time(7), time(18)  # the offices' day, with the time to come and to leave
HOURS = 6
SAME_WORK = timedelta(hours=HOURS)  # around an opening by night: what is written then explains it
MOST_IN_A_DAY = 3  # people who open one file
OFTEN = 3  # days on which one person opens one file without ever writing in it

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Opening:
    """One look at a part of a file, or one that was refused: as the log told it, in the commune's own time."""

    event: int
    at: datetime
    by: int
    person: UUID
    part: str = ""
    purpose: str = ""  # of one that was refused: none

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def is_ordinary(self) -> bool:
        """Neither refused nor an emergency, which is reviewed by itself (SEC-15)."""
        return self.purpose not in ("", EMERGENCY)


@dataclass(frozen=True)
class Facts:
    """What is known of the files that were opened, when the rules are asked."""

    openings: list[Opening]  # in their order
    acts: dict[tuple[int, UUID], list[datetime]] = field(default_factory=dict)  # who wrote in which file, in order
    due: dict[UUID, list[Days]] = field(default_factory=dict)  # from when to when something is to be done in a file
    theirs: dict[tuple[int, UUID], list[Days]] = field(default_factory=dict)  # whose work a file is, from when to when
    closed: dict[UUID, date] = field(default_factory=dict)
    kept_out: frozenset[tuple[int, UUID]] = frozenset()  # who was blocked from a file, then or later

    @cached_property
    def of_file(self) -> dict[UUID, list[Opening]]:
        found: dict[UUID, list[Opening]] = {}
        for each in self.openings:
            if each.purpose:
                found.setdefault(each.person, []).append(each)
        return found

    def earlier(self, opening: Opening, since: date) -> list[Opening]:
        """The looks at the same file before this one, of `since` and later."""
        looks = self.of_file[opening.person]
        return [each for each in looks if since <= each.day and (each.at, each.event) < (opening.at, opening.event)]

    def has_acted(self, opening: Opening, before: timedelta, after: timedelta) -> bool:
        """Whether who opened the file also wrote in it, at most so long before or after."""
        acts = self.acts.get((opening.by, opening.person), [])
        place = bisect_left(acts, opening.at - before)
        return place < len(acts) and acts[place] <= opening.at + after

    def has_task(self, opening: Opening) -> bool:
        """Whether the file is theirs to work on, or something was to be done in it."""
        spans = [*self.theirs.get((opening.by, opening.person), []), *self.due.get(opening.person, [])]
        return any(first <= opening.day <= last for first, last in spans)


@dataclass(frozen=True)
class Rule:
    key: str
    sentence: str
    names: Callable[[Opening, Facts], bool]


RULES: list[Rule] = []


def says(sentence: str) -> Callable:
    """Enter a rule, with the sentence that tells the reviewer why an opening is named."""

    def enter(names: Callable[[Opening, Facts], bool]) -> Callable:
        RULES.append(Rule(names.__name__, sentence, names))
        return names

    return enter


@says("Mở khi hồ sơ không có việc gì đến hạn, và hồ sơ không giao cho người mở.")
def without_task(opening: Opening, facts: Facts) -> bool:
    return opening.is_ordinary and not facts.has_task(opening) and not facts.has_acted(opening, WEEK, WEEK)


@says(f"Mở ngoài giờ làm việc mà {HOURS} giờ trước và sau đó không ghi việc gì vào hồ sơ.")
def outside_hours(opening: Opening, facts: Facts) -> bool:
    is_in_hours = MORNING <= opening.at.time() < EVENING and not words.day_off(opening.day)
    return opening.is_ordinary and not is_in_hours and not facts.has_acted(opening, SAME_WORK, SAME_WORK)


@says("Mở hồ sơ đã kết thúc.")
def closed_file(opening: Opening, facts: Facts) -> bool:
    closed_on = facts.closed.get(opening.person)
    return bool(opening.purpose) and closed_on is not None and closed_on < opening.day


@says("Người mở hoặc hỏi mở là người đã được ghi không được xem hồ sơ này: người nhà, hoặc chính chủ yêu cầu.")
def own_relative(opening: Opening, facts: Facts) -> bool:
    """Also who looked before it was known, and who asks since and is refused."""
    return (opening.by, opening.person) in facts.kept_out


@says(f"Trong ngày có quá {MOST_IN_A_DAY} người mở hồ sơ này; đây là người thứ {MOST_IN_A_DAY + 1}.")
def crowd(opening: Opening, facts: Facts) -> bool:
    if not opening.purpose:
        return False
    others = {each.by for each in facts.earlier(opening, opening.day)}
    return len(others) == MOST_IN_A_DAY and opening.by not in others


@says(f"Mở {OFTEN} ngày trong bốn tuần mà không ghi việc gì vào hồ sơ.")
def never_acted(opening: Opening, facts: Facts) -> bool:
    if not opening.is_ordinary or facts.has_acted(opening, LONG_BEFORE, WEEK):
        return False
    before = facts.earlier(opening, opening.day - LONG_BEFORE)
    days = {each.day for each in before if each.by == opening.by}
    return len(days) == OFTEN - 1 and opening.day not in days


def named_by(opening: Opening, facts: Facts) -> list[Rule]:
    return [rule for rule in RULES if rule.names(opening, facts)]
