"""A field is corrected, and what stood there, what stands there now, why and by which paper are kept (SEC-60)."""

from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from banlanh.care import actions, asking, correcting, queries
from banlanh.care.enums import Asks, Field, Part
from banlanh.care.models import LegalStep, OwnRequest, SupportedPerson
from banlanh.care.purposes import Purpose
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused

from .conftest import TODAY, TOLD, another, events, fresh, unwritable, village_of
from .test_asking import WORDS, noted
from .test_trail import everything_in
from .test_views import said, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
NEW = {
    Field.FULL_NAME: "Sùng Thị Va",
    Field.BORN: 1990,
    Field.CARD_NUMBER: "010191000999",
    Field.PHONE: "",
    Field.PREFERRED_NAME: "cô Vá",
    Field.CONTACT: "qua trưởng thôn",
    Field.NEEDS: "học nghề may",
    Field.GOALS: "nuôi gà",
}


def corrected(person, by, field=Field.FULL_NAME, value=None, number=None):
    value = NEW[field] if value is None else value
    told = {"value": value, "why": "ghi nhầm khi lập hồ sơ", "document": "Căn cước cấp 2024"}
    return correcting.correct(number or uuid4(), person, field, by=by, **told)


def legal(person, by):
    return actions.look(fresh(person), Part.LEGAL, by=by, purpose=Purpose.FILE)


@pytest.mark.parametrize("field", Field)
def test_a_field_is_corrected_and_both_values_are_kept(person, hang, field):
    before = TOLD.identity | TOLD.card
    corrected(person, hang, field)
    seen = legal(person, hang)
    card = actions.look(person, Part.CARD, by=hang, purpose=Purpose.VISIT)["card"]
    assert (seen["identity"] | card).get(field, "") == NEW[field]
    step = seen["steps"][-1]
    assert (step["field"], step["old"], step["new"]) == (field, before[field], NEW[field])
    assert [each.detail for each in events("corrected")] == [{"field": field}]


def test_the_same_form_twice_is_one_and_what_stands_there_is_no_correction(person, hang):
    number = uuid4()
    for _ in range(2):
        corrected(person, hang, number=number)
    with pytest.raises(Refused, match="đúng như vậy"):
        corrected(person, hang)
    assert LegalStep.objects.count() == 2 and len(events("corrected")) == 1


def test_a_new_number_finds_the_file_and_the_old_one_does_no_more(person, hang):
    corrected(person, hang, Field.CARD_NUMBER)
    people = SupportedPerson.objects.all()
    assert queries.found_by_number(people, "010191000999") == [person]
    assert queries.found_by_number(people, TOLD.identity["card_number"]) == []


def test_nobody_else_s_number_is_taken(commune, person, hang):
    other = another()
    actions.open_file(uuid4(), other, village=village_of(commune), by=hang)
    with pytest.raises(Refused, match="đã có hồ sơ"):
        corrected(person, hang, Field.CARD_NUMBER, other.identity["card_number"])
    assert legal(person, hang)["identity"] == TOLD.identity


@pytest.mark.parametrize("who", ["chair", "helper", "blocked"])
def test_who_may_not_correct(request, person, assigned, hang, son, who):
    if who == "blocked":
        actions.block(person, son, words="người nhà", by=hang)
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        corrected(person, son if who == "blocked" else request.getfixturevalue(who), Field.NEEDS)


def test_without_its_event_nothing_is_corrected(person, hang, monkeypatch):
    monkeypatch.setattr(correcting, "record", unwritable)
    with pytest.raises(DatabaseError):
        corrected(person, hang)
    assert LegalStep.objects.count() == 1 and fresh(person).card_number == person.card_number


def test_old_and_new_lie_sealed(person, hang):
    corrected(person, hang)
    corrected(person, hang, Field.NEEDS)
    held = everything_in(SEALED)
    assert not any(each.encode() in value for value in held for each in ("Sùng Thị V", "học nghề may", "ghi nhầm"))


def test_an_officer_corrects_what_was_granted(person, hang):
    request, client = noted(person, hang, Asks.CORRECT), signed_in(hang)
    answer = reverse("care:answer_request", args=[request.pk])
    page = client.post(answer, {"said": "granted", "document": "5/TB"})["Location"]
    assert page == reverse("care:correct", args=[person.code])
    typed = {"id": str(uuid4()), "field": "born", "value": "1790", "why": "ghi nhầm", "document": "Căn cước"}
    wrong = said(client.post(page, typed))
    assert "Số nhỏ nhất là 1920" in wrong and "1790" in wrong and "1991" not in wrong
    assert client.post(page, typed | {"value": "1990"}).status_code == 302
    told = said(client.post(reverse("care:legal", args=[person.code]), {"purpose": "own_request"}))
    assert "Sửa năm sinh: «1991» thành «1990», vì ghi nhầm (Căn cước)" in told


# --- the one extension ------------------------------------------------------------------------------------


def test_a_request_is_extended_once_with_a_reason(person, hang):
    request = noted(person, hang)
    for _ in range(2):
        asking.extend_request(request, why="chờ tỉnh trả lời", by=hang)
    with pytest.raises(Refused, match="một lần"):
        asking.extend_request(request, why="vì lý do khác", by=hang)
    assert (asking.due_on(fresh(request)) - TODAY).days == 20
    assert len(events("request_extended")) == 1
    assert not any("chờ tỉnh".encode() in value for value in everything_in(SEALED))


@pytest.mark.parametrize(("days", "may"), [(10, True), (11, False)])
def test_it_is_extended_while_its_days_are_not_over(person, hang, monkeypatch, days, may):
    request = noted(person, hang)
    monkeypatch.setenv("BANLANH_TODAY", (TODAY + days * asking.DAY).isoformat())
    assert asking.may_still_extend(request, TODAY + days * asking.DAY) is may
    if may:
        asking.extend_request(request, why="chờ tỉnh trả lời", by=hang)
    else:
        with pytest.raises(Refused, match="còn hạn"):
            asking.extend_request(request, why="chờ tỉnh trả lời", by=hang)


def test_the_page_says_until_when_and_by_which_article(person, hang):
    noted(person, hang)
    client, request = signed_in(hang), OwnRequest.objects.get()
    answer = reverse("care:answer_request", args=[request.pk])
    address = reverse("care:extend_request", args=[request.pk])
    assert address in said(client.get(answer))
    assert "thêm 10 ngày, đến 13/12/2026 (khoản 3 Điều 5 Nghị định 356/2025/NĐ-CP)" in said(client.get(address))
    assert client.post(address, {"why": "chờ tỉnh trả lời"}).status_code == 302
    page = said(client.get(answer))
    assert "Hạn trả lời 13/12/2026" in page and "đã gia hạn một lần" in page and address not in page
    assert WORDS in page and "chờ tỉnh trả lời" in page
