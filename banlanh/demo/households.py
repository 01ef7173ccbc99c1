"""The households of the invented commune: who lived there when the registers began, and who came and went since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.places.models import Body
from banlanh.registers.bulk import Row, entry_of, stay_of
from banlanh.registers.enums import Began, Ended, EntryKind
from banlanh.registers.models import Entry, Stay

from .bodies import village_body
from .chance import Today, at, draw, id_at, within
from .names import FAMILIES, new_name
from .plan import STARTS_ON
from .villages import VILLAGES, Village

REGISTERED_ON = date(2026, 1, 1)
MADE_AT = at(REGISTERED_ON, time(8))
GROUPS = 6
# How likely each is in a village in a month; where the demonstration looks first, five times so.
USUAL = {Began.ARRIVED: 0.08, Began.SPLIT: 0.11, Ended.LEFT: 0.07, Ended.MOVED: 0.04}
LOOKED_AT, MORE = "Nà Lìn", 5


@dataclass(frozen=True)
class Change:
    """What became of one household of a village, and when its head wrote it down."""

    what: str
    village: Village
    on: date
    recorded_at: datetime
    chance: Random


@dataclass
class Households:
    """All households, in memory until every change is told."""

    bodies: dict[str, Body]
    desks: dict[str, User]
    entries: list[Entry] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    lasting: dict[str, list[Stay]] = field(default_factory=dict)  # by village
    names: dict[str, set[str]] = field(default_factory=dict)

    def settle(self, village: Village) -> None:
        """Those whom the village counted from the first day on."""
        for number in range(village.households):
            chance = draw("household", village.name, number)
            name = self.name(village, "head", village.name, number)
            self.begin(village, REGISTERED_ON, Began.LISTED, name, MADE_AT, chance, None, group=number % GROUPS + 1)

    def name(self, village: Village, *about: object, families: tuple[str, ...] = ()) -> str:
        taken = self.names.setdefault(village.name, set())
        return new_name(taken, *about, families=families or FAMILIES[village.tongue])

    def begin(
        self,
        village: Village,
        on: date,
        began: Began,
        name: str,
        moment: datetime,
        chance: Random,
        by: User | None,
        *,
        group: int,
    ) -> Entry:
        id, body = id_at(moment, chance), self.bodies[village_body(village.name)]
        row = Row(EntryKind.HOUSEHOLD, body, on, name, address=f"nhóm {group}", began=began, id=id)
        entry = entry_of(row, moment)
        self.entries.append(entry)
        self.keep(village, stay_of(row, entry, moment, by))
        return entry

    def keep(self, village: Village, stay: Stay) -> None:
        self.stays.append(stay)
        self.lasting.setdefault(village.name, []).append(stay)

    def change(self, told: Change) -> None:
        by, group = self.desks[village_body(told.village.name)], told.chance.randint(1, GROUPS)
        about = ("came", told.what, told.village.name, told.on)
        here = [stay for stay in self.lasting[told.village.name] if stay.starts_on < told.on]
        one = told.chance.choice(here)
        words = {"moment": told.recorded_at, "chance": told.chance, "by": by, "group": group}
        if told.what == Began.ARRIVED:
            self.begin(told.village, told.on, Began.ARRIVED, self.name(told.village, *about), **words)
        elif told.what == Began.SPLIT:
            name = self.name(told.village, *about, families=(one.entry.name.split()[0],))
            self.begin(told.village, told.on, Began.SPLIT, name, **words).parent = one.entry
        else:
            self.end(one, told, by)
        if told.what == Ended.MOVED:
            self.move(one.entry, told, by, group)

    def end(self, stay: Stay, told: Change, by: User) -> None:
        self.lasting[told.village.name].remove(stay)
        stay.ends_on, stay.ended, stay.ended_at, stay.ended_by = told.on, told.what, told.recorded_at, by
        stay.entry.changed_at = told.recorded_at

    def move(self, entry: Entry, told: Change, by: User, group: int) -> None:
        """To a village that speaks the same language."""
        near = [each for each in VILLAGES if each.tongue == told.village.tongue and each != told.village]
        to = told.chance.choice(near or [each for each in VILLAGES if each != told.village])
        entry.address = f"nhóm {group}"
        stay = Stay(id=id_at(told.recorded_at, told.chance), entry=entry, body=self.bodies[village_body(to.name)])
        stay.starts_on, stay.began = told.on, Began.MOVED
        stay.recorded_at, stay.recorded_by = told.recorded_at, by
        self.keep(to, stay)


def households(bodies: dict[str, Body], desks: dict[str, User], today: Today) -> tuple[list[Entry], list[Stay]]:
    found = Households(bodies, desks)
    for village in VILLAGES:
        found.settle(village)
    for told in sorted(changes(today), key=lambda told: (told.on, told.recorded_at)):
        found.change(told)
    return found.entries, found.stays


def changes(today: Today) -> Iterator[Change]:
    """What happened from the plan's month to today, as far as it was written down."""
    month = clock.month_of(STARTS_ON)
    while month <= today.month:
        for village in VILLAGES:
            yield from changes_of(village, month, today)
        month = clock.next_month(month)


def changes_of(village: Village, month: date, today: Today) -> Iterator[Change]:
    for what, likely in USUAL.items():
        chance = draw("change", what, village.name, month)
        happens = chance.random() < likely * (MORE if village.name == LOOKED_AT else 1)
        on = month + timedelta(chance.randrange(clock.last_day(month).day))
        recorded_at = within(chance, on + timedelta(chance.choice((0, 0, 1, 3))), 17, 21)
        if happens and on > STARTS_ON and today.knows(recorded_at):
            yield Change(what, village, on, recorded_at, chance)
