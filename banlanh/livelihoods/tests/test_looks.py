"""Looked at again after 3, 6 and 12 months, with what became of it."""

from datetime import date

import pytest

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.livelihoods import actions, queries
from banlanh.livelihoods.models import LookBack, Support, look_due
from tests.support.commune import appoint, body_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def pig(pan, need, propose, step, monkeypatch) -> Support:
    """Given on 10 March 2026: to be looked at on 10 June, 10 September, and 10 March of the next year."""
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-10")
    day = date(2026, 3, 10)
    support = step(propose(pan, need=need(pan, happened_on=day)), "approve", "deliver", "sign", on=day)
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    return support


@pytest.fixture
def look(quy):
    def looked(support, months=3, on=TODAY, **more) -> LookBack:
        asked = {"id": uuid7(), "by": quy, "outcome": "earns", "word": "lợn đã đẻ một lứa"} | more
        return actions.look_again(support=support, months=months, happened_on=on, **asked)

    return looked


def owed(on=TODAY) -> list[tuple[int, date]]:
    return [(each.months, each.due_on) for each in queries.looks_owed(Support.objects.all(), on)]


def test_due_days_are_told_from_the_day_it_was_given(pig):
    assert [(months, due) for months, due, _ in pig.due_looks] == [
        (3, date(2026, 6, 10)),
        (6, date(2026, 9, 10)),
        (12, date(2027, 3, 10)),
    ]
    assert look_due(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_the_first_look_that_is_owed_is_shown_until_it_is_taken(pig, look):
    assert owed(date(2026, 6, 9)) == []
    assert owed() == [(3, date(2026, 6, 10))]
    look(pig, 3, date(2026, 6, 12))
    assert owed() == [(6, date(2026, 9, 10))]
    look(pig, 6)
    assert owed() == []
    assert queries.waiting(pig.commune, TODAY) == (0, 0)
    assert queries.waiting(pig.commune, date(2027, 3, 10)) == (0, 1)


def test_a_look_is_taken_once_and_the_same_form_twice_is_one(pig, look):
    id = uuid7()
    first = look(pig, id=id)
    events = Event.objects.count()
    assert look(pig, id=id) == first
    assert Event.objects.count() == events
    with pytest.raises(Refused, match="đã ghi rồi"):
        look(pig)


def test_a_voided_look_is_owed_again(pig, look, quy):
    actions.void(look(pig), by=quy, reason="ghi nhầm hộ khác")
    assert owed() == [(3, date(2026, 6, 10))]
    look(pig)


def test_what_was_looked_at_is_not_voided_before_its_looks(pig, look, quy):
    look(pig)
    with pytest.raises(Refused, match="hủy các lần xem lại trước"):
        actions.void(pig, by=quy, reason="ghi nhầm hộ khác")


def test_a_look_long_before_it_is_due_is_none(pig, look):
    with pytest.raises(Refused, match="chưa tới kỳ"):
        look(pig, 12)


def test_what_was_not_given_is_not_looked_at(pan, propose, look):
    with pytest.raises(Refused, match="chưa giao"):
        look(propose(pan))


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        (Role.R10, "Ủy ban nhân dân xã", True),
        (Role.R2, "Ủy ban nhân dân xã", True),
        (Role.R7, "Thôn Nà Lìn", False),
        (Role.R7, "Thôn Sín Chải", False),
        (Role.R8, "Hội Phụ nữ", False),
        (Role.R1, "Đảng ủy xã", False),
    ],
)
def test_who_writes_what_became_of_it(commune, pig, look, role, body, expected):
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    if expected:
        look(pig, by=user)
    else:
        with pytest.raises(Refused):
            look(pig, by=user)
    assert LookBack.objects.count() == expected


@pytest.mark.parametrize(
    ("role", "body", "sees"),
    [
        (Role.R10, "Ủy ban nhân dân xã", True),
        (Role.R2, "Ủy ban nhân dân xã", True),
        (Role.R7, "Thôn Nà Lìn", True),
        (Role.R7, "Thôn Sín Chải", False),
        (Role.R8, "Hội Phụ nữ", True),  # was asked to help
        (Role.R8B, "Đoàn Thanh niên", False),
        (Role.R1, "Đảng ủy xã", False),
        (Role.R3, "Công an xã", False),
        (Role.R6, "Chi bộ Nà Lìn", False),
        (Role.R12, "Văn phòng Đảng ủy", False),
    ],
)
def test_who_sees_a_support(commune, pan, propose, union, role, body, sees):
    propose(pan, helper=union)
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    assert Support.objects.visible_to(user.reach).exists() == bool(queries.given_to(user.reach)) == sees


def test_who_was_asked_to_help_sees_it_until_the_last_look(pan, need, propose, step, look, union, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-10")
    day = date(2026, 3, 10)
    told = need(pan, happened_on=day)
    support = step(propose(pan, need=told, helper=union), "approve", "deliver", "sign", on=day)
    helper = appoint("nguyet", "Bàn Thị Nguyệt", Role.R8, union)
    monkeypatch.setenv("BANLANH_TODAY", "2027-03-10")
    assert Support.objects.visible_to(helper.reach).exists()
    look(support, 12, date(2027, 3, 10))
    assert not Support.objects.visible_to(helper.reach).exists()
