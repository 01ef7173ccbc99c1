"""«Chế độ trình chiếu»: nothing about people on a screen that a room looks at (PROTECTION SEC-09)."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from banlanh.accounts.access import data_told
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import User
from banlanh.accounts.presenting import IS_ON
from banlanh.records.models import Attachment
from banlanh.registers.bulk import Row, add_rows
from tests.support.commune import appoint, body_of, hoa, lan, make_commune

from . import sealed_pages
from .typed import kept_on

PRESENT = reverse("accounts:present")
HIDDEN = {"C2", "C4", "C5", "C6", "C7", "C8", "C9", "C10"}
NAME = "Giàng A Hoàng Yến"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("banlanh.accounts.tests.sealed_pages")]


@pytest.fixture
def commune():
    sealed_pages.written.clear()
    found = make_commune()
    for person in (lan, hoa):
        person(found)
    appoint("khanh", "Tẩn Văn Khánh", Role.R4, body_of(found, "Công an xã"))
    appoint("lao", "Lù Thị Lao", Role.R10, body_of(found, "Ủy ban nhân dân xã"))
    return found


def at_the_projector(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert client.post(PRESENT, {"mode": "on", "next": "/tai-khoan/"}).headers["Location"] == "/tai-khoan/"
    return client


def shows(page) -> bool:
    return "Đang trình chiếu</h1>" not in page.content.decode()


@pytest.mark.parametrize("username", ["khanh", "lan", "lao"])
def test_no_page_tells_of_people_and_the_others_stay(commune, username):
    client, reach = at_the_projector(username), User.objects.get(username=username).reach
    pairs = [(data, Act.READ) for data in Data if data is Data.PUBLIC or reach.has(data, Act.READ)]
    pages = {data.value: client.get(f"/thu/{data.value}/{act.name}/") for data, act in pairs}
    assert {data for data, page in pages.items() if not shows(page)} == set(pages) & HIDDEN
    assert not any("canary" in pages[data].content.decode() for data in set(pages) & HIDDEN)
    assert {"C0", "C1"} < set(pages) and set(pages) & HIDDEN


def test_a_register_s_names_stay_off_the_screen(commune):
    village = body_of(commune, "Thôn Nà Lìn")
    add_rows([Row("household", village, date(2026, 1, 1), NAME)], at=timezone.now())
    address = reverse("registers:listing", args=["ho", village.pk])
    client = at_the_projector("lan")
    assert NAME not in client.get(address).content.decode()
    client.post(PRESENT)
    assert NAME in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/thon/", "/tai-khoan/", "/khong-co/", "/thu/C2/READ/"])
def test_every_page_says_so_and_has_the_way_out(commune, address):
    client = at_the_projector("lan")
    for _ in range(2):  # a page that is kept is shown a second time
        page = client.get(address, follow=True)
        assert re.search(r"<b>Đang trình chiếu</b><button[^>]*>Thôi trình chiếu</button>", page.content.decode())
    client.post(PRESENT)
    assert "Thôi trình chiếu" not in client.get(address, follow=True).content.decode()


def test_leaving_it_is_one_tap_and_stays_on_the_page(commune):
    client = at_the_projector("lan")
    asked = re.search(r'name="next" value="([^"]+)"', client.get("/ke-hoach/?trang=2").content.decode())
    assert client.post(PRESENT, {"next": asked[1]}).headers["Location"] == "/ke-hoach/?trang=2"
    assert IS_ON not in client.session


def test_from_the_calm_page_one_comes_to_the_page_that_was_asked_for(commune):
    client = at_the_projector("lan")
    kept = kept_on(client.get("/thu/C2/READ/?a=b"))
    assert client.post(PRESENT, {"kept": kept}).headers["Location"] == "/thu/C2/READ/?a=b"


def test_a_form_that_was_open_when_it_began_is_not_lost(commune):
    client = at_the_projector("lan")
    kept = kept_on(client.post("/thu/C2/UPDATE/", {"note": "đã thăm"}))
    assert sealed_pages.written == []
    resumed = client.post(PRESENT, {"kept": kept}).content.decode()
    assert 'action="/thu/C2/UPDATE/"' in resumed and 'name="note" value="đã thăm"' in resumed


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(commune, away):
    client = at_the_projector("lan")
    assert client.post(PRESENT, {"next": away}).headers["Location"] == "/"


def test_signing_out_ends_it(commune):
    client = at_the_projector("lan")
    client.post(reverse("accounts:sign_out"))
    client.force_login(User.objects.get(username="lan"))
    assert shows(client.get("/thu/C2/READ/"))


def test_who_may_not_open_a_page_gets_the_same_answer_as_ever(commune):
    assert at_the_projector("lan").get("/thu/C5/READ/").status_code == 404


@pytest.mark.parametrize(
    ("name", "arguments", "data"),
    [
        ("records:show", {"key": "patrol"}, Data.POLICE_WORK),
        ("records:show", {"key": "airing"}, Data.WORK),
        ("records:show", {"key": "khong-co"}, Data.WORK),
        ("records:create", {"key": "patrol"}, Data.POLICE_WORK),
        ("records:void", {"key": "patrol"}, Data.POLICE_WORK),
        ("home:rows", {"key": "patrols", "pk": 1}, Data.POLICE_WORK),
        ("home:rows", {"key": "airings", "pk": 1}, Data.WORK),
        ("home:rows", {"key": "khong-co", "pk": 1}, Data.WORK),
    ],
)
def test_a_page_of_many_kinds_has_the_class_of_what_it_tells(name, arguments, data):
    if name in ("records:show", "records:void"):
        arguments = arguments | {"pk": uuid4()}
    assert data_told(resolve(reverse(name, kwargs=arguments)).func, arguments) == data


def test_a_file_has_the_class_of_the_record_before_it(commune):
    body, by = body_of(commune, "Công an xã"), User.objects.get(username="khanh")
    file = Attachment.objects.create(
        commune=commune, body=body, owner=uuid4(), data=Data.POLICE_WORK, name="a.jpg", size=1, attached_by=by
    )
    assert Attachment.class_of(file.pk) == Data.POLICE_WORK and Attachment.class_of(uuid4()) == Data.WORK
    page = at_the_projector("khanh").get(reverse("records:attachment", args=[file.pk]))
    assert page.status_code == 200 and not shows(page)
