"""Guessing passwords is slow, and locks nobody out (PROTECTION SEC-04)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from banlanh.accounts import actions, devices
from banlanh.accounts.actions import recognise, take_turn
from banlanh.accounts.models import Attempts, User
from banlanh.accounts.rules import LONGEST_WAIT, WRONG, wait_after
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from tests.support.commune import PASSWORD, hoa, lan, make_commune

SIGN_IN = reverse("accounts:sign_in")
HOUR = 3600

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> User:
    commune = make_commune()
    hoa(commune)
    return lan(commune)


def sign_in(client: Client, password: str = PASSWORD, username: str = "lan"):
    return client.post(SIGN_IN, {"username": username, "password": password})


def guess(client: Client, times: int, username: str = "lan") -> str:
    """What the page says to the last of so many wrong guesses."""
    for _ in range(times):
        said = sign_in(client, "không phải mật khẩu này", username)
        assert said.status_code == 422
    return said.content.decode()


@pytest.mark.parametrize(
    ("many", "seconds"), [(0, 0), (1, 0), (2, 5), (3, 10), (4, 20), (5, 40), (6, LONGEST_WAIT), (1000, LONGEST_WAIT)]
)
def test_each_wrong_word_in_a_row_waits_longer_up_to_a_minute(many, seconds):
    assert wait_after(many) == timedelta(seconds=seconds)


def test_no_name_is_tried_more_than_sixty_times_in_any_hour():
    """By somebody who never tires, and tries in the very second in which it is allowed again."""
    tried = [0.0]
    while tried[-1] < 3 * HOUR:
        tried.append(tried[-1] + wait_after(len(tried)).total_seconds())
    assert max(sum(since <= each < since + HOUR for each in tried) for since in tried) <= 60


def test_a_turn_comes_in_the_second_that_was_told_and_not_before(time_is):
    now = 0
    for wait in (0, 0, 5, 10, 20, 40, LONGEST_WAIT, LONGEST_WAIT):
        if wait:
            time_is(now + wait - 1)
            with pytest.raises(Refused, match="Xin đợi 1 giây"):
                take_turn("one way")
        now += wait
        time_is(now)
        take_turn("one way")


def test_a_try_is_counted_before_it_is_made(her, monkeypatch):
    """So that many at the same moment are not more than one after the other."""
    counted = []
    monkeypatch.setattr(actions, "authenticate", lambda **_: counted.append(Attempts.objects.get().many))
    with pytest.raises(Refused, match=WRONG):
        recognise("lan", PASSWORD)
    assert counted == [1]


def test_one_slip_of_the_finger_costs_no_wait(client, her, time_is):
    guess(client, 1)
    assert sign_in(client).status_code == 302
    assert not Attempts.objects.exists()


def test_who_must_wait_is_told_how_long_whoever_the_name_is_of(client, her, time_is):
    assert "Xin đợi 5 giây" in guess(client, 3)
    assert "Xin đợi 5 giây" in guess(client, 3, username="khong-ai-ca")


def test_the_right_word_waits_too_and_then_opens(client, her, time_is):
    guess(client, 2)
    assert sign_in(client).status_code == 422
    time_is(5)
    assert sign_in(client).status_code == 302


def test_at_the_worst_a_minute_passes(client, her, time_is):
    for turn in range(10):
        time_is(turn * LONGEST_WAIT)
        guess(client, 1)
    time_is(10 * LONGEST_WAIT)
    assert sign_in(client).status_code == 302


def test_what_is_guessed_elsewhere_makes_nobody_wait_on_her_own_phone(client, her, time_is):
    assert sign_in(client).status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert "Xin đợi" in guess(Client(), 4)
    assert sign_in(client).status_code == 302


def test_a_device_is_known_only_to_those_who_signed_in_on_it(her, client, time_is):
    assert sign_in(client, username="hoa").status_code == 302
    client.post(reverse("accounts:sign_out"))
    guess(Client(), 4)
    assert "Xin đợi" in guess(client, 1)


def test_the_device_s_cookie_names_nobody_and_cannot_be_made_up(client, her, time_is, rf):
    sign_in(client)
    cookie = client.cookies[devices.COOKIE]
    assert "lan" not in cookie.value and cookie["httponly"] and cookie["samesite"] == "Lax"
    request = rf.get("/")
    request.COOKIES[devices.COOKIE] = cookie.value
    assert devices.device_for(request, "lan") and not devices.device_for(request, "hoa")
    request.COOKIES[devices.COOKIE] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert not devices.device_for(request, "lan")


def test_tries_are_forgotten_and_name_neither_person_nor_device(client, her, time_is):
    guess(client, 1)
    (row,) = Attempts.objects.values_list("way", flat=True)
    assert len(row) == 64 and "lan" not in row
    time_is(2 * HOUR)
    guess(client, 1, username="hoa")
    assert Attempts.objects.count() == 1


# --- what the log is told --------------------------------------------------------------------------


def told(verb: str) -> list[tuple]:
    return list(Event.objects.filter(verb=verb).values_list("subject", "by"))


def test_a_failed_try_is_told_of_whose_name_it_was_and_of_nobody_who_made_it(client, her, time_is):
    guess(client, 1)
    assert told("account.not_recognised") == [(f"accounts.user:{her.pk}", None)]


def test_names_that_are_nobody_s_do_not_fill_the_log(client, her, time_is):
    guess(client, 2, username="khong-ai-ca")
    assert not Event.objects.exists()


def test_tries_that_had_to_wait_do_not_fill_the_log(client, her, time_is):
    guess(client, 9)
    assert len(told("account.not_recognised")) == 2


def test_a_wrong_word_on_an_open_page_is_told(her, time_is):
    with pytest.raises(Refused):
        actions.know_again(her, "mật khẩu khác")
    with pytest.raises(Refused):
        actions.show_factor(her, digits="123456")
    assert told("account.not_known_again") == told("account.factor_not_shown") == [(f"accounts.user:{her.pk}", None)]
