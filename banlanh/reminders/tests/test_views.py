import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from icalendar import Calendar

from banlanh.outreach.models import PlannedAiring
from banlanh.plans.models import Duty
from banlanh.reminders.actions import add_mail
from banlanh.reminders.models import Channel, Feed
from tests.support.commune import body_of, hoa, lan


def test_an_address_is_added_and_taken_away_on_the_page(commune, secretary, browser_of):
    browser = browser_of(secretary)
    assert browser.post(reverse("reminders:mail"), {"address": "bithu@vidu.vn"}).status_code == 302
    html = browser.get(reverse("reminders:index")).content.decode()
    assert "bithu@vidu.vn" in html
    browser.post(reverse("reminders:end", args=[Channel.objects.get().pk]))
    assert "vidu.vn" not in browser.get(reverse("reminders:index")).content.decode()


@pytest.mark.parametrize("typed", ["", "bithu", "bithu@", "a b@vidu.vn"])
def test_a_wrong_address_is_answered_at_the_field_and_kept(commune, secretary, browser_of, typed):
    answer = browser_of(secretary).post(reverse("reminders:mail"), {"address": typed})
    html = answer.content.decode()
    assert answer.status_code == 422 and typed in html
    assert "Địa chỉ thư chưa đúng" in html or "chưa điền ô này" in html


def test_another_person_s_channel_is_not_there(commune, secretary, browser_of):
    channel = add_mail(address="bithu@vidu.vn", by=secretary)
    assert browser_of(hoa(commune)).post(reverse("reminders:end", args=[channel.pk])).status_code == 404


def test_a_browser_of_another_house_is_refused_in_a_sentence(commune, secretary, browser_of):
    sent = {"endpoint": "https://nhà-khác.vn/a", "p256dh": "B" * 87, "auth": "A" * 22}
    answer = browser_of(secretary).post(reverse("reminders:push"), sent)
    assert answer.status_code == 422 and "chưa được chấp nhận" in answer.content.decode()


# --- the calendar ----------------------------------------------------------------------------------


def address_of(browser) -> str:
    html = browser.post(reverse("reminders:feed"), {"open": ""}).content.decode()
    return urlsplit(re.search(r"<code[^>]*>([^<]+)</code>", html)[1]).path


def test_a_calendar_holds_what_falls_due_and_no_word_of_what(commune, plan, browser_of, client):
    head = lan(commune)
    calendar = Calendar.from_ical(client.get(address_of(browser_of(head))).content)
    events = calendar.walk("VEVENT")
    week = Duty.objects.get(body__name="Thôn Nà Lìn", due_on="2026-11-29")
    [event] = [each for each in events if each["uid"] == f"viec-{week.pk}@banlanh"]
    assert event["dtstart"].dt == week.due_on and str(event["summary"]) == "Ghi buổi phát"
    assert all("Loa" not in each["summary"] and "giúp" not in each["summary"] for each in events)


def test_a_revoked_calendar_and_one_that_never_was_are_the_same_nothing(commune, plan, browser_of, client):
    browser = browser_of(lan(commune))
    first = address_of(browser)
    second = address_of(browser)
    assert first != second and Feed.objects.filter(closed_at=None).count() == 1
    assert [client.get(each).status_code for each in (first, second)] == [404, 200]
    browser.post(reverse("reminders:feed"), {"close": ""})
    gone, never = client.get(second), client.get(reverse("reminders:calendar", args=["khong-co"]))
    assert (gone.status_code, gone.content) == (404, never.content)


def test_the_address_itself_is_kept_nowhere(commune, plan, browser_of):
    token = address_of(browser_of(lan(commune))).rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in str(Feed.objects.values()) and len(token) > 40


def test_a_calendar_ends_with_the_account(commune, plan, browser_of, client):
    head = lan(commune)
    address = address_of(browser_of(head))
    head.posts.update(ends_on="2026-11-24")
    assert b"VEVENT" not in client.get(address).content


def test_a_village_head_s_calendar_has_the_sessions_of_the_schedule_too(commune, plan, browser_of, client):
    head, village = lan(commune), body_of(commune, "Thôn Nà Lìn")
    said = {"weekday": 3, "slot": "morning", "languages": ["vie"], "minutes": 15, "starts_on": date(2026, 11, 23)}
    PlannedAiring.objects.create(body=village, planned_by=head, **said)
    events = Calendar.from_ical(client.get(address_of(browser_of(head))).content).walk("VEVENT")
    days = [each["dtstart"].dt for each in events if str(each["summary"]) == "Phát bản tin buổi sáng"]
    assert days[0] == date(2026, 11, 26) and len(days) == 4, "every Thursday of the next four weeks"
