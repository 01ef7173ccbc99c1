"""A check from the question to the verdict, without JavaScript: drawn at a desk, visited by phone and by keyboard."""

from urllib.parse import urlsplit

import pytest

from banlanh.checks.draw import draw
from banlanh.checks.models import Check
from banlanh.demo.people import PASSWORD
from tests.support.browser import DESK, PHONE

from .pages import sideways, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

SECRETARY, UNION = "bithu", "chutichhpn"


@pytest.fixture
def without_script(browser):
    """Opens a browser that runs no script, as wide as asked, signed in as somebody."""
    opened = []

    def open_as(server: str, person: str, screen: dict):
        context = browser.new_context(
            viewport=screen, java_script_enabled=False, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        opened.append(context)
        page = context.new_page()
        sign_in(page, server, person, PASSWORD)
        page.goto(f"{server}/phuc-tra/")
        return page

    yield open_as
    for context in opened:
        context.close()


def draw_at_a_desk(page) -> None:
    page.get_by_role("link", name="Phúc tra mới").click()
    page.get_by_role("button", name="Tính số nơi phải đi").click()
    assert "với độ tin cậy 95%, ít nhất 90% là thật" in page.inner_text("main")
    page.get_by_role("button", name="Bốc thăm").click()


def test_a_check_is_drawn_visited_and_told(demo, server, monday, without_script):
    desk = without_script(server, SECRETARY, DESK)
    draw_at_a_desk(desk)
    address = desk.url
    shown = desk.locator("tbody td.small").all_inner_texts()

    phone = without_script(server, UNION, PHONE)
    phone.locator(f"a[href='{urlsplit(address).path}di/']").click()  # another check is under way too
    assert not sideways(phone)
    first = phone.locator("section.card").first
    first.locator("summary").click()
    first.locator("textarea").fill("loa nhỏ nhưng nghe rõ")
    first.locator("button[value=confirmed]").click()
    assert ": đúng." in phone.inner_text("main")

    desk.goto(f"{address}di/")
    while desk.locator("section.card h2", has_text=".").count():
        desk.locator("button[value=confirmed]").first.press("Enter")
        if "Đã đi đủ" in desk.inner_text("main"):
            break
    desk.goto(address)
    desk.get_by_role("button", name="Kết thúc").press("Enter")
    told = desk.inner_text("main")
    assert "tỷ lệ thật ít nhất là 90%" in told and "loa nhỏ nhưng nghe rõ" in told
    assert not sideways(desk)

    check = Check.objects.get(pk=urlsplit(address).path.split("/")[-2])
    assert shown == draw(check.listed, size=check.drawn_count, seed=check.seed)
    assert phone.request.get(address).status == 404  # the union goes; the verdict is the commune's
