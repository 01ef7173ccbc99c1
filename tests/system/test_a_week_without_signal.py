"""A week of work with photographs without signal, and its way home over a bad line (issue 8; SEC-39, SEC-42).

By night 300 records, every seventh with a picture, the browser killed while it writes and again while it sends, and a
line of 2G (50 kbit/s) that breaks every 20 seconds: by then not half of a large picture went up. By day a few records,
each with its picture, over a line that is as much too short for the largest.
"""

import base64
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from banlanh.places.models import Body
from banlanh.pledges.models import Campaign, Scan
from banlanh.records.models import Attachment
from banlanh.registers.models import Entry
from banlanh.sync.enums import Claim
from banlanh.sync.models import Receipt
from banlanh.sync.pictures import MOST_BYTES, TOO_LARGE
from tests.support.bad_line import BadLine, bad_line
from tests.support.commune import PASSWORD
from tests.support.nightly import at_night
from tests.support.pocket import pocket
from tests.support.signers import village_that_signs

from .on_the_phone import CANARY, begin, guess_until_it_forgets, holds_canary, safe, unlock
from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

RECORDS = at_night(300, 6)
PICTURED = at_night(7, 1)  # every so many of them has a picture
LARGE = at_night(140, 3)  # of them with as much in their picture as a phone may send
HOUSEHOLDS = RECORDS // 3 + 10
BY_HAND = 3
KILLS = at_night(2, 0)  # of the browser while it sends
RATE = at_night(50_000, 800_000) // 8  # bytes a second, up and down: at night GPRS
LATENCY = at_night(600, 30)
HOLDS, BREAKS = at_night((20, 1), (1.5, 0.2))  # seconds
MONDAY, DAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC), timedelta(days=1)
SPARE = 2_000_000  # bytes that a small phone has left
TYPED = "Loa hỏng từ tuần trước, chưa có người sửa."
ALL_SENT = "Tắt máy được · không còn việc nào chờ gửi"
PLACE_TAKEN = "Bảncanariđồicao"  # what a phone writes into its photographs

# The page's own modules, by which the rest is made as the forms make it.
MODULES = """
const base = document.querySelector("script[type=module]").src.replace("shell.js", "")
const load = (name) => import(`${base}${name}.js`)
const [{ shrunk }, { add, waiting }, { pictureOf }] = await Promise.all(["camera", "outbox", "film"].map(load))
"""
# A photograph as bytes: paper and lines, and as much noise as makes it large.
SIZE = at_night([1800, 2400], [600, 800])
PHOTOGRAPH = f"""
function photograph(number, noise) {{
  const [width, height] = {SIZE}
  const canvas = Object.assign(document.createElement("canvas"), {{ width, height }})
  const pen = canvas.getContext("2d")
  pen.fillStyle = "#f3efe4"
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = "#223"
  pen.font = "48px sans-serif"
  for (let line = 0; line < 12; line += 1) pen.fillText(`${{number}}.${{line}} đã ký`, 60, 120 + line * 180)
  for (let dot = 0; dot < noise; dot += 1) {{
    pen.fillStyle = `hsl(${{(dot * 47 + number) % 360}} 60% 50%)`
    pen.fillRect(Math.random() * width, Math.random() * height, 9, 9)
  }}
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95))
}}
"""
WORK = f"""async ({{ first, last, large, pictured, body, campaign, households }}) => {{
  {MODULES} {PHOTOGRAPH}
  globalThis.kept = 0
  for (let number = first; number < last; number += 1) {{
    const taken = number % pictured ? undefined : await photograph(number, number < large ? 60_000 : 150)
    const picture = taken && (await shrunk(taken))
    const on = new Date().toLocaleDateString("en-GB", {{ timeZone: "Asia/Ho_Chi_Minh" }})
    const entry = number % 3 === 0 && households[number / 3]
    const signing = {{ kind: "pledges.sign", payload: {{ campaign, body, on, entries: [entry] }} }}
    const text = `Khó khăn số ${{number}}`
    const raising = {{ kind: "record.difficulty", payload: {{ body, happened_on: on, text }} }}
    await add({{ ...(entry ? signing : raising), title: `Việc ${{number}}`, place: "", picture }})
    globalThis.kept += 1
  }}
}}"""
# What else lies on the phone, until next to nothing is left.
FILL = f"""async () => {{
  {MODULES}
  const [{{ note }}, junk] = [await load("store"), crypto.getRandomValues(new Uint8Array(60_000))]
  for (let isFull = false, number = 0; !isFull; number += 1)
    await note(`junk${{number}}`, junk).catch((error) => (isFull = error.name === "QuotaExceededError"))
}}"""
# Of each operation that waits with a picture the mark of that, as the server marks it.
MARKS = f"""async () => {{
  {MODULES}
  const hex = (bytes) => [...new Uint8Array(bytes)].map((each) => each.toString(16).padStart(2, "0")).join("")
  const mark = async (blob) => hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))
  const pictures = new Set(await (await load("store")).keys("pictures"))
  const those = (await waiting()).filter(({{ id }}) => pictures.has(id))
  const marked = those.map(async ({{ id }}) => [id, await mark(await pictureOf(id))])
  return Object.fromEntries(await Promise.all(marked))
}}"""

