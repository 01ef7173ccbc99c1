"""The kinds of record that rooms offer: what proves a duty, and how one is made.

A room registers its kinds in its own `kinds.py`, which is found at start-up. Keys are kept in tasks and on
phones for years: add a kind, never change one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.module_loading import autodiscover_modules

from banlanh.accounts.enums import Data
from banlanh.places.models import Body, Place
from vanban.text import search_key

from .models import Record


class Proof(NamedTuple):
    """That a body did something of a kind: for which day it counts, and on which day it happened."""

    kind: str
    body: int
    covers_on: date
    happened_on: date
    for_task: int | None
    facet: str


@dataclass(frozen=True)
class Kind:
    key: str
    name: str  # "buổi phát thanh": what is recorded
    verb: str  # "Ghi buổi phát": what the button says
    task: str  # "Phát bản tin ở thôn": a short name of work that it proves; empty where the clause's words serve
    unit: str  # "buổi": what is counted
    model: type[Record]
    form: type
    record: Callable[..., Record]  # from the words of its form, the body and who
    bodies: frozenset[str]  # kinds of body that make it
    words: tuple[str, ...] = ()  # words of a plan that ask for it
    where: dict = field(default_factory=dict)  # which rows of the model are of this kind
    counts: dict = field(default_factory=dict)  # which of these prove a duty
    facet: str = ""  # a field that each period needs in every one of its values
    facets: Callable[[Body], list[str]] = lambda body: [""]
    expires: bool = False  # once its period has long passed it cannot be made up for
    proves: bool = True  # whether a task may ask for it; else it only explains
    record_all: Callable[..., Sequence[Record]] | None = None  # several of one body at once, from the words of each

    @property
    def data(self) -> Data:
        """The class of what such a record tells."""
        return self.model.data

    def is_asked_by(self, text: str) -> bool:
        """Whether the words of a clause ask for this kind; a word group in `words` must occur as a whole."""
        folded = f" {' '.join(re.findall(r'[a-z0-9]+', search_key(text)))} "
        return any(all(f" {part} " in folded for part in words.split("+")) for words in self.words)


KINDS: dict[str, Kind] = {}

COUNTED: dict[str, str] = {}  # by key and name: what an indicator counts that is no record, such as signatures


def register(kind: Kind) -> None:
    KINDS[kind.key] = kind


def discover() -> None:
    autodiscover_modules("kinds")


def kind_of(record: Record) -> Kind:
    """The kind that a kept record is of."""
    return next(
        kind
        for kind in KINDS.values()
        if kind.model is type(record) and all(getattr(record, name) == value for name, value in kind.where.items())
    )


def proofs(
    keys: Iterable[str],
    commune: Place,
    *,
    bodies: Iterable[int] | None = None,
    since: date = date.min,
    until: date = date.max,
) -> Iterator[Proof]:
    """Every live record of these kinds that counts in the days `since` to `until`, by the day it happened.

    One query for each model; of all bodies where `bodies` is None.
    """
    by_model: dict[type[Record], list[Kind]] = {}
    for key in sorted(set(keys) & KINDS.keys()):
        by_model.setdefault(KINDS[key].model, []).append(KINDS[key])
    for model, kinds in by_model.items():
        rows = model.objects.for_place(commune).live().filter(covers_on__range=(since, until))
        rows = rows.filter(body__in=bodies) if bodies is not None else rows
        yield from told_apart(kinds, rows.order_by("happened_on", "pk"))


def told_apart(kinds: list[Kind], rows: models.QuerySet) -> Iterator[Proof]:
    """Each row of one model as a proof of each kind that it is of and counts for."""
    named = sorted({name for kind in kinds for name in (*kind.where, *kind.counts, *filter(None, [kind.facet]))})
    place = {name: at for at, name in enumerate(named)}
    asked = [
        (kind.key, place.get(kind.facet), [(place[name], value) for name, value in (kind.where | kind.counts).items()])
        for kind in kinds
    ]
    always = ("body_id", "covers_on", "happened_on", "for_task")
    for body, covers_on, happened_on, task, *said in rows.values_list(*always, *named):
        for key, facet, conditions in asked:
            if not conditions or all(said[at] == value for at, value in conditions):
                yield Proof(key, body, covers_on, happened_on, task, "" if facet is None else said[facet])


def choices() -> list[tuple[str, str]]:
    """The kinds that a task may ask for."""
    return [(kind.key, kind.name) for kind in KINDS.values() if kind.proves]


def target_choices() -> list[tuple[str, str]]:
    """What a target may be counted by: the kinds of record, and what rooms count in ways of their own."""
    return [*choices(), *COUNTED.items()]
