"""What indicators count from: the commune's bodies, its duties as they stand, and what the rooms tell."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from banlanh.audit.memory import remembered
from banlanh.audit.queries import Version
from banlanh.core import clock
from banlanh.places.models import Body, Place
from banlanh.plans.models import Duty, Task
from banlanh.plans.standing import Evidence, Standing, by_doer, judge, steps_of
from banlanh.pledges.models import Campaign
from banlanh.pledges.queries import campaigns_on
from banlanh.records.registry import KINDS, Proof, proofs

T = TypeVar("T")


class Facts:
    """The commune on the day `on`; each part is read once, and nobody changes what is in it.

    With the `version` that the log had before, a part is remembered until an event of a room that it was read from:
    an airing makes nobody read the registers again. Without one, all is read from the records.
    """

    def __init__(self, commune: Place, on: date, version: Version | None = None):
        self.commune, self.on, self.version = commune, on, version
        self.found: dict[str, Any] = {}

    def once(self, what: str, find: Callable[[], T], *, of: tuple[str, ...]) -> T:
        """What several figures count from, such as a room's records of the month; `of` names the rooms it is read from.

        Places need no naming: everything stands on them.
        """
        if what not in self.found:
            self.found[what] = self._remembered(what, find, of) if self.version else find()
        return cast(T, self.found[what])

    def _remembered(self, what: str, find: Callable[[], T], of: tuple[str, ...]) -> T:
        version = cast(Version, self.version).of("places", *of)
        return remembered(version, (what, self.commune.pk, self.on), find)

    @cached_property
    def bodies(self) -> dict[int, Body]:
        found = Body.objects.for_place(self.commune).current().select_related("place")
        return self.once("bodies", lambda: {body.pk: body for body in found}, of=())

    @cached_property
    def campaigns(self) -> dict[str, Campaign]:
        """Of pledges that count on the day, by who signs."""
        return self.once("campaigns", lambda: campaigns_on(self.commune, self.on), of=("pledges",))

    @cached_property
    def duties(self) -> list[Duty]:
        """The duties of published plans that had begun by the day, each with its task and body at hand."""
        return self.once("duties", lambda: list(self._duties()), of=("plans",))

    def _duties(self) -> Iterator[Duty]:
        tasks = {task.pk: task for task in Task.objects.for_place(self.commune).running()}
        for duty in Duty.objects.for_place(self.commune).started_by(self.on):
            if duty.body_id in self.bodies and duty.task_id in tasks:
                duty.body, duty.task = self.bodies[duty.body_id], tasks[duty.task_id]
                yield duty

    @cached_property
    def evidence(self) -> Evidence:
        """What every body did in the days of the duties and of the month, whether a duty asks for it or not."""
        since = min([clock.month_of(self.on) - 7 * clock.DAY, *(duty.starts_on for duty in self.duties)])
        until = max([clock.last_day(self.on), *(duty.ends_on for duty in self.duties)])
        did: dict[tuple[str, int, str], list[Proof]] = {}
        for room, kinds in kinds_by_room().items():
            found = proofs(kinds, self.commune, bodies=None, since=since, until=until)
            did |= self.once(f"done by {since} to {until} in {room}", partial(by_doer, found), of=(room,))
        return Evidence(did, self.once("steps", lambda: steps_of(self.duties), of=("plans",)))

    @cached_property
    def standings(self) -> list[Standing]:
        """Where every duty stood on the day."""
        by_room: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            by_room[room_of(duty.kind)].append(duty)
        found: dict[int, Standing] = {}
        for room, owed in by_room.items():
            stood = partial(judge, owed, self.evidence, on=self.on)
            found |= {each.duty.pk: each for each in self.once(f"standings in {room}", stood, of=("plans", room))}
        return [found[duty.pk] for duty in self.duties]

    @cached_property
    def owed(self) -> dict[str, list[Standing]]:
        """The standings by the kind of record that their duties ask for."""
        found: dict[str, list[Standing]] = defaultdict(list)
        for each in self.standings:
            found[each.duty.kind].append(each)
        return dict(found)


def kinds_by_room() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind in KINDS:
        found[room_of(kind)].append(kind)
    return found


def room_of(kind: str) -> str:
    """The room whose records prove duties of this kind; those that no record proves are told by their steps."""
    return KINDS[kind].model._meta.app_label if kind in KINDS else "plans"
