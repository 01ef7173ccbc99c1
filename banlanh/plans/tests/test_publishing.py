"""From a document to duties."""

from datetime import date

import pytest

from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.plans.actions import (
    add_task,
    confirm,
    confirm_complete,
    correct_task,
    drop,
    publish_plan,
    receive_plan,
    set_period,
    submit_duty,
)
from banlanh.plans.models import Duty, Plan
from tests.support.commune import body_of, hoa, lan, make_commune

from . import plan as written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")


def duties(plan, **of):
    return Duty.objects.filter(task__plan=plan, **of)


def test_a_document_becomes_clauses_word_for_word_and_proposals(commune, secretary):
    plan = written.receive(commune, secretary)
    assert (plan.number, plan.symbol, plan.signer) == ("07", "KH/ĐU", "Nguyễn Văn Minh")
    assert (plan.starts_on, plan.ends_on) == (date(2026, 3, 10), date(2026, 12, 31))
    assert [clause.text for clause in plan.clauses.filter(is_heading=True)][:2] == ["MỤC TIÊU", "NHIỆM VỤ"]
    airing = plan.tasks.get(kind="airing")
    assert (airing.extent, airing.every, airing.times) == ("villages", "FREQ=WEEKLY", 2)
    report = plan.tasks.get(every="FREQ=MONTHLY;BYMONTHDAY=25")
    assert [body.name for body in report.bodies.all()] == ["Chi bộ Công an xã"]
    assert plan.tasks.get(kind="resolution").extent == "cells"


def test_a_name_that_is_no_body_here_is_asked(commune, secretary):
    plan = written.receive(commune, secretary)
    task = plan.tasks.get(clause__text__startswith="Hạt Kiểm lâm")
    assert task.asked == ["Hạt Kiểm lâm"]
    with pytest.raises(Refused, match="Chưa rõ «Hạt Kiểm lâm» là đơn vị nào"):
        confirm(task, by=secretary)


def test_nothing_is_published_unconfirmed(commune, secretary):
    plan = written.receive(commune, secretary)
    with pytest.raises(Refused, match="chưa xác nhận"):
        publish_plan(plan, by=secretary)
    assert not Duty.objects.exists()


def test_publishing_makes_the_duties_of_the_whole_period(commune, secretary):
    plan = written.published(commune, secretary)
    assert duties(plan, task__kind="airing").count() == 3 * 42
    assert duties(plan, task__kind="resolution").count() == 6 * 10
    reports = duties(plan, task__every="FREQ=MONTHLY;BYMONTHDAY=25")
    assert [duty.due_on.day for duty in reports] == [25] * 10
    assert [duty.due_on for duty in duties(plan, task__every="FREQ=MONTHLY;INTERVAL=6")] == [
        date(2026, 6, 30),
        date(2026, 12, 31),
    ]
    assert [duty.due_on for duty in duties(plan, task__due_on=date(2026, 3, 31))] == [date(2026, 3, 31)]


def test_publishing_twice_makes_nothing_twice(commune, secretary):
    plan = written.published(commune, secretary)
    before = list(Duty.objects.values_list())
    events = Event.objects.count()
    publish_plan(plan, by=secretary)
    assert list(Duty.objects.values_list()) == before
    assert Event.objects.count() == events


def test_the_same_file_again_opens_the_same_draft(commune, secretary):
    first = written.receive(commune, secretary)
    assert written.receive(commune, secretary) == first
    assert Plan.objects.count() == 1


