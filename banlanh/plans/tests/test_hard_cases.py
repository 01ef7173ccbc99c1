"""What a critical reading found: closing days, a second plan, changed rules, bodies that came later."""

from datetime import date

import pytest

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_issue
from banlanh.indicators.sheet import sheet_of
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.actions import correct_task, drop, extend_duties, publish_plan, set_period, submit_duty
from banlanh.plans.models import Duty, Plan
from banlanh.plans.standing import standings
from banlanh.reports.drafting import monthly_report
from tests.support.commune import appoint, body_of, lan
from vanban.document import Table

from . import plan as written

pytestmark = pytest.mark.django_db(databases="__all__")  # pages and reports tell of sealed rooms through windows
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


NEXT_YEAR = written.TEXT.replace("2026", "2027").replace("07-KH/ĐU", "01-KH/ĐU")


def test_last_year_s_undone_work_breaks_no_page_of_this_year(commune, secretary, plan, monkeypatch, client):
    monkeypatch.setenv("BANLANH_TODAY", "2027-03-15")
    written.published(commune, secretary, NEXT_YEAR)
    client.force_login(secretary)
    for page in ("/", "/ke-hoach/", "/xa/", "/thon/", "/don-vi/", "/bao-cao/ky/2027-03/", "/bao-cao/ky/2026-12/"):
        assert client.get(page).status_code == 200, page
    grid = client.get("/xa/").content.decode().split("<h2>Các thôn</h2>")[1]
    assert grid.count("Phát bản tin trên loa truyền thanh") == 1, "one column, this year's"


def test_work_undone_on_the_last_day_of_a_month_counts_in_that_month(commune, plan):
    table = next(block for block in monthly_report(commune, date(2026, 10, 1)).blocks if isinstance(block, Table))
    [row] = [row for row in table.rows if row[0].startswith("Nghị quyết")]
    assert row[1:] == ("6", "0", "0", "6")


def test_who_is_early_does_not_flatter_the_share_while_others_have_time(commune, plan, secretary):
    cell = body_of(commune, "Chi bộ Công an xã")
    paper = {"type": "BC", "number": "11-BC/CB", "title": "Báo cáo tháng 11"}
    record_issue(id=uuid7(), body=cell, by=secretary, happened_on=TODAY, **paper)
    assert sheet_of(commune)["figures"]["documents"] == [], "the 25th has not come"


def test_one_report_serves_the_duty_that_it_was_made_for_and_no_other(commune, secretary):
    text = written.TEXT.replace("- Ban Chỉ đạo xã tham mưu sơ kết", "- Chi bộ Công an xã tham mưu sơ kết")
    plan = written.published(commune, secretary, text)
    monthly, review = plan.tasks.filter(kind="report").order_by("-every")
    cell = body_of(commune, "Chi bộ Công an xã")
    paper = {"type": "BC", "number": "11-BC/CB", "title": "Báo cáo tháng 11"}
    record_issue(id=uuid7(), body=cell, by=secretary, happened_on=TODAY, for_task=monthly.pk, **paper)
    found = Duty.objects.filter(task__in=[monthly, review], starts_on__lte=TODAY, ends_on__gte=TODAY)
    states = {each.duty.task_id: each.state for each in standings(found, commune=commune, on=TODAY)}
    assert {states[monthly.pk], states[review.pk]} == {"done", "open"}


def test_changing_what_proves_a_task_leaves_its_past_as_it_was(commune, plan, secretary):
    task = plan.tasks.get(kind="airing")
    before = sheet_of(commune)["states"]
    correct_task(task, by=secretary, bodies=[], partners=[], kind="")
    assert sheet_of(commune)["states"] == before
    assert set(Duty.objects.filter(task=task, starts_on__gt=TODAY).values_list("kind", flat=True)) == {""}


def test_the_day_of_work_that_is_done_once_can_be_moved_while_it_lies_ahead(commune, plan, secretary):
    task = plan.tasks.get(clause__text__startswith="Mỗi đoàn thể")
    correct_task(task, by=secretary, bodies=task.bodies.all(), partners=[], due_on=date(2026, 12, 20))
    assert set(Duty.objects.filter(task=task).values_list("due_on", flat=True)) == {date(2026, 12, 20)}


def test_saving_a_task_as_it_is_keeps_every_duty_and_its_number(commune, plan, secretary):
    task = plan.tasks.get(kind="airing")
    before = list(Duty.objects.filter(task=task).values_list("pk", flat=True))
    correct_task(task, by=secretary, bodies=[], partners=[], title="Phát bản tin hằng tuần")
    assert list(Duty.objects.filter(task=task).values_list("pk", flat=True)) == before


