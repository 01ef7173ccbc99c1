"""The window: what leaves care, to whom, and that nothing smaller does (PROTECTION SEC-32, SEC-33, decisions table)."""

from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from django.conf import settings as live
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.accounts.models import User
from banlanh.care import actions, terms, window
from banlanh.care.enums import Result
from banlanh.core.homes import WORKING
from banlanh.core.refusal import Refused
from banlanh.disclosure.enums import Audience, Half
from banlanh.disclosure.models import Publication
from banlanh.hotline import window as hotline
from banlanh.indicators.clear import clear_villages
from banlanh.places.models import Body
from banlanh.plans.tests import plan as written
from banlanh.reports.drafting import monthly_report
from banlanh.situation.tests import made
from tests.support import commune as people
from tests.support.database import everything
from vanban.document import Table

from .conftest import TODAY, another, appoint, village_of

pytestmark = pytest.mark.django_db(databases="__all__")

INSIDE, OUTSIDE = Audience.INSIDE, Audience.OUTSIDE
USER = {"ground": terms.Ground.POSITIVE, "completed_on": None}
DECEMBER = date(2026, 12, 1)


def open_files(many: int, village, by, **changes) -> list:
    return [actions.open_file(uuid4(), another(**changes), village=village, by=by) for _ in range(many)]


def looked_after(person, by) -> None:
    """A test to come, and a union that helps."""
    actions.set_interval(person, months=3, first_on=date(2026, 12, 20), decided_by="Trưởng Công an xã", by=by)
    actions.assign_body(person, people.body_of(by.reach.commune, "Hội Phụ nữ"), by=by)


def said(commune, audience=INSIDE, month=TODAY) -> str:
    return window.told(commune, month, audience).people.words()


# --- counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("many", "inside", "outside"), [(0, "dưới 5", "dưới 11"), (4, "dưới 5", "dưới 11"),
                                                         (5, "5–10", "dưới 11"), (11, "11–15", "11–20")])  # fmt: skip
def test_people_are_told_in_bands_and_nobody_looks_like_four(commune, son, many, inside, outside):
    open_files(many, village_of(commune), son)
    assert (said(commune), said(commune, OUTSIDE)) == (inside, outside)
    assert window.told(commune, TODAY, OUTSIDE).people.cells == {}


def test_only_people_after_rehabilitation_are_counted_and_nobody_whose_term_is_over(commune, son, monkeypatch):
    open_files(5, village_of(commune), son, **USER)
    first, *_ = open_files(5, village_of(commune), son)
    actions.close_file(first, terms.ExitReason.MOVED, document="12/TB", on=TODAY, by=son)
    assert said(commune) == "dưới 5"
    monkeypatch.setenv("BANLANH_TODAY", "2027-08-02")  # a day after the term, before anybody ended it
    assert said(commune, month=date(2027, 8, 2)) == "dưới 5"


def test_who_lacks_a_test_or_a_body_that_helps_is_told_as_a_half(commune, son, chair):
    everybody = open_files(12, village_of(commune), son)
    for person in everybody[:7]:
        looked_after(person, son)
    complete = window.told(commune, TODAY, INSIDE).complete
    assert [complete.words(half) for half in Half] == ["từ 5 trở lên", "dưới 5 hoặc không công bố"]
    assert window.told(commune, TODAY, OUTSIDE).complete.cells == {}, "12 people with 5 each leave 2 unplaced"


def test_a_late_test_makes_it_incomplete(commune, son, monkeypatch, chair):
    everybody = open_files(10, village_of(commune), son)
    for person in everybody:
        looked_after(person, son)
    monkeypatch.setenv("BANLANH_TODAY", "2027-01-05")
    complete = window.told(commune, date(2027, 1, 1), INSIDE).complete
    assert [complete.words(half) for half in Half] == ["dưới 5 hoặc không công bố", "từ 5 trở lên"]


def test_timeliness_speaks_of_what_was_told_and_of_nobody(commune, hang, monkeypatch):
    """The day of the event, of knowing and of telling lie apart; late is who knew and did not tell."""
    for number, person in enumerate(open_files(12, village_of(commune), hang)):
        days = {"done_on": date(2026, 11, 2), "known_on": TODAY if number < 10 else date(2026, 11, 4)}
        test = actions.set_interval(person, months=3, first_on=TODAY, decided_by="Trưởng", by=hang)
        actions.record_result(test, result=Result.POSITIVE, by=hang, **days)
    assert window.told(commune, TODAY, INSIDE).timely.words() == "dưới 5", "a month counts when it is over"
    monkeypatch.setenv("BANLANH_TODAY", DECEMBER.isoformat())
    timely = window.told(commune, DECEMBER, INSIDE).timely
    assert timely.words() == "11–15"
    assert [timely.words(half) for half in Half] == ["từ 5 trở lên", "dưới 5 hoặc không công bố"]


