"""Drawing, going, closing: the fact, the event, the refusal."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.checks import actions
from banlanh.checks.actions import assigned, close_check
from banlanh.checks.draw import canonical, draw, mark_of
from banlanh.checks.models import Check, Finding, Visit
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.indicators.registry import Period, month_of
from banlanh.outreach.models import Airing
from banlanh.places.models import Body
from banlanh.records.actions import void_record
from tests.support.commune import appoint, body_of, make_commune, son

from .drawing import AIRINGS, WEEK, claim_airings, draw_all, draw_from, find

TUESDAY = date(2026, 11, 24)


def reviewer(commune):
    return appoint("tam", "Đỗ Thị Tâm", Role.R15, body_of(commune, "Đảng ủy xã"))


def fail(*args, **detail):
    raise OSError("the disk is full")


# --- the draw --------------------------------------------------------------------------------------


def test_what_was_drawn_can_be_drawn_again_from_the_list_and_the_seed(check, claimed):
    assert check.listed == canonical(str(airing.pk) for airing in claimed)
    assert (check.listed_count, check.list_sha256) == (15, mark_of(check.listed))
    assert [visit.subject for visit in check.visits.all()] == draw(
        check.listed, size=check.drawn_count, seed=check.seed
    )
    assert [visit.position for visit in check.visits.all()] == list(range(1, check.drawn_count + 1))


def test_the_size_is_the_one_that_the_question_takes(check):
    size = actions.size_of(15, AIRINGS, share=80, confidence=95, failures=0)
    assert check.drawn_count == size == len(check.visits.all()) == 8


def test_list_mark_and_seed_are_in_the_log_and_no_name(check, minh):
    event = Event.objects.get(verb="check.drawn")
    assert (event.by, event.subject) == (minh.pk, f"checks.check:{check.pk}")
    assert event.detail == {
        "claim": "airings",
        "first": "2026-11-16",
        "last": "2026-11-22",
        "listed": 15,
        "drawn": 8,
        "sha256": check.list_sha256,
        "seed": check.seed,
    }


def test_without_its_event_nothing_is_drawn(commune, minh, claimed, monkeypatch):
    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        draw_from(commune, minh)
    assert not Check.objects.exists() and not Visit.objects.exists()


def test_the_seed_is_made_after_the_list_is_frozen(commune, minh, claimed, monkeypatch):
    order = []
    freeze, make = actions.canonical, actions.new_seed
    monkeypatch.setattr(actions, "canonical", lambda ids: order.append("list") or freeze(ids))
    monkeypatch.setattr(actions, "new_seed", lambda: order.append("seed") or make())
    draw_from(commune, minh)
    assert order == ["list", "seed"]


def test_the_same_form_twice_is_one_draw(commune, minh, claimed):
    id = uuid7()
    assert draw_from(commune, minh, id=id).seed == draw_from(commune, minh, id=id).seed
    assert Check.objects.count() == Event.objects.filter(verb="check.drawn").count() == 1


@pytest.mark.parametrize("period", [WEEK, month_of(date(2026, 11, 1))])
def test_nobody_draws_until_it_suits(commune, minh, check, period, monkeypatch):
    """The same week again, or a month that holds it: refused, whatever else was asked."""
    monkeypatch.setenv("BANLANH_TODAY", "2026-12-02")
    claim_airings(commune, minh, first=date(2026, 11, 23))
    with pytest.raises(Refused, match=r"Đã bốc thăm «lượt phát bản tin, tuần 16/11 – 22/11/2026» ngày 23/11/2026"):
        draw_from(commune, minh, period=period, share=90)
    assert Check.objects.count() == 1


def test_another_week_is_another_draw(commune, minh, check):
    claim_airings(commune, minh, first=date(2026, 11, 9))
    assert draw_from(commune, minh, period=Period(date(2026, 11, 9), date(2026, 11, 15))).pk != check.pk


def test_the_database_refuses_a_second_draw_too(check):
    for changes in ({"list_sha256": "0"}, {"claim": "other"}):
        again = Check.objects.get(pk=check.pk)
        again.pk, again._state.adding = uuid7(), True
        for name, value in changes.items():
            setattr(again, name, value)
        with pytest.raises(IntegrityError, match=r"UNIQUE|unique"), transaction.atomic():
            again.save(force_insert=True)


@pytest.mark.parametrize("first", [date(2026, 11, 17), date(2026, 11, 30), date(2025, 1, 6)])
def test_only_periods_that_the_claim_offers_are_drawn_from(commune, minh, claimed, first):
    with pytest.raises(Refused, match="Kỳ này không bốc thăm được"):
        draw_from(commune, minh, period=Period(first, first + 6 * clock.DAY))


def test_where_nothing_was_claimed_there_is_nothing_to_check(commune, minh):
    with pytest.raises(Refused, match="chưa có lượt phát nào được khai"):
        draw_from(commune, minh)


def test_a_question_that_the_list_cannot_answer_is_refused_before_anything_is_frozen(commune, minh):
    claim_airings(commune, minh, days=1)
    with pytest.raises(Refused, match="Danh sách chỉ có 3: cho phép 1 nơi sai thì không thể nói ít nhất 90% là thật"):
        draw_from(commune, minh, share=90, failures=1)
    assert not Check.objects.exists()


def test_a_record_voided_before_the_draw_is_not_in_the_list_and_afterwards_it_stays(commune, minh, claimed):
    void_record(claimed[0], by=minh, reason="ghi nhầm ngày")
    check = draw_from(commune, minh)
    assert check.listed_count == 14 and str(claimed[0].pk) not in check.listed
    void_record(claimed[1], by=minh, reason="ghi nhầm ngày")
    assert str(claimed[1].pk) in Check.objects.get().listed


@pytest.mark.parametrize(
    ("who", "expected"),
    [("minh", True), ("son", True), ("lan", False), ("mai", False), ("reviewer", False)],
)
def test_who_may_draw(commune, claimed, minh, lan, mai, who, expected):
    people = {"minh": minh, "lan": lan, "mai": mai}
    by = people.get(who) or {"son": son, "reviewer": reviewer}[who](commune)
    if expected:
        assert draw_from(commune, by).drawn_by == by
        return
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        draw_from(commune, by)
    assert not Check.objects.exists()


def test_nobody_draws_in_another_commune(commune, minh):
    other = make_commune("Nậm Lành")
    claim_airings(other, minh)
    with pytest.raises(Refused, match="xã khác"):
        draw_from(other, minh)


# --- who goes --------------------------------------------------------------------------------------


def names(commune, *names: str) -> list[Body]:
    return [body_of(commune, name) for name in names]


def test_nobody_goes_to_their_own_village(commune, minh, claimed):
    check = draw_from(commune, minh, checkers=["Thôn Nà Lìn", "Chi bộ Sín Chải", "Thôn Bản Mới"], share=95)
    pairs = {(visit.body.place, visit.checker.place) for visit in check.visits.select_related("body", "checker")}
    assert len(pairs) == 3 and all(village != goes for village, goes in pairs)


@pytest.mark.parametrize("checkers", [["Thôn Nà Lìn"], ["Thôn Nà Lìn", "Chi bộ Nà Lìn"]])
def test_a_village_that_nobody_may_go_to_is_named_and_nothing_is_drawn(commune, minh, claimed, checkers):
    with pytest.raises(Refused, match="Chưa có ai đi phúc tra Thôn Nà Lìn"):
        draw_from(commune, minh, checkers=checkers, share=95)
    assert not Check.objects.exists()


def test_the_work_is_shared_evenly_and_one_goes_to_all_of_a_village(commune):
    villages = names(commune, "Thôn Nà Lìn", "Thôn Sín Chải", "Thôn Bản Mới")
    drawn = [villages[0]] * 4 + [villages[1]] * 2 + [villages[2]] * 2
    goes = assigned(drawn, names(commune, "Hội Phụ nữ", "Đoàn Thanh niên"))
    assert goes[villages[0].pk] != goes[villages[1].pk] == goes[villages[2].pk]


def test_the_database_refuses_who_would_check_themselves(check):
    visit = check.visits.first()
    with pytest.raises(IntegrityError, match="nobody_checks_themselves"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(checker=visit.body)


# --- what they found -------------------------------------------------------------------------------


def test_a_finding_is_kept_with_its_event_which_holds_no_word_of_it(check, mai):
    visit = check.visits.first()
    finding = find(visit, mai, "denied", word="loa hỏng")
    assert (finding.by, finding.result, finding.word) == (mai, "denied", "loa hỏng")
    event = Event.objects.get(verb="check.visited")
    assert event.subject.endswith(str(check.pk)) and event.by == mai.pk
    assert event.detail == {"position": 1, "result": "denied"}


def test_the_same_tap_twice_is_one_finding(check, mai):
    visit, id = check.visits.first(), uuid7()
    find(visit, mai, id=id)
    find(visit, mai, "denied", id=id)
    assert Finding.objects.get().result == "confirmed"


def test_a_slip_is_mended_by_another_finding_and_both_stay(check, mai):
    visit = check.visits.first()
    find(visit, mai, "denied")
    find(visit, mai, "confirmed")
    visit = Visit.objects.get(pk=visit.pk)
    assert (visit.standing, visit.corrections, visit.findings.count()) == ("confirmed", 1, 2)


def test_nobody_is_out_of_reach_before_a_second_visit_on_another_day(check, mai, monkeypatch):
    visit = check.visits.first()
    find(visit, mai, "missed")
    assert Visit.objects.get(pk=visit.pk).standing == "again"
    with pytest.raises(Refused, match="Xin đi lại vào một ngày khác"):
        find(visit, mai, "missed")
    monkeypatch.setenv("BANLANH_TODAY", TUESDAY.isoformat())
    find(visit, mai, "missed")
    assert Visit.objects.get(pk=visit.pk).standing == "missed"


def test_who_was_reached_the_second_time_counts_as_found(check, mai):
    visit = check.visits.first()
    find(visit, mai, "missed")
    find(visit, mai, "confirmed")
    assert Visit.objects.get(pk=visit.pk).standing == "confirmed"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("mai", True), ("minh", True), ("lan", False), ("hoa", False), ("reviewer", False)],
)
def test_who_may_record_what_the_union_found_in_nà_lìn(commune, claimed, minh, lan, hoa, mai, who, expected):
    people = {"mai": mai, "minh": minh, "lan": lan, "hoa": hoa}
    by = people.get(who) or reviewer(commune)
    visit = draw_all(commune, minh).visits.filter(body__name="Thôn Nà Lìn").first()
    if expected:
        assert find(visit, by).by == by
        return
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        find(visit, by)
    assert not Finding.objects.exists()


def test_who_is_in_charge_of_the_village_does_not_say_what_was_found_there(commune, minh, claimed):
    """A member of the Party Committee answers for Nà Lìn and works at the Front, which goes there."""
    front = body_of(commune, "Mặt trận Tổ quốc xã")
    village = body_of(commune, "Thôn Nà Lìn").place
    du = appoint("du", "Sùng A Dử", Role.R8, front)
    appoint("du", "Sùng A Dử", Role.R5, body_of(commune, "Đảng ủy xã"), villages=[village])
    check = draw_all(commune, minh, checkers=[front.name])
    with pytest.raises(Refused, match="Đồng chí phụ trách nơi được phúc tra"):
        find(check.visits.filter(body__place=village).first(), du)
    assert find(check.visits.exclude(body__place=village).first(), du).by == du


# --- closing ---------------------------------------------------------------------------------------


def settle(check, by, *results: str) -> None:
    for visit, result in zip(check.visits.all(), results, strict=True):
        find(visit, by, result)


def test_a_check_with_places_still_to_go_to_is_not_closed(check, minh, mai):
    find(check.visits.first(), mai)
    find(check.visits.last(), mai, "missed")
    with pytest.raises(Refused, match="Còn 7 nơi chưa có kết quả"):
        close_check(check, by=minh)


def test_closing_shows_the_verdict_and_ends_the_visits(check, minh, mai):
    settle(check, mai, *["confirmed"] * 7, "denied")
    assert Check.objects.get().verdict == ""  # not before, so that nobody stops where it suits
    closed = close_check(check, by=minh)
    assert closed.verdict == (
        "Khai 15 lượt phát. Phúc tra 8 lượt phát: 7 đúng, 1 sai. Với độ tin cậy 95%, tỷ lệ thật ít nhất là 66%."
    )
    event = Event.objects.get(verb="check.closed")
    assert event.by == minh.pk and event.detail == {"confirmed": 7, "denied": 1, "missed": 0}
    with pytest.raises(Refused, match="đã kết thúc"):
        find(check.visits.first(), mai)
    with pytest.raises(Refused, match="đã kết thúc rồi"):
        close_check(check, by=minh)


def test_without_its_event_nothing_is_closed(check, minh, mai, monkeypatch):
    settle(check, mai, *["confirmed"] * 8)
    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        close_check(check, by=minh)
    assert not Check.objects.get().is_closed


@pytest.mark.parametrize("who", ["lan", "mai", "reviewer"])
def test_who_may_not_close(commune, check, lan, mai, who):
    settle(check, mai, *["confirmed"] * 8)
    by = {"lan": lan, "mai": mai}.get(who) or reviewer(commune)
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        close_check(check, by=by)


def test_records_made_after_the_draw_are_not_in_it(commune, check, minh):
    claim_airings(commune, minh, first=date(2026, 11, 21), days=1)
    assert Airing.objects.count() == 18 and Check.objects.get().listed.count("\n") == 15
