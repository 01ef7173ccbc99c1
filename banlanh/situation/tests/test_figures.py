"""The area in figures: of places and of work, at the police's desk, and never a number of people."""

from datetime import date

import pytest

from banlanh.indicators.actions import differences
from banlanh.indicators.sheet import sheet_of
from banlanh.plans.actions import add_task, confirm, correct_task
from banlanh.plans.models import Task
from banlanh.plans.tests import plan as written
from banlanh.records.actions import void_record
from banlanh.reports.figures import months_of
from banlanh.reports.periods import period_of
from banlanh.reports.situation import situation
from banlanh.situation import actions

from . import made

pytestmark = pytest.mark.django_db(databases="__all__")
OCTOBER = date(2026, 10, 12)


def figure(commune, key, body=None) -> list[list[int]]:
    rows = sheet_of(commune)["figures"][key]
    return [[n, m] for pk, n, m, _ in rows if body is None or pk == body.pk]


def amounts(commune) -> dict[str, int]:
    return sheet_of(commune)["amounts"]


@pytest.fixture
def ordered(commune, minh, military) -> Task:
    """A plan that orders two patrols a month of the military."""
    plan = written.receive(commune, minh)
    written.decide(plan, minh)
    task = add_task(plan.clauses.last(), by=minh)
    more = {
        "title": "Tuần tra",
        "extent": "named",
        "every": "FREQ=MONTHLY",
        "due_on": None,
        "kind": "patrol",
        "times": 2,
    }
    correct_task(task, by=minh, bodies=[military], partners=[], **more)
    confirm(task, by=minh)
    written.publish_plan(plan, by=minh)
    return task


def test_patrols_count_against_what_the_plan_orders_of_the_month(ordered, commune, police, military, chinh, son, route):
    made.patrol(military, chinh, [route])
    made.patrol(military, chinh, [route], happened_on=OCTOBER)
    made.patrol(police, son, [route])
    assert figure(commune, "patrols") == [[1, 2]], "the police owe none, and October is over"
    assert amounts(commune)["patrols"] == 2


def test_without_a_plan_nobody_owes_patrols(commune, military, chinh, route):
    made.patrol(military, chinh, [route])
    assert figure(commune, "patrols") == []


def test_routes_and_reminders_of_the_month(commune, police, military, son, chinh, route, inn):
    other = made.route(commune, son, name="Đường giáp Nậm Lành")
    made.patrol(military, chinh, [route, other])
    made.patrol(police, son, [route], findings={"trace": 4})
    made.patrol(police, son, [route], happened_on=OCTOBER)
    made.faulty(police, son, inn)
    assert amounts(commune)["routes_walked"] == 2
    assert amounts(commune)["reminders"] == 3, "two on the way, counted once however many routes, and one at a business"


def test_coverage_of_the_half_year_and_what_is_still_to_mend(commune, police, village, son, inn):
    made.establishment(village, "Karaoke Sao Mai")
    made.faulty(police, son, inn, happened_on=date(2026, 6, 30), mend_by=date(2026, 7, 15))
    assert figure(commune, "inspections", police) == [[0, 2]], "June is of the half-year before"
    assert amounts(commune)["establishments_to_mend"] == 1
    made.inspection(police, son, inn)
    made.inspection(police, son, inn, happened_on=date(2026, 11, 21))
    assert figure(commune, "inspections", police) == [[1, 2]]
    assert (amounts(commune)["establishments_to_mend"], amounts(commune)["establishments_inspected"]) == (0, 1)


def test_a_voided_record_leaves_every_figure(commune, police, military, village, son, chinh, lan, route, inn, line):
    before = sheet_of(commune)
    kept = [
        made.patrol(military, chinh, [route]),
        made.faulty(police, son, inn),
        made.lists(police, son),
        made.spot(police, village, son).steps.get(),
        made.poster(village, lan, line),
    ]
    changed = sheet_of(commune)
    assert changed["figures"] != before["figures"] and changed["amounts"] != before["amounts"]
    for record in kept:
        void_record(record, by=son, reason="Ghi nhầm.")
    after = sheet_of(commune)
    assert (after["figures"], after["amounts"]) == (before["figures"], before["amounts"])
    assert differences(commune) == []


def test_each_village_has_a_poster_or_not(commune, village, son, lan, line):
    made.poster(village, lan, line)
    assert figure(commune, "posters", village) == [[1, 1]]
    assert sum(n for n, _ in figure(commune, "posters")) == 1 and len(figure(commune, "posters")) == 3
    actions.end_number(line, by=son, on=made.FRIDAY)
    assert figure(commune, "posters", village) == [[0, 1]]


def test_no_number_of_people_is_in_the_sheet(commune, police, son):
    before = str(sheet_of(commune)["amounts"])
    made.lists(police, son, returned={"in": 777}, care={"out": 888}, happened_on=date(2026, 11, 23))
    after = sheet_of(commune)
    assert "777" not in str(after) and "888" not in str(after)
    assert str(after["amounts"]) == before


# --- the report


def said(commune) -> str:
    return "\n".join(block.text for block in situation(*months_of(commune, period_of("2026-11"))))


def test_the_report_says_what_is_not_known_and_never_nought_of_nought(commune):
    words = said(commune)
    assert "Trong tháng chưa ghi buổi tuần tra nào (tháng trước cũng chưa ghi)." in words
    assert "Sổ bộ chưa có cơ sở kinh doanh có điều kiện nào" in words
    assert "chưa có số liệu, Công an xã chưa ký xác nhận" in words
    assert "0/0" not in words


def test_the_report_compares_with_last_month(
    ordered, commune, police, military, village, son, chinh, lan, route, inn, line
):
    made.patrol(military, chinh, [route])
    made.patrol(military, chinh, [route], happened_on=OCTOBER)
    made.patrol(military, chinh, [route], happened_on=date(2026, 10, 13))
    made.faulty(police, son, inn)
    made.lists(police, son, happened_on=date(2026, 10, 30), month=date(2026, 10, 1))
    made.spot(police, village, son, happened_on=made.FRIDAY)
    made.poster(village, lan, line)
    words = said(commune)
    assert "đã tuần tra 1 buổi (tháng trước 2 buổi), đi 1 tuyến" in words
    assert "số buổi phải tuần tra là 1/2 (50%), thấp hơn tháng trước (100%)" in words
    assert "kiểm tra 1 cơ sở kinh doanh có điều kiện (tháng trước 0 cơ sở)" in words
    assert "6 tháng cuối năm là 1/1 (100%); còn 1 cơ sở phải khắc phục" in words
    assert "nhắc nhở 3 lần" in words
    assert "phức tạp về ma túy: chưa có số liệu. Ngăn niêm phong đang đóng" in words, "half of it is sealed"
    assert "Số thôn chưa có bảng là 2: Thôn Bản Mới, Thôn Sín Chải." in words
