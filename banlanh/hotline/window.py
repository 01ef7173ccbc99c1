"""All that is seen of tips outside: how many came in a quarter that is over, where they are too many to point at one.

Of a quarter that still runs a number would grow by one on the day on which somebody told something.
"""

from datetime import date

from banlanh.core import clock
from banlanh.disclosure.actions import publish
from banlanh.disclosure.enums import Audience, Measure
from banlanh.disclosure.queries import published
from banlanh.disclosure.release import Released
from banlanh.places.models import Place
from banlanh.sealing.closed import or_refused

from . import queries

LEAST = 5  # PROTECTION section 3.2, C7
FEW = f"dưới {LEAST}"


def quarter_of(day: date) -> tuple[date, date]:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, clock.last_day(first.replace(month=first.month + 2))


def last_quarter(day: date) -> tuple[date, date]:
    """The last quarter that was over on `day`."""
    return quarter_of(quarter_of(day)[0] - clock.DAY)


def received(commune: Place, day: date) -> int:
    with or_refused():
        return queries.received_between(commune, *quarter_of(day))


def said_of_quarter(commune: Place, day: date) -> str:
    """ "7" or "dưới 5": the tips that came in the quarter of `day`, for R1. None and four look alike."""
    many = received(commune, day)
    return str(many) if many >= LEAST else FEW


def told(commune: Place, day: date, audience: Audience) -> Released:
    """The tips of the last quarter that was over on `day`, in a band: for the report, which others read too."""
    _, last = last_quarter(day)
    settled = published(commune.pk, Measure.TIPS, last, audience)
    return settled or publish(
        {commune.pk: received(commune, last)},
        commune=commune.pk,
        measure=Measure.TIPS,
        month=last,
        audience=audience,
        by=None,
    )
