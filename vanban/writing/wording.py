"""The words and signs a rule of form prescribes. Strings only; nothing here knows .docx."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vanban.document import Block, Bullet, Document, Heading, Paragraph
from vanban.profiles import Ends, Profile

# Controls, invisible formatting (a text-direction override could disguise a signed sentence) and
# half characters: none prints, and XML forbids most of them.
_UNPRINTABLE = {"Cc", "Cf", "Cs"}
_NOT_CHARACTERS = "\ufffe\uffff"

_BLANK_NUMBER = " " * 6
_END_MARKS = " .,;/"


def lines(text: str) -> list[str]:
    """The lines of a text as they can be printed: composed (NFC), no controls, none of them empty."""
    return [printable for printable in map(_printable, text.splitlines()) if printable]


def line(text: str) -> str:
    return " ".join(lines(text))


def _printable(text: str) -> str:
    kept = "".join(sign for sign in text.replace("\t", " ") if _prints(sign))
    return unicodedata.normalize("NFC", kept).strip()


def _prints(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNPRINTABLE and sign not in _NOT_CHARACTERS


def capitals(text: str) -> str:
    return unicodedata.normalize("NFC", text.upper())


def number_line(document: Document) -> str:
    """ "Số 05-BC/CB", "Số: 05/KH-UBND", or a gap to fill in by hand."""
    profile, head = document.profile, document.letterhead
    symbol = line(head.symbol).lstrip("-/ ")
    return f"{profile.number_label}{_number(head.number)}{profile.symbol_separator}{symbol}"


def _number(number: str | None) -> str:
    known = line(number or "")
    if known.isdecimal():
        known = known.zfill(2)
    return f" {known}" if known else _BLANK_NUMBER


def place_and_day(place: str, on: date) -> str:
    """Days below 10 and months below 3 get a zero, so that nobody can write a 1 before them."""
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"{line(place)}, ngày {on.day:02} tháng {month} năm {on.year}"


def listed(texts: tuple[str, ...], ends: Ends) -> Iterator[str]:
    """The texts of a list with the dashes and end marks of the rule."""
    known = [text for text in map(line, texts) if text]
    dash = "- " if ends.dash else ""
    for place, text in enumerate(known, start=1):
        yield f"{dash}{text.rstrip(_END_MARKS)}{ends.last if place == len(known) else ends.inner}"


def closed(blocks: tuple[Block, ...], profile: Profile) -> list[Block]:
    """The blocks that print, the last text ending with the mark of the profile."""
    printed = [block for block in blocks if not _is_empty(block)]
    if printed and isinstance(printed[-1], Paragraph | Bullet):
        printed[-1] = _closed(printed[-1], profile.closing)
    return printed


def _closed(block: Paragraph | Bullet, mark: str) -> Block:
    text = "\n".join(lines(block.text)).rstrip(_END_MARKS)
    if not text:
        return block
    # A question keeps its own mark in a Party document.
    already_ends = mark == "." and text.endswith(("!", "?", "…"))
    return replace(block, text=text if already_ends else text + mark)


def _is_empty(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not lines(block.lead + block.text)
    return isinstance(block, Bullet | Heading) and not lines(block.text)
