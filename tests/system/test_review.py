"""A person reads a plan back: corrections by keys alone, the sentence at one tap, leaving and coming back."""

from datetime import date

import pytest
from playwright.sync_api import expect

from banlanh.plans.models import Plan, Task
from banlanh.plans.tests import plan as written
from tests.support.commune import PASSWORD, make_commune, minh
from tests.support.nightly import at_night

from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]

# Tasks of bodies that this commune does not have: each has to be given to somebody.
STRANGERS = ("Hạt Kiểm lâm", "Trạm Thú y", "Ban Quản lý chợ", "Hợp tác xã", "Đồn Biên phòng")
WORK = ("tuần tra ban đêm", "phát quang đường thôn", "dán số điện thoại", "mở lớp học nghề", "thắp đèn ngõ")
MANY = "".join(f"- {body} có trách nhiệm {work}.\n\n" for work in WORK for body in STRANGERS)
LONG = written.TEXT.replace("Nơi nhận:", f"4. Các đơn vị khác\n\n{MANY}Nơi nhận:")
MOST_KEYS = 20  # for one correction, the typing included
CORRECTED = at_night(20, else_few=8)


@pytest.fixture
def draft(db) -> Plan:
    commune = make_commune()
    return written.receive(commune, minh(commune), LONG)


