"""The oracle: PROTECTION section 3.2 read a second time and written out the other way round, class by class.

It imports nothing of the code that it judges. A line says what these roles may do with a class: the acts ("a" approves
what others propose, "b" breaks the glass), "!" where each opening asks for a purpose, then how far: S own entries, A
assigned, V own village or union, M the commune, nothing where all of it is meant. Whoever stands on no line of a class
may do nothing there.

What a cell says beyond acts is no right to a page: totals, counts of work, codes, summaries, what a village tells the
police. A rule of its own holds what hangs on a person (a village head who helps). No
page serves yet who grants posts (R14), nor what a province sees (R16).
"""

from dataclasses import dataclass
from functools import cache

GRANTS = {
    "C0": {"r": "R1 R2 R3 R4 R5 R6 R7 R8 R8b R9 R10 R11 R13 R15 R16", "cu": "R12 R14"},
    "C1": {"crux M": "R1 R2 R3 R12", "cru AV": "R8", "cru A": "R4 R10 R11 R13", "cru V": "R5 R6 R7 R8b R9", "r": "R15"},
    "C2": {"r M": "R2 R3 R10", "cru V": "R6 R7 R8b R9", "cr V": "R8", "r V": "R4 R5"},
    "C3": {"r M": "R1 R2 R3"},  # exact totals of the commune; no page tells them otherwise
    "C4": {"r! M": "R3", "cru! A": "R8", "r! A": "R4 R10 R11", "ru! V": "R8b"},  # R8b: who helps
    "C5": {"crux! M": "R3", "crux! AV": "R4", "b!": "R1", "r! A": "R2"},
    "C6": {"r! M": "R3", "cr! A": "R4", "crux! A": "R11"},
    "C7": {"crux A": "R3", "cr A": "R4", "c V": "R7"},  # whoever receives tips also writes them down
    "C8": {"crux M": "R3", "cru V": "R4", "cr A": "R13"},
    "C9": {"cruxa M": "R2", "cru M": "R10", "r V": "R7", "r A": "R8 R8b"},
    "C10": {"cru V": "R9", "r! A": "R3 R4"},
    "C11": {"r M": "R15", "ru S": "R4 R5 R6 R7 R8 R8b R9 R10 R11 R12 R13 R16"},
    "C12": {"rux M": "R15", "ru S": "R4 R5 R6 R7 R8 R8b R9 R10 R11 R12 R13 R16"},  # R15: decides reviews
    "C13": {},
}
RELEASES = {"approve release": {"R1", "R2"}, "release after approval": {"R12"}}  # what goes out to everybody, C0


@dataclass(frozen=True)
class Cell:
    """What a role may do with a class."""

    acts: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    needs_purpose: bool = False

    def allows(self, act: str, *, own: bool) -> bool:
        """Whether `act` is allowed on what is one's own body's, or on anything else of the commune.

        What one entered oneself (S) is told by who entered it, not by a body.
        """
        is_everywhere = not self.scopes or "M" in self.scopes
        return act in self.acts and (is_everywhere or (own and self.scopes != {"S"}))


@cache
def cell(role: str, data: str) -> Cell:
    for line, roles in GRANTS[data].items():
        if role in roles.split():
            acts, _, scopes = line.partition(" ")
            return Cell(frozenset(acts.removesuffix("!")), frozenset(scopes), "!" in acts)
    return Cell()


def roles() -> set[str]:
    """Everybody whom the oracle knows."""
    return {role for lines in GRANTS.values() for named in lines.values() for role in named.split()}
