"""Numbers of headings and appendices: I., 1., a), -."""

from collections.abc import Iterable
from dataclasses import replace

from vanban.document import Block, Heading

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, each heading with its number: "I." over "1." over "a)" over "-", each counted under the one above."""
    counts = [0, 0, 0, 0]
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1 :] = [counts[block.level - 1] + 1] + [0] * (4 - block.level)
            block = replace(block, text=f"{_label(block.level, counts[block.level - 1])} {block.text}")
        found.append(block)
    return tuple(found)


def _label(level: int, count: int) -> str:
    return (f"{roman(count)}.", f"{count}.", f"{letter(count)})", "-")[level - 1]


def roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def letter(number: int) -> str:
    """The letters that Vietnamese lists count by; after the last one, the number itself."""
    return _LETTERS[number - 1] if number <= len(_LETTERS) else str(number)