def test_a_good_result_and_a_bad_one_tell_the_same(commune, hang, monkeypatch):
    """Honest bad news is safe (P14): no figure asks what the result was."""
    heard = set()
    for result in Result:
        [person] = open_files(1, village_of(commune), hang)
        test = actions.set_interval(person, months=3, first_on=TODAY, decided_by="Trưởng", by=hang)
        actions.record_result(test, done_on=TODAY, result=result, by=hang)
        heard.add(tuple(window.timeliness(commune, date(2026, 11, 1)).items()))
        actions.close_file(person, terms.ExitReason.MOVED, document="12/TB", on=TODAY, by=hang)
    assert heard == {((Half.MET, 1), (Half.UNMET, 0))}


# --- months -----------------------------------------------------------------------------------------------


def test_a_month_stands_as_it_was_first_told(commune, son):
    assert said(commune) == "dưới 5"
    open_files(6, village_of(commune), son)
    assert said(commune) == "dưới 5"


def test_a_month_for_which_nobody_asked_is_not_counted_afterwards(commune, son):
    open_files(6, village_of(commune), son)
    assert window.told(commune, date(2026, 9, 1), INSIDE).people is None


def test_two_months_reports_that_differ_by_one_person_read_alike(commune, son, monkeypatch):
    """Somebody came in another village each month, and another left: no word of any report moves."""
    random, others = Random(5), list(Body.objects.for_place(commune).filter(place__isnull=False, kind="village"))
    here = open_files(12, village_of(commune), son)
    heard = set()
    for month in (date(2026, 11, 23), DECEMBER, date(2027, 1, 4)):
        monkeypatch.setenv("BANLANH_TODAY", month.isoformat())
        heard.add(said(commune, OUTSIDE, month))
        open_files(1, random.choice(others).place, son, decided_on=TODAY)
        actions.close_file(here.pop(), terms.ExitReason.MOVED, document="12/TB", on=month, by=son)
    assert heard == {"11–20"}


def test_nothing_of_care_lies_in_the_working_database_but_bands(commune, son):
    persons = open_files(7, village_of(commune), son)
    window.told(commune, TODAY, INSIDE)
    kept = repr(everything())
    assert not [person.code for person in persons if person.code in kept or str(person.pk) in kept]
    told = [each.told["inside"]["total"] for each in Publication.objects.using(WORKING)]
    assert sorted(told) == [[0, 4], [5, 10], [5, 10]]


# --- villages ---------------------------------------------------------------------------------------------


@pytest.fixture
def addicted(commune, son, monkeypatch):
    """Somebody of Nà Lìn under management for use was found addicted yesterday; somebody of Sín Chải relapsed."""
    [new] = open_files(1, village_of(commune), son, **USER)
    [again] = open_files(1, village_of(commune, "Sín Chải"), son)
    for person in (new, again):
        actions.close_file(person, terms.ExitReason.DEPENDENT, document="7/KL", on=date(2026, 11, 22), by=son)


@pytest.fixture
def lists(commune, son):
    """The police have said where hot spots are: nowhere."""
    made.lists(people.body_of(commune, "Công an xã"), son)


def bodies(commune) -> list[Body]:
    return list(Body.objects.for_place(commune).select_related("place"))


def test_a_village_is_clear_without_a_new_addict_and_without_a_hot_spot(commune, son, lists, addicted):
    assert clear_villages(commune, bodies(commune), TODAY)[0][:2] == (2, 3)
    made.spot(people.body_of(commune, "Công an xã"), people.body_of(commune, "Thôn Bản Mới"), son)
    assert clear_villages(commune, bodies(commune), TODAY)[0][:2] == (1, 3)


@pytest.mark.parametrize(("on", "many"), [("2026-11-22", 0), ("2026-11-23", 1), ("2026-12-14", 1), ("2026-12-15", 0)])
def test_a_new_addict_counts_from_the_next_day_until_the_assessment_period_ends(
    commune, addicted, on, many, monkeypatch
):
    monkeypatch.setenv("BANLANH_TODAY", on)
    assert len(window.villages_with_new(commune, date.fromisoformat(on))[0]) == many


def test_until_the_police_have_said_something_it_is_unknown(commune, addicted):
    assert clear_villages(commune, bodies(commune), TODAY) == [None]


# --- who hears what ---------------------------------------------------------------------------------------


