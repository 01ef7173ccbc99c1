from datetime import date

import pytest

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.livelihoods import actions, queries
from banlanh.livelihoods.models import Fund, FundChange, Programme
from banlanh.livelihoods.queries import Purse
from tests.support.commune import appoint, body_of, make_commune

from .conftest import MILLION

TODAY = date(2026, 11, 23)


def purse(fund, on=TODAY) -> Purse:
    return queries.purses(fund.programme.commune, [fund], on).get(fund.pk, Purse())


def change(fund, body, by, **more) -> FundChange:
    asked = {"id": uuid7(), "move": "spent", "amount": 5 * MILLION, "number": "9/UBND", "happened_on": TODAY} | more
    return actions.change_fund(fund=fund, body=body, by=by, **asked)


def test_a_fund_is_its_changes_and_what_is_given_from_it(fund, committee, quy, propose, pan, step):
    change(fund, committee, quy)
    support = propose(pan)
    assert purse(fund) == Purse(100 * MILLION, 0, 5 * MILLION)
    step(support, "approve")
    assert purse(fund) == Purse(100 * MILLION, 10 * MILLION, 5 * MILLION)
    step(support, "deliver")
    assert purse(fund) == Purse(100 * MILLION, 0, 15 * MILLION)
    assert purse(fund).left == 85 * MILLION


def test_a_day_before_the_money_came_does_not_know_of_it(fund):
    assert purse(fund, date(2026, 3, 1)) == Purse()
    assert purse(fund, date(2026, 3, 2)).allotted == 100 * MILLION


def test_a_bar_holds_all_that_goes_even_where_less_has_come():
    over = Purse(allotted=10, promised=5, spent=15)
    assert (over.spent_share, over.promised_share, over.left) == (75, 25, -10)
    assert Purse().reach == 0


def test_the_same_form_twice_writes_once(fund, committee, quy):
    id = uuid7()
    first = change(fund, committee, quy, id=id)
    events = Event.objects.count()
    assert change(fund, committee, quy, id=id) == first
    assert (FundChange.objects.count(), Event.objects.count()) == (2, events)


def test_the_same_paper_is_not_counted_twice(fund, committee, quy):
    change(fund, committee, quy)
    with pytest.raises(Refused, match="đã được ghi rồi"):
        change(fund, committee, quy)


def test_voided_money_counts_no_more_and_stays_readable(fund, committee, quy):
    wrong = change(fund, committee, quy)
    actions.void(wrong, by=quy, reason="gõ thừa một số không")
    assert purse(fund).spent == 0
    kept = FundChange.objects.get(pk=wrong.pk)
    assert (kept.is_voided, kept.amount, kept.void_reason) == (True, 5 * MILLION, "gõ thừa một số không")
    with pytest.raises(Refused, match="đã hủy rồi"):
        actions.void(wrong, by=quy, reason="gõ thừa một số không")
    change(fund, committee, quy)  # the paper may be entered again, rightly


def test_no_day_to_come(fund, committee, quy):
    with pytest.raises(Refused, match="chưa tới"):
        change(fund, committee, quy, happened_on=date(2026, 11, 24))


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        (Role.R2, "Ủy ban nhân dân xã", True),
        (Role.R10, "Ủy ban nhân dân xã", True),
        (Role.R1, "Đảng ủy xã", False),
        (Role.R3, "Công an xã", False),
        (Role.R7, "Thôn Nà Lìn", False),
        (Role.R8, "Hội Phụ nữ", False),
        (Role.R12, "Văn phòng Đảng ủy", False),
    ],
)
def test_who_keeps_the_table(commune, fund, committee, role, body, expected):
    user = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    if expected:
        change(fund, committee, user)
    else:
        with pytest.raises(Refused):
            change(fund, committee, user)
    assert FundChange.objects.count() == 1 + expected


def test_another_commune_s_table_is_not_ours(fund, committee):
    other = make_commune("Nậm Lành")
    stranger = appoint("khac", "Hà Văn Bình", Role.R10, body_of(other, "Ủy ban nhân dân xã"))
    with pytest.raises(Refused, match="xã khác"):
        change(fund, committee, stranger)
    with pytest.raises(Refused, match="xã khác"):
        actions.open_fund(id=uuid7(), programme=fund.programme, by=stranger, year=2026, component="khác")


def test_a_programme_has_one_name_and_one_fund_a_component_and_year(commune, programme, fund, quy):
    asked = {"authority": "", "starts_on": date(2026, 1, 1), "ends_on": None}
    with pytest.raises(Refused, match="đã có chương trình"):
        actions.open_programme(id=uuid7(), commune=commune, by=quy, name=programme.name, **asked)
    with pytest.raises(Refused, match="đã có hợp phần"):
        actions.open_fund(id=uuid7(), programme=programme, by=quy, year=2026, component=fund.component)
    assert (Programme.objects.count(), Fund.objects.count()) == (1, 1)


@pytest.mark.parametrize(("year", "allowed"), [(2025, False), (2026, True), (2030, True), (2031, False)])
def test_a_fund_lies_in_the_years_of_its_programme(programme, quy, year, allowed):
    asked = {"id": uuid7(), "programme": programme, "by": quy, "year": year, "component": "vốn"}
    if allowed:
        assert actions.open_fund(**asked).year == year
    else:
        with pytest.raises(Refused, match="có hiệu lực từ"):
            actions.open_fund(**asked)


def test_the_days_of_a_programme_can_be_put_right(programme, quy):
    asked = {"name": "Chương trình mới", "authority": "", "starts_on": date(2026, 1, 1)}
    changed = actions.change_programme(programme, by=quy, ends_on=date(2035, 12, 31), **asked)
    assert Programme.objects.get().ends_on == changed.ends_on == date(2035, 12, 31)
    assert Event.objects.latest("sequence").verb == "programme.changed"
    with pytest.raises(Refused, match="Ngày cuối"):
        actions.change_programme(programme, by=quy, ends_on=date(2025, 1, 1), **asked)


def test_a_failed_audit_undoes_the_money(fund, committee, quy, monkeypatch):
    monkeypatch.setattr(actions, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change(fund, committee, quy)
    assert FundChange.objects.count() == 1
