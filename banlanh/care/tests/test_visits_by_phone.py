"""A visit that was written down without signal: done on arrival as its author's, or it stays on the phone (SEC-40)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post
from banlanh.care import offline, pocket, queries
from banlanh.care.models import Assignment, HelpVisit
from banlanh.core.homes import KEYS, SEALED
from banlanh.places.models import Body
from banlanh.sync import actions as sync
from banlanh.sync import carrying
from banlanh.sync.enums import Answer
from banlanh.sync.models import Device, Quarantined, Receipt

from .conftest import TODAY, appoint, events
from .test_trail import everything_in
from .test_views import signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
WORD = "canaribanlanhghichep"  # the same in JSON, whatever that escapes
NOTE = f"Chị đã đi học may, {WORD}"


@pytest.fixture
def device(helper) -> Device:
    device = sync.mint_device(by=helper, name="điện thoại")
    Device.objects.filter(pk=device.pk).update(made_at=timezone.now() - timedelta(days=60))
    return device


@pytest.fixture
def noted(commune, person, assigned):
    body = Body.objects.get(commune=commune, name="Hội Phụ nữ")

    def noted(**said) -> dict:
        payload = {"card": pocket.sign_of(person), "body": body.pk, "visited_on": "21/11/2026", "note": NOTE} | said
        return {"id": str(uuid4()), "sequence": 1, "kind": "care.visit", "payload": payload}

    return noted


@pytest.fixture
def send(device, helper):
    def send(operation: dict, by=helper) -> dict:
        said = json.dumps({"device": str(device.pk), "operations": [operation]})
        answer = signed_in(by).post("/dong-bo/", said, content_type="application/json")
        return answer.json()["answers"][0]

    return send


def test_it_is_in_the_file_once_and_lies_open_nowhere(send, noted, person, helper):
    operation = noted(next_on="22/11/2026")  # ahead when it was written, over when it arrives
    assert [send(operation)["state"] for _ in range(2)] == [Answer.APPLIED, Answer.ALREADY]
    [visit] = queries.visits_of(person)
    assert (visit["note"], visit["by"]) == (NOTE, helper.full_name)
    assert [event.by for event in events("visited")] == [helper.pk]
    held = [value for database in ("default", SEALED, KEYS) for value in everything_in(database)]
    assert not any(WORD.encode() in value for value in held)
    assert not any(person.code.encode() in value for value in everything_in("default"))


def test_what_its_form_does_not_take_is_refused_with_the_sentence(send, noted):
    answer = send(noted(visited_on="24/11/2026"))
    assert answer["state"] == "refused" and answer["receipt"] and answer["sentence"].startswith("Ngày thăm")


# --- what may not be done now -------------------------------------------------------------------------------


def another_helps(helper, device):
    Assignment.objects.update(helper=0)


def the_months_are_over(helper, device):
    Assignment.objects.update(ends_on=TODAY - timedelta(days=1))


def the_post_ended(helper, device):
    Post.objects.filter(user=helper).update(ends_on=TODAY - timedelta(days=1))


def the_phone_is_revoked(helper, device):
    sync.revoke_device(device, by=helper)


@pytest.mark.parametrize("change", [another_helps, the_months_are_over, the_post_ended])
def test_it_stays_on_the_phone_and_waits_in_no_table(send, noted, helper, device, change):
    operation = noted()
    change(helper, device)
    answer = send(operation)
    assert (answer["state"], answer["receipt"]) == ("refused", "") and "còn trong máy" in answer["sentence"]
    assert answer["stays"]  # so that its author is told, and may let it go
    assert not HelpVisit.objects.exists() and not Quarantined.objects.exists() and not Receipt.objects.exists()
    assert not any(WORD.encode() in value for value in everything_in("default"))


def test_of_a_phone_that_was_revoked_nothing_waits_either(noted, helper, device, chair):
    """It comes only by a colleague: the phone itself is told to forget."""
    operation = noted()
    the_phone_is_revoked(helper, device)
    asked = sync.Asked(uuid4(), 1, "care.visit", operation["payload"])
    [answer] = sync.receive(device, [asked], by=helper, carried_by=chair)
    assert "máy ghi việc này đã bị thu hồi" in answer["sentence"] and not Quarantined.objects.exists()


def test_its_author_alone_is_told_that_it_may_never_be_done(noted, helper, device, chair):
    asked = sync.Asked(uuid4(), 1, "care.visit", noted()["payload"])
    Assignment.objects.update(helper=0)
    box = carrying.Box(device, [asked])
    [own], [others] = ([*carrying.done(device, [box], by)] for by in (helper, chair))
    assert own["answers"] == [others["answers"][0] | {"stays": True}]
    assert set(others["answers"][0]) == {"id", "state", "receipt"}


def test_sent_again_it_is_looked_at_anew(send, noted, helper):
    operation = noted()
    Assignment.objects.update(helper=0)
    assert send(operation)["sentence"] == offline.NOT_THEIRS
    Assignment.objects.update(helper=helper.pk)
    assert send(operation)["state"] == "applied"


def test_another_s_person_and_nobody_are_one_answer_and_both_are_told(send, noted, commune):
    member = appoint(commune, "người khác của hội", Role.R8, "Hội Phụ nữ")
    theirs = sync.mint_device(by=member, name="máy")
    for card in (noted()["payload"]["card"], "0" * 16, ""):
        [answer] = sync.receive(theirs, [sync.Asked(uuid4(), 1, "care.visit", noted(card=card)["payload"])], by=member)
        assert answer["sentence"] == offline.NOT_THEIRS
    assert len(events("refused")) == 3 and not HelpVisit.objects.exists()


def test_what_waits_for_a_shut_room_keeps_no_other_work_waiting(helper, device, noted, settings):
    settings.SEALED_KEY_FILE = "/khong/co/khoa"
    body = Body.objects.get(name="Hội Phụ nữ", commune=device.commune)
    told = {"body": body.pk, "happened_on": "20/11/2026", "text": "Chưa có kinh phí đi lại."}
    operations = [sync.Asked(uuid4(), 1, "care.visit", noted()["payload"])]
    operations.append(sync.Asked(uuid4(), 2, "record.difficulty", told))
    answers = sync.receive(device, operations, by=helper)
    assert [each["state"] for each in answers] == ["refused", "applied"]
    assert not any("stays" in each for each in answers)  # rooms open again
