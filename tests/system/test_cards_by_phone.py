"""A helper takes cards along: behind the PIN, for 72 hours, until they are taken back (PROTECTION SEC-38, SEC-41)."""

import re
from datetime import date
from uuid import uuid4

import pytest

from banlanh.accounts.enums import Role
from banlanh.accounts.models import User
from banlanh.care import actions, pocket
from banlanh.care.actions import Opened
from banlanh.care.models import Assignment, HelpVisit, Look
from banlanh.care.terms import Ground
from banlanh.places.models import Place
from banlanh.sealing.rows import opened
from tests.support.commune import appoint, body_of, make_commune
from tests.support.commune import son as chief_of
from tests.support.pocket import pocket as in_pocket

from .on_the_phone import CANARY, begin, give_pin, holds_canary, in_store, parts_of_the_outbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

TODAY = date(2026, 11, 23)
NAME = f"chị {CANARY}"


@pytest.fixture
def commune(monday) -> Place:
    """Where a member of the union helps somebody."""
    commune = make_commune()
    chief, union = chief_of(commune), body_of(commune, "Hội Phụ nữ")
    helper = appoint("mo", "Giàng Thị Mơ", Role.R8, union)
    told = Opened(
        identity={"full_name": "Sùng Thị Vá", "born": 1991},
        card={"preferred_name": NAME},
        ground=Ground.VOLUNTARY,
        number="12/QĐ-UBND",
        decided_on=date(2026, 8, 3),
        completed_on=date(2026, 8, 1),
        signed_by="Chủ tịch UBND xã",
    )
    person = actions.open_file(uuid4(), told, village=commune.children.first(), by=chief)
    actions.assign_body(person, union, helper, by=chief)
    return commune


@pytest.fixture
def reviewer(commune) -> User:
    return appoint("soat", "Vàng Seo Soát", Role.R15, body_of(commune, "Đảng ủy xã"))


@pytest.fixture
def page(browser, server, commune, reviewer, tmp_path):
    """The helper's phone, with a PIN."""
    pocket.allow_cards(commune=commune, number="7/QĐ-UBKT", decided_on=TODAY, by=reviewer)
    with in_pocket(browser.browser_type, tmp_path / "profile") as phone:
        page = phone.start()
        begin(page, server, "mo")
        page.get_by_role("link", name="Phiếu mang theo").click()
        page.evaluate("globalThis.real = Date.now")
        yield page


def take_along(page) -> None:
    page.get_by_role("button", name="Mang phiếu theo").click()
    page.get_by_text(NAME).first.wait_for()


def sync(page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def sync_to_the_end(page) -> None:
    with page.expect_response(lambda answer: "/dong-bo/" in answer.url):
        sync(page)
    page.wait_for_function("navigator.locks.request('dong-bo', () => true)")


def lock(page, days: int, heading: str) -> None:
    """So many days later by the phone's clock."""
    page.evaluate(f"Date.now = () => real() + {days} * 24 * 3600_000")
    page.evaluate("document.querySelector('[data-bl-shut]').click()")
    page.get_by_role("heading", name=heading).wait_for()


def unlock(page) -> None:
    give_pin(page)
    page.get_by_role("heading", name="Phiếu mang theo").wait_for()


def carried(page) -> bool:
    """Whether a sheet of cards lies on the phone, whoever can open it."""
    return in_store(page, "store.keys('pack')").count("carried") == 1


def test_cards_live_72_hours_and_go_with_the_next_answer_though_nobody_gave_the_pin(page, commune, reviewer, tmp_path):
    page.get_by_text("Máy chưa giữ phiếu nào").wait_for()
    assert not Look.objects.exists()
    take_along(page)
    assert re.search(r"Còn xem được đến \d\d:\d\d 26/11/2026", page.locator("main").inner_text())
    assert Look.objects.count() == 1
    page.context.set_offline(True)
    lock(page, 2, "Mở bằng mã PIN")
    unlock(page)
    page.get_by_text(NAME).first.wait_for()
    assert not holds_canary(tmp_path / "profile")
    lock(page, 4, "Mở bằng mã PIN")
    assert not carried(page)
    lock(page, 0, "Đồng hồ của máy bị lùi")
    lock(page, 4, "Mở bằng mã PIN")
    unlock(page)
    page.get_by_text("Máy chưa giữ phiếu nào").wait_for()
    page.context.set_offline(False)
    sync_to_the_end(page)
    take_along(page)
    lock(page, 4, "Mở bằng mã PIN")
    assert carried(page)
    pocket.forbid_cards(commune=commune, by=reviewer)
    sync_to_the_end(page)
    assert not carried(page)


def test_what_is_written_of_a_visit_nobody_reads_on_the_phone_and_it_stays_until_it_can_be_done(page, tmp_path):
    take_along(page)
    page.context.set_offline(True)
    page.get_by_role("link", name="Ghi lượt thăm").click()
    page.get_by_label("Ghi chép").fill(f"Đã gặp {NAME}")
    page.get_by_label("Hẹn lần sau").fill("22/11/2026")
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("từ hôm nay trở đi").wait_for()
    page.get_by_label("Hẹn lần sau").fill("7/12/2026")
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("Đã ghi vào máy: Ghi lượt thăm").wait_for()
    assert parts_of_the_outbox(page) == [["box", "id", "sequence"]]
    assert not holds_canary(tmp_path / "profile")
    [helper] = Assignment.objects.values_list("helper", flat=True)
    Assignment.objects.update(helper=0)
    page.context.set_offline(False)
    sync_to_the_end(page)
    assert parts_of_the_outbox(page) == [["again", "box", "id", "sequence", "stays"]] and not HelpVisit.objects.exists()
    page.evaluate("location.hash = 'phieu'")
    page.get_by_text("Máy chưa giữ phiếu nào").wait_for()
    page.evaluate("location.hash = 'hop'")
    page.get_by_text("hiện đồng chí không được phân công việc này").wait_for()
    assert "1 việc bị từ chối, xem ở Hộp gửi" in page.locator("bl-safe").inner_text()
    Assignment.objects.update(helper=helper)
    page.evaluate("Date.now = () => real() + 7 * 3600_000")
    sync_to_the_end(page)
    assert parts_of_the_outbox(page) == []
    [visit] = opened(HelpVisit.objects.all(), "note")
    assert visit["note"] == f"Đã gặp {NAME}"
    assert HelpVisit.objects.get().next_on == date(2026, 12, 7)


def test_what_may_never_be_done_is_let_go_by_a_word_of_its_writer(page):
    take_along(page)
    page.context.set_offline(True)
    page.get_by_role("link", name="Ghi lượt thăm").click()
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("Đã ghi vào máy: Ghi lượt thăm").wait_for()
    Assignment.objects.update(helper=0)
    page.context.set_offline(False)
    sync_to_the_end(page)
    page.get_by_text("không còn việc nào chờ gửi. 1 việc bị từ chối, xem ở Hộp gửi").wait_for()  # told once
    page.evaluate("location.hash = 'hop'")
    page.get_by_role("button", name="Bỏ Việc không đọc lại được trên máy này").click()
    page.get_by_text("hiện đồng chí không được phân công việc này").wait_for(state="detached")
    assert parts_of_the_outbox(page) == [] and not HelpVisit.objects.exists()
