"""Passkeys: made and shown by a key of software, and every way in which one is refused (PROTECTION SEC-02)."""

import html
import re
from dataclasses import replace

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from banlanh.accounts import factors, passkeys, rules
from banlanh.accounts.models import Attempts, Factor, Passkey, User
from banlanh.audit.models import Event
from tests.support.commune import PASSWORD, appoint, body_of, make_commune
from tests.support.factor import show_factor

from .noon import NOON, enrolled
from .software_key import SoftwareKey

ADD, SHOW, ME = reverse("accounts:add_passkey"), reverse("accounts:show_passkey"), reverse("accounts:me")
ASKS = reverse("accounts:signed_in")  # asks the administrator for the second factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> pyotp.TOTP:
    return pyotp.TOTP(factors.new_secret())


@pytest.fixture
def quan(time_is, phone) -> User:
    """The administrator, whose phone is enrolled."""
    user = appoint("quan", "Lý Văn Quân", "R14", body_of(make_commune(), "Ủy ban nhân dân xã"))
    enrolled(user, phone)
    return user


def browser_of(user: User, *, is_fresh: bool) -> Client:
    browser = Client()
    browser.force_login(user)
    if is_fresh:
        show_factor()
    return browser


@pytest.fixture
def key(quan) -> SoftwareKey:
    """One that is known, and has signed five times."""
    made = SoftwareKey(counter=5)
    add(browser_of(quan, is_fresh=True), made)
    return made


@pytest.fixture
def desk(quan, key) -> Client:
    """Where the second factor was not shown yet."""
    return browser_of(quan, is_fresh=False)


def asked_on(page) -> str:
    return html.unescape(re.search(r'data-bl-asked="([^"]+)"', page.content.decode())[1])


def add(browser: Client, key: SoftwareKey, **typed):
    asked = asked_on(browser.get(ADD))
    values = {"name": "điện thoại của tôi", "current": PASSWORD, "credential": key.make(asked)}
    return browser.post(ADD, values | typed)


def show(browser: Client, answer: str, **typed):
    return browser.post(SHOW, {"credential": answer} | typed)


def is_open(browser: Client) -> bool:
    return browser.get(ASKS).status_code == 200


# --- adding -------------------------------------------------------------------------------------------------------


def test_a_key_is_added_after_the_six_digits_and_by_one_s_password(quan):
    browser, key = browser_of(quan, is_fresh=True), SoftwareKey()
    assert add(browser, key).headers["Location"] == ME
    assert Event.objects.get(verb="account.passkey_added").by == quan.pk
    page = browser.get(ME).content.decode()
    assert "điện thoại của tôi" in page and "lập ngày 23/11/2026" in page


def test_of_a_key_only_the_public_half_is_kept(quan, key):
    kept = bytes(Passkey.objects.get().credential)
    number = key.private.private_numbers()
    assert number.private_value.to_bytes(32, "big") not in kept
    assert number.public_numbers.x.to_bytes(32, "big") in kept


def test_who_has_no_phone_enrolled_is_told_so_and_adds_none(quan):
    Factor.objects.all().delete()
    answer = browser_of(quan, is_fresh=False).get(ADD)
    assert answer.status_code == 403 and "Xin bật xác nhận bằng điện thoại trước" in answer.content.decode()


def test_adding_needs_the_six_digits_of_a_moment_ago(desk):
    assert desk.get(ADD).status_code == desk.post(ADD, {"name": "a", "current": PASSWORD}).status_code == 403
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"current": "mật khẩu khác"}, rules.NOT_YOUR_PASSWORD),
        ({"name": ""}, "chưa điền ô này"),
        ({"credential": ""}, "Chưa nhận ra khóa"),
        ({"credential": "[" * 5000}, "Chưa nhận ra khóa"),
        ({"credential": '{"id": 1, "rawId": 1, "response": {}}'}, "Chưa nhận ra khóa"),
    ],
)
def test_a_key_is_not_added_where(quan, changed, said):
    answer = add(browser_of(quan, is_fresh=True), SoftwareKey(), **changed)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Passkey.objects.exists()


