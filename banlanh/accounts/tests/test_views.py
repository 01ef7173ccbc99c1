"""Signing in and out, the slip, one's own account: the pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts import actions
from banlanh.accounts.models import User
from banlanh.accounts.queries import sign_ins
from banlanh.accounts.rules import WRONG
from banlanh.audit.models import Event
from tests.support.commune import PASSWORD, lan, make_commune

SIGN_IN, ME, ACTIVATE = reverse("accounts:sign_in"), reverse("accounts:me"), reverse("accounts:activate")
NEW = "ngựa xanh qua suối"
RIGHT = {"username": "lan", "password": PASSWORD}

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> User:
    return lan(make_commune())


def signed_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def test_the_right_password_opens_the_desk(client, her):
    assert client.post(SIGN_IN, RIGHT).headers["Location"] == reverse("home:duties")
    assert signed_in(client)
    assert Event.objects.get(verb="account.signed_in").by == her.pk


@pytest.mark.parametrize("username", ["LAN", " lan "])
def test_a_name_may_be_typed_large_or_with_a_blank(client, her, username):
    assert client.post(SIGN_IN, RIGHT | {"username": username}).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"username": "lan", "password": "mat khau de nhớ"},
        {"username": "lan", "password": PASSWORD.upper()},
        {"username": "hoa", "password": PASSWORD},  # the stranger: nobody of that name here
    ],
)
def test_a_wrong_word_is_answered_with_one_sentence_and_no_more(client, her, typed):
    response = client.post(SIGN_IN, typed)
    assert response.status_code == 422
    assert WRONG in response.content.decode()
    assert f'value="{typed["username"]}"' in response.content.decode()
    assert typed["password"] not in response.content.decode()
    assert not signed_in(client)
    assert not Event.objects.filter(verb="account.signed_in").exists()


def test_a_closed_account_does_not_sign_in_and_is_told_no_more_than_a_stranger(client, her):
    User.objects.update(disabled_at=timezone.now())
    response = client.post(SIGN_IN, RIGHT)
    assert response.status_code == 422 and WRONG in response.content.decode()


def test_closing_an_account_ends_its_sessions_at_once(client, her):
    client.force_login(her)
    User.objects.update(disabled_at=timezone.now())
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "opened"),
    [
        ("/ke-hoach/", "/ke-hoach/"),
        ("/viec/3/?a=b", "/viec/3/?a=b"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("ke-hoach", "/"),
        ("accounts:me", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_only_a_page_of_ours_opens(client, her, wanted, opened):
    response = client.post(reverse("accounts:sign_in", query={"next": wanted}), RIGHT)
    assert response.headers["Location"] == opened


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, her):
    asked = client.get(ME).headers["Location"]
    assert asked == f"{SIGN_IN}?next={ME}"
    assert client.post(asked, RIGHT).headers["Location"] == ME


def test_signing_in_takes_a_new_session(client, her):
    client.get(ME)
    client.force_login(her)
    before = client.session.session_key
    client.post(reverse("accounts:sign_out"))
    client.post(SIGN_IN, RIGHT)
    assert client.session.session_key != before


def test_signing_out_leaves_nothing(client, her):
    client.force_login(her)
    response = client.post(reverse("accounts:sign_out"))
    assert response.headers["Location"] == f"{SIGN_IN}?khoa=1"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["csrf"]["max-age"] == 0
    assert not signed_in(client)


def test_signing_out_is_no_link(client, her):
    client.force_login(her)
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert signed_in(client)


def test_a_form_of_another_site_is_refused_in_vietnamese(her):
    response = Client(enforce_csrf_checks=True).post(SIGN_IN, RIGHT)
    assert response.status_code == 403
    assert "Trang này mở đã lâu" in response.content.decode()


def test_cookies_are_kept_from_scripts_and_other_sites(client, her):
    response = client.post(SIGN_IN, RIGHT)
    cookie = response.cookies["phien"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"


# --- activation ------------------------------------------------------------------------------------


@pytest.fixture
def slip(her) -> dict[str, str]:
    her.set_unusable_password()
    her.save()
    return {"username": "lan", "code": actions.issue_slip(her, by=None), "password": NEW, "again": NEW}


def test_activating_signs_in(client, slip):
    assert client.post(ACTIVATE, slip).headers["Location"] == reverse("home:duties")
    assert signed_in(client)


def test_activating_twice_says_that_the_account_is_active_already(client, slip):
    client.post(ACTIVATE, slip)
    again = Client().post(ACTIVATE, slip)
    assert again.status_code == 422
    assert "Tài khoản này đã kích hoạt rồi" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "AAAAAAAAAAAAAA"}, "mã trên phiếu chưa đúng"),
        ({"username": "hoa"}, "mã trên phiếu chưa đúng"),
        ({"password": "ngắn", "again": "ngắn"}, "Mật khẩu cần ít nhất 12 ký tự"),
        ({"again": "chữ khác hẳn đi"}, "Hai lần gõ chưa giống nhau"),
        ({"code": ""}, "chưa điền ô này"),
    ],
)
def test_a_fault_is_told_and_what_was_typed_stays(client, slip, wrong, said):
    typed = slip | wrong
    page = client.post(ACTIVATE, typed)
    html = page.content.decode()
    assert page.status_code == 422 and said in html
    assert f'value="{typed["username"]}"' in html and (not typed["code"] or f'value="{typed["code"]}"' in html)
    assert NEW not in html  # but never the password
    assert not signed_in(client)


def test_an_old_slip_says_what_to_do(client, slip, her):
    her.activation.expires_at = timezone.now() - timedelta(minutes=1)
    her.activation.save()
    assert "Xin văn phòng cấp phiếu mới" in client.post(ACTIVATE, slip).content.decode()


# --- one's own account -----------------------------------------------------------------------------


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client, her):
    elsewhere = Client()
    elsewhere.force_login(her)
    client.force_login(her)
    assert client.post(ME, {"current": "somebody else", "password": NEW, "again": NEW}).status_code == 422
    assert client.post(ME, {"current": PASSWORD, "password": NEW, "again": NEW}).status_code == 302
    assert signed_in(client) and not signed_in(elsewhere)
    assert [each.key for each in sign_ins(her)] == [client.session.session_key]
    assert Event.objects.get(verb="account.password_changed").by == her.pk


def test_without_its_event_the_old_password_stays(her, monkeypatch):
    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError):
        actions.change_password(her, password=NEW)
    assert User.objects.get().check_password(PASSWORD)


def fail(*args, **detail):
    raise OSError("the disk is full")


def test_my_account_tells_my_posts(client, her):
    client.force_login(her)
    html = client.get(ME).content.decode()
    assert "Lò Thị Lan" in html and "Trưởng thôn" in html and "Thôn Nà Lìn" in html


# --- headers ---------------------------------------------------------------------------------------

PAGES = {"sign in": SIGN_IN, "activate": ACTIVATE, "my account": ME, "desk": "/", "nothing": "/khong-co/"}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_no_page_stays_on_the_machine_or_runs_what_is_not_ours(client, her, address, is_signed_in):
    if is_signed_in:
        client.force_login(her)
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
    ):
        assert part in policy.split("; ")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
