"""What the committee's work comes to: on the sheet, on its pages, in the month's report."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.committee import actions
from banlanh.committee.enums import MeetingType, Stage, Verb
from banlanh.core.ids import uuid7
from banlanh.indicators.actions import differences
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count
from banlanh.plans.actions import make_duties
from banlanh.plans.models import Clause, Task
from banlanh.records.actions import void_record
from banlanh.reports.drafting import monthly_report
from banlanh.reports.tests.test_monthly import text_of
from tests.support.commune import appoint

from .making import meet, raise_one, step, steps_until

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def asked(plan):
    """The plan asks each cell for a meeting and each village for a regulation."""
    for extent, kind in (("cells", "cell_meeting"), ("villages", "regulation_step")):
        clause = Clause.objects.filter(plan=plan).first()
        task = Task.objects.create(plan=plan, clause=clause, title=kind, extent=extent, kind=kind)
        make_duties(task, after=None)


def figures(commune, key: str, on: date) -> dict[int, list[int]]:
    return {body: [n, m] for body, n, m, _ in count(Facts(commune, on))["figures"][key]}


def total(commune, key: str, on: date) -> list[int]:
    found = figures(commune, key, on).values()
    return [sum(n for n, _ in found), sum(m for _, m in found)]


def test_a_village_counts_while_somebody_answers_for_it(commune, village, party, today):
    appoint("mai", "Triệu Thị Mai", Role.R5, party, villages=[village.place], ends_on=today)
    assert total(commune, "villages_in_charge", today) == [1, 3]
    assert total(commune, "villages_in_charge", date(2026, 11, 24)) == [0, 3]


def test_of_all_cells_those_that_met_count(commune, asked, cell, minh, today):
    meet(cell, minh, MeetingType.CELL)
    assert total(commune, "cell_meetings", today) == [1, 6]
    assert total(commune, "cell_meetings", date(2026, 11, 19)) == [0, 6], "it had not met yet"


def test_what_no_plan_asks_is_unknown_and_not_nought(commune, plan, today):
    assert figures(commune, "cell_meetings", today) == figures(commune, "regulations", today) == {}


def test_a_voided_meeting_counts_no_more(commune, asked, cell, minh, today):
    void_record(meet(cell, minh, MeetingType.CELL), by=minh, reason="ghi nhầm chi bộ")
    assert total(commune, "cell_meetings", today) == [0, 6]


def test_a_regulation_counts_when_it_is_recognised(commune, asked, village, minh, today):
    steps_until(village, minh, Stage.SENT)
    assert total(commune, "regulations", today) == [0, 3]
    step(village, minh, Stage.RECOGNISED)
    assert figures(commune, "regulations", today)[village.pk] == [1, 1]


@pytest.mark.parametrize(
    ("answered_on", "asked_on", "expected"),
    [
        ("2026-11-30", date(2026, 11, 30), [1, 1]),
        ("2026-12-01", date(2026, 11, 30), [0, 0]),  # its seventh day is not over
        (None, date(2026, 11, 29), [0, 0]),
    ],
)
def test_a_difficulty_answered_within_seven_days(
    commune, village, lan, minh, monkeypatch, answered_on, asked_on, expected
):
    difficulty = raise_one(village, lan)  # on 23/11
    if answered_on:
        monkeypatch.setenv("BANLANH_TODAY", answered_on)
        actions.deal_with(difficulty, Verb.ANSWER, id=uuid7(), by=minh, note="đã bố trí tiền")
    assert total(commune, "difficulties_answered", asked_on) == expected


def test_an_answer_after_eight_days_was_not_within_seven(commune, village, lan, minh, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-02")
    difficulty = raise_one(village, lan, happened_on=date(2026, 11, 1))
    assert total(commune, "difficulties_answered", date(2026, 11, 10)) == [0, 1]
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-10")
    actions.deal_with(difficulty, Verb.ANSWER, id=uuid7(), by=minh, note="đã bố trí tiền")
    assert total(commune, "difficulties_answered", date(2026, 11, 10)) == [0, 1]


def test_how_much_there_was(commune, steering, party, village, lan, minh, plan, today):
    meeting = meet(steering, minh)
    meet(party, minh, MeetingType.HEARING)
    actions.add_conclusion(meeting, id=uuid7(), by=minh, text="Giữ nếp trực loa")
    for _ in range(2):
        difficulty = raise_one(village, lan)
    actions.deal_with(difficulty, Verb.CLOSE, id=uuid7(), by=lan)
    amounts = count(Facts(commune, today))["amounts"]
    expected = {"committee_meetings": 2, "conclusions": 1, "difficulties_raised": 2, "difficulties_open": 1}
    assert {key: amounts[key] for key in expected} == expected
    assert count(Facts(commune, date(2026, 11, 19)))["amounts"]["committee_meetings"] == 0
    assert differences(commune) == []


def test_a_hearing_is_of_the_month_it_was_held_in_whatever_quarter_it_was_for(commune, plan, party, minh, today):
    asks = {"clause": Clause.objects.filter(plan=plan).first(), "extent": "named", "every": "FREQ=MONTHLY;INTERVAL=3"}
    task = Task.objects.create(plan=plan, title="Nghe báo cáo", kind="hearing", **asks)
    task.bodies.add(party)
    make_duties(task, after=None)
    meet(party, minh, MeetingType.HEARING, covers_on=date(2026, 10, 1))
    assert count(Facts(commune, today))["amounts"]["committee_meetings"] == 1
    assert count(Facts(commune, date(2026, 10, 31)))["amounts"]["committee_meetings"] == 0


@pytest.mark.parametrize("key", ["villages_in_charge", "cell_meetings", "regulations", "difficulties_answered"])
def test_each_figure_opens_by_body(commune, asked, minh, browser_of, key):
    answer = browser_of(minh).get(reverse("home:figure", args=[key]))
    assert answer.status_code == 200


def test_who_answers_for_a_village_has_no_rows_behind_it(commune, plan, minh, village, browser_of):
    assert browser_of(minh).get(reverse("home:rows", args=["villages_in_charge", village.pk])).status_code == 404


def test_the_report_says_it(commune, asked, steering, village, cell, party, lan, minh, today):
    appoint("mai", "Triệu Thị Mai", Role.R5, party, villages=[village.place])
    meet(steering, minh)
    meet(cell, minh, MeetingType.CELL)
    raise_one(village, lan)
    said = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "Đảng ủy, Ban Chỉ đạo đã họp, nghe báo cáo chuyên đề 1 cuộc (tháng trước: 0), chưa ghi kết luận nào." in said
    assert "Số thôn có đồng chí phụ trách theo phân công là 1/3 (33,3%)." in said
    assert "Số thôn chưa có đồng chí phụ trách là 2: Thôn Bản Mới, Thôn Sín Chải." in said
    assert "Số chi bộ đã họp đảng viên quán triệt kế hoạch là 1/6 (16,7%)." in said
    assert "Trong tháng cơ sở nêu 1 khó khăn, vướng mắc (tháng trước: 0). Đến ngày 23/11/2026 còn 1 khó khăn" in said


def test_a_quiet_month_is_said_as_one(commune, plan):
    said = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "chưa có cuộc họp chỉ đạo, buổi nghe báo cáo chuyên đề nào được ghi" in said
    assert "không nêu khó khăn, vướng mắc nào" in said and "0/0" not in said
