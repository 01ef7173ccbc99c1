"""What the figure sheet and the month's report say: money as it is, small numbers hidden where they are counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from banlanh.core.ids import uuid7
from banlanh.indicators.facts import Facts
from banlanh.indicators.registry import INDICATORS, Figure, month_of
from banlanh.indicators.sheet import count
from banlanh.livelihoods import actions
from banlanh.livelihoods.models import Support, look_due
from banlanh.records.registry import KINDS
from banlanh.reports import livelihoods as report
from banlanh.reports.figures import months_of
from banlanh.reports.periods import period_of

from .conftest import MILLION

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 11, 23)


@pytest.fixture
def gave(household, need, propose, step, monkeypatch):
    """So many pigs were given on that day."""

    def given(many: int, on: date) -> list[Support]:
        monkeypatch.setenv("BANLANH_TODAY", on.isoformat())
        homes = [household(f"Lò Văn {on.day}{chr(65 + number)}") for number in range(many)]
        found = [propose(home, need=need(home, happened_on=on), amount=MILLION) for home in homes]
        done = [step(support, "approve", "deliver", on=on) for support in found]
        monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
        return done

    return given


def amounts(commune, on: date = TODAY) -> dict[str, int]:
    return count(Facts(commune, on))["amounts"]


def looked_again(commune) -> list[Figure]:
    return list(INDICATORS["looked_again"].count(Facts(commune, TODAY), month_of(TODAY)))


def test_money_is_counted_as_it_is(commune, gave, propose, household, step):
    gave(2, TODAY)
    step(propose(household("Lò Thị Mới")), "approve")
    told = amounts(commune)
    assert (told["funds_allotted"], told["funds_promised"], told["funds_spent"]) == (
        100 * MILLION,
        10 * MILLION,
        2 * MILLION,
    )
    assert amounts(commune, TODAY - timedelta(days=1))["funds_spent"] == 0


@pytest.mark.parametrize(("many", "said"), [(0, 0), (1, 0), (4, 0), (5, 5)])
def test_few_supports_are_as_none(commune, gave, many, said):
    gave(many, TODAY)
    assert amounts(commune)["supports_delivered"] == said


def test_a_voided_support_is_in_no_figure(commune, gave, quy):
    for support in gave(5, TODAY):
        actions.void(support, by=quy, reason="ghi nhầm hộ khác")
    told = amounts(commune)
    assert (told["supports_delivered"], told["funds_spent"]) == (0, 0)


def test_looks_that_fell_due_in_the_month(commune, committee, gave, quy):
    given = gave(6, date(2026, 8, 11))
    for support, late in zip(given[:4], (-1, 0, 0, 1), strict=True):
        on = look_due(date(2026, 8, 11), 3) + timedelta(days=late)
        asked = {"months": 3, "outcome": "earns", "happened_on": on}
        actions.look_again(id=uuid7(), support=support, by=quy, **asked)
    assert looked_again(commune) == [Figure(committee.pk, 3, 6)]


def test_four_looks_are_unknown(commune, gave):
    gave(4, date(2026, 8, 11))
    assert looked_again(commune) == []


def test_the_rows_behind_a_sealed_figure_do_not_open(commune, committee, gave, minh, browser_of):
    gave(6, date(2026, 8, 11))
    browser = browser_of(minh)
    shown = browser.get(reverse("home:figure", args=["looked_again"])).content.decode()
    rows = reverse("home:rows", args=["looked_again", committee.pk])
    assert "0/6" in shown and rows not in shown
    assert browser.get(rows).status_code == 404


def report_text(commune) -> str:
    blocks = report.livelihoods(*months_of(commune, period_of("2026-11")))
    return "\n".join(block.text for block in blocks)


def test_the_report_says_what_is_not_known(commune):
    assert report_text(commune) == (
        "Hỗ trợ sinh kế\n"
        "Trong tháng chưa ghi lần nào rà soát nguồn vốn hay xem xét hỗ trợ sinh kế.\n"
        "Năm 2026 chưa ghi nguồn vốn sinh kế nào."
    )


def test_the_report_says_what_was_done_and_names_nobody(commune, committee, quy, gave):
    gave(6, TODAY)
    gave(6, date(2026, 8, 11))
    asked = {"by": quy, "happened_on": TODAY, "number": "30/BB", "sources": ["vốn"]}
    for about in ("funds", "support"):
        KINDS["fund_review"].record(id=uuid7(), body=committee, about=about, **asked)
    text = report_text(commune)
    assert "1 lần rà soát nguồn vốn và 1 lần xem xét hỗ trợ" in text
    assert "đã cấp 100 triệu đồng; đã chi 12 triệu đồng; đã duyệt hỗ trợ, chưa giao 0 đồng" in text
    assert "trong tháng: 6 lượt, tháng trước: dưới 5 lượt" in text
    assert "đúng hạn sau 3, 6, 12 tháng: 0/6 (0%), tháng trước chưa có số liệu để so sánh" in text
    assert "Lò" not in text
