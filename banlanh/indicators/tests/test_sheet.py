"""Figures are exact to the last committed record, and nothing drifts."""

from datetime import date

import pytest

from banlanh.core.ids import uuid7
from banlanh.documents.actions import record_issue, record_resolution
from banlanh.indicators.actions import differences
from banlanh.indicators.facts import Facts
from banlanh.indicators.models import FigureSheet
from banlanh.indicators.sheet import count, sheet_of
from banlanh.outreach.actions import record_airing
from banlanh.outreach.models import Airing
from banlanh.records.actions import void_record
from tests.support.commune import body_of, lan

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


def air(commune, head, day=TODAY, languages=("vie", "hmn")):
    body = body_of(commune, "Thôn Nà Lìn")
    return record_airing(
        id=uuid7(), body=body, by=head, happened_on=day, slot="evening", languages=list(languages), minutes=15
    )


def resolve(commune, by, cell="Chi bộ Nà Lìn", has_drug_content=True):
    return record_resolution(
        id=uuid7(), body=body_of(commune, cell), by=by, happened_on=TODAY, month=TODAY,
        number="11-NQ/CB", has_drug_content=has_drug_content,
    )  # fmt: skip


def figure(sheet, key, commune, body, facet=""):
    return next([n, m] for pk, n, m, part in sheet["figures"][key] if (pk, part) == (body_of(commune, body).pk, facet))


def test_airings_are_counted_by_village_week_and_language_against_two(commune, plan):
    head = lan(commune)
    air(commune, head)
    air(commune, head, languages=["vie"], day=date(2026, 11, 24))
    air(commune, head, languages=["vie"], day=date(2026, 11, 23))
    air(commune, head, day=date(2026, 11, 22))
    sheet = sheet_of(commune)
    assert figure(sheet, "airings", commune, "Thôn Nà Lìn", "vie") == [2, 2], "three count as the two that are asked"
    assert figure(sheet, "airings", commune, "Thôn Nà Lìn", "hmn") == [1, 2]
    assert figure(sheet, "airings", commune, "Thôn Bản Mới", "vie") == [0, 2]


def test_a_cell_counts_once_and_only_with_the_content(commune, plan, secretary):
    resolve(commune, secretary)
    resolve(commune, secretary, cell="Chi bộ Bản Mới", has_drug_content=False)
    sheet = sheet_of(commune)
    assert figure(sheet, "resolutions", commune, "Chi bộ Nà Lìn") == [1, 1]
    assert figure(sheet, "resolutions", commune, "Chi bộ Bản Mới") == [0, 1]
    [target] = sheet["targets"].values()
    assert target == [1, 6]


def test_documents_on_time_count_only_what_has_fallen_due(commune, plan, secretary):
    sheet = sheet_of(commune)
    assert sheet["figures"]["documents"] == [], "the report is due today and may still come"
    record_issue(
        id=uuid7(), body=body_of(commune, "Chi bộ Công an xã"), by=secretary, happened_on=TODAY,
        type="BC", number="11-BC/CB", title="Báo cáo tháng 11",
    )  # fmt: skip
    assert figure(sheet_of(commune), "documents", commune, "Chi bộ Công an xã") == [1, 1]


def test_the_sheet_is_counted_again_at_the_first_reading_after_a_change(commune, plan, django_assert_max_num_queries):
    head = lan(commune)
    before = sheet_of(commune)
    with django_assert_max_num_queries(1):
        assert sheet_of(commune) == before
    air(commune, head)
    assert sheet_of(commune) != before
    assert FigureSheet.objects.count() == 1


def test_a_voided_record_leaves_the_figures(commune, plan):
    head = lan(commune)
    before = sheet_of(commune)
    airing = air(commune, head, languages=["vie"])
    void_record(airing, by=head, reason="Ghi nhầm ngày.")
    assert sheet_of(commune)["figures"] == before["figures"]


def test_counting_takes_few_queries_however_many_duties(commune, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(43):  # as in test_budgets
        count(Facts(commune, TODAY))


def test_the_recount_finds_no_difference(commune, plan, secretary):
    air(commune, lan(commune))
    resolve(commune, secretary)
    assert differences(commune) == []


def test_the_recount_finds_a_record_that_came_in_sideways(commune, plan):
    head = lan(commune)
    air(commune, head, languages=["vie"])
    sheet_of(commune)
    Airing.objects.all().delete()
    found = differences(commune)
    assert any("khác với khi đếm lại" in sentence for sentence in found)
    assert any("Buổi phát thanh của Thôn Nà Lìn" in sentence for sentence in found)


def test_late_work_is_listed_with_its_desk_the_longest_first(commune, plan):
    late = sheet_of(commune)["late"]
    days = [row[3] for row in late]
    assert days == sorted(days, reverse=True)
    assert late[0][3] == (TODAY - date(2026, 3, 25)).days


def test_a_commune_without_a_plan_has_empty_figures_and_no_division_by_nothing(commune):
    sheet = sheet_of(commune)
    assert sheet["late"] == [] and sheet["tasks"] == {}
    assert differences(commune) == []
