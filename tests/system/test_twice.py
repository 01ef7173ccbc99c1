"""What is sent a second time changes nothing: not a row of any table, not a line of the log."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from playwright.sync_api import expect

from banlanh.accounts.tests import books
from banlanh.core.ids import uuid7
from banlanh.outreach.models import Airing
from banlanh.plans.models import Duty
from banlanh.plans.tests import plan as written
from tests.support.commune import PASSWORD, appoint, body_of, lan, make_commune, minh
from tests.support.database import everything

from .pages import fields, sign_in

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]


@pytest.fixture
def commune():
    return make_commune()


@pytest.fixture
def secretary(commune):
    return minh(commune)


@pytest.fixture
def office(secretary, client):
    """The browser of the secretary."""
    client.force_login(secretary)
    return client


@pytest.fixture
def draft(commune, secretary):
    return written.receive(commune, secretary)


@pytest.fixture
def plan(commune, secretary):
    return written.published(commune, secretary)


def changes_nothing_the_second_time(client, address: str, form: dict) -> None:
    """The same form twice; after each the page that follows is read, as a browser does."""
    before = everything()
    assert client.post(address, form, follow=True).status_code == 200
    once = everything()
    assert once != before, "the first time must do something, or this test shows nothing"
    for file in form.values():
        if hasattr(file, "seek"):
            file.seek(0)
    assert client.post(address, form, follow=True).status_code == 200
    twice = everything()
    assert [name for name in once if once[name] != twice[name]] == []


# --- the plan


def test_receiving_the_same_file_twice(office):
    file = SimpleUploadedFile("ke-hoach.md", written.TEXT.encode())
    changes_nothing_the_second_time(office, "/ke-hoach/moi/", {"file": file})


def test_setting_the_period_twice(office, draft):
    form = {"number": "8", "starts_on": "01/06/2026", "ends_on": "30/06/2026"}
    changes_nothing_the_second_time(office, f"/ke-hoach/{draft.pk}/thoi-gian/", form)


@pytest.mark.parametrize("word", ["dung", "bo"])
@pytest.mark.parametrize("many", ["tasks", "targets"])
def test_confirming_and_dropping_a_proposal_twice(many, word, office, draft):
    path, proposal = {"tasks": "nhiem-vu", "targets": "chi-tieu"}[many], getattr(draft, many).first()
    changes_nothing_the_second_time(office, f"/ke-hoach/{path}/{proposal.pk}/{word}/", {})


def test_confirming_all_that_is_complete_twice(office, draft):
    changes_nothing_the_second_time(office, f"/ke-hoach/{draft.pk}/xac-nhan/", {})


def test_adding_a_task_to_a_clause_twice(office, draft):
    changes_nothing_the_second_time(office, f"/ke-hoach/muc/{draft.clauses.first().pk}/them-viec/", {})


def test_correcting_a_task_of_a_draft_twice(office, draft):
    changes_nothing_the_second_time(office, *correction(draft.tasks.get(kind="airing")))


def test_correcting_a_task_of_a_running_plan_twice(office, plan):
    changes_nothing_the_second_time(office, *correction(plan.tasks.get(kind="airing")))


def correction(task) -> tuple[str, dict]:
    form = {"title": "Phát bản tin", "extent": "villages", "every": "FREQ=MONTHLY", "times": "4", "kind": "airing"}
    return f"/ke-hoach/nhiem-vu/{task.pk}/", form


def test_publishing_twice(commune, secretary, office, draft):
    written.decide(draft, secretary)
    changes_nothing_the_second_time(office, f"/ke-hoach/{draft.pk}/cong-bo/", {})
    assert Duty.objects.filter(task__plan=draft).exists()


# --- records


AIRING = {"happened_on": "23/11/2026", "slot": "morning", "languages": ["vie", "hmn"], "minutes": "15"}
LATE = {"happened_on": "5/11/2026", "why_late": "paper"}
RESOLUTION = {"month": "2026-11-01", "number": "11-NQ/CB", "has_drug_content": "1"} | LATE
REPORT = {"number": "11-BC/CB", "title": "Báo cáo tháng 11", "happened_on": "22/11/2026"}


@pytest.mark.parametrize(
    ("key", "body", "typed"),
    [
        ("airing", "Thôn Nà Lìn", AIRING),
        ("resolution", "Chi bộ Nà Lìn", RESOLUTION),
        ("report", "Chi bộ Công an xã", REPORT),
    ],
)
def test_sending_the_form_of_a_record_twice(key, body, typed, commune, plan, office):
    address = f"/ban-ghi/{key}/moi/?don_vi={body_of(commune, body).pk}"
    form = fields(office.get(address).content.decode()) | typed
    if key != "airing":
        form["file"] = SimpleUploadedFile("ban-chup.png", b"\x89PNG\r\n\x1a\n")
    changes_nothing_the_second_time(office, address, form)


def test_voiding_a_record_twice(commune, plan, office):
    address = f"/ban-ghi/airing/moi/?don_vi={body_of(commune, 'Thôn Nà Lìn').pk}"
    shown = office.post(address, AIRING | {"id": str(uuid7())})
    changes_nothing_the_second_time(office, f"{shown.url}huy/", {"reason": "ghi nhầm ngày phát"})


# --- steps of a duty


@pytest.fixture
def duty(commune, plan):
    return Duty.objects.filter(task__plan=plan, task__kind="", body__name="Hội Phụ nữ").first()


@pytest.fixture
def woman(commune):
    return appoint("nguyet", "Bàn Thị Nguyệt", "R8b", body_of(commune, "Hội Phụ nữ"), title="Chủ tịch Hội")


def test_handing_in_twice(duty, woman, client):
    client.force_login(woman)
    file = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7")
    form = {"id": str(uuid7()), "note": "Đã nhận giúp một gia đình.", "file": file}
    changes_nothing_the_second_time(client, f"/viec/{duty.pk}/trinh/", form)


@pytest.mark.parametrize("word", ["duyet", "tra-lai", "mien"])
def test_answering_twice(word, duty, woman, secretary, client):
    client.force_login(woman)
    client.post(f"/viec/{duty.pk}/trinh/", {"id": str(uuid7()), "note": "Đã nhận giúp một gia đình."})
    client.force_login(secretary)
    changes_nothing_the_second_time(client, f"/viec/{duty.pk}/{word}/", {"id": str(uuid7()), "note": "Xin ghi rõ hơn."})


# --- the commune's workbook


def test_importing_the_same_workbook_twice(db, tmp_path):
    path = tmp_path / "xa.xlsx"
    path.write_bytes(books.packed(books.good()).getvalue())
    call_command("setup_commune", str(path), stdout=StringIO())
    once, slips = everything(), sorted((each.name, each.read_bytes()) for each in tmp_path.iterdir())
    told = StringIO()
    call_command("setup_commune", str(path), stdout=told)
    assert everything() == once
    assert sorted((each.name, each.read_bytes()) for each in tmp_path.iterdir()) == slips
    assert "Không có gì mới: mọi điều trong sổ đã ghi từ trước." in told.getvalue()


# --- in a browser


@pytest.mark.browser
def test_going_back_and_sending_again_counts_the_airing_once(commune, plan, phone, server):
    lan(commune)
    sign_in(phone, server, "lan", PASSWORD)
    form = f"{server}/ban-ghi/airing/moi/"
    phone.goto(form)
    save(phone)
    phone.go_back()
    phone.wait_for_url(form)
    save(phone)
    assert Airing.objects.filter(voided_at=None).count() == 2, "one session, in two languages"


def save(phone) -> None:
    with phone.expect_navigation():
        phone.get_by_role("button", name="Lưu").tap()


@pytest.mark.browser
def test_two_quick_taps_record_one_airing(commune, plan, phone, server):
    lan(commune)
    sign_in(phone, server, "lan", PASSWORD)
    phone.goto(f"{server}/ban-ghi/airing/moi/")
    phone.get_by_role("button", name="Lưu").dblclick()
    expect(phone.get_by_text("Đã ghi buổi phát thanh.")).to_be_visible()
    assert Airing.objects.count() == 2, "one session, in two languages"
