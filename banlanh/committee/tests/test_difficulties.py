"""A difficulty climbs until somebody answers, and only those who raised it say that it is solved."""

from datetime import date

import pytest
from django.core.management import call_command

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.committee import actions
from banlanh.committee.enums import DESKS, Verb
from banlanh.committee.models import Difficulty, DifficultyStep
from banlanh.committee.queries import desk_above, difficulties_for, open_difficulties
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.actions import void_record
from tests.support.commune import appoint, body_of, make_commune

from .making import raise_one


def deal(difficulty, verb, by, **more):
    return actions.deal_with(difficulty, verb, **{"id": uuid7(), "by": by, "note": "đã bố trí tiền sửa loa"} | more)


def again(difficulty) -> Difficulty:
    return Difficulty.objects.with_steps().get(pk=difficulty.pk)


@pytest.fixture
def difficulty(village, lan) -> Difficulty:
    return raise_one(village, lan)


@pytest.fixture
def answered(difficulty, secretary_of_police) -> Difficulty:
    deal(difficulty, Verb.ANSWER, secretary_of_police)
    return difficulty


def test_the_desks_lie_one_above_the_other(commune, village, police_cell, steering, party):
    assert desk_above(village) == police_cell
    assert desk_above(police_cell) == steering
    assert desk_above(steering) == party and desk_above(party) is None


def test_where_a_desk_is_missing_the_next_above_it_serves(village, police_cell, steering):
    police_cell.closed_on = date(2026, 11, 1)
    police_cell.save()
    assert desk_above(village) == steering


def test_what_is_raised_lies_with_the_standing_body_and_has_its_event(difficulty, police_cell, lan):
    assert again(difficulty).lies_with == police_cell
    event = Event.objects.get()
    assert (event.verb, event.by) == ("difficulty.recorded", lan.pk) and "Loa" not in str(event.detail)


def test_the_same_form_twice_raises_one(village, lan):
    id = uuid7()
    assert raise_one(village, lan, id=id).pk == raise_one(village, lan, id=id).pk
    assert Difficulty.objects.count() == 1


def test_the_stranger_from_the_next_village_raises_nothing_here(village, hoa):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        raise_one(village, hoa)


# --- who sees --------------------------------------------------------------------------------------


def test_those_below_and_those_above_see_it_and_nobody_else(commune, difficulty, lan, hoa, minh, secretary_of_police):
    head = appoint("coquan", "Lục Văn Tình", Role.R6, body_of(commune, "Chi bộ Quân sự xã"))
    seeing = [who for who in (lan, hoa, minh, secretary_of_police, head) if Difficulty.objects.visible_to(who.reach)]
    assert seeing == [lan, minh, secretary_of_police]


def test_a_desk_that_it_left_still_sees_where_it_went(difficulty, secretary_of_police):
    deal(difficulty, Verb.PASS_UP, secretary_of_police)
    assert Difficulty.objects.visible_to(secretary_of_police.reach).get() == difficulty


def test_another_commune_sees_nothing(difficulty):
    other = make_commune("Nậm Lành")
    stranger = appoint("xa", "Hà Văn Xa", Role.R1, body_of(other, "Đảng ủy xã"))
    assert not Difficulty.objects.visible_to(stranger.reach).exists()


# --- steps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "verb", "expected"),
    [
        ("secretary_of_police", Verb.ANSWER, True),
        ("secretary_of_police", Verb.PASS_UP, True),
        ("secretary_of_police", Verb.CLOSE, False),
        ("minh", Verb.ANSWER, True),
        ("minh", Verb.CLOSE, False),  # may act for every body, but did not raise it
        ("lan", Verb.ANSWER, False),
        ("lan", Verb.PASS_UP, False),
        ("lan", Verb.CLOSE, True),
        ("lan", Verb.NOT_SOLVED, False),  # nobody has answered
        ("hoa", Verb.ANSWER, False),
        ("hoa", Verb.CLOSE, False),
    ],
)
def test_who_may_do_what_about_it(request, difficulty, who, verb, expected):
    by = request.getfixturevalue(who)
    if expected:
        assert deal(difficulty, verb, by)
        return
    with pytest.raises(Refused):
        deal(difficulty, verb, by)
    assert not DifficultyStep.objects.exists()


def test_an_answer_waits_for_the_word_of_who_raised_it(answered, lan, secretary_of_police):
    found = again(answered)
    assert found.is_answered and not found.waits and found.words == "đã trả lời"
    with pytest.raises(Refused, match="không còn chờ trả lời"):
        deal(answered, Verb.ANSWER, secretary_of_police)
    deal(answered, Verb.CLOSE, lan)
    assert again(answered).is_closed and not open_difficulties(answered.commune)


