"""A village's regulation goes the way of Decree 61/2023: too early or too few is refused, too late is told."""

from datetime import date, timedelta

import pytest

from banlanh.audit.models import Event
from banlanh.committee import clocks
from banlanh.committee.enums import Stage
from banlanh.committee.models import RegulationStep
from banlanh.committee.progress import progress_of
from banlanh.committee.queries import progress_in
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.plans.models import Clause, Duty, Task
from banlanh.plans.standing import standing_of
from banlanh.records.actions import void_record

from .making import DAYS, step, steps_until

# --- the clocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "households", "expected"),
    [(51, 100, True), (50, 100, False), (50, 99, True), (0, 1, False), (1, 1, True)],
)
def test_more_than_half_of_all_households(agreed, households, expected):
    assert clocks.is_majority(agreed, households) is expected


# --- the way ---------------------------------------------------------------------------------------


def test_the_stages_are_taken_in_their_order_to_the_end(village, minh):
    steps_until(village, minh, Stage.PUBLISHED)
    progress = progress_in(village)
    assert progress.next_stage is None and progress.recognised_on == DAYS[Stage.RECOGNISED]
    assert not any(line.days_late for line in progress.lines)
    assert Event.objects.filter(verb="regulationstep.recorded").count() == 7


@pytest.mark.parametrize("stage", list(Stage)[1:])
def test_no_stage_is_skipped(village, minh, stage):
    before = list(Stage)[list(Stage).index(stage) - 1]
    if before is not Stage.PROPOSED:
        steps_until(village, minh, list(Stage)[list(Stage).index(before) - 1])
    with pytest.raises(Refused, match=f"Bước tiếp theo của Thôn Nà Lìn là «{before.label}»"):
        step(village, minh, stage)


def test_the_same_form_twice_is_one_step(village, lan):
    id = uuid7()
    assert step(village, lan, Stage.PROPOSED, id=id).pk == step(village, lan, Stage.PROPOSED, id=id).pk
    assert RegulationStep.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize(("days", "is_enough"), [(29, False), (30, True), (60, True)])
def test_a_draft_hangs_thirty_days_before_it_is_voted_on(monkeypatch, village, lan, days, is_enough):
    monkeypatch.setenv("BANLANH_TODAY", "2026-12-31")
    steps_until(village, lan, Stage.POSTED)
    day = DAYS[Stage.POSTED] + timedelta(days)
    if is_enough:
        assert step(village, lan, Stage.ADOPTED, day)
        return
    with pytest.raises(Refused, match=r"ít nhất 30 ngày\. Niêm yết từ 05/10/2026 thì sớm nhất 04/11/2026"):
        step(village, lan, Stage.ADOPTED, day)


@pytest.mark.parametrize(("agreed", "is_enough"), [(50, False), (51, True)])
def test_half_of_the_households_is_not_more_than_half(village, lan, agreed, is_enough):
    steps_until(village, lan, Stage.POSTED)
    if is_enough:
        assert step(village, lan, Stage.ADOPTED, agreed=agreed)
        return
    with pytest.raises(Refused, match=r"trên 50% tổng số đại diện hộ.*Cần ít nhất 51 trong 100 hộ, mới có 50"):
        step(village, lan, Stage.ADOPTED, agreed=agreed)


def test_what_was_sent_late_is_kept_and_told_as_late(village, minh):
    steps_until(village, minh, Stage.ADOPTED)
    step(village, minh, Stage.SENT, date(2026, 11, 13))  # adopted on Wednesday 4/11: due on Wednesday 11/11
    line = next(line for line in progress_in(village).lines if line.stage is Stage.SENT)
    assert (line.due_on, line.days_late) == (date(2026, 11, 11), 2)
    assert line.words(date(2026, 11, 23)) == "ngày 13/11, muộn 2 ngày làm việc"


def test_a_step_that_waits_past_its_day_is_late(village, minh, today):
    steps_until(village, minh, Stage.ADOPTED)
    mark, said = progress_in(village).now(today)
    assert (mark, said) == ("late", "gửi Ủy ban nhân dân xã: muộn 8 ngày làm việc")


def test_while_a_draft_hangs_its_page_says_from_when_it_may_be_voted_on(village, minh):
    steps_until(village, minh, Stage.POSTED)
    assert progress_in(village).now(date(2026, 10, 20)) == ("due", "thông qua: từ ngày 4/11")


