"""Whatever happens to a phone and to its clock, its pack is never read past its life (SEC-41).

The shell's own modules run in Chromium; their clock, line and server are made up. What they may show is worked out here
from the steps alone.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from django.templatetags.static import static

from tests.support.nightly import at_night

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MINUTE = 60_000
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
LIFE, SLACK = 14 * DAY, 10 * MINUTE
SCHEDULES, STEPS = at_night((200, 40), (20, 20))
SEED = 41
PHONE = Path(__file__).with_name("lost_phone.js").read_text("utf-8")
BLANK = "<!doctype html><meta charset=utf-8><body>"


def schedule(draw: Random) -> list[dict]:
    """A first day with signal, then anything."""
    kinds = ("look", "pass", "clock", "line", "sign", "reboot", "lock", "cut", "begin", "revoke")
    weights = (30, 22, 12, 10, 5, 6, 3, 4, 4, 2)
    return [{"do": "begin"}, {"do": "look"}, *(step(draw, kind) for kind in draw.choices(kinds, weights, k=STEPS))]


def step(draw: Random, kind: str) -> dict:
    of = {
        "pass": lambda: {"ms": draw.choice((HOUR, 8 * HOUR, DAY, 3 * DAY, 6 * DAY))},
        "clock": lambda: {"ms": draw.choice((0, 0, draw.randint(-7 * DAY, 7 * DAY), draw.randint(-HOUR, HOUR)))},
        "line": lambda: {"is": draw.random() < 0.4},
        "sign": lambda: {"is": draw.random() < 0.6},
        "cut": lambda: {"ms": draw.randint(0, 12)},
    }
    return {"do": kind, **of.get(kind, dict)()}


@dataclass(frozen=True)
class Pack:
    """A pack that a phone may hold, and what the phone knows of the hour."""

    until: int
    skew: int  # how far the server was ahead of the phone
    floor: int  # the latest moment that it was seen to be

    def stands(self, phone: int) -> str:
        believed = phone + self.skew
        if believed < self.floor - SLACK:
            return "back"
        return "over" if believed > self.until else "good"


@dataclass
class World:
    """Follows the steps. A phone that was cut off in the middle may hold one of several things, `None` is nothing."""

    now: int = 0
    away: int = 0
    packs: frozenset[Pack | None] = frozenset({None})

    def follow(self, step: dict, seen: dict) -> str:
        """What is wrong with what was seen; nothing where all is right."""
        match step["do"]:
            case "pass":
                self.now += step["ms"]
            case "clock":
                self.away = step["ms"]
            case "cut":
                self.packs |= self.after(seen["heard"], is_open=False) | self.after(seen["heard"], is_open=True)
            case "begin":
                self.packs = self.gated()
                if seen["began"] and "pack" in seen["heard"]:
                    self.packs = frozenset({Pack(self.now + LIFE, -self.away, self.now)})
            case "look":
                return self.look(**seen)
        return ""

    def look(self, *, read: bool, after: bool, heard: list[str]) -> str:
        possible = {self.is_good(pack) for pack in self.packs} | ({False} if "gone" in heard else set())
        if read not in possible:
            return "was read past its life" if read else "was not read within its life"
        self.packs = frozenset(pack for pack in self.packs if self.is_good(pack) == read)
        self.packs = self.gated()
        self.packs = self.after(heard, is_open=read)
        if after and not (read and any(map(self.is_good, self.packs))):
            return "was read after the server was met"
        return ""

    def is_good(self, pack: Pack | None) -> bool:
        return pack is not None and pack.stands(self.now + self.away) == "good"

    def gated(self) -> frozenset[Pack | None]:
        """The gate was asked: what is over goes, and no earlier moment is believed again."""
        return frozenset(map(self.passed, self.packs))

    def passed(self, pack: Pack | None) -> Pack | None:
        if pack is None or pack.stands(self.now + self.away) == "over":
            return None
        return replace(pack, floor=max(pack.floor, self.now + self.away + pack.skew)) if self.is_good(pack) else pack

    def after(self, heard: list[str], *, is_open: bool) -> frozenset[Pack | None]:
        """The server told the hour, or that the phone is to forget; a phone that is open got a pack with a new end."""
        if "gone" in heard:
            return frozenset({None})
        if not heard:
            return self.packs
        met = {"skew": -self.away, "floor": self.now}
        met |= {"until": self.now + LIFE} if is_open and "pack" in heard else {}
        return frozenset(pack and replace(pack, **met) for pack in self.packs)


@pytest.fixture
def lived(page, server):
    """What phones showed that lived by these schedules."""
    page.route(f"{server}/trong/", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    page.goto(f"{server}/trong/")

    def live(schedules: list[list[dict]]) -> list[list[dict]]:
        asked = {"modules": server + static("phone/"), "shell": "/tren-may/", "pin": "271828", "life": LIFE}
        return page.evaluate(PHONE, asked | {"schedules": schedules})

    return live


def test_no_pack_is_read_past_its_life(lived, record_property):
    draw = Random(SEED)
    schedules = [schedule(draw) for _ in range(SCHEDULES)]
    faults, looks = [], {True: 0, False: 0}
    for number, (steps, told) in enumerate(zip(schedules, lived(schedules), strict=True)):
        world = World()
        for place, (step, seen) in enumerate(zip(steps, told, strict=True)):
            if fault := world.follow(step, seen):
                faults.append(f"schedule {number}: {fault}: {list(zip(steps, told, strict=True))[: place + 1]}")
                break
            if step["do"] == "look":
                looks[seen["read"]] += 1
    record_property("schedules", len(schedules))
    record_property("looks", looks)
    assert faults == []
    assert min(looks.values()) > SCHEDULES  # both were tried, again and again
