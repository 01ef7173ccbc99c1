"""An official document before it has a page: who sends it, what it says, who signs it.

Text is plain. A line break inside a text starts a new line (a new paragraph in the body); other
control characters are never printed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vanban.profiles import Profile


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title. The reading half has its own `Letterhead`, which is what it found."""

    parent: str
    issuer: str
    number: str | None
    symbol: str
    place: str
    on: date


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: Literal[1, 2, 3, 4] = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError("a heading has level 1, 2, 3 or 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    text: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The grounds of a decision ("căn cứ"), one per line, without dashes or end marks."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one header. Widths are in mm; without them the text decides."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        if not self.header:
            raise ValueError("a table needs at least one column")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table is as wide as its header")
        if self.widths is not None and len(self.widths) != len(self.header):
            raise ValueError("a table has one width for each column")
        if self.widths is not None and min(self.widths) <= 0:
            raise ValueError("a column is wider than nothing")


Block = Heading | Paragraph | Bullet | Table | Basis


@dataclass(frozen=True, slots=True)
class Signature:
    authority: str | None
    position: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Document:
    profile: Profile
    letterhead: Head
    kind: str
    title: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    draft: str | None = None
