"""Leaving a machine, one's other machines, and shutting somebody out of all of them (PROTECTION SEC-07)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts import actions
from banlanh.accounts.enums import Role
from banlanh.accounts.models import Session, User
from banlanh.accounts.sessions import MACHINES, machine_of
from banlanh.accounts.stepup import SHOWN_AT
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from tests.support.commune import PASSWORD, appoint, body_of, hoa, lan, make_commune, minh, son

SIGN_IN, ME, SIGNED_IN = reverse("accounts:sign_in"), reverse("accounts:me"), reverse("accounts:signed_in")
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    found = make_commune()
    for person in (lan, hoa, minh, son):
        person(found)
    appoint("quan", "Lý Văn Quân", Role.R14, body_of(found, "Ủy ban nhân dân xã"))
    return found


@pytest.fixture
def her(commune) -> User:
    return User.objects.get(username="lan")


def at(machine: str, username: str = "lan") -> Client:
    client = Client(headers={"user-agent": machine})
    assert client.post(SIGN_IN, {"username": username, "password": PASSWORD}).status_code == 302
    return client


def with_factor(username: str) -> Client:
    client = at(DESK, username)
    session = client.session
    session[SHOWN_AT] = int(timezone.now().timestamp())
    session.save()
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


# --- leaving --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/ke-hoach/", ME, "/khong-co/"])
def test_every_page_has_the_way_out_and_its_key(her, address):
    page = at(PHONE).get(address, follow=True).content.decode()
    assert re.search(r'<form method="post" action="/dang-xuat/"[^>]*>.*accesskey="l"[^>]*>Khóa nhanh</button>', page)


def test_what_has_left_opens_nothing_for_who_kept_the_key(her):
    client = at(DESK)
    key = client.cookies["phien"].value
    left = client.post(reverse("accounts:sign_out"), follow=True)
    assert "Đã khóa" in left.content.decode() and "core/js/leave.js" in left.content.decode()
    stolen = Client()
    stolen.cookies["phien"] = key
    assert not is_in(stolen) and not Session.objects.filter(pk=key).exists()


def test_only_who_left_is_wiped(commune):
    """A form that waits for its person in a tab is kept there: signing in again must not lose it."""
    assert "leave.js" not in Client().get(SIGN_IN).content.decode()


# --- one's own machines ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "words"),
    [(PHONE, MACHINES["Android"]), (DESK, MACHINES["Windows"]), ("", "máy khác"), ("curl/8", "máy khác")],
)
def test_a_machine_is_told_in_words_and_no_more(agent, words):
    assert machine_of(agent) == words


def test_one_sees_one_s_machines_and_no_key_of_a_session(her):
    phone, desk = at(PHONE), at(DESK)
    at(DESK, "hoa")
    page = desk.get(ME).content.decode()
    assert "Điện thoại Android" in page and "Máy tính Windows <b>(máy này)</b>" in page
    assert page.count("dùng lần cuối") == 2
    assert not any(client.cookies["phien"].value in page for client in (phone, desk))


def mark_on(client: Client) -> str:
    return re.search(r"/tai-khoan/phien/(\w+)/ket-thuc/", client.get(ME).content.decode())[1]


def test_one_ends_the_lost_phone_from_the_desk(her):
    phone, desk = at(PHONE), at(DESK)
    address = reverse("accounts:end_own", args=[mark_on(desk)])
    for _ in range(2):  # twice is harmless
        assert desk.post(address).status_code == 302
    assert is_in(desk) and not is_in(phone)
    assert Event.objects.get(verb="account.session_ended").by == her.pk


def test_nobody_ends_a_machine_of_somebody_else_s_by_its_mark(her):
    phone, desk = at(PHONE), at(DESK)
    at(DESK, "hoa").post(reverse("accounts:end_own", args=[mark_on(desk)]))
    assert is_in(phone) and is_in(desk)


# --- all machines of one person -------------------------------------------------------------------


@pytest.mark.django_db(databases="__all__")  # the chief of police also has the sealed desk
@pytest.mark.parametrize(("who", "may"), [("quan", True), ("son", True), ("minh", False), ("hoa", False)])
def test_who_may_shut_somebody_out(her, who, may):
    """The administrator and the chief of police, in one action; nobody else."""
    phone, desk, officer = at(PHONE), at(DESK), with_factor(who)
    assert officer.get(SIGNED_IN).status_code == (200 if may else 404)
    answer = officer.post(reverse("accounts:end_all", args=[her.pk]))
    assert answer.status_code == (302 if may else 404)
    assert [is_in(phone), is_in(desk)] == [not may] * 2
    assert is_in(officer)
    told = Event.objects.filter(verb="account.sessions_ended")
    assert [(event.by, event.detail["many"]) for event in told] == (
        [(User.objects.get(username=who).pk, 2)] if may else []
    )


def test_it_asks_for_the_second_factor_first(her):
    administrator, phone = at(DESK, "quan"), at(PHONE)
    assert administrator.get(SIGNED_IN).status_code == 403
    assert administrator.post(reverse("accounts:end_all", args=[her.pk])).status_code == 403
    assert is_in(phone)


def test_the_list_tells_who_is_signed_in_now(her):
    at(PHONE), at(DESK)
    Session.objects.filter(user=her).update(seen_at=timezone.now())
    gone = at(PHONE, "hoa")
    Session.objects.filter(pk=gone.cookies["phien"].value).update(expire_date=timezone.now() - timedelta(seconds=1))
    page = with_factor("quan").get(SIGNED_IN).content.decode()
    assert "Lò Thị Lan" in page and "2 phiên" in page and "Giàng Thị Hoa" not in page


def test_people_of_another_commune_are_nobody_s_here(her):
    elsewhere = User.objects.create(username="xa-khac", full_name="Người Xã Khác")
    administrator = with_factor("quan")
    assert administrator.post(reverse("accounts:end_all", args=[elsewhere.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.end_all_sign_ins(elsewhere, by=User.objects.get(username="quan"))


def test_a_post_that_has_ended_keeps_nobody_in(her):
    her.posts.update(ends_on=timezone.localdate() - timedelta(days=1))
    phone = at(PHONE)
    with_factor("quan").post(reverse("accounts:end_all", args=[her.pk]))
    assert not is_in(phone)
