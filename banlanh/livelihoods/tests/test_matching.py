"""A rule explains itself: met, not met, or unknown, each in a sentence. Nothing is decided by it."""

from datetime import date

import pytest

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.livelihoods import actions, matching, queries
from banlanh.livelihoods.enums import Condition, Met
from banlanh.livelihoods.models import EligibilityRule, Need
from banlanh.registers import actions as registers

TODAY = date(2026, 11, 23)


@pytest.fixture
def rule(programme, quy):
    def written(*conditions: Condition, **more) -> EligibilityRule:
        asked = {"id": uuid7(), "by": quy, "kind": "", "text": "Hộ thường trú tại thôn.", "months": 24}
        asked |= {"starts_on": date(2026, 1, 1), "conditions": [each.value for each in conditions]} | more
        return actions.write_rule(programme=programme, **asked)

    return written


def answers(need: Need, on: date = TODAY) -> list[tuple[Met, str]]:
    found = matching.matches(need, queries.still_counting(need.entry), on)
    return [(answer.met, answer.sentence) for match in found for answer in match.answers]


def test_a_household_of_the_register_is_met(pan, need, rule):
    rule(Condition.REGISTERED)
    assert answers(need(pan)) == [(Met.MET, "Hộ có trong sổ bộ của Thôn Nà Lìn từ 1/2/2026.")]


def test_a_household_that_left_is_not(pan, need, rule, lan):
    rule(Condition.REGISTERED)
    told = need(pan)
    registers.end_entry(pan, by=lan, on=date(2026, 11, 22))
    assert answers(told) == [(Met.UNMET, "Ngày 23/11/2026 hộ không còn trong sổ bộ của thôn nào.")]


def test_a_decision_that_nobody_noted_is_unknown_and_not_missing(pan, need, rule, programme, quy):
    rule(Condition.DECISION)
    told = need(pan)
    assert answers(told) == [(Met.UNKNOWN, "Chưa ghi quyết định nào của chương trình này cho hộ.")]
    paper = {"number": "112/QĐ-UBND", "happened_on": date(2026, 5, 4)}
    noted = actions.note_decision(id=uuid7(), entry=pan, programme=programme, by=quy, **paper)
    assert answers(told) == [(Met.MET, "Có quyết định số 112/QĐ-UBND ngày 4/5/2026.")]
    actions.void(noted, by=quy, reason="ghi nhầm số")
    assert answers(told)[0][0] == Met.UNKNOWN


def test_nothing_given_before_we_wrote_is_unknown(pan, need, rule):
    rule(Condition.NOT_TWICE)
    assert answers(need(pan)) == [
        (Met.UNKNOWN, "Từ khi ghi sổ hỗ trợ (từ hôm nay) chưa có; trước đó chưa rõ."),
    ]


def test_what_was_given_long_enough_ago_is_met(pan, household, need, propose, rule):
    rule(Condition.NOT_TWICE, months=6)
    propose(household("Lò Văn Chính"))  # so that the commune's book begins today
    assert answers(need(pan), date(2027, 8, 1)) == [(Met.MET, "Trong 6 tháng qua hộ chưa có hỗ trợ cùng loại.")]


def test_the_same_kind_twice_says_when(pan, need, propose, step, rule):
    rule(Condition.NOT_TWICE)
    step(propose(pan), "approve", "deliver")
    again = need(pan)
    assert answers(again) == [(Met.UNMET, "Hộ đã có hỗ trợ cùng loại ngày 23/11/2026, chưa quá 24 tháng.")]
    assert answers(need(pan, "job"))[0][0] == Met.UNKNOWN  # another kind


def test_an_unmet_condition_asks_for_one_more_tick(pan, need, propose, rule, fund, lan):
    rule(Condition.REGISTERED)
    told = need(pan)
    registers.end_entry(pan, by=lan, on=date(2026, 11, 22))
    with pytest.raises(Refused, match="chưa đạt một điều kiện"):
        propose(pan, need=told)
    assert propose(pan, need=told, despite=True)


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"kind": "animals"}, True),
        ({"kind": "loan"}, False),
        ({"starts_on": date(2026, 11, 24)}, False),
    ],
)
def test_a_rule_speaks_of_its_kind_and_its_days(pan, need, rule, more, counts):
    rule(Condition.REGISTERED, **more)
    assert bool(answers(need(pan))) == counts


def test_a_rule_is_ended_and_not_changed(pan, need, rule, quy):
    written = rule(Condition.REGISTERED)
    actions.end_rule(written, by=quy, on=date(2026, 11, 22))
    told = need(pan)
    assert (answers(told), len(answers(told, date(2026, 11, 22)))) == ([], 1)
    with pytest.raises(Refused, match="đã thôi áp dụng"):
        actions.end_rule(written, by=quy, on=TODAY)
