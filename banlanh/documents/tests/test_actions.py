"""Papers that were issued and resolutions that were passed: what is counted, and what cannot be twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_issue, record_resolution
from banlanh.documents.enums import KEYS, DocumentType
from banlanh.documents.models import IssuedDocument, Resolution
from banlanh.records.actions import void_record
from banlanh.records.registry import KINDS, kind_of

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def issue(body, by, **changes) -> IssuedDocument:
    fields = {"happened_on": date(2026, 11, 20), "type": "BC", "number": "12-BC/CB", "title": "kết quả tháng 11"}
    return record_issue(body=body, by=by, **{"id": uuid7(), **fields, **changes})


def resolve(body, by, **changes) -> Resolution:
    fields = {"happened_on": date(2026, 11, 3), "month": NOVEMBER, "number": "11-NQ/CB", "has_drug_content": True}
    return record_resolution(body=body, by=by, **{"id": uuid7(), **fields, **changes})


# --- papers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("type", "key"), [(type.value, key) for type, key in KEYS.items()])
def test_a_paper_is_of_the_kind_of_its_type(union, minh, type, key):
    paper = issue(union, minh, type=type)
    assert kind_of(paper) is KINDS[key]
    assert str(paper).startswith(DocumentType(type).label)


def test_a_paper_counts_for_the_period_that_it_speaks_of(union, minh):
    assert issue(union, minh, covers_on=OCTOBER).covers_on == OCTOBER


def test_without_a_period_a_paper_counts_for_the_day_it_was_issued(union, minh):
    assert issue(union, minh).covers_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("changes", "is_another"),
    [
        ({}, False),
        ({"title": "trích yếu khác"}, False),
        ({"number": "13-BC/CB"}, True),
        ({"type": "TB"}, True),
        ({"happened_on": date(2026, 11, 19)}, True),
    ],
)
def test_a_number_of_a_day_is_one_paper(union, minh, changes, is_another):
    issue(union, minh)
    if is_another:
        issue(union, minh, **changes)
    else:
        with pytest.raises(Refused, match="Văn bản số 12-BC/CB ngày 20/11/2026 đã được ghi rồi"):
            issue(union, minh, **changes)
    assert IssuedDocument.objects.count() == Event.objects.count() == 1 + is_another


def test_another_body_may_have_the_same_number(union, cell, minh):
    assert issue(union, minh) != issue(cell, minh)


def test_the_database_refuses_the_same_paper_twice(union, minh):
    paper = issue(union, minh)
    paper.pk = uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save(force_insert=True)


# --- resolutions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 10, 31)])
def test_a_resolution_counts_for_its_month_also_when_it_was_passed_in_the_next(cell, lan, day):
    resolution = resolve(cell, lan, month=day)
    assert (resolution.covers_on, resolution.happened_on) == (OCTOBER, date(2026, 11, 3))
    assert str(resolution) == "nghị quyết tháng 10/2026"


def test_a_cell_has_one_resolution_a_month(cell, lan):
    resolve(cell, lan)
    with pytest.raises(Refused, match="Nghị quyết tháng 11/2026 của Chi bộ Nà Lìn đã được ghi rồi"):
        resolve(cell, lan, number="12-NQ/CB", month=date(2026, 11, 30))
    assert resolve(cell, lan, month=OCTOBER)


def test_a_wrong_resolution_is_voided_and_made_anew(cell, lan):
    void_record(resolve(cell, lan, has_drug_content=False), by=lan, reason="đã có nội dung, ghi nhầm")
    assert resolve(cell, lan).has_drug_content
    assert Resolution.objects.live().count() == 1


def test_the_next_cell_is_not_hindered(commune, cell, lan, hoa):
    resolve(cell, lan)
    theirs = type(cell).objects.get(commune=commune, name="Chi bộ Sín Chải")
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        resolve(cell, hoa, month=OCTOBER)  # the stranger, for Lan's cell
    assert resolve(theirs, hoa)


def test_the_database_refuses_two_resolutions_of_a_month(cell, lan):
    resolution = resolve(cell, lan)
    resolution.pk = uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        resolution.save(force_insert=True)


@pytest.mark.parametrize(("has_content", "said"), [(True, "có"), (False, "chưa có")])
def test_the_page_says_whether_it_spoke_of_drugs(cell, lan, has_content, said):
    resolution = resolve(cell, lan, has_drug_content=has_content)
    assert ("Nội dung phòng, chống ma túy", said) in resolution.facts
