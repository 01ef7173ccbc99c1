"""Bad news that is told in time lowers no figure, no target and nobody's standing (PROTECTION P14, SEC-59)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banlanh.accounts.enums import Role
from banlanh.care import actions, queries, terms, window
from banlanh.care.enums import Found, Result
from banlanh.care.models import Finding
from banlanh.care.tests.conftest import another, appoint, village_of
from banlanh.care.timely import timeliness
from banlanh.core import clock
from banlanh.core.homes import KEYS, SEALED
from banlanh.core.ids import uuid7
from banlanh.indicators.clear import clear_villages
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count
from banlanh.places.models import Body
from banlanh.plans.enums import State
from banlanh.sealing.actions import make_master
from banlanh.situation.actions import open_spot
from tests.support.commune import body_of
from tests.support.nightly import at_night

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 11, 25)
LATE = 5 * clock.DAY
CASES = at_night(500, else_few=5)


class World:
    """A commune with a plan, and four people in care with a test that is due, every second after rehabilitation."""

    def __init__(self, commune):
        make_master()
        self.commune = commune
        self.officer = appoint(commune, "hằng", Role.R4, "Công an xã", [village_of(commune)])
        grounds = [terms.Ground.POSITIVE, terms.Ground.VOLUNTARY] * 2
        self.people = [self.found(TODAY - 60 * clock.DAY, ground) for ground in grounds]

    def found(self, on: date, ground: terms.Ground = terms.Ground.POSITIVE):
        told = another(ground=ground, decided_on=on, completed_on=on)
        person = actions.open_file(uuid4(), told, village=village_of(self.commune), by=self.officer)
        due_on = TODAY - 10 * clock.DAY
        actions.set_interval(person, months=3, first_on=due_on, decided_by="Trưởng Công an xã", by=self.officer)
        return person

    def tell(self, what: str, number: int, *, known_on: date) -> None:
        """One bad event, told today."""
        person, by = self.people[number], self.officer
        if what == "positive" and (due := queries.next_test(person)):
            days = {"done_on": min(due.due_on, known_on), "known_on": known_on}
            actions.record_result(due, result=Result.POSITIVE, by=by, **days)
        elif what in Found.values:
            days = {"happened_on": known_on, "known_on": known_on}
            actions.record_finding(uuid4(), person, found=Found(what), words="", by=by, **days)
        elif what == "somebody found":
            self.found(known_on)

    def end(self, number: int, on: date = TODAY) -> None:
        """Found to depend again: the file ends with the paper that says so."""
        person = self.people[number]
        if queries.within(self.officer, actions.Part.LEGAL).filter(pk=person.pk).exists():
            actions.close_file(person, terms.ExitReason.DEPENDENT, document="5/KQ", on=on, by=self.officer)

    def sheet(self) -> dict:
        return count(Facts(self.commune, TODAY))

    def lacking(self) -> int:
        """Of those after rehabilitation: who lacks tests in time or a body that helps (target II.3)."""
        people = window.after_rehab(self.commune)
        return len(people) - window.complete(people)

    def clear(self) -> int:
        """Villages without a hot spot and a new addict (target II.1)."""
        [found] = clear_villages(self.commune, Body.objects.for_place(self.commune).current(), TODAY)
        return found.n

    def share_in_time(self) -> float:
        told = timeliness(self.commune, TODAY - LATE, TODAY)
        return told.on_time / told.all if told.all else 1.0

    def after(self, events: list[tuple[str, int]], *, known_on: date) -> tuple[dict, float, int]:
        """The figures once these were told; then all is as before."""
        with transaction.atomic(), transaction.atomic(using=SEALED), transaction.atomic(using=KEYS):
            for what, number in events:
                self.tell(what, number, known_on=known_on)
            share = self.share_in_time()
            for what, number in events:
                if what == "depends again":
                    self.end(number)
            found = self.sheet(), share, self.lacking()
            for database in ("default", SEALED, KEYS):
                transaction.set_rollback(True, using=database)
        return found


@pytest.fixture
def world(commune, plan, monkeypatch, settings, tmp_path):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    settings.SEALED_KEY_FILE = str(tmp_path / "sealed.key")
    return World(commune)


def worse(before: dict, after: dict) -> set[str]:
    """What is lower in the second sheet: a figure of a body, a target, a body's duties, its place among the late."""
    found = {key for key, rows in before["figures"].items() if lower(by_body(rows), by_body(after["figures"][key]))}
    found |= {f"target {key}" for key in before["targets"] if lower({key: before["targets"][key]}, after["targets"])}
    found |= {
        f"states of {body}"
        for body, many in after["states"].items()
        if lates(many) > lates(before["states"].get(body, {}))
    }
    return found | ({"who is late"} if before["late"] != after["late"] else set())


