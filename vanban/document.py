"""An official document before it has a page: who sends it, what it says, who signs it.

Text is plain. A line break inside a text starts a new line (a new paragraph in the body); other
control characters are never printed.
"""

from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from vanban.profiles import PROFILES, Profile


class Unwritable(ValueError):
    """A document that cannot be written; `str()` of it is one Vietnamese sentence that says which field is wrong."""


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
            raise Unwritable("Cấp của đề mục chỉ là 1, 2, 3 hoặc 4.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` stands before it in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list: "-", and "+" for level 2."""

    text: str
    level: Literal[1, 2] = 1


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
            raise Unwritable("Bảng cần có ít nhất một cột.")
        if any(len(row) != len(self.header) for row in self.rows):
            raise Unwritable("Mỗi hàng của bảng cần có số ô bằng số ô của hàng đầu.")
        if self.widths is not None and len(self.widths) != len(self.header):
            raise Unwritable("Bảng cần có một bề rộng cho mỗi cột.")
        if self.widths is not None and not all(isfinite(width) and width > 0 for width in self.widths):
            raise Unwritable("Bề rộng của cột tính bằng mm và phải lớn hơn 0.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in SVG, `width` mm wide, that needs no other file; `said` and `table` tell it to who cannot see it."""

    svg: str
    said: str
    table: Table
    width: float = 120.0

    def __post_init__(self) -> None:
        if not self.svg.startswith("<svg ") or not self.said:
            raise Unwritable("Hình cần có bản vẽ SVG và lời tả.")


Block = Heading | Paragraph | Bullet | Basis | Table | Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose behalf (line by line, outermost first), as what ("kiêm" between two offices), by name."""

    authority: str | None
    position: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Appendix:
    """What follows on pages of its own, numbered by themselves; wide tables want it in landscape."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose `kind` is empty is an official letter (công văn): its title stands under its number."""

    profile: Profile
    letterhead: Head
    kind: str
    title: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    draft: str | None = None
    addressees: tuple[str, ...] = ()
    recorder: Signature | None = None
    appendices: tuple[Appendix, ...] = ()


# --- as JSON ----------------------------------------------------------------------------------------------


def as_json(document: Document) -> dict[str, Any]:
    """The document for other programs: fields by name, blocks with a `type`, days ISO, the profile by its code."""
    written: dict[str, Any] = _plain(document)
    return written


def from_json(given: object, *, profile: Profile | None = None) -> Document:
    """The document that `as_json` gave; where `profile` is given, it replaces the one that is named.

    Raises `Unwritable`, whose sentence names the first field that is wrong.
    """
    if profile is not None and isinstance(given, dict):
        given = given | {"profile": profile.code}
    document: Document = _record(Document, given, "")
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, Profile):
        return value.code
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {"type": type(value).__name__.lower()} | named if isinstance(value, Block) else named
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


_BLOCKS = {kind.__name__.lower(): kind for kind in get_args(Block)}
_WANTED = {str: "phải là chữ", float: "phải là số", bool: "phải là true hoặc false"}


def _read(kind: Any, given: Any, at: str) -> Any:
    """`given` as a value of the type `kind`, which is one of those that the fields above have."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind == Block:
        return _block(given, at)
    if origin is UnionType:  # with None
        return None if given is None else _read(next(part for part in parts if part is not NoneType), given, at)
    if origin is tuple:
        return tuple(_read(parts[0], each, f"{at}[{place}]") for place, each in enumerate(_list(given, at)))
    if origin is Literal:
        return _one_of(parts, given, at)
    if kind is Profile:
        return PROFILES[_one_of(tuple(PROFILES), given.lower() if isinstance(given, str) else given, at)]
    if kind is date:
        return _day(given, at)
    return _record(kind, given, at) if is_dataclass(kind) else _simple(kind, given, at)


def _record(kind: Any, given: Any, at: str) -> Any:
    if not isinstance(given, dict):
        raise _wrong(at, "phải là một nhóm trường {…}")
    known = {each.name: each for each in fields(kind)}
    for name in given:
        if name not in known and name != "type":
            raise Unwritable(f"Không có trường «{_path(at, name)}»; các trường là {', '.join(known)}.")
    missing = [name for name, each in known.items() if each.default is MISSING and name not in given]
    if missing:
        raise Unwritable(f"Còn thiếu trường «{_path(at, missing[0])}».")
    hints = get_type_hints(kind)
    values = {name: _read(hints[name], given[name], _path(at, name)) for name in known if name in given}
    try:
        return kind(**values)
    except Unwritable as fault:
        raise Unwritable(f"Trường «{at}»: {fault}") from None


def _block(given: Any, at: str) -> Any:
    if not isinstance(given, dict):
        raise _wrong(at, "phải là một nhóm trường {…}")
    kind = _one_of(tuple(_BLOCKS), given.get("type"), _path(at, "type"))
    return _record(_BLOCKS[kind], given, at)


def _simple(kind: Any, given: Any, at: str) -> Any:
    if kind is float and isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    if not isinstance(given, kind):
        raise _wrong(at, _WANTED[kind])
    return given


def _list(given: Any, at: str) -> list[Any]:
    if not isinstance(given, list):
        raise _wrong(at, "phải là một danh sách […]")
    return given


def _one_of(known: tuple[Any, ...], given: Any, at: str) -> Any:
    if isinstance(given, bool) or given not in known:
        raise _wrong(at, f"chỉ nhận một trong: {', '.join(map(str, known))}")
    return given


def _day(given: Any, at: str) -> date:
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise _wrong(at, "phải là ngày ghi năm-tháng-ngày, ví dụ 2026-02-03") from None


def _path(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _wrong(at: str, why: str) -> Unwritable:
    return Unwritable(f"Trường «{at}» {why}." if at else f"Văn bản {why}.")
