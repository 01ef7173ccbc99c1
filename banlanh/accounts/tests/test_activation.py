"""The slip with its one-time code, and the passwords that people choose (SEC-01, SEC-03)."""

import unicodedata
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.utils import timezone

from banlanh.accounts import actions
from banlanh.accounts.actions import CODE_LENGTH, EASY_TO_READ
from banlanh.accounts.forms import ActivationForm, NewPasswordForm, SignInForm
from banlanh.accounts.models import Activation, User
from banlanh.accounts.rules import WRONG_CODE
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from tests.support.commune import make_commune

PASSWORD = "ngựa xanh qua suối"
ALREADY = "đã kích hoạt rồi"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> User:
    return User.objects.create(username="lan", full_name="Lò Thị Lan", password="!")


@pytest.fixture
def code(lan) -> str:
    return actions.issue_slip(lan, by=None)


def test_a_new_machine_has_no_account_and_so_no_password_that_others_know():
    assert not User.objects.exists()


def test_a_code_has_at_least_64_random_bits_and_no_letter_that_looks_like_a_digit(code):
    assert len(EASY_TO_READ) ** CODE_LENGTH >= 2**64
    assert len(code) == CODE_LENGTH and set(code) <= set(EASY_TO_READ)
    assert not set("0O1I") & set(EASY_TO_READ)


def test_the_machine_keeps_no_code(code, lan):
    assert code not in lan.activation.code_hash


def test_a_slip_ends_after_72_hours(code, lan):
    assert timedelta(hours=71) < lan.activation.expires_at - timezone.now() <= timedelta(hours=72)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code} "])
def test_the_code_of_the_slip_sets_the_first_password(code, lan, typed):
    actions.activate_account(" LAN ", typed(code), password=PASSWORD)
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)
    assert Event.objects.filter(verb="account.activated", by=lan.pk).count() == 1


def test_a_code_works_once_and_then_says_so(code, lan):
    actions.activate_account("lan", code, password=PASSWORD)
    with pytest.raises(Refused, match=ALREADY):
        actions.activate_account("lan", code, password="mật khẩu của người khác")
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_an_expired_code_is_refused(code, lan):
    Activation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="quá 72 giờ"):
        actions.activate_account("lan", code, password=PASSWORD)


@pytest.mark.parametrize(
    ("username", "guess"),
    [
        ("lan", "A" * CODE_LENGTH),
        ("lan", ""),
        ("hoa", "A" * CODE_LENGTH),  # the stranger: nobody of that name
        ("hoa", None),  # Lan's own code, under another name
    ],
)
def test_a_guess_is_refused_in_the_same_words_for_everybody(code, lan, username, guess):
    with pytest.raises(Refused) as refusal:
        actions.activate_account(username, code if guess is None else guess, password=PASSWORD)
    assert str(refusal.value) == WRONG_CODE
    lan.refresh_from_db()
    assert not lan.has_usable_password()


def test_an_expired_slip_tells_a_guesser_nothing(code, lan):
    Activation.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="chưa đúng"):
        actions.activate_account("lan", "A" * CODE_LENGTH, password=PASSWORD)


def test_a_used_slip_tells_a_guesser_nothing(code, lan):
    actions.activate_account("lan", code, password=PASSWORD)
    with pytest.raises(Refused, match="chưa đúng"):
        actions.activate_account("lan", "A" * CODE_LENGTH, password=PASSWORD)


def test_guessing_codes_is_slow_and_told_to_the_log(code, lan):
    for wait in ("chưa đúng", "chưa đúng", "Xin đợi 5 giây"):
        with pytest.raises(Refused, match=wait):
            actions.activate_account("lan", "A" * CODE_LENGTH, password=PASSWORD)
    assert Event.objects.filter(verb="account.not_activated", subject=f"accounts.user:{lan.pk}").count() == 2


