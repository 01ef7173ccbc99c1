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
LEAST, MOST = 32 * 1024, 300_028
GROWS, AT_ONCE = 4, 5  # times the piece before; seconds that a piece may take
LINES = (6_000, 50_000, 1_000_000)  # bytes a second
SIZES = (20_000, LEAST, LEAST + 1, 70_000, 170_000, MOST)
CUTS = ("lost", "unheard")
HAPPENS, WEIGHTS = ("arrives", *CUTS, "work", "forgotten"), (60, 14, 10, 12, 2)
REQUESTS, TURNS = 150, 200  # after so many requests the line is good
SEED = 32
PHONE = Path(__file__).with_name("pictures_on_their_way.js").read_text("utf-8")


def schedule(draw: Random) -> dict:
    """Pictures, and what becomes of each request; often one is there on whose last piece the server chokes."""
    sizes = draw.sample(SIZES, 3)
    chokes = draw.choice(sizes) if draw.random() < 0.7 else 0
    happens = draw.choices(HAPPENS, WEIGHTS, k=REQUESTS)
    return {"sizes": sizes, "happens": happens, "chokes": chokes, "bears": draw.choice(LINES)}


def faults_in(asked: dict, turns: list[list[dict]], arrived: list[int], waiting: int) -> Iterator[str]:
    wanted = {*asked["sizes"]} - {asked["chokes"]}
    if {*arrived} != wanted:
        yield f"of {wanted} {arrived} arrived"
    if waiting != bool(asked["chokes"]):
        yield f"{waiting} pictures wait on the phone"
    for turn in turns:
        yield from faults_in_turn(turn)
    yield from faults_in_pieces([each for turn in turns for each in turn], AT_ONCE * asked["bears"])


def faults_in_pieces(requests: list[dict], most: int) -> Iterator[str]:
    """`most`: what the line bears at once."""
    largest = LEAST
    for each in requests:
        if each["size"] > max(LEAST, min(largest, most)):
            yield f"{each['size']} bytes went at once over a line that bore {largest}, and bears {most}"
        is_cut = each["what"] in CUTS or each["isChoked"]
        largest = LEAST if is_cut else max(largest, each["size"] * GROWS)


def faults_in_turn(requests: list[dict]) -> Iterator[str]:
    for before, each in pairwise([{"what": ""}, *requests]):
        if before["what"] == "work":
            yield "new work waited for another request"
        is_known = each["had"] == each["offset"] or each["isWhole"] or before["what"] == "forgotten"
        if each["size"] and not is_known:
            yield f"{each['size']} bytes went up from {each['offset']}, where {each['had']} were"
    if any(each["what"] in CUTS for each in requests[:-1]):
        yield "it went on over a line that was cut"


@pytest.fixture
def sent(page, server):
    """What a phone asked whose line was as this schedule says; it has just been opened."""
    page.route(f"{server}/trong/", lambda route: route.fulfill(body=BLANK, content_type="text/html"))

    def send(asked: dict) -> dict:
        page.goto(f"{server}/trong/")
        return page.evaluate(PHONE, asked | {"modules": server + static("phone/"), "most": TURNS})

    return send


@pytest.mark.parametrize(
    ("bears", "first", "second"),
    [
        (6_000, [LEAST] * 9 + [5_116], [LEAST] * 9 + [5_116]),
        (1_000_000, [LEAST, LEAST * GROWS, MOST - LEAST - LEAST * GROWS], [MOST]),
    ],
)
def test_a_good_line_is_given_more_at_once(sent, bears, first, second):
    """Of each picture that is more than the least piece the server is asked first how much is there."""
    asked = {"sizes": [MOST, MOST], "happens": ["arrives"] * REQUESTS, "chokes": 0, "bears": bears}
    requests = [each["size"] for turn in sent(asked)["turns"] for each in turn]
    assert requests == [0, *first, 0, *second]


def test_all_pictures_arrive_and_no_byte_goes_up_that_is_there(sent, record_property):
    draw = Random(SEED)
    schedules = [schedule(draw) for _ in range(SCHEDULES)]
    told = [sent(each) for each in schedules]
    faults = [
        f"schedule {number}: {fault}"
        for number, (asked, seen) in enumerate(zip(schedules, told, strict=True))
        for fault in faults_in(asked, **seen)
    ]
    requests = [each["what"] for seen in told for turn in seen["turns"] for each in turn]
    record_property("requests", {what: requests.count(what) for what in HAPPENS})
    assert faults == []
    assert min(requests.count(what) for what in HAPPENS) > 0
