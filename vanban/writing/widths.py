"""How wide the columns of a table are."""

from collections.abc import Iterable

from vanban.document import Table
from vanban.writing import wording

# Roughly, in mm: one sign of a table's text, and the padding of its cell.
_SIGN = 2.6
_PADDING = 4.5
_LONGEST_WORD = 16
_LONGEST_WISH = 80
# A text as short as this ("Công an xã", "Quý 2/2026") is not broken while others can give way.
_SHORT = 12


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Widths in mm: those given, if the page has room for them, or those the texts need."""
    if table.widths and sum(table.widths) <= room:
        return table.widths
    if table.widths:
        return _shared(table.widths, room)
    return _fitting([_need(texts) for texts in zip(table.header, *table.rows, strict=True)], room)


def _fitting(needs: list[tuple[float, float]], room: float) -> tuple[float, ...]:
    """Every column gets its longest word; what is left goes to those with long texts."""
    words = tuple(word for word, _ in needs)
    spare, wanted = room - sum(words), sum(wish for _, wish in needs)
    if spare <= 0 or not wanted:
        return _shared(words, room)
    return tuple(word + spare * wish / wanted for word, wish in needs)


def _shared(widths: tuple[float, ...], room: float) -> tuple[float, ...]:
    return tuple(room * width / sum(widths) for width in widths)


def _need(texts: Iterable[str]) -> tuple[float, float]:
    """The mm a column must have for its longest word, and those it would like beyond that."""
    known = [wording.line(text) for text in texts]
    words = (word for text in known for word in ([text] if len(text) <= _SHORT else text.split()))
    word = min(max(map(_length, words), default=0), _LONGEST_WORD)
    text = min(max(map(_length, known)), _LONGEST_WISH)
    return _PADDING + _SIGN * word, _SIGN * max(text - word, 0)


def _length(text: str) -> float:
    """In signs of a usual width; capitals are wider."""
    return len(text) + 0.4 * sum(map(str.isupper, text))
