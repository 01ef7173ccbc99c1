"""What the committee recommends of a body, and what people decided on it."""

import pytest

from banlanh.committee import actions
from banlanh.committee.models import Recommendation, Ruling
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.records.actions import void_record
from tests.support.commune import body_of, make_commune

from .making import FRIDAY


@pytest.fixture
def recommend(steering, village, minh):
    def recommend(**changes) -> Recommendation:
        values = {
            "id": uuid7(),
            "body": steering,
            "by": minh,
            "happened_on": FRIDAY,
            "asks": "reward",
            "about": village,
        }
        values |= {"number": "12-TTr/BCĐ", "grounds": "Thôn phát đủ bản tin cả năm."}
        return actions.record_recommendation(**values | changes)

    return recommend


@pytest.fixture
def rule(party, minh):
    def rule(recommendation, **changes) -> Ruling:
        values = {"id": uuid7(), "body": party, "by": minh, "happened_on": FRIDAY, "is_granted": True}
        values |= {"number": "45-QĐ/ĐU", "recommendation": recommendation}
        return actions.record_ruling(**values | changes)

    return rule


def test_a_recommendation_is_of_a_body_and_says_why(recommend, village):
    kept = recommend()
    assert ("Đơn vị", str(village)) in kept.facts and str(kept) == "kiến nghị khen thưởng tập thể số 12-TTr/BCĐ"


def test_a_number_serves_once(recommend):
    id = uuid7()
    assert recommend(id=id) == recommend(id=id)
    with pytest.raises(Refused, match="đã được ghi rồi"):
        recommend()


@pytest.mark.parametrize("who", ["lan", "hoa"])
def test_a_village_recommends_nothing_for_the_committee(request, recommend, who):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        recommend(by=request.getfixturevalue(who))


def test_a_body_of_another_commune_is_not_meant(recommend):
    with pytest.raises(Refused):
        recommend(about=body_of(make_commune("Nậm Lành"), "Thôn Nà Lìn"))


def test_a_recommendation_is_answered_once(recommend, rule):
    found, id = recommend(), uuid7()
    assert rule(found, id=id) == rule(found, id=id)
    with pytest.raises(Refused, match="đã được trả lời bằng văn bản số 45-QĐ/ĐU"):
        rule(found, number="46-QĐ/ĐU")
    assert Ruling.objects.count() == 1


def test_a_voided_answer_makes_room_for_the_right_one(recommend, rule, minh):
    found = recommend()
    void_record(rule(found), by=minh, reason="ghi nhầm số")
    assert rule(found, number="46-QĐ/ĐU", is_granted=False).facts[1] == ("Kết quả", "không đồng ý")


def test_a_voided_recommendation_is_not_answered(recommend, rule, minh):
    found = recommend()
    void_record(found, by=minh, reason="ghi nhầm đơn vị")
    with pytest.raises(Refused, match="đã hủy"):
        rule(found)
