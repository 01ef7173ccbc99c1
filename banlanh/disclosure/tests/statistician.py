"""The statistician next door, with a solver (PROTECTION T14, SEC-32): knows the words that were told.

Written apart from the room, and calls nothing of it. Programs are in whole numbers (HiGHS), so that the
attacker is as sharp as can be.
"""

import re
from functools import cached_property
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

INFEASIBLE = 2
Range = tuple[float, float]


def understood(words: str) -> Range:
    """The counts that words leave open, read boldly: that a village kept back were a small one."""
    if words == "không công bố":
        return 0, inf
    if found := re.fullmatch(r"dưới (\d+)(?: hoặc không công bố)?", words):
        return 0, int(found[1]) - 1
    if found := re.fullmatch(r"từ (\d+) trở lên", words):
        return int(found[1]), inf
    least, most = words.split("–")
    return int(least), int(most)


class Statistician:
    """Unknown counts, what is known of each, and what is known of sums and differences of them."""

    def __init__(self, known: list[Range]):
        self.least, self.most = (np.array(side, dtype=float) for side in zip(*known, strict=True))
        self.sums: list[tuple[dict[int, int], float, float]] = []

    def learn(self, terms: dict[int, int], least: float, most: float) -> None:
        """That the sum of these counts, each with its sign, lies between two numbers."""
        self.sums.append((terms, least, most))
        self.__dict__.pop("constraints", None)

    def deduce(self, terms: dict[int, int]) -> Range | None:
        """From where to where that sum may lie; None where nothing fits all that was presumed."""
        ends = [self.least_of({each: sign * way for each, sign in terms.items()}) for way in (1, -1)]
        return None if None in ends else (ends[0], -ends[1])

    def least_of(self, terms: dict[int, int]) -> float | None:
        found = milp(
            self.row(terms),
            constraints=self.constraints,
            bounds=Bounds(self.least, self.most),
            integrality=np.ones(len(self.least)),
        )
        if found.status == INFEASIBLE:
            return None
        return round(found.fun) if found.success else -inf

    def row(self, terms: dict[int, int]) -> np.ndarray:
        row = np.zeros(len(self.least))
        row[list(terms)] = list(terms.values())
        return row

    @cached_property
    def constraints(self) -> list[LinearConstraint]:
        if not self.sums:
            return []
        cells = [(line, each, sign) for line, (terms, *_) in enumerate(self.sums) for each, sign in terms.items()]
        lines, places, signs = zip(*cells, strict=True)
        table = csr_array((signs, (lines, places)), shape=(len(self.sums), len(self.least)), dtype=float)
        return [LinearConstraint(table, [least for _, least, _ in self.sums], [most for *_, most in self.sums])]
