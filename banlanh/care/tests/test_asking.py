"""What a person asks about their own file: noted in their words, answered within the law's days (SEC-60)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from banlanh.care import actions, asking
from banlanh.care.enums import Asks
from banlanh.care.models import Block, OwnRequest
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.reminders.queries import files_of

from .conftest import TODAY, appoint, events, fresh
from .test_trail import everything_in
from .test_views import said, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
WORDS = "Cháu muốn biết những ai đã mở giấy tờ của cháu"


def noted(person, by, asks=Asks.SEE, asked_on=TODAY, number=None) -> OwnRequest:
    return asking.note_request(number or uuid4(), person, asks=asks, asked_on=asked_on, words=WORDS, by=by)


def answered(request, by, *, is_granted=True, why="", document="5/TB") -> OwnRequest:
    return asking.answer_request(request, is_granted=is_granted, why=why, document=document, by=by)


@pytest.mark.parametrize(
    ("asks", "asked_on", "tell_by", "due_on"),
    [
        (Asks.SEE, date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 30)),  # a Friday, and 24/11 is a holiday
        (Asks.CORRECT, date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 30)),
        (Asks.OBJECT, date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 5)),
        (Asks.BLOCK, date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 5)),
        (Asks.DELETE, date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 10)),
        (Asks.SEE, date(2026, 2, 13), date(2026, 2, 24), date(2026, 2, 23)),  # over Tết, whose days do not count
    ],
)
def test_every_request_has_the_days_of_the_table(asks, asked_on, tell_by, due_on):
    request = OwnRequest(asks=asks, asked_on=asked_on)
    assert (asking.tell_by(asked_on), asking.due_on(request)) == (tell_by, due_on)


def test_a_request_is_noted_and_answered_once(person, hang):
    number = uuid4()
    assert noted(person, hang, number=number) == noted(person, hang, number=number)
    request = OwnRequest.objects.get()
    for _ in range(2):
        answered(request, hang)
    with pytest.raises(Refused, match="trả lời khác"):
        answered(request, hang, is_granted=False, why="không có căn cứ")
    assert [each.verb for each in events("asked") + events("request")] == ["care.asked", "care.request_answered"]
    assert asking.requests_of(hang) == []


def test_a_refusal_says_why(person, hang):
    request = noted(person, hang)
    with pytest.raises(Refused, match="lý do"):
        answered(request, hang, is_granted=False)
    assert answered(request, hang, is_granted=False, why="đang điều tra").is_granted is False


@pytest.mark.parametrize("who", ["chair", "helper", "blocked"])
def test_who_may_not_note_or_answer(request, person, hang, son, assigned, who):
    asked = noted(person, hang)
    if who == "blocked":
        actions.block(person, son, words="chính chủ yêu cầu", by=hang)
    stranger = son if who == "blocked" else request.getfixturevalue(who)
    for act in (lambda: noted(person, stranger), lambda: answered(asked, stranger)):
        with pytest.raises(Refused):
            act()
    assert asking.request_in_reach(stranger, asked.pk) is None


def test_nothing_is_asked_tomorrow(person, hang):
    with pytest.raises(Refused, match="chưa tới"):
        noted(person, hang, asked_on=TODAY + timedelta(days=1))


def test_what_was_said_lies_sealed(person, hang):
    answered(noted(person, hang), hang, why="Đã in cho cháu xem tại trụ sở")
    held = everything_in(SEALED)
    assert not any(each.encode() in value for value in held for each in (WORDS, "Đã in cho cháu"))


@pytest.mark.parametrize(("days", "many"), [(6, 0), (7, 1), (8, 0), (10, 1), (11, 1), (30, 1)])
def test_the_police_are_reminded_three_days_before_on_the_day_and_after(person, hang, helper, assigned, days, many):
    noted(person, hang, asked_on=TODAY)
    day = TODAY + timedelta(days=days)
    assert files_of(hang, day) == asking.request_reminders(hang, day) == many
    assert files_of(helper, day) == 0


def test_an_officer_goes_from_the_desk_to_the_page_that_does_it(person, hang, son):
    client = signed_in(hang)
    typed = {"id": str(uuid4()), "asks": "block", "asked_on": "02/11/2026", "words": WORDS}
    client.post(reverse("care:note_request", args=[person.code]), typed)
    desk = said(client.get(reverse("home:duties")))
    assert "1 yêu cầu quá hạn trả lời" in desk and person.code not in desk
    assert "quá hạn trả lời" in said(client.get(reverse("care:index")))
    address = reverse("care:answer_request", args=[OwnRequest.objects.get().pk])
    page = said(client.get(address))
    assert WORDS in page and "Hạn trả lời 17/11/2026 (15 ngày" in page and "Ghi nhận chậm" in page
    assert "phải ghi rõ lý do" in said(client.post(address, {"said": "refused", "document": "5/TB"}))
    done = client.post(address, {"said": "granted", "document": "5/TB"})
    assert done["Location"] == reverse("care:block", args=[person.code])
    client.post(done["Location"], {"officer": son.pk, "words": "chính chủ yêu cầu"})
    assert Block.objects.get().user == son.pk
    assert "quá hạn" not in said(client.get(reverse("home:duties")))


def test_it_goes_with_its_file(person, hang):
    request = noted(person, hang)
    actions.close(person, TODAY, by=None)
    assert asking.requests_of(hang) == []
    actions.shred_ended(TODAY + timedelta(days=400))
    with pytest.raises(OwnRequest.DoesNotExist):
        fresh(request)


def test_a_stranger_s_desk_says_nothing_of_it(commune, person, hang):
    noted(person, hang, asked_on=date(2026, 10, 1))
    lan = appoint(commune, "lan", "R7", "Thôn Nà Lìn")
    assert "yêu cầu quá hạn" not in said(signed_in(lan).get(reverse("home:duties")))
