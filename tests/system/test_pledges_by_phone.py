"""The collector's evening: a village's households ticked on a phone and saved, the sheet's photograph behind all."""

from datetime import date

import pytest
from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.pledges.actions import open_campaign
from banlanh.pledges.models import Campaign, Scan, Signature
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Stay
from tests.support.browser import PHONE
from tests.support.commune import PASSWORD, lan, make_commune, minh

from .pages import sideways, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

HOUSES = 30
PHOTO = {"name": "to-1.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff to ky"}
TAP = 44


@pytest.fixture
def campaign(monday) -> Campaign:
    commune = make_commune()
    secretary = minh(commune)
    lan(commune)
    village = Body.objects.get(commune=commune, name="Thôn Nà Lìn")
    rows = [Row("household", village, date(2026, 1, 1), f"Lò Văn {chr(65 + i)}", "xóm Trên") for i in range(26)]
    rows += [Row("household", village, date(2026, 1, 1), f"Giàng Thị {chr(65 + i)}") for i in range(HOUSES - 26)]
    add_rows(rows, at=timezone.now())
    return open_campaign(
        id=uuid7(),
        commune=commune,
        by=secretary,
        signers="household",
        title="Cam kết «Thôn không ma túy» năm 2026",
        text="Gia đình tôi cam kết không có người vi phạm.",
        version="1",
        languages=["vie"],
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 31),
    )


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def evening(browser, request, server, campaign):
    """The collector's phone, on the page that the paper's QR code opens."""
    looks = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": request.param}
    with browser.new_context(**looks, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        sign_in(page, server, "lan", PASSWORD)
        page.goto(f"{server}/cam-ket/{campaign.pk}/")
        page.get_by_role("link", name="Thôn Nà Lìn").tap()
        page.get_by_role("button", name="Lưu chữ ký").wait_for()
        yield page


def test_thirty_households_are_ticked_and_saved_with_their_sheet(evening):
    boxes = evening.locator("input[name=entries]")
    assert boxes.count() == HOUSES
    assert min(row.bounding_box()["height"] for row in evening.locator("label.pick:visible").all()) >= TAP
    for box in boxes.all():
        box.tap()
    has_script = evening.locator("[data-bl-all]").is_visible()
    assert evening.locator("[data-bl-count]").inner_text() == (f"Đã chọn {HOUSES}" if has_script else "")
    evening.locator("input[type=file]").set_input_files(PHOTO)
    evening.get_by_role("button", name="Lưu chữ ký").tap()
    evening.get_by_text(f"Đã ghi {HOUSES} dòng").wait_for()
    assert "Đã ký 30 / 30 hộ" in evening.inner_text("main")
    assert not sideways(evening)
    scan = Scan.objects.get()
    assert scan.sheet.signatures.count() == Signature.objects.count() == Stay.objects.count() == HOUSES
