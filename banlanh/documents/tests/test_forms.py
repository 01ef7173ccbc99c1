"""What the forms of papers and resolutions ask, and give on."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.core.ids import uuid7
from banlanh.documents.enums import KEYS
from banlanh.documents.forms import ResolutionForm, document_form, last_months
from banlanh.documents.models import Resolution
from tests.support.rooms import typed_into

ADDRESS = reverse("records:create", args=["resolution"])


@pytest.fixture
def sent(today) -> dict:
    return {
        "id": str(uuid7()),
        "month": "2026-10-01",
        "number": "10-NQ/CB",
        "happened_on": "03/11/2026",
        "why_late": "paper",
        "has_drug_content": "1",
    }


def test_the_last_twelve_months_are_offered_and_none_that_is_to_come(today):
    months = last_months()
    assert months[0] == ("2026-11-01", "tháng 11/2026") and months[-1] == ("2025-12-01", "tháng 12/2025")
    assert len(months) == 12


def test_the_form_opens_on_the_month_of_the_duty(lan, cell, browser_of):
    page = browser_of(lan).get(ADDRESS, {"don_vi": cell.pk, "ky": "2026-09-15"})
    assert typed_into(page)["month"] == "2026-09-01"


def test_without_a_duty_it_opens_on_this_month(lan, cell, browser_of):
    assert typed_into(browser_of(lan).get(ADDRESS, {"don_vi": cell.pk}))["month"] == "2026-11-01"


def test_a_resolution_is_kept_as_it_was_typed(lan, cell, sent, browser_of):
    browser_of(lan).post(f"{ADDRESS}?don_vi={cell.pk}", sent)
    kept = Resolution.objects.get()
    assert (kept.covers_on, kept.happened_on) == (date(2026, 10, 1), date(2026, 11, 3))
    assert (kept.number, kept.has_drug_content, kept.body) == ("10-NQ/CB", True, cell)


def test_no_drug_content_is_an_answer_too(lan, cell, sent, browser_of):
    browser_of(lan).post(f"{ADDRESS}?don_vi={cell.pk}", sent | {"has_drug_content": ""})
    assert Resolution.objects.get().has_drug_content is False


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"month": "2026-12-01"}, "có trong danh sách"),  # not yet
        ({"month": "2024-11-01"}, "có trong danh sách"),
        ({"month": "tháng mười"}, "có trong danh sách"),
        ({"month": ""}, "chưa điền ô này"),
        ({"number": ""}, "chưa điền ô này"),
        ({"number": "1" * 41}, "Dài quá: tối đa 40 ký tự, đang có 41"),
        ({"has_drug_content": "có lẽ"}, "có trong danh sách"),
        ({"happened_on": "01/01/2099"}, "Ngày 01/01/2099 chưa tới"),
        ({"id": "không phải mã"}, "Chưa ghi được"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(lan, cell, sent, browser_of, wrong, said):
    typed = sent | wrong
    page = browser_of(lan).post(f"{ADDRESS}?don_vi={cell.pk}", typed)
    assert page.status_code == 422 and said in page.content.decode()
    assert {name: typed_into(page)[name] for name in typed} == typed
    assert not Resolution.objects.exists()


def test_a_refused_resolution_keeps_what_was_typed(lan, cell, sent, browser_of):
    browser = browser_of(lan)
    browser.post(f"{ADDRESS}?don_vi={cell.pk}", sent)
    page = browser.post(f"{ADDRESS}?don_vi={cell.pk}", (typed := sent | {"id": str(uuid7()), "number": "10a-NQ/CB"}))
    assert page.status_code == 422 and "đã được ghi rồi" in page.content.decode()
    assert {name: typed_into(page)[name] for name in typed} == typed


@pytest.mark.parametrize("type", KEYS)
def test_the_form_of_one_type_makes_no_other(union, today, type):
    form = document_form(type)(
        {"id": uuid7(), "type": "XX", "number": "1", "title": "a", "happened_on": "22/11/2026"}, body=union
    )
    assert form.is_valid() and form.values()["type"] == type.value


def test_a_file_is_no_field_of_the_record(cell, today):
    form = ResolutionForm({"id": uuid7(), "month": "2026-11-01", "number": "1", "happened_on": "22/11/2026"}, body=cell)
    assert form.is_valid() and "file" in form.fields
    assert "file" not in form.values()
