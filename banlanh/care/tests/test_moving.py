"""A move, a finding and an ended file through their pages."""

from uuid import uuid4

import pytest
from django.urls import reverse

from banlanh.care import actions
from banlanh.care.models import BreakGlass, Finding, Move

from .conftest import TODAY, TOLD, fresh, village_of
from .test_views import PURPOSE, said, secrets_in, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")


def leaving(beyond) -> dict:
    return {"target": beyond.pk, "left_on": "22/11/2026", "left_time": "18:30", "document": "3/TB"}


def test_a_file_is_sent_and_taken_over_through_the_pages(person, hang, thao, beyond):
    here, there = signed_in(hang), signed_in(thao)
    legal, index = reverse("care:legal", args=[person.code]), reverse("care:index")
    here.post(reverse("care:send_file", args=[person.code]), leaving(beyond))
    move = Move.objects.get()
    assert "chờ nơi đến trả lời" in said(here.get(index))
    assert person.code in said(there.get(index)) and secrets_in(there.get(index)) == []
    assert there.post(legal, PURPOSE).status_code == 404
    page = there.get(reverse("care:receive", args=[move.pk]))
    assert person.code in said(page) and secrets_in(page) == []
    taken = {"answer": "accepted", "village": village_of(beyond).pk, "officer": thao.pk}
    there.post(reverse("care:receive", args=[move.pk]), taken)
    assert TOLD.identity["full_name"] in said(there.post(legal, PURPOSE))
    assert here.post(legal, PURPOSE).status_code == 404
    assert person.code not in said(here.get(index))


def test_what_was_sent_back_and_what_is_late_is_said_in_words(person, hang, thao, beyond):
    here, there = signed_in(hang), signed_in(thao)
    here.post(reverse("care:send_file", args=[person.code]), leaving(beyond) | {"left_on": "20/11/2026"})
    assert "báo nơi đến chậm" in said(here.get(reverse("care:index")))
    there.post(reverse("care:receive", args=[Move.objects.get().pk]), {"answer": "papers"})
    assert "còn thiếu giấy tờ" in said(here.get(reverse("care:index")))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"target": ""}, "ghi tên xã"),
        ({"left_on": "31/02/2026"}, "Ngày chưa đúng"),
        ({"left_time": "25:00"}, "chưa đúng"),
        ({"left_on": "24/11/2026"}, "chưa tới"),
        ({"document": ""}, "chưa điền ô này"),
    ],
)
def test_a_bad_form_is_answered_and_nothing_is_sent(person, hang, beyond, changed, sentence):
    page = signed_in(hang).post(reverse("care:send_file", args=[person.code]), leaving(beyond) | changed)
    assert page.status_code == 422 and sentence in said(page)
    assert not Move.objects.exists()


def test_taking_over_needs_a_village_and_an_officer(person, hang, thao, beyond):
    signed_in(hang).post(reverse("care:send_file", args=[person.code]), leaving(beyond))
    page = signed_in(thao).post(reverse("care:receive", args=[Move.objects.get().pk]), {"answer": "accepted"})
    assert page.status_code == 422 and "chọn thôn và cán bộ" in said(page)


def test_a_commune_elsewhere_answers_on_paper(person, hang):
    client = signed_in(hang)
    client.post(
        reverse("care:send_file", args=[person.code]),
        {"to": "Xã Xa", "left_on": "22/11/2026", "left_time": "", "document": "3/TB"},
    )
    settle = reverse("care:settle_move", args=[Move.objects.get().pk])
    assert settle in said(client.get(reverse("care:index")))
    client.post(settle, {"answer": "accepted", "document": "9/TB"})
    assert fresh(person).closed_on == TODAY
    assert client.get(settle).status_code == 404


def test_a_finding_is_told_by_its_form_and_read_with_the_file(person, hang):
    client = signed_in(hang)
    form = {"id": uuid4(), "found": "absent", "happened_on": "20/11/2026", "known_on": "22/11/2026", "words": "vắng"}
    for _ in range(2):
        client.post(reverse("care:record_finding", args=[person.code]), form)
    assert Finding.objects.count() == 1
    page = client.post(reverse("care:legal", args=[person.code]), PURPOSE)
    assert "xảy ra 20/11/2026, biết 22/11/2026, báo 23/11/2026" in said(page)


def test_an_ended_file_is_opened_by_the_chief_alone(person, hang, son, commune):
    actions.close_file(person, actions.terms.ExitReason.DEAD, document="1/TLKT", on=TODAY, by=hang)
    why = {"code": person.code, "words": "Tòa án huyện hỏi về quyết định năm ngoái"}
    assert signed_in(hang).post(reverse("care:open_ended"), why).status_code == 404
    page = signed_in(son).post(reverse("care:open_ended"), why)
    assert TOLD.identity["full_name"] in said(page)
    assert BreakGlass.objects.get().by == son.pk
    assert reverse("care:open_ended") in said(signed_in(son).get(reverse("care:find")))
    assert reverse("care:open_ended") not in said(signed_in(hang).get(reverse("care:find")))
