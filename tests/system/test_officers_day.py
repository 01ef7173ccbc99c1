"""An officer's day in the sealed room: what protection asks for more, in taps and keys; and every form by keyboard."""

import pytest

from banlanh.accounts.enums import Role
from banlanh.care import actions
from banlanh.care.models import Assignment, HelpVisit, LabTest, Look, SupportedPerson
from banlanh.care.tests.conftest import TODAY
from banlanh.places.models import Place
from banlanh.sealing.actions import make_master
from tests.support import commune as people
from tests.support.browser import DESK, PHONE
from tests.support.day import Day, Files, Hand, give_phone, let_factor_lapse
from tests.support.factor import show_factor

from .pages import sign_in
from .test_every_page import sideways, small
from .test_second_factor import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]

UNION = "Hội Phụ nữ"
SIX_DIGITS_AND_ENTER = 7


@pytest.fixture
def commune(settings, tmp_path) -> Place:
    settings.SEALED_KEY_FILE = tmp_path / "khoa" / "sealed.key"
    make_master()
    return people.make_commune()


@pytest.fixture
def files(commune) -> Files:
    village = Place.objects.get(parent=commune, name="Nà Lìn")
    police = people.body_of(commune, "Công an xã")
    huy = people.appoint("huy", "Nông Quốc Huy", Role.R4, police, villages=[village])
    give_phone(huy)
    people.appoint("yen", "Hoàng Thị Yến", Role.R8B, people.body_of(commune, UNION))
    return Files(village, huy, by=huy)


@pytest.fixture
def officer(files, phone, server):
    """At a phone, with the second factor just shown."""
    sign_in(phone, server, "huy", people.PASSWORD)
    show_factor()
    return phone


def test_what_protection_asks_for_more(files, page, server):
    sign_in(page, server, "huy", people.PASSWORD)
    show_factor()
    without = spend(files, Day(page, server, UNION, is_protected=False))
    let_factor_lapse()
    by_task = spend(files, Day(page, server, UNION))
    let_factor_lapse()
    chosen = spend(files, Day(page, server, UNION, by_envelope=True))
    assert (by_task.taps - without.taps, by_task.keys - without.keys) == (0, SIX_DIGITS_AND_ENTER)
    assert (chosen.taps - without.taps, chosen.keys - without.keys) == (1, SIX_DIGITS_AND_ENTER)


def spend(files: Files, day: Day) -> Hand:
    """The day, with files of its own; all of it is done."""
    tested, watched, leaving = files.tested(), files.ending(), files.ending()
    hand = day.spend(tested.code, watched.code, leaving.code)
    leaving.refresh_from_db()
    assert LabTest.objects.filter(person=tested, done_on=TODAY).count() == 1
    assert [look.purpose for look in Look.objects.filter(person=watched)] == ["file"]
    assert Assignment.objects.get(person=watched).body == people.body_of(files.village.parent, UNION).pk
    assert leaving.closed_on == TODAY
    return hand


def test_a_helper_logs_a_visit_in_two_taps(files, phone, server):
    front = people.body_of(files.village.parent, "Mặt trận Tổ quốc xã")
    bao = people.appoint("bao", "Lương Văn Bảo", Role.R8, front)
    actions.assign_body(files.open(), front, bao, by=files.officer)
    sign_in(phone, server, "bao", people.PASSWORD)
    phone.goto(f"{server}/ho-so/")
    hand = Hand(phone)
    for role in ("link", "button"):
        hand.follow(phone.get_by_role(role, name="Ghi lượt thăm"))
    assert (hand.taps, HelpVisit.objects.get().visited_on) == (2, TODAY)


def forms(tested: SupportedPerson) -> list[str]:
    of_file, due = f"/ho-so/{tested.code}", LabTest.objects.get(person=tested)
    acts = ("can-bo", "khoang-cach", "don-vi", "khong-tinh", "phat-sinh", "chuyen", "ket-thuc", "chan")
    acts += ("trinh-ky", "sua", "yeu-cau")
    alone = ["/ho-so/", "/ho-so/tim/", "/ho-so/moi/", f"/ho-so/xet-nghiem/{due.pk}/", f"{of_file}/"]
    return alone + [f"{of_file}/{each}/" for each in acts]


def test_every_form_is_whole_and_its_button_is_reached_by_the_tab_key(files, officer, server):
    faults = []
    for address in forms(files.tested()):
        officer.goto(f"{server}{address}")
        walk_to(officer, officer.locator("main .btn").first.inner_text())
        faults += [f"{address}: {fault}" for fault in sideways(officer) + small(officer)]
        officer.set_viewport_size(DESK)
        faults += [f"{address}: {fault}" for fault in sideways(officer)]
        officer.set_viewport_size(PHONE)
    assert faults == []


def test_a_part_is_opened_for_a_reason_in_words_by_keyboard(files, officer, server):
    officer.goto(f"{server}/ho-so/{files.tested().code}/")
    for _ in range(2):  # the card comes first, then the legal file
        walk_to(officer, "Vì việc khác")
    officer.keyboard.press("Enter")
    walk_to(officer, "Thanh tra, khiếu nại")
    officer.keyboard.press("Tab")
    officer.keyboard.type("việc riêng")
    officer.keyboard.press("Enter")
    officer.get_by_role("alert").wait_for()
    assert sideways(officer) == small(officer) == []
    words = officer.get_by_label("Việc khác: ghi rõ").locator("visible=true")
    assert words.input_value() == "việc riêng"
    words.fill("trả lời đơn hỏi của gia đình về ngày hết hạn")
    officer.keyboard.press("Enter")
    officer.get_by_text("Sùng Thị Vá").wait_for()
    assert (Look.objects.get().part, Look.objects.get().purpose) == ("legal", "other")
