"""What a page shows of a report is written out once between two events: right for each reader, and never old."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import OperationalError
from django.test import Client

from banlanh.audit.actions import record
from banlanh.audit.memory import forget
from banlanh.care.models import SupportedPerson
from banlanh.reports import drafting, shown
from banlanh.reports.enums import Verb
from banlanh.sealing.actions import make_master
from banlanh.situation.tests.made import patrol, route
from tests.support.commune import appoint, body_of, son
from tests.system.pages import fields, text_of

from .life import air, chairman, issued, line_with, step, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
HERE = "/bao-cao/ky/2026-11/"
RESOLUTIONS = "nghị quyết sinh hoạt tháng 11"
MAY_EDIT = ">Sửa</a>"
LEADS_TO_PATROLS = '<a href="/dia-ban/">1</a> tuyến'
OWN = ("csrfmiddlewaretoken", "id")


@pytest.fixture
def written(monkeypatch) -> list:
    """The periods of the drafts that were written for a page."""
    periods = []

    def draft_of(commune, period, edits):
        periods.append(period)
        return drafting.draft_of(commune, period, edits)

    monkeypatch.setattr(shown, "draft_of", draft_of)
    return periods


@pytest.fixture(autouse=True)
def key(_nothing_remembered):
    """Nothing is kept while a draft says that the sealed rooms are shut."""
    make_master()


@pytest.fixture
def reader(minh) -> Client:
    """Who is not the month's first: the first reading lets the month's numbers out, which is an event."""
    page(minh)
    return minh


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client) -> str:
    answer = client.get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def without_tokens(html: str) -> str:
    """What of a page stays the same from one reading to the next."""
    return re.sub(r'value="[\w-]{30,}"', "", html)


def reviewer(commune):
    return appoint("ra-soat", "Sùng A Rà", "R15", body_of(commune, "Đảng ủy xã"))


def office(commune):
    return appoint("van-phong", "Lý Thị Phòng", "R12", body_of(commune, "Văn phòng Đảng ủy"))


def test_the_draft_is_written_once_until_something_happens(reader, commune, written):
    first, again = (without_tokens(page(reader)) for _ in range(2))
    assert first == again and len(written) == 1
    air(commune, 5)
    assert without_tokens(page(reader)) != first and len(written) == 2


def test_a_report_that_somebody_has_touched_is_written_once_too(reader, commune, november, written):
    """It is a row then, which knows its commune, but not the commune's version."""
    step(commune, november, Verb.SUBMIT, chairman(commune))
    first, again = (without_tokens(page(reader)) for _ in range(2))
    assert first == again and len(written) == 1


def test_a_draft_that_is_kept_asks_for_little(reader, commune, november, django_assert_num_queries):
    page(reader)
    with django_assert_num_queries(3):  # who asks, the report, other offices' forms
        page(reader)
    step(commune, november, Verb.SUBMIT, chairman(commune))
    page(reader)
    with django_assert_num_queries(4):  # and the report's steps
        page(reader)


def test_each_reader_sees_what_they_would_if_nothing_were_kept(commune, plan, secretary):
    chief = son(commune)
    patrol(body_of(commune, "Công an xã"), chief, [route(commune, chief)], happened_on=date(2026, 11, 19))
    people = [secretary, chairman(commune), chief, office(commune), reviewer(commune)]
    browsers = {user.username: browser_of(user) for user in people}
    alone = {}
    for name, browser in browsers.items():
        page(browser)  # the month's first reading is an event
        forget()
        alone[name] = without_tokens(page(browser))
    together = {name: without_tokens(page(browser)) for name, browser in [*browsers.items(), *browsers.items()]}
    assert together == alone
    assert {name for name, html in alone.items() if MAY_EDIT not in html} == {"ra-soat"}
    assert {name for name, html in alone.items() if LEADS_TO_PATROLS in html} == {"son"}


def test_an_edited_paragraph_is_seen_by_everybody_at_the_next_reading(minh, commune, november, secretary):
    other = browser_of(chairman(commune))
    assert "do Bí thư sửa" not in page(other) + page(minh)
    write(commune, november, line_with(commune, november, RESOLUTIONS), "Câu này do Bí thư sửa.", secretary)
    for browser in (other, minh):
        assert "Câu này do Bí thư sửa." in page(browser) and secretary.full_name in text_of(page(browser))


def test_what_was_approved_can_be_edited_by_nobody_though_it_could_a_moment_ago(minh, commune, november, secretary):
    step(commune, november, Verb.SUBMIT, chairman(commune))
    assert MAY_EDIT in page(minh)
    step(commune, november, Verb.APPROVE, secretary)
    assert MAY_EDIT not in page(minh)


def test_the_steps_are_each_persons_own(minh, commune, november, secretary):
    """Nobody approves what they submitted, though a colleague of the same posts may."""
    second = appoint("hai", "Nguyễn Thị Hai", "R1", secretary.posts.get().body)
    step(commune, november, Verb.SUBMIT, second)
    approves = f'action="{HERE}buoc/duyet/"'
    assert [approves in page(browser) for browser in (minh, browser_of(second), minh)] == [True, False, True]


def test_no_two_readings_have_the_same_token_or_number(minh, commune, november):
    first, again = (fields(page(minh), *OWN) for _ in range(2))
    assert all(first[name] and not {*first[name]} & {*again[name]} for name in OWN)


def test_the_next_day_it_speaks_of_that_day(reader, monkeypatch):
    assert "đến hết ngày 23/11/2026" in page(reader)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-24")
    assert "đến hết ngày 24/11/2026" in page(reader)


def test_what_the_sealed_log_was_told_changes_its_code(reader, commune, secretary):
    before = re.search(r"Nhật ký ngăn niêm phong: [^<]+", page(reader))[0]
    record("person.opened", SupportedPerson(commune=commune.pk), by=secretary)
    after = re.search(r"Nhật ký ngăn niêm phong: [^<]+", page(reader))[0]
    assert "số 1, mã" in after and after != before


def test_a_draft_that_says_that_the_key_is_missing_is_not_kept(minh):
    file = Path(live.SEALED_KEY_FILE)
    away = file.rename(f"{file}.away")
    assert all("Ngăn niêm phong đang đóng" in page(minh) for _ in range(2))
    away.rename(file)
    assert "Ngăn niêm phong đang đóng" not in page(minh)


def test_without_the_sealed_database_it_is_written_at_each_reading(reader, monkeypatch, written):
    def away(**_):
        raise OperationalError("The other server is down.")

    monkeypatch.setattr(shown, "SEALED_SEAL", away)
    assert page(reader) and page(reader) and len(written) == 2


def test_a_paper_that_left_the_office_takes_the_drafts_place_until_it_is_opened_again(
    minh, commune, november, secretary
):
    drawn = page(minh)
    issued(commune, november, secretary)
    paper = page(minh)
    assert "sheet doc" in drawn and "sheet doc" not in paper and "sheet alone" in paper
    assert "Số 01-BC/CB" in text_of(paper).replace("\N{NO-BREAK SPACE}", " ")
    air(commune, 5)
    assert re.findall("sheet alone.*", page(minh)) == re.findall("sheet alone.*", paper), "it never changes"
    step(commune, november, Verb.REOPEN, secretary, note="Tính thiếu một thôn.")
    assert "sheet doc" in page(minh) and "sheet alone" not in page(minh)
