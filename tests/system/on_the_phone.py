"""What somebody does on the page that works from the phone itself, and what lies on the phone after it."""

from tests.support.commune import PASSWORD

from .pages import sign_in

PIN = "271828"
CANARY = "Chimcanarihoàngyến"


def begin(page, server: str, name: str = "lan") -> None:
    """She signs in, and sets a PIN."""
    sign_in(page, server, name, PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Gõ lại").fill(PIN)
    page.get_by_role("button", name="Giữ việc trên máy").click()
    page.get_by_role("heading", name="Ghi việc vừa làm").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def give_pin(page, pin: str = PIN) -> None:
    page.get_by_label("Mã PIN 6 số").fill(pin)
    page.get_by_role("button", name="Mở").click()


def unlock(page, server: str) -> None:
    page.goto(f"{server}/tren-may/")
    give_pin(page)


def guess_until_it_forgets(page) -> None:
    """Five wrong PINs."""
    for wrong in range(5):
        give_pin(page, f"90817{wrong}")
        page.get_by_text(f"Còn {4 - wrong} lần thử" if wrong < 4 else "Máy này chưa giữ gì").wait_for()


def fill_airing(page, on: str, slot: str) -> None:
    page.get_by_role("link", name="Ghi buổi phát", exact=False).first.click()
    page.get_by_label("Ngày").fill(on)
    why = page.get_by_label("quên ghi")
    if on < "22":  # it is the 23rd
        why.check()
    assert why.is_visible() == (on < "22") and not page.get_by_label("Lý do khác là gì?").is_visible()
    page.get_by_label(slot).check()
    page.get_by_label("tiếng Mông").check()
    page.get_by_label("Số phút").fill("15")


def record_airing(page, on: str, slot: str) -> None:
    fill_airing(page, on, slot)
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def safe(page) -> str:
    """The line at the foot."""
    return page.locator("bl-safe").inner_text()


def in_store(page, question: str):
    """What the phone's own script answers of its `store`."""
    script = page.locator("script[type=module]").get_attribute("src").replace("shell.js", "store.js")
    return page.evaluate(f"import('{script}').then((store) => {question})")


def stores(page) -> dict[str, int]:
    """How many sheets the phone keeps."""
    return {name: in_store(page, f"store.count('{name}')") for name in ("pack", "outbox")}


def parts_of_the_outbox(page) -> list[list[str]]:
    """Of each row that waits, what it consists of."""
    return in_store(page, "store.readAll('outbox').then((rows) => rows.map((row) => Object.keys(row).sort()))")


def holds_canary(profile) -> bool:
    """Whether any file of the browser's profile has the word, as bytes of either kind."""
    said = [CANARY.encode(), CANARY.encode("utf-16-le")]
    return any(word in path.read_bytes() for path in profile.rglob("*") if path.is_file() for word in said)
