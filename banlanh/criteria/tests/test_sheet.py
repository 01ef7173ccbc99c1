"""What the sheet of a period is told from, who answers, and the pages."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.criteria import actions, queries
from banlanh.criteria.enums import Fact, Met
from banlanh.criteria.models import Answer, CriteriaSet, Title
from banlanh.criteria.rulebook import AssessmentPeriod, period_of
from banlanh.places.models import Place
from banlanh.situation.models import HotSpot, ListUpdate, SpotStep
from tests.support.commune import appoint, body_of

pytestmark = pytest.mark.django_db(databases="__all__")
PERIOD = AssessmentPeriod(2026)
REASON = "Biên bản rà soát của Công an xã ngày 20/11"


def say(commune, by, about="users", number=1, **said):
    values = said or {"met": Met.NO}
    return actions.answer(id=UUID(int=number), commune=commune, period=PERIOD, about=about, reason=REASON, by=by,
                          **values)  # fmt: skip


def sign_lists(commune, son):
    days = {"happened_on": date(2026, 11, 1), "covers_on": date(2026, 10, 1)}
    ListUpdate.objects.create(commune=commune, body=body_of(commune, "Công an xã"), recorded_by=son, **days)


def heat(commune, son, verb="opened"):
    police, village = body_of(commune, "Công an xã"), body_of(commune, "Thôn Nà Lìn")
    spot = HotSpot.objects.create(commune=commune, body=police, village=village, name="quán bỏ hoang")
    days = {"happened_on": date(2026, 11, 2), "covers_on": date(2026, 11, 2)}
    SpotStep.objects.create(commune=commune, body=police, spot=spot, verb=verb, document="7", recorded_by=son, **days)


@pytest.mark.parametrize(
    ("day", "year", "first"),
    [
        (date(2025, 12, 14), 2025, date(2024, 12, 15)),
        (date(2025, 12, 15), 2026, date(2025, 12, 15)),
        (date(2026, 12, 14), 2026, date(2025, 12, 15)),
    ],
)
def test_a_period_runs_from_15_to_14_december(day, year, first):
    assert period_of(day) == AssessmentPeriod(year)
    assert AssessmentPeriod(year).first == first


def test_both_laws_stand_under_the_period_in_which_the_law_changed(today):
    assert [basis.law.split()[-1] for basis in PERIOD.bases] == ["73/2021/QH14", "120/2025/QH15"]
    assert [basis.law.split()[-1] for basis in AssessmentPeriod(2027).bases] == ["120/2025/QH15"]
    assert AssessmentPeriod(2024).rulebook is None and PERIOD.rulebook is not None


def test_nothing_is_known_of_a_commune_founded_yesterday(commune):
    Place.objects.filter(parent=commune).update(residents=0)
    told = queries.sheet_of(commune, PERIOD).told
    assert {each.said for each in told.values()} == {"chưa rõ"}


def test_figures_come_before_answers(commune, son):
    actions.answer(id=UUID(int=2), commune=commune, period=PERIOD, about=Fact.SPOTS, reason=REASON, number=9, by=son)
    assert queries.sheet_of(commune, PERIOD).told[Fact.SPOTS].value == 9
    sign_lists(commune, son)
    assert queries.sheet_of(commune, PERIOD).told[Fact.SPOTS].value == 0
    heat(commune, son)
    told = queries.sheet_of(commune, PERIOD).told
    assert (told[Fact.SPOTS].value, told[Fact.RESIDENTS].value) == (1, 3 * 450)


def test_an_answer_holds_for_its_period_and_the_last_one_stands(commune, son, minh):
    say(commune, minh, met=Met.YES)
    say(commune, son, number=2, met=Met.NO)
    told = queries.sheet_of(commune, PERIOD).told[Fact.USERS]
    assert (told.value, told.answer.by) == (False, son)
    assert queries.sheet_of(commune, AssessmentPeriod(2025)).told[Fact.USERS].value is None
    assert Event.objects.filter(verb="criteria.answered").count() == 2


def test_the_same_answer_twice_is_one(commune, son):
    assert say(commune, son) == say(commune, son)
    assert Answer.objects.for_place(commune).count() == 1


@pytest.mark.parametrize(
    ("role", "body", "may"),
    [
        ("R1", "Đảng ủy xã", True),
        ("R2", "Ủy ban nhân dân xã", True),
        ("R3", "Công an xã", True),
        ("R4", "Công an xã", False),
        ("R12", "Văn phòng Đảng ủy", False),
        ("R7", "Thôn Nà Lìn", False),
        ("R15", "Đảng ủy xã", False),
    ],
)
def test_who_answers(commune, role, body, may):
    who = appoint("ai", "Hà Văn Ai", role, body_of(commune, body))
    if may:
        assert say(commune, who).by == who
    else:
        with pytest.raises(Refused):
            say(commune, who)


def test_a_period_that_is_over_for_long_takes_no_answer(commune, son):
    with pytest.raises(Refused, match="đã qua lâu"):
        actions.answer(id=UUID(int=9), commune=commune, period=AssessmentPeriod(2024), about="users", reason=REASON,
                       met=Met.NO, by=son)  # fmt: skip


def test_villages_stand_by_the_default_set_until_another_is_adopted(commune, son):
    heat(commune, son)
    lines = queries.set_of(commune, PERIOD).lines
    sheets = {each.village.name: each for each in queries.village_sheets(commune, PERIOD, lines)}
    assert [line.met for line in sheets["Nà Lìn"].lines] == [Met.UNKNOWN, Met.UNKNOWN, Met.NO]
    assert sheets["Nà Lìn"].proposal == "chưa đủ tiêu chí"
    assert sheets["Sín Chải"].proposal == "còn mục chưa rõ"
    actions.adopt_set(id=UUID(int=3), commune=commune, starts_on=today_in(2026), basis="quyết định của xã",
                      texts=["Không có điểm phức tạp"], spots=1, by=son)  # fmt: skip
    adopted = queries.set_of(commune, PERIOD)
    sheets = queries.village_sheets(commune, PERIOD, adopted.lines)
    assert sorted(each.proposal for each in sheets) == ["chưa đủ tiêu chí", *["đủ tiêu chí, đề nghị xét"] * 2]
    assert queries.set_of(commune, AssessmentPeriod(2025)).basis == queries.DEFAULT_BASIS


def today_in(year: int) -> date:
    return AssessmentPeriod(year).first


def test_a_set_does_not_reach_back(commune, son):
    with pytest.raises(Refused, match="không cho kỳ đã qua"):
        actions.adopt_set(id=UUID(int=3), commune=commune, starts_on=date(2025, 12, 14), basis="quyết định",
                          texts=["một"], spots=None, by=son)  # fmt: skip
    assert not CriteriaSet.objects.for_place(commune).exists()


def title(commune, by, number=5, **more):
    values = {"year": 2026, "village": None, "outcome": "free", "issuer": "Ủy ban nhân dân tỉnh", "number": "1-QĐ"}
    body = body_of(commune, "Ủy ban nhân dân xã")
    return actions.record_title(id=UUID(int=number), body=body, happened_on=date(2026, 11, 20), by=by, **values | more)


def test_a_decision_is_recorded_once_and_a_village_has_no_type(commune, minh):
    assert title(commune, minh) == queries.title_of(commune, PERIOD)
    with pytest.raises(Refused, match="đã ghi kết luận"):
        title(commune, minh, number=6)
    village = body_of(commune, "Thôn Nà Lìn").place
    with pytest.raises(Refused, match="là của xã"):
        title(commune, minh, number=7, village=village, outcome="I")
    assert title(commune, minh, number=8, village=village).village == village
    assert Title.objects.for_place(commune).count() == 2


def test_a_walk_through_the_pages(commune, son, browser_of, django_assert_max_num_queries):
    client = browser_of(son)
    address = reverse("criteria:sheet", args=[2026])
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    assert "còn mục chưa rõ" in page and "điều 6, khoản 1".capitalize() in page
    for fact, said in {"users": {"met": "no"}, "people": {"number": "0"}}.items():
        at = reverse("criteria:answer", args=[2026, fact])
        assert client.get(at).status_code == 200
        assert client.post(at, {"id": UUID(int=len(fact)), **said}).status_code == 422  # no reason given
        assert client.post(at, {"id": UUID(int=len(fact)), "reason": REASON, **said}).status_code == 302
    assert "Vàng Văn Sơn" in client.get(address).content.decode()
    assert client.get(reverse("criteria:answer", args=[2026, "residents"])).status_code == 302  # a figure knows it
    with django_assert_max_num_queries(15):
        page = client.get(reverse("criteria:villages", args=[2026])).content.decode()
    assert "Thôn Nà Lìn" in page and "Thôn Nà Lìn: còn mục chưa rõ" in page
    place = body_of(commune, "Thôn Nà Lìn").place_id
    at = reverse("criteria:village", args=[2026, place, "users"])
    assert client.post(at, {"id": UUID(int=70), "met": "yes", "reason": REASON}).status_code == 302
    at, typed = reverse("criteria:adopt"), {"id": UUID(int=71), "starts_on": "15/12/2025", "basis": "quyết định"}
    assert client.post(at, typed | {"lines": "một\nhai", "spots": "3"}).status_code == 422
    assert client.post(at, typed | {"lines": "một\nhai", "spots": "2"}).status_code == 302
