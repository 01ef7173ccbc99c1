"""A village head tells that the loudspeakers played: few taps, and everybody sees it at the next reading."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from banlanh.core.ids import uuid7
from banlanh.outreach.actions import record_airing
from banlanh.outreach.models import Airing
from banlanh.plans.tests import plan as written
from tests.support.commune import PASSWORD, body_of, lan, make_commune, minh

from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

VILLAGE = "Nà Lìn"


class Taps:
    """A finger that is counted."""

    def __init__(self):
        self.count = 0

    def on(self, place) -> None:
        self.count += 1
        place.tap()


@pytest.fixture
def commune(db, monkeypatch):
    """On a Sunday, for the report counts whole weeks, and this one is whole today; last week nothing was missed."""
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-22")
    commune = make_commune()
    written.published(commune, minh(commune))
    village = {"body": body_of(commune, f"Thôn {VILLAGE}"), "by": lan(commune), "languages": ["vie", "hmn"]}
    for day in (10, 14):
        record_airing(id=uuid7(), happened_on=date(2026, 11, day), slot="morning", minutes=15, **village)
    return commune


def test_a_village_head_records_an_airing_in_three_taps_and_every_page_shows_it(commune, phone, page, server):
    sign_in(phone, server, "lan", PASSWORD)
    sign_in(page, server, "minh", PASSWORD)
    assert what_the_secretary_sees(page, server) == {"village": "0/2", "commune": "0/2", "report": "2/30 (6,7%)"}
    expect(phone.get_by_text("đã làm 0 trong 2 buổi")).to_be_visible()

    taps = Taps()
    taps.on(phone.get_by_role("link", name="Ghi buổi phát"))
    taps.on(phone.get_by_role("button", name="Lưu"))
    expect(phone.get_by_text("Đã ghi buổi phát thanh.")).to_be_visible()

    assert taps.count <= 3
    today = Airing.objects.filter(happened_on=date(2026, 11, 22))
    assert {(airing.body.place.name, airing.language) for airing in today} == {(VILLAGE, "hmn"), (VILLAGE, "vie")}
    the_head_sees_it(phone)
    assert what_the_secretary_sees(page, server) == {"village": "1/2", "commune": "1/2", "report": "3/30 (10%)"}


def the_head_sees_it(phone) -> None:
    """On the record, on the desk, on the duty."""
    expect(phone.locator("dl")).to_contain_text("Chủ nhật 22/11/2026")
    phone.get_by_role("link", name="Việc của tôi").first.tap()
    expect(phone.get_by_text("đã làm 1 trong 2 buổi")).to_be_visible()
    phone.get_by_role("link", name="Thôn", exact=True).tap()
    expect(phone.get_by_role("heading", name=f"Thôn {VILLAGE}")).to_be_visible()
    expect(phone.get_by_text("Phát tiếng Mông", exact=False).first).to_be_visible()
    phone.locator("a.row").filter(has_text="Phát bản tin").tap()
    expect(phone.get_by_text("đã làm 1 trong 2 buổi")).to_be_visible()
    expect(phone.get_by_text("đã ghi").first).to_be_visible()


def what_the_secretary_sees(page, server: str) -> dict[str, str]:
    """This week's airings of the village on its own page, on the commune's, and the month's in the report."""
    page.goto(f"{server}/xa/")
    column = page.locator("table.grid thead th").all_inner_texts().index("Phát bản tin trên loa truyền thanh")
    row = page.locator("table.grid tbody tr").filter(has=page.get_by_role("link", name=VILLAGE, exact=True))
    commune = row.locator("td").nth(column).inner_text()
    row.get_by_role("link", name=VILLAGE, exact=True).click()
    airings = page.locator("table.grid tbody tr").filter(has_text="Phát bản tin trên loa truyền thanh")
    village = airings.locator("td").first.inner_text()
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    told = page.get_by_text("Bằng tiếng Mông:").inner_text()
    return {
        "village": re.search(r"\d/\d", village).group(),
        "commune": re.search(r"\d/\d", commune).group(),
        "report": re.search(r"\d+/\d+ \([\d,]+%\)", told).group(),
    }
