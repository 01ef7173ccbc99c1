"""From what a household needs to what became of it: the facts, the events, who may, what is refused."""

from datetime import date

import pytest
from django.db import models

from banlanh.accounts.enums import Data, Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.livelihoods import actions, queries
from banlanh.livelihoods import models as nouns
from banlanh.livelihoods.enums import State
from banlanh.livelihoods.models import Need, Support, SupportStep
from banlanh.records.models import Attachment
from banlanh.registers import actions as registers
from tests.support.commune import appoint, body_of

from .conftest import MILLION, photo

TODAY = date(2026, 11, 23)


def test_a_pig_from_need_to_signature(pan, propose, step):
    support = propose(pan, quantity=2)
    assert (support.state, support.body.name) == (State.PROPOSED, "Thôn Nà Lìn")
    assert step(support, "approve").state == State.APPROVED
    assert step(support, "deliver").state == State.DELIVERED
    signed = step(support, "sign")
    assert (signed.state, signed.next) == (State.SIGNED, ())
    assert str(signed) == "giống con, 2 con, 10 triệu đồng"
    assert Attachment.objects.get(owner=support.pk).data == Data.LIVELIHOODS


def test_events_never_hold_the_household(pan, propose, step):
    step(propose(pan), "approve", "deliver")
    told = " ".join(f"{event.subject} {event.detail}" for event in Event.objects.all())
    assert "support.approve" in set(Event.objects.values_list("verb", flat=True))
    assert "Lò" not in told and str(pan.pk) not in told


def test_there_is_no_field_for_the_reason():
    room = [model for model in vars(nouns).values() if isinstance(model, type) and issubclass(model, models.Model)]
    names = {field.name for model in room if model.__module__ == nouns.__name__ for field in model._meta.get_fields()}
    assert {name for name in names if "reason" in name} == {"void_reason"}
    free = {"text": "điều kiện", "word": "xem lại"}  # a programme's own words; one line about what was given
    assert {name for name in names if name in ("note", "notes", "text", "word", "comment")} == set(free)


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        (Role.R2, "Ủy ban nhân dân xã", True),
        (Role.R10, "Ủy ban nhân dân xã", True),
        (Role.R1, "Đảng ủy xã", False),
        (Role.R3, "Công an xã", False),
        (Role.R7, "Thôn Nà Lìn", False),
        (Role.R7, "Thôn Sín Chải", False),
        (Role.R8B, "Hội Phụ nữ", False),
        (Role.R12, "Văn phòng Đảng ủy", False),
    ],
)
def test_who_writes_down_what_a_household_needs(commune, pan, need, role, body, expected):
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    if expected:
        need(pan, by=user)
    else:
        with pytest.raises(Refused):
            need(pan, by=user)
    assert Need.objects.count() == expected


def test_who_proposed_never_approves(pan, propose, chairman):
    mine = propose(pan, by=chairman)
    with pytest.raises(Refused, match="không tự duyệt"):
        actions.take_step(mine, id=uuid7(), verb="approve", on=TODAY, by=chairman)
    assert mine.steps.count() == 0


@pytest.mark.parametrize(
    ("role", "body"),
    [
        (Role.R10, "Ủy ban nhân dân xã"),
        (Role.R1, "Đảng ủy xã"),
        (Role.R7, "Thôn Nà Lìn"),
        (Role.R7, "Thôn Sín Chải"),
        (Role.R8, "Hội Phụ nữ"),
    ],
)
@pytest.mark.parametrize("verb", ["approve", "decline"])
def test_only_the_chairman_approves(commune, pan, propose, role, body, verb):
    support = propose(pan)
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    with pytest.raises(Refused):
        actions.take_step(support, id=uuid7(), verb=verb, on=TODAY, by=user)
    assert support.steps.count() == 0


@pytest.mark.parametrize(
    ("taken", "next"),
    [
        ((), "deliver"),
        ((), "sign"),
        (("approve",), "approve"),
        (("approve",), "decline"),
        (("approve",), "sign"),
        (("decline",), "deliver"),
        (("decline",), "approve"),
        (("approve", "deliver"), "deliver"),
        (("approve", "deliver", "sign"), "sign"),
    ],
)
def test_steps_are_taken_in_their_order(pan, propose, step, taken, next):
    support = step(propose(pan), *taken)
    with pytest.raises(Refused, match="chưa ghi được bước"):
        step(support, next)
    assert support.steps.count() == len(taken)


