"""The second factor: six digits of a phone, printed codes, and what they cost who guesses (PROTECTION SEC-02)."""

import html
import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from banlanh.accounts import actions, factors, rules
from banlanh.accounts.models import Factor, PrintedCode, User
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.sealing.crypto import Broken
from tests.support.commune import PASSWORD, hoa, lan, make_commune

from .noon import NOON, enrolled

ENROL, ME, REMOVE = reverse("accounts:enrol"), reverse("accounts:me"), reverse("accounts:remove_factor")
CONFIRM = reverse("accounts:confirm")
HALF_MINUTE = 30

pytestmark = pytest.mark.django_db


@pytest.fixture
def her(time_is) -> User:
    commune = make_commune()
    hoa(commune)
    return lan(commune)


@pytest.fixture
def phone(her) -> pyotp.TOTP:
    return enrolled(her)


@pytest.fixture
def printed(her) -> list[str]:
    secret = factors.new_secret()
    return actions.enrol_factor(her, secret=secret, code=pyotp.TOTP(secret).at(NOON))


def key_on(page) -> str:
    """The key as a person types it from the page."""
    return re.search(r'class="groups">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def sealed_on(page) -> str:
    return html.unescape(re.search(r'name="sealed" value="([^"]+)"', page.content.decode())[1])


# --- enrolling ------------------------------------------------------------------------------------


def test_a_phone_is_enrolled_by_its_digits_and_one_s_password(client, her):
    client.force_login(her)
    page = client.get(ENROL)
    typed = {"sealed": sealed_on(page), "digits": pyotp.TOTP(key_on(page)).at(NOON), "current": PASSWORD}
    answer = client.post(ENROL, typed)
    codes = re.findall(r"<li>(\d-\w{5}-\w{5})</li>", answer.content.decode())
    assert len(codes) == len(set(codes)) == factors.PRINTED
    assert Factor.objects.get().user == her
    assert Event.objects.get(verb="account.factor_enrolled").by == her.pk
    assert "Đã bật từ 23/11/2026" in client.get(ME).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"digits": "000000"}, "Sáu chữ số chưa đúng"),
        ({"digits": ""}, "chưa điền ô này"),
        ({"current": "mật khẩu khác"}, rules.NOT_YOUR_PASSWORD),
    ],
)
def test_a_fault_is_told_and_the_phone_need_not_scan_again(client, her, wrong, said):
    client.force_login(her)
    page = client.get(ENROL)
    right = {"sealed": sealed_on(page), "digits": pyotp.TOTP(key_on(page)).at(NOON), "current": PASSWORD}
    answer = client.post(ENROL, right | wrong)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert key_on(answer) == key_on(page)
    assert not Factor.objects.exists()


def test_sending_the_same_page_again_does_not_spoil_the_printed_codes(client, her):
    client.force_login(her)
    page = client.get(ENROL)
    typed = {"sealed": sealed_on(page), "digits": pyotp.TOTP(key_on(page)).at(NOON), "current": PASSWORD}
    client.post(ENROL, typed)
    hashes = set(PrintedCode.objects.values_list("code_hash", flat=True))
    again = client.post(ENROL, typed)
    assert again.status_code == 422 and "đã bật rồi" in again.content.decode()
    assert set(PrintedCode.objects.values_list("code_hash", flat=True)) == hashes


def test_the_key_is_kept_sealed_to_its_person(her, phone):
    sealed = bytes(Factor.objects.get().sealed)
    assert phone.secret.encode() not in sealed
    assert factors.unseal_secret(sealed, her.pk) == phone.secret
    with pytest.raises(Broken):
        factors.unseal_secret(sealed, her.pk + 1)
    with override_settings(FACTOR_KEY="another machine's"), pytest.raises(Broken):
        factors.unseal_secret(sealed, her.pk)


