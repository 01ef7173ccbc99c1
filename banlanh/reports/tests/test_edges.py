"""Months in which there is little to tell, or the commune changed: sensible sentences, no 0/0, no invented nought."""

import re
from datetime import date

import pytest

from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.plans.models import Duty
from banlanh.reports.drafting import draft_of
from banlanh.reports.last_year import UNKNOWN
from banlanh.reports.periods import period_of
from banlanh.reports.tables import rows_of, said
from tests.support.commune import body_of

from .life import air, draft

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
NOTHING_OF_NOTHING = re.compile(r"(?<![\d.])0/0(?!\d)")


def text_of(stands) -> str:
    return "\n".join(line.was for line in stands.lines)


def close(commune, name: str, on: date) -> None:
    body = body_of(commune, name)
    body.closed_on = on
    body.save()
    record("body.closed", commune, by=None)


def nothing_recorded(commune) -> None:
    """A plan, and nobody has written anything down."""


def merged_in_mid_month(commune) -> None:
    air(commune, 5)
    close(commune, "Thôn Nà Lìn", date(2026, 11, 10))
    close(commune, "Chi bộ Nà Lìn", date(2026, 11, 10))


def all_villages_gone(commune) -> None:
    for name in ("Nà Lìn", "Sín Chải", "Bản Mới"):
        close(commune, f"Thôn {name}", date(2026, 11, 10))


@pytest.mark.parametrize(
    ("happens", "sentences"),
    [
        (nothing_recorded, ["chưa ghi nhận buổi gặp mặt", "chưa ghi buổi tuần tra nào", "Chưa có đợt ký cam kết nào"]),
        (merged_in_mid_month, ["2 đơn vị thôi hoạt động", "Thôn Nà Lìn (từ ngày 10/11/2026)", "Toàn xã có 2 thôn"]),
        (all_villages_gone, ["Toàn xã có 0 thôn", "chưa có thôn nào trong danh sách", "chưa tính số buổi"]),
    ],
)
def test_a_month_with_little_to_tell_is_told_in_sensible_sentences(commune, plan, november, happens, sentences):
    happens(commune)
    stands = draft(commune, november)
    text = text_of(stands)
    for sentence in sentences:
        assert sentence in text
    assert not NOTHING_OF_NOTHING.search(text)
    assert not [row for row in map(said, rows_of(stands.now.sheet, stands.now.on)) if row[2] == "0"]


def test_a_commune_founded_yesterday_is_not_blamed_for_the_time_before(commune, plan):
    plan.starts_on = clock.today() - clock.DAY
    plan.save()
    Duty.objects.for_place(commune).filter(starts_on__lt=plan.starts_on).delete()
    record("plan.renewed", plan, by=None)
    text = text_of(draft_of(commune, period_of("2026-11"), []))
    assert not NOTHING_OF_NOTHING.search(text)
    for sentence in ("chưa tính số buổi", "không có việc nào quá hạn", "Trong tháng 11 chưa có việc nào đến hạn."):
        assert sentence in text
    with pytest.raises(Refused, match="không có kế hoạch nào"):
        draft_of(commune, period_of("2026-10"), [])


def test_a_long_report_adds_up_its_months(commune, plan, secretary, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-12-14")
    air(commune, 5)
    stands = draft(commune, period_of("2026-6t2"))
    n, m = stands.now.total("resolutions")
    assert (n, m) == (0, 6 * 6), "six cells, of each of the six months"
    assert "Chi bộ có nội dung trong nghị quyết: 0/36 (0%), " in text_of(stands)
    assert UNKNOWN in text_of(stands)
    assert not NOTHING_OF_NOTHING.search(text_of(stands))
    assert "từ ngày 15/06/2026 đến ngày 14/12/2026" in text_of(stands)
