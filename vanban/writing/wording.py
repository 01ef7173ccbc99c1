"""The words and signs a rule of form prescribes. Strings only; nothing here knows a page."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vanban.document import Block, Bullet, Document, Heading, Paragraph
from vanban.profiles import GREETING, Ends, Profile, System
from vanban.text import search_key

# Controls, invisible formatting (a text-direction override could disguise a signed sentence) and
# half characters: none prints, and XML forbids most of them.
_UNPRINTABLE = {"Cc", "Cf", "Cs"}
_NOT_CHARACTERS = "\ufffe\uffff"

_BLANK_NUMBER = " " * 6
_END_MARKS = " .,;/"
_DASHES = {1: "- ", 2: "+ "}
_ON_BEHALF = re.compile(r"(?:T\s?[./]?\s?(?:M|L|UQ)|K\s?[./]?\s?T)(?:\s?[./]\s?|\s)(?=\S)|Q\s?\.\s?(?=\S)")
_SUBJECT_OPENS = re.compile(r"(?:V/v|Về việc)\b", re.IGNORECASE)


def lines(text: str) -> list[str]:
    """The lines of a text as they can be printed: composed (NFC), no controls, none of them empty."""
    return [printable for printable in map(_printable, text.splitlines()) if printable]


def line(text: str) -> str:
    return " ".join(lines(text))


def _printable(text: str) -> str:
    kept = text.replace("\t", " ")
    if not kept.isprintable():  # what is, holds nothing to leave out: said by one call for the whole text
        kept = "".join(sign for sign in kept if _prints(sign))
    return unicodedata.normalize("NFC", kept).strip()


def _prints(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNPRINTABLE and sign not in _NOT_CHARACTERS


def capitals(text: str) -> str:
    return unicodedata.normalize("NFC", text.upper())


# --- the letterhead ---------------------------------------------------------------------------------------


def number_line(document: Document) -> str:
    """ "Số 05-BC/CB", "Số: 05/KH-UBND", or a gap to fill in by hand."""
    number = document.letterhead.number
    return (
        f"{document.profile.number_label}{f' {_number(number)}' if _number(number) else _BLANK_NUMBER}{_sign(document)}"
    )


def _sign(document: Document) -> str:
    symbol = line(document.letterhead.symbol).lstrip("-/ ")
    return f"{document.profile.symbol_separator}{symbol}"


def _number(number: str | None) -> str:
    known = line(number or "")
    return known.zfill(2) if known.isdecimal() else known


def subject(document: Document) -> str:
    """What an official letter is about, under its number: "V/v ..." for the State, as it is for the Party."""
    title, opens = line(document.title), document.profile.subject_opens
    return title if not title or _SUBJECT_OPENS.match(title) else f"{opens}{title}"


def place_and_day(place: str, on: date) -> str:
    return f"{line(place)}, {day(on)}"


def day(on: date) -> str:
    """Days below 10 and months below 3 get a zero, so that nobody can write a 1 before them."""
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def greeting(document: Document) -> str:
    """ "Kính gửi:", or "Kính trình:" where the rule wants it of a tờ trình."""
    submits = search_key(line(document.kind)) == "to trinh"
    return f"{document.profile.submission if submits else GREETING}:"


# --- the text ---------------------------------------------------------------------------------------------


def listed(texts: tuple[str, ...], ends: Ends) -> Iterator[str]:
    """The texts of a list with the dashes and end marks of the rule."""
    known = [text for text in map(line, texts) if text]
    dash = "- " if ends.dash else ""
    for place, text in enumerate(known, start=1):
        yield f"{dash}{text.rstrip(_END_MARKS)}{ends.last if place == len(known) else ends.inner}"


def bullet(block: Bullet) -> str:
    return f"{_DASHES[block.level]}{line(block.text)}"


def closed(blocks: tuple[Block, ...], profile: Profile) -> list[Block]:
    """The blocks that print, the last text ending with the mark of the profile."""
    printed = printing(blocks)
    if printed and isinstance(printed[-1], Paragraph | Bullet):
        printed[-1] = _closed(printed[-1], profile.closing)
    return printed


def printing(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if not _is_empty(block)]


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


# --- the end ----------------------------------------------------------------------------------------------


def on_behalf(text: str, system: System) -> str:
    """ "T/M BAN THƯỜNG VỤ" for the Party, "TM. ỦY BAN NHÂN DÂN" for the State, whichever was typed."""
    said = capitals(text)
    opening = _ON_BEHALF.match(said)
    if opening is None:
        return said
    letters = "".join(filter(str.isalpha, opening.group()))
    is_joined = system is System.PARTY and len(letters) > 1
    return f"{letters[0]}/{letters[1:]} {said[opening.end() :]}" if is_joined else f"{letters}. {said[opening.end() :]}"


def recipients(document: Document) -> Iterator[str]:
    """Whom copies go to; a document that greets its readers names them first, as "Như trên"."""
    known = document.recipients
    if known and document.addressees and not any(search_key(line(text)).startswith("nhu tren") for text in known):
        known = ("Như trên", *known)
    return listed(known, document.profile.recipient)


def appendix_note(document: Document) -> str:
    """ "(Kèm theo Kế hoạch số 05/KH-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân xã …)"."""
    head, kind = document.letterhead, line(document.kind) or "công văn"
    number = f"{_number(head.number) or _BLANK_NUMBER}{_sign(document)}"
    return f"(Kèm theo {kind.capitalize()} số {number} {day(head.on)} của {line(head.issuer)})"
