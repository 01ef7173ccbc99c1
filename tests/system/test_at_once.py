"""Two people press the button in the same moment: one is told so, nobody gets an error page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_resolution
from banlanh.documents.models import Resolution
from banlanh.outreach.actions import record_airing
from banlanh.outreach.models import Airing
from banlanh.plans.models import Plan
from banlanh.plans.tests import plan as written
from tests.support.commune import body_of, lan, make_commune, minh

CLIENTS = 4
ONE_WRITER = "SQLite lets one write at a time; two at once are a matter of PostgreSQL"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason=ONE_WRITER),
]


@pytest.fixture
def commune(db, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    return make_commune()


def all_at_once(act) -> list[object]:
    """What `act(number)` gave each of the clients, or the sentence that refused it."""
    start = Barrier(CLIENTS)

    def one(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))


def test_one_month_s_resolution_is_kept_once_and_the_others_are_told(commune):
    by, cell = minh(commune), body_of(commune, "Chi bộ Nà Lìn")

    def resolve(number):
        said = {"month": date(2026, 11, 1), "number": f"{number}-NQ/CB", "has_drug_content": True}
        return record_resolution(id=uuid7(), body=cell, by=by, happened_on=date(2026, 11, 5), **said)

    answers = all_at_once(resolve)
    assert Resolution.objects.count() == 1
    assert sum("đã được ghi rồi" in str(answer) for answer in answers) == CLIENTS - 1


def test_one_form_sent_four_times_at_once_is_one_record(commune):
    head, village, form = lan(commune), body_of(commune, "Thôn Nà Lìn"), uuid7()

    def air(number):
        said = {"slot": "morning", "languages": ["vie", "hmn"], "minutes": 15}
        return record_airing(id=form, body=village, by=head, happened_on=date(2026, 11, 23), **said).pk

    assert len(set(all_at_once(air))) == 1
    assert Airing.objects.count() == 2


def test_one_plan_sent_four_times_at_once_is_one_draft(commune):
    by = minh(commune)
    assert len(set(all_at_once(lambda number: written.receive(commune, by).pk))) == 1
    assert Plan.objects.count() == 1
