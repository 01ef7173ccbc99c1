"""A phone is enrolled, a page asks for its digits, the desk is locked by a key: by keyboard, small and large."""

import re
from datetime import UTC, datetime

import pyotp
import pytest

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Factor
from tests.support.browser import DESK, PHONE
from tests.support.commune import PASSWORD, appoint, body_of, lan, make_commune

from .pages import sideways, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def screen(browser, request, server, monday):
    commune = make_commune()
    lan(commune)
    appoint("quan", "Lý Văn Quân", Role.R14, body_of(commune, "Ủy ban nhân dân xã"))
    with browser.new_context(viewport=request.param, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        sign_in(page, server, "quan", PASSWORD)
        yield page


def walk_to(page, words: str) -> None:
    """Press the Tab key until what says `words` has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").strip() == words:
            return
    raise AssertionError(f"the Tab key never comes to «{words}»")


def digits(secret: str) -> str:
    return pyotp.TOTP(secret).at(datetime.now(UTC))


def test_enrolling_confirming_and_locking_by_keyboard(screen, server):
    screen.goto(f"{server}/tai-khoan/")
    walk_to(screen, "Bật xác nhận")
    screen.keyboard.press("Enter")
    screen.locator(".qr").wait_for()
    assert screen.locator(".qr").evaluate("image => image.complete && image.naturalWidth > 0")
    assert not sideways(screen)
    secret = screen.locator(".groups").inner_text().replace(" ", "")

    screen.get_by_label("Sáu chữ số").focus()
    screen.keyboard.type(digits(secret))
    screen.keyboard.press("Tab")
    screen.keyboard.type(PASSWORD)
    screen.keyboard.press("Enter")
    screen.locator(".codes li").first.wait_for()
    assert all(re.fullmatch(r"\d-\w{5}-\w{5}", code) for code in screen.locator(".codes li").all_inner_texts())
    assert not sideways(screen)

    walk_to(screen, "Đã cất mã, xong")
    screen.keyboard.press("Enter")
    screen.get_by_text("Đã bật từ").wait_for()
    screen.keyboard.press("Alt+l")
    screen.get_by_text("Đã khóa").wait_for()
    screen.go_back()
    screen.get_by_label("Mật khẩu").wait_for()
    assert "Đã bật từ" not in screen.content() and "Lý Văn Quân" not in screen.content()

    sign_in(screen, server, "quan", PASSWORD)
    Factor.objects.update(last_step=0)  # as if half a minute had passed
    screen.goto(f"{server}/tai-khoan/dang-mo/")
    screen.locator("[name=digits]:focus").wait_for()
    assert not sideways(screen)
    screen.keyboard.type(digits(secret))
    screen.keyboard.press("Enter")
    screen.get_by_role("heading", name="Ai đang mở máy").wait_for()
    assert screen.url == f"{server}/tai-khoan/dang-mo/"
    assert not sideways(screen)


def test_what_an_old_browser_would_keep_is_wiped(screen, server):
    """The header is taken away on its way, as a browser that does not know it would."""
    screen.route("**/dang-xuat/", without_the_header)
    screen.evaluate("""async () => {
      sessionStorage.canary = localStorage.canary = "hoàng yến"
      await (await caches.open("canary")).put("/canary", new Response("hoàng yến"))
      await new Promise(done => indexedDB.open("canary").onsuccess = event => done(event.target.result.close())) }""")
    screen.keyboard.press("Alt+l")
    screen.get_by_text("Đã khóa").wait_for()
    screen.wait_for_function("""async () => !sessionStorage.length && !localStorage.length
      && !(await caches.keys()).length && !(await indexedDB.databases()).length""")


def without_the_header(route) -> None:
    answer = route.fetch(max_redirects=0)
    kept = {name: value for name, value in answer.headers.items() if name != "clear-site-data"}
    route.fulfill(response=answer, headers=kept)
