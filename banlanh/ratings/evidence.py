"""What the machine fills in by itself: duties, targets, checks; for a meeting, what was recorded of it."""

from datetime import date
from typing import NamedTuple

from banlanh.checks.enums import Standing as Found
from banlanh.checks.models import Visit
from banlanh.committee.enums import MeetingType
from banlanh.committee.models import Meeting
from banlanh.core import clock
from banlanh.documents.models import Resolution
from banlanh.indicators.counts.work import fallen_due
from banlanh.indicators.registry import INDICATORS, Period, month_of
from banlanh.indicators.sheet import sheet_of
from banlanh.places.models import Body, Place
from banlanh.plans.enums import State
from banlanh.plans.models import Duty, Task
from banlanh.plans.standing import Standing, standings

from .enums import Rated, Source
from .periods import Kept
from .weighing import Share


class Evidence(NamedTuple):
    """The shares, and the single things that they count, for who wants to see them."""

    shares: dict[Source, Share]
    undone: list[Standing]
    short: list[str]  # names of targets that are not full


def evidence_of(body: Body, commune: Place, rated: Rated, kept: Kept) -> Evidence:
    if rated is Rated.MEETING:
        return of_meeting(body, commune, kept)
    due = fallen(body, commune, kept.period, on=kept.seen_on)
    full, short = targets(body, commune, kept)
    shares = {
        Source.DUTIES: on_time(due),
        Source.TARGETS: Share(len(full), len(full) + len(short)),
        Source.CHECKS: checked(body, commune, kept.period),
    }
    return Evidence(shares, [each for each in due if each.state != State.DONE], short)


def on_time(due: list[Standing]) -> Share:
    return Share(sum(each.state == State.DONE for each in due), len(due))


def fallen(body: Body, commune: Place, period: Period, *, on: date) -> list[Standing]:
    """The body's duties that fell due in the period, as known at its end, or today; none that was excused."""
    duties = Duty.objects.for_place(commune).filter(body=body, due_on__range=(period.first, period.last))
    duties = duties.filter(task__in=Task.objects.for_place(commune).running())
    return list(fallen_due(standings(duties, commune=commune, on=on, bodies=[body]), period))


def targets(body: Body, commune: Place, kept: Kept) -> tuple[list[str], list[str]]:
    """Names of what is counted for this body at the period's end, full and not full; work itself is counted above."""
    full: list[str] = []
    short: list[str] = []
    for key, rows in sheet_of(commune, on=kept.seen_on)["figures"].items():
        mine = [(n, m) for whose, n, m, *_ in rows if whose == body.pk and m]
        if mine and INDICATORS[key].duties is None:
            (full if all(n >= m for n, m in mine) else short).append(INDICATORS[key].name)
    return full, short


def checked(body: Body, commune: Place, period: Period) -> Share:
    """Of what the body claimed and another went to see in a check that is closed: how many were found true."""
    visits = Visit.objects.for_place(commune).filter(
        body=body, for_check__closed_at__isnull=False, for_check__ends_on__range=(period.first, period.last)
    )
    found = [visit.standing for visit in visits.prefetch_related("findings")]
    return Share(found.count(Found.CONFIRMED), found.count(Found.CONFIRMED) + found.count(Found.DENIED))


def of_meeting(body: Body, commune: Place, kept: Kept) -> Evidence:
    """A cell's month: a meeting or its resolution was recorded, how many came, what became of last month's work."""
    month = kept.period
    held = Meeting.objects.for_place(commune).live().filter(body=body, type=MeetingType.CELL)
    meeting = held.filter(happened_on__range=(month.first, month.last)).order_by("happened_on").last()
    resolved = (
        Resolution.objects.for_place(commune)
        .live()
        .filter(body=body, covers_on__range=(month.first, month.last), happened_on__lte=month.last)
    )
    due = fallen(body, commune, month_of(month.first - clock.DAY), on=kept.seen_on)
    shares = {
        Source.HELD: Share(1, 1) if meeting or resolved.exists() else Share(0, 0),
        Source.PRESENT: Share(meeting.present, meeting.called) if meeting else Share(0, 0),
        Source.LAST_MONTH: on_time(due),
    }
    return Evidence(shares, [each for each in due if each.state != State.DONE], [])


def as_json(shares: dict[Source, Share]) -> dict[str, list[int]]:
    return {source.value: [*share] for source, share in shares.items()}