def test_what_was_not_solved_goes_up(answered, lan, minh, steering, party):
    for desk in (steering, party, party):  # above the top there is nothing: it lies there again
        deal(answered, Verb.NOT_SOLVED, lan)
        assert again(answered).lies_with == desk and again(answered).waits
        deal(answered, Verb.ANSWER, minh)


def test_at_the_top_nothing_is_passed_up(difficulty, minh):
    deal(difficulty, Verb.PASS_UP, minh)
    deal(difficulty, Verb.PASS_UP, minh)
    with pytest.raises(Refused, match="nơi quyết định cao nhất"):
        deal(difficulty, Verb.PASS_UP, minh)


def test_who_raised_it_does_not_answer_it(steering, minh):
    with pytest.raises(Refused, match="không tự trả lời"):
        deal(raise_one(steering, minh), Verb.ANSWER, minh)


def test_the_same_step_twice_is_one(difficulty, minh):
    id = uuid7()
    assert deal(difficulty, Verb.ANSWER, minh, id=id) == deal(difficulty, Verb.ANSWER, minh, id=id)
    assert DifficultyStep.objects.count() == Event.objects.filter(verb="difficulty.answer").count() == 1


def test_a_step_s_id_serves_one_difficulty(difficulty, village, lan, minh):
    other, id = raise_one(village, lan), uuid7()
    deal(difficulty, Verb.ANSWER, minh, id=id)
    with pytest.raises(Refused, match="đã dùng cho việc khác"):
        deal(other, Verb.ANSWER, minh, id=id)


def test_without_its_event_no_step_is_kept(difficulty, minh, monkeypatch):
    def fail(*args, **detail):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        deal(difficulty, Verb.ANSWER, minh)
    assert not DifficultyStep.objects.exists()


def test_a_voided_one_is_in_no_list(difficulty, lan):
    void_record(difficulty, by=lan, reason="đã tự sửa được")
    assert not open_difficulties(difficulty.commune) and not again(difficulty).waits


# --- the climb -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "climbs"), [("2026-11-29", 0), ("2026-11-30", 1), ("2026-12-20", 1)])
def test_after_seven_days_at_a_desk_it_climbs_by_itself(difficulty, steering, police_cell, monkeypatch, day, climbs):
    monkeypatch.setenv("BANLANH_TODAY", day)
    assert actions.climb_difficulties(difficulty.commune) == climbs
    assert again(difficulty).lies_with == (steering if climbs else police_cell)


def test_the_desk_has_its_days_however_long_ago_it_began(village, lan, commune):
    raise_one(village, lan, happened_on=date(2026, 9, 1))
    assert actions.climb_difficulties(commune) == 0


@pytest.mark.django_db(databases="__all__")
def test_tick_twice_climbs_once(difficulty, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-12-01")
    call_command("tick")
    call_command("tick")
    step = DifficultyStep.objects.get()
    assert (step.verb, step.by) == (Verb.CLIMB, None)
    assert Event.objects.filter(verb="difficulty.climb", by=None).count() == 1


def test_it_climbs_to_the_top_and_stays_there(difficulty, party, monkeypatch):
    for day in ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"):
        monkeypatch.setenv("BANLANH_TODAY", day)
        actions.climb_difficulties(difficulty.commune)
    assert again(difficulty).lies_with == party and DifficultyStep.objects.count() == 2


def test_what_was_answered_does_not_climb(answered, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-12-20")
    assert actions.climb_difficulties(answered.commune) == 0


def test_how_it_stands_in_words(difficulty, monkeypatch):
    assert (again(difficulty).mark, again(difficulty).words) == ("due", "mở 3 ngày")
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-30")
    assert (again(difficulty).mark, again(difficulty).words) == ("late", "mở 10 ngày")


def whose_word(*bodies) -> list[bool]:
    """For each body: whether a difficulty waits for its word."""
    return [difficulties_for([body.pk]).exists() for body in bodies]


def test_the_next_word_is_the_desk_s_until_it_answers_and_then_theirs_who_raised_it(
    difficulty, village, police_cell, steering, secretary_of_police, lan
):
    at = (village, police_cell, steering)
    assert whose_word(*at) == [False, True, False]
    deal(difficulty, Verb.PASS_UP, secretary_of_police)
    assert whose_word(*at) == [False, False, True]


def test_an_answer_waits_for_those_who_raised_it(answered, village, police_cell, lan):
    assert whose_word(village, police_cell) == [True, False]
    deal(answered, Verb.NOT_SOLVED, lan)
    assert whose_word(village)[0] is False
    assert any(whose_word(*Body.objects.filter(kind__in=DESKS)))


def test_what_is_closed_or_voided_waits_for_nobody(answered, village, lan, secretary_of_police):
    deal(answered, Verb.CLOSE, lan)
    other = raise_one(village, lan)
    void_record(other, by=lan, reason="ghi nhầm sang thôn bên")
    assert not difficulties_for(Body.objects.values_list("pk", flat=True)).exists()