# By what the pictures on this phone can be read by now.
READABLE = f"""async () => {{
  {MODULES}
  const all = await (await load("store")).readAll("pictures")
  const found = await Promise.all(all.map(async ({{ id, box }}) => (await pictureOf(id)) && (box ? "box" : "words")))
  return found.filter(Boolean)
}}"""


@pytest.fixture
def village(monday) -> Body:
    return village_that_signs(f"{CANARY} {number:03}" for number in range(HOUSEHOLDS))


@pytest.fixture
def hills(server):
    with bad_line(server) as found:
        yield found


@pytest.fixture
def phone(browser, server, village, tmp_path):
    with pocket(browser.browser_type, tmp_path / "profile") as found:
        yield found


def started(phone, day: int):
    """The page of a phone that was just switched on, on that day of the week."""
    page = phone.start()
    page.set_default_timeout(30_000)
    page.clock.install(time=MONDAY + day * DAY)
    return page


def photographed(page, dots: int) -> dict:
    """A file as the phone's camera makes it: it says where it was taken."""
    script = f"""async () => {{ {PHOTOGRAPH}
      const bytes = new Uint8Array(await (await photograph(7, {dots})).arrayBuffer())
      return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join("")) }}"""
    jpeg = base64.b64decode(page.evaluate(script))
    told = b"Exif\0\0" + PLACE_TAKEN.encode()
    tagged = jpeg[:2] + b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told + jpeg[2:]
    return {"name": f"{PLACE_TAKEN}.jpg", "mimeType": "image/jpeg", "buffer": tagged}


def raise_difficulty(page, picture: dict) -> None:
    page.get_by_role("link", name="Việc", exact=True).first.click()
    page.get_by_role("link", name="Nêu khó khăn").first.click()
    page.get_by_label("cần ai gỡ").fill(TYPED)
    choose(page, picture)
    page.get_by_role("button", name="Ghi vào máy").click()


def choose(page, picture: dict) -> None:
    page.get_by_label("Ảnh chụp").set_input_files({**picture, "buffer": picture["buffer"][:2000]})
    page.get_by_text("Không đọc được ảnh này").wait_for()
    page.get_by_label("Ảnh chụp").set_input_files(picture)
    page.get_by_role("img", name="Ảnh sẽ gửi").wait_for()


def tick(page, picture: dict) -> None:
    page.get_by_role("link", name="Ký cam kết").click()
    page.get_by_role("link", name="Thôn không ma túy").click()
    page.get_by_role("button", name="chữ ký vào máy").wait_for()
    for box in page.locator("input[name=entries]").all()[:3]:
        box.check()
    choose(page, picture)
    page.get_by_role("button", name="Ghi 3 chữ ký").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def small(page, server: str):
    """The phone's storage from now on; gives what makes it large again. The browser asks for it when it starts."""
    storage = page.context.new_cdp_session(page)
    used = storage.send("Storage.getUsageAndQuota", {"origin": server})["usage"]
    storage.send("Storage.overrideQuotaForOrigin", {"origin": server, "quotaSize": used + SPARE})
    return lambda: storage.send("Storage.overrideQuotaForOrigin", {"origin": server})