def test_a_dropped_task_of_a_running_plan_stays_dropped(commune, secretary):
    plan = written.receive(commune, secretary)
    task = plan.tasks.get(kind="airing")
    drop(task, by=secretary)
    written.decide(plan, secretary)
    publish_plan(plan, by=secretary)
    task.refresh_from_db()
    with pytest.raises(Refused, match="đã bỏ"):
        correct_task(task, by=secretary, bodies=[], partners=[], times=3)
    assert not Duty.objects.filter(task=task).exists()


def test_a_village_that_comes_later_gets_what_lies_ahead_once(commune, plan):
    place = Place.objects.create(kind="village", name="Tả Hồ", parent=commune)
    new = Body.objects.create(commune=commune, kind=BodyKind.VILLAGE, name="Thôn Tả Hồ", place=place)
    assert extend_duties(commune) == Duty.objects.filter(body=new).count() == 4, "the weeks from 30/11 that end in 2026"
    assert extend_duties(commune) == 0


@pytest.mark.parametrize("year", ["2099", "2009"])
def test_a_letterhead_of_another_time_is_not_published(commune, secretary, year):
    plan = written.receive(commune, secretary, written.TEXT.replace("tháng 3 năm 2026", f"tháng 3 năm {year}"))
    written.decide(plan, secretary)
    with pytest.raises(Refused, match=f"từ năm {year}"):
        publish_plan(plan, by=secretary)
    assert not Duty.objects.exists()


def test_a_task_that_would_be_nobody_s_is_named_before_publishing(commune, secretary):
    plan = written.receive(commune, secretary)
    written.decide(plan, secretary)
    Body.objects.filter(kind=BodyKind.SCHOOL).delete()
    task = plan.tasks.get(clause__text__startswith="Mỗi đoàn thể")
    correct_task(task, by=secretary, bodies=[], partners=[], extent="schools")
    with pytest.raises(Refused, match="không giao được cho ai"):
        publish_plan(plan, by=secretary)


def test_only_bodies_that_make_a_kind_of_record_can_owe_it(commune, plan, secretary):
    task = plan.tasks.get(clause__text__startswith="Mỗi đoàn thể")
    with pytest.raises(Refused, match="không ghi nghị quyết"):
        correct_task(task, by=secretary, bodies=task.bodies.all(), partners=[], kind="resolution")


def test_what_a_record_proves_is_not_handed_in_by_words(commune, plan):
    duty = Duty.objects.filter(task__kind="airing", body__name="Thôn Nà Lìn", starts_on="2026-11-23").get()
    with pytest.raises(Refused, match="Ghi buổi phát"):
        submit_duty(duty, id=uuid7(), by=lan(commune), note="Đã phát đủ hai buổi.")


def test_one_step_s_id_serves_one_duty(commune, plan, secretary):
    union = appoint("thu", "Lù Thị Thu", "R8b", body_of(commune, "Hội Phụ nữ"))
    first, second = Duty.objects.filter(kind="", body__name__in=["Hội Phụ nữ", "Đoàn Thanh niên"])
    step = uuid7()
    own = first if first.body.name == "Hội Phụ nữ" else second
    submit_duty(own, id=step, by=union, note="Đã giúp một gia đình.")
    other = second if own == first else first
    with pytest.raises(Refused, match="việc khác"):
        submit_duty(other, id=step, by=secretary, note="Đã giúp một gia đình.")


def test_a_plan_that_ends_in_mid_month_still_owes_the_month(commune, secretary):
    plan = written.receive(commune, secretary)
    set_period(plan, by=secretary, starts_on=date(2026, 6, 1), ends_on=date(2026, 11, 15), number="07")
    written.decide(plan, secretary)
    publish_plan(plan, by=secretary)
    last = Duty.objects.filter(task__plan=plan, kind="resolution").order_by("-due_on").first()
    assert last.due_on == date(2026, 11, 15)
    assert Plan.objects.get().is_published


def test_sent_back_work_past_its_day_is_late(commune, plan, secretary, monkeypatch):
    from banlanh.plans.actions import send_back_duty

    union = appoint("thu", "Lù Thị Thu", "R8b", body_of(commune, "Hội Phụ nữ"))
    duty = Duty.objects.get(kind="", body__name="Hội Phụ nữ")
    submit_duty(duty, id=uuid7(), by=union, note="Đã giúp một gia đình.")
    send_back_duty(duty, id=uuid7(), by=secretary, note="Xin ghi rõ ngày.")
    [before] = standings([duty], commune=commune, on=TODAY)
    [after] = standings([duty], commune=commune, on=date(2027, 1, 5))
    assert (before.state, after.state) == ("sent_back", "late")
