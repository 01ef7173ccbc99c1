import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.care import actions, terms
from banlanh.care.models import Assignment, BreakGlass, HelpVisit, LabTest, Look, SupportedPerson
from banlanh.core.homes import SEALED
from tests.support import commune as people
from tests.support.factor import show_factor

from .conftest import TODAY, TOLD, appoint, village_of

pytestmark = pytest.mark.django_db(databases="__all__")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    show_factor()
    return client


def said(response) -> str:
    return response.content.decode()


def secrets_in(response) -> list[str]:
    values = [*map(str, TOLD.identity.values()), *TOLD.card.values(), TOLD.number]
    return [value for value in values if re.search(rf"\b{re.escape(value)}\b", said(response))]


PURPOSE = {"purpose": "file"}


def test_the_list_shows_codes_and_days_and_nothing_else(person, hang):
    actions.set_interval(person, months=3, first_on=TODAY, decided_by="Trưởng Công an xã", by=hang)
    page = signed_in(hang).get(reverse("care:index"))
    assert person.code in said(page)
    assert secrets_in(page) == []


def test_the_envelope_tells_no_more_than_the_code(person, hang):
    page = signed_in(hang).get(reverse("care:show", args=[person.code]))
    assert page.status_code == 200
    assert secrets_in(page) == []
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("hang", ["thời hạn đến 1/8/2027", "xét nghiệm hẹn 20/11/2026", "hẹn thăm 30/11/2026"]),
        ("helper", ["hẹn thăm 30/11/2026"]),
        ("chair", []),
    ],
)
def test_the_envelope_tells_only_days_of_parts_that_may_be_opened(request, person, due, assigned, helper, who, told):
    actions.record_visit(uuid4(), person, visited_on=TODAY, note="", next_on=date(2026, 11, 30), by=helper)
    page = signed_in(request.getfixturevalue(who)).get(reverse("care:show", args=[person.code]))
    assert page.context["days"] == told


