"""What the sheet remembers is read anew after an event of a room that it was read from: so those must be named."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from banlanh.audit.queries import Version
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count

from .conftest import TODAY

pytestmark = pytest.mark.django_db
ROOM_OF = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}


class Watched(Facts):
    """Facts that tell which rooms' tables each remembered part was read from."""

    def __init__(self, *given):
        super().__init__(*given)
        self.reading: list[str] = []
        self.read: dict[str, set[str]] = {}
        self.named: dict[str, set[str]] = {}

    def once(self, what, find, *, of=(), daily=True):
        def watched():
            self.reading.append(what)
            self.read[what], self.named[what] = set(), {"places", *of}
            try:
                return find()
            finally:
                self.reading.pop()

        return super().once(what, watched, of=of, daily=daily)

    def listen(self, execute, sql, *rest):
        if self.reading:
            self.read[self.reading[-1]] |= {ROOM_OF[table] for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
        return execute(sql, *rest)


@pytest.fixture
def facts(demo, monday) -> Watched:
    return Watched(demo, date.fromisoformat(TODAY), Version(1))


def test_what_is_remembered_names_every_room_that_it_is_read_from(facts):
    with connection.execute_wrapper(facts.listen):
        count(facts)
    assert {what: read - facts.named[what] for what, read in facts.read.items() if read - facts.named[what]} == {}
    assert set().union(*facts.read.values()) >= {"plans", "pledges", "registers", "outreach", "situation"}


def test_only_what_an_event_touched_is_read_again(facts, demo):
    count(facts)
    again = Watched(demo, facts.on, Version(2, {"outreach": "one airing more"}))
    count(again)
    assert again.read and {what for what in again.read if "outreach" not in again.parts[what].rooms} == set()


def test_a_figure_stands_on_every_room_of_what_it_is_counted_from(facts):
    """Also where what it is counted from was found for another figure before, or is remembered."""
    count(facts)
    for found in (facts.parts, count_again(facts).parts):
        assert set(found["figure pledges_homes"].rooms) == {"places", "pledges", "registers"}
        assert set(found["figure airings"].rooms) == {"places", "plans", "outreach"}
        assert {"documents", "committee", "situation"} < set(found["figure duties"].rooms)


def count_again(facts: Facts) -> Facts:
    """After an event of the plans: most of what a figure is counted from is remembered, and not found again."""
    again = Facts(facts.commune, facts.on, Version(2, {"plans": "one step more"}))
    count(again)
    return again
