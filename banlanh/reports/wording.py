"""What a person wrote against what the figures say: which figures were overwritten, and which have moved since."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

FIGURES = re.compile(r"\d+(?:[.,/]\d+)*%?")


class Overwritten(NamedTuple):
    """A figure as it was, and as it is; either is empty where there is none."""

    was: str
    now: str


def overwritten(was: str, now: str) -> list[Overwritten]:
    """The figures in which two texts differ, in their order."""
    before, after = FIGURES.findall(was), FIGURES.findall(now)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            width = max(b - a, d - c)
            olds, news = before[a:b] + [""] * width, after[c:d] + [""] * width
            found += map(Overwritten, olds[:width], news[:width])
    return found


def bones(text: str) -> str:
    """The sentence without its figures: by it a paragraph is known again when they have moved."""
    return FIGURES.sub("#", text)


def opening(text: str) -> str:
    """The words before the first figure, which say what is counted: "cao hơn" and "thấp hơn" come behind it."""
    return bones(text).partition("#")[0]


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, bones(one), bones(other), autojunk=False).ratio()
