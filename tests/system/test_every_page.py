"""Every kind of page, for five people, as wide as a phone and as a desk's screen: nothing breaks, leaves, or hides."""

from urllib.parse import urlsplit

import pytest

from banlanh.demo.people import PASSWORD
from tests.support.browser import DESK, PHONE
from tests.support.factor import show_factor
from tests.support.nightly import IS_NIGHT

from .keyboard import tab_through
from .pages import key_of, sideways, sign_in, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

SECRETARY, HEAD, POLICE, UNION, REVIEWER = "bithu", "lan", "truongca", "chutichhpn", "rasoat"
FOR_ALL = {"home:duties", "home:plan", "home:task", "home:villages", "home:bodies", "accounts:me"}
THEIR_OWN = FOR_ALL | {"home:body", "plans:duty"}
FOR_COMMUNE = THEIR_OWN | {"home:commune", "home:village", "reports:show", "records:show"}
# The pages that each of them must be able to reach by following links.
REACHED = {
    SECRETARY: FOR_COMMUNE | {"plans:task"},
    HEAD: {"home:duties", "home:plan", "home:task", "home:village", "plans:duty", "records:create", "records:show"},
    POLICE: FOR_COMMUNE | {"records:create"},
    UNION: THEIR_OWN,
    REVIEWER: FOR_COMMUNE,
}
TAP = 44  # pixels
TAPPED = "button, .btn, summary, input[type=submit], input[type=file], label.pick, nav a, a.row, .chips a"

SMALL = """([tapped, least]) => [...document.querySelectorAll(tapped)]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < least - 0.5)
  .map(e => `${e.innerText.trim()} ${e.getBoundingClientRect().height}`)"""


class Watch:
    """What a page complains of while it is open: in the console, on the way, or by leaving for another host."""

    def __init__(self, page, server: str):
        self.faults: list[str] = []
        page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("request", lambda request: self.leaves(request.url, server))
        page.on("response", lambda answer: answer.status >= 400 and self.faults.append(f"{answer.status} {answer.url}"))

    def failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the icon is still on its way when we walk on
            self.faults.append(f"{request.url} {request.failure}")

    def leaves(self, url: str, server: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and not url.startswith(f"{server}/"):
            self.faults.append(f"asks another host: {url}")

    def new(self) -> list[str]:
        found, self.faults = self.faults, []
        return found


def small(page) -> list[str]:
    return [f"hard to tap: {each}" for each in page.evaluate(SMALL, [TAPPED, TAP])]


WALKERS = [person for person in REACHED if IS_NIGHT or person == SECRETARY]  # who sees most


@pytest.mark.parametrize("person", WALKERS)
def test_every_page_is_whole(person, demo, server, phone):
    watch, faults, met = Watch(phone, server), [], set()
    sign_in(phone, server, person, PASSWORD)
    show_factor()

    def read(address: str) -> str:
        phone.goto(f"{server}{address}", wait_until="load")
        met.add(key_of(phone.url)[0])
        found = sideways(phone) + small(phone)
        phone.set_viewport_size(DESK)
        found += sideways(phone) + watch.new()
        phone.set_viewport_size(PHONE)
        faults.extend(f"{address}: {fault}" for fault in found)
        return phone.content()

    list(walk(read))
    assert faults == []
    assert met >= REACHED[person]


@pytest.mark.parametrize(
    ("person", "address"), [(SECRETARY, "/"), (SECRETARY, "/ke-hoach/"), (HEAD, "/ban-ghi/airing/moi/")]
)
def test_everything_is_reached_by_the_tab_key_and_shows_that_it_is_there(person, address, demo, server, page):
    sign_in(page, server, person, PASSWORD)
    show_factor()
    page.goto(f"{server}{address}")
    many, found = tab_through(page)
    assert [each["name"] for each in found if not (each["rings"] and each["inside"])] == []
    assert found[0]["name"] == "Đến nội dung chính"
    assert len(found) == many


def test_text_is_read_before_the_typeface_arrives(demo, server, page):
    """The typeface is asked for and never comes; the page's words are painted all the same."""
    asked = []
    page.route("**/*.woff2", lambda route: asked.append(route))
    page.goto(f"{server}/dang-nhap/", wait_until="commit")
    page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => {
          if (list.getEntries().some(entry => /^(H1|P|LABEL|A|SPAN)$/.test(entry.element?.tagName))) done()
        }).observe({type: "largest-contentful-paint", buffered: true}))"""
    )  # a word was painted: else this never ends, and the test's own patience does
    assert asked and page.evaluate("document.fonts.status") == "loading"
    for route in asked:
        route.abort()