def test_only_those_who_work_for_the_whole_commune_receive_plans(commune):
    with pytest.raises(Refused):
        written.receive(commune, lan(commune))
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ke-hoach.md", b"", "rỗng|trống|không có"),
        ("ke-hoach.docx", b"not a zip", "Word|docx"),
        ("anh.png", b"\x89PNG\r\n\x1a\n", "docx|Word"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_leaves_nothing(commune, secretary, name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        receive_plan(commune, name=name, content=content, by=secretary)
    assert not Plan.objects.exists()


def test_a_plan_without_tasks_is_kept_as_a_draft_that_cannot_be_published(commune, secretary):
    plan = written.receive(commune, secretary, "KẾ HOẠCH\n\nHọp dân\n\nBà con đến đông đủ.\n")
    assert not plan.tasks.exists()
    with pytest.raises(Refused, match="chưa có nhiệm vụ nào"):
        publish_plan(plan, by=secretary)


def test_a_dropped_proposal_makes_no_duties(commune, secretary):
    plan = written.receive(commune, secretary)
    drop(plan.tasks.get(kind="airing"), by=secretary)
    written.decide(plan, secretary)
    publish_plan(plan, by=secretary)
    assert not duties(plan, task__kind="airing").exists()


def test_a_clause_can_be_given_a_task_that_the_reader_missed(commune, secretary):
    plan = written.receive(commune, secretary)
    clause = plan.clauses.get(text__startswith="100% hộ gia đình")
    task = add_task(clause, by=secretary)
    villages = {"extent": "villages", "every": "FREQ=MONTHLY;INTERVAL=3", "title": "Vận động ký cam kết"}
    correct_task(task, by=secretary, bodies=[], partners=[], **villages)
    written.decide(plan, secretary)
    publish_plan(plan, by=secretary)
    assert duties(plan, task=task).count() == 3 * 4


def test_the_period_of_a_draft_can_be_set_and_duties_follow_it(commune, secretary):
    plan = written.receive(commune, secretary)
    set_period(plan, by=secretary, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), number="08")
    written.decide(plan, secretary)
    publish_plan(plan, by=secretary)
    assert duties(plan, task__kind="resolution").count() == 6


def test_a_changed_rule_makes_only_what_lies_ahead_anew(commune, secretary):
    plan = written.published(commune, secretary)
    task = plan.tasks.get(kind="airing")
    before = set(duties(plan, task=task, starts_on__lte=date(2026, 11, 23)).values_list("pk", flat=True))
    correct_task(task, by=secretary, bodies=[], partners=[], every="FREQ=MONTHLY", times=4)
    kept = set(duties(plan, task=task, starts_on__lte=date(2026, 11, 23)).values_list("pk", flat=True))
    ahead = duties(plan, task=task, starts_on__gt=date(2026, 11, 23))
    assert kept == before
    assert {(duty.starts_on, duty.needed) for duty in ahead} == {(date(2026, 12, 1), 4)}
    assert ahead.count() == 3


def test_changing_a_rule_to_itself_changes_no_duty(commune, secretary):
    plan = written.published(commune, secretary)
    task = plan.tasks.get(kind="airing")
    before = set(duties(plan).values_list("body", "starts_on", "due_on", "needed"))
    correct_task(task, by=secretary, bodies=[], partners=[])
    assert set(duties(plan).values_list("body", "starts_on", "due_on", "needed")) == before


def test_work_that_somebody_began_ahead_of_time_survives_a_changed_rule(commune, secretary, monkeypatch):
    plan = written.published(commune, secretary)
    task = plan.tasks.get(clause__text__startswith="Mỗi đoàn thể")
    started = duties(plan, task=task).first()
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-10")
    from banlanh.core.ids import uuid7

    submit_duty(started, id=uuid7(), by=secretary, note="Đã nhận giúp một gia đình.")
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-09")
    correct_task(task, by=secretary, bodies=task.bodies.all(), partners=[], every="FREQ=MONTHLY")
    assert Duty.objects.filter(pk=started.pk).exists()


def test_a_village_head_confirms_nothing(commune, secretary):
    plan = written.receive(commune, secretary)
    for stranger in (lan(commune), hoa(commune)):
        with pytest.raises(Refused):
            confirm_complete_or_refuse(plan, stranger)
    assert not plan.tasks.exclude(confirmed_at=None).exists()


def confirm_complete_or_refuse(plan, by):
    confirm(plan.tasks.first(), by=by)


def test_every_decision_stands_in_the_log(commune, secretary):
    plan = written.published(commune, secretary)
    verbs = set(Event.objects.filter(commune=commune.pk).values_list("verb", flat=True))
    assert {"plan.received", "task.confirmed", "target.confirmed", "task.corrected", "plan.published"} <= verbs
    assert plan.published_by == secretary


def test_completing_all_tells_how_many_still_wait(commune, secretary):
    plan = written.receive(commune, secretary)
    left = confirm_complete(plan, by=secretary)
    assert left == plan.tasks.kept().filter(confirmed_at=None).count() > 0


def test_two_communes_do_not_see_each_others_plans(commune, secretary):
    plan = written.receive(commune, secretary)
    other = make_commune("Bản Hồ")
    theirs = minh_of(other)
    with pytest.raises(Refused):
        publish_plan(plan, by=theirs)
    with pytest.raises(Refused):
        set_period(plan, by=theirs, starts_on=plan.starts_on, ends_on=plan.ends_on, number="1")


def minh_of(commune):
    from banlanh.accounts.enums import Role
    from tests.support.commune import appoint

    return appoint("minh2", "Trần Văn Minh", Role.R1, body_of(commune, "Đảng ủy xã"))
