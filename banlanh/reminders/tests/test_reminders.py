"""One reminder a morning and place, in words that may be read aloud; nothing twice, whoever fails."""

import json
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.core.management import call_command
from py_vapid.utils import b64urlencode

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.plans.models import Duty
from banlanh.reminders import actions, sending
from banlanh.reminders.actions import add_mail, add_push, end_channel, remind
from banlanh.reminders.models import Channel, Reminder
from banlanh.reminders.queries import Due, due_of, words_of
from tests.support.commune import appoint, body_of, hoa, lan, son

from .conftest import TODAY

KEYS = {"p256dh": "B" * 87, "auth": "A" * 22}


def test_what_there_is_to_say_is_counted_by_how_it_stands(commune, plan, secretary):
    police = appoint("ha", "Vàng Thị Hà", "R6", body_of(commune, "Chi bộ Công an xã"))
    due = due_of(police, TODAY)
    assert due.today == 1, "the report of the 25th"
    assert due.late == Duty.objects.filter(body__name="Chi bộ Công an xã", due_on__lt=TODAY).count()
    assert due_of(police, date(2026, 11, 22)).soon == 1
    assert due.climbed > 0, "villages without anybody in charge: the standing body answers"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (Due(0, 0, 0, 0), ""),
        (Due(2, 1, 0, 0), "2 việc đã quá hạn; 1 việc đến hạn hôm nay"),
        (Due(1, 0, 0, 0, 2), "1 việc đã quá hạn; 2 việc cần xem ở trang Hồ sơ"),
        (Due(0, 0, 3, 1), "3 việc đến hạn ngày 28/11; 1 việc ở nơi khác quá hạn lâu, đã chuyển lên đồng chí"),
    ],
)
def test_the_words_hold_numbers_and_days_and_nothing_else(due, said):
    assert words_of(due, TODAY) == said


@pytest.mark.django_db(databases="__all__")
def test_tick_tells_each_place_once_a_day_however_often_it_runs(commune, plan, secretary):
    add_mail(address="bithu@vidu.vn", by=secretary)
    add_mail(address="Nha@vidu.vn", by=secretary)
    for _ in range(2):
        call_command("tick")
    assert sorted(each.to[0] for each in mail.outbox) == ["bithu@vidu.vn", "nha@vidu.vn"]
    assert "đã chuyển lên đồng chí" in mail.outbox[0].body and "loa" not in mail.outbox[0].body.lower()


@pytest.mark.django_db(databases="__all__")
def test_after_four_days_of_sleep_only_today_s_is_sent_and_no_duty_made_twice(commune, plan, secretary, monkeypatch):
    add_mail(address="bithu@vidu.vn", by=secretary)
    call_command("tick")
    before = Duty.objects.count()
    monkeypatch.setenv("BANLANH_TODAY", (TODAY + timedelta(days=4)).isoformat())
    for _ in range(2):
        call_command("tick")
    assert [each.day for each in Reminder.objects.order_by("day")] == [TODAY, TODAY + timedelta(days=4)]
    assert (len(mail.outbox), Duty.objects.count()) == (2, before)


def test_who_has_nothing_to_do_hears_nothing(commune, secretary):
    add_mail(address="bithu@vidu.vn", by=secretary)
    assert remind(commune, on=TODAY) == 0 and not mail.outbox


@pytest.mark.parametrize("what", ["ended", "post", "account"])
def test_who_has_left_hears_nothing(commune, plan, secretary, what):
    channel = add_mail(address="bithu@vidu.vn", by=secretary)
    if what == "ended":
        end_channel(channel, by=secretary)
    elif what == "post":
        secretary.posts.update(ends_on=TODAY - timedelta(days=1))
    else:
        User.objects.filter(pk=secretary.pk).update(disabled_at="2026-11-24T00:00:00Z")
    assert remind(commune, on=TODAY) == 0


@pytest.mark.django_db(databases="__all__")
def test_what_could_not_be_sent_keeps_nobody_else_waiting_and_is_tried_again(commune, plan, secretary, monkeypatch):
    chief, send = son(commune), sending.send
    add_mail(address="hong@vidu.vn", by=chief)
    add_mail(address="bithu@vidu.vn", by=secretary)

    def broken(channel, said):
        if channel.address == "hong@vidu.vn":
            raise OSError("no route to host")
        send(channel, said)

    monkeypatch.setattr(sending, "send", broken)
    assert remind(commune, on=TODAY) == 1
    monkeypatch.setattr(sending, "send", send)
    assert remind(commune, on=TODAY) == 1
    assert [each.to[0] for each in mail.outbox] == ["bithu@vidu.vn", "hong@vidu.vn"]


def test_two_machines_that_tick_at_once_tell_once(commune, plan, secretary, monkeypatch):
    channel = add_mail(address="bithu@vidu.vn", by=secretary)
    Reminder.objects.create(channel=channel, day=TODAY, said="x")  # the other was a moment earlier
    assert remind(commune, on=TODAY) == 0 and not mail.outbox


