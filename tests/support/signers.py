"""A village whose households are asked to sign, for tests of phones."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.pledges.actions import open_campaign
from banlanh.registers.bulk import Row, add_rows

from .commune import body_of, lan, make_commune, minh


def village_that_signs(names: Iterable[str]) -> Body:
    """Lan's, with a household of each name, under the secretary's campaign."""
    commune = make_commune()
    secretary = minh(commune)
    lan(commune)
    village = body_of(commune, "Thôn Nà Lìn")
    add_rows([Row("household", village, date(2026, 1, 1), name) for name in names], at=timezone.now())
    words = {"title": "Cam kết «Thôn không ma túy»", "text": "Gia đình tôi cam kết.", "version": "1"}
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "languages": ["vie"]}
    open_campaign(id=uuid7(), commune=commune, by=secretary, signers="household", **words, **days)
    return village
