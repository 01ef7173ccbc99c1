"""The village head's week without signal, on the page that works from the phone itself (issue 8; SEC-38 to 42)."""

import pytest

from banlanh.accounts.models import User
from banlanh.outreach.models import Airing
from banlanh.places.models import Body
from banlanh.plans.models import Duty
from banlanh.plans.tests import plan
from banlanh.pledges.models import Campaign, Sheet, Signature
from banlanh.registers.models import Entry
from banlanh.sync.actions import revoke_device
from banlanh.sync.models import Device, Quarantined, Receipt
from tests.support.browser import PHONE
from tests.support.commune import PASSWORD, hoa
from tests.support.pocket import pocket
from tests.support.signers import village_that_signs

from .keyboard import tab_through
from .on_the_phone import (
    CANARY,
    PIN,
    begin,
    fill_airing,
    guess_until_it_forgets,
    holds_canary,
    parts_of_the_outbox,
    record_airing,
    safe,
    stores,
    unlock,
)
from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

WAITS = "việc chờ gửi, đã lưu trên máy"
NOTHING_WAITS = "Tắt máy được · không còn việc nào chờ gửi."


@pytest.fixture
def village(monday) -> Body:
    village = village_that_signs(f"{CANARY} {chr(65 + at // 26)}{chr(65 + at % 26)}" for at in range(12))
    hoa(village.commune)
    return village


@pytest.fixture
def phone(browser, server, village, tmp_path):
    with pocket(browser.browser_type, tmp_path / "profile") as found:
        yield found


@pytest.fixture
def tab(browser, server, village):
    """A page for what needs no profile of its own."""
    with browser.new_context(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        page.set_default_timeout(8000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.stack))
        yield page
        assert not errors, errors
        wait_until_quiet(page)


def wait_until_quiet(page) -> None:
    """Before the village goes: the server and the test share one connection."""
    page.evaluate("navigator.locks.request('dong-bo', () => true)")


def open_list(page):
    """The boxes of who has not signed."""
    page.get_by_role("link", name="Ký cam kết").click()
    page.get_by_role("link", name="Thôn không ma túy").click()
    page.get_by_role("button", name="chữ ký vào máy").wait_for()
    return page.locator("input[name=entries]")


