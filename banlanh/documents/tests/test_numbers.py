"""Numbers of papers: one after the other in a term or a year, never one twice, also when two ask at once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import next_number, open_series, record_issue, record_resolution
from banlanh.documents.models import GivenNumber, IssuedDocument, Series
from banlanh.documents.queries import number_in
from banlanh.records.actions import void_record
from tests.support import commune as people
from tests.support.database import put_migrated

TERM, TODAY = date(2025, 7, 1), date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[3]


def number(body, by, type="BC", on=TODAY, **changes) -> int:
    return next_number(**{"id": uuid7(), "body": body, "type": type, "on": on, "by": by, **changes}).number


def issue(body, by, text, on, type="BC", **changes) -> IssuedDocument:
    fields = {"id": uuid7(), "happened_on": on, "type": type, "number": text, "title": "kết quả tháng"}
    return record_issue(body=body, by=by, **{**fields, **changes})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12-BC/CB", 12),
        ("05/KH-UBND", 5),
        ("Số: 7/BC", 7),
        (" 007 ", 7),
        ("12a-BC/CB", None),
        ("BC/CB", None),
        ("", None),
        ("1234567890", None),
    ],
)
def test_the_number_in_a_text(text, expected):
    assert number_in(text) == expected


# --- giving numbers


def test_a_party_body_counts_through_its_term_and_not_by_years(cell, minh):
    assert number(cell, minh, on=date(2025, 8, 1), since=TERM) == 1
    assert number(cell, minh, on=date(2025, 12, 31)) == 2
    assert number(cell, minh, on=date(2026, 1, 1)) == 3
    open_series(body=cell, type="BC", starts_on=date(2026, 10, 1), by=minh)
    assert number(cell, minh, on=date(2026, 10, 1)) == 1
    assert number(cell, minh, on=date(2026, 9, 30)) == 4


def test_the_committee_of_the_state_counts_anew_each_year(committee, minh):
    assert [number(committee, minh, on=date(2026, 5, day)) for day in (1, 2)] == [1, 2]
    assert number(committee, minh, on=date(2025, 12, 31)) == 1
    assert number(committee, minh, on=date(2026, 1, 1)) == 3


def test_each_type_and_each_body_counts_by_itself(cell, committee, minh):
    assert number(cell, minh, since=TERM) == number(cell, minh, type="NQ", since=TERM) == number(committee, minh) == 1


def test_where_no_series_counts_the_office_is_asked_from_which_day(cell, union, minh):
    for body in (cell, union):
        with pytest.raises(Refused, match="chưa mở dãy số BC"):
            number(body, minh)
    assert not Series.objects.exists()
    assert number(union, minh, since=TERM) == 1


def test_an_office_that_numbered_on_paper_goes_on_from_there(cell, minh):
    open_series(body=cell, type="BC", starts_on=TERM, after=37, by=minh)
    assert [number(cell, minh), number(cell, minh)] == [38, 39]


def test_what_was_recorded_from_paper_is_passed_over(cell, lan, minh):
    issue(cell, minh, "40-BC/CB", TODAY)
    record_resolution(
        id=uuid7(), body=cell, by=lan, happened_on=date(2026, 11, 3), month=date(2026, 11, 1),
        number="11-NQ/CB", has_drug_content=True,
    )  # fmt: skip
    assert number(cell, minh, since=TERM) == 41
    assert number(cell, minh, type="NQ", since=TERM) == 12


def test_the_same_question_twice_has_the_same_answer(cell, minh):
    once = uuid7()
    assert number(cell, minh, id=once, since=TERM) == number(cell, minh, id=once, since=TERM) == 1
    assert number(cell, minh) == 2


def test_what_was_given_is_in_the_log(commune, cell, minh):
    number(cell, minh, since=TERM)
    opened, given_one = Event.objects.order_by("sequence")
    assert (opened.verb, given_one.verb) == ("series.opened", "number.given")
    assert given_one.detail == {"number": 1, "on": "2026-11-23"} and given_one.by == minh.pk
    assert first_broken(commune.pk) is None


def test_a_failed_log_takes_the_number_back(cell, minh, monkeypatch):
    def fail(*args, **detail):
        raise RuntimeError

    open_series(body=cell, type="BC", starts_on=TERM, by=minh)
    monkeypatch.setattr("banlanh.documents.actions.write_event", fail)
    with pytest.raises(RuntimeError):
        number(cell, minh)
    assert not GivenNumber.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": date(2026, 11, 24)}, "Ngày 24/11/2026 chưa tới"),
        ({"type": "XX"}, "Không có loại văn bản «XX»"),
        ({"since": date(2026, 11, 24)}, "sau ngày của văn bản"),
    ],
)
def test_what_cannot_be_numbered_is_told(cell, minh, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        number(cell, minh, **{"since": TERM, **changes})
    assert not GivenNumber.objects.exists() and not Series.objects.exists()


def test_the_head_of_the_next_village_gives_no_number(cell, hoa):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        number(cell, hoa, since=TERM)
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        open_series(body=cell, type="BC", starts_on=TERM, by=hoa)


def test_a_series_is_opened_once_a_day_and_takes_no_number_from_the_one_before(cell, committee, minh):
    open_series(body=cell, type="BC", starts_on=TERM, by=minh)
    number(cell, minh, on=date(2026, 10, 5))
    with pytest.raises(Refused, match="đã mở dãy số BC từ ngày 01/07/2025 rồi"):
        open_series(body=cell, type="BC", starts_on=TERM, by=minh)
    with pytest.raises(Refused, match="đã cấp số 01 cho văn bản ngày 05/10/2026"):
        open_series(body=cell, type="BC", starts_on=date(2026, 10, 5), by=minh)
    with pytest.raises(Refused, match="bắt đầu lại vào ngày 01/01 mỗi năm"):
        open_series(body=committee, type="BC", starts_on=TERM, by=minh)
    assert open_series(body=cell, type="BC", starts_on=date(2026, 10, 6), by=minh)


def test_the_database_refuses_a_number_twice(cell, minh):
    number(cell, minh, since=TERM)
    first = GivenNumber.objects.get()
    first.pk = uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


# --- papers that bear them


def test_a_paper_of_the_state_bears_no_number_of_another_of_its_year(committee, minh):
    issue(committee, minh, "12/BC-UBND", date(2026, 3, 2))
    with pytest.raises(Refused, match="Số 12-BC đã dùng cho văn bản ngày 02/03/2026"):
        issue(committee, minh, "12/BC-UBND", date(2026, 9, 2))
    assert issue(committee, minh, "12/BC-UBND", date(2025, 12, 31))
    assert issue(committee, minh, "12a/BC-UBND", date(2026, 9, 2))
    assert issue(committee, minh, "12/KH-UBND", date(2026, 9, 2), type="KH")


def test_a_paper_of_the_party_bears_no_number_of_another_of_its_term(cell, lan, minh):
    open_series(body=cell, type="BC", starts_on=TERM, by=minh)
    open_series(body=cell, type="NQ", starts_on=TERM, by=minh)
    issue(cell, lan, "12-BC/CB", date(2026, 3, 2))
    with pytest.raises(Refused, match="Số 12-BC đã dùng"):
        issue(cell, lan, "12-BC/CB", date(2025, 12, 2))
    assert issue(cell, lan, "12-BC/CB", date(2025, 6, 30))  # of the term before
    resolved = {"id": uuid7(), "body": cell, "by": lan, "has_drug_content": True, "number": "3-NQ/CB"}
    record_resolution(**resolved, happened_on=date(2026, 10, 2), month=date(2026, 10, 1))
    with pytest.raises(Refused, match="Số 03-NQ đã dùng cho văn bản ngày 02/10/2026"):
        record_resolution(**{**resolved, "id": uuid7()}, happened_on=date(2026, 11, 2), month=date(2026, 11, 1))


def test_a_number_that_was_recorded_wrongly_is_free_again_for_the_right_paper(committee, minh):
    wrong = issue(committee, minh, "12/BC-UBND", date(2026, 3, 2))
    void_record(wrong, by=minh, reason="ghi nhầm số")
    right = issue(committee, minh, "12/BC-UBND", date(2026, 3, 3))
    assert issue(committee, minh, "12/BC-UBND", date(2026, 3, 3), id=right.pk) == right, "the same form again"


# --- laws

steps = st.lists(
    st.tuples(st.just("give"), st.sampled_from(["KH", "BC"]), st.dates(date(2024, 1, 1), TODAY))
    | st.tuples(st.just("open"), st.sampled_from(["KH", "BC"]), st.dates(date(2024, 1, 1), TODAY), st.integers(0, 40))
    | st.tuples(st.just("issue"), st.sampled_from(["KH", "BC"]), st.dates(date(2024, 1, 1), TODAY), st.integers(1, 40)),
    max_size=15,
)


class NoNumberTwice(TestCase):
    """Whatever offices do in whatever order: in a series no number is given twice, nor one that a paper bears."""

    @classmethod
    def setUpTestData(cls):
        cls.commune = people.make_commune()
        cls.by = people.minh(cls.commune)

    def setUp(self):
        os.environ["BANLANH_TODAY"] = TODAY.isoformat()
        self.addCleanup(os.environ.pop, "BANLANH_TODAY")

    @settings(max_examples=60)
    @given(steps, st.sampled_from(["Chi bộ Nà Lìn", "Ủy ban nhân dân xã", "Hội Phụ nữ"]))
    def test_in_any_order(self, taken_steps, name):
        body, given_before = people.body_of(self.commune, name), set()
        for step in taken_steps:
            try:
                with transaction.atomic():
                    self.take(body, given_before, *step)
            except Refused:
                continue
        numbers = GivenNumber.objects.values_list("series", "number")
        assert len(set(numbers)) == len(numbers) == len(given_before)

    def take(self, body, given_before, what, type, day, count=0):
        if what == "open":
            open_series(body=body, type=type, starts_on=day, after=count, by=self.by)
        elif what == "issue":
            issue(body, self.by, f"{count}-{type}/CB", day, type=type)
        else:
            since = min([TERM, day])
            borne = {number_in(paper.number) for paper in IssuedDocument.objects.filter(type=type, happened_on=day)}
            given = next_number(id=uuid7(), body=body, type=type, on=day, by=self.by, since=since)
            assert given.number not in borne
            assert (given.series_id, given.number) not in given_before
            assert given.number > given.series.after
            given_before.add((given.series_id, given.number))


# --- at once

CLIENTS = 4


def ask_at_once(body, by) -> list[int]:
    """What each of the clients was given."""
    start = Barrier(CLIENTS)

    def ask(place: int) -> list[int]:
        start.wait()
        try:
            return [number(body, by, since=TERM) for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [given for answer in pool.map(ask, range(CLIENTS)) for given in answer]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the tests' SQLite is in memory: see the test below")
def test_clients_who_ask_at_once_are_given_different_numbers(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    commune = people.make_commune()
    given = ask_at_once(people.body_of(commune, "Chi bộ Nà Lìn"), people.minh(commune))
    assert sorted(given) == list(range(1, 3 * CLIENTS + 1))


ON_A_FILE = """
import django
django.setup()
from banlanh.documents.tests.test_numbers import ask_at_once, people
commune = people.make_commune()
print(sorted(ask_at_once(people.body_of(commune, "Chi bộ Nà Lìn"), people.minh(commune))))
"""


@pytest.mark.skipif("os.environ.get('BANLANH_TEST_DATABASE_URL')", reason="once is enough: with the tests on SQLite")
@pytest.mark.django_db(databases="__all__")
def test_clients_who_ask_a_file_of_sqlite_at_once_are_given_different_numbers(tmp_path):
    put_migrated(tmp_path)
    own = {"BANLANH_DATA_DIR": str(tmp_path), "BANLANH_TODAY": TODAY.isoformat()}
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FILE], cwd=ROOT, env=os.environ | own, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == str(list(range(1, 3 * CLIENTS + 1))), done.stderr
