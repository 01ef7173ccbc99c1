"""Whether the police told in time what they were to tell (ADR 19)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from banlanh.core import clock
from banlanh.places.models import Place

from .models import Finding, LabTest, Move


@dataclass(frozen=True)
class Timeliness:
    """Of all that the police were to tell, how much they told in time; of nobody, and whatever it was that was told."""

    on_time: int
    all: int


def timeliness(commune: Place, first: date, last: date) -> Timeliness:
    """What was told from `first` to `last` in files that are open: results good and bad alike, findings, moves."""
    days = (clock.midnight_of(first), clock.midnight_of(last + clock.DAY))
    here = Q(person__commune=commune.pk, person__closed_on=None)
    told: list[LabTest | Finding | Move] = [
        *LabTest.objects.filter(here, told_at__gte=days[0], told_at__lt=days[1]),
        *Finding.objects.filter(here, told_at__gte=days[0], told_at__lt=days[1]),
        *Move.objects.filter(source=commune.pk, person__closed_on=None, at__gte=days[0], at__lt=days[1]),
    ]
    return Timeliness(sum(not each.is_told_late for each in told), len(told))
