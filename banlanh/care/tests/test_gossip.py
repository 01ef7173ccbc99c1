"""Each rule that names an opening, alone, over the little that it asks about (SEC-30)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from banlanh.care.gossip import RULES, Facts, Opening, named_by

FILE, OTHER = UUID(int=1), UUID(int=2)
ALWAYS = (date.min, date.max)


def at(day: int, hour: int = 9) -> datetime:
    """A day of November 2026, whose 16th is a Monday."""
    return timezone.make_aware(datetime(2026, 11, day, hour))


def look(day: int = 18, hour: int = 9, by: int = 1, person: UUID = FILE, purpose: str = "file") -> Opening:
    return Opening(day * 1000 + hour * 10 + by, at(day, hour), by, person, "legal", purpose)


LOOK = look()
TASK = {"theirs": {(by, FILE): [ALWAYS] for by in range(9)}}
ACTS = {"acts": {(1, FILE): [at(18, 10)]}}
CASES = [
    ("nothing to ask of whose file it is", [LOOK], TASK, []),
    ("nobody's task", [LOOK], {}, ["without_task"]),
    ("something was due", [LOOK], {"due": {FILE: [(date(2026, 11, 18), date(2026, 11, 18))]}}, []),
    ("something was due the day before", [LOOK], {"due": {FILE: [(date.min, date(2026, 11, 17))]}}, ["without_task"]),
    ("they wrote in it", [LOOK], ACTS, []),
    ("another wrote in it", [LOOK], {"acts": {(2, FILE): [at(18, 10)]}}, ["without_task"]),
    ("they wrote in another", [LOOK], {"acts": {(1, OTHER): [at(18, 10)]}}, ["without_task"]),
    ("at seven", [look(hour=7)], TASK, []),
    ("before seven", [look(hour=6)], TASK, ["outside_hours"]),
    ("at six in the evening", [look(hour=18)], TASK, ["outside_hours"]),
    ("on a Saturday", [look(21)], TASK, ["outside_hours"]),
    ("by night, with work", [look(18, 5)], TASK | ACTS, []),
    ("by night, with work of the next day", [look(17, 22)], TASK | ACTS, ["outside_hours"]),
    ("in an emergency, which is reviewed", [look(21, 2, purpose="emergency")], {}, []),
    ("an ended file", [look(purpose="emergency")], {"closed": {FILE: date(2026, 11, 17)}}, ["closed_file"]),
    ("on its last day", [LOOK], TASK | {"closed": {FILE: date(2026, 11, 18)}}, []),
    ("who is kept out", [LOOK], TASK | {"kept_out": frozenset({(1, FILE)})}, ["own_relative"]),
    ("who is kept out and asked", [look(purpose="")], {"kept_out": frozenset({(1, FILE)})}, ["own_relative"]),
    ("another is kept out", [LOOK], TASK | {"kept_out": frozenset({(2, FILE)})}, []),
    ("refused, and a stranger", [look(purpose="")], {}, []),
    ("three in a day", [look(by=by, hour=8 + by) for by in (1, 2, 3)], TASK, []),
    ("the fourth", [look(by=by, hour=8 + by) for by in (1, 2, 3, 4)], TASK, ["crowd"]),
    ("the fifth, told with the fourth", [look(by=by, hour=8 + by) for by in (1, 2, 3, 4, 5)], TASK, []),
    ("four, one of them the day before", [look(17), *(look(by=by, hour=8 + by) for by in (2, 3, 4))], TASK, []),
    ("twice without acting", [look(16), look(18)], TASK, []),
    ("three times in a day", [look(hour=8), look(hour=9), look(hour=10)], TASK, []),
    ("on a third day", [look(13), look(16), look(18)], TASK, ["never_acted"]),
    ("on a fourth day, told before", [look(12), look(13), look(16), look(18)], TASK, []),
    ("on a third day, having acted", [look(13), look(16), look(18)], TASK | ACTS, []),
    ("on three days of two people", [look(13, by=2), look(16), look(18)], TASK, []),
]  # fmt: skip


@pytest.mark.parametrize(("looks", "known", "named"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_last_of_these_openings_is_named_by(looks, known, named):
    assert [rule.key for rule in named_by(looks[-1], Facts(looks, **known))] == named


def test_three_days_in_more_than_four_weeks_are_nothing():
    first = look(18)
    looks = [replace(first, event=number, at=first.at + timedelta(days=15 * number)) for number in range(3)]
    assert named_by(looks[-1], Facts(looks, **TASK)) == []


def test_every_rule_is_tried_and_has_a_sentence():
    assert {rule.key for rule in RULES} == {key for case in CASES for key in case[3]}
    assert all(rule.sentence.endswith(".") for rule in RULES)
