"""Each verb: the fact, its event, the refusal; twice is once; a failed event undoes the fact."""

from datetime import date

import pytest

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.records.actions import void_record
from banlanh.records.models import Attachment
from banlanh.records.tests.uploads import JPG, upload
from banlanh.situation import actions, queries
from banlanh.situation.models import (
    HotlineNumber,
    HotSpot,
    Inspection,
    ListUpdate,
    Patrol,
    Poster,
    PosterText,
    Route,
    SpotStep,
)

from . import made

OTHER_DAY = date(2026, 11, 21)


@pytest.fixture
def makers(police, military, village, son, chinh, lan, route, inn, spot, line) -> dict:
    """By the name of the event: what makes one, with one id or another, and the model that holds it."""
    return {
        "route.added": (Route, lambda **more: made.route(police.commune, son, name="Đường giáp Nậm Lành", **more)),
        "patrol.recorded": (Patrol, lambda **more: made.patrol(military, chinh, [route], **more)),
        "inspection.recorded": (Inspection, lambda **more: made.faulty(police, son, inn, **more)),
        "listupdate.recorded": (ListUpdate, lambda **more: made.lists(police, son, **more)),
        "hot_spot.named": (HotSpot, lambda **more: made.spot(police, village, son, name="Quán bỏ hoang", **more)),
        "spotstep.recorded": (SpotStep, lambda **more: made.step(spot, son, **more)),
        "line.added": (HotlineNumber, lambda **more: made.line(police, son, number="0987654321", **more)),
        "poster.recorded": (Poster, lambda **more: made.poster(village, lan, line, **more)),
    }


VERBS = (
    "route.added",
    "patrol.recorded",
    "inspection.recorded",
    "listupdate.recorded",
    "hot_spot.named",
    "spotstep.recorded",
    "line.added",
    "poster.recorded",
)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_leaves_a_fact_and_an_event_without_a_name(makers, verb):
    model, make = makers[verb]
    rows, events = model.objects.count(), Event.objects.filter(verb=verb).count()
    fact = make()
    assert model.objects.count() == rows + 1
    assert Event.objects.filter(verb=verb).count() == events + 1
    told = Event.objects.filter(verb=verb).last()
    assert str(fact.pk) in told.subject
    assert not any(isinstance(value, str) and " " in value for value in told.detail.values())


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_id_again_changes_nothing(makers, verb):
    model, make = makers[verb]
    first = make(id=(id := uuid7()))
    rows, events = model.objects.count(), Event.objects.count()
    assert make(id=id).pk == first.pk
    assert (model.objects.count(), Event.objects.count()) == (rows, events)


@pytest.mark.parametrize("verb", VERBS)
def test_a_failed_event_undoes_the_fact(makers, verb, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no log")

    model, make = makers[verb]
    rows = model.objects.count()
    monkeypatch.setattr("banlanh.records.actions.write_event", fail)
    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError):
        make()
    assert model.objects.count() == rows


@pytest.mark.parametrize(
    "make",
    [
        lambda stranger, place, f: made.route(f["commune"], stranger, name="Đường mới"),
        lambda stranger, place, f: made.patrol(f["police"], stranger, [f["route"]]),
        lambda stranger, place, f: made.inspection(f["police"], stranger, f["inn"]),
        lambda stranger, place, f: made.lists(f["police"], stranger),
        lambda stranger, place, f: made.spot(f["police"], place, stranger, name="Quán bỏ hoang"),
        lambda stranger, place, f: made.step(f["spot"], stranger),
        lambda stranger, place, f: made.line(f["police"], stranger, number="0987654321"),
        lambda stranger, place, f: made.poster(place, stranger, f["line"]),
        lambda stranger, place, f: actions.end_number(f["line"], by=stranger, on=made.FRIDAY),
        lambda stranger, place, f: actions.close_route(f["route"], by=stranger),
        lambda stranger, place, f: actions.write_text(
            commune=f["commune"], language="hmn", call="a", promise="b", by=stranger
        ),
    ],
)
def test_the_stranger_is_refused_and_nothing_is_written(commune, police, village, hoa, route, inn, spot, line, make):
    events = Event.objects.count()
    known = {"commune": commune, "police": police, "route": route, "inn": inn, "spot": spot, "line": line}
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        make(hoa, village, known)
    assert Event.objects.count() == events


# --- patrols


def test_a_patrol_counts_in_the_month_it_was_walked_whatever_the_form_was_for(military, chinh, route):
    patrol = made.patrol(military, chinh, [route], covers_on=date(2026, 10, 1))
    assert patrol.covers_on == patrol.happened_on == made.FRIDAY
    assert patrol.facts[0] == ("Tuyến đã đi", "Lối mòn dốc Đá")
    assert patrol.facts[2] == ("Đã thấy", "lần nhắc nhở tại chỗ: 2")


def test_a_patrol_sent_again_keeps_the_routes_of_the_first(commune, military, son, chinh, route):
    other, id = made.route(commune, son, name="Đường giáp Nậm Lành"), uuid7()
    made.patrol(military, chinh, [route], id=id)
    again = made.patrol(military, chinh, [other], id=id)
    assert list(again.routes.all()) == [route]


def test_a_patrol_without_a_route_is_refused(military, chinh):
    with pytest.raises(Refused, match="ít nhất một tuyến"):
        made.patrol(military, chinh, [])


def test_a_route_that_is_closed_keeps_its_patrols_and_frees_its_name(commune, military, son, chinh, route):
    made.patrol(military, chinh, [route])
    actions.close_route(route, by=son)
    assert route.patrols.count() == 1
    assert made.route(commune, son, name=route.name).pk != route.pk
    with pytest.raises(Refused, match="đã thôi đi rồi"):
        actions.close_route(route, by=son)


