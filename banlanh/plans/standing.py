"""Where duties stand on a day, told from the records behind them. Nothing here is kept: it cannot drift."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from typing import NamedTuple, TypeVar

from django.urls import reverse
from django.utils.timezone import localdate

from banlanh.core import words
from banlanh.places.models import Body, Place
from banlanh.records.registry import KINDS, Kind, Proof, proofs

from .enums import FINISHED, OWED, State, Verb
from .models import Duty, Step, Task

K = TypeVar("K")

FEW = 200  # above it, all of the commune is read at once
MADE_UP_WITHIN = timedelta(days=7)  # a missed airing may still be recorded for a week, then it was missed


@dataclass(frozen=True, slots=True)
class Standing:
    duty: Duty
    state: State
    done: int
    met_on: date | None
    on: date

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def has_ended(self) -> bool:
        """Whether it counts among what was owed so far: done, or past its day; not what was excused."""
        return self.state != State.EXCUSED and (self.is_finished or self.duty.due_on < self.on)

    @property
    def days_late(self) -> int:
        return max(((self.met_on or self.on) - self.duty.due_on).days, 0)

    @property
    def missing(self) -> int:
        return max(self.duty.needed - self.done, 0)

    @property
    def mark(self) -> str:
        """The status mark of the design system."""
        return MARKS[self.state] if self.state is not State.OPEN or not self.is_soon else "due"

    @property
    def is_soon(self) -> bool:
        return self.duty.due_on - self.on <= timedelta(days=7)

    @property
    def url(self) -> str:
        return f"{duties_url()}{self.duty.pk}/"

    @property
    def words(self) -> str:
        return SAY[self.state](self)

    @property
    def brief(self) -> str:
        """A word or two, for a cell of a table."""
        if self.duty.needed > 1 and self.state != State.EXCUSED:
            return f"{self.done}/{self.duty.needed}"
        return "muộn" if self.state == State.LATE else BRIEF.get(self.state) or self.words

    @property
    def period(self) -> str:
        """Which occurrence this is: "tuần 16/11 – 22/11", "tháng 10"."""
        first, last = self.duty.starts_on, self.duty.ends_on
        days = (last - first).days + 1
        if days == 7:
            return f"tuần {words.short_day(first)} – {words.short_day(last)}"
        return f"tháng {first.month}" if first.day == 1 and 28 <= days <= 31 else ""

    @property
    def progress(self) -> str:
        """ "đã làm 1 trong 2 buổi", where more than one is needed."""
        kind = KINDS.get(self.duty.kind)
        return f"đã làm {self.done} trong {self.duty.needed} {kind.unit}" if kind and self.duty.needed > 1 else ""


@cache
def duties_url() -> str:
    """What the addresses of duties begin with: a grid shows hundreds, and each `reverse` costs as much as a cell."""
    return reverse("plans:duty", args=[0]).removesuffix("0/")


MARKS = {
    State.AHEAD: "open",
    State.OPEN: "open",
    State.SUBMITTED: "waiting",
    State.SENT_BACK: "returned",
    State.LATE: "late",
    State.DONE: "done",
    State.DONE_LATE: "done",
    State.MISSED: "late",
    State.EXCUSED: "done",
}


def before(standing: Standing) -> str:
    days = (standing.duty.due_on - standing.on).days
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days <= 7 else f"trước {words.short_day(standing.duty.due_on)}"


SAY = {
    State.AHEAD: lambda s: f"từ {words.short_day(s.duty.starts_on)}",
    State.OPEN: before,
    State.SUBMITTED: lambda s: "chờ duyệt",
    State.SENT_BACK: lambda s: "được trả lại để bổ sung",
    State.LATE: lambda s: f"muộn {s.days_late} ngày",
    State.DONE: lambda s: "xong",
    State.DONE_LATE: lambda s: f"xong, muộn {s.days_late} ngày",
    State.MISSED: lambda s: f"thiếu {s.missing}" if s.done else "không thực hiện",
    State.EXCUSED: lambda s: "được miễn",
}

BRIEF = {
    State.DONE: "xong",
    State.DONE_LATE: "xong muộn",
    State.SENT_BACK: "trả lại",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for duties: the days of records by kind, body and facet; and the steps that people took."""

    proofs: dict[tuple[str, int, str], list[Proof]]  # of each, in the order of the days that they count for
    steps: dict[int, list[Step]]

    def days(
        self, kind: Kind, body: int, facet: str, period: tuple[date, date], *, by: date, task: int | None = None
    ) -> list[date]:
        """The days on which `body` did it for this period, as far as known on the day `by`, in order.

        With `task`, what was made for another task is left out: one report does not serve two duties.
        """
        found = self.proofs.get((kind.key, body, facet), [])
        first = bisect_left(found, period[0], key=covered)
        last = bisect_right(found, period[1], lo=first, key=covered)
        mine = (proof for proof in found[first:last] if task is None or proof.for_task in (None, task))
        return sorted(proof.happened_on for proof in mine if proof.happened_on <= by)

    def last_step(self, duty: Duty, *, by: date) -> Step | None:
        return next((step for step in reversed(self.steps.get(duty.pk, ())) if localdate(step.at) <= by), None)

    def differs(self, before: "Evidence") -> Callable[[Duty], bool]:
        """Whether there is something else to a duty than there was before; steps and proofs come and go whole."""
        done = {(kind, body) for kind, body, _ in other_keys(self.proofs, before.proofs)}
        steps = other_keys(self.steps, before.steps)
        return lambda duty: duty.pk in steps or (duty.kind, duty.body_id) in done