class Keys:
    """Hands that have a keyboard only, and count."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.count += len(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def open_form(self) -> None:
        self.press("s")
        expect(self.page.locator("article form")).to_be_visible()

    def save(self) -> None:
        self.press("Enter")
        expect(self.page.locator("article form")).to_have_count(0)


# What is wrong with a task, and how it is put right once its form is open and "Ai làm" has the focus.


def give_to_the_police(keys: Keys) -> None:
    keys.type("cong an")
    keys.press("Enter")


def give_to_every_village(keys: Keys) -> None:
    keys.type("moi thon")
    keys.press("Enter")


def give_to_two(keys: Keys) -> None:
    keys.type("hpn")
    keys.press("Enter")
    keys.type("y te")
    keys.press("Enter")


def every_december(keys: Keys) -> None:
    give_to_the_police(keys)
    keys.press("Tab", "ArrowUp", "Tab")  # from once to yearly, the other way round
    keys.type("15")
    keys.press("Tab")
    keys.type("12")


CORRECTIONS = (give_to_the_police, give_to_every_village, give_to_two, every_december)


def strangers(page):
    """The cards of the tasks of bodies that are nobody here."""
    return page.locator("article[data-bl-waiting]").filter(has_text="chưa rõ:")


def open_review(page, server: str, plan: Plan) -> None:
    sign_in(page, server, "minh", PASSWORD)
    page.goto(f"{server}/ke-hoach/{plan.pk}/doc/")


def test_proposals_are_corrected_with_the_keyboard_alone(draft, page, server):
    open_review(page, server, draft)
    many, keys = strangers(page).count(), Keys(page)
    assert many > CORRECTED
    while not page.locator("article:focus").filter(has_text="chưa rõ:").count():
        keys.press("j")
    for number in range(CORRECTED):
        before = keys.count
        keys.open_form()
        CORRECTIONS[number % len(CORRECTIONS)](keys)
        keys.save()
        assert keys.count - before <= MOST_KEYS
        expect(strangers(page)).to_have_count(many - number - 1)
        expect(page.locator("article:focus")).to_contain_text("chưa rõ:")  # the next one, at once

    corrected = list(Task.objects.filter(confirmed_at__isnull=False).order_by("clause__position"))
    assert len(corrected) == CORRECTED and not any(task.asked for task in corrected)
    assert [names(task) for task in corrected[:4]] == [
        {"Công an xã"},
        set(),
        {"Hội Phụ nữ", "Trạm Y tế xã"},
        {"Công an xã"},
    ]
    assert {task.extent for task in corrected[1::4]} == {"villages"}
    assert {task.every for task in corrected[3::4]} == {"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"}
    comes_back(page, server, many - CORRECTED)


def names(task: Task) -> set[str]:
    return {body.name for body in task.bodies.all()}


def comes_back(page, server: str, left: int) -> None:
    """Leaves for another page, signs out, and finds the place again."""
    page.goto(f"{server}/xa/")
    page.get_by_role("button", name="Khóa nhanh").click()
    page.wait_for_url(f"{server}/dang-nhap/?*")  # else the next address cuts off what the click began
    sign_in(page, server, "minh", PASSWORD)
    page.goto(f"{server}/ke-hoach/moi/")
    page.get_by_role("link", name="Kế hoạch số 07-KH/ĐU").click()
    first = page.locator("article[data-bl-waiting]").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(strangers(page)).to_have_count(left)


def test_enter_confirms_b_drops_and_z_takes_back(draft, page, server):
    open_review(page, server, draft)
    keys, waiting = Keys(page), page.locator("article[data-bl-waiting]")
    many = waiting.count()
    keys.press("j")
    first, second = waiting.nth(0).get_attribute("id"), waiting.nth(1).get_attribute("id")
    keys.press("Enter", "b")
    expect(page.locator(f"#{first}")).to_contain_text("đã xác nhận")
    expect(page.locator(f"#{second}")).to_contain_text("đã bỏ")
    expect(page.locator("#tien-do")).to_contain_text(f"Còn {many - 2}/{many} mục")
    expect(page.get_by_role("status")).to_contain_text("Đã bỏ:")

    keys.press("z")
    expect(page.locator(f"#{second}")).to_be_focused()
    expect(page.locator("#tien-do")).to_contain_text(f"Còn {many - 1}/{many} mục")
    keys.press("k", "z")
    expect(page.locator("#tien-do")).to_contain_text(f"Còn {many}/{many} mục")
    page.reload()
    expect(waiting).to_have_count(many)


def test_the_sentence_of_a_proposal_is_one_tap_away(draft, phone, server):
    open_review(phone, server, draft)
    for card in (phone.locator("article").first, phone.locator("article").last):
        card.scroll_into_view_if_needed()
        link = card.get_by_role("link", name="Xem câu")
        clause = phone.locator(link.get_attribute("href")).locator(".text")
        link.tap()
        expect(clause).to_be_in_viewport(ratio=1)
        assert clause.evaluate("e => getComputedStyle(e.parentElement).backgroundColor") == "rgb(233, 237, 246)"


def test_a_reload_loses_nothing_that_was_typed(draft, page, server):
    open_review(page, server, draft)
    card = strangers(page).first
    card.get_by_role("link", name="Chọn đơn vị").click()
    card.get_by_role("combobox").first.fill("uy ban nhan dan")
    page.keyboard.press("Enter")
    card.get_by_label("Tên ngắn của việc").fill("Tuần tra đêm thứ Bảy")
    page.reload()
    expect(card.get_by_label("Tên ngắn của việc")).to_have_value("Tuần tra đêm thứ Bảy")
    expect(card.get_by_role("button", name="Bỏ Ủy ban nhân dân xã")).to_be_visible()
    card.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Tuần tra đêm thứ Bảy")).to_be_visible()
    page.reload()
    expect(page.locator("article form")).to_have_count(0)


def test_a_fault_is_told_in_place_and_costs_nothing(draft, page, server):
    open_review(page, server, draft)
    card = strangers(page).first
    card.get_by_role("link", name="Chọn đơn vị").click()
    card.get_by_label("Tên ngắn của việc").fill("Chưa có ai làm")
    card.get_by_role("button", name="Lưu").click()
    alert = card.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(card).to_contain_text("Xin chọn ít nhất một đơn vị chủ trì.")
    expect(card.get_by_label("Tên ngắn của việc")).to_have_value("Chưa có ai làm")
    card.get_by_role("combobox").first.fill("cong an")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Chưa có ai làm")).to_be_visible()
    assert names(Task.objects.get(title="Chưa có ai làm")) == {"Công an xã"}


def test_all_of_it_works_without_a_script(draft, browser, server):
    with browser.new_context(java_script_enabled=False, locale="vi-VN") as context:
        page = context.new_page()
        open_review(page, server, draft)
        page.locator("article[data-bl-waiting]").first.get_by_role("button", name="Đúng").click()
        expect(page.get_by_text("Đã xác nhận:")).to_be_visible()
        strangers(page).first.get_by_role("link", name="Chọn đơn vị").click()
        page.get_by_role("group", name="Ai làm").get_by_text("đơn vị được nêu tên").click()
        page.get_by_role("group", name="Ai làm").get_by_text("Cơ quan, đơn vị khác").click()
        page.get_by_role("group", name="Ai làm").get_by_label("Trạm Y tế xã").check()
        page.get_by_label("hằng năm").check()
        page.get_by_label("Trước ngày").fill("15")
        page.get_by_label("của tháng").fill("6")
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("Đã lưu:")).to_be_visible()
    task = Task.objects.get(confirmed_at__isnull=False)
    assert names(task) == {"Trạm Y tế xã"} and task.every == "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"
    assert task.due_on is None and task.confirmed_at.date() >= date(2026, 1, 1)


def test_what_could_not_be_sent_still_waits_and_says_so(draft, page, server):
    open_review(page, server, draft)
    keys, waiting = Keys(page), page.locator("article[data-bl-waiting]")
    many = waiting.count()
    page.route("**/dung/", lambda route: route.abort())
    keys.press("j", "Enter")
    expect(page.get_by_role("status").first).to_have_text("Chưa gửi được. Xin xem lại mạng, rồi bấm lại.")
    expect(waiting).to_have_count(many)
    page.unroute("**/dung/")
    keys.press("k", "Enter")
    expect(waiting).to_have_count(many - 1)


def test_who_was_signed_out_meanwhile_signs_in_and_comes_back(draft, page, server):
    open_review(page, server, draft)
    page.context.clear_cookies()
    Keys(page).press("j", "Enter")
    page.wait_for_url(f"**/dang-nhap/?next=/ke-hoach/{draft.pk}/doc/")
