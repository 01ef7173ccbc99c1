"""What the People's Committee did about funds and support: plan work, which proves its duties."""

from datetime import date

import pytest

from banlanh.accounts.enums import Role
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.livelihoods.models import Review
from banlanh.plans.proposals import kind_asked_by
from banlanh.records.actions import void_record
from banlanh.records.registry import KINDS, kind_of, proofs
from tests.support.commune import appoint, body_of
from tests.support.rooms import typed_into

TODAY = date(2026, 11, 23)
KEYS = pytest.mark.parametrize("key", ["fund_review", "support_round"])


def address(key: str, body) -> str:
    return f"/ban-ghi/{key}/moi/?don_vi={body.pk}"


@pytest.fixture
def typed(quy, browser_of, committee, programme):
    """What Quý sends, and what he is answered."""

    def send(key: str, **wrong):
        client = browser_of(quy)
        page = client.get(address(key, committee))
        right = {"sources": [programme.name], "number": "30/BB-UBND", "considered_count": "14"}
        return client.post(address(key, committee), typed_into(page) | right | wrong)

    return send


@KEYS
def test_a_review_is_made_shown_and_proves_its_duty(key, typed, committee, quy, browser_of):
    answer = typed(key)
    review = Review.objects.get()
    assert answer["Location"] == f"/ban-ghi/{key}/{review.pk}/"
    shown = browser_of(quy).get(answer["Location"]).content.decode()
    assert "30/BB-UBND" in shown and "Chương trình giảm nghèo" in shown
    found = list(proofs([key], committee.commune, bodies=None, since=TODAY, until=TODAY))
    assert [(each.kind, each.body) for each in found] == [(key, committee.pk)]
    void_record(review, by=quy, reason="ghi nhầm ngày")
    assert list(proofs([key], committee.commune, bodies=None, since=TODAY, until=TODAY)) == []
    assert "Bản ghi này đã hủy" in browser_of(quy).get(answer["Location"]).content.decode()


@KEYS
@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("happened_on", "31/02/2026", "Ngày chưa đúng"),
        ("happened_on", "24/11/2026", "chưa tới"),
        ("sources", [], "chưa điền"),
        ("sources", ["quỹ đen"], "chọn"),
        ("number", "", "chưa điền"),
        ("number", "x" * 41, "Dài quá"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(key, typed, field, wrong, sentence):
    answer = typed(key, **{field: wrong})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert Review.objects.count() == 0


@pytest.mark.parametrize(("wrong", "sentence"), [("", "chưa điền"), ("-1", "nhỏ nhất"), ("mười", "chưa đúng|số")])
def test_how_many_files_is_a_number(typed, wrong, sentence):
    errors = typed("support_round", considered_count=wrong).context["form"].errors["considered_count"]
    assert any(word in errors[0] for word in sentence.split("|")), errors


@KEYS
def test_the_same_form_twice_is_one_and_the_same_paper_is_refused(key, typed):
    id = uuid7()
    assert typed(key, id=id).status_code == typed(key, id=id).status_code == 302
    again = typed(key)
    assert "đã được ghi rồi" in again.context["form"].non_field_errors()[0]
    assert Review.objects.count() == 1


def test_where_no_programme_is_entered_the_form_says_what_to_do(quy, committee, browser_of):
    page = browser_of(quy).get(address("fund_review", committee))
    answer = browser_of(quy).post(address("fund_review", committee), typed_into(page) | {"number": "1"})
    assert "Bảng nguồn vốn chưa có chương trình" in answer.context["form"].errors["sources"][0]


@pytest.mark.parametrize(("count", "said"), [(0, "dưới 5"), (4, "dưới 5"), (5, "5"), (1200, "1.200")])
def test_a_small_number_is_not_shown(count, said):
    assert dict(Review(about="support", considered_count=count).facts)["Số hồ sơ đã xem xét"] == said


@pytest.mark.parametrize(("about", "key"), [("funds", "fund_review"), ("support", "support_round")])
def test_one_noun_two_kinds(about, key):
    assert kind_of(Review(about=about)) is KINDS[key]


@pytest.mark.parametrize(
    ("clause", "key"),
    [
        ("Giao UBND xã chủ trì rà soát các nguồn vốn từ các Chương trình mục tiêu quốc gia.", "fund_review"),
        ("UBND xã rà soát vốn, lập danh mục gia đình được ưu tiên.", "fund_review"),
        ("Lồng ghép nguồn lực từ các chương trình để hỗ trợ sinh kế.", "support_round"),
        ("Hằng quý xem xét việc làm, vốn vay, giống cây trồng cho các gia đình.", "support_round"),
        ("Hằng tháng rà soát cư trú, cập nhật danh sách.", "list_update"),
        ("Hỗ trợ người có uy tín vận động ký cam kết.", ""),
    ],
)
def test_the_words_of_plans_ask_for_it(clause, key):
    assert kind_asked_by(clause) == key


@pytest.mark.parametrize(
    ("role", "body", "where", "expected"),
    [
        (Role.R10, "Ủy ban nhân dân xã", "Ủy ban nhân dân xã", True),
        (Role.R2, "Ủy ban nhân dân xã", "Ủy ban nhân dân xã", True),
        (Role.R7, "Thôn Nà Lìn", "Ủy ban nhân dân xã", False),
        (Role.R7, "Thôn Sín Chải", "Thôn Sín Chải", False),  # a village holds no such review
    ],
)
def test_who_records_a_review(commune, programme, role, body, where, expected):
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    asked = {"about": "funds", "sources": [programme.name], "number": "1", "happened_on": TODAY}
    act = KINDS["fund_review"].record
    if expected:
        act(id=uuid7(), body=body_of(commune, where), by=user, **asked)
    else:
        with pytest.raises(Refused):
            act(id=uuid7(), body=body_of(commune, where), by=user, **asked)
    assert Review.objects.count() == expected
