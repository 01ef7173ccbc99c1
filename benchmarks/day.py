"""An officer's day with protection and without it, and a secretary's evening with the report, in a real browser.

Usage: python -m benchmarks.day [--rounds N]
The day is that of `tests/support/day.py`: a due test recorded, one file looked at for a purpose, a union asked to help,
a file closed. Waiting for pages is measured on this machine; the hand is reckoned by the keystroke-level model (Card,
Moran and Newell 1980, the average typist who is no secretary; a click by Kieras 2001), with one thought before each tap
and each word, none of them taken out for practice. Fetching the phone is no part of the model: it is told beside it.
The evening is that of `tests/support/evening.py`; each sentence that is written is thought of for ten seconds. How fast
somebody reads is not ours to know, so it is told how fast the draft must be read whole, beside the pace of Vietnamese
read aloud, 5.22 syllables a second (Pellegrino, Coupé and Marsico 2011).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from .server import free_port, product, running

KEY, POINT, CLICK, REACH, THINK = 0.28, 1.1, 0.2, 0.4, 1.35  # seconds: K, P, BB, H, M
PHONE = 2 * REACH + 2 * POINT  # taken up, unlocked, its app opened, put down
MOST_LONGER = 6
SENTENCE, ALOUD = 10, 5.22  # seconds to think of one; syllables a second
SENTENCES, EVENING = 3, 10  # corrected; minutes at most
UNION = "Hội Phụ nữ xã"


@dataclass(frozen=True)
class Way:
    """One way through the day."""

    name: str
    is_protected: bool = True
    by_envelope: bool = False
    is_spread: bool = False  # more than a quarter of an hour between two things: each asks for the second factor


WITHOUT = Way("without protection", is_protected=False)
WAYS = (
    Way("at one sitting, the purpose being the task's"),
    Way("at one sitting, the purpose chosen on the envelope", by_envelope=True),
    Way("spread over the day, the purpose being the task's", is_spread=True),
    Way("spread over the day, the purpose chosen on the envelope", by_envelope=True, is_spread=True),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.day")
    parser.add_argument("--rounds", type=int, default=5, help="each way through the day in turns, so often")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banlanh-bench-") as folder:
        os.environ |= {"BANLANH_DATA_DIR": f"{folder}/so-lieu", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser has an event loop in this thread
        subprocess.run([sys.executable, "-m", "banlanh", "demo", "--no-serve"], stdout=subprocess.DEVNULL, check=True)
        import django

        django.setup()
        port = free_port()
        with running(product(port), port, {}), officer(f"http://127.0.0.1:{port}") as spend:
            bench(asked.rounds, spend)
        with running(product(port), port, {}):
            evening(f"http://127.0.0.1:{port}")
    return 0


def bench(rounds: int, spend: Callable) -> None:
    found: dict[Way, list] = {way: [] for way in (WITHOUT, *WAYS)}
    for turn in range(rounds + 1):
        for way, hands in found.items():
            hand = spend(way)
            hands += [hand] if turn else []  # the server had only just begun
    before, waited = found[WITHOUT][0], median(hand.waited for hand in found[WITHOUT])
    print(f"\n== An officer's day {WITHOUT.name}: {before.taps} taps, {before.keys} keys, {waited:.2f} s of waiting,")
    print(f"{reckoned(before) + waited:.1f} s in all; median of {rounds}; the goal is {MOST_LONGER} s longer at most")
    for way in WAYS:
        longer = [reckoned(hand) - reckoned(before) + hand.waited - waited for hand in found[way]]
        tell(way, found[way][0], before, median(longer))


def tell(way: Way, hand, before, longer: float) -> None:
    taps, keys, asked = hand.taps - before.taps, hand.keys - before.keys, hand.factors
    is_met = "met" if longer <= MOST_LONGER else "MISSED"
    print(f"{way.name}: {taps} taps and {keys} keys more, {longer:.1f} s longer ({is_met});", end=" ")
    print(
        f"the second factor asked for: {asked}; with the phone fetched for it {longer + asked * PHONE:.1f} s",
        flush=True,
    )


def reckoned(hand) -> float:
    """Seconds of the hand and the head."""
    tapping = hand.taps * (THINK + POINT + CLICK)
    return tapping + hand.words * THINK + hand.keys * KEY + hand.reaches * REACH


def evening(server: str) -> None:
    """The report of the demonstration's month, from the draft to its number."""
    from banlanh.accounts.models import User
    from banlanh.demo.people import PASSWORD
    from banlanh.demo.queries import demo_commune
    from tests.support.browser import DESK, chromium
    from tests.support.evening import Evening, submit
    from tests.support.factor import show_factor
    from tests.system.pages import sign_in

    submit(demo_commune(), User.objects.get(username="vanphong"))
    with chromium(whole=True) as browser:
        page = browser.new_context(viewport=DESK).new_page()
        sign_in(page, server, "bithu", PASSWORD)
        show_factor()
        spent = Evening(page, server)
        hand = spent.spend()
    busy = SENTENCES * SENTENCE + reckoned(hand) + hand.waited
    pace = spent.read / (EVENING * 60 - busy)
    print(f"\n== A secretary's evening: {SENTENCES} sentences corrected, the report approved and issued:")
    print(f"{hand.taps} taps, {hand.keys} keys, {hand.waited:.1f} s of waiting; {busy / 60:.1f} min without reading.")
    print(f"Within {EVENING} minutes, {spent.read} syllables must be read at {pace:.1f} a second", end=" ")
    print(f"({'met' if pace < ALOUD else 'MISSED'}: aloud it is {ALOUD})", flush=True)


@contextmanager
def officer(server: str) -> Iterator[Callable]:
    """An officer of the demonstration commune at a browser, who spends the day in one way with new files."""
    from banlanh.accounts.models import User
    from banlanh.demo.people import PASSWORD
    from banlanh.demo.queries import demo_commune
    from tests.support.browser import DESK, chromium
    from tests.support.day import Day, Files, give_phone, let_factor_lapse
    from tests.support.factor import show_factor
    from tests.system.pages import sign_in

    user = User.objects.get(username="congan")
    give_phone(user)
    village = demo_commune().children.villages().first()
    files = Files(village, user, by=User.objects.get(username="truongca"))
    watched = files.ending().code  # the same every time: nobody looks at more than twenty people in a day

    def spend(way: Way):
        show_factor()
        if way.is_protected:
            let_factor_lapse()
        day = Day(page, server, UNION, way.is_protected, way.by_envelope)
        day.before_each = let_factor_lapse if way.is_spread else day.before_each
        return day.spend(files.tested().code, watched, files.ending().code)

    with chromium(whole=True) as browser:
        page = browser.new_context(viewport=DESK).new_page()
        sign_in(page, server, user.username, PASSWORD)
        yield spend


if __name__ == "__main__":
    sys.exit(main())