def test_a_village_that_began_nothing_is_unknown(today):
    assert progress_of([]).now(today) == ("unknown", "chưa bắt đầu")


def test_no_step_lies_before_the_one_that_it_follows(village, lan):
    steps_until(village, lan, Stage.DRAFTED)
    with pytest.raises(Refused, match="«lập tổ soạn thảo» là ngày 25/09/2026"):
        step(village, lan, Stage.POSTED, date(2026, 9, 24))


@pytest.mark.parametrize("stage", [Stage.RECOGNISED, Stage.PUBLISHED])
def test_a_village_does_not_recognise_its_own_regulation(village, minh, lan, stage):
    steps_until(village, minh, list(Stage)[list(Stage).index(stage) - 1])
    with pytest.raises(Refused, match="do Ủy ban nhân dân xã ghi"):
        step(village, lan, stage)
    assert step(village, minh, stage)


@pytest.mark.parametrize("stage", [Stage.PROPOSED])
def test_the_stranger_from_the_next_village_takes_no_step(village, hoa, stage):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        step(village, hoa, stage)
    assert not RegulationStep.objects.exists() and not Event.objects.exists()


def test_a_voided_step_leaves_a_gap_that_is_filled_between_its_neighbours(village, minh):
    steps_until(village, minh, Stage.SENT)
    void_record(RegulationStep.objects.get(stage=Stage.ADOPTED), by=minh, reason="ghi nhầm số hộ")
    assert progress_in(village).next_stage is Stage.ADOPTED
    with pytest.raises(Refused, match="«gửi Ủy ban nhân dân xã» đã ghi ngày 09/11/2026"):
        step(village, minh, Stage.ADOPTED, date(2026, 11, 10))
    step(village, minh, Stage.ADOPTED, agreed=70)
    assert progress_in(village).next_stage is Stage.RECOGNISED


def test_after_the_last_stage_a_new_round_begins(monkeypatch, village, minh):
    steps_until(village, minh, Stage.PUBLISHED)
    monkeypatch.setenv("BANLANH_TODAY", "2027-03-01")
    assert step(village, minh, Stage.PROPOSED, date(2027, 2, 1)).round == 2
    assert progress_in(village).next_stage is Stage.DRAFTED


def test_without_its_event_no_step_is_kept(village, lan, monkeypatch):
    def fail(*args, **detail):
        raise OSError("the disk is full")

    monkeypatch.setattr("banlanh.records.actions.write_event", fail)
    with pytest.raises(OSError):
        step(village, lan, Stage.PROPOSED)
    assert not RegulationStep.objects.exists()


# --- the duty --------------------------------------------------------------------------------------


@pytest.fixture
def duty(plan, village) -> Duty:
    """The village owes a recognised regulation by 31/10."""
    task = Task(plan=plan, clause=Clause.objects.filter(plan=plan).first(), title="hương ước", extent="named")
    task.kind, task.due_on = "regulation_step", date(2026, 10, 31)
    task.save()
    owed = {"starts_on": plan.starts_on, "ends_on": task.due_on, "due_on": task.due_on, "kind": task.kind}
    return Duty.objects.create(commune=plan.commune, task=task, body=village, **owed)


def test_only_recognition_proves_the_village_s_duty(duty, village, minh, today):
    steps_until(village, minh, Stage.SENT)
    assert standing_of(duty, commune=duty.commune, on=today).state == "late"
    step(village, minh, Stage.RECOGNISED)
    assert standing_of(duty, commune=duty.commune, on=today).state == "done_late"


def test_a_voided_recognition_proves_nothing(duty, village, minh, today):
    void_record(steps_until(village, minh, Stage.RECOGNISED), by=minh, reason="nhầm thôn")
    assert standing_of(duty, commune=duty.commune, on=today).state == "late"


def test_the_door_of_the_duty_counts_too(duty, village, minh, today):
    steps_until(village, minh, Stage.SENT)
    kept = step(village, minh, Stage.RECOGNISED, covers_on=duty.starts_on)
    assert kept.covers_on == duty.starts_on
    assert standing_of(duty, commune=duty.commune, on=today).state == "done_late"


def test_the_action_s_own_words(village, lan):
    kept = step(village, lan, Stage.PROPOSED)
    assert str(kept) == "hương ước: đề xuất sửa đổi 21/9"
    assert kept.facts == [("Bước", "đề xuất sửa đổi, lần sửa đổi thứ 1"), ("Bên đề xuất", "trưởng thôn")]
