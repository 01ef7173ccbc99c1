"""What was worked out from a commune's data, remembered by this process until the next event in its log.

The seal of the last event tells the version of the data: unlike its number, it never comes back after a transaction
was undone.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

# Those asked for longest ago are forgotten first. A paper that left the office is 100 kB of HTML.
MOST, MOST_TEXT = 1000, 16 * 1024 * 1024  # answers, and letters of the pages among them
_kept: OrderedDict[Hashable, tuple[str, object]] = OrderedDict()
_lock = Lock()


def remembered(version: str, what: Hashable, make: Callable[[], T]) -> T:
    """What `make()` gave for `what` at this version, else what it gives now; nobody may change it afterwards.

    Take the version before `make` reads: what is written meanwhile then makes the answer stale, never wrong. Without a
    version (no event yet) nothing is remembered.
    """
    known, found = recalled(what)
    if version and known == version:
        return found  # type: ignore[return-value]  # `make` of the same `what` gave it
    made = make()
    if version:
        keep(version, what, made)
    return made


def recalled(what: Hashable) -> tuple[str, object]:
    """The version that `what` was last worked out at, and what it was then; no version where it is not known."""
    with _lock:
        if what in _kept:
            _kept.move_to_end(what)
        return _kept.get(what, ("", None))


def keep(version: str, what: Hashable, made: object) -> None:
    with _lock:
        _kept[what] = (version, made)
        _kept.move_to_end(what)
        while len(_kept) > MOST or text_kept() > MOST_TEXT:
            _kept.popitem(last=False)


def text_kept() -> int:
    return sum(len(found) for _, found in _kept.values() if isinstance(found, str | bytes))


def forget() -> None:
    with _lock:
        _kept.clear()