def test_printed_codes_are_kept_only_as_slow_hashes(printed):
    kept = PrintedCode.objects.order_by("number").values_list("code_hash", flat=True)
    assert all(code not in each and code[2:] not in each for code, each in zip(printed, kept, strict=True))
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        secret = factors.new_secret()
        actions.enrol_factor(User.objects.get(username="lan"), secret=secret, code=pyotp.TOTP(secret).at(NOON))
    assert {each.code_hash.split("$")[0] for each in PrintedCode.objects.all()} == {"argon2"}


def test_without_its_event_nothing_is_enrolled(her, monkeypatch):
    monkeypatch.setattr(actions, "record", fail)
    secret = factors.new_secret()
    with pytest.raises(OSError):
        actions.enrol_factor(her, secret=secret, code=pyotp.TOTP(secret).at(NOON))
    assert not Factor.objects.exists()


def fail(*args, **detail):
    raise OSError("the disk is full")


# --- showing it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "is_taken"),
    [(-31, False), (-1, False), (0, True), (29, True), (30, True), (59, True), (60, False), (3600, False)],
)
def test_digits_serve_in_their_half_minute_and_the_next(her, phone, time_is, later, is_taken):
    """Shown at noon, typed so many seconds later."""
    digits = phone.at(NOON)
    time_is(later)
    if is_taken:
        actions.show_factor(her, digits=digits)
        return
    with pytest.raises(Refused, match="Sáu chữ số chưa đúng"):
        actions.show_factor(her, digits=digits)


def test_digits_serve_once(her, phone, time_is):
    digits = phone.at(NOON)
    actions.show_factor(her, digits=digits)
    with pytest.raises(Refused, match="đã dùng rồi"):
        actions.show_factor(her, digits=digits)
    time_is(HALF_MINUTE)
    actions.show_factor(her, digits=phone.at(NOON + timedelta(seconds=HALF_MINUTE)))


def test_after_later_digits_the_earlier_ones_serve_no_more(her, phone, time_is):
    time_is(HALF_MINUTE)
    actions.show_factor(her, digits=phone.at(NOON + timedelta(seconds=HALF_MINUTE)))
    with pytest.raises(Refused, match="đã dùng rồi"):
        actions.show_factor(her, digits=phone.at(NOON))


def test_the_digits_that_enrolled_a_phone_serve_for_nothing_else(her):
    secret = factors.new_secret()
    actions.enrol_factor(her, secret=secret, code=pyotp.TOTP(secret).at(NOON))
    with pytest.raises(Refused, match="đã dùng rồi"):
        actions.show_factor(her, digits=pyotp.TOTP(secret).at(NOON))


def test_a_printed_code_serves_once(her, printed, time_is):
    actions.show_factor(her, printed=printed[2])
    with pytest.raises(Refused, match="Mã dự phòng này"):
        actions.show_factor(her, printed=printed[2])
    time_is(5)
    actions.show_factor(her, printed=printed[3])


@pytest.mark.parametrize("code", ["1-AAAAA-AAAAA", "9-AAAAA-AAAAA", "A", "²-AAAAA-AAAAA"])
def test_a_printed_code_that_is_none_is_refused(her, printed, code):
    with pytest.raises(Refused, match="Mã dự phòng này"):
        actions.show_factor(her, printed=code)


def test_one_s_own_digits_open_for_nobody_else(her, phone):
    next_door = User.objects.get(username="hoa")
    with pytest.raises(Refused, match="chưa bật"):
        actions.show_factor(next_door, digits=phone.at(NOON))


def test_guessing_digits_is_slow(her, phone, time_is):
    for second in (0, 0, 5, 15):
        time_is(second)
        with pytest.raises(Refused, match="Sáu chữ số"):
            actions.show_factor(her, digits="000000")
    with pytest.raises(Refused, match="Xin đợi 20 giây"):
        actions.show_factor(her, digits=phone.at(NOON))
    time_is(35)
    actions.show_factor(her, digits=phone.at(NOON + timedelta(seconds=35)))


