"""Whatever happens to a phone's line, its pictures arrive, no byte goes up often, and new work goes first (ADR 33).

The shell's own modules run in Chromium; their line and server are made up.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from django.templatetags.static import static

from tests.support.nightly import at_night

from .test_lost_phone import BLANK

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SCHEDULES = at_night(300, 6)
PIECE, MOST = 32 * 1024, 300_028
SIZES = (20_000, PIECE, PIECE + 1, 70_000, 170_000, MOST)
HAPPENS, WEIGHTS = ("arrives", "lost", "unheard", "work", "forgotten"), (60, 14, 10, 12, 2)
REQUESTS, TURNS = 150, 200  # after so many requests the line is good
SEED = 32
PHONE = Path(__file__).with_name("pictures_on_their_way.js").read_text("utf-8")


def schedule(draw: Random) -> dict:
    """Pictures, and what becomes of each request; often one is there on whose last piece the server chokes."""
    sizes = draw.sample(SIZES, 3)
    chokes = draw.choice(sizes) if draw.random() < 0.7 else 0
    return {"sizes": sizes, "happens": draw.choices(HAPPENS, WEIGHTS, k=REQUESTS), "chokes": chokes}


def faults_in(asked: dict, turns: list[list[dict]], arrived: list[int], waiting: int) -> Iterator[str]:
    wanted = {*asked["sizes"]} - {asked["chokes"]}
    if {*arrived} != wanted:
        yield f"of {wanted} {arrived} arrived"
    if waiting != bool(asked["chokes"]):
        yield f"{waiting} pictures wait on the phone"
    for turn in turns:
        yield from faults_in_turn(turn)


def faults_in_turn(requests: list[dict]) -> Iterator[str]:
    if max((each["size"] for each in requests), default=0) > PIECE:
        yield "a piece was larger than a piece"
    for before, each in pairwise([{"what": ""}, *requests]):
        if before["what"] == "work":
            yield "new work waited for another request"
        is_known = each["had"] == each["offset"] or each["isWhole"] or before["what"] == "forgotten"
        if each["size"] and not is_known:
            yield f"{each['size']} bytes went up from {each['offset']}, where {each['had']} were"
    if any(each["what"] in ("lost", "unheard") for each in requests[:-1]):
        yield "it went on over a line that was cut"


@pytest.fixture
def sent(page, server):
    """What phones asked whose line was as these schedules say."""
    page.route(f"{server}/trong/", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    page.goto(f"{server}/trong/")

    def send(schedules: list[dict]) -> list[dict]:
        asked = {"modules": server + static("phone/"), "schedules": schedules, "most": TURNS}
        return page.evaluate(PHONE, asked)

    return send


def test_all_pictures_arrive_and_no_byte_goes_up_that_is_there(sent, record_property):
    draw = Random(SEED)
    schedules = [schedule(draw) for _ in range(SCHEDULES)]
    told = sent(schedules)
    faults = [
        f"schedule {number}: {fault}"
        for number, (asked, seen) in enumerate(zip(schedules, told, strict=True))
        for fault in faults_in(asked, **seen)
    ]
    requests = [each["what"] for seen in told for turn in seen["turns"] for each in turn]
    record_property("requests", {what: requests.count(what) for what in HAPPENS})
    assert faults == []
    assert min(requests.count(what) for what in HAPPENS) > 0
