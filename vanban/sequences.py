"""Numbers of a document's items that are missing, doubled or out of turn: I, II, IV; 1, 2, 2; a, b, d."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.numbering import Marker, rank, read_marker

LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = {"I": 1, "V": 5, "X": 10}
# A wider gap is another list, or numbers taken over from another document.
MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class Break:
    """`number` stands at the place `at` where `expected` was due after `last` ("" at a list's head), as printed."""

    at: int
    last: str
    number: str
    expected: str

    @property
    def is_doubled(self) -> bool:
        return self.number == self.last


@dataclass(slots=True)
class _List:
    """A list that is still open: its last item, and the ordinals that may follow."""

    height: float
    last: Marker
    place: int
    due: tuple[int, ...]


def breaks(printed: Sequence[str]) -> list[Break]:
    """What breaks the order of the `printed` markers ("III.", "1.2", "b)") of one document or annex.

    A list that starts anew at 1 breaks nothing. Letters follow the Vietnamese alphabet, unless one is not of it.
    """
    markers = [read_marker(f"{each} x")[0] if each else Marker() for each in printed]
    upper_first = next((m.kind for m in markers if m.kind in ("upper", "roman")), "") == "upper"
    foreign = any(m.kind == "letter" and m.number not in LETTERS for m in markers)
    found: list[Break] = []
    lists: list[_List] = []
    for at, marker in enumerate(markers):
        ordinal = None if foreign and marker.kind == "letter" else _ordinal(marker)
        if ordinal is None:
            continue
        height = rank(marker, upper_above_roman=upper_first)
        while lists and lists[-1].height > height:
            lists.pop()
        known = lists.pop() if lists and lists[-1].height == height else None
        broken = _broken(known, marker, ordinal, at) if known else _begun_late(marker, ordinal, at)
        found += [broken] if broken else []
        due = (ordinal + 1, ordinal + 2) if broken and broken.is_doubled else (ordinal + 1,)
        lists.append(_List(height, marker, at, due))
    return found


def _broken(known: _List, marker: Marker, ordinal: int, at: int) -> Break | None:
    before = known.due[0] - 1
    starts_anew = ordinal == 1 and not (before == 1 and known.place == at - 1)
    if starts_anew or ordinal in known.due or _family(known.last) != _family(marker):
        return None
    if ordinal - before - 1 > MOST_MISSING:
        return None
    return Break(at, known.last.number, marker.number, _printed(marker, known.due[0]))


def _begun_late(marker: Marker, ordinal: int, at: int) -> Break | None:
    return Break(at, "", marker.number, _printed(marker, 1)) if 1 < ordinal <= MOST_MISSING + 1 else None


def _family(marker: Marker) -> tuple[str, str]:
    """What siblings share: "2.1" and "2.2" do, "3.1" does not."""
    return marker.kind, marker.number.rpartition(".")[0] if marker.kind in ("decimal", "path") else ""


def _ordinal(marker: Marker) -> int | None:
    """Which in its list an item is, from 1; None for bullets and for parts counted in words."""
    number = marker.number.rpartition(".")[2].rpartition(" ")[2]
    if marker.kind in ("letter", "upper"):
        return LETTERS.index(number.lower()) + 1 if number.lower() in LETTERS else None
    if number.isdigit() and marker.is_number:
        return int(number)
    return _roman(number) if number and set(number) <= set(ROMAN) and marker.is_number else None


def _roman(number: str) -> int:
    values = [ROMAN[letter] for letter in number]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))


def _printed(like: Marker, ordinal: int) -> str:
    """The number that would stand at `ordinal` in the list of `like`."""
    head, dot, last = like.number.rpartition(".")
    if like.kind in ("letter", "upper"):
        letter = LETTERS[min(ordinal, len(LETTERS)) - 1]
        return letter.upper() if like.kind == "upper" else letter
    words, blank, last = last.rpartition(" ")
    return f"{head}{dot}{words}{blank}{ordinal if last.isdigit() else _as_roman(ordinal)}"


def _as_roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