def tick(page, many: int) -> None:
    for box in open_list(page).all()[:many]:
        box.check()
    page.get_by_role("button", name=f"Ghi {many} chữ ký").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def test_what_is_done_without_signal_outlives_the_battery_and_arrives_once(phone, server, village):
    page = phone.start()
    begin(page, server)
    page.context.set_offline(True)
    for day, slot in (
        (20, "buổi sáng"),
        (20, "buổi chiều tối"),
        (21, "buổi sáng"),
        (21, "buổi chiều tối"),
        (22, "buổi sáng"),
    ):
        record_airing(page, f"{day}/11/2026", slot)
    tick(page, 10)
    assert WAITS in safe(page)
    phone.kill()
    assert not Airing.objects.exists()
    page = phone.start()
    page.context.set_offline(True)
    unlock(page, server)
    page.get_by_role("link", name="Hộp gửi").click()
    page.get_by_role("heading", name="Hộp gửi").wait_for()
    assert page.get_by_text("chờ gửi", exact=True).count() == 6
    page.context.set_offline(False)
    sign_in(page, server, "lan", PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_text("không còn việc nào chờ gửi").wait_for()
    wait_until_quiet(page)
    assert (Airing.objects.count(), Signature.objects.count(), Receipt.objects.count()) == (5, 10, 6)


def test_the_phone_forgets_its_pack_and_nobody_else_reads_it(phone, server, village):
    page = phone.start()
    begin(page, server)
    page.context.set_offline(True)
    record_airing(page, "20/11/2026", "buổi sáng")
    page.get_by_role("link", name="Sổ bộ").click()
    page.get_by_text(f"{CANARY} AA").wait_for()
    assert not holds_canary(phone.profile)
    page.reload()
    guess_until_it_forgets(page)
    assert stores(page) == {"pack": 0, "outbox": 1}
    assert parts_of_the_outbox(page) == [["box", "id", "sequence"]]  # which only the server opens
    page.goto("about:blank")  # else it would send at once, as hers
    page.context.set_offline(False)
    sign_in(page, server, "hoa", PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_role("heading", name="việc của người khác").wait_for()
    page.get_by_role("button", name="Gửi hộ rồi xóa").click()
    page.get_by_label("Mã PIN mới").wait_for()
    assert list(Airing.objects.values_list("recorded_by__username", flat=True)) == ["lan"]
    assert not Quarantined.objects.exists()
    assert stores(page) == {"pack": 0, "outbox": 0}


def test_signing_out_asks_for_what_is_unsent_and_leaves_nothing(phone, server, village):
    page = phone.start()
    begin(page, server)
    page.context.set_offline(True)
    record_airing(page, "20/11/2026", "buổi sáng")
    page.goto(f"{server}/tren-may/#roi")
    page.get_by_text("Còn 1 việc chưa gửi").wait_for()
    page.context.set_offline(False)
    page.goto(f"{server}/tai-khoan/")
    page.get_by_role("button", name="Khóa nhanh").click()
    page.get_by_role("button", name="Gửi rồi đăng xuất").click()
    page.get_by_text("không còn gì của phiên").wait_for()
    assert Airing.objects.count() == 1
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert page.evaluate("caches.keys().then((found) => found.length)") == 0
    phone.kill()
    assert not holds_canary(phone.profile)


def test_a_pack_lives_fourteen_days_and_no_clock_turned_back_revives_it(phone, server, village):
    page = phone.start()
    begin(page, server)
    page.context.set_offline(True)
    page.evaluate("globalThis.real = Date.now")
    for days, said in (
        (13, "Mở bằng mã PIN"),
        (0, "Đồng hồ của máy bị lùi"),
        (15, "Máy này chưa giữ gì"),
        (0, "Máy này chưa giữ gì"),
    ):
        page.evaluate(f"Date.now = () => real() + {days} * 24 * 3600_000")
        page.evaluate("document.querySelector('[data-bl-shut]').click()")
        page.get_by_role("heading", name=said).wait_for()
    assert stores(page)["pack"] == 0


def test_a_revoked_phone_is_emptied_and_its_work_goes_up_once_its_owner_signs_in(phone, server, village):
    page = phone.start()
    begin(page, server)
    page.context.set_offline(True)
    record_airing(page, "20/11/2026", "buổi sáng")
    page.evaluate("() => { globalThis.fetch = () => Promise.reject() }")  # it will not have spoken by then
    page.context.set_offline(False)
    revoke_device(Device.objects.get(), by=Device.objects.get().user)
    page.goto(f"{server}/")
    page.get_by_label("Mật khẩu").wait_for()  # who found it opens no page
    page.goto(f"{server}/tren-may/")
    page.get_by_role("main").get_by_text("Máy này đã bị thu hồi").wait_for()
    assert stores(page) == {"pack": 0, "outbox": 1}
    sign_in(page, server, "lan", PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_text("không còn việc nào chờ gửi").wait_for()
    assert (Airing.objects.count(), Device.objects.count()) == (1, 2)


# --- the line at the foot -------------------------------------------------------------------------------------

# What the line says from now on; and hands that hold back a write, or an answer, until they are let go.
LISTEN = """() => {
  globalThis.said = []
  new MutationObserver(() => said.push(document.querySelector("bl-safe").textContent))
    .observe(document.querySelector("bl-safe"), { childList: true, characterData: true, subtree: true })
  globalThis.held = {}
  const holding = (what, act) => async (...how) => {
    if (held[what]) await new Promise((go) => (held[what] = go))
    return act(...how)
  }
  crypto.subtle.encrypt = holding("sealing", crypto.subtle.encrypt.bind(crypto.subtle))
  globalThis.fetch = holding("sending", fetch)
  const { add } = IDBObjectStore.prototype
  IDBObjectStore.prototype.add = function (...row) {
    if (held.full) throw new DOMException("full", "QuotaExceededError")
    return add.apply(this, row)
  }
  navigator.storage.persisted = async () => !held.refusing
}"""
WRITE = "Ghi vào máy"


def test_the_line_says_at_every_moment_whether_the_phone_may_be_switched_off(tab, server):
    page = tab
    begin(page, server)
    line = page.get_by_role("status").and_(page.locator("bl-safe"))
    line.get_by_text(NOTHING_WAITS).wait_for()
    page.context.set_offline(True)
    page.evaluate(LISTEN)
    fill_airing(page, "20/11/2026", "buổi sáng")
    line.get_by_text("Đang nhập dở").wait_for()
    page.evaluate("held.sealing = held.full = true")
    page.get_by_role("button", name=WRITE).click()
    line.get_by_text("Đang ghi vào máy").wait_for()
    let_go(page, "sealing")
    line.get_by_text("Chưa ghi được vào máy").wait_for()
    assert "xin đừng tắt" in line.inner_text().lower()
    page.evaluate("held = {}")
    assert [each for each in page.evaluate("said") if "tắt máy được" in each.lower()] == []
    page.get_by_role("button", name=WRITE).click()
    line.get_by_text(WAITS).wait_for()
    assert "tắt máy được" in line.inner_text()
    assert stores(page)["outbox"] == 1
    page.evaluate("held = {sending: true, refusing: true}")
    page.context.set_offline(False)
    line.get_by_text("Đang gửi 1 việc · tắt máy được").wait_for()
    page.get_by_role("link", name="Hộp gửi").click()
    page.get_by_role("link", name="Việc", exact=True).click()
    page.get_by_text("Trình duyệt chưa hứa giữ lâu dài").wait_for()
    let_go(page, "sending")
    line.get_by_text(NOTHING_WAITS).wait_for()


def let_go(page, what: str) -> None:
    page.evaluate(f"() => {{ const go = held.{what}; held.{what} = false; if (go !== true) go() }}")


def test_why_a_list_comes_late_is_asked_where_its_day_is_late_and_nowhere_else(tab, server, village):
    page = tab
    begin(page, server)
    open_list(page).first.check()
    day, why, word = (page.get_by_label(name) for name in ("Ngày ký", "quên ghi", "Lý do khác là gì?"))
    for typed, is_late in (("23/11/2026", False), ("22/11/2026", False), ("21/11/2026", True)):
        day.fill(typed)
        assert (why.is_visible(), word.is_visible()) == (is_late, False)
    keep = page.get_by_role("button", name="Ghi 1 chữ ký")
    keep.click()
    assert page.locator(".wrong legend").inner_text() == "Vì sao hôm nay mới ghi?" and stores(page)["outbox"] == 0
    page.get_by_label("lý do khác", exact=True).check()
    word.fill("sạt đường")
    keep.click()
    page.get_by_text(NOTHING_WAITS).wait_for()
    assert list(Sheet.objects.values_list("why_late", "late_word")) == [("other", "sạt đường")]


def test_a_pack_of_last_release_asks_nothing_and_its_lists_are_taken(tab, server, village, monkeypatch):
    monkeypatch.setattr("banlanh.pledges.offline.LATE", ())
    page = tab
    begin(page, server)
    open_list(page).first.check()
    page.get_by_label("Ngày ký").fill("20/11/2026")
    page.get_by_role("button", name="Ghi 1 chữ ký").click()
    page.get_by_text(NOTHING_WAITS).wait_for()
    assert list(Sheet.objects.values_list("why_late", "late_word")) == [("", "")]


def test_who_is_ticked_stays_ticked_while_another_is_looked_for(tab, server, village):
    page = tab
    begin(page, server)
    boxes, look = open_list(page), page.get_by_label("Tìm tên")
    boxes.first.check()
    look.fill("hoangyen al")
    assert boxes.count() == 1
    boxes.check()
    look.fill("")
    assert (boxes.count(), page.locator("input[name=entries]:checked").count()) == (12, 2)
    page.get_by_role("button", name="Ghi 2 chữ ký").click()
    page.get_by_text(NOTHING_WAITS).wait_for()
    assert Signature.objects.count() == 2


# --- by the keys alone ----------------------------------------------------------------------------------------


def test_every_page_on_the_phone_is_used_by_keyboard(tab, server, village):
    """Each control is reached, is seen to be reached, and lies under nothing; forms are sent by Enter, and mended."""
    plan.published(village.commune, User.objects.get(username="minh"))
    page = tab
    sign_in(page, server, "lan", PASSWORD)
    keys = Keys(page, f"{server}/tren-may/")
    keys.open("", "Giữ việc trên máy này")
    keys.type("Mã PIN mới", PIN)
    keys.type("Gõ lại", PIN, "Enter")
    page.get_by_role("heading", name="Ghi việc vừa làm").wait_for()
    page.context.set_offline(True)
    campaign, households = Campaign.objects.get(), list(Entry.objects.order_by("order"))
    ticks = f"ky/{campaign.pk}/{village.pk}"
    keys.open(f"ghi/airing/{village.pk}", "Ghi buổi phát")
    page.get_by_label("buổi sáng").check()
    page.get_by_label("tiếng Mông").check()
    keys.keep("Số phút", "15", "Enter")
    keys.open(f"viec/{Duty.objects.filter(body=village).first().pk}", "Loa truyền thanh")
    keys.keep("Đã làm được gì", "Đã phát đủ buổi", "Tab", "Tab", "Enter")  # past the photograph
    keys.open(f"ho/{households[0].pk}", households[0].name)
    keys.keep("Địa chỉ", "nhóm 3", "Enter")
    keys.open(ticks, campaign.title)
    page.get_by_label(households[1].name).check()
    keys.keep("Ngày ký", "01/08/2026", "Tab", "Space", "Enter")  # before the campaign, and why only now
    for place, title in (("", "Chào đồng chí"), ("ky", "Ký cam kết"), ("so", "Sổ bộ"), ("hop", "Hộp gửi")):
        keys.open(place, title)
    assert page.get_by_text("chờ gửi", exact=True).count() == 4
    page.context.set_offline(False)
    page.get_by_text("2 việc bị từ chối").wait_for()  # the note, too: an airing proves that duty
    keys.open("roi", "Đăng xuất khỏi máy này")
    keys.open("hop", "Hộp gửi")
    keys.press("link", "Sửa 1 chữ ký")
    page.get_by_text("Xin xem lại ngày").wait_for()
    assert page.get_by_label(households[1].name).is_checked()
    keys.keep("Ngày ký", "20/11/2026", "Enter")
    page.get_by_text("không còn việc nào chờ gửi").wait_for()
    keys.press("link", "Hộp gửi")
    keys.press("button", "Bỏ Kết quả")
    page.get_by_role("heading", name="Bị từ chối").wait_for(state="detached")
    keys.press("button", "Khóa máy")
    keys.open("", "Mở bằng mã PIN")
    keys.type("Mã PIN 6 số", PIN, "Enter")
    page.get_by_role("heading", name="Ghi việc vừa làm").wait_for()
    assert keys.faults == []
    assert (Airing.objects.count(), Signature.objects.count()) == (1, 1)
    assert Sheet.objects.get().why_late  # as it was said before the mending
    assert Entry.objects.get(pk=households[0].pk).address == "nhóm 3"


class Keys:
    """Somebody without a mouse, who goes through each page that is opened."""

    def __init__(self, page, address: str):
        self.page, self.address, self.faults = page, address, []

    def open(self, place: str, title: str) -> None:
        self.page.goto(f"{self.address}#{place}")
        self.page.get_by_role("heading", name=title, level=1).wait_for()
        many, found = tab_through(self.page)
        wrong = [each for each in found if not (each["rings"] and each["inside"]) or each["covered"]]
        self.faults += [f"{place}: {each}" for each in wrong]
        if len(found) != many:
            self.faults.append(f"{place}: {len(found)} of {many} are reached")

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name).focus()
        self.page.keyboard.press("Enter")

    def type(self, label: str, words: str, *keys: str) -> None:
        self.page.get_by_label(label).fill(words)
        for key in keys:
            self.page.keyboard.press(key)

    def keep(self, label: str, words: str, *keys: str) -> None:
        """Types into the last field of a form, and sends it by keys."""
        self.type(label, words, *keys)
        self.page.get_by_text("Đã ghi vào máy").wait_for()