@pytest.fixture
def plan(commune):
    plan = written.published(commune, people.minh(commune))
    first, second, *_ = plan.targets.all()
    for target, kind in ((first, "clear_village"), (second, "after_rehab")):
        target.kind = kind
        target.save()
    return plan


READERS = {  # role: its body, whether it hears which villages, the band of people, of tips
    Role.R1: ("Đảng ủy xã", True, "5–10 người", True),
    Role.R2: ("Ủy ban nhân dân xã", True, "5–10 người", False),
    Role.R3: ("Công an xã", True, "5–10 người", True),
    Role.R12: ("Văn phòng Đảng ủy", False, "dưới 11 người", False),
    Role.R15: ("Đảng ủy xã", False, "dưới 11 người", False),
}


@pytest.mark.parametrize("role", READERS)
def test_each_reader_of_the_commune_hears_what_the_matrix_gives(commune, plan, son, lists, addicted, client, role):
    open_files(6, village_of(commune), son)
    body, villages, band, tips = READERS[role]
    client.force_login(appoint(commune, f"nguoi doc {role}", role, body))
    page = client.get(reverse("home:commune")).content.decode()
    assert "2/3" in page and band in page
    assert ("Chưa đạt, chỉ lãnh đạo xã thấy: Thôn Nà Lìn." in page) == villages
    assert ("Tin báo nhận trong quý" in page) == tips


def test_others_reach_no_page_that_tells_it(commune, plan, lists, addicted, client):
    client.force_login(people.lan(commune))
    assert client.get(reverse("home:commune")).status_code == client.get(reverse("reports:latest")).status_code == 404
    assert client.get(reverse("home:figure", args=["clear_villages"])).status_code == 404


def text_of(document) -> str:
    return "\n".join(
        "\t".join(map("\t".join, block.rows)) if isinstance(block, Table) else getattr(block, "text", "")
        for block in document.blocks
    )


def test_the_report_tells_everybody_the_same_as_it_may_be_printed(commune, plan, son, lists, addicted):
    open_files(6, village_of(commune), son)
    text = text_of(monthly_report(commune, TODAY.replace(day=1)))
    assert "không có điểm, tụ điểm phức tạp về ma túy là 2/3 (66,7%)" in text
    assert "Số người sau cai đang được quản lý, giúp đỡ là dưới 11 người." in text
    assert "Số tin báo nhận trong quý 3 năm 2026 là dưới 11." in text
    assert "Số dưới 11 được che, số 0 cũng vậy" in text
    assert "Chưa đạt" not in text


# --- closed -----------------------------------------------------------------------------------------------


def lock_away() -> Path:
    return Path(live.SEALED_KEY_FILE).rename(f"{live.SEALED_KEY_FILE}.away")


def test_without_the_key_pages_say_why_and_are_not_kept(commune, plan, son, lists, client):
    away = lock_away()
    client.force_login(User.objects.get(username="minh"))
    page = client.get(reverse("home:commune"))
    assert page.status_code == 200 and page.content.decode().count("Ngăn niêm phong đang đóng") == 3
    text = text_of(monthly_report(commune, TODAY.replace(day=1)))
    assert "được quản lý, giúp đỡ: chưa có số liệu. Ngăn niêm phong đang đóng" in text
    assert "phức tạp về ma túy: chưa có số liệu. Ngăn niêm phong đang đóng" in text
    away.rename(live.SEALED_KEY_FILE)
    assert "Ngăn niêm phong đang đóng" not in client.get(reverse("home:commune")).content.decode()


def test_what_was_settled_stays_told_without_the_key(commune, son):
    open_files(6, village_of(commune), son)
    said(commune)
    lock_away()
    assert said(commune) == "5–10"


def test_nothing_is_settled_half(commune, son, monkeypatch):
    open_files(6, village_of(commune), son)
    monkeypatch.setattr(window, "timeliness", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        said(commune)
    assert not Publication.objects.exists()


def test_a_file_that_does_not_open_closes_the_figure_with_a_sentence(commune, son):
    [person] = open_files(1, village_of(commune), son)
    type(person.legalsteps.get()).objects.update(key=UUID(int=7))
    with pytest.raises(Refused, match="không khớp khóa"):
        said(commune)


# --- tips -------------------------------------------------------------------------------------------------


def test_tips_of_a_quarter_that_still_runs_are_told_to_nobody(commune, monkeypatch):
    assert hotline.last_quarter(TODAY) == (date(2026, 7, 1), date(2026, 9, 30))
    assert hotline.last_quarter(date(2027, 1, 1)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert hotline.told(commune, TODAY, OUTSIDE).words() == "dưới 11"
