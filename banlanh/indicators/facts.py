"""What indicators count from: the commune's bodies, its duties as they stand, and what the rooms tell."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property, partial
from typing import Any, NamedTuple, TypeVar, cast

from banlanh.audit.memory import keep, recalled
from banlanh.audit.queries import Version
from banlanh.core import clock
from banlanh.places.models import Body, Place
from banlanh.plans.models import Duty, Step, Task
from banlanh.plans.standing import Evidence, Judged, Standing, by_doer, judged
from banlanh.pledges.models import Campaign
from banlanh.pledges.queries import campaigns_on
from banlanh.records.registry import KINDS, Proof, proofs

T = TypeVar("T")
ORDERS, STEPS = (
    "plans.plan",
    "plans.duty",
)  # an event about a duty tells of a step, about a plan of all else in the room
Done = dict[tuple[str, int, str], list[Proof]]
Span = tuple[date, date]


class Part(NamedTuple):
    """Something found out, and the rooms that it stands on."""

    found: Any
    rooms: tuple[str, ...]


class Facts:
    """The commune on the day `on`; each part is found once, and nobody changes what is in it.

    What is counted of a month is counted of `span`, from its first day to its last, where a report has other days than
    the calendar's. With the `version` that the log had before, a part is remembered until an event of a room that it
    stands on: an airing makes nobody read the registers again. Without one, all is read from the records.
    """

    def __init__(self, commune: Place, on: date, version: Version | None = None, span: Span | None = None):
        self.commune, self.on, self.today, self.version = commune, on, clock.today(), version
        self.span = span or (clock.month_of(on), clock.last_day(on))
        self.parts: dict[str, Part] = {}
        self.standing_on: list[set[str]] = [set()]  # the rooms of each part that is being found, the outermost first

    def once(self, what: str, find: Callable[[], T], *, of: tuple[str, ...] = (), daily: bool = True) -> T:
        """What figures count from, and the figures; `of` names the rooms whose tables `find` itself reads.

        Places need no naming: everything stands on them. A part stands also on the rooms of the parts that it is found
        from. Not `daily` is what is the same whatever day is asked for.
        """
        if what not in self.parts:
            key = self._key(what, daily=daily)
            self.parts[what] = self._recalled(key) or self._found(key, find, of)
        part = self.parts[what]
        self.standing_on[-1].update(part.rooms)
        return cast(T, part.found)

    def once_known(self, what: str) -> Any:
        """What was last remembered, and may have changed since: for who can tell what of it still stands."""
        _, part = recalled(self._key(what)) if self.version else ("", None)
        return part.found if isinstance(part, Part) else None

    def _key(self, what: str, *, daily: bool = True) -> tuple:
        return what, self.commune.pk, self.today, (self.on, self.span) if daily else None

    def _recalled(self, key: tuple) -> Part | None:
        seals, part = recalled(key) if self.version else ("", None)
        still_stands = isinstance(part, Part) and self.version and seals == self.version.of(*part.rooms)
        return part if still_stands else None

    def _found(self, key: tuple, find: Callable[[], T], of: tuple[str, ...]) -> Part:
        self.standing_on.append({"places", *of})
        try:
            found = find()
        finally:
            rooms = self.standing_on.pop()
        part = Part(found, tuple(sorted(rooms)))
        if self.version:
            keep(self.version.of(*part.rooms), key, part)
        return part

    @cached_property
    def bodies(self) -> dict[int, Body]:
        return self.once("bodies", lambda: bodies_of(self.commune), daily=False)

    @property
    def campaigns(self) -> dict[str, Campaign]:
        """Of pledges that count on the day, by who signs."""
        return self.once("campaigns", lambda: campaigns_on(self.commune, self.on), of=("pledges",))

    @property
    def duties(self) -> list[Duty]:
        """The duties of published plans, whenever they begin, each with its task and body at hand."""
        return self.once("duties", lambda: list(self._duties()), of=(ORDERS,), daily=False)

    def _duties(self) -> Iterator[Duty]:
        tasks = {task.pk: task for task in Task.objects.for_place(self.commune).running()}
        for duty in Duty.objects.for_place(self.commune):
            if duty.body_id in self.bodies and duty.task_id in tasks:
                duty.body, duty.task = self.bodies[duty.body_id], tasks[duty.task_id]
                yield duty

    @property
    def steps(self) -> dict[int, list[Step]]:
        """The steps of each duty that has any, the oldest first."""
        return self.once("steps", self._steps, of=(STEPS,), daily=False)

    def _steps(self) -> dict[int, list[Step]]:
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in Step.objects.filter(duty__commune=self.commune).order_by("at"):
            steps[step.duty_id].append(step)
        return steps

    def done(self, room: str) -> Done:
        """What every body did, as the records of the room tell, whether a duty asks for it or not."""
        found = proofs(kinds_by_room().get(room, []), self.commune)
        return self.once(f"done in {room}", partial(by_doer, found), of=(room,), daily=False)

    def days(self, kind: str, body: int, facet: str, first: date, last: date) -> list[date]:
        """The days on which `body` did it for the period from `first` to `last`, as far as known on the day."""
        done = Evidence(self.done(room_of(kind)), {})
        return done.days(KINDS[kind], body, facet, (first, last), by=self.on)

    @property
    def owing(self) -> dict[str, list[Duty]]:
        """The duties that had begun by the day, by the room whose records prove them."""
        return self.once("owing", self._owing)

    def _owing(self) -> dict[str, list[Duty]]:
        found: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            if duty.starts_on <= self.on:
                found[room_of(duty.kind)].append(duty)
        return dict(found)

    def standings(self, room: str) -> list[Standing]:
        """Where every duty stood on the day that the room's records prove."""
        return self.once(f"standings in {room}", partial(self._judged, room)).found

    def _judged(self, room: str) -> Judged:
        """Judged again is only what has other evidence than before: after an airing one village's duties."""
        known, evidence = self.once_known(f"standings in {room}"), Evidence(self.done(room), self.steps)
        return judged(self.owing.get(room, []), evidence, on=self.on, known=known)

    def owed(self, kind: str) -> list[Standing]:
        """Where the duties stood that ask for records of this kind."""
        return [each for each in self.standings(room_of(kind)) if each.duty.kind == kind]


def bodies_of(commune: Place) -> dict[int, Body]:
    found = Body.objects.for_place(commune).current().select_related("place")
    return {body.pk: body for body in found}


@cache
def kinds_by_room() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind in KINDS:
        found[room_of(kind)].append(kind)
    return dict(found)


def room_of(kind: str) -> str:
    """The room whose records prove duties of this kind; those that no record proves are told by their steps."""
    return KINDS[kind].model._meta.app_label if kind in KINDS else "plans"
