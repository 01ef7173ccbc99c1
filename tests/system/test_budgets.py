"""How much a page may cost: questions to the database, bytes on the way. Time is measured elsewhere, never here."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banlanh.accounts.models import User
from banlanh.audit.memory import forget
from banlanh.core.ids import uuid7
from banlanh.demo.plan import SOURCE
from banlanh.documents.actions import record_issue
from banlanh.places.models import Body
from banlanh.plans.actions import receive_plan
from tests.support.factor import show_factor

from .pages import key_of, walk

pytestmark = pytest.mark.django_db(databases="__all__")

SECRETARY, HEAD = "bithu", "lan"
QUERIES = 15
PERSON = 2  # the session with the posts, and for a village head what lies in the village
COUNTING = 14  # bodies, tasks, duties, three kinds of record, steps, targets, the sheet itself; pledges (5)
COUNTING += 11  # five kinds of record and six questions of the area
COUNTING += 9  # five kinds of record of the committee; posts, difficulties, conclusions, regulations
COUNTING += 3  # a kind of record, money and supports of livelihoods
COUNTING += 5  # three kinds of record of outreach, people who came to two
COUNTING += 6  # what came late is asked of each of seven rooms by itself, so that an event asks it of one
LIST, DOCUMENT = 8_000, 16_000  # bytes of HTML, compressed
# Whole documents, which people read from end to end; every other page is a list or a form.
DOCUMENTS = {"home:plan", "plans:review"}
FIRST_LOAD, FONTS = 60_000, 50_000
ASSET = re.compile(r"""(?:href|src)=["'](/static/[^"']+)["']""")
FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)""")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    show_factor()
    return client


def opened(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code in (200, 302), address
    return answer.content or f'<a href="{answer["Location"]}">'.encode()


@pytest.fixture(scope="module")
def pages(demo) -> Callable[[str], dict[str, bytes]]:
    """Every kind of page that this person can reach, by address, with its HTML: walked once for the whole file."""

    @cache
    def pages_of(person: str) -> dict[str, bytes]:
        client, found = signed_in(person), {}

        def read(address: str) -> str:
            found[address] = opened(client, address)
            return found[address].decode()

        list(walk(read))
        assert len(found) > 8
        return found

    return pages_of


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        opened(client, address)
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in asked)


def packed(content: bytes) -> int:
    """The bytes that go over the line."""
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def draft(demo, person: str) -> list[str]:
    """A document as long as the commune's plan, waiting to be confirmed: its page, for who may confirm it."""
    if person != SECRETARY:
        return []
    content = SOURCE.read_bytes() + "\n\n- Công an xã báo cáo khi có việc.\n".encode()
    plan = receive_plan(demo, name="ke-hoach.md", content=content, by=User.objects.get(username=SECRETARY))
    return [f"/ke-hoach/{plan.pk}/doc/"]


def write(demo, number: int) -> None:
    """A write, after which every figure is counted again."""
    cell = Body.objects.get(commune=demo, name="Chi bộ Công an xã")
    by = User.objects.get(username=SECRETARY)
    paper = {"type": "TB", "number": f"9{number}-TB/CB", "title": "Thông báo họp"}
    record_issue(id=uuid7(), body=cell, by=by, happened_on=date(2026, 11, 20), **paper)


@pytest.mark.parametrize("person", [SECRETARY, HEAD])
def test_a_page_asks_the_database_little(person, pages, demo):
    client, asked = signed_in(person), {}
    for address in [*pages(person), *draft(demo, person)]:
        opened(client, address)  # the figures are counted
        forget()
        asked[address] = queries(client, address)
    assert {address: many for address, many in asked.items() if many > QUERIES} == {}


@pytest.mark.parametrize("person", [SECRETARY, HEAD])
def test_a_page_that_nothing_has_changed_asks_only_who_is_there(person, demo):
    client = signed_in(person)
    for address in ("/", "/ke-hoach/", "/thon/", "/don-vi/", "/phuc-tra/"):
        page = client.get(address, follow=True).request["PATH_INFO"]
        assert queries(client, page) <= PERSON, page


def test_a_draft_that_nothing_has_changed_asks_for_the_report_and_the_forms_beside_it(demo):
    client = signed_in(SECRETARY)
    page = client.get("/bao-cao/", follow=True).request["PATH_INFO"]
    opened(client, page)  # the month's first reading is an event
    assert queries(client, page) == 1 + 2


@pytest.mark.parametrize("person", [SECRETARY, HEAD])
def test_the_first_page_after_a_write_pays_for_one_count_of_the_sheet_and_no_more(person, pages, demo):
    client, asked = signed_in(person), {}
    for place, address in enumerate([*pages(person), *draft(demo, person)]):
        write(demo, place)
        sheets = 2 if address.startswith("/bao-cao/") else 1  # the report reads last month's too
        asked[address] = queries(client, address) - sheets * COUNTING
    assert {address: many for address, many in asked.items() if many > QUERIES} == {}


@pytest.mark.parametrize("person", [SECRETARY, HEAD])
def test_a_page_weighs_little(person, pages, demo):
    client, heavy = signed_in(person), {}
    found = pages(person) | {address: opened(client, address) for address in draft(demo, person)}
    for address, content in found.items():
        most = DOCUMENT if key_of(address)[0] in DOCUMENTS else LIST
        if packed(content) > most:
            heavy[address] = packed(content)
    assert heavy == {}


def static(address: str) -> bytes:
    return Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes()


@pytest.mark.parametrize("person", [SECRETARY, HEAD])
def test_the_first_page_comes_with_little_luggage(person, demo):
    html = opened(signed_in(person), "/")
    assets = {address: static(address) for address in ASSET.findall(html.decode())}
    fonts = {
        font: static(font)
        for address, content in assets.items()
        if address.endswith(".css")
        for font in (urljoin(address, each) for each in FONT.findall(content.decode()))
    }
    assert {address.rsplit(".", 1)[-1] for address in assets} == {"css", "js", "svg", "webmanifest"}
    assert packed(html) + sum(map(packed, assets.values())) <= FIRST_LOAD
    assert len(fonts) == 2 and sum(map(len, fonts.values())) <= FONTS
