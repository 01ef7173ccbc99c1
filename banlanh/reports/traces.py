"""Numbers that say, once they are written into a sentence, which figure of the sheet they are.

The sentences of the report are written by many hands and know nothing of this. A traced number writes one invisible
sign of its own before itself; pages turn what follows a sign into a link, papers drop the signs.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.urls import reverse

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.indicators.registry import AMOUNTS, INDICATORS
from vanban.document import Document, as_json, from_json

FIRST_SIGN = 0xE000  # of Unicode's private area: no text that people type has them
FIRST_DIGIT = 0xF800
SIGN = re.compile("[\ue000-\uf8ff]")
NUMBER = r"\d+(?:\.\d{3})*"
TASK = re.compile("([\uf800-\uf809]+)(.*)", re.DOTALL)
FIGURE = re.compile(rf"([\ue000-\uf8ff])({NUMBER}(?:/[\ue000-\uf8ff]{NUMBER})?(?: \([\d,]+%\))?)")

# Where the records behind a number are that has no page by body as an indicator has, and of which class they are.
ROOMS = {
    "late": ("home:commune", Data.WORK),
    "villages": ("home:villages", Data.WORK),
    "households": ("home:villages", Data.WORK),
    "cells": ("home:bodies", Data.WORK),
    "committee_meetings": ("committee:index", Data.WORK),
    "conclusions": ("committee:index", Data.WORK),
    "difficulties_raised": ("committee:difficulties", Data.WORK),
    "difficulties_open": ("committee:difficulties", Data.WORK),
    "funds_allotted": ("livelihoods:funds", Data.WORK),
    "funds_promised": ("livelihoods:funds", Data.WORK),
    "funds_spent": ("livelihoods:funds", Data.WORK),
    "supports_delivered": ("livelihoods:index", Data.LIVELIHOODS),
    "gatherings": ("home:bodies", Data.WORK),
    "gathering_people": ("home:bodies", Data.WORK),
    "school_session_count": ("home:bodies", Data.WORK),
    "school_session_people": ("home:bodies", Data.WORK),
    "routes_walked": ("situation:index", Data.POLICE_WORK),
    "reminders": ("situation:index", Data.POLICE_WORK),
    "establishments_inspected": ("situation:index", Data.POLICE_WORK),
    "establishments_to_mend": ("situation:index", Data.POLICE_WORK),
}


class Counted(int):
    """A number of the figure `key`."""

    key: str

    def __new__(cls, number: int, key: str) -> "Counted":
        made = super().__new__(cls, number)
        made.key = key
        return made

    def __format__(self, how: str) -> str:
        return sign_of(self.key) + format(int(self), how)


def of_task(pk: int, title: str) -> str:
    """The title of a task, which leads to its duties: its number in signs of their own goes before it."""
    return "".join(chr(FIRST_DIGIT + int(digit)) for digit in str(pk)) + title


class Piece(NamedTuple):
    """A stretch of a sentence; `url` leads to what stands behind the figure that it is."""

    text: str
    url: str = ""


@cache
def keys() -> list[str]:
    """In one order, which numbers them; whoever enters a figure does it at start."""
    return sorted({*INDICATORS, *AMOUNTS, *ROOMS})


def sign_of(key: str) -> str:
    return chr(FIRST_SIGN + keys().index(key))


def without_signs(document: Document) -> Document:
    return from_json(json.loads(signless(json.dumps(as_json(document), ensure_ascii=False))))


def signless(text: str) -> str:
    """As a paper says it, without signs."""
    return SIGN.sub("", text)


def pieces(text: str, reach: Reach) -> Iterator[Piece]:
    """The sentence in stretches, each figure that was counted by itself, with a link where the reader may follow it."""
    at = 0
    for found in FIGURE.finditer(text):
        yield Piece(text[at : found.start()])
        yield Piece(signless(found[2]), url_of(keys()[ord(found[1]) - FIRST_SIGN], reach))
        at = found.end()
    yield Piece(signless(text[at:]))


def cell(text: str, reach: Reach) -> Piece:
    """A cell of a table, which leads to the duties of the task that it names."""
    found = TASK.fullmatch(text)
    if found is None or not reach.everywhere(Data.WORK, Act.READ):
        return Piece(signless(text))
    number = "".join(str(ord(digit) - FIRST_DIGIT) for digit in found[1])
    return Piece(found[2], reverse("home:task", args=[number]))


def url_of(key: str, reach: Reach) -> str:
    if key in INDICATORS:
        return reverse("home:figure", args=[key])
    name, data = ROOMS.get(key, ("", Data.WORK))
    return reverse(name) if name and reach.has(data, Act.READ) else ""
