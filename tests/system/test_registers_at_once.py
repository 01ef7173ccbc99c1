"""Two people change one register in the same moment: no day ever counts a household twice."""

from datetime import date

import pytest
from django.db import connection

from banlanh.core.ids import uuid7
from banlanh.registers import actions, importing
from banlanh.registers.models import Entry, Import, Stay
from banlanh.registers.tests.workbooks import households, template
from banlanh.registers.workbook.reading import read
from tests.support.commune import body_of, lan, make_commune

from .test_at_once import CLIENTS, ONE_WRITER, all_at_once

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason=ONE_WRITER),
]


@pytest.fixture
def commune(db, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    return make_commune()


def test_one_household_moved_four_times_at_once_moves_once(commune):
    head, village = lan(commune), body_of(commune, "Thôn Nà Lìn")
    entry = actions.add_entry(id=uuid7(), kind="household", body=village, by=head, on=MARCH, name="Lò Văn Pản")
    villages = [body_of(commune, f"Thôn {name}") for name in ("Sín Chải", "Bản Mới", "Sín Chải", "Bản Mới")]

    def move(number):
        return actions.move_entry(Entry.objects.get(pk=entry.pk), to=villages[number], by=head, on=APRIL)

    answers = all_at_once(move)
    assert sum(isinstance(answer, Entry) for answer in answers) == 1
    assert Stay.objects.counted_on(APRIL).count() == Stay.objects.counted_on(MARCH).count() == 1


def test_one_form_sent_four_times_at_once_is_one_household(commune):
    head, village, form = lan(commune), body_of(commune, "Thôn Nà Lìn"), uuid7()

    def come(number):
        words = {"kind": "household", "body": village, "by": head, "on": MARCH, "name": "Lò Văn Pản"}
        return actions.add_entry(id=form, **words).pk

    assert set(all_at_once(come)) == {form}
    assert Stay.objects.count() == 1


def test_one_workbook_imported_four_times_at_once_is_imported_once(commune):
    bodies, content = importing.bodies_for("household", commune), template({"Nà Lìn": households(20)})

    def bring(number):
        sent = Import(commune=commune, kind="household", since=MARCH, file_name="so.xlsx")
        return len(importing.import_reading(sent, read(content, "household", bodies), by=None).new)

    assert sorted(all_at_once(bring)) == [0] * (CLIENTS - 1) + [20]
    assert Entry.objects.count() == 20