def keep_what_does_not_fit(page, picture: dict, enlarge) -> None:
    """The phone says that it is full, keeps no half of it, and what was typed waits until there is room."""
    page.evaluate(FILL)
    before = count(page, "outbox"), count(page, "pictures")
    raise_difficulty(page, picture)
    page.get_by_text("Máy đã đầy nên chưa ghi được").wait_for()
    assert (count(page, "outbox"), count(page, "pictures")) == before
    assert page.get_by_label("cần ai gỡ").input_value() == TYPED and "Chưa ghi được vào máy" in safe(page)
    enlarge()
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text("Đã ghi vào máy").wait_for()


def mend(page, picture: dict, monkeypatch) -> None:
    """A picture that the server refuses is kept, says why, and goes when the person sends it again."""
    with monkeypatch.context() as patched:
        patched.setattr("banlanh.sync.pictures.MOST_BYTES", 1000)
        raise_difficulty(page, picture)
        page.get_by_text("1 việc bị từ chối").wait_for()
    page.get_by_role("link", name="Hộp gửi").click()
    page.get_by_text(TOO_LARGE).wait_for()
    page.get_by_role("link", name="Sửa Ảnh").click()
    page.get_by_role("img", name="Ảnh sẽ gửi").wait_for()
    page.get_by_role("button", name="Ghi vào máy").click()
    page.get_by_text(f"{ALL_SENT}.", exact=True).wait_for()


def work(page, village: Body, first: int, last: int, *, wait: bool = True) -> None:
    """Records `first` to `last` of the week, with their photographs, through the page's own modules."""
    told = {"body": village.pk, "campaign": str(Campaign.objects.get().pk), "large": LARGE, "pictured": PICTURED}
    households = [str(pk) for pk in Entry.objects.order_by("order").values_list("pk", flat=True)]
    asked = told | {"first": first, "last": last, "households": households[10:]}
    page.evaluate(WORK if wait else f"(asked) => void ({WORK})(asked)", asked)


def kept(page) -> dict[str, str]:
    """Of each operation on the phone that has a picture the mark of it. No picture is there without its work."""
    found = page.evaluate(MARKS)
    assert len(found) == count(page, "pictures") >= count(page, "outbox") // PICTURED
    return found


def count(page, store: str) -> int:
    return page.evaluate(f"async () => {{ {MODULES} return (await load('store')).count('{store}') }}")


def pictures_behind_work() -> dict[str, str]:
    """Of each operation that has a picture behind what it wrote the mark of the one."""
    done = {subject.partition(":")[2]: str(pk) for pk, subject in Receipt.objects.values_list("pk", "subject")}
    behind = [*Attachment.objects.values_list("owner", "sha256"), *Scan.objects.values_list("sheet", "sha256")]
    found = {done[str(owner)]: mark for owner, mark in behind}
    assert len(behind) == len(found)
    return found


class Line:
    """What lies between this page and the server: the browser is told of signal, and how far away the server is."""

    def __init__(self, page, hills: BadLine):
        self.page, self.hills, self.breaks = page, hills, 0
        hills.rate = RATE
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")

    def bears(self, *, anything: bool) -> None:
        (self.hills.holds if anything else self.hills.breaks)()
        rates = {"downloadThroughput": -1, "uploadThroughput": -1, "latency": LATENCY}
        self.cdp.send("Network.emulateNetworkConditions", {"offline": not anything, **rates})

    def holds_until(self, words: str) -> bool:
        """Whether these words came before the line broke; it is mended at once, and the phone tries by itself."""
        try:
            self.page.get_by_text(words).wait_for(timeout=HOLDS * 1000)
            return True
        except TimeoutError:
            self.breaks += 1
            self.bears(anything=False)
            self.page.wait_for_timeout(BREAKS * 1000)
            self.bears(anything=True)
            return False


def come_home(page, hills: BadLine) -> Line:
    """Signs in over the bad line; the phone sends by itself, behind its PIN or not."""
    line = Line(page, hills)
    line.bears(anything=True)
    sign_in(page, hills.address, "lan", PASSWORD)
    page.goto(f"{hills.address}/tren-may/")
    return line


