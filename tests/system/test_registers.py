"""A village head keeps the register on a phone, by keyboard; a commune's own workbook comes in and goes back."""

import pytest
from playwright.sync_api import expect

from banlanh.registers.models import Entry
from banlanh.registers.tests.workbooks import households, template
from tests.support.commune import PASSWORD, lan, make_commune

from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def commune(db, monday):
    commune = make_commune()
    lan(commune)
    return commune


def test_a_household_is_added_and_found_without_marks_by_keyboard_alone(commune, phone, server):
    sign_in(phone, server, "lan", PASSWORD)
    phone.goto(f"{server}/so-bo/")
    phone.get_by_role("link", name="Hộ gia đình").press("Enter")
    phone.get_by_role("link", name="Thêm hộ").press("Enter")
    phone.get_by_label("Họ và tên chủ hộ").press_sequentially("Nguyễn Văn Á")
    phone.keyboard.press("Tab")
    phone.keyboard.type("nhóm 2")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Nguyễn Văn Á")).to_be_visible()
    phone.goto(f"{server}/so-bo/")
    phone.get_by_label("Tìm theo tên").press_sequentially("nguyen van a")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Nguyễn Văn Á")).to_be_visible()
    assert "nguyen" not in phone.url


def test_a_workbook_comes_in_after_a_look_and_goes_back(commune, page, server, tmp_path):
    rows = households(20)
    rows[4][3] = "không có"
    path = tmp_path / "ho.xlsx"
    path.write_bytes(template({"Nà Lìn": rows}))
    sign_in(page, server, "lan", PASSWORD)
    page.goto(f"{server}/so-bo/nhap/")
    page.get_by_label("Sổ Excel").set_input_files(path)
    page.get_by_role("button", name="Đọc thử").click()
    expect(page.get_by_text("dòng 11, cột D (Số điện thoại)")).to_be_visible()
    assert Entry.objects.count() == 0
    page.get_by_role("button", name="Đúng, nhập vào sổ").click()
    expect(page.get_by_text("Đã nhập sổ.")).to_be_visible()
    assert Entry.objects.count() == 19
    page.get_by_text("Nhập nhầm tệp?").click()
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_text("Đã hoàn tác", exact=False).first).to_be_visible()
    assert Entry.objects.count() == 0
