"""The month's report tells of what was recorded long after it happened: how much, and by which reasons (SEC-45)."""

from datetime import date

import pytest

from banlanh.core.clock import now
from banlanh.core.ids import uuid7
from banlanh.indicators.facts import Facts
from banlanh.indicators.sheet import count, sheet_of
from banlanh.outreach.actions import record_airing
from banlanh.pledges.models import Campaign, Sheet
from banlanh.records.actions import void_record
from banlanh.records.enums import Late, WhyLate
from banlanh.reports.figures import months_of
from banlanh.reports.monthly import recorded_late
from banlanh.reports.periods import period_of
from tests.support.commune import body_of, lan

TODAY = date(2026, 11, 23)


@pytest.fixture
def head(commune, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    return lan(commune)


def air(commune, by, day: date, why: str = "", word: str = ""):
    body = body_of(commune, "Thôn Nà Lìn")
    said = {"slot": "morning", "languages": ["vie"], "minutes": 9, "late": Late(why, word)}
    return record_airing(id=uuid7(), body=body, by=by, happened_on=day, **said)


def told(commune) -> list[str]:
    return [block.text for block in recorded_late(months_of(commune, period_of("2026-11"))[0])]


def test_where_nothing_came_late_nothing_is_told(commune, head):
    air(commune, head, TODAY)
    air(commune, head, date(2026, 11, 22))
    assert told(commune) == []


def test_it_is_told_by_reasons_and_by_no_name_and_no_word(commune, head):
    air(commune, head, date(2026, 11, 20))
    air(commune, head, date(2026, 11, 18), WhyLate.PHONE)
    air(commune, head, date(2026, 11, 17), WhyLate.OTHER, "canaribanlanhlydo")
    air(commune, head, date(2026, 10, 30), WhyLate.FORGOT)  # of last month, and back-dated in this one
    void_record(air(commune, head, date(2026, 10, 29), WhyLate.FORGOT), by=head, reason="ghi nhầm")
    assert told(commune) == [
        "Trong tháng có 4 bản ghi, tờ ký được ghi sau khi việc diễn ra hơn một ngày: quên ghi 1; lý do khác 1; "
        "không có sóng, theo giờ của điện thoại 1; chưa nêu lý do 1."
    ]
    assert "canaribanlanhlydo" not in str(sheet_of(commune))


def test_sheets_of_signatures_are_told_among_them(commune, head):
    body = body_of(commune, "Thôn Nà Lìn")
    campaign = Campaign.objects.create(
        commune=commune, title="Cam kết", text="Tôi cam kết.", starts_on=TODAY, ends_on=TODAY, opened_by=head
    )
    Sheet.objects.create(
        campaign=campaign, body=body, signed_on=date(2026, 11, 2), recorded_by=head, recorded_at=now(), why_late="paper"
    )
    assert told(commune) == [
        "Trong tháng có 1 bản ghi, tờ ký được ghi sau khi việc diễn ra hơn một ngày: ghi lại từ sổ giấy 1."
    ]


def test_a_figure_knows_what_had_come_by_its_day(commune, head):
    air(commune, head, date(2026, 11, 18))
    early, now = (Facts(commune, date(2026, 11, day)) for day in (22, 23))
    assert count(early)["amounts"]["recorded_late_unsaid"] == 0
    assert count(now)["amounts"]["recorded_late_unsaid"] == 1
