"""The pages of what waits for a look, and of phones; and what is forgotten after its term."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.outreach.models import Airing
from banlanh.sync import actions
from banlanh.sync.forgetting import RECEIPT_STAYS, SETTLED_STAYS
from banlanh.sync.models import Device, Quarantined, Receipt
from tests.support.commune import appoint, body_of
from tests.system.pages import text_of

pytestmark = pytest.mark.django_db(databases="__all__")
HERE, KEEPS = "/dong-bo/cho-xem/", "/dong-bo/con-giu/"


@pytest.fixture
def kept(send, airing, lan, phone) -> Quarantined:
    """Lan's post ended while her phone was away: what it sends waits."""
    Device.objects.update(made_at=phone.made_at - timedelta(days=9))
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    [answer] = send(airing())
    assert answer["state"] == "quarantined"
    return Quarantined.objects.get()


@pytest.fixture
def heir(commune, village):
    return appoint("tho", "Vàng Thị Thơ", "R7", village)


def shown(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return text_of(answer.content.decode())


def test_my_work_tells_who_answers_for_the_body_and_nobody_else(kept, heir, hoa, browser_of):
    assert "1 việc chờ đồng chí xem" in shown(browser_of(heir), "/")
    assert "chờ đồng chí xem" not in shown(browser_of(hoa), "/")
    assert browser_of(hoa).get(f"{HERE}{kept.pk}/").status_code == 404
    assert "Không có việc nào chờ" in shown(browser_of(hoa), HERE)


def test_it_is_read_in_the_words_of_its_form(kept, heir, browser_of):
    said = shown(browser_of(heir), f"{HERE}{kept.pk}/")
    assert "Buổi phát thanh" in said and "người ghi không còn phụ trách nơi này" in said
    assert "23/11/2026" in said and "tiếng Mông" in said and "hmn" not in said and "morning" not in said


def test_taken_over_it_is_written_as_one_s_own(kept, heir, browser_of):
    browser = browser_of(heir)
    for _ in range(2):
        assert browser.post(f"{HERE}{kept.pk}/nhan/").status_code == 302
    assert {each.recorded_by for each in Airing.objects.all()} == {heir}
    assert "Đã xem gần đây" in shown(browser, HERE) and "chờ đồng chí xem" not in shown(browser, "/")


def test_dropped_it_needs_a_reason_and_stays_readable(kept, heir, browser_of):
    browser = browser_of(heir)
    assert browser.post(f"{HERE}{kept.pk}/bo/", {"reason": ""}).status_code == 422
    assert browser.post(f"{HERE}{kept.pk}/bo/", {"reason": "đã ghi trên trang"}).status_code == 302
    assert not Airing.objects.exists()
    assert "bỏ, đã ghi trên trang" in shown(browser, f"{HERE}{kept.pk}/")
    again = browser.post(f"{HERE}{kept.pk}/bo/", {"reason": "đã ghi trên trang"}, follow=True)
    assert "đã có người xem" in text_of(again.content.decode())


def test_what_no_form_can_take_is_told_and_stays(kept, heir, browser_of):
    Quarantined.objects.update(payload={"happened_on": ["x"], "languages": {"a": "b"}})
    answer = browser_of(heir).post(f"{HERE}{kept.pk}/nhan/", follow=True)
    assert answer.status_code == 200 and Quarantined.objects.waiting().exists()


def test_one_revokes_one_s_own_phone_and_sees_no_other_s(phone, lan, hoa, browser_of):
    assert "Điện thoại Android" in shown(browser_of(lan), "/dong-bo/may/")
    assert "Điện thoại Android" not in shown(browser_of(hoa), "/dong-bo/may/")
    address = f"/dong-bo/may/{phone.pk}/thu-hoi/"
    assert browser_of(hoa).post(address).status_code == 404
    assert browser_of(lan).post(address).status_code == 302
    phone.refresh_from_db()
    assert phone.revoked_by == lan
    answer = browser_of(lan).post(address, follow=True)
    assert "đã thu hồi rồi" in text_of(answer.content.decode())


def test_who_keeps_the_accounts_revokes_a_phone_that_was_lost(phone, lan, commune, browser_of):
    keeper = appoint("quan-tri", "Tẩn A Sử", "R14", body_of(commune, "Văn phòng Đảng ủy"))
    assert f"của {lan.full_name}" in shown(browser_of(keeper), "/dong-bo/may/")
    assert browser_of(keeper).post(f"/dong-bo/may/{phone.pk}/thu-hoi/").status_code == 302
    assert Device.objects.get().revoked_by == keeper


def test_who_found_a_revoked_phone_is_signed_in_on_it_no_more(lan, browser_of, client):
    """Her machine at home stays as it is; the phone alone is shut, and told to forget without any sign-in."""
    lost, at_home = browser_of(lan), Client()
    at_home.force_login(lan)
    cursor = lost.get("/dong-bo/").json()["cursor"]
    device = Device.objects.get()
    assert client.get(KEEPS, {"tu": cursor}).json()["keeps"]
    assert at_home.post(f"/dong-bo/may/{device.pk}/thu-hoi/").status_code == 302
    assert lost.get("/").status_code == 302 and at_home.get("/").status_code == 200
    assert client.get(KEEPS, {"tu": cursor}).status_code == 410


def test_a_phone_that_nobody_is_signed_in_on_learns_that_a_post_ended(lan, browser_of, client):
    cursor = browser_of(lan).get("/dong-bo/").json()["cursor"]
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    assert not client.get(KEEPS, {"tu": cursor}).json()["keeps"]


@pytest.mark.parametrize("cursor", ["", "x", "0" * 32 + ".1"])
def test_of_a_phone_that_nobody_knows_nothing_is_told_but_the_hour(client, cursor):
    assert set(client.get(KEEPS, {"tu": cursor}).json()) == {"now", "keeps"}


def test_what_was_settled_and_old_receipts_go_after_their_term(kept, heir, send, airing, commune, monkeypatch):
    actions.drop(kept, by=heir, reason="đã ghi trên trang")
    day = date(2026, 11, 23)

    def left(after: timedelta) -> tuple[int, int]:
        monkeypatch.setenv("BANLANH_TODAY", (day + after).isoformat())
        call_command("tick")
        return Quarantined.objects.count(), Receipt.objects.count()

    assert left(SETTLED_STAYS - timedelta(days=1)) == (1, 1)
    assert left(SETTLED_STAYS + timedelta(days=1)) == (0, 1)
    assert left(RECEIPT_STAYS + timedelta(days=1)) == (0, 0)
    told = Event.objects.filter(verb="sync.forgotten").order_by("pk").values_list("detail", flat=True)
    assert list(told) == [
        {"pictures": 0, **each} for each in ({"quarantined": 1, "receipts": 0}, {"quarantined": 0, "receipts": 1})
    ]


def test_what_still_waits_is_never_forgotten(kept, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", (date(2026, 11, 23) + 3 * RECEIPT_STAYS).isoformat())
    call_command("tick")
    assert Quarantined.objects.waiting().count() == Receipt.objects.count() == 1
