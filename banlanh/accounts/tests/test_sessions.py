"""A session ends after ten hours, or unused; what was typed then is not lost (PROTECTION SEC-06)."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, Session, User
from banlanh.audit.actions import record
from banlanh.core import clock
from tests.support.commune import PASSWORD, appoint, body_of, lan, make_commune

from . import sealed_pages
from .noon import NOON
from .typed import hidden_on, kept_on

SIGN_IN, ME = reverse("accounts:sign_in"), reverse("accounts:me")
WORK, CARD, AREA = "/thu/C1/READ/", "/thu/C4/READ/", "/thu/C8/READ/"
WRITE = "/thu/C1/UPDATE/"
MINUTE, HOUR = 60, 3600

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("banlanh.accounts.tests.sealed_pages")]


@pytest.fixture
def desk(client, time_is) -> Client:
    """An officer of the police, who may read cards (C4) and work (C1), signed in at this moment."""
    sealed_pages.written.clear()
    commune = make_commune()
    lan(commune)
    appoint("khanh", "Tẩn Văn Khánh", Role.R4, body_of(commune, "Công an xã"))
    assert sign_in(client, "khanh").status_code == 302
    return client


def sign_in(client: Client, username: str, **more):
    return client.post(SIGN_IN, {"username": username, "password": PASSWORD, **more})


def is_in(client: Client, address: str = WORK) -> bool:
    return client.get(address).status_code == 200


# --- both limits, to the second -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "asked", "limit"),
    [
        (WORK, WORK, 30 * MINUTE),
        (CARD, CARD, 10 * MINUTE),
        (AREA, AREA, 10 * MINUTE),
        (CARD, WORK, 10 * MINUTE),  # the sealed page lay open on the screen
        (WORK, CARD, 10 * MINUTE),  # somebody else may have sat down
    ],
)
@pytest.mark.parametrize("late", [0, 1])
def test_an_unused_session_ends(desk, time_is, before, asked, limit, late):
    assert is_in(desk, before)
    time_is(limit + late)
    assert is_in(desk, asked) == (not late)
    assert is_in(desk) == (not late), "once ended, it stays ended"


def test_after_a_sealed_page_was_left_the_longer_limit_holds_again(desk, time_is):
    assert is_in(desk, CARD) and is_in(desk, WORK)
    time_is(30 * MINUTE)
    assert is_in(desk)


@pytest.mark.parametrize("late", [0, 1])
def test_after_ten_hours_it_ends_however_busy(desk, time_is, late):
    for minute in range(0, 600, 20):
        time_is(minute * MINUTE)
        assert is_in(desk)
    time_is(10 * HOUR - 1 + late)
    assert is_in(desk) == (not late)


def test_saving_something_in_it_does_not_make_it_longer(desk, time_is):
    time_is(20 * MINUTE)
    session = desk.session
    session["said"] = "something"
    session.save()
    assert Session.objects.get(pk=session.session_key).expire_date == NOON + timedelta(hours=10)


def test_signing_in_again_begins_ten_hours_anew(desk, time_is):
    time_is(25 * MINUTE)
    assert sign_in(desk, "khanh").status_code == 302
    assert Session.objects.get(pk=desk.session.session_key).expire_date == NOON + timedelta(hours=10, minutes=25)


def test_the_key_is_new_at_each_sign_in_and_the_old_one_opens_nothing(desk):
    old = desk.cookies["phien"].value
    sign_in(desk, "khanh")
    assert desk.cookies["phien"].value != old
    stolen = Client()
    stolen.cookies["phien"] = old
    assert not is_in(stolen)


def test_an_ended_key_opens_nothing_for_who_kept_it(desk, time_is):
    old = desk.cookies["phien"].value
    time_is(HOUR)
    assert not is_in(desk)
    Session.objects.update(seen_at=timezone.now())
    stolen = Client()
    stolen.cookies["phien"] = old
    assert not is_in(stolen)


@pytest.mark.parametrize(
    "happens",
    [
        lambda khanh: khanh.sessions.all().delete(),
        lambda khanh: khanh.posts.update(ends_on=NOON.date() - clock.DAY),
        lambda khanh: User.objects.filter(pk=khanh.pk).update(disabled_at=NOON),
        lambda khanh: User.objects.filter(pk=khanh.pk).update(password=make_password("Mot mat khau khac")),
    ],
    ids=["signed out elsewhere", "post over", "account closed", "other password"],
)
def test_what_ends_is_ended_for_the_very_next_page(desk, happens):
    assert is_in(desk) and is_in(desk)
    happens(User.objects.get(username="khanh"))
    assert not is_in(desk)


# --- what it costs --------------------------------------------------------------------------------


def writes(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return sum(not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in asked)


def test_one_question_tells_who_asks_and_all_that_they_may(desk, django_assert_num_queries):
    khanh = User.objects.get(username="khanh")
    village = body_of(khanh.reach.commune, "Thôn Nà Lìn")
    Post.objects.create(user=khanh, body=village, role=Role.R7, starts_on=NOON)
    record("place.counted", village.commune, by=None)
    with django_assert_num_queries(1):
        user = desk.get(WORK).wsgi_request.user
    with django_assert_num_queries(0):
        assert [post.body.name for post in user.posts_today] == ["Công an xã", "Thôn Nà Lìn"]
        assert len(user.reach.commune.version) == 64


def test_it_is_written_down_once_a_minute_and_no_more(desk, time_is):
    assert writes(desk, WORK) == 0
    time_is(MINUTE + 1)
    assert [writes(desk, WORK) for _ in range(3)] == [1, 0, 0]


def test_ended_sessions_are_gone_in_the_morning(desk, time_is):
    time_is(11 * HOUR)
    call_command("tick")
    assert not Session.objects.exists()


# --- what was typed -------------------------------------------------------------------------------

TYPED = {"note": 'Họp thôn\r\n<b>"xong"</b>', "days": ["2", "4"]}


@pytest.mark.parametrize("later", [31 * MINUTE, 10 * HOUR + 1], ids=["unused", "ten hours"])
def test_a_form_that_was_open_when_the_session_ended_goes_on_after_signing_in(desk, time_is, later):
    time_is(later)
    asked = desk.post(WRITE, TYPED)
    assert asked.status_code == 401 and sealed_pages.written == []
    assert "Những gì đồng chí vừa gõ vẫn còn" in asked.content.decode() and "Họp" not in asked.content.decode()
    resumed = sign_in(desk, "khanh", kept=kept_on(asked))
    assert f'action="{WRITE}"' in resumed.content.decode() and sealed_pages.written == []
    desk.post(WRITE, hidden_on(resumed))
    assert sealed_pages.written == [{"note": [TYPED["note"]], "days": ["2", "4"]}]


def test_a_wrong_password_in_between_loses_nothing(desk, time_is):
    time_is(HOUR)
    kept = kept_on(desk.post(WRITE, TYPED))
    answer = desk.post(SIGN_IN, {"username": "khanh", "password": "không phải", "kept": kept})
    assert answer.status_code == 422 and kept_on(answer) == kept


def test_somebody_else_who_signs_in_then_gets_nothing_of_it(desk, time_is):
    time_is(HOUR)
    kept = kept_on(desk.post(WRITE, TYPED))
    assert sign_in(desk, "lan", kept=kept).headers["Location"] == "/"


def test_a_password_that_was_typed_goes_nowhere(desk, time_is):
    time_is(HOUR)
    answer = desk.post(ME, {"current": PASSWORD, "password": "ngựa xanh qua suối", "again": "ngựa xanh qua suối"})
    assert answer.status_code == 302


def test_a_stranger_who_posts_is_only_asked_to_sign_in(desk):
    assert Client().post(WRITE, TYPED).status_code == 302


def test_who_was_shut_out_is_only_asked_to_sign_in(desk):
    User.objects.update(disabled_at=timezone.now())
    assert desk.post(WRITE, TYPED).status_code == 302


def test_a_part_of_a_page_is_not_answered_with_a_page(desk, time_is):
    """The script then opens the page anew, and keeps what was typed itself."""
    time_is(HOUR)
    assert desk.post(WRITE, TYPED, headers={"X-Partial": "1"}).status_code == 302


def test_the_row_says_whose_it_is(desk):
    assert Session.objects.get(pk=desk.session.session_key).user == User.objects.get(username="khanh")
