"""Months of work, written at once: every record and step from the plan's start to the day of the demonstration."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from django.db.models import Model

from banlanh.accounts.models import User
from banlanh.documents.models import IssuedDocument, Resolution
from banlanh.outreach.models import Airing, FailedAiring, Gathering, SchoolSession
from banlanh.places.models import Body
from banlanh.plans.models import Duty, Step

from .airings import airings
from .chance import Today
from .committee import write_meetings
from .difficulties import write_difficulties
from .livelihoods import write_livelihoods
from .notes import HABITS
from .outreach import failures, gatherings, sessions, village_meetings
from .papers import PAPERS, papers, resolutions
from .plan import Tasks
from .regulations import write_regulations
from .situation import Area, write_area
from .steps import Hands, approver_of, excuses, steps

BATCH = 500

Desks = dict[str, User]  # who records for the body of that name
Duties = dict[str, dict[str, list[Duty]]]  # key of the task -> name of the body -> its duties, by their days


def write_history(tasks: Tasks, desks: Desks, users: dict[str, User], today: Today) -> int:
    """Write it all sideways, in the order in which it arrived; returns how many rows."""
    duties = begun(tasks, today)
    excused = list(excuses(flat(duties["airing"]), flat(duties["resolution"]), users[approver_of("")], today))
    free = {step.duty_id for step in excused}
    told = excused + list(steps_of(duties, desks, users, today))
    written = [
        keep(Airing, each_body(duties["airing"], desks, airings, today), by_arrival),
        keep(FailedAiring, each_body(duties["airing"], desks, failures, today), by_arrival),
        keep(Gathering, met(duties, desks, today), by_arrival),
        keep(SchoolSession, held(duties, desks, today), by_arrival),
        keep(Resolution, each_body(without(free, duties["resolution"]), desks, resolutions, today), by_arrival),
        keep(IssuedDocument, papers_of(duties, desks, today), by_arrival),
        keep(Step, told, by_time),
        write_area(duties, Area(everybody(tasks), desks, today)),
        *of_the_committee(tasks, duties, desks, users, today),
        write_livelihoods(duties, users, today),
    ]
    return sum(written)


def everybody(tasks: Tasks) -> dict[str, Body]:
    """The commune's bodies, by name, each with its village."""
    commune = next(iter(tasks.values())).plan.commune
    return {body.name: body for body in Body.objects.for_place(commune).select_related("place", "commune")}


def of_the_committee(tasks: Tasks, duties: Duties, desks: Desks, users: dict[str, User], today: Today) -> list[int]:
    bodies = everybody(tasks)
    return [
        write_meetings(duties, bodies, {**desks, **users}, tasks["regulation"], today),
        write_regulations(bodies, desks, users, today),
        write_difficulties(bodies, desks, users, today),
    ]


def begun(tasks: Tasks, today: Today) -> Duties:
    found: Duties = {key: defaultdict(list) for key in tasks}
    keys = {task.pk: key for key, task in tasks.items()}
    rows = Duty.objects.filter(task__in=keys, starts_on__lte=today.day).select_related("body__place")
    for duty in rows.order_by("starts_on", "body_id"):
        found[keys[duty.task_id]][duty.body.name].append(duty)
    return found


def flat(by_body: dict[str, list[Duty]]) -> Iterator[Duty]:
    return chain.from_iterable(by_body.values())


def without(free: set[int], by_body: dict[str, list[Duty]]) -> dict[str, list[Duty]]:
    return {name: [duty for duty in duties if duty.pk not in free] for name, duties in by_body.items()}


def each_body(by_body: dict[str, list[Duty]], desks: Desks, make: Callable, today: Today) -> Iterator[Model]:
    for name, duties in by_body.items():
        yield from make(duties, desks[name], today)


def met(duties: Duties, desks: Desks, today: Today) -> Iterator[Gathering]:
    yield from each_body(duties["elders"], desks, gatherings, today)
    yield from each_body(duties["airing"], desks, village_meetings, today)


def held(duties: Duties, desks: Desks, today: Today) -> Iterator[SchoolSession]:
    for key in ("school_year", "school_quarter"):
        yield from each_body(duties[key], desks, sessions, today)


def papers_of(duties: Duties, desks: Desks, today: Today) -> Iterator[IssuedDocument]:
    for key in PAPERS:
        for name, found in duties[key].items():
            yield from papers(key, found, desks[name], today)


def steps_of(duties: Duties, desks: Desks, users: dict[str, User], today: Today) -> Iterator[Step]:
    for key in HABITS:
        office = users[approver_of(key)]
        for duty in flat(duties[key]):
            yield from steps(key, duty, Hands(desks[duty.body.name], office), today)


def keep(model: type[Model], rows: Iterable[Model], order: Callable) -> int:
    return len(model._default_manager.bulk_create(sorted(rows, key=order), batch_size=BATCH))


def by_arrival(record) -> tuple:
    return record.recorded_at, record.pk


def by_time(step: Step) -> tuple:
    return step.at, step.pk
