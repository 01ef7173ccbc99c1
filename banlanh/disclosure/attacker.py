"""What the statistician next door can work out from a table (PROTECTION T14, SEC-32), in closed form.

They know the exact total (the matrix tells it to R1 and R2), which villages are told to be large, and how we choose
them. Cells are whole numbers from 0. With one sum over the villages a cell is least where the others take most, and
most where they take least: so no solver is needed. The tests hold a solver against it.
"""

from .enums import Audience

K = Audience.INSIDE.k


def small_counts(total: int, *, large: int, small: int) -> range:
    """What a village below K may hold, beside so many others; empty where no such table has this total."""
    least = 0 if large else max(0, total - (small - 1) * (K - 1))
    return range(least, min(K - 1, total - K * large) + 1)


def large_counts(total: int, *, large: int, small: int) -> range:
    """What a village of K or more may hold, beside so many others; empty where no such table has this total."""
    least = max(K, total - small * (K - 1)) if large == 1 else K
    return range(least, total - K * (large - 1) + 1)


def is_guessable(total: int, *, large: int, small: int) -> bool:
    """Whether some village's count could be told within fewer than K values, if a table looks like this."""
    found = [small_counts(total, large=large, small=small)] if small else []
    found += [large_counts(total, large=large, small=small)] if large else []
    return any(0 < len(counts) < K for counts in found)
