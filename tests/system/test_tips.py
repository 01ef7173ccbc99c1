"""A call comes in: an officer makes a key, writes the tip down on a phone, and opens it at the desk."""

from datetime import date

import pytest

from banlanh.accounts.models import User
from banlanh.hotline import actions
from banlanh.hotline.models import Tip
from tests.support import commune as people
from tests.support.browser import DESK, PHONE
from tests.support.factor import show_factor

from .pages import sign_in
from .test_every_page import sideways, small
from .test_second_factor import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]

SENT = "Có người lạ hỏi đường vào rừng mỗi đêm rằm."
PASSPHRASE = "suối trong đá trắng bốn mùa"
WORDS = "Có xe máy lạ đỗ ở quán bỏ hoang mỗi tối thứ Bảy."


@pytest.fixture
def police():
    place = people.make_commune()
    body = people.body_of(place, "Công an xã")
    people.appoint("huy", "Nông Quốc Huy", "R4", body)
    people.son(place)
    return body


def look(screen) -> None:
    assert sideways(screen) == small(screen) == []


def make_key(page, server: str) -> None:
    page.goto(f"{server}/tin-bao/khoa/")
    look(page)
    page.get_by_label("Mật khẩu đăng nhập").fill(people.PASSWORD)
    page.get_by_label("Mật khẩu mở tin", exact=True).fill(PASSPHRASE)
    page.get_by_label("Gõ lại mật khẩu mở tin").fill(PASSPHRASE)
    page.get_by_role("button", name="Lập khóa").click()
    page.wait_for_url(f"{server}/tin-bao/")


def test_a_call_is_written_on_a_phone_and_opened_at_the_desk(server, police, phone, page):
    for screen, username in ((phone, "huy"), (page, "son")):
        sign_in(screen, server, username, people.PASSWORD)
        show_factor()
        make_key(screen, server)
        look(screen)
    phone.goto(f"{server}/tin-bao/moi/")
    look(phone)
    page.goto(f"{server}/tin-bao/moi/")
    look(page)
    phone.get_by_label("Người báo nói gì?").fill(WORDS)
    phone.get_by_label("Chuyện ở thôn nào?").select_option("Nà Lìn")
    phone.get_by_role("button", name="Niêm và lưu").click()
    phone.get_by_text("Đã niêm tin").wait_for()
    look(phone)
    code = phone.locator("h1 .num").inner_text()
    page.goto(f"{server}/tin-bao/")
    look(page)
    page.get_by_label("Mã gọi lại").fill(code)
    page.get_by_role("button", name="Tìm tin").click()
    look(page)
    page.get_by_label("Mật khẩu mở tin").fill(PASSPHRASE)
    page.get_by_role("button", name="Mở lời kể").click()
    page.get_by_text(WORDS).wait_for()
    look(page)
    page.get_by_label("hẹn gọi lại", exact=True).check()
    page.get_by_label("Hẹn gọi lại ngày nào?").fill("25/11/2026")
    page.get_by_role("button", name="Lưu bước này").click()
    page.get_by_text("Đã ghi bước này").wait_for()
    look(page)
    assert Tip.objects.get().steps.count() == 2
    phone.goto(f"{server}/tin-bao/")
    look(phone)
    phone.goto(f"{server}/tin-bao/{Tip.objects.get().pk}/")
    look(phone)
    phone.goto(f"{server}/tin-bao/khoa/")
    look(phone)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def stranger(browser, request):
    """Somebody who has switched scripts off; what their browser asked for, and from whom."""
    with browser.new_context(viewport=request.param, locale="vi-VN", java_script_enabled=False) as context:
        page = context.new_page()
        page.asked = []
        page.on("request", lambda sent: page.asked.append(sent.url))
        yield page


def test_somebody_unknown_sends_a_tip_without_a_script_and_asks_what_became_of_it(server, police, stranger):
    for username in ("huy", "son"):
        user = User.objects.get(username=username)
        actions.make_key(commune=police.commune, passphrase=PASSPHRASE, by=user)
    actions.open_form(commune=police.commune, number="12/QĐ-CAX", decided_on=date(2026, 11, 2), by=user)
    stranger.goto(f"{server}/bao-tin/")
    look(stranger)
    stranger.get_by_label("Có chuyện gì").focus()
    stranger.keyboard.type(SENT)
    walk_to(stranger, "Gửi tin")
    stranger.keyboard.press("Enter")
    stranger.get_by_text("Đã nhận tin").wait_for()
    look(stranger)
    receipt = stranger.locator(".groups").inner_text()
    walk_to(stranger, "Hỏi lại bằng số này")
    stranger.keyboard.press("Enter")
    stranger.get_by_label("Số để hỏi lại").fill(receipt)
    look(stranger)
    stranger.keyboard.press("Enter")
    stranger.get_by_text("Tin này đã nhận").wait_for()
    look(stranger)
    assert stranger.context.cookies() == [] and {url.startswith(server) for url in stranger.asked} == {True}
    assert Tip.objects.get().channel == "online"
