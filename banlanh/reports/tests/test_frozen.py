"""A law: whatever happens to the past afterwards, the paper stays, byte for byte, and the list beside it is right."""

import os
import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_issue, record_resolution
from banlanh.indicators.facts import Facts
from banlanh.indicators.registry import AMOUNTS, INDICATORS, Figure, total
from banlanh.indicators.sheet import count
from banlanh.outreach.models import Airing
from banlanh.records.actions import void_record
from banlanh.reports import queries
from banlanh.reports.actions import made_again
from banlanh.reports.periods import period_of
from banlanh.reports.tables import rows_of
from tests.support.commune import body_of

from .life import NOVEMBER, air, issued

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
TRIES = 200 if os.environ.get("BANLANH_TEST_NIGHTLY") else 3
FIRST = date(2026, 10, 25)
DAYS = st.integers(0, 29)


@pytest.fixture
def paper(commune, plan, secretary):
    air(commune, 5)
    return issued(commune, period_of(NOVEMBER), secretary)


def play(commune, day: date, chance: random.Random) -> None:
    air(commune, day.day, month=day.month, language=chance.choice(["vie", "hmn"]))


def void(commune, day: date, chance: random.Random) -> None:
    played = Airing.objects.for_place(commune).live().order_by("pk")
    if played:
        void_record(chance.choice(list(played)), by=User.objects.get(username="minh"), reason="ghi nhầm ngày")


def resolve(commune, day: date, chance: random.Random) -> None:
    cells = [body_of(commune, name) for name in ("Chi bộ Nà Lìn", "Chi bộ Sín Chải", "Chi bộ Công an xã")]
    record_resolution(
        id=uuid7(), body=chance.choice(cells), by=User.objects.get(username="minh"), happened_on=day,
        month=chance.choice([date(2026, 10, 1), date(2026, 11, 1)]), number=f"{chance.randrange(10**6)}-NQ/CB",
        has_drug_content=chance.random() < 0.8,
    )  # fmt: skip


def send(commune, day: date, chance: random.Random) -> None:
    record_issue(
        id=uuid7(), body=body_of(commune, "Công an xã"), by=User.objects.get(username="minh"), happened_on=day,
        type="BC", number=f"{chance.randrange(10**6)}-BC/CA", title="Báo cáo",
    )  # fmt: skip


def close(commune, day: date, chance: random.Random) -> None:
    body = body_of(commune, "Thôn Bản Mới")
    body.closed_on = day
    body.save()
    record("body.closed", commune, by=None)


ACTS = [play, play, void, resolve, send, close]


def recounted(commune, paper) -> dict[str, tuple]:
    """Today's totals of the same days, counted by no sheet that anybody kept."""
    return totals(count(Facts(commune, paper.on, span=(FIRST, date(2026, 11, 24)))))


def totals(sheet: dict) -> dict[str, tuple]:
    shares = {key: total(Figure(*row) for row in sheet["figures"][key]) for key in INDICATORS if key != "airings"}
    airings = {f"airings:{each}": tuple(found) for each, found in sheet["month"]["airings"].items()}
    amounts = {f"amount:{key}": (sheet["amounts"][key],) for key in AMOUNTS}
    return shares | airings | amounts | {"late": (len(sheet["late"]),)}


@settings(max_examples=TRIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), DAYS), max_size=4), st.randoms(use_true_random=False))
def test_the_paper_stays_and_the_list_beside_it_is_a_recount_s(commune, paper, acts, chance):
    before = bytes(paper.content)
    for act, days in acts:
        try:
            act(commune, min(FIRST + timedelta(days), paper.on), chance)
        except Refused:
            continue
    kept = queries.issued_of(queries.report_on(commune, period_of(NOVEMBER)))
    assert bytes(kept.content) == made_again(kept) == before
    then, now = totals(kept.sheet), recounted(commune, kept)
    names = {row["key"]: f"{row['name']} ({row['unit']})" for row in rows_of(kept.sheet, kept.on)}
    differ = sorted(names[key] for key in names if then.get(key, (0, 0)) != now.get(key, (0, 0)))
    assert sorted(change.name for change in queries.changes_since(kept)) == differ


def test_what_the_list_says_is_what_was_counted_then_and_now(commune, paper):
    assert queries.changes_since(paper) == []
    air(commune, 6)
    changes = {change.name: (change.then, change.now) for change in queries.changes_since(paper)}
    assert changes["Buổi phát thanh bằng tiếng phổ thông (buổi)"] == ("1/30 (3,3%)", "2/30 (6,7%)")
