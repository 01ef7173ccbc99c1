"""Who may do what: police work is the police's and, as far as they walk, the military's; a village hangs posters."""

from datetime import date

import pytest

from banlanh.core.refusal import Refused, allows
from banlanh.places.models import Body
from banlanh.records.registry import KINDS
from banlanh.records.rules import may_record_for, may_void
from banlanh.situation import rules
from banlanh.situation.models import HotSpot, Inspection, Patrol, Route, SpotStep
from tests.support.commune import body_of, make_commune

from . import made


@pytest.mark.parametrize(
    ("who", "kind", "body", "expected"),
    [
        ("son", "patrol", "Công an xã", True),
        ("son", "patrol", "Ban Chỉ huy Quân sự xã", True),  # his cell reaches the whole commune
        ("huy", "patrol", "Công an xã", True),
        ("huy", "patrol", "Ban Chỉ huy Quân sự xã", False),
        ("chinh", "patrol", "Ban Chỉ huy Quân sự xã", True),
        ("chinh", "patrol", "Công an xã", False),
        ("minh", "patrol", "Công an xã", False),  # the secretary sees that it is done, and makes none
        ("lan", "patrol", "Thôn Nà Lìn", False),
        ("huy", "inspection", "Công an xã", True),
        ("son", "inspection", "Chi bộ Công an xã", True),
        ("chinh", "inspection", "Ban Chỉ huy Quân sự xã", False),
        ("son", "list_update", "Chi bộ Công an xã", True),
        ("minh", "list_update", "Công an xã", False),
        ("huy", "hot_spot", "Công an xã", True),
        ("minh", "hot_spot", "Công an xã", False),
        ("lan", "poster", "Thôn Nà Lìn", True),
        ("hoa", "poster", "Thôn Nà Lìn", False),  # the stranger from the next village
        ("lan", "poster", "Chi bộ Nà Lìn", False),
        ("minh", "poster", "Thôn Nà Lìn", True),  # who orders the commune's work records for it too
    ],
)
def test_who_may_record_what_for_whom(request, commune, who, kind, body, expected):
    user, of = request.getfixturevalue(who), body_of(commune, body)
    assert allows(may_record_for, user, of, KINDS[kind]) is expected


@pytest.mark.parametrize(("who", "expected"), [("son", True), ("huy", False), ("chinh", False), ("minh", False)])
def test_who_may_void_a_patrol_of_the_military(request, commune, military, chinh, route, who, expected):
    """The military's cell of the matrix reads and makes; what is wrong in it, the chief of police voids."""
    patrol = made.patrol(military, chinh, [route])
    assert allows(may_void, request.getfixturevalue(who), patrol) is expected


@pytest.mark.parametrize(
    ("who", "model", "expected"),
    [
        ("son", Patrol, 2),
        ("huy", Patrol, 1),
        ("chinh", Patrol, 1),
        ("minh", Patrol, 0),
        ("lan", Patrol, 0),
        ("son", Inspection, 1),
        ("huy", Inspection, 1),
        ("chinh", Inspection, 0),
        ("minh", Inspection, 0),
        ("huy", HotSpot, 1),
        ("huy", SpotStep, 1),
        ("chinh", HotSpot, 0),
        ("minh", HotSpot, 0),
        ("lan", SpotStep, 0),
    ],
)
def test_who_sees_what(request, commune, police, military, son, chinh, route, inn, spot, who, model, expected):
    made.patrol(police, son, [route])
    made.patrol(military, chinh, [route])
    made.inspection(police, son, inn)
    assert model.objects.visible_to(request.getfixturevalue(who).reach).count() == expected


@pytest.mark.parametrize(
    ("who", "may_add", "may_close"),
    [("son", True, True), ("huy", True, True), ("chinh", True, False), ("minh", False, False), ("lan", False, False)],
)
def test_who_names_and_closes_routes(request, commune, route, who, may_add, may_close):
    user = request.getfixturevalue(who)
    assert allows(rules.may_add_route, user, commune, "Đường giáp Nậm Lành") is may_add
    assert allows(rules.may_close_route, user, route) is may_close


def test_a_route_of_another_commune_is_nobody_s_here(commune, son, route):
    other = make_commune("Nậm Lành")
    assert not allows(rules.may_change_routes, son, other)
    with pytest.raises(Refused, match="tuyến của xã"):
        rules.may_walk([Route(commune=other)], commune)


@pytest.mark.parametrize(("who", "expected"), [("son", True), ("huy", True), ("minh", True), ("lan", False)])
def test_who_keeps_the_hotline(request, police, who, expected):
    assert allows(rules.may_keep_numbers, request.getfixturevalue(who), police) is expected


def test_a_hotline_is_the_police_s(military, son):
    with pytest.raises(Refused, match="của Công an xã"):
        rules.may_keep_numbers(son, military)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lều nương sau dốc Đá", True),
        ("nhà văn hóa cũ", True),
        ("nhà bỏ hoang cuối thôn", True),
        ("sau nhà máy chè", True),
        ("nhà ông Páo", False),
        ("Nhà  chị Mỷ", False),
        ("sân nhà anh ấy", False),
    ],
)
def test_a_hot_spot_is_a_place_and_nobody_s_house(name, expected):
    assert allows(rules.is_a_place, name) is expected


@pytest.mark.parametrize(
    ("before", "verb", "expected"),
    [
        ([], "worked_on", True),
        ([], "cleared", True),
        ([], "opened", False),
        (["worked_on"], "cleared", True),
        (["cleared"], "worked_on", False),
        (["cleared"], "cleared", False),
        (["cleared"], "opened", True),
        (["cleared", "opened"], "worked_on", True),
    ],
)
def test_which_step_follows_which(son, spot, before, verb, expected):
    for taken in before:
        made.step(spot, son, taken, happened_on=date(2026, 10, 20))
    step = SpotStep(body=spot.body, spot=spot, verb=verb, happened_on=made.FRIDAY)
    assert allows(rules.may_take_step, step) is expected


def test_a_step_is_not_before_the_last(son, spot):
    with pytest.raises(Refused, match="Bước trước làm ngày 05/10/2026"):
        made.step(spot, son, happened_on=date(2026, 10, 4))


def test_a_step_of_another_keeper_is_refused(commune, son, spot):
    cell: Body = body_of(commune, "Chi bộ Công an xã")
    with pytest.raises(Refused, match="do Công an xã theo dõi"):
        rules.may_take_step(SpotStep(body=cell, spot=spot, verb="cleared", happened_on=made.FRIDAY))


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2025, 12, 31), "dùng từ ngày 01/01/2026"), (date(2026, 11, 24), "chưa tới")]
)
def test_a_poster_hangs_no_earlier_than_its_number_and_no_later_than_today(village, lan, line, day, sentence):
    with pytest.raises(Refused, match=sentence):
        made.poster(village, lan, line, happened_on=day)
