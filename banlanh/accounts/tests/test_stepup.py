"""Sealed pages open only for a quarter of an hour after the second factor was shown (PROTECTION SEC-08)."""

import pyotp
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import User
from banlanh.accounts.stepup import ASKS_FACTOR
from tests.support.commune import appoint, body_of, hoa, lan, make_commune

from . import sealed_pages
from .noon import NOON, enrolled
from .typed import hidden_on, kept_on

CONFIRM = reverse("accounts:confirm")
FILE, TESTS, WORK, CARD = "/thu/C6/CREATE/", "/thu/C6/READ/", "/thu/C1/READ/", "/thu/C4/READ/"
QUARTER = 15 * 60

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("banlanh.accounts.tests.sealed_pages")]


@pytest.fixture
def officer(time_is) -> User:
    """An officer of the police may read and write tests (C6)."""
    sealed_pages.written.clear()
    commune = make_commune()
    lan(commune)
    hoa(commune)
    return appoint("khanh", "Tẩn Văn Khánh", Role.R4, body_of(commune, "Công an xã"))


@pytest.fixture
def phone(officer) -> pyotp.TOTP:
    return enrolled(officer)


@pytest.fixture
def desk(client, officer) -> Client:
    client.force_login(officer)
    return client


# --- what asks ------------------------------------------------------------------------------------

EXPORTS_OF_PEOPLE = {(data, Act.EXPORT) for data in Data if data.value in ("C4", "C8", "C9", "C10")}


@pytest.mark.parametrize("data", Data)
@pytest.mark.parametrize("act", Act)
def test_what_asks_for_a_fresh_factor(data, act):
    """As SEC-08 says it: C5 to C7, exports of people, roles and keys."""
    changes_roles = data is Data.ACCOUNTS and act in (Act.CREATE, Act.UPDATE, Act.APPROVE)
    is_sealed = data.value in ("C5", "C6", "C7", "C13")
    assert ((data, act) in ASKS_FACTOR) == (is_sealed or changes_roles or (data, act) in EXPORTS_OF_PEOPLE)


def test_every_page_of_every_class_asks_as_the_table_says(desk, phone):
    """Whatever the officer may open, with a factor that he has not shown: 403 by the table, else 200."""
    answers = {(data, act): desk.get(f"/thu/{data.value}/{act.name}/").status_code for data in Data for act in Act}
    may = {pair for pair in answers if pair[0] is Data.PUBLIC or desk_reach().has(*pair)}
    assert {pair for pair, status in answers.items() if status == 403} == may & ASKS_FACTOR
    assert {pair for pair, status in answers.items() if status == 200} == may - ASKS_FACTOR
    assert may & ASKS_FACTOR and {status for pair, status in answers.items() if pair not in may} == {404}


def desk_reach():
    return User.objects.get(username="khanh").reach


def test_who_may_not_open_it_learns_nothing_by_being_asked(client, officer):
    """A village head gets the same 404 as for a page that is not there: no question about a factor."""
    client.force_login(User.objects.get(username="lan"))
    assert client.get(FILE).status_code == 404


# --- asking, and going on -------------------------------------------------------------------------


def test_who_has_no_phone_enrolled_is_told_where_to(desk):
    answer = desk.get(FILE)
    assert answer.status_code == 403
    assert "Xin bật xác nhận bằng điện thoại trước" in answer.content.decode()
    assert f'href="{reverse("accounts:enrol")}"' in answer.content.decode()
    assert "canary" not in answer.content.decode()


def test_after_the_digits_the_page_opens_that_was_asked_for(desk, phone):
    asked = desk.get(f"{TESTS}?thang=11")
    assert asked.status_code == 403 and "canary" not in asked.content.decode()
    answer = desk.post(CONFIRM, {"kept": kept_on(asked), "digits": phone.at(NOON)})
    assert answer.headers["Location"] == f"{TESTS}?thang=11"
    assert "canary of C6" in desk.get(TESTS).content.decode()


