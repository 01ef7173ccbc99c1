from datetime import date

import pytest

import vanban
from banlanh.demo.orders import ORDERS
from banlanh.demo.plan import SOURCE
from banlanh.places.enums import BodyKind
from banlanh.plans.models import Duty, Plan, Task


@pytest.fixture(scope="module")
def plan(commune) -> Plan:
    return Plan.objects.for_place(commune).get()


def duties(plan: Plan, title: str):
    return Duty.objects.filter(task__plan=plan, task__title__startswith=title)


def test_the_letterhead_is_read_whole(plan):
    assert (plan.name, plan.signer) == ("Kế hoạch số 12-KH/ĐU", "Vàng Seo Páo")
    assert (plan.starts_on, plan.ends_on) == (date(2026, 3, 10), date(2026, 12, 31))
    assert plan.issuer == "ĐẢNG ỦY XÃ SUỐI LÀNH"


def test_it_has_the_structure_of_such_plans(plan):
    headings = vanban.read(SOURCE).as_json()["headings"]
    tops = [heading["number"] for heading in headings if heading["level"] == 1]
    assert tops == ["I", "II", "III", "IV"]
    assert [heading["number"] for heading in headings if heading["level"] == 2] == [*"12", *"1234", *"1234"]
    assert plan.targets.filter(clause__at__startswith="II", value=100, unit="%").count() == 5


def test_every_order_became_a_task_and_every_other_proposal_was_dropped(plan):
    tasks = Task.objects.filter(plan=plan, starts_on=None)  # what a meeting ordered later has a first day of its own
    assert sorted(tasks.kept().values_list("title", flat=True)) == sorted(order.title for order in ORDERS)
    assert not tasks.kept().filter(confirmed_at=None).exists()
    assert tasks.exclude(dropped_at=None).count() == 2


def test_every_village_owes_two_airings_a_week(plan):
    found = duties(plan, "Phát bản tin")
    assert found.filter(starts_on=date(2026, 11, 23), needed=2).count() == 24
    assert found.count() == 24 * 42


def test_every_cell_owes_a_resolution_a_month(plan):
    assert duties(plan, "Nghị quyết chi bộ").filter(starts_on=date(2026, 10, 1)).count() == 31


def test_the_police_cell_reports_before_the_25th_of_each_month(plan):
    found = duties(plan, "Báo cáo tháng")
    assert [duty.due_on for duty in found] == [date(2026, month, 25) for month in range(3, 13)]
    assert {duty.body.kind for duty in found} == {BodyKind.POLICE_CELL}


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("Ra quyết định", [date(2026, 3, 31)]),
        ("Sơ kết 6 tháng", [date(2026, 6, 30), date(2026, 12, 31)]),
        ("Tổng kết năm", [date(2026, 12, 25)]),
    ],
)
def test_what_is_owed_once_or_twice_falls_due_on_its_day(plan, title, due):
    assert [duty.due_on for duty in duties(plan, title)] == due
