"""What is expected of bodies and what they did, as rows of their last periods."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from banlanh.accounts.reach import Reach
from banlanh.places.models import Body, Place
from banlanh.plans.models import Duty, Task
from banlanh.plans.standing import Standing, standings
from banlanh.records.models import Record
from banlanh.records.registry import KINDS, kind_of

PERIODS = 8
MOST_RECORDS = 8


@dataclass
class Row:
    """One body's last periods of one task, the newest first."""

    body: Body
    task: Task
    cells: list[Standing] = field(default_factory=list)

    @property
    def now(self) -> Standing:
        return self.cells[0]


def standings_of(bodies: list[Body], *, commune: Place, on: date, **of) -> list[Standing]:
    """Where every duty of these bodies stands that has begun, by the day it began."""
    begun = Duty.objects.for_place(commune).started_by(on).filter(body__in=bodies, **of).order_by("starts_on", "pk")
    return standings(begun, commune=commune, on=on, bodies=bodies)


def rows_of(found: Iterable[Standing]) -> list[Row]:
    """A row for each task and body, in the plan's order and then the bodies'."""
    rows: dict[tuple[int, int], Row] = {}
    for each in found:
        key = (each.duty.task_id, each.duty.body_id)
        rows.setdefault(key, Row(each.duty.body, each.duty.task)).cells.append(each)
    for row in rows.values():
        row.cells = row.cells[: -PERIODS - 1 : -1]
    return sorted(rows.values(), key=lambda row: (row.task.clause.position, row.task.pk, row.body.order))


def records_of(bodies: list[Body], *, reach: Reach) -> list[Record]:
    """The last records of these bodies, of every kind that they make, the newest first."""
    found: list[Record] = []
    makers = {body.kind for body in bodies}
    for model in {kind.model for kind in KINDS.values() if kind.bodies & makers}:
        rows = model.objects.visible_to(reach).live().filter(body__in=bodies).select_related("body")
        found += rows[:MOST_RECORDS]
    found.sort(key=lambda record: (record.happened_on, record.recorded_at), reverse=True)
    return with_url(found[:MOST_RECORDS])


def with_url(records: Iterable[Record]) -> list[Record]:
    """The records, each with the address of its own page."""
    found = list(records)
    for record in found:
        record.url = reverse("records:show", args=[kind_of(record).key, record.pk])
    return found
