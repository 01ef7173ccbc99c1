"""What a drafted paper is: the document as far as the system knows it, and what a person has to fill in, and where.

Nothing is invented: what nobody recorded stands as a dotted place in the document, and is named beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from banlanh.places.models import Place
from vanban.document import Document

DOTS = "…………………………"
FEW_DOTS = "……………"  # in a cell of a table


class Missing(NamedTuple):
    """What the system does not know, in a sentence; `url` is the page on which it is written down, if there is one."""

    said: str
    url: str = ""


@dataclass(slots=True)
class Draft:
    """A paper for a person to finish: what went into it, in words, and what is still missing."""

    document: Document
    known: list[str] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


class Choice(NamedTuple):
    """One of several papers of a kind: the notice of which meeting, the proposal for which period."""

    code: str
    label: str


ONLY = Choice("nay", "theo số liệu hôm nay")


@dataclass(frozen=True, slots=True)
class Ordered:
    """A paper that the plan orders: who issues it, which ones there are, and how each is drafted."""

    key: str
    name: str
    issuer: str
    choices: Callable[[Place, date], list[Choice]]
    draft: Callable[[Place, date, str], Draft]
    none: str = ""  # what is said where there is nothing to write it from yet


def only(commune: Place, on: date) -> list[Choice]:
    return [ONLY]


def wanting(value: object, said: str, page: str = "", *args: object) -> list[Missing]:
    """The sentence, where the value is empty."""
    return [] if value else [Missing(said, reverse(page, args=args) if page else "")]
