"""A passkey is made and shown in Chromium, by keyboard, small and large; its device is the browser's own pretence."""

import pyotp
import pytest
from django.utils import timezone

from banlanh.accounts import factors
from banlanh.accounts.enums import Role
from banlanh.accounts.models import Factor, Passkey
from tests.support.browser import DESK, PHONE
from tests.support.commune import PASSWORD, appoint, body_of, make_commune
from tests.support.factor import show_factor

from .pages import sign_in
from .test_every_page import sideways, small
from .test_second_factor import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DEVICE = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
OLD = "delete PublicKeyCredential.parseCreationOptionsFromJSON; delete PublicKeyCredential.parseRequestOptionsFromJSON;"
OLD += "delete PublicKeyCredential.prototype.toJSON"


@pytest.fixture
def site(server) -> str:
    """By its name: a key is made for a name, never for a number."""
    return server.replace("127.0.0.1", "localhost")


@pytest.fixture(params=[(PHONE, ""), (DESK, ""), (DESK, OLD)], ids=["phone", "desk", "old browser"])
def screen(browser, request, site):
    commune = make_commune()
    user = appoint("quan", "Lý Văn Quân", Role.R14, body_of(commune, "Ủy ban nhân dân xã"))
    sealed = factors.seal_secret(pyotp.random_base32(), user.pk)
    Factor.objects.create(user=user, sealed=sealed, last_step=0, since=timezone.now())
    size, before = request.param
    with browser.new_context(viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        page.add_init_script(before)
        devices = context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"automaticPresenceSimulation": True}})
        sign_in(page, site, "quan", PASSWORD)
        yield page


def look(page) -> None:
    assert sideways(page) == small(page) == []


def test_a_key_is_added_shown_and_taken_away_by_keyboard(screen, site):
    show_factor()
    screen.goto(f"{site}/tai-khoan/")
    walk_to(screen, "Thêm khóa truy cập")
    screen.keyboard.press("Enter")
    screen.get_by_label("Gọi khóa này là gì?").focus()
    look(screen)
    screen.keyboard.type("máy ở phòng")
    screen.keyboard.press("Tab")
    screen.keyboard.type(PASSWORD)
    screen.keyboard.press("Enter")
    screen.get_by_text("Đã thêm khóa truy cập").wait_for()
    look(screen)
    assert str(Passkey.objects.get()) == "máy ở phòng"

    screen.keyboard.press("Alt+l")
    screen.get_by_text("Đã khóa").wait_for()
    sign_in(screen, site, "quan", PASSWORD)
    screen.goto(f"{site}/tai-khoan/dang-mo/")
    look(screen)
    screen.evaluate("document.activeElement.blur()")
    walk_to(screen, "Dùng khóa truy cập")
    screen.keyboard.press("Enter")
    screen.get_by_role("heading", name="Ai đang mở máy").wait_for()
    assert Passkey.objects.get().counter > 0

    screen.goto(f"{site}/tai-khoan/")
    screen.get_by_role("button", name="Bỏ khóa máy ở phòng").click()
    screen.get_by_text("Đã bỏ khóa truy cập ấy").wait_for()
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("screen", [(DESK, "")], ids=["desk"], indirect=True)
def test_a_device_that_has_no_such_key_says_what_to_do(screen, site):
    show_factor()
    screen.goto(f"{site}/tai-khoan/khoa-truy-cap/")
    screen.evaluate("document.querySelector('form[data-bl-passkey]').dataset.blAsked = '{}'")
    screen.get_by_label("Gọi khóa này là gì?").fill("máy ở phòng")
    screen.get_by_label("Mật khẩu").fill(PASSWORD)
    screen.get_by_role("button", name="Thêm khóa").click()
    screen.get_by_text("Chưa dùng được khóa truy cập trên máy này").wait_for()
    assert screen.get_by_label("Gọi khóa này là gì?").input_value() == "máy ở phòng"