def test_an_ending_file_is_checked_in_one_tap(person, hang, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2027-07-20")
    client = signed_in(hang)
    button = re.search(r'action="([^"]+)".{,300}name="(purpose)" value="(\w+)">Kiểm tra', said(client.get("/ho-so/")))
    page = client.post(button[1], {button[2]: button[3]})
    assert TOLD.identity["full_name"] in said(page)


def test_a_part_is_shown_for_a_purpose_and_a_get_shows_none(person, hang):
    client, address = signed_in(hang), reverse("care:legal", args=[person.code])
    assert client.get(address).status_code == 405
    page = client.post(address, PURPOSE)
    assert page.status_code == 200
    assert TOLD.identity["full_name"] in said(page)
    assert Look.objects.get().purpose == "file"


@pytest.mark.parametrize("purpose", [{}, {"purpose": ""}, {"purpose": "tò mò"}, {"purpose": "other", "words": "42"}])
def test_without_a_purpose_the_envelope_comes_again_with_a_sentence(person, hang, purpose):
    page = signed_in(hang).post(reverse("care:legal", args=[person.code]), purpose)
    assert page.status_code == 422
    assert secrets_in(page) == []
    assert not Look.objects.exists()


def test_what_was_typed_as_a_reason_is_not_lost(person, hang):
    typed = {"purpose": "other", "words": "việc riêng"}
    page = signed_in(hang).post(reverse("care:legal", args=[person.code]), typed)
    assert "việc riêng" in said(page)


def test_not_there_and_not_yours_are_one_answer_and_both_are_told(person, commune):
    stranger = appoint(commune, "cường", Role.R4, "Công an xã", [village_of(commune, "Sín Chải")])
    client = signed_in(stranger)
    answers = [client.get(reverse("care:show", args=[code])) for code in (person.code, "HT-23456-789CF")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({re.sub(r'value="\w{64}"', "", said(answer)) for answer in answers}) == 1
    assert Event.objects.using(SEALED).filter(verb="care.refused", by=stranger.pk).count() == 2


def test_where_the_log_cannot_be_written_the_page_is_closed_and_shows_nothing(person, hang, monkeypatch):
    def full(*_, **__):
        raise DatabaseError("the log is full")

    client = signed_in(hang)
    monkeypatch.setattr(Event, "save", full)
    page = client.post(reverse("care:legal", args=[person.code]), PURPOSE)
    assert page.status_code == 503
    assert secrets_in(page) == []


def test_without_the_key_every_page_of_the_room_says_why_and_the_rest_works(person, hang, settings):
    settings.SEALED_KEY_FILE = "/nowhere/sealed.key"
    client = signed_in(hang)
    for address in (reverse("care:index"), reverse("care:show", args=[person.code]), reverse("care:open_file")):
        page = client.get(address)
        assert page.status_code == 503
        assert "banlanh keys make" in said(page)
    assert client.get(reverse("home:duties")).status_code == 200


def test_a_changed_ciphertext_closes_the_page(person, hang):
    SupportedPerson.objects.filter(pk=person.pk).update(identity=b"\x01" + b"x" * 300)
    page = signed_in(hang).post(reverse("care:legal", args=[person.code]), PURPOSE)
    assert page.status_code == 503
    assert "không khớp khóa" in said(page)


OPEN = {
    "full_name": "Giàng A Páo", "born": "1988", "card_number": "010188000999", "phone": "", "ground": "voluntary",
    "number": "15/QĐ-UBND", "decided_on": "10/11/2026", "completed_on": "01/11/2026", "signed_by": "Chủ tịch UBND xã",
    "preferred_name": "anh Páo", "contact": "", "needs": "", "goals": "học nghề mộc",
}  # fmt: skip


def test_a_file_is_opened_by_its_form_once(commune, hang):
    client, form = signed_in(hang), OPEN | {"id": uuid4(), "village": village_of(commune).pk}
    pages = [client.post(reverse("care:open_file"), form) for _ in range(2)]
    opened = SupportedPerson.objects.get()
    assert [page["Location"] for page in pages] == [reverse("care:show", args=[opened.code])] * 2
    page = client.post(reverse("care:card", args=[opened.code]), {"purpose": "visit"})
    assert "học nghề mộc" in said(page)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"village": ""}, "chưa điền ô này"),
        ({"born": "1888"}, "Số nhỏ nhất là 1920"),
        ({"decided_on": "31/02/2026"}, "Ngày chưa đúng"),
        ({"decided_on": "01/01/2099"}, "chưa tới"),
        ({"ground": "khác"}, "Xin chọn một mục có trong danh sách"),
        ({"completed_on": ""}, "ngày hoàn thành cai nghiện"),
        ({"full_name": "x" * 90}, "Dài quá"),
    ],
)
def test_bad_input_is_answered_and_nothing_typed_is_lost(commune, hang, changed, sentence):
    form = OPEN | {"id": uuid4(), "village": village_of(commune).pk} | changed
    page = signed_in(hang).post(reverse("care:open_file"), form)
    assert page.status_code == 422
    assert sentence in said(page)
    assert "anh Páo" in said(page)
    assert not SupportedPerson.objects.exists()


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ({"number": "010191000123"}, True),
        ({"number": "0912 345 678"}, True),
        ({"number": "09123"}, False),
        ({"number": "%"}, False),
        ({"full_name": "sung thi va", "born": "1991"}, True),
        ({"full_name": "sung thi", "born": "1991"}, False),
        ({"full_name": "Sùng Thị Vá", "born": "1990"}, False),
        ({"full_name": "%", "born": "1991"}, False),
    ],
)
def test_one_person_is_found_by_what_only_who_knows_them_can_tell(person, hang, typed, is_found):
    page = signed_in(hang).post(reverse("care:find"), typed)
    assert (person.code in said(page)) is is_found


@pytest.mark.parametrize("typed", [{"number": ""}, {"full_name": "Sùng Thị Vá"}, {"born": "1991"}])
def test_a_search_for_many_is_refused(person, hang, typed):
    page = signed_in(hang).post(reverse("care:find"), typed)
    assert page.status_code == 422
    assert person.code not in said(page)


