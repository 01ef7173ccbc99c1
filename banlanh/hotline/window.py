"""The one thing of tips that is seen outside: how many came in a quarter, where they are enough to point at nobody."""

from datetime import date

from banlanh.core import clock
from banlanh.places.models import Place

from . import queries

LEAST = 5  # PROTECTION section 3.2, C7
FEW = f"dưới {LEAST}"


def said_of_quarter(commune: Place, day: date) -> str:
    """ "7" or "dưới 5": the tips that came in the quarter of `day`. None and four look alike."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    last = clock.last_day(first.replace(month=first.month + 2))
    many = queries.received_between(commune, first, last)
    return str(many) if many >= LEAST else FEW
