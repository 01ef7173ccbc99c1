"""Meetings, and how a conclusion becomes a duty with one click."""

from datetime import date

import pytest

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.committee import actions
from banlanh.committee.enums import MeetingType
from banlanh.committee.models import Conclusion, Meeting
from banlanh.committee.queries import clause_that_fits, clauses_with_work, members_in_charge, plan_in_force
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.plans import actions as plans
from banlanh.plans.models import Duty, Task
from banlanh.plans.standing import standing_of
from banlanh.records.actions import void_record
from tests.support.commune import appoint, body_of, make_commune

from .making import FRIDAY, meet


@pytest.fixture
def meeting(steering, minh) -> Meeting:
    return meet(steering, minh)


@pytest.fixture
def clause(plan):
    return clauses_with_work(plan).first()


@pytest.fixture
def conclude(meeting, village, clause, minh):
    def conclude(**changes) -> Conclusion:
        values = {"id": uuid7(), "text": "Sửa xong loa trước tháng 12", "body": village, "clause": clause}
        values |= {"due_on": date(2026, 11, 30), "by": minh}
        return actions.add_conclusion(meeting, **values | changes)

    return conclude


def test_one_meeting_of_a_kind_a_day(steering, minh, meeting):
    with pytest.raises(Refused, match="20/11/2026 đã được ghi rồi"):
        meet(steering, minh)
    assert meet(steering, minh, MeetingType.HEARING) and Meeting.objects.count() == 2


def test_the_same_meeting_twice_is_one(steering, minh):
    id = uuid7()
    assert meet(steering, minh, id=id).pk == meet(steering, minh, id=id).pk
    assert Meeting.objects.count() == Event.objects.count() == 1


def test_after_voiding_the_right_one_can_be_made(steering, minh, meeting):
    void_record(meeting, by=minh, reason="ghi nhầm số người")
    assert meet(steering, minh, present=13)


@pytest.mark.parametrize(("who", "expected"), [("minh", True), ("office", True), ("lan", False), ("hoa", False)])
def test_who_may_write_down_what_was_concluded(request, meeting, conclude, who, expected):
    by = request.getfixturevalue(who)
    if expected:
        assert conclude(by=by)
        return
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        conclude(by=by)


def test_the_same_conclusion_twice_is_one(conclude):
    id = uuid7()
    assert conclude(id=id) == conclude(id=id)
    assert Conclusion.objects.count() == Event.objects.filter(verb="meeting.concluded").count() == 1


def test_a_voided_meeting_concludes_nothing(meeting, conclude, minh):
    void_record(meeting, by=minh, reason="ghi nhầm ngày")
    with pytest.raises(Refused, match="đã hủy"):
        conclude()


def test_one_click_makes_it_the_body_s_duty_from_the_day_of_the_meeting(conclude, village, minh, clause, today):
    before = set(Duty.objects.values_list("pk", flat=True))
    duty = actions.order_conclusion(conclude(), by=minh).duty
    assert set(Duty.objects.values_list("pk", flat=True)) - before == {duty.pk}
    assert (duty.body, duty.starts_on, duty.ends_on, duty.due_on) == (village, FRIDAY, *[date(2026, 11, 30)] * 2)
    assert duty.task.is_confirmed and (duty.task.clause, duty.task.title) == (clause, "Sửa xong loa trước tháng 12")
    assert standing_of(duty, commune=duty.commune, on=today).words == "còn 7 ngày"
    assert Event.objects.filter(verb="task.ordered").count() == 1
    assert Event.objects.get(verb="conclusion.ordered").detail["duty"] == duty.pk


def test_clicked_twice_it_is_one_duty(conclude, minh):
    conclusion = conclude()
    first = actions.order_conclusion(conclusion, by=minh)
    assert actions.order_conclusion(conclusion, by=minh).duty == first.duty
    assert Duty.objects.filter(task=first.duty.task).count() == 1
    assert Task.objects.filter(title=conclusion.text).count() == 1


def test_the_next_day_s_tick_makes_no_second_duty_of_it(conclude, minh, monkeypatch):
    duty = actions.order_conclusion(conclude(), by=minh).duty
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-24")
    plans.extend_duties(duty.commune)
    assert Duty.objects.get(task=duty.task) == duty


def test_a_conclusion_that_orders_nothing_becomes_no_duty(conclude, minh):
    said = conclude(body=None, due_on=None, clause=None)
    with pytest.raises(Refused, match="chưa ghi giao cho ai"):
        actions.order_conclusion(said, by=minh)


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [(date(2026, 11, 19), "sớm hơn ngày giao việc"), (date(2027, 1, 1), "thực hiện đến 31/12/2026")],
)
def test_work_is_due_while_the_plan_runs(conclude, minh, due_on, sentence):
    conclusion = conclude(due_on=due_on)
    with pytest.raises(Refused, match=sentence):
        actions.order_conclusion(conclusion, by=minh)
    assert not Task.objects.filter(title=conclusion.text).exists()


def test_who_may_not_answer_for_the_commune_orders_nothing(conclude, lan):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        actions.order_conclusion(conclude(), by=lan)


def test_work_is_not_ordered_of_another_commune(clause, minh):
    stranger = body_of(make_commune("Nậm Lành"), "Thôn Nà Lìn")
    with pytest.raises(Refused, match="không còn trong danh sách"):
        plans.order_once(clause, by=minh, title="việc", body=stranger, since=FRIDAY, due_on=FRIDAY)


def test_a_draft_orders_nothing(clause, minh, village):
    clause.plan.published_at = clause.plan.published_by = None
    clause.plan.save()
    with pytest.raises(Refused, match="chưa công bố"):
        plans.order_once(clause, by=minh, title="việc", body=village, since=FRIDAY, due_on=FRIDAY)


def test_without_its_event_a_conclusion_stays_no_duty(conclude, minh, monkeypatch):
    conclusion = conclude()

    def fail(*args, **detail):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        actions.order_conclusion(conclusion, by=minh)
    conclusion.refresh_from_db()
    assert conclusion.duty is None and not Task.objects.filter(title=conclusion.text).exists()


def test_the_clause_that_speaks_of_the_committee_is_offered(meeting, plan, commune):
    found = clause_that_fits(meeting, clauses_with_work(plan_in_force(commune, FRIDAY)))
    assert "Ban Chỉ đạo" in found.text


# --- who answers for which village -----------------------------------------------------------------


def test_a_village_whose_member_left_has_nobody(commune, village, party):
    mai = appoint("mai", "Triệu Thị Mai", Role.R5, party, villages=[village.place])
    left = body_of(commune, "Thôn Bản Mới").place
    appoint("dat", "Lục Văn Đạt", Role.R5, party, villages=[left], ends_on=date(2026, 11, 1))
    found = members_in_charge(commune, date(2026, 11, 23))
    assert [(post.user, list(post.villages.all())) for post in found] == [(mai, [village.place])]
