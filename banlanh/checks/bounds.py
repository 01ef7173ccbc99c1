"""What a simple random sample proves about a whole list: exact, for a finite list, without a normal curve anywhere.

A list has `listed` entries, of which `true` (unknown) would be confirmed. Of `drawn` entries without replacement
`confirmed` are. Their number has the hypergeometric distribution; all counts are whole numbers and all
probabilities exact fractions, so that nothing is lost to rounding.
"""

from fractions import Fraction
from math import ceil, comb

CONFIDENCE = Fraction(95, 100)


def at_least(confirmed: int, *, listed: int, true: int, drawn: int) -> Fraction:
    """The chance that `confirmed` or more of the entries drawn are true."""
    first, last = max(confirmed, drawn - (listed - true), 0), min(true, drawn)
    if first > last:
        return Fraction(0)
    ways = comb(true, first) * comb(listed - true, drawn - first)
    total = 0
    for many in range(first, last + 1):
        total += ways
        ways = ways * (true - many) * (drawn - many) // ((many + 1) * (listed - true - drawn + many + 1))
    return Fraction(total, comb(listed, drawn))


def lower_bound(confirmed: int, *, drawn: int, listed: int, confidence: Fraction = CONFIDENCE) -> int:
    """The number of true entries of the list that may be claimed "at least" with this confidence.

    It is the smallest number under which a sample as good as this one would still come up with a chance of more
    than 1 - confidence (the one-sided bound of Clopper and Pearson, for the hypergeometric distribution). Whatever
    the truth, it is claimed too high in at most 1 - confidence of all samples. ValueError for impossible numbers.
    """
    check(listed, drawn, confidence)
    if not 0 <= confirmed <= drawn:
        raise ValueError(f"{confirmed} of {drawn} cannot be confirmed")
    low, high = confirmed, listed - (drawn - confirmed)  # what was seen leaves no other truth
    while low < high:
        middle = (low + high) // 2
        if at_least(confirmed, listed=listed, true=middle, drawn=drawn) > 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


def sample_size(*, listed: int, share: Fraction, failures: int = 0, confidence: Fraction = CONFIDENCE) -> int | None:
    """How many entries to draw so that at most `failures` unconfirmed ones prove that `share` of the list is true.

    None where so many failures disprove the share by themselves, even if the whole list is visited.
    """
    check(listed, 0, confidence)
    if not 0 < share <= 1 or failures < 0:
        raise ValueError("the share lies above 0 and up to 1, failures are counted from 0")
    least = ceil(share * listed)
    if failures > listed - least:
        return None

    def is_enough(drawn: int) -> bool:
        """Whether one true entry too few would let such a sample through only with a chance of 1 - confidence."""
        return at_least(drawn - failures, listed=listed, true=least - 1, drawn=drawn) <= 1 - confidence

    high = failures + 1  # more entries only ever find more failures: what is enough stays enough
    while high < listed and not is_enough(high):
        high = min(2 * high, listed)
    low = high // 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle + 1, high)
    return high


def check(listed: int, drawn: int, confidence: Fraction) -> None:
    if listed < 1 or not 0 <= drawn <= listed:
        raise ValueError(f"cannot draw {drawn} of {listed}")
    if not 0 < confidence < 1:
        raise ValueError("the confidence lies between 0 and 1")
