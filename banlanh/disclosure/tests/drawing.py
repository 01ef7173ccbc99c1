"""Communes as they may be: 12 to 31 villages, most of them with 0 to 3 people, a few with more.

Some are drawn to be hard: all people in one or two villages, or every village almost large.
"""

from random import Random

FULL = (10, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1)  # how often a village holds 0, 1, 2, 3 … 12 people
EMPTY = (30, 8, 4, 2, 1)
HOT = (2, 2, 2, 2, 3, 4, 4, 4, 3, 3, 2, 2, 2)
GATHERED = (40, 1, 1, 0, 0, 3, 2, 1, 1, 1)
EVEN = (0, 0, 0, 1, 8)
DRAWN = (EMPTY, EMPTY, FULL, FULL, HOT, GATHERED, GATHERED, EVEN)


def commune(random: Random) -> dict[int, int]:
    """People by village, who are few in most communes and many in some."""
    often = random.choice(DRAWN)
    return {village: random.choices(range(len(often)), often)[0] for village in range(1, random.randint(12, 31) + 1)}


def month_later(counts: dict[int, int], random: Random) -> dict[int, int]:
    """A few villages, none to six, have one person more or less."""
    moved = random.sample(sorted(counts), random.randint(0, 6))
    return counts | {village: max(0, counts[village] + random.choice((-1, 1))) for village in moved}
