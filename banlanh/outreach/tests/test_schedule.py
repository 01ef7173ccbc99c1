"""The weekly schedule: rules from a week on, one tap for what was played, the week as it stands."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.outreach.actions import (
    confirm_airing,
    move_airing,
    plan_airing,
    plan_airings,
    record_airing,
    record_failed_airing,
    stop_airing,
)
from banlanh.outreach.models import Airing, PlannedAiring
from banlanh.outreach.queries import cell_of, planned_days, rules_on, sessions_of
from tests.support.commune import body_of

MONDAY, DAY = date(2026, 11, 23), timedelta(days=1)
WEEK = 7 * DAY


def plan(body, by, **changes) -> PlannedAiring:
    session = {"weekday": 3, "slot": "evening", "minutes": 15, "starts_on": MONDAY}
    return plan_airing(body=body, by=by, **{"id": uuid7(), **session, **changes})


def move(planned, by, **changes) -> PlannedAiring:
    session = {name: getattr(planned, name) for name in ("weekday", "slot", "minutes", "languages")}
    return move_airing(planned, by=by, **{"id": uuid7(), "starts_on": MONDAY + WEEK, **session, **changes})


def week(body, monday=MONDAY) -> list[tuple]:
    return [(each.day, each.slot, each.mark) for each in sessions_of([body], monday).get(body.pk, [])]


@pytest.fixture
def friday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-27")


# --- the rules


@pytest.mark.parametrize(("who", "may"), [("lan", True), ("minh", True), ("hanh", True), ("hoa", False)])
def test_who_sets_when_a_village_plays(village, lan, minh, hanh, hoa, who, may):
    by = {"lan": lan, "minh": minh, "hanh": hanh, "hoa": hoa}[who]
    if may:
        assert plan(village, by).languages == ["vie", "hmn"]
        assert Event.objects.get().verb == "airing.planned"
    else:
        with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
            plan(village, by)


def test_only_villages_have_loudspeakers(cell, minh):
    with pytest.raises(Refused, match="không có loa"):
        plan(cell, minh)


def test_the_same_form_twice_is_one_rule(village, lan):
    id = uuid7()
    assert plan(village, lan, id=id) == plan(village, lan, id=id)
    assert PlannedAiring.objects.count() == Event.objects.count() == 1


def test_a_village_plays_one_thing_at_a_time(village, lan):
    plan(village, lan)
    plan(village, lan, slot="morning")
    with pytest.raises(Refused, match="đã có khung buổi chiều tối thứ Năm"):
        plan(village, lan, starts_on=MONDAY + 5 * WEEK)


def test_a_rule_begins_in_a_week_to_come(village, lan):
    for day in (MONDAY - WEEK, MONDAY + DAY):
        with pytest.raises(Refused):
            plan(village, lan, starts_on=day)


def test_several_villages_at_once_each_in_its_own_languages_or_none_of_them(commune, village, minh):
    other = body_of(commune, "Thôn Bản Mới")
    other.place.languages = ["vie"]
    other.place.save()
    session = {"by": minh, "weekday": 0, "slot": "morning", "minutes": 10, "starts_on": MONDAY}
    made = plan_airings(id=uuid7(), bodies=[village, other], **session)
    assert [each.languages for each in made] == [["vie", "hmn"], ["vie"]]
    with pytest.raises(Refused):
        plan_airings(id=uuid7(), bodies=[body_of(commune, "Thôn Sín Chải"), village], **session)
    assert PlannedAiring.objects.count() == 2


def test_a_rule_that_is_moved_leaves_the_weeks_before_as_they_were(village, lan):
    moved = move(plan(village, lan), lan, weekday=5)
    assert week(village) == [(MONDAY + 3 * DAY, "evening", "open")]
    assert week(village, MONDAY + WEEK) == [(MONDAY + WEEK + 5 * DAY, "evening", "open")]
    assert rules_on(village, MONDAY + 3 * WEEK) == [moved]


def test_moved_twice_before_it_began_only_the_last_word_holds(village, lan):
    first = plan(village, lan, starts_on=MONDAY + WEEK)
    second = move(first, lan, weekday=5, starts_on=MONDAY + WEEK)
    move(second, lan, weekday=6, starts_on=MONDAY + WEEK)
    assert week(village) == []
    assert week(village, MONDAY + WEEK) == [(MONDAY + WEEK + 6 * DAY, "evening", "open")]


def test_only_a_rule_that_holds_in_that_week_can_be_moved(village, lan):
    first = plan(village, lan, starts_on=MONDAY + WEEK)
    with pytest.raises(Refused, match="Khung này bắt đầu từ 30/11/2026"):
        move(first, lan, weekday=4, starts_on=MONDAY)
    move(first, lan, weekday=4, starts_on=MONDAY + 2 * WEEK)
    with pytest.raises(Refused, match="đã đổi hoặc đã bỏ"):
        move(first, lan, weekday=5, starts_on=MONDAY + 3 * WEEK)


def test_another_length_on_the_same_day_is_no_quarrel_with_itself(village, lan):
    assert move(plan(village, lan), lan, minutes=20).minutes == 20


def test_a_rule_that_is_stopped_asks_no_more_from_this_week_on(village, lan, hoa):
    planned = plan(village, lan)
    with pytest.raises(Refused):
        stop_airing(planned, by=hoa)
    stop_airing(planned, by=lan)
    stop_airing(planned, by=lan)
    assert week(village) == week(village, MONDAY + WEEK) == []
    assert Event.objects.filter(verb="airing.unplanned").count() == 1


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(["morning", "evening"]), st.integers(0, 8)), max_size=5
    ),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_it_is_moved_each_week_has_at_most_one_session_of_it(village, lan, moves):
    PlannedAiring.objects.all().delete()
    planned = plan(village, lan)
    for weekday, slot, ahead in moves:
        starts_on = max(planned.starts_on, MONDAY + ahead * WEEK)
        planned = move(planned, lan, weekday=weekday, slot=slot, starts_on=starts_on)
    weeks = [week(village, MONDAY + number * WEEK) for number in range(12)]
    assert all(len(each) <= 1 for each in weeks) and len(weeks[-1]) == 1


# --- what is told


def test_one_tap_makes_an_airing_of_each_language(village, lan, friday):
    planned = plan(village, lan)
    confirm_airing(planned, id=uuid7(), by=lan, day=MONDAY + 3 * DAY)
    played = Airing.objects.values_list("language", "happened_on", "slot", "minutes").order_by("language")
    assert list(played) == [(each, MONDAY + 3 * DAY, "evening", 15) for each in ("hmn", "vie")]
    assert week(village) == [(MONDAY + 3 * DAY, "evening", "done")]


def test_the_tap_twice_is_once(village, lan, friday):
    planned, id = plan(village, lan), uuid7()
    for _ in range(2):
        confirm_airing(planned, id=id, by=lan, day=MONDAY + 3 * DAY)
    assert Airing.objects.count() == 2


@pytest.mark.parametrize("day", [MONDAY, MONDAY - 4 * DAY, MONDAY + 10 * DAY])
def test_a_day_that_the_rule_does_not_hold_for_or_is_to_come_is_refused(village, lan, day):
    with pytest.raises(Refused):
        confirm_airing(plan(village, lan), id=uuid7(), by=lan, day=day)
    assert not Airing.objects.exists()


def test_the_stranger_from_the_next_village_confirms_nothing(village, lan, hoa, friday):
    with pytest.raises(Refused):
        confirm_airing(plan(village, lan), id=uuid7(), by=hoa, day=MONDAY + 3 * DAY)


def test_the_week_says_what_was_asked_played_failed_and_not_told(village, lan, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    for weekday in (0, 1, 2, 3, 5):
        plan(village, lan, weekday=weekday)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-26")
    at = {"body": village, "by": lan, "slot": "evening"}
    record_airing(id=uuid7(), happened_on=MONDAY, languages=["vie", "hmn"], minutes=15, **at)
    record_airing(id=uuid7(), happened_on=MONDAY + DAY, languages=["vie"], minutes=15, **at)
    record_failed_airing(id=uuid7(), happened_on=MONDAY + 2 * DAY, reason="power", **at)
    record_airing(id=uuid7(), **at | {"slot": "morning"}, happened_on=MONDAY, languages=["hmn"], minutes=15)
    told = sessions_of([village], MONDAY)[village.pk]
    assert [(each.short, each.said) for each in told] == [
        ("sáng", "đã phát, ngoài lịch"),
        ("tối", "đã phát"),
        ("tối", "chưa phát tiếng Mông"),
        ("tối", "mất điện"),
        ("tối", "hôm nay"),
        ("tối", "chưa đến ngày"),
    ]
    assert [each.can_be_told for each in told] == [False, False, True, True, True, False]
    assert cell_of(told, MONDAY) == ("done", "sáng, tối") and cell_of(told, MONDAY + 4 * DAY) is None
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-27")
    assert sessions_of([village], MONDAY)[village.pk][4].state == ("unknown", "chưa báo")


def test_a_calendar_of_the_schedule_has_every_planned_day(village, lan):
    planned = plan(village, lan)
    move(planned, lan, weekday=5, slot="morning", starts_on=MONDAY + WEEK)
    days = list(planned_days(village, MONDAY, MONDAY + 2 * WEEK))
    assert [(each.day, each.slot) for each in days] == [
        (MONDAY + 3 * DAY, "evening"),
        (MONDAY + WEEK + 5 * DAY, "morning"),
    ]
    assert days[0].title == "Phát bản tin buổi chiều tối, Thôn Nà Lìn"
    assert len({each.uid for each in days}) == 2
