"""A phone in a large village, on an emulated 3G line and a slow processor: what it fetches, how soon it is ready, how
its longest list moves.

Usage: python -m benchmarks.pocket [--times 5]
Chromium emulates the line (1.6 Mbit/s, 150 ms) and slows the page's processor six times; the server shares the machine.
Bytes are those that crossed the wire, headers too. Nothing here asserts a time: each line says whether it met its goal.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from tests.support.browser import PHONE, chromium
from tests.system.pages import sign_in

from .province import PASSWORD
from .server import free_port, product, running

DAY = "2026-12-23"  # of `tests.support.full_village`, which Django must be set up to read
HOUSEHOLDS, TICKS, SLOWER = 500, 50, 6
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
REST = 300  # ms: by then the browser has told what an answer weighed
PIN = "271828"
SCREEN = 600  # pixels of a list at a time
SHELL, PACK, UNCHANGED, READY, PAUSE = 150_000, 60_000, 3_000, 5.0, 100
# What holds up the page, as the browser itself tells of it: a task, or a touch whose answer was painted late.
WATCH = """
globalThis.pauses = []
const note = (list) => list.getEntries().forEach(({ name, duration }) => pauses.push([name, duration]))
new PerformanceObserver(note).observe({ type: "longtask" })
new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 })
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pocket")
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banlanh-bench-") as folder:
        own = {"BANLANH_DATA_DIR": folder, "BANLANH_DATABASE_URL": f"sqlite:///{folder}/banlanh.sqlite3"}
        os.environ |= own | {"BANLANH_TODAY": DAY, "DJANGO_SETTINGS_MODULE": "config.settings"}
        print(f"a village of {make_villages()}", flush=True)
        with running(product(port := free_port()), port, {}), chromium(whole=True) as browser:
            address = f"http://127.0.0.1:{port}"
            first_pack(browser, address, asked.times)
            long_list(browser, address, asked.times)
    return 0


def make_villages() -> str:
    """Lan's, full; Hoa's, whose 500 households have signed nothing."""
    import django

    django.setup()
    from django.db import connection

    from banlanh.cli import migrate
    from banlanh.plans.models import Duty
    from tests.support import commune as people
    from tests.support.full_village import fill, register

    migrate()
    commune = people.make_commune()
    minh, lan, _ = people.minh(commune), people.lan(commune), people.hoa(commune)
    village = people.body_of(commune, "Thôn Nà Lìn")
    fill(village, people.body_of(commune, "Chi bộ Nà Lìn"), secretary=minh, head=lan)
    register("household", people.body_of(commune, "Thôn Sín Chải"), HOUSEHOLDS)
    due = Duty.objects.filter(body=village).order_by("due_on").values_list("due_on", flat=True)
    told = f"200 households, 900 rows of registers, {len(due)} duties due from {due[0]:%m/%Y} to {due.last():%m/%Y}"
    connection.close()
    return told


# --- what crosses the wire ------------------------------------------------------------------------------------


class Wire:
    """The bytes of each answer, by what was asked."""

    def __init__(self, page):
        self.line = page.context.new_cdp_session(page)
        self.asked: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.line.on(
            "Network.requestWillBeSent", lambda told: self.asked.update({told["requestId"]: told["request"]["url"]})
        )
        self.line.on("Network.loadingFinished", self.count)
        self.line.send("Network.enable")

    def count(self, told: dict) -> None:
        kind = kind_of(self.asked.get(told["requestId"], ""))
        self.bytes[kind] = self.bytes.get(kind, 0) + int(told["encodedDataLength"])

    def slow_down(self) -> None:
        self.line.send("Network.clearBrowserCache")
        self.line.send("Network.emulateNetworkConditions", LINE)


def kind_of(address: str) -> str:
    if "/dong-bo/" in address:
        return "pack"
    return "who" if address.endswith("/ai/") else "shell"


def first_pack(browser, address: str, times: int) -> None:
    found = [once(browser, address) for _ in range(times)]
    shells, packs, laters, opened, filled = zip(*found, strict=True)
    tell("app shell", max(shells), "B", SHELL)
    tell("first pack", max(packs), "B", PACK)
    tell("a later sync where nothing changed, with who is signed in", max(laters), "B", UNCHANGED)
    both = [one + two for one, two in zip(opened, filled, strict=True)]
    print(f"on 3G: the page asks for its PIN after {median(opened):.1f} s, shows the pack {median(filled):.1f} s later")
    tell(f"ready on 3G, app and pack, median of {times} (worst {max(both):.1f})", median(both), "s", READY)


def once(browser, address: str) -> tuple[int, int, int, float, float]:
    """A phone that never was here: bytes of shell, pack and later sync; seconds to the PIN and from it."""
    with signed_in(browser, address, "lan") as page:
        wire = Wire(page)
        wire.slow_down()
        opened = timed(lambda: open_gate(page, address))
        filled = timed(lambda: begin(page))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.locator("bl-safe", has_text="không còn việc nào").wait_for()
        page.wait_for_timeout(REST)
        first = dict(wire.bytes)
        with page.expect_response("**/dong-bo/**") as answered:
            page.evaluate("dispatchEvent(new Event('online'))")
        answered.value.finished()
        page.wait_for_timeout(REST)
        later = sum(wire.bytes[kind] - first[kind] for kind in ("pack", "who"))
    return first["shell"], first["pack"], later, opened, filled