def test_an_officer_s_day(person, commune, hang, chair, helper):
    """The due test, one look, a helper, the end."""
    due = actions.set_interval(person, months=3, first_on=TODAY, decided_by="Trưởng Công an xã", by=hang)
    client = signed_in(hang)
    client.post(reverse("care:record_result", args=[due.pk]), {"done_on": "23/11/2026", "result": "negative"})
    assert LabTest.objects.get(pk=due.pk).done_on == TODAY
    assert client.post(reverse("care:legal", args=[person.code]), PURPOSE).status_code == 200
    union = people.body_of(commune, "Hội Phụ nữ")
    client.post(reverse("care:assign_body", args=[person.code]), {"body": union.pk})
    given = Assignment.objects.get()
    signed_in(chair).post(reverse("care:name_helper", args=[given.pk]), {"helper": helper.pk})
    assert Assignment.objects.get().helper == helper.pk
    visit = {"id": uuid4(), "visited_on": "23/11/2026", "note": "khỏe", "next_on": ""}
    signed_in(helper).post(reverse("care:record_visit", args=[person.code]), visit)
    assert HelpVisit.objects.count() == 1
    end = {"reason": terms.ExitReason.DEAD, "document": "3/TB", "on": "23/11/2026"}
    client.post(reverse("care:close_file", args=[person.code]), end)
    assert client.get(reverse("care:show", args=[person.code])).status_code == 404
    assert person.code not in said(client.get(reverse("care:index")))


def test_a_need_is_passed_on_by_whom_both_rooms_know_and_nothing_goes_with_it(person, commune, hang, assigned, helper):
    office = people.body_of(commune, "Ủy ban nhân dân xã")
    xuan = appoint(commune, "xuân", Role.R10, office.name)
    client = signed_in(hang)
    client.post(reverse("care:assign_body", args=[person.code]), {"body": f"{office.pk}-{xuan.pk}"})
    card = reverse("care:card", args=[person.code])
    page = said(signed_in(xuan).post(card, {"purpose": "visit"}))
    assert TOLD.card["needs"] in page
    assert TOLD.card["goals"] not in page
    assert f'href="{reverse("livelihoods:find")}"' in page
    assert "Sinh kế" not in said(signed_in(helper).post(card, {"purpose": "visit"}))


def test_an_end_that_the_law_does_not_know_is_refused(person, hang):
    end = {"reason": terms.ExitReason.CUSTODY, "document": "3/TB", "on": "23/11/2026"}
    page = signed_in(hang).post(reverse("care:close_file", args=[person.code]), end)
    assert page.status_code == 422
    assert "Luật không cho kết thúc" in said(page)


def test_who_looked_is_printed_for_the_person(person, hang):
    client = signed_in(hang)
    client.post(reverse("care:legal", args=[person.code]), PURPOSE)
    page = client.post(reverse("care:who_looked", args=[person.code]))
    assert hang.full_name in said(page)
    assert "lập, kiểm tra hồ sơ" in said(page)
    assert TOLD.identity["full_name"] not in said(page)


def test_the_glass_is_broken_and_reviewed_through_the_pages(person, commune):
    minh, reviewer = (
        appoint(commune, "minh", Role.R1, "Đảng ủy xã"),
        appoint(commune, "rà soát", Role.R15, "Đảng ủy xã"),
    )
    why = "Người này đang cấp cứu ở trạm, cần báo ngay cho gia đình"
    page = signed_in(minh).post(reverse("care:break_glass"), {"code": person.code.lower(), "words": why})
    assert TOLD.identity["full_name"] in said(page)
    broken = BreakGlass.objects.get()
    client = signed_in(reviewer)
    assert person.code in said(client.get(reverse("care:reviews")))
    page = client.get(reverse("care:review", args=[broken.pk]))
    assert why in said(page)
    assert TOLD.identity["full_name"] not in said(page)
    client.post(reverse("care:review", args=[broken.pk]), {"verdict": "upheld"})
    assert BreakGlass.objects.get().verdict == "upheld"


@pytest.mark.parametrize("code", ["HT-23456-789CF", "không phải mã", ""])
def test_an_unknown_code_breaks_nothing(commune, code):
    minh = appoint(commune, "minh", Role.R1, "Đảng ủy xã")
    why = "Người này đang cấp cứu ở trạm, cần báo ngay cho gia đình"
    page = signed_in(minh).post(reverse("care:break_glass"), {"code": code, "words": why})
    assert page.status_code == 422
    assert not BreakGlass.objects.exists()