def test_a_step_sent_twice_is_one(pan, propose, step):
    id, support = uuid7(), propose(pan)
    step(support, "approve", id=id)
    events = Event.objects.count()
    step(support, "approve", id=id)
    assert (SupportStep.objects.count(), Event.objects.count()) == (1, events)


@pytest.mark.parametrize(("on", "word"), [(date(2026, 11, 24), "chưa tới"), (date(2026, 11, 22), "trước bước")])
def test_no_step_to_come_and_none_before_the_one_before(pan, propose, step, on, word):
    with pytest.raises(Refused, match=word):
        step(propose(pan), "approve", on=on)


def test_a_signature_needs_its_photograph(pan, propose, step):
    support = step(propose(pan), "approve", "deliver")
    with pytest.raises(Refused, match="ảnh"):
        step(support, "sign", files=[])
    step(support, "sign", files=[photo()])


def test_nothing_is_approved_that_the_fund_cannot_pay(pan, household, propose, step):
    step(propose(pan, amount=95 * MILLION), "approve")
    other = propose(household("Lò Văn Chính"))
    with pytest.raises(Refused, match="còn 5 triệu đồng, không đủ 10 triệu"):
        step(other, "approve")
    assert step(other, "decline").state == State.DECLINED


def test_double_support_is_shown_before_it_happens(pan, propose, step):
    step(propose(pan), "approve", "deliver", "sign")
    with pytest.raises(Refused, match="đã có hoặc đang được đề nghị"):
        propose(pan, "loan")
    assert propose(pan, "loan", despite=True).state == State.PROPOSED
    assert Event.objects.latest("sequence").detail["despite"] is True
    assert len(queries.still_counting(pan)) == 2


def test_what_was_declined_or_voided_is_no_double(pan, propose, step, quy):
    step(propose(pan), "decline")
    actions.void(propose(pan, "loan"), by=quy, reason="ghi nhầm hộ khác")
    assert propose(pan, "job").state == State.PROPOSED


def test_a_merged_household_brings_what_it_was_given(pan, household, propose, lan):
    other = household("Lò Thị Pản")
    propose(other)
    registers.merge_entries(other, into=pan, by=lan, on=TODAY)
    with pytest.raises(Refused, match="đã có hoặc"):
        propose(pan)


def test_a_need_is_answered_once(pan, need, propose, step):
    told = need(pan)
    first = propose(pan, need=told)
    with pytest.raises(Refused, match="đã có đề nghị"):
        propose(pan, need=told, despite=True)
    step(first, "decline")
    propose(pan, need=told)
    assert told.supports.count() == 2


def test_a_household_that_left_is_told_so(pan, need, lan):
    registers.end_entry(pan, by=lan, on=date(2026, 11, 10))
    with pytest.raises(Refused, match="không ở trong sổ bộ"):
        need(pan)


def test_the_same_forms_twice_write_once(pan, need, propose):
    id = uuid7()
    told = need(pan, id=id)
    assert need(pan, id=id) == told
    again = uuid7()
    support = propose(pan, need=told, id=again)
    events = Event.objects.count()
    assert propose(pan, need=told, id=again) == support
    assert (Need.objects.count(), Support.objects.count(), Event.objects.count()) == (1, 1, events)


def test_a_form_of_one_household_is_not_that_of_another(pan, household, need):
    id = uuid7()
    need(pan, id=id)
    with pytest.raises(Refused, match="nơi khác"):
        need(household("Lò Văn Chính"), id=id)


@pytest.mark.parametrize("what", ["need", "support"])
def test_what_others_stand_on_is_voided_last(pan, need, propose, quy, what):
    told = need(pan)
    support = propose(pan, need=told)
    with pytest.raises(Refused, match="Xin hủy đề nghị ấy trước"):
        actions.void(told, by=quy, reason="ghi nhầm hộ")
    actions.void(support, by=quy, reason="ghi nhầm hộ")
    actions.void(told, by=quy, reason="ghi nhầm hộ")
    assert Need.objects.get().is_voided and Support.objects.get().is_voided


def test_a_voided_support_takes_no_step(pan, propose, step, quy):
    support = propose(pan)
    actions.void(support, by=quy, reason="ghi nhầm hộ")
    with pytest.raises(Refused, match="đã hủy"):
        step(support, "approve")
