"""Somebody who moves here has a file here already: it is said, and both become one; never two that are open."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from banlanh.audit.queries import first_broken
from banlanh.care import actions, asking, correcting, joining, moves, queries, rules
from banlanh.care.enums import Answer, Asks, Field, Found, Part, Result
from banlanh.care.models import Finding, LabTest, LegalStep, SupportedPerson
from banlanh.care.purposes import Purpose
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.sealing.models import DataKey, Shredded

from .conftest import TODAY, TOLD, another, appoint, events, fresh, leaving, unwritable, village_of
from .test_views import said, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def known(beyond, dinh) -> SupportedPerson:
    """The file that Xã Khác has of the same person, decided later."""
    told = another(decided_on=date(2026, 9, 1), completed_on=date(2026, 8, 30), number="7/QĐ-UBND")
    person = actions.open_file(uuid4(), told, village=village_of(beyond), by=dinh)
    number = TOLD.identity["card_number"]
    correcting.correct(uuid4(), person, Field.CARD_NUMBER, value=number, why="ghi nhầm", document="Căn cước", by=dinh)
    return fresh(person)


def take_over(sent, village, officer, by):
    return moves.take_over(sent, village=village_of(village), officer=officer, by=by)


def open_files() -> set[SupportedPerson]:
    return set(SupportedPerson.objects.open())


def legal(person, by):
    return actions.look(fresh(person), Part.LEGAL, by=by, purpose=Purpose.MOVE)


def test_a_second_open_file_is_refused_with_what_to_do(person, sent, known, thao, dinh, beyond):
    with pytest.raises(Refused, match=f"đã có hồ sơ {known.code}.*nhập vào hồ sơ đang có"):
        take_over(sent, beyond, dinh, thao)
    assert fresh(sent).answer == "" and open_files() == {person, known}


def test_who_may_not_see_the_file_that_is_here_learns_nothing_of_it(sent, known, thao, dinh, beyond):
    actions.block(known, thao, words="người nhà", by=dinh)
    for act in (lambda: take_over(sent, beyond, dinh, thao), lambda: joining.join(sent, by=thao)):
        with pytest.raises(Refused) as refusal:
            act()
        assert str(refusal.value) == rules.PASSED_ON
    assert fresh(sent).answer == ""


def test_joined_both_histories_stand_in_one_file(person, due, hang, thao, dinh, beyond, known):
    actions.record_result(due, done_on=TODAY, result=Result.NEGATIVE, by=hang)
    actions.record_finding(
        uuid4(), person, happened_on=TODAY, known_on=TODAY, found=Found.USED, words="một lần", by=hang
    )
    cousin = appoint(beyond, "anh họ", "R4", "Công an xã", [village_of(beyond)])
    actions.block(person, cousin, words="họ", by=hang)
    asking.note_request(uuid4(), person, asks=Asks.SEE, asked_on=TODAY, words="muốn xem", by=hang)
    actions.look(person, Part.LEGAL, by=hang, purpose=Purpose.FILE)
    sent = moves.send_file(person, leaving(beyond), by=hang)
    joining.join(sent, by=thao)
    seen = legal(known, dinh)
    kinds = [step["kind"] for step in seen["steps"]]
    assert sorted(kinds) == ["correction", "decision", "decision", "interval", "joined", "move"]
    assert seen["identity"]["full_name"] == "Hờ A Tủa" and len(seen["findings"]) == 1
    assert [each["result"] for each in queries.tests_of(known, dinh)["tests"]] == ["negative"]
    [asked] = asking.requests_of(dinh)
    assert asking.words_of(asked)["words"] == "muốn xem" and queries.looks_at(known)[0]["by"] == "Hằng"
    assert not queries.within(cousin, Part.LEGAL).exists()


def test_the_one_that_came_ends_and_no_police_reads_it_any_more(person, sent, known, hang, thao, dinh, commune, beyond):
    for _ in range(2):
        joining.join(sent, by=thao)
    assert open_files() == {known} and fresh(person).closed_on == TODAY
    assert not queries.within(hang, Part.LEGAL).exists() and not queries.arrivals(thao).waiting().exists()
    assert len(events("joined")) == 1 and fresh(sent).answer == Answer.ACCEPTED
    assert first_broken(commune.pk, SEALED) is None and first_broken(beyond.pk, SEALED) is None
    actions.break_glass(fresh(person), by=thao, words="kiểm tra lại hồ sơ cũ trước khi nhập vào hồ sơ đang mở")
    assert actions.look_in_emergency(fresh(person), by=thao)["steps"][-1]["document"] == f"nhập vào hồ sơ {known.code}"


def test_the_last_decision_of_both_tells_the_term(person, sent, known, thao):
    before = known.ends_on
    joining.join(sent, by=thao)
    assert fresh(known).ends_on == before != person.ends_on


def test_one_without_another_here_is_not_joined(person, sent, thao):
    with pytest.raises(Refused, match="không có hồ sơ nào"):
        joining.join(sent, by=thao)
    assert fresh(sent).answer == ""


@pytest.mark.parametrize("who", ["hang", "son", "dinh"])
def test_only_the_chief_of_arrival_joins(request, sent, known, who):
    with pytest.raises(Refused, match="Trưởng Công an xã nơi đến"):
        joining.join(sent, by=request.getfixturevalue(who))


def test_without_its_event_nothing_is_joined(person, sent, known, thao, monkeypatch):
    monkeypatch.setattr(joining, "record", unwritable)
    with pytest.raises(DatabaseError):
        joining.join(sent, by=thao)
    assert open_files() == {person, known} and LegalStep.objects.filter(person=known).count() == 2


def test_destroying_the_one_that_came_leaves_the_other_readable(person, due, hang, known, thao, dinh, beyond):
    actions.record_result(due, done_on=TODAY, result=Result.POSITIVE, by=hang)
    joining.join(moves.send_file(person, leaving(beyond), by=hang), by=thao)
    joined = fresh(person)
    SupportedPerson.objects.filter(pk=person.pk).update(closed_on=TODAY - timedelta(days=400))
    assert actions.shred_ended(TODAY) == 1
    assert Shredded.objects.using(SEALED).get(key=joined.key).commune == beyond.pk
    assert len(legal(known, dinh)["steps"]) == 6
    assert [each["result"] for each in queries.tests_of(known, dinh)["tests"]] == ["positive"]
    assert LabTest.objects.count() == 1 and not Finding.objects.exists()


def test_a_key_goes_with_its_file(person, sent, thao, dinh, beyond, commune, django_capture_on_commit_callbacks):
    assert DataKey.objects.get(pk=person.key).commune == commune.pk
    with django_capture_on_commit_callbacks(using=SEALED, execute=True):
        take_over(sent, beyond, dinh, thao)
    assert DataKey.objects.get(pk=person.key).commune == beyond.pk


def test_the_chief_is_told_and_joins_on_the_same_page(sent, known, thao, dinh, beyond):
    client, address = signed_in(thao), reverse("care:receive", args=[sent.pk])
    typed = {"village": village_of(beyond).pk, "officer": dinh.pk}
    assert known.code in said(client.get(address))
    assert known.code in said(client.post(address, typed | {"answer": "accepted"}))
    assert client.post(address, typed | {"answer": "join"})["Location"] == reverse("care:index")
    assert open_files() == {known}
    told = said(signed_in(dinh).post(reverse("care:legal", args=[known.code]), {"purpose": "move"}))
    assert "Nhập hồ sơ" in told and "Xã Khác" not in told.split("Nhập hồ sơ")[1][:60]