def by_body(rows: list[list]) -> dict:
    return {(body, facet): (n, m) for body, n, m, facet in rows}


def lower(before: dict, after: dict) -> bool:
    return any(key not in after or after[key][0] * m < n * after[key][1] for key, (n, m) in before.items())


def lates(states: dict[str, int]) -> int:
    return states.get(State.LATE, 0) + states.get(State.MISSED, 0)


BAD = ["positive", *Found.values, "somebody found", "depends again"]
EVENTS = st.lists(st.tuples(st.sampled_from(BAD), st.integers(0, 3)), min_size=1, max_size=5)
ONE_WORLD = settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_bad_news_in_time_lowers_nothing_beside_silence_or_delay(world, record_property):
    """The three sheets are one and the same: what is counted of people in care, the window tells, in no sheet."""
    silent, lacking = world.sheet(), world.lacking()

    @ONE_WORLD
    @given(EVENTS)
    def law(events):
        (prompt, in_time, few), (delayed, late, many) = (
            world.after(events, known_on=TODAY - days) for days in (clock.DAY, LATE)
        )
        assert worse(silent, prompt) == worse(delayed, prompt) == set()
        assert in_time >= late and in_time == 1.0
        assert prompt == delayed == silent
        assert few <= min(many, lacking)

    law()
    assert not Finding.objects.exists(), "a draw was not undone, and the next would start elsewhere"
    record_property("bad news", f"{CASES} draws of up to 5 events, each told in time, late and not at all")


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_the_share_told_in_time_never_falls_by_what_is_told_in_time(on_time, late, more):
    before, after = (on_time, on_time + late), (on_time + more, on_time + late + more)
    assert not lower({"": before}, {"": after})


def test_one_figure_falls_by_an_honest_report_and_it_is_the_plan_s_own_target(world, commune):
    """A hot spot or a new addict makes one village fewer clear (target II.1): one sum of the commune, nobody's rank."""
    police = appoint(commune, "sơn", Role.R3, "Công an xã")
    name_hot_spot(commune, "Thôn Sín Chải", police)
    before, clear = world.sheet(), [world.clear()]
    world.end(0, on=TODAY - clock.DAY)
    clear.append(world.clear())
    name_hot_spot(commune, "Thôn Bản Mới", police)
    clear.append(world.clear())
    assert clear == [2, 1, 0]
    assert worse(before, world.sheet()) == set()


def name_hot_spot(commune, village: str, by) -> None:
    said = {"name": "quán đầu dốc", "document": "8/TB", "happened_on": TODAY}
    open_spot(id=uuid7(), body=body_of(commune, "Công an xã"), village=body_of(commune, village), by=by, **said)


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({"figures": {"airings": [[1, 1, 3, ""]]}}, {"airings"}),
        ({"figures": {"airings": [[1, 3, 5, ""]]}}, {"airings"}),
        ({"figures": {"airings": []}}, {"airings"}),
        ({"figures": {"airings": [[1, 4, 5, ""]]}}, set()),
        ({"targets": {"7": [1, 6]}}, {"target 7"}),
        ({"states": {"1": {"late": 2}}}, {"states of 1"}),
        ({"late": [[2, 1, 1, 9, ""]]}, {"who is late"}),
    ],
)
def test_the_law_would_see_what_is_worse(changed, seen):
    before = {
        "figures": {"airings": [[1, 2, 3, ""]]},
        "targets": {"7": [2, 6]},
        "states": {"1": {"late": 1}},
        "late": [[1, 1, 1, 9, ""]],
    }
    assert worse(before, before | changed) == seen