WRONG = {
    "another origin": {"origin": "http://testserver.example.com"},
    "another port": {"origin": "http://testserver:8000"},
    "not encrypted where we are, or the other way round": {"origin": "https://testserver"},
    "another host's key": {"host": "example.com"},
    "whoever holds the device did not say who they are": {"is_verified": False},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_new_key_is_refused_for(quan, wrong):
    answer = add(browser_of(quan, is_fresh=True), SoftwareKey(**WRONG[wrong]))
    assert answer.status_code == 422 and not Passkey.objects.exists()


def test_the_same_key_is_there_once(quan, key):
    answer = add(browser_of(quan, is_fresh=True), key)
    assert answer.status_code == 422 and "đã có rồi" in answer.content.decode()


def test_one_has_ten_keys_and_no_more(quan):
    browser = browser_of(quan, is_fresh=True)
    for _ in range(rules.MOST_PASSKEYS):
        assert add(browser, SoftwareKey()).status_code == 302
    assert "Xin bỏ bớt" in add(browser, SoftwareKey()).content.decode()
    assert Passkey.objects.count() == rules.MOST_PASSKEYS


# --- showing ------------------------------------------------------------------------------------------------------


def test_a_key_opens_what_the_six_digits_open_and_leads_on(desk, key):
    page = desk.get(ASKS)
    assert page.status_code == 403
    kept = html.unescape(re.search(r'name="kept" value="([^"]+)"', page.content.decode())[1])
    key.counter = 6
    assert show(desk, key.show(asked_on(page)), kept=kept).headers["Location"] == ASKS
    assert is_open(desk) and Passkey.objects.get().counter == 6
    assert Event.objects.filter(verb="account.factor_shown", subject__startswith="accounts.passkey:").count() == 1


@pytest.mark.parametrize("wrong", WRONG)
def test_a_known_key_is_refused_for(desk, key, wrong):
    answer = show(desk, replace(key, counter=6, **WRONG[wrong]).show(asked_on(desk.get(ASKS))))
    assert answer.status_code == 422 and "Chưa nhận ra khóa" in answer.content.decode()
    assert not is_open(desk)
    assert Event.objects.filter(verb="account.factor_not_shown").count() == 1


def test_what_was_asked_once_is_answered_once(desk, key):
    key.counter = 6
    answer = key.show(asked_on(desk.get(ASKS)))
    assert show(desk, answer).status_code == 302
    desk.get(ASKS)
    assert show(desk, answer).status_code == 422


def test_a_wrong_answer_uses_up_what_was_asked(desk, key):
    asked = asked_on(desk.get(ASKS))
    assert show(desk, "{}").status_code == 422
    assert show(desk, replace(key, counter=6).show(asked)).status_code == 422


def test_what_was_asked_of_one_browser_is_answered_by_that_one(quan, desk, key):
    elsewhere = browser_of(quan, is_fresh=False)
    asked = asked_on(desk.get(ASKS))
    elsewhere.get(ASKS)
    assert show(elsewhere, replace(key, counter=6).show(asked)).status_code == 422


def test_what_was_asked_long_ago_is_answered_no_more(desk, key, time_is):
    asked = asked_on(desk.get(ASKS))
    time_is(passkeys.LASTS + 1)
    assert show(desk, replace(key, counter=6).show(asked)).status_code == 422


def test_a_key_of_nobody_and_one_of_somebody_else_open_nothing(quan, desk, key):
    other = SoftwareKey()
    neighbour = appoint("hien", "Vàng Thị Hiền", "R14", quan.posts_today[0].body)
    Passkey.objects.update(user=neighbour)  # the known key is hers now
    add(browser_of(quan, is_fresh=True), SoftwareKey())
    fresh = browser_of(quan, is_fresh=False)
    for each in (other, replace(key, counter=6), replace(key, private=other.private, counter=6)):
        Attempts.objects.all().delete()  # so that the key is looked at, and not only made to wait
        assert passkeys.WRONG in show(fresh, each.show(asked_on(fresh.get(ASKS)))).content.decode()
    assert not is_open(fresh)


@pytest.mark.parametrize(("counter", "is_taken"), [(6, True), (600, True), (5, False), (4, False), (0, False)])
def test_a_counter_that_does_not_go_on_is_a_copy_and_is_told(desk, key, counter, is_taken):
    answer = show(desk, replace(key, counter=counter).show(asked_on(desk.get(ASKS))))
    assert (answer.status_code == 302) == is_taken == is_open(desk)
    assert Event.objects.filter(verb="account.passkey_went_back").exists() is not is_taken
    assert is_taken or "có thể đã bị sao chép" in answer.content.decode()


def test_a_device_that_does_not_count_is_taken_each_time(quan):
    add(browser_of(quan, is_fresh=True), key := SoftwareKey())
    for _ in range(2):
        browser = browser_of(quan, is_fresh=False)
        assert show(browser, key.show(asked_on(browser.get(ASKS)))).status_code == 302


def test_wrong_keys_and_wrong_digits_wait_together(desk, key, phone):
    for _ in range(2):
        show(desk, "{}")
    assert "Xin đợi 5 giây" in desk.post(reverse("accounts:confirm"), {"digits": phone.at(NOON)}).content.decode()


def test_the_six_digits_go_on_working_without_any_script(desk, phone):
    page = desk.get(ASKS).content.decode()
    assert re.search(r"<form[^>]*data-bl-passkey[^>]* hidden>", page), "only a script may offer what needs a script"
    assert desk.post(reverse("accounts:confirm"), {"digits": phone.at(NOON)}).status_code == 302
    assert is_open(desk)


# --- taking away --------------------------------------------------------------------------------------------------


def test_who_takes_a_key_away_ends_the_other_sessions(quan, desk):
    browser = browser_of(quan, is_fresh=True)
    session = desk.session.session_key
    assert browser.post(reverse("accounts:remove_passkey", args=[Passkey.objects.get().pk])).headers["Location"] == ME
    assert not Passkey.objects.exists()
    assert Event.objects.get(verb="account.passkey_removed").by == quan.pk
    assert browser.get(ME).status_code == 200 and session not in {
        each.key for each in browser.get(ME).context["sign_ins"]
    }
    assert desk.get(ME).status_code == 302


def test_nobody_takes_somebody_else_s_key_away(quan, key):
    neighbour = appoint("hien", "Vàng Thị Hiền", "R14", quan.posts_today[0].body)
    browser_of(neighbour, is_fresh=True).post(reverse("accounts:remove_passkey", args=[Passkey.objects.get().pk]))
    assert Passkey.objects.exists()


def test_without_the_six_digits_no_key_stays(quan, key):
    browser_of(quan, is_fresh=True).post(reverse("accounts:remove_factor"))
    assert not Passkey.objects.exists()
