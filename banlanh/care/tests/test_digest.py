"""The reviewer's week, made from the sealed log (SEC-29); what its rules name is tried apart (`test_gossip`)."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.care import actions
from banlanh.care.digest import digest, opening_at, waiting
from banlanh.care.enums import Asked
from banlanh.care.models import Block, Inquiry, SupportedPerson
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused

from .conftest import TODAY, appoint, events
from .test_views import said, secrets_in, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
LAST_WEEK = TODAY - timedelta(days=7)
FAMILY = "Người mở hoặc hỏi mở là người đã được ghi không được xem hồ sơ này: người nhà, hoặc chính chủ yêu cầu."
NIGHT = "Mở ngoài giờ làm việc mà 6 giờ trước và sau đó không ghi việc gì vào hồ sơ."
EXAMPLE = f"""
Từ 16/11/2026: 4 lượt mở
Để làm gì: lập, kiểm tra hồ sơ 2; hẹn, kết quả xét nghiệm 1; khác 1
Ai: Cán bộ Công an 1; Cán bộ lao động, chính sách 1; Trưởng Công an xã 2
17/11 23:10 Vàng Văn Sơn, hồ sơ quản lý: {NIGHT}
18/11 09:30 Lý, bị từ chối: {FAMILY}
19/11 11:00 Lý, phiếu hỗ trợ: {FAMILY}
"""


@pytest.fixture
def reviewer(commune):
    return appoint(commune, "rà soát", Role.R15, "Đảng ủy xã")


def told(person, by, day: int, hour: int, minute: int, verb="looked", **detail) -> Event:
    """What the log would hold if this had been done last week: day 0 is its Monday."""
    number = Event.objects.using(SEALED).filter(commune=person.commune).count() + 1000
    at = timezone.make_aware(datetime(2026, 11, 16 + day, hour, minute))
    event = Event(commune=person.commune, sequence=number, at=at, by=by.pk, verb=f"care.{verb}", detail=detail)
    event.subject = f"care.supportedperson:{person.pk}"
    event.save(force_insert=True, using=SEALED)
    return event


@pytest.fixture
def week(commune, person, son, hang, due):
    """A week of four looks, one of them by night, and one asking by somebody who is kept out."""
    ly = appoint(commune, "Lý", Role.R10, "Ủy ban nhân dân xã")
    SupportedPerson.objects.update(opened_at=timezone.make_aware(datetime(2026, 8, 3, 8)))
    told(person, hang, 0, 9, 0, part="tests", purpose="test")
    told(person, son, 1, 23, 10, part="legal", purpose="file")
    told(person, ly, 2, 9, 30, "refused")
    told(person, son, 3, 10, 0, part="legal", purpose="file")
    told(person, ly, 3, 11, 0, part="card", purpose="other")
    actions.add(Block, person, by=hang, user=ly.pk, ended_at=timezone.now())
    return commune


def in_words(week) -> str:
    lines = [f"Từ {week.first:%d/%m/%Y}: {week.looks} lượt mở"]
    for title, counts in (("Để làm gì", week.by_purpose), ("Ai", week.by_post)):
        lines.append(f"{title}: " + "; ".join(f"{what} {many}" for what, many in counts))
    for each in week.named:
        why = " ".join(rule.sentence for rule in each.rules)
        lines.append(f"{each.opening.at:%d/%m %H:%M} {each.name}, {each.part}: {why}")
    return "\n".join(["", *lines, ""])


def test_the_week_is_the_one_of_the_example(week, person):
    """Posts, purposes and what to ask; of the person a code alone."""
    assert in_words(digest(week, LAST_WEEK)) == EXAMPLE
    assert {each.code for each in digest(week, LAST_WEEK).named} == {person.code}
    assert waiting(week, TODAY) == {LAST_WEEK: 3}


def test_what_was_asked_waits_no_more_and_the_same_twice_is_one(week, person, reviewer):
    opening = digest(week, LAST_WEEK).named[0].opening
    for _ in range(2):
        actions.inquire(opening, said=Asked.UNCLEAR, note="Hẹn hỏi lại thứ Hai", by=reviewer)
    assert waiting(week, TODAY) == {LAST_WEEK: 2}
    actions.inquire(opening, said=Asked.SOUND, note="Đi cấp cứu cùng gia đình", by=reviewer)
    assert [each.said for each in Inquiry.objects.all()] == ["unclear", "sound"]
    assert [each.detail["said"] for each in events("inquired")] == ["unclear", "sound"]
    assert [each.said.said for each in digest(week, LAST_WEEK).asked] == ["sound"]


@pytest.mark.parametrize("who", ["son", "hang"])
def test_nobody_else_asks(request, week, who):
    opening = digest(week, LAST_WEEK).named[0].opening
    with pytest.raises(Refused):
        actions.inquire(opening, said=Asked.SOUND, note="hợp lý", by=request.getfixturevalue(who))


def test_nobody_is_asked_by_themselves(week, person, reviewer):
    own = opening_at(week, told(person, reviewer, 4, 9, 0, "refused").pk)
    with pytest.raises(Refused, match="Người khác"):
        actions.inquire(own.opening, said=Asked.SOUND, note="hợp lý", by=reviewer)


def test_the_reviewer_goes_from_the_desk_through_the_week_to_an_opening(week, person, reviewer):
    client = signed_in(reviewer)
    assert "3 lượt mở chờ hỏi lại" in said(client.get(reverse("home:duties")))
    page = client.get(reverse("care:digest"))
    assert person.code in said(page) and secrets_in(page) == []
    address = reverse("care:inquire", args=[digest(week, LAST_WEEK).named[0].opening.event])
    assert "chưa điền" in said(client.post(address, {"said": "sound"}))
    sent = client.post(address, {"said": "sound", "note": "Trực đêm, có sổ trực"}, follow=True)
    assert "Đã hỏi" in said(sent) and "đã hỏi, hợp lý" in said(sent)
    assert "Trực đêm, có sổ trực" in said(client.get(address))
    assert "2 lượt mở chờ hỏi lại" in said(client.get(reverse("home:duties")))


@pytest.mark.parametrize("asked", ["2026-11-09", "tuần trước", "1999-01-01"])
def test_any_week_that_is_asked_for_is_shown_or_the_last(week, reviewer, asked):
    page = signed_in(reviewer).get(reverse("care:digest", query={"tuan": asked}))
    shown = "9/11/2026" if asked == "2026-11-09" else "16/11/2026"
    assert f'<p class="sub">Từ {shown}' in re.sub("Từ 0", "Từ ", said(page))


def test_nobody_else_sees_the_week_or_its_line(week, son):
    client = signed_in(son)
    assert client.get(reverse("care:digest")).status_code == 404
    assert "chờ hỏi lại" not in said(client.get(reverse("home:duties")))