# --- channels --------------------------------------------------------------------------------------


def test_the_same_address_twice_is_one_channel_with_one_event(commune, secretary):
    add_mail(address="bithu@vidu.vn", by=secretary)
    add_mail(address="BITHU@vidu.vn", by=secretary)
    assert Channel.objects.count() == 1
    [event] = Event.objects.filter(verb="channel.added")
    assert "vidu" not in json.dumps(event.detail), "codes, never an address"


def test_there_are_not_more_places_than_a_person_has_devices(commune, secretary):
    for number in range(5):
        add_mail(address=f"may{number}@vidu.vn", by=secretary)
    with pytest.raises(Refused, match="Xin bỏ bớt một nơi"):
        add_mail(address="may5@vidu.vn", by=secretary)


def test_without_a_mail_server_no_mail_is_promised(commune, secretary, settings):
    settings.MAIL_SERVER = ""
    with pytest.raises(Refused, match="chưa đặt máy chủ thư"):
        add_mail(address="bithu@vidu.vn", by=secretary)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/a",
        "https://127.0.0.1/a",
        "https://fcm.googleapis.com.evil.vn/a",
        "https://a@fcm.googleapis.com/a",
        "https://evilfcm.googleapis.com.vn/",
        "file:///etc/passwd",
    ],
)
def test_the_server_knocks_at_no_other_door_than_a_push_service_s(commune, secretary, endpoint):
    with pytest.raises(Refused, match="chưa được chấp nhận"):
        add_push(endpoint=endpoint, keys=KEYS, by=secretary)


def test_only_one_s_own_channel_can_be_ended(commune, secretary):
    channel = add_mail(address="bithu@vidu.vn", by=secretary)
    with pytest.raises(Refused):
        end_channel(channel, by=hoa(commune))
    assert Channel.objects.open().count() == 1


def test_a_log_that_cannot_be_written_undoes_the_channel(commune, secretary, monkeypatch):
    def fail(*args, **detail):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError, match="full"):
        add_mail(address="bithu@vidu.vn", by=secretary)
    assert not Channel.objects.exists()


# --- web push --------------------------------------------------------------------------------------


class Browser:
    """A push service and the browser behind it: keeps what arrives, and can read it."""

    def __init__(self):
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        self.arrived, self.status = [], 201
        browser = self

        class Service(BaseHTTPRequestHandler):
            def do_POST(self):
                content = self.rfile.read(int(self.headers["Content-Length"]))
                browser.arrived.append((dict(self.headers), content))
                self.send_response(browser.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": b64urlencode(point), "auth": b64urlencode(self.secret)}

    @property
    def said(self) -> list[dict]:
        read = (http_ece.decrypt(content, private_key=self.key, auth_secret=self.secret) for _, content in self.arrived)
        return [json.loads(each) for each in read]


@pytest.fixture
def browser(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    sending.public_key.cache_clear()
    made = Browser()
    yield made
    made.server.shutdown()
    made.server.server_close()
    sending.public_key.cache_clear()


def pushed_to(browser, by) -> Channel:
    address = f"http://127.0.0.1:{browser.server.server_port}/a"  # past the rule, which would refuse it
    return Channel.objects.create(user=by, way="push", address=address, keys=browser.keys)


def test_a_push_arrives_sealed_for_the_browser_and_signed_by_the_server(commune, plan, secretary, browser):
    pushed_to(browser, secretary)
    assert remind(commune, on=TODAY) == 1
    [(headers, content)] = browser.arrived
    [said] = browser.said
    assert "chuyển lên đồng chí" in said["body"] and b"chuy" not in content
    assert headers["authorization"].startswith("vapid t=") and sending.public_key() in headers["authorization"]


def test_a_browser_that_is_gone_is_not_asked_again(commune, plan, secretary, browser):
    channel = pushed_to(browser, secretary)
    browser.status = 410
    remind(commune, on=TODAY)
    channel.refresh_from_db()
    assert channel.ended_at and Event.objects.filter(verb="channel.ended", by=None).exists()


def test_a_push_service_that_is_down_is_asked_again(commune, plan, secretary, browser):
    pushed_to(browser, secretary)
    browser.status = 503
    assert remind(commune, on=TODAY) == 0 and not Reminder.objects.exists()
    browser.status = 201
    assert remind(commune, on=TODAY) == 1


def test_the_server_follows_nobody_to_another_door(commune, plan, secretary, browser):
    pushed_to(browser, secretary)
    browser.status = 307
    assert remind(commune, on=TODAY) == 0
    assert len(browser.arrived) == 1


def test_the_server_s_key_is_made_once_and_readable_by_its_owner_alone(browser, settings):
    first = sending.public_key()
    sending.public_key.cache_clear()
    assert sending.public_key() == first
    assert (settings.DATA_DIR / "keys" / "push.pem").stat().st_mode & 0o077 == 0


def test_a_village_head_is_told_of_the_own_work_alone(commune, plan, secretary):
    due = due_of(lan(commune), TODAY)
    assert due.climbed == 0 and due.late > 0
