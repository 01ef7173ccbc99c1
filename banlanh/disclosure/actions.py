"""The one door by which counts of people leave police hands, and the ledger that remembers each (PROTECTION SEC-33)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db import models, transaction

from banlanh.audit.actions import locked, record
from banlanh.core import clock

from .enums import Audience, Measure
from .models import Publication
from .release import Released, release

YEAR = timedelta(days=365)


@transaction.atomic
def publish(
    counts: Mapping[int, int],
    *,
    commune: int,
    measure: Measure,
    month: date,
    audience: Audience,
    by: models.Model | None,
) -> Released:
    """What `audience` is told of that month. The first call settles it for all; later ones hear the same.

    `counts` are of that month, by village or by half, and are not read where it is settled. The caller asks whether
    `by` may: this room knows no posts.
    """
    month = clock.month_of(month)
    locked(commune)
    settled = Publication.objects.of(commune, measure, month).first()
    if settled is None:
        settled = settle(counts, commune, measure, month)
        record("table.published", settled, by=by, measure=measure, month=month.isoformat())
    return settled.told_to(audience)


def settle(counts: Mapping[int, int], commune: int, measure: Measure, month: date) -> Publication:
    """Write what each audience will hear: villages once a year, whatever is counted, else the commune's band alone.

    Two tables of villages bound each other's cells: those of two months, because few people come and go; those of two
    measures, because one may hold the other. In a year any village may have become small or large. Two halves of the
    commune have only their total in common with these, which every table of that month already has.
    """
    today = clock.today()
    if month > today:
        raise ValueError(f"{month} has not begun: nobody was counted in it")
    released = {audience: release(counts, audience) for audience in Audience}
    near = Publication.objects.filter(commune=commune).splits_near(month, today, YEAR)
    if measure.is_by_village and near.exists():
        released = {audience: replace(each, cells={}) for audience, each in released.items()}
    return Publication.objects.create(
        commune=commune,
        measure=measure,
        month=month,
        is_split=measure.is_by_village and any(each.cells for each in released.values()),
        told={audience: each.as_json() for audience, each in released.items()},
        settled_on=today,
    )