def test_it_stays_open_for_a_quarter_of_an_hour(desk, phone, time_is):
    desk.post(CONFIRM, {"digits": phone.at(NOON)})
    time_is(QUARTER / 2)
    assert desk.get(FILE).status_code == 200
    time_is(QUARTER)
    assert desk.get(FILE).status_code == 200
    time_is(QUARTER + 1)
    assert desk.get(FILE).status_code == 403
    assert desk.get(WORK).status_code == desk.get(CARD).status_code == 200


def test_each_sign_in_begins_without_it(desk, phone, officer):
    desk.post(CONFIRM, {"digits": phone.at(NOON)})
    desk.post(reverse("accounts:sign_out"))
    desk.force_login(officer)
    assert desk.get(FILE).status_code == 403


def test_showing_it_on_one_machine_opens_nothing_on_another(desk, phone, officer):
    elsewhere = Client()
    elsewhere.force_login(officer)
    desk.post(CONFIRM, {"digits": phone.at(NOON)})
    assert desk.get(FILE).status_code == 200 and elsewhere.get(FILE).status_code == 403


def test_the_session_gets_a_new_key(desk, phone):
    before = desk.session.session_key
    desk.post(CONFIRM, {"digits": phone.at(NOON)})
    assert desk.session.session_key != before


def test_wrong_digits_are_told_and_the_way_on_is_not_lost(desk, phone):
    kept = kept_on(desk.get(TESTS))
    answer = desk.post(CONFIRM, {"kept": kept, "digits": "000000"})
    assert answer.status_code == 422 and "Sáu chữ số chưa đúng" in answer.content.decode()
    assert kept_on(answer) == kept
    assert desk.get(FILE).status_code == 403


# --- what was typed -------------------------------------------------------------------------------

TYPED = {"note": 'dòng một\r\n<b>"dòng hai"</b>', "days": ["2", "4"], "empty": ""}


def test_a_form_that_came_too_late_is_not_lost_and_is_not_written_before_the_digits(desk, phone):
    asked = desk.post(f"{FILE}?a=b", TYPED)
    assert asked.status_code == 403 and sealed_pages.written == []
    resumed = desk.post(CONFIRM, {"kept": kept_on(asked), "digits": phone.at(NOON)})
    fields = hidden_on(resumed)
    assert f'action="{FILE}?a=b"' in resumed.content.decode() and sealed_pages.written == []
    desk.post(f"{FILE}?a=b", fields)
    assert sealed_pages.written == [{"note": [TYPED["note"]], "days": ["2", "4"], "empty": [""]}]


def test_what_waits_in_the_page_cannot_be_read_from_it(desk, phone):
    assert "dòng" not in desk.post(FILE, TYPED).content.decode()


def test_what_waits_opens_for_no_one_else(desk, phone, officer):
    kept = kept_on(desk.post(FILE, TYPED))
    next_door = User.objects.get(username="hoa")
    hers, client = enrolled(next_door), Client()
    client.force_login(next_door)
    answer = client.post(CONFIRM, {"kept": kept, "digits": hers.at(NOON)})
    assert answer.status_code == 302 and answer.headers["Location"] == "/"


@pytest.mark.parametrize("kept", ["", "abc", "đ", "AAAA" * 20])
def test_nonsense_leads_to_the_desk(desk, phone, kept):
    assert desk.post(CONFIRM, {"kept": kept, "digits": phone.at(NOON)}).headers["Location"] == "/"


# --- at every sign-in -----------------------------------------------------------------------------


@override_settings(SECOND_FACTOR="all")
def test_where_everybody_must_nothing_above_the_account_opens_without_it(desk, phone, time_is):
    assert {desk.get(address).status_code for address in ("/", WORK, CARD, "/ke-hoach/")} == {403}
    assert desk.get(reverse("accounts:me")).status_code == 200
    asked = desk.get(WORK)
    assert desk.post(CONFIRM, {"kept": kept_on(asked), "digits": phone.at(NOON)}).headers["Location"] == WORK
    time_is(QUARTER + 1)
    assert desk.get(WORK).status_code == 200 and desk.get(FILE).status_code == 403


def test_else_plan_work_asks_for_no_factor(desk, phone):
    assert desk.get(WORK).status_code == desk.get("/").status_code == 200