def live_a_week(phone, server: str, village: Body):
    """All of it without signal, the phone dead in the middle and full once; gives its page at the end."""
    page = started(phone, 0)
    begin(page, server)
    page.context.set_offline(True)
    taken = photographed(page, dots=at_night(9000, 500))
    raise_difficulty(page, taken)
    page.get_by_text("Đã ghi vào máy").wait_for()
    tick(page, taken)
    half = RECORDS // 2 + 2
    work(page, village, 2, half, wait=False)
    while not page.evaluate("globalThis.kept"):
        page.wait_for_timeout(50)
    phone.kill()  # while it writes
    page = started(phone, 4)
    enlarge = small(page, server)
    page.context.set_offline(True)
    unlock(page, server)
    keep_what_does_not_fit(page, taken, enlarge)
    found = count(page, "outbox")
    assert BY_HAND < found <= half + 1
    work(page, village, found, RECORDS)
    pictures = count(page, "pictures")
    page.get_by_text(f"{RECORDS} việc, {pictures} ảnh chờ gửi, đã lưu trên máy").wait_for()
    return page


def send_all(phone, page, hills: BadLine) -> tuple[Line, int]:
    """The way home, the phone dead on it now and then; how often the line broke."""
    page.clock.set_system_time(MONDAY + 7 * DAY)
    page.context.set_offline(False)
    ends, line, breaks = time.monotonic() + at_night(3600, 60), come_home(page, hills), 0
    for _ in range(KILLS):
        line.holds_until(ALL_SENT)
        line.page.wait_for_timeout(HOLDS * 300)
        phone.kill()  # while it sends
        breaks += line.breaks
        line = come_home(started(phone, 7), hills)
    while not line.holds_until(ALL_SENT):
        assert time.monotonic() < ends, safe(line.page)
    return line, breaks + line.breaks


def leave(page, server: str) -> None:
    page.goto(f"{server}/tren-may/#roi")
    page.get_by_role("button", name="Đăng xuất và xóa").click()
    page.get_by_text("không còn gì của phiên").wait_for()


def test_all_of_a_week_arrives_once_each_with_its_picture(phone, hills, village, monkeypatch, record_property):
    page = live_a_week(phone, hills.address, village)
    marks = kept(page)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-30")
    began = time.monotonic()
    line, breaks = send_all(phone, page, hills)
    told = {"records": RECORDS, "breaks": breaks, "seconds": round(time.monotonic() - began)}
    page = line.page
    assert (count(page, "outbox"), count(page, "pictures")) == (0, 0)
    assert pictures_behind_work() == marks and Receipt.objects.count() == RECORDS
    assert not Receipt.objects.exclude(claim=Claim.LONG_AGO).exists()
    arrived = [Path(each.file.path).read_bytes() for each in (*Attachment.objects.all(), *Scan.objects.all())]
    assert not any(PLACE_TAKEN.encode() in each for each in arrived)
    assert RATE * HOLDS < max(map(len, arrived)) <= MOST_BYTES  # no line that held was long enough for it
    for name, value in (told | {"bytes": sum(map(len, arrived)), "largest": max(map(len, arrived))}).items():
        record_property(name, value)
    hills.rate = None
    unlock(page, hills.address)
    mend(page, photographed(page, dots=100), monkeypatch)
    assert len(pictures_behind_work()) == len(marks) + 1
    leave(page, hills.address)
    phone.kill()
    assert not holds_canary(phone.profile)


def test_a_picture_lies_sealed_and_goes_up_though_the_pin_was_lost(phone, server, village):
    page = started(phone, 0)
    begin(page, server)
    page.context.set_offline(True)
    raise_difficulty(page, photographed(page, dots=100))
    page.get_by_text("Đã ghi vào máy").wait_for()
    assert len(kept(page)) == 1  # she reads it behind her PIN
    page.reload()
    guess_until_it_forgets(page)
    assert page.evaluate(READABLE) == []
    work(page, village, PICTURED, PICTURED + 1)  # now under the browser's own key alone, and sent open
    assert page.evaluate(READABLE) == ["words"]
    page.context.set_offline(False)
    sign_in(page, server, "lan", PASSWORD)
    page.goto(f"{server}/tren-may/")
    page.get_by_text(f"{ALL_SENT}.", exact=True).wait_for()
    arrived = [Path(each.file.path).read_bytes()[:3] for each in Attachment.objects.all()]
    assert arrived == [b"\xff\xd8\xff"] * 2
