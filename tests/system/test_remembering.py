"""What the sheet remembers is read anew after an event of a room that it was read from: so those must be named."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from banlanh.accounts.models import Post, User
from banlanh.audit.queries import Version, version_of
from banlanh.core.ids import uuid7
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count
from banlanh.outreach.actions import record_airing
from banlanh.outreach.models import Airing
from banlanh.plans.actions import excuse_duty, order_once, send_back_duty, submit_duty
from banlanh.plans.models import Duty
from banlanh.records.actions import void_record
from tests.support.demonstration import DAY

pytestmark = pytest.mark.django_db(databases="__all__")
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
            self.read[what], self.named[what] = set(), {"places", *(each.split(".")[0] for each in of)}
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
    return Watched(demo, DAY, Version(1))


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


def test_after_whatever_happens_what_is_remembered_is_what_a_recount_finds(demo, monday):
    """Of today and of last month, which some of it was about."""
    days = DAY, date(2026, 10, 31)
    for happens in (nothing, an_airing, an_airing_is_void, a_step_back, a_duty_is_excused, a_new_order):
        happens(demo)
        for day in days:
            assert count(Facts(demo, day, version_of(demo.pk))) == count(Facts(demo, day)), (happens.__name__, day)


def test_a_figure_stands_on_every_room_of_what_it_is_counted_from(facts):
    """Also where what it is counted from was found for another figure before, or is remembered."""
    count(facts)
    for found in (facts.parts, count_again(facts).parts):
        assert set(found["figure pledges_homes"].rooms) == {"places", "pledges", "registers"}
        assert set(found["figure airings"].rooms) == {"places", "plans.plan", "plans.duty", "outreach"}
        assert {"documents", "committee", "situation"} < set(found["figure duties"].rooms)


def count_again(facts: Facts) -> Facts:
    """After an event of the plans: most of what a figure is counted from is remembered, and not found again."""
    again = Facts(facts.commune, facts.on, Version(2, {"plans.duty": "one step more"}))
    count(again)
    return again


# --- what happens ---------------------------------------------------------------------------------------------


def nothing(demo):
    pass


def an_airing(demo):
    head = User.objects.get(username="lan")
    body = head.posts.get().body
    told = {"slot": "evening", "languages": ["vie"], "minutes": 10}
    record_airing(id=uuid7(), body=body, by=head, happened_on=DAY, **told)


def an_airing_is_void(demo):
    """An old one: last month's figures change."""
    head = User.objects.get(username="lan")
    airing = Airing.objects.filter(body=head.posts.get().body, happened_on__month=10).first()
    void_record(airing, by=head, reason="Ghi nhầm ngày.")


def a_step_back(demo):
    secretary = User.objects.get(username="bithu")
    duty = next(each.duty for each in Facts(demo, DAY).standings("plans") if each.is_owed)
    submit_duty(duty, id=uuid7(), by=secretary_of(duty), note="Đã làm xong.")
    send_back_duty(duty, id=uuid7(), by=secretary, note="Xin ghi rõ hơn.")


def secretary_of(duty: Duty) -> User:
    return Post.objects.held_on(DAY).filter(body=duty.body).first().user


def a_duty_is_excused(demo):
    late = next(each.duty for each in Facts(demo, DAY).standings("outreach") if each.is_owed)
    excuse_duty(late, id=uuid7(), by=User.objects.get(username="bithu"), note="Loa hỏng cả tuần.")


def a_new_order(demo):
    duty = Facts(demo, DAY).duties[0]
    days = {"since": DAY, "due_on": date(2026, 11, 30)}
    by = User.objects.get(username="bithu")
    order_once(duty.task.clause, by=by, title="Họp dân thôn về đường mới", body=duty.body, **days)
