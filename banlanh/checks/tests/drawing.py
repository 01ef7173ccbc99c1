"""Airings of the week before, and a check drawn from them, as the tests of this room need them."""

from collections.abc import Iterable
from datetime import date, timedelta

from banlanh.accounts.models import User
from banlanh.checks.actions import draw_check, record_visit
from banlanh.checks.models import Check, Visit
from banlanh.checks.registry import CLAIMS
from banlanh.core.ids import uuid7
from banlanh.indicators.registry import Period
from banlanh.outreach.models import Airing
from banlanh.places.models import Body, Place
from tests.support.commune import VILLAGES, body_of

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
AIRINGS = CLAIMS["airings"]


def claim_airings(commune: Place, by: User, *, days: int = 5, first: date = WEEK.first) -> list[Airing]:
    """Every village played a bulletin every morning: 3 × `days` airings."""
    made = [
        Airing(
            commune=commune,
            body=body_of(commune, f"Thôn {village}"),
            recorded_by=by,
            happened_on=first + timedelta(days=day),
            covers_on=first + timedelta(days=day),
            language="vie",
            slot="morning",
            minutes=15,
        )
        for village in VILLAGES
        for day in range(days)
    ]
    return Airing.objects.bulk_create(made)


def draw_from(commune: Place, by: User, *, checkers: Iterable[str] = ("Hội Phụ nữ",), **changes) -> Check:
    bodies: list[Body] = [body_of(commune, name) for name in checkers]
    question = {"share": 80, "confidence": 95, "failures": 0, "id": uuid7(), "period": WEEK, "claim": AIRINGS}
    return draw_check(commune=commune, checkers=bodies, by=by, **(question | changes))


def draw_all(commune: Place, by: User, **changes) -> Check:
    """A check that leaves nothing to chance: to be sure of 95 in 100 of 15 airings takes a visit to each of them."""
    return draw_from(commune, by, share=95, **changes)


def find(visit: Visit, by: User, result: str = "confirmed", **more):
    return record_visit(visit, id=more.pop("id", None) or uuid7(), result=result, by=by, **more)
