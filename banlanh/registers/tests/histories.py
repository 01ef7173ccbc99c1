"""Histories of a register for the tests of laws: what may happen to its entries, told in three ways.

In memory by the arithmetic of stays, in the database by the actions, and by walking through all of it again.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from hypothesis import strategies as st

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.registers import actions, stays
from banlanh.registers.enums import Ended
from banlanh.registers.models import Stay

DAYS = 12
START = date(2026, 3, 1)
EVERY_DAY = tuple(START + timedelta(number) for number in range(-1, DAYS + 1))
VERBS = ("arrive", "split", "merge", "move", "leave", "return")
ENTRIES, PLACES = 5, 3

Step = tuple[str, int, int, int, int]  # verb, day, entry, other entry, place
Taken = tuple[str, date, int, int]  # verb, day, the entry that it was about, place; of a split the parent


def steps_of(verbs: tuple[str, ...], fewest: int, most: int) -> st.SearchStrategy[list[Step]]:
    """A history is drawn as bytes, one for each part of a step: a tenth of the time of drawing part by part."""
    limits = (len(verbs), DAYS, ENTRIES, ENTRIES, PLACES)

    def read(drawn: bytes) -> list[Step]:
        parts = [byte % limit for byte, limit in zip(drawn, cycle(limits), strict=False)]
        steps = (parts[at : at + len(limits)] for at in range(0, len(parts) - len(limits) + 1, len(limits)))
        return [(verbs[verb], *numbers) for verb, *numbers in steps]

    return st.binary(min_size=fewest * len(limits), max_size=most * len(limits)).map(read)


@dataclass
class Span:
    body: int
    starts_on: date
    ends_on: date | None = None
    ended: str = ""


@dataclass
class InMemory:
    """The verbs on lists of spans, by the arithmetic that the actions use."""

    entries: list[list[Span]] = field(default_factory=list)

    def do(self, verb: str, on: date, entry: int, other: int, place: int) -> int:
        """The number of the entry that was made, or that the step was about; `Refused` where a verb refuses."""
        if verb == "arrive":
            self.entries.append([Span(place, on)])
            return len(self.entries) - 1
        spans = self.entries[entry]
        if verb == "split":
            if not stays.holds_on(here := stays.open_one(spans), on):
                raise Refused
            self.entries.append([Span(here.body, on)])
            return len(self.entries) - 1
        if verb == "merge" and (entry == other or not any(stays.holds_on(span, on) for span in self.entries[other])):
            raise Refused
        if verb == "return":
            stays.may_begin(spans, on)
            spans.append(Span(spans[-1].body, on))
            return entry
        if verb == "move" and stays.open_one(spans).body == place:
            raise Refused
        stays.end(spans, on, {"merge": Ended.MERGED, "move": Ended.MOVED}.get(verb, Ended.LEFT))
        if verb == "move":
            spans.append(Span(place, on))
        return entry

    def counted(self, day: date) -> list[tuple[int, int]]:
        found = enumerate(self.entries)
        return sorted((number, span.body) for number, spans in found for span in spans if stays.holds_on(span, day))


@dataclass
class WithDatabase:
    """The same verbs as the actions, on the rows of a database."""

    bodies: list
    keepers: list
    entries: list = field(default_factory=list)
    lasts: list = field(default_factory=list)  # in which place each entry is, or was last

    def do(self, verb: str, on: date, entry: int, other: int, place: int) -> int:
        if verb in ("arrive", "split"):
            return self.made(verb, on, entry, place)
        about, by = self.entries[entry], self.keepers[self.lasts[entry]]
        if verb == "merge":
            if self.lasts[entry] != self.lasts[other]:
                raise Refused
            actions.merge_entries(about, into=self.entries[other], by=by, on=on)
        elif verb == "move":
            actions.move_entry(about, to=self.bodies[place], by=by, on=on)
            self.lasts[entry] = place
        else:
            {"leave": actions.end_entry, "return": actions.return_entry}[verb](about, by=by, on=on)
        return entry

    def made(self, verb: str, on: date, entry: int, place: int) -> int:
        words = {"id": uuid7(), "on": on, "name": "Lò Văn Pản"}
        if verb == "arrive":
            by = self.keepers[place]
            self.entries.append(actions.add_entry(kind="household", body=self.bodies[place], by=by, **words))
        else:
            place = self.lasts[entry]
            self.entries.append(actions.split_entry(self.entries[entry], by=self.keepers[place], **words))
        self.lasts.append(place)
        return len(self.entries) - 1

    def counted(self, day: date) -> list[tuple[int, int]]:
        numbers = {entry.pk: number for number, entry in enumerate(self.entries)}
        places = {body.pk: number for number, body in enumerate(self.bodies)}
        found = Stay.objects.counted_on(day).values_list("entry", "body")
        return sorted((numbers[entry], places[body]) for entry, body in found)


def accepted(book, steps: list[Step]) -> list[Taken]:
    """What `book` took of the steps."""
    taken = []
    for verb, day, entry, other, place in steps:
        count = len(book.entries)
        if verb != "arrive" and not count:
            continue
        on, entry, other = START + timedelta(day), entry % (count or 1), other % (count or 1)
        try:
            number = book.do(verb, on, entry, other, place)
        except Refused:
            continue
        taken.append((verb, on, number, place if verb != "split" else entry))
    return taken


def gone_through(taken: list[Taken], day: date) -> list[tuple[int, int]]:
    """Who is where at the end of `day`, by walking through everything that happened until then."""
    where: dict[int, int] = {}
    last: dict[int, int] = {}
    for verb, on, number, place in taken:
        if on > day:
            continue
        if verb in ("leave", "merge"):
            where.pop(number)
            continue
        if verb == "split":
            place = place_of(taken, number, place)
        if verb == "return":
            place = last[number]
        where[number] = last[number] = place
    return sorted(where.items())


def place_of(taken: list[Taken], child: int, parent: int) -> int:
    """Where `parent` was when `child` was split from it: as the one who recorded it saw it."""
    place = -1
    for verb, _, number, where in taken:
        if verb == "split" and number == child:
            return place
        if number == parent and verb in ("arrive", "move"):
            place = where
        if number == parent and verb == "split":
            place = place_of(taken, parent, where)
    raise AssertionError
