"""The report says how many of how many have signed, of the whole commune, and of nobody by name."""

from datetime import date

import pytest

from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.pledges.actions import open_campaign, sign_list
from banlanh.registers.bulk import Row, add_rows
from banlanh.reports.drafting import monthly_report
from tests.support.commune import body_of, hoa, lan

from .test_monthly import text_of

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


def test_without_a_campaign_nothing_is_said_to_be_nought(commune, plan, secretary):
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "Chưa có đợt ký cam kết nào được mở." in text and "Hộ gia đình:" not in text


def test_who_signed_is_counted_over_the_commune_and_against_last_month(commune, plan, secretary):
    campaign = open_campaign(
        id=uuid7(), commune=commune, by=secretary, signers="household", title="Cam kết", text="Tôi cam kết.",
        version="1", languages=["vie"], starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip
    for name, head, day in (("Nà Lìn", lan, date(2026, 10, 20)), ("Sín Chải", hoa, date(2026, 11, 20))):
        village = body_of(commune, f"Thôn {name}")
        rows = [Row("household", village, date(2026, 1, 1), f"Lò Văn {letter}") for letter in "ABCDE"]
        signed = add_rows(rows, at=clock.now())[:4]
        sign_list(id=uuid7(), campaign=campaign, body=village, entries=signed, on=day, by=head(commune))
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "Hộ gia đình: 8/10 (80%), cao hơn tháng trước (40%)." in text
    assert (
        "Đảng viên:" not in text and "Lò Văn" not in text and "Thôn Nà Lìn: " not in text.split("Ký cam kết")[1][:200]
    )