@pytest.mark.parametrize("username", ["lan", "hoa"])
def test_whether_a_name_is_somebody_s_cannot_be_told_by_the_time_it_takes(code, username, monkeypatch):
    """Each guess costs one slow hash, also where there is no slip to hold it against."""
    hashed = []
    hasher = get_hasher()
    monkeypatch.setattr(type(hasher), "encode", lambda *args, **more: hashed.append(args) or "")
    monkeypatch.setattr(type(hasher), "verify", lambda *args, **more: hashed.append(args))
    with pytest.raises(Refused):
        actions.activate_account(username, "A" * CODE_LENGTH, password=PASSWORD)
    assert len(hashed) == 1


def test_a_closed_account_cannot_be_activated(code, lan):
    User.objects.update(disabled_at=timezone.now())
    with pytest.raises(Refused, match="chưa đúng"):
        actions.activate_account("lan", code, password=PASSWORD)


def test_a_new_slip_makes_the_old_one_worthless(code, lan):
    fresh = actions.issue_slip(lan, by=None)
    with pytest.raises(Refused, match="chưa đúng"):
        actions.activate_account("lan", code, password=PASSWORD)
    actions.activate_account("lan", fresh, password=PASSWORD)


def test_without_its_event_nothing_is_activated(code, lan, monkeypatch):
    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError):
        actions.activate_account("lan", code, password=PASSWORD)
    lan.refresh_from_db()
    assert not lan.has_usable_password() and lan.activation.used_at is None


def fail(*args, **detail):
    raise OSError("the disk is full")


# --- passwords -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "is_good"),
    [
        ("ngựa xanh qua suối", True),
        ("bon tu roi nhau", True),
        ("mười hai kí t", True),
        ("🌱" * 12 + "ruộng bậc thang", True),
        (" dấu cách ở hai đầu ", True),
        ("!!!@@@###$$$", True),  # no rule on which characters
        ("x" * 100 + "chuỗi dài", True),
        ("công an đến nhà lúc nửa đêm", True),  # a local word among many
        ("x7k-p2m-9qa", False),  # eleven
        ("ngắn", False),
        ("a" * 129, False),
        ("1234567890123", False),
        ("password1234", False),
        ("qwertyuiop12", False),
        ("xakhongmatuy", False),
        ("Xã không ma túy 2026", False),
        ("xa khong ma tuy!!", False),
        ("Công an Mây Ngàn", False),
        ("may-ngan-suoi-lanh", False),
        ("SuoiLanh2026", False),
        ("Suối Lành 1990 2026", False),
        ("congan@2026!!!", False),
    ],
)
def test_which_passwords_are_taken(password, is_good):
    make_commune()
    form = NewPasswordForm({"password": password, "again": password})
    assert form.is_valid() is is_good
    assert is_good or "password" in form.errors


def test_two_different_passwords_are_pointed_out():
    form = NewPasswordForm({"password": PASSWORD, "again": f"{PASSWORD} "})
    assert form.errors == {"again": ["Hai lần gõ chưa giống nhau."]}


@pytest.mark.parametrize("chosen", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_password_is_the_same_however_the_keyboard_composes_it(code, lan, chosen, typed):
    first = unicodedata.normalize(chosen, PASSWORD)
    form = ActivationForm({"username": "lan", "code": code, "password": first, "again": first})
    assert form.is_valid()
    actions.activate_account("lan", code, password=form.cleaned_data["password"])
    assert SignInForm({"username": "lan", "password": unicodedata.normalize(typed, PASSWORD)}).is_valid()


def test_other_marks_are_another_password(code, lan):
    actions.activate_account("lan", code, password=PASSWORD)
    assert not SignInForm({"username": "lan", "password": "ngua xanh qua suoi"}).is_valid()


def test_passwords_and_codes_are_kept_by_argon2id(tmp_path):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    import config.settings as ours

    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert Argon2PasswordHasher().encode(PASSWORD, "muoi-cho-ca-nha").startswith("argon2$argon2id$")
    assert settings.AUTH_USER_MODEL == "accounts.User"
