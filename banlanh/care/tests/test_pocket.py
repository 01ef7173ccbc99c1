"""Cards on a helper's phone: off until the reviewer allows them; few, for a purpose, for 72 hours (SEC-38, SEC-41)."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from banlanh.accounts.enums import Data, Role
from banlanh.audit.models import Event
from banlanh.care import actions, pocket
from banlanh.care.models import Allowance, Assignment, Look
from banlanh.care.purposes import Purpose
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.sync.models import Sent
from banlanh.sync.registry import section

from .conftest import TODAY, another, appoint, events, fresh, unwritable, village_of
from .test_views import said, secrets_in, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
VISIT = {"purpose": Purpose.VISIT.value}


@pytest.fixture
def reviewer(commune):
    return appoint(commune, "rà soát", Role.R15, "Đảng ủy xã")


@pytest.fixture
def allowed(commune, reviewer) -> Allowance:
    return pocket.allow_cards(commune=commune, number="7/QĐ-UBKT", decided_on=TODAY, by=reviewer)


@pytest.fixture
def phone(helper):
    return Phone(signed_in(helper))


class Phone:
    """What a phone knows of cards: which it may hold, and how to ask for them."""

    def __init__(self, client):
        self.client, self.cursor = client, ""

    def pull(self) -> dict:
        self.answer = self.client.get("/dong-bo/", {"tu": self.cursor} if self.cursor else {})
        pack = self.answer.json()
        self.cursor = pack["cursor"]
        return pack["sections"]["cards"]

    def ask(self, form=VISIT):
        return self.client.post(reverse("care:take_along"), form)


def test_it_is_off_until_the_reviewer_allows_it(phone, assigned, reviewer, commune):
    assert phone.pull()["rows"] == []
    assert phone.ask().status_code == 422 and not Look.objects.exists()
    pocket.allow_cards(commune=commune, number="7/QĐ-UBKT", decided_on=TODAY, by=reviewer)
    assert len(phone.pull()["rows"]) == 1
    assert phone.ask().status_code == 200


def test_a_card_is_three_things_and_taking_it_along_is_a_look_of_72_hours(phone, assigned, allowed, person, helper):
    actions.record_visit(uuid4(), person, visited_on=TODAY, note="chuyện riêng", next_on=TODAY, by=helper)
    before = clock.now()
    answer = phone.ask()
    [card] = answer.json()["rows"]
    assert card == {"id": pocket.sign_of(person), "code": person.code, "name": "chị Vá", "next": TODAY.isoformat()}
    look = Look.objects.get()
    assert (look.part, look.purpose, look.by) == ("card", "visit", helper.pk)
    assert look.until == datetime.fromisoformat(answer.json()["until"])
    assert before + timedelta(hours=72) <= look.until <= clock.now() + timedelta(hours=72)
    assert [event.detail["look"] for event in events("looked")] == [str(look.pk)]


def test_the_person_learns_that_it_was_taken_along(phone, assigned, allowed, person, hang):
    phone.ask()
    page = signed_in(hang).post(reverse("care:who_looked", args=[person.code]))
    assert "thăm gặp, giúp đỡ; mang theo trên điện thoại đến" in said(page)


def test_without_a_purpose_in_the_body_nothing_goes_along(phone, assigned, allowed):
    for form in ({}, {"purpose": "file"}, {"purpose": "khác"}, {"purpose": "other", "words": "xem"}):
        answer = phone.ask(form)
        assert answer.status_code == 422 and answer.json()["sentence"] and secrets_in(answer) == []
    assert phone.client.get(reverse("care:take_along"), VISIT).status_code == 405
    assert not Look.objects.exists()


def test_what_cannot_be_told_does_not_go_along(phone, assigned, allowed, monkeypatch):
    monkeypatch.setattr(actions, "record", unwritable)
    answer = phone.ask()
    assert answer.status_code == 503 and secrets_in(answer) == [] and not Look.objects.exists()


def test_at_most_ten_go_along(phone, commune, son, chair, helper, allowed):
    union = Body.objects.get(commune=commune, name="Hội Phụ nữ")
    for _ in range(pocket.MOST + 1):
        person = actions.open_file(uuid4(), another(), village=village_of(commune), by=son)
        actions.name_helper(actions.assign_body(person, union, by=son), helper, by=chair)
    assert len(phone.pull()["rows"]) == len(phone.ask().json()["rows"]) == pocket.MOST == 10
    assert Look.objects.count() == 10


def test_nobody_else_is_sent_one(assigned, allowed, commune, son, hang, chair, reviewer, thao):
    member = appoint(commune, "người khác của hội", Role.R8, "Hội Phụ nữ")
    for other in (member, son, hang, chair, reviewer, thao):
        theirs = Phone(signed_in(other))
        assert theirs.pull()["rows"] == []
        assert theirs.ask().status_code in (404, 422)
    assert not Look.objects.exists()


# --- what takes them back -----------------------------------------------------------------------------------


def test_the_next_answer_takes_a_card_back(phone, assigned, allowed, person, helper, hang, commune, reviewer):
    [card] = phone.pull()["rows"]
    mine = Assignment.objects.filter(person=person)
    took_back = {
        "the switch": lambda: pocket.forbid_cards(commune=commune, by=reviewer),
        "another helps": lambda: mine.update(helper=hang.pk),
        "their months are over": lambda: mine.update(ends_on=TODAY - timedelta(days=1)),
        "a block": lambda: actions.block(person, helper, words="anh em họ", by=hang),
        "the file ended": lambda: actions.close(person, TODAY, by=hang),
    }
    for why, change in took_back.items():
        with transaction.atomic(SEALED):
            change()
            assert phone.pull() == {"rows": [], "gone": [card["id"]]}, why
            assert phone.pull() == {"rows": [], "gone": []}, why
            assert phone.ask().status_code == 422, why
            transaction.set_rollback(True, using=SEALED)
        assert phone.pull() == {"rows": [card], "gone": []}, why


def test_where_nothing_changed_nothing_is_written(phone, assigned, allowed):
    phone.pull()
    phone.pull()
    assert Sent.objects.count() == 1


def test_where_the_sealed_rooms_cannot_be_asked_cards_go_and_work_goes_on(phone, assigned, allowed, monkeypatch):
    [card] = phone.pull()["rows"]
    monkeypatch.setattr(pocket, "allowance_of", unwritable)
    assert phone.pull()["gone"] == [card["id"]] and phone.answer.status_code == 200


def test_neither_pack_nor_working_database_tells_a_code_or_a_name(phone, assigned, allowed, person):
    phone.pull()
    phone.ask()
    told = said(phone.answer) + json.dumps([each.marks for each in Sent.objects.all()])
    assert pocket.sign_of(person) in told and str(person.pk) not in told
    assert person.code not in told and secrets_in(phone.answer) == []


def test_no_other_section_may_hold_what_is_about_people():
    """The deviation has a name: neither another section of its class, nor it with another class."""
    for name, data in (("visits", Data.CARE_CARD), ("cards", Data.LEGAL_FILE), ("cards", Data.TESTS)):
        with pytest.raises(ValueError, match="never goes to a phone"):
            section(name, data=data, rooms=lambda: ())


# --- the switch ---------------------------------------------------------------------------------------------


def test_the_reviewer_switches_it_by_a_decision_and_both_are_told(commune, reviewer):
    client = signed_in(reviewer)
    page, form = reverse("care:allowance"), {"number": "7/QĐ-UBKT", "decided_on": "23/11/2026"}
    assert "Đang không cho phép" in said(client.get(page))
    for _ in range(2):
        assert client.post(page, form).status_code == 302
    assert "Theo quyết định 7/QĐ-UBKT ngày 23/11/2026" in said(client.get(page))
    for _ in range(2):
        assert client.post(reverse("care:forbid_cards")).status_code == 302
    given = Allowance.objects.get()
    assert (given.given_by, given.ended_by) == (reviewer.pk, reviewer.pk)
    told = Event.objects.using(SEALED).filter(verb__startswith="cards.").order_by("sequence")
    assert [event.verb for event in told] == ["cards.allowed", "cards.forbidden"]
    assert client.get(reverse("care:digest")).status_code == 200
    assert "Những lần trước" in said(client.get(page))


def test_without_a_decision_nothing_is_switched(reviewer):
    for form in ({"decided_on": "23/11/2026"}, {"number": "7/QĐ"}, {"number": "7/QĐ", "decided_on": "24/11/2026"}):
        assert signed_in(reviewer).post(reverse("care:allowance"), form).status_code == 422
    assert not Allowance.objects.exists()


def test_nobody_else_switches_it_and_only_for_their_own_commune(commune, beyond, allowed, son, hang, chair, helper):
    for other in (son, hang, chair, helper):
        assert signed_in(other).get(reverse("care:allowance")).status_code == 404
        with pytest.raises(Refused):
            pocket.forbid_cards(commune=commune, by=other)
    assert fresh(allowed).ended_at is None and pocket.allowance_of(beyond) is None