def test_two_routes_of_one_name_are_refused(commune, son, route):
    with pytest.raises(Refused, match="Đã có tuyến «Lối mòn dốc Đá»"):
        made.route(commune, son)


# --- inspections


def to_mend(commune, day: date) -> int:
    return len(queries.to_mend(queries.looks_until(commune, day)))


def test_a_later_inspection_closes_what_was_open(commune, police, son, inn):
    made.faulty(police, son, inn)
    assert to_mend(commune, OTHER_DAY) == 1
    mended = made.inspection(police, son, inn, happened_on=OTHER_DAY)
    assert to_mend(commune, OTHER_DAY) == 0
    assert to_mend(commune, made.FRIDAY) == 1, "on the day before it was open still"
    void_record(mended, by=son, reason="Ghi nhầm cơ sở.")
    assert to_mend(commune, OTHER_DAY) == 1, "what was voided closes nothing"


def test_one_business_is_looked_at_once_a_day(police, son, inn):
    made.inspection(police, son, inn)
    with pytest.raises(Refused, match="ngày 20/11/2026 đã được ghi rồi"):
        made.faulty(police, son, inn)


def test_a_business_of_another_commune_is_refused(police, son, inn):
    inn.commune_id += 1
    with pytest.raises(Refused, match="không có trong sổ của xã"):
        made.inspection(police, son, inn)


# --- lists


def test_a_month_is_signed_once_and_again_after_it_was_voided(police, son):
    first = made.lists(police, son)
    with pytest.raises(Refused, match="Danh sách tháng 11/2026 của Công an xã đã được ký rồi"):
        made.lists(police, son)
    void_record(first, by=son, reason="Sót một thay đổi.")
    assert made.lists(police, son, managed={"out": 2}).numbers == {
        "care": {"in": 1},
        "managed": {"out": 2},
        "returned": {"in": 7},
    }


def test_a_list_says_what_changed_and_what_did_not(police, son):
    assert made.lists(police, son).facts == [
        ("Của tháng", "11/2026"),
        ("Danh sách người cần được giúp cai nghiện", "thêm vào 1"),
        ("Danh sách người đang trong thời hạn quản lý", "không thay đổi"),
        ("Danh sách người đi làm ăn xa trở về", "thêm vào 7"),
    ]


# --- hot spots


def test_nobody_knows_of_hot_spots_until_the_police_said_anything(commune, police, son):
    assert queries.hot_villages(commune, OTHER_DAY) == [None]
    made.lists(police, son)
    assert queries.hot_villages(commune, OTHER_DAY) == [set()]
    assert queries.hot_villages(commune, date(2026, 11, 19)) == [None]


def test_a_village_is_hot_from_the_opening_until_the_clearing(commune, police, village, son, spot):
    assert queries.hot_villages(commune, OTHER_DAY) == [{village.pk}]
    made.step(spot, son, "cleared", happened_on=OTHER_DAY)
    assert queries.hot_villages(commune, made.FRIDAY, OTHER_DAY) == [{village.pk}, set()]


def test_a_hot_spot_whose_opening_was_voided_never_was(commune, police, son, spot):
    void_record(spot.steps.get(), by=son, reason="Ghi nhầm nơi.")
    assert queries.spots_on(HotSpot.objects.for_place(commune), OTHER_DAY) == []
    assert queries.hot_villages(commune, OTHER_DAY) == [None]


def test_a_step_sent_again_after_the_spot_was_cleared_is_still_the_same(son, spot):
    first = made.step(spot, son, id=(id := uuid7()))
    made.step(spot, son, "cleared", happened_on=OTHER_DAY)
    assert made.step(spot, son, id=id).pk == first.pk


# --- the hotline


def test_a_poster_counts_while_somebody_answers_its_number(commune, village, son, lan, line):
    assert queries.posters_on(commune, OTHER_DAY) == {}
    poster = made.poster(village, lan, line, files=[upload("bang.jpg", JPG)])
    assert queries.posters_on(commune, OTHER_DAY) == {village.pk: poster}
    assert Attachment.objects.get(owner=poster.pk).data == "C1"
    actions.end_number(line, by=son, on=OTHER_DAY)
    assert queries.posters_on(commune, made.FRIDAY) == {village.pk: poster}
    assert queries.posters_on(commune, OTHER_DAY) == {}


def test_a_commune_without_a_number_says_whose_turn_it_is(village, lan):
    with pytest.raises(Refused, match="Công an xã ghi số trước"):
        made.poster(village, lan, None)


def test_a_number_is_answered_by_one_and_ends_once(police, son, line):
    with pytest.raises(Refused, match="đang có trong danh sách"):
        made.line(police, son)
    with pytest.raises(Refused, match="sau ngày bắt đầu dùng"):
        actions.end_number(line, by=son, on=date(2025, 12, 31))
    actions.end_number(line, by=son, on=made.FRIDAY)
    with pytest.raises(Refused, match="đã thôi dùng rồi"):
        actions.end_number(line, by=son, on=made.FRIDAY)
    assert str(made.line(police, son)) == "0912 345 678"


def test_the_last_words_of_a_language_stand_and_the_same_again_are_not_written(commune, son):
    actions.write_text(commune=commune, language="hmn", call="lời một", promise="lời hai", by=son)
    actions.write_text(commune=commune, language="hmn", call="lời ba", promise="lời hai", by=son)
    actions.write_text(commune=commune, language="hmn", call="lời ba", promise="lời hai", by=son)
    assert queries.texts_of(commune)["hmn"].call == "lời ba"
    assert PosterText.objects.count() == 2
