"""Pages that look across rooms, as the people who use them see them."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.committee.actions import deal_with
from banlanh.committee.enums import Verb
from banlanh.committee.tests.making import raise_one
from banlanh.core.ids import uuid7
from banlanh.outreach.actions import record_airing
from banlanh.plans.actions import submit_duty
from banlanh.plans.desk import desk_of
from banlanh.plans.models import Duty
from banlanh.plans.tests import plan as written
from tests.support.commune import appoint, body_of, hoa, lan

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


def page(client, user, name: str, *args) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def air(commune, head, day, times=1):
    for slot in ("morning", "evening")[:times]:
        record_airing(
            id=uuid7(), body=body_of(commune, "Thôn Nà Lìn"), by=head, happened_on=day,
            slot=slot, languages=["vie", "hmn"], minutes=15,
        )  # fmt: skip


def test_the_desk_tells_what_is_late_then_this_week_then_the_next_time(commune, plan):
    head = lan(commune)
    desk = desk_of(head, on=TODAY)
    assert [card.duty.due_on for card in desk.now] == [date(2026, 11, 22)], "older weeks were missed and stay quiet"
    assert [card.duty.due_on for card in desk.week] == [date(2026, 11, 29)]
    assert [card.duty.due_on for card in desk.later] == [date(2026, 12, 6)], "of what returns, only the next time"
    air(commune, head, date(2026, 11, 20), times=2)
    assert desk_of(head, on=TODAY).now == []


def test_the_first_button_opens_the_record_that_proves_the_duty(commune, plan, client):
    head = lan(commune)
    html = page(client, head, "home:duties")
    door = reverse("records:create", args=["airing"])
    assert f"{door}?don_vi={body_of(commune, 'Thôn Nà Lìn').pk}&amp;ky=2026-11-16" in html
    assert "Ghi buổi phát" in html and "Thôn Sín Chải" not in html


def test_somebody_without_a_post_is_told_so_and_sees_nothing(commune, plan, client):
    post = lan(commune).posts.get()
    post.ends_on = date(2026, 11, 24)
    post.save()
    html = page(client, post.user, "home:duties")
    assert "Phát bản tin" not in html
    client.force_login(post.user)
    assert client.get("/ke-hoach/").status_code == 404


def test_the_plan_is_shown_as_signed_with_what_was_done_in_its_margin(commune, plan, secretary, client):
    air(commune, lan(commune), TODAY, times=2)
    html = page(client, secretary, "home:plan")
    assert "II. NHIỆM VỤ" in html
    assert "Loa truyền thanh các thôn phát bản tin" in html
    assert "1/3 thôn" in html
    assert "3 thôn muộn" in html and "Thôn Bản Mới, Thôn Nà Lìn, Thôn Sín Chải; 1/3 thôn" in html, (
        "all three fell short last week"
    )


def test_a_village_head_s_margin_speaks_of_the_own_village_alone(commune, plan, client):
    head = lan(commune)
    html = page(client, head, "home:plan")
    assert "muộn" in html
    assert "Sín Chải" not in html


def test_only_late_work_can_be_asked_for(commune, plan, secretary, client):
    client.force_login(secretary)
    html = client.get("/ke-hoach/?chi=muon").content.decode()
    assert "Loa truyền thanh các thôn" in html
    assert "100% hộ gia đình" not in html


def test_the_commune_shows_targets_villages_and_whose_desk_is_late(commune, plan, secretary, client):
    html = page(client, secretary, "home:commune")
    assert "0/6" in html, "cells with the content in their resolution"
    assert "chưa có số liệu" in html, "what nothing counts yet is unknown"
    assert "hạn hôm nay" in html, "the 25th"
    assert html.index("Đang chờ ở ai") < html.index("Các thôn")


def test_villages_that_need_help_come_first(commune, plan, secretary, client):
    air(commune, lan(commune), date(2026, 11, 20), times=2)
    html = page(client, secretary, "home:commune")
    table = html[html.index("Các thôn") :]
    assert table.index("Sín Chải") < table.index("Nà Lìn")


def test_the_village_page_shows_what_is_owed_and_what_was_done(commune, plan, secretary, client):
    air(commune, lan(commune), TODAY)
    village = body_of(commune, "Thôn Nà Lìn").place
    html = page(client, secretary, "home:village", village.pk)
    assert "100 hộ" in html and "Phát tiếng Mông, buổi sáng 25/11" in html and "1/2" in html


def test_a_village_head_comes_straight_to_the_own_village_and_to_no_other(commune, plan, client):
    head = lan(commune)
    client.force_login(head)
    own, other = (body_of(commune, f"Thôn {name}").place for name in ("Nà Lìn", "Sín Chải"))
    assert client.get("/thon/").headers["Location"] == reverse("home:village", args=[own.pk])
    assert client.get(reverse("home:village", args=[other.pk])).status_code == 404


def test_a_task_shows_bodies_by_periods_and_each_cell_opens_the_duty(commune, plan, secretary, client):
    task = plan.tasks.get(kind="airing")
    html = page(client, secretary, "home:task", task.pk)
    duty = Duty.objects.get(task=task, body__name="Thôn Nà Lìn", starts_on="2026-11-23")
    assert reverse("plans:duty", args=[duty.pk]) in html
    assert html.count("<tr>") == 1 + 3


def test_the_stranger_sees_of_a_task_only_the_own_row(commune, plan, client):
    html = page(client, hoa(commune), "home:task", plan.tasks.get(kind="airing").pk)
    assert "Thôn Sín Chải" in html and "Nà Lìn" not in html


def test_what_was_handed_in_waits_on_the_desk_of_those_who_answer(commune, plan, secretary, client):
    union = appoint("thu", "Lù Thị Thu", "R8b", body_of(commune, "Hội Phụ nữ"), title="Chủ tịch Hội Phụ nữ")
    duty = Duty.objects.get(body__name="Hội Phụ nữ", task__kind="")
    submit_duty(duty, id=uuid7(), by=union, note="Đã giúp một gia đình.")
    assert "Mỗi đoàn thể nhận giúp đỡ" in page(client, secretary, "home:duties")
    assert "chờ đồng chí" not in page(client, union, "home:duties")


def test_a_duty_says_when_its_day_is_a_holiday_and_keeps_the_plan_s_day(commune, secretary, client):
    plan = written.published(commune, secretary, written.TEXT.replace("Tháng 3/2026,", "Trước ngày 02/9/2026,"))
    duty = Duty.objects.get(task__plan=plan, due_on="2026-09-02")
    html = page(client, secretary, "plans:duty", duty.pk)
    assert "thứ Tư 2/9/2026" in html and "Quốc khánh" in html


def test_a_commune_without_a_plan_says_what_to_do(commune, secretary, client):
    assert "Đưa kế hoạch vào" in page(client, secretary, "home:plan")
    assert "Đưa kế hoạch vào" not in page(client, lan(commune), "home:plan")


def test_every_room_has_a_door_for_those_whom_the_table_lets_in(commune, plan, secretary, client):
    office, village = page(client, secretary, "home:doors"), page(client, lan(commune), "home:doors")
    assert "báo cáo tháng" in office and "báo cáo tháng" not in village
    assert "thu chữ ký" in office and "thu chữ ký" in village
    assert "hộ, cơ sở" in village and "hộ, cơ sở" not in office, "R1 sees totals of the registers, no register"


def test_a_difficulty_stands_on_the_desk_of_whoever_has_the_next_word(commune, plan, client):
    head = lan(commune)
    police = appoint("bich", "Hoàng Thị Bích", Role.R6, body_of(commune, "Chi bộ Công an xã"))
    raised = raise_one(body_of(commune, "Thôn Nà Lìn"), head)
    assert "Khó khăn chờ đồng chí" in page(client, police, "home:duties")
    assert "Khó khăn chờ đồng chí" not in page(client, head, "home:duties")
    deal_with(raised, Verb.ANSWER, id=uuid7(), by=police, note="đã bố trí tiền sửa loa")
    assert "đã có trả lời, chờ xác nhận" in page(client, head, "home:duties")
