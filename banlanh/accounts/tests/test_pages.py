"""Pages kept between two events: right for each person, gone with the next event, never a form, never sealed."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory

from banlanh.accounts.enums import Data
from banlanh.accounts.models import Post
from banlanh.accounts.pages import kept
from banlanh.audit.actions import record
from tests.support.rooms import browser_of, commune, hoa, lan, minh, today  # noqa: F401

pytestmark = pytest.mark.django_db
BASE = '{% extends "core/base.html" %}{% block content %}<p>lần {{ times }}</p>{{ more|default:"" }}{% endblock %}'


class NoMessages(BaseStorage):
    def _get(self):
        return [], True


class View:
    """A view that tells how often it was worked out."""

    def __init__(self, *parameters: str, touches: Data = Data.WORK, content=None, status: int = 200, personal=False):
        self.times, self.content, self.status = 0, content, status
        self.touches, self.show = (touches, None), kept(*parameters, personal=personal)(self.work_out)

    def work_out(self, request):
        self.times += 1
        page = {"times": self.times, "request": request, "csrf_token": "abc"}
        html = self.content or engines["django"].from_string(BASE).render(page)
        return HttpResponse(html, status=self.status)

    def ask(self, user, path: str = "/xa/") -> HttpResponse:
        request = RequestFactory().get(path)
        request.user = type(user).objects.get(pk=user.pk)  # as a new request would read it
        request.place = request.user.reach.commune
        request.resolver_match = SimpleNamespace(func=self)
        request._messages = NoMessages(request)
        return self.show(request)


def times(answer: HttpResponse) -> int:
    return int(re.search(r"lần (\d+)", answer.content.decode())[1])


@pytest.fixture
def since(commune):  # noqa: F811
    """Something has happened in the commune: from now on there is a version."""
    record("place.counted", commune, by=None)


def test_between_two_events_a_page_is_worked_out_once(since, lan):  # noqa: F811
    view = View()
    assert [times(view.ask(lan)) for _ in range(3)] == [1, 1, 1]


def test_an_event_makes_it_new(since, commune, lan):  # noqa: F811
    view = View()
    assert times(view.ask(lan)) == 1
    record("place.counted", commune, by=None)
    assert [times(view.ask(lan)) for _ in range(2)] == [2, 2]


def test_the_next_day_makes_it_new(since, lan, monkeypatch):  # noqa: F811
    view = View()
    view.ask(lan)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-24")
    assert times(view.ask(lan)) == 2


def test_it_serves_only_those_whose_posts_reach_as_far(since, lan, hoa):  # noqa: F811
    view = View()
    assert [times(view.ask(person)) for person in (lan, hoa, lan, hoa)] == [1, 2, 1, 2]


def test_people_of_the_same_posts_share_it_each_under_their_own_name(since, lan, minh):  # noqa: F811
    post = lan.posts.get()
    twin = type(lan).objects.create(username="doi", full_name="Lò Thị Đôi")
    Post.objects.create(user=twin, body=post.body, role=post.role, title="Phó thôn", starts_on=date(2026, 1, 1))
    view = View()
    pages = {person: view.ask(person).content.decode() for person in (lan, twin)}
    assert view.times == 1
    assert [lan.full_name in pages[lan], twin.full_name in pages[lan]] == [True, False]
    assert [lan.full_name in pages[twin], twin.full_name in pages[twin]] == [False, True]


def test_a_personal_page_is_shared_with_nobody(since, lan):  # noqa: F811
    post = lan.posts.get()
    twin = type(lan).objects.create(username="doi", full_name="Lò Thị Đôi")
    Post.objects.create(user=twin, body=post.body, role=post.role, title="Phó thôn", starts_on=date(2026, 1, 1))
    view = View(personal=True)
    assert [times(view.ask(person)) for person in (lan, twin, lan)] == [1, 2, 1]


def test_it_varies_by_the_parameters_that_the_view_reads_and_by_no_other(since, lan):  # noqa: F811
    view = View("muon")
    asked = ["/xa/", "/xa/?muon=tat-ca", "/xa/?la=1", "/xa/?muon=tat-ca&la=2", "/thon/"]
    assert [times(view.ask(lan, path)) for path in asked] == [1, 2, 1, 2, 3]


@pytest.mark.parametrize("content", ['<input name="csrfmiddlewaretoken" value="x">'])
def test_a_page_with_a_form_is_never_kept(since, lan, content):  # noqa: F811
    """Its token is one person's, and the number in it makes two savings one."""
    view = View(content=content)
    assert [view.ask(lan).content.decode() for _ in range(2)] == [content] * 2
    assert view.times == 2


@pytest.mark.parametrize("status", [302, 404, 422])
def test_only_a_whole_page_is_kept(since, lan, status):  # noqa: F811
    view = View(content="nothing", status=status)
    assert [view.ask(lan).status_code for _ in range(2)] == [status] * 2
    assert view.times == 2


def test_every_page_has_a_token_of_its_own_for_signing_out(since, lan, hoa):  # noqa: F811
    view = View()
    tokens = [re.search(r'csrfmiddlewaretoken" value="(\w+)"', view.ask(lan).content.decode())[1] for _ in range(2)]
    assert tokens[0] != tokens[1] and "abc" not in tokens


@pytest.mark.parametrize("data", [data for data in Data if data not in (Data.PUBLIC, Data.WORK)])
def test_a_page_of_sealed_data_cannot_be_kept(since, lan, data):  # noqa: F811
    with pytest.raises(ValueError, match="sealed"):
        View(touches=data).ask(lan)


def test_a_post_that_ended_yesterday_sees_nothing_that_was_kept(since, commune, browser_of, minh):  # noqa: F811
    page = browser_of(minh)
    assert page.get("/don-vi/").status_code == 200
    minh.posts.update(ends_on=date(2026, 11, 22))
    assert page.get("/don-vi/").status_code == 404
