"""The village head's week without signal, on the page that works from the phone itself (issue 8; SEC-38 to 42)."""

from datetime import date

import pytest
from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.outreach.models import Airing
from banlanh.places.models import Body
from banlanh.pledges.actions import open_campaign
from banlanh.pledges.models import Signature
from banlanh.registers.bulk import Row, add_rows
from banlanh.sync.models import Quarantined, Receipt
from tests.support.commune import PASSWORD, hoa, lan, make_commune, minh
from tests.support.pocket import pocket

from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

PIN = "271828"
CANARY = "Chimcanarihoàngyến"
WAITS = "việc chờ gửi, đã lưu trên máy"


@pytest.fixture
def village(monday) -> Body:
    commune = make_commune()
    secretary = minh(commune)
    lan(commune)
    hoa(commune)
    village = Body.objects.get(commune=commune, name="Thôn Nà Lìn")
    names = [f"{CANARY} {chr(65 + at // 26)}{chr(65 + at % 26)}" for at in range(30)]
    add_rows([Row("household", village, date(2026, 1, 1), name) for name in names], at=timezone.now())
    words = {"title": "Cam kết «Thôn không ma túy»", "text": "Gia đình tôi cam kết.", "version": "1"}
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "languages": ["vie"]}
    open_campaign(id=uuid7(), commune=commune, by=secretary, signers="household", **words, **days)
    return village


@pytest.fixture
def phone(browser, server, village, tmp_path):
    with pocket(browser.browser_type, tmp_path / "profile") as found:
        yield found


def begin(page, server: str, name: str = "lan") -> None:
    """She signs in, and sets a PIN."""
    sign_in(page, server, name, PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Gõ lại").fill(PIN)
    page.get_by_role("button", name="Giữ việc trên máy").click()
    page.get_by_role("heading", name="Ghi việc vừa làm").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def unlock(page, server: str, pin: str = PIN) -> None:
    page.goto(f"{server}/tren-may/")
    page.get_by_label("Mã PIN 6 số").fill(pin)
    page.get_by_role("button", name="Mở").click()


def record_airing(page, on: str, slot: str) -> None:
    page.get_by_role("link", name="Ghi buổi phát", exact=False).first.click()
    page.get_by_label("Ngày").fill(on)
    page.get_by_label(slot).check()
    page.get_by_label("tiếng Mông").check()
    page.get_by_label("Số phút").fill("15")
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def tick(page, many: int) -> None:
    page.get_by_role("link", name="Ký cam kết").click()
    page.get_by_role("link", name="Thôn không ma túy").click()
    page.get_by_role("button", name="chữ ký vào máy").wait_for()
    for box in page.locator("input[name=entries]").all()[:many]:
        box.check()
    page.get_by_role("button", name=f"Ghi {many} chữ ký").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def safe(page) -> str:
    return page.locator("bl-safe").inner_text()


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
    for wrong in range(5):
        page.get_by_label("Mã PIN 6 số").fill(f"90817{wrong}")
        page.get_by_role("button", name="Mở").click()
        page.get_by_text(f"Còn {4 - wrong} lần thử" if wrong < 4 else "Máy này chưa giữ gì").wait_for()
    assert stores(page) == {"pack": 0, "outbox": 1}
    assert parts_of_the_outbox(page) == [["box", "id", "sequence"]]  # which only the server opens
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


def holds_canary(profile) -> bool:
    """Whether any file of the browser's profile has the word, as bytes of either kind."""
    said = [CANARY.encode(), CANARY.encode("utf-16-le")]
    return any(word in path.read_bytes() for path in profile.rglob("*") if path.is_file() for word in said)


def parts_of_the_outbox(page) -> list[list[str]]:
    script = page.locator("script[type=module]").get_attribute("src").replace("shell.js", "store.js")
    rows = f"import('{script}').then(({{ readAll }}) => readAll('outbox'))"
    return page.evaluate(f"{rows}.then((rows) => rows.map((row) => Object.keys(row).sort()))")


def stores(page) -> dict[str, int]:
    """How many sheets the phone keeps, asked from its own script."""
    script = page.locator("script[type=module]").get_attribute("src").replace("shell.js", "store.js")
    return {
        name: page.evaluate(f"import('{script}').then((store) => store.count('{name}'))") for name in ("pack", "outbox")
    }