def test_guessing_the_password_on_an_open_page_is_slow(client, her):
    client.force_login(her)
    page = client.get(ENROL)
    wrong = {"sealed": sealed_on(page), "digits": "123456", "current": "mật khẩu khác"}
    said = [client.post(ENROL, wrong).content.decode() for _ in range(3)]
    assert rules.NOT_YOUR_PASSWORD in said[1] and "Xin đợi 5 giây" in said[2]


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_a_printed_code_may_be_typed_as_people_type(client, her, printed, typed):
    client.force_login(her)
    assert client.post(CONFIRM, {"printed": typed(printed[0])}).status_code == 302


# --- another phone, none, a lost one --------------------------------------------------------------


def test_another_phone_needs_the_first_one(client, her, phone):
    client.force_login(her)
    assert client.get(ENROL).status_code == 403
    assert client.post(REMOVE).status_code == 403
    assert Factor.objects.exists()
    assert client.post(CONFIRM, {"digits": phone.at(NOON)}).status_code == 302
    assert client.get(ENROL).status_code == 200


def test_a_password_that_was_sent_too_late_waits_nowhere(client, her, phone):
    client.force_login(her)
    asked = client.post(ENROL, {"digits": "123456", "current": PASSWORD, "sealed": "abc"})
    kept = html.unescape(re.search(r'name="kept" value="([^"]+)"', asked.content.decode())[1])
    resumed = client.post(CONFIRM, {"kept": kept, "digits": phone.at(NOON)}).content.decode()
    assert 'name="digits"' in resumed and 'name="current"' not in resumed and PASSWORD not in resumed


@pytest.mark.parametrize("sealed", ["", "đ", "abc", "AAAA" * 40])
def test_a_page_whose_key_is_spoilt_shows_another(client, her, sealed):
    client.force_login(her)
    answer = client.post(ENROL, {"sealed": sealed, "digits": "123456", "current": PASSWORD})
    assert answer.status_code == 422 and key_on(answer)


def test_who_shows_it_may_switch_it_off(client, her, phone):
    client.force_login(her)
    client.post(CONFIRM, {"digits": phone.at(NOON)})
    assert client.post(REMOVE).headers["Location"] == ME
    assert not Factor.objects.exists()
    assert Event.objects.get(verb="account.factor_removed").by == her.pk


@override_settings(SECOND_FACTOR="all")
def test_who_switched_it_off_counts_as_one_who_never_showed_it(client, her, phone):
    client.force_login(her)
    client.post(CONFIRM, {"digits": phone.at(NOON)})
    assert client.get("/").status_code == 200
    client.post(REMOVE)
    assert client.get(ME).status_code == 200 and client.get("/").status_code == 403


def test_a_change_of_phone_ends_the_other_sessions_and_keeps_this_one(client, her, time_is):
    elsewhere = [Client(), Client()]
    for each in elsewhere:
        each.force_login(her)
    client.force_login(her)
    page = client.get(ENROL)
    typed = {"sealed": sealed_on(page), "digits": pyotp.TOTP(key_on(page)).at(NOON), "current": PASSWORD}
    assert client.post(ENROL, typed).status_code == 200
    assert elsewhere[0].get(ME).status_code == 302
    elsewhere[1].force_login(her)
    client.post(REMOVE)
    assert elsewhere[1].get(ME).status_code == 302
    page = client.get(ME)
    assert len(page.context["sign_ins"]) == 1 and page.context["this"] == page.context["sign_ins"][0].key


def test_a_lost_phone_costs_the_way_to_the_office_as_at_first(her, phone):
    code = actions.issue_slip(her, by=None)
    assert Factor.objects.exists(), (
        "until the slip is used, the phone stays: else a slip would make the password enough"
    )
    actions.activate_account("lan", code, password="ngựa xanh qua suối")
    assert not Factor.objects.exists()