@contextmanager
def signed_in(browser, address: str, username: str) -> Iterator:
    looks = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with browser.new_context(**looks, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        sign_in(page, address, username, PASSWORD)
        yield page


def open_gate(page, address: str) -> None:
    page.goto(f"{address}/tren-may/", wait_until="commit")
    page.get_by_label("Mã PIN mới").wait_for()


def begin(page) -> None:
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Gõ lại").fill(PIN)
    page.get_by_role("button", name="Giữ việc trên máy").click()
    page.get_by_role("heading", name="Ghi việc vừa làm").wait_for()


def timed(act: Callable) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def tell(what: str, found: float, unit: str, goal: float) -> None:
    shown = f"{found:,.0f}" if unit != "s" else f"{found:.2f}"
    print(f"{what}: {shown} {unit} (goal {goal:,}: {'met' if found <= goal else 'MISSED'})", flush=True)


# --- the longest list -----------------------------------------------------------------------------------------


def long_list(browser, address: str, times: int) -> None:
    """Hoa opens it, scrolls it, ticks fifty, looks somebody up and keeps what she ticked, again and again."""
    acts = {"opening": open_list, "scrolling": scroll, "ticking": tick, "looking up": look_up, "keeping": keep}
    rounds: dict[str, list[list]] = {what: [] for what in acts}
    with signed_in(browser, address, "hoa") as page:
        open_gate(page, address)
        begin(page)
        page.evaluate(WATCH)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for _ in range(times):
            for what, act in acts.items():
                rounds[what].append(pauses_of(page, act))
    print(
        f"{HOUSEHOLDS} households on a processor {SLOWER} times slower, pauses in ms, median of {times} rounds (worst):"
    )
    for what, found in rounds.items():
        tell_pauses(what, found, has_goal=what in ("scrolling", "ticking"))


def pauses_of(page, act: Callable) -> list:
    page.wait_for_timeout(500)
    page.evaluate("pauses.length = 0")
    act(page)
    page.wait_for_timeout(500)
    return page.evaluate("pauses")


def tell_pauses(what: str, rounds: list[list], *, has_goal: bool) -> None:
    """The longest task of each round, where any was longer than 50 ms; how soon a touch was answered on the screen."""
    tasks = [max((taken for name, taken in found if name == "self"), default=0) for found in rounds]
    taps = [taken for found in rounds for name, taken in found if name == "click"]
    painted = f"; touches answered within {quantiles(taps, n=20)[-1]:.0f} (p95)" if len(taps) > 1 else ""
    verdict = f" (goal {PAUSE}: {'met' if median(tasks) <= PAUSE else 'MISSED'})" if has_goal else ""
    print(f"  {what:<11} longest task {median(tasks):.0f} ({max(tasks):.0f}){verdict}{painted}", flush=True)


def open_list(page) -> None:
    page.get_by_role("link", name="Ký cam kết").first.click()
    page.get_by_role("link", name="Thôn không ma túy").click()
    page.get_by_role("button", name="chữ ký vào máy").wait_for()


def scroll(page) -> None:
    """From the first household to the last, and back."""
    height = page.evaluate("document.body.scrollHeight")
    for step in (SCREEN, -SCREEN):
        for _ in range(height // SCREEN + 1):
            swipe(page, step)


def swipe(page, distance: int) -> None:
    page.mouse.wheel(0, distance)
    page.wait_for_timeout(50)


def tick(page) -> None:
    """By the finger alone: a script that looks for the boxes would hold up the page itself."""
    before = ticked(page)
    for _ in range(2 * TICKS):
        if ticked(page) - before == TICKS:
            return
        swipe(page, 300)
        page.touchscreen.tap(180, 350)
    raise SystemExit(f"{ticked(page) - before} of {TICKS} boxes were ticked")


def ticked(page) -> int:
    return int(page.evaluate("document.querySelector('[data-bl-count]').textContent"))


def look_up(page) -> None:
    page.evaluate("document.querySelector('#look').focus()")
    page.keyboard.type("giang a pao", delay=150)
    page.evaluate("document.querySelector('#look').value = ''")
    page.keyboard.press("Backspace")


def keep(page) -> None:
    page.evaluate("document.querySelector('main form.form').requestSubmit()")
    page.get_by_text("Đã ghi vào máy").wait_for()


def told(what: str, found: list, goal: int) -> None:
    tasks = [duration for kind, _, duration in found if kind == "longtask"]
    events = [duration for kind, _, duration in found if kind == "event"]
    print(what, "tasks", sorted(map(round, tasks))[-8:], "events", sorted(events)[-8:], len(events))


if __name__ == "__main__":
    sys.exit(main())