def other_keys(now: dict[K, list], before: dict[K, list]) -> set[K]:
    return {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}


class Judged(NamedTuple):
    """Where duties stood on a day, and what spoke for them."""

    duties: list[Duty]
    evidence: Evidence
    found: list[Standing]


covered = attrgetter("covers_on")


def standings(
    duties: Iterable[Duty], *, commune: Place, on: date, bodies: Iterable[Body] | None = None
) -> list[Standing]:
    """Where each duty stands on the day `on`: four queries, and one for each model of record.

    One less where the caller has the duties' `bodies` at hand, each with its `place`.
    """
    duties = with_owners(duties, bodies)
    return judge(duties, evidence_for(duties, commune), on=on) if duties else []


def standing_of(duty: Duty, *, commune: Place, on: date) -> Standing:
    """Where one duty stands: one query, and none for its steps, task and body where they are at hand."""
    found = proofs({duty.kind}, commune, bodies=[duty.body_id], since=duty.starts_on, until=duty.ends_on)
    return standing(duty, Evidence(by_doer(found), {duty.pk: list(duty.steps.all())}), on)


def with_owners(duties: Iterable[Duty], bodies: Iterable[Body] | None) -> list[Duty]:
    """The duties with their task and body at hand: of each only one, shared by all its duties."""
    duties = list(duties)
    if bodies is None:
        bodies = Body.objects.select_related("place").filter(pk__in={duty.body_id for duty in duties})
    by_pk = {body.pk: body for body in bodies}
    tasks = Task.objects.select_related("clause").in_bulk({duty.task_id for duty in duties})
    for duty in duties:
        duty.task, duty.body = tasks[duty.task_id], by_pk[duty.body_id]
    return duties


def judge(duties: Iterable[Duty], evidence: Evidence, *, on: date) -> list[Standing]:
    """Where each duty stood on the day `on`, as the evidence tells."""
    return [standing(duty, evidence, on) for duty in duties]


def judged(duties: list[Duty], evidence: Evidence, *, on: date, known: Judged | None) -> Judged:
    """The same, from what was `known` of these very duties on that day: judged again is only what differs."""
    if known is None or known.duties is not duties:
        return Judged(duties, evidence, judge(duties, evidence, on=on))
    differs = evidence.differs(known.evidence)
    return Judged(
        duties, evidence, [standing(each.duty, evidence, on) if differs(each.duty) else each for each in known.found]
    )


def evidence_for(duties: list[Duty], commune: Place) -> Evidence:
    """What speaks for these duties."""
    found = proofs(
        {duty.kind for duty in duties},
        commune,
        bodies={duty.body_id for duty in duties},
        since=min(duty.starts_on for duty in duties),
        until=max(duty.ends_on for duty in duties),
    )
    return Evidence(by_doer(found), steps_of(duties))


def by_doer(found: Iterable[Proof]) -> dict[tuple[str, int, str], list[Proof]]:
    doers: dict[tuple[str, int, str], list[Proof]] = defaultdict(list)
    for proof in found:
        doers[proof.kind, proof.body, proof.facet].append(proof)
    for its_own in doers.values():
        its_own.sort(key=covered)
    return doers


def steps_of(duties: list[Duty]) -> dict[int, list[Step]]:
    """The steps of each duty that has any, the oldest first."""
    few = {"duty__in": duties} if len(duties) <= FEW else {"duty__commune": duties[0].commune_id}
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(**few).order_by("at"):
        steps[step.duty_id].append(step)
    return steps


def standing(duty: Duty, evidence: Evidence, on: date) -> Standing:
    kind, step = KINDS.get(duty.kind), evidence.last_step(duty, by=on)
    done, met_on = fulfilment(duty, kind, evidence, on) if kind else (0, None)
    if step and step.verb in (Verb.ACCEPT, Verb.EXCUSE):
        # An accepted duty was done on the day that it was handed in, not on the day that somebody looked.
        met_on, done = met_on or step.on, duty.needed
    return Standing(duty, state_of(duty, kind, step, met_on, on), done, met_on, on)


def fulfilment(duty: Duty, kind: Kind, evidence: Evidence, on: date) -> tuple[int, date | None]:
    """How often the duty was done, and on which day it was done often enough, in every facet that it needs."""
    counts, met = [], []
    for facet in kind.facets(duty.body):
        days = evidence.days(kind, duty.body_id, facet, (duty.starts_on, duty.ends_on), by=on, task=duty.task_id)
        counts.append(min(len(days), duty.needed))
        met.append(days[duty.needed - 1] if len(days) >= duty.needed else None)
    return min(counts), None if None in met else max(day for day in met if day)


def state_of(duty: Duty, kind: Kind | None, step: Step | None, met_on: date | None, on: date) -> State:
    if step and step.verb == Verb.EXCUSE:
        return State.EXCUSED
    if met_on:
        return State.DONE if met_on <= duty.due_on else State.DONE_LATE
    if step and step.verb == Verb.SUBMIT:
        return State.SUBMITTED
    if step and on <= duty.due_on:
        return State.SENT_BACK
    if on <= duty.due_on:
        return State.OPEN if duty.starts_on <= on else State.AHEAD
    expired = kind and kind.expires and on > duty.due_on + MADE_UP_WITHIN
    return State.MISSED if expired else State.LATE
