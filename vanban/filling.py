"""Fills the fields (`{{ten_truong}}`) of a .docx or .xlsx that another office made, and keeps all else as it was.

Nothing is evaluated: a field is a name, its value a string or a number, and no language of templates is there to be
abused. Whatever else stands between such braces is told as a field that nobody knows.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from vanban.lines import Unreadable
from vanban.package import LINKED, require_harmless, tree_of

# A field; or what other programs would take for one, or for an order.
MARK = re.compile(r"\{\{(.*?)\}\}|\{[%#].*?(?:[%#]\}|$)|\{\{|\}\}", re.DOTALL)
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
EXCEL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
WORD_PART = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
WHERE = {"header": "đầu trang", "footer": "chân trang"}
# What a program would run, or fetch from elsewhere, when the filled file is opened.
FOREIGN = re.compile(r"externallinks/|embeddings/|activex/|macrosheets/|customui/|connections\.xml", re.IGNORECASE)
ORDERS = re.compile(r"\b(?:DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b", re.IGNORECASE)
FETCHES = re.compile(r"\b(?:WEBSERVICE|RTD|IMAGE|CALL|REGISTER)\s*\(", re.IGNORECASE)
QUOTED = 60

BROKEN = "Tệp này đã hỏng, hoặc không phải .docx, .xlsx; xin mở bằng Word, Excel rồi lưu lại."


class Value(NamedTuple):
    """What a field is filled with: in text, and as a number where a cell is to be reckoned with."""

    text: str
    number: int | None = None


class Field(NamedTuple):
    """What stands between the braces, and where, in words."""

    name: str
    place: str


@contextmanager
def as_broken() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, ValueError):
        raise Unreadable(BROKEN) from None


class Form:
    """The package of the form, opened with suspicion. Raises `Unreadable` for what may not be kept."""

    def __init__(self, content: bytes) -> None:
        with as_broken():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = self._zip.namelist()
        require_harmless(self._zip.infolist())
        require_own(self)

    def read(self, name: str) -> bytes:
        with as_broken():
            return self._zip.read(name)

    def tree(self, name: str) -> Any:
        return tree_of(self.read(name))

    def with_parts(self, changed: Mapping[str, Any]) -> bytes:
        """The package again, each part as it was but for these; the same parts always give the same bytes."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self._zip.infolist():
                root = changed.get(part.filename)
                archive.writestr(part, self.read(part.filename) if root is None else written(root))
        return content.getvalue()


class Passage(NamedTuple):
    """A paragraph or a cell: its pieces of text, in order, and where it stands."""

    pieces: list[Any]
    place: str

    @property
    def text(self) -> str:
        return "".join(piece.text or "" for piece in self.pieces)

    def fields(self) -> Iterator[Field]:
        for mark in MARK.finditer(self.text):
            yield Field(name_in(mark), self.place)


def fields_of(content: bytes) -> list[Field]:
    """Every field of the form, in the order of its parts."""
    form = Form(content)
    passages = cell_passages(form) if is_workbook(form) else word_passages(form)
    return [field for passage in passages for field in passage.fields()]


def filled(content: bytes, values: Mapping[str, Value]) -> bytes:
    """The form with a value in each field. Raises `KeyError` for a field that has none."""
    form = Form(content)
    return form.with_parts(filled_cells(form, values) if is_workbook(form) else filled_text(form, values))


# --- what is refused -------------------------------------------------------------------------------


def require_own(form: Form) -> None:
    """Nothing that would be run, or fetched from elsewhere; and each part once, so that all read the same."""
    if len(set(form.names)) < len(form.names):
        raise Unreadable(BROKEN)
    if any(FOREIGN.search(name) for name in form.names):
        raise Unreadable(LINKED)
    for name in form.names:
        if name.endswith(".rels") and any(map(is_elsewhere, form.tree(name))):
            raise Unreadable(LINKED)
        if name.endswith(".xml") and name.startswith(("word/", "xl/worksheets/")):
            require_no_order(form.tree(name))


def is_elsewhere(relation: Any) -> bool:
    """A link that a person may follow is none of these."""
    return relation.get("TargetMode") == "External" and not str(relation.get("Type")).endswith("/hyperlink")


def require_no_order(root: Any) -> None:
    said = "".join(each.text or "" for each in root.iter("{*}instrText"))
    said += " ".join(value for each in root.iter("{*}fldSimple") for value in each.attrib.values())
    formulas = " ".join(each.text or "" for each in root.iter("{*}f"))
    if ORDERS.search(said) or FETCHES.search(formulas):
        raise Unreadable(LINKED)


# --- text ------------------------------------------------------------------------------------------


def name_in(mark: re.Match) -> str:
    return mark[0].strip() if mark[1] is None else mark[1].strip()


def texts_in(root: Any, namespaces: tuple[str, str]) -> Iterator[Any]:
    yield from root.iter(*(f"{{{each}}}t" for each in namespaces))


def word_passages(form: Form) -> list[Passage]:
    parts = [name for name in form.names if WORD_PART.fullmatch(name)]
    return [passage for name in parts for passage in paragraphs(form.tree(name), where_of(name))]


def where_of(name: str) -> str:
    return next((said for part, said in WHERE.items() if part in name), "thân văn bản")


def paragraphs(root: Any, where: str) -> list[Passage]:
    """By the paragraph in which each piece lies nearest: a text box is a paragraph inside another."""
    found: dict[Any, list[Any]] = {}
    for piece in texts_in(root, WORD):
        owner = next(piece.iterancestors(*(f"{{{each}}}p" for each in WORD)), None)
        if owner is not None:
            found.setdefault(owner, []).append(piece)
    return [Passage(pieces, f"{where}, câu «{quoted(pieces)}»") for pieces in found.values()]


def quoted(pieces: list[Any]) -> str:
    text = "".join(piece.text or "" for piece in pieces).strip()
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def filled_text(form: Form, values: Mapping[str, Value]) -> dict[str, Any]:
    changed = {}
    for name in form.names:
        if WORD_PART.fullmatch(name):
            changed[name] = form.tree(name)
            for passage in paragraphs(changed[name], ""):
                fill(passage, values)
    return changed


def fill(passage: Passage, values: Mapping[str, Value]) -> None:
    for mark in reversed(list(MARK.finditer(passage.text))):
        put(passage.pieces, mark.start(), mark.end(), values[name_in(mark)].text)


def put(pieces: list[Any], start: int, end: int, value: str) -> None:
    """Write `value` over the signs from `start` to `end`, in the look of the piece in which they begin."""
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            piece.text, value = text[:first] + value + text[last:], ""
            piece.set(PRESERVE, "preserve")


def written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- cells -----------------------------------------------------------------------------------------


def is_workbook(form: Form) -> bool:
    return "xl/workbook.xml" in form.names


def sheets(form: Form) -> Iterator[tuple[str, str]]:
    """The part of each sheet, and its title."""
    relations = {each.get("Id"): str(each.get("Target")) for each in form.tree("xl/_rels/workbook.xml.rels")}
    for sheet in form.tree("xl/workbook.xml").iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        part = posixpath.normpath(posixpath.join("/xl", relations.get(key, ""))).lstrip("/")
        if part.startswith("xl/worksheets/"):
            yield part, sheet.get("name", "")


def shared(form: Form) -> list[Any]:
    name = "xl/sharedStrings.xml"
    return list(form.tree(name).iter("{*}si")) if name in form.names else []


def text_of(cell: Any, strings: list[Any]) -> Any:
    """What holds the words of the cell; None where it holds none."""
    if cell.get("t") != "s":
        return cell.find("{*}is")
    number = (cell.findtext("{*}v") or "").strip()
    known = number.isdecimal() and len(number) < 9 and int(number) < len(strings)
    return strings[int(number)] if known else None


def cell_passages(form: Form) -> Iterator[Passage]:
    strings = shared(form)
    for part, title in sheets(form):
        for cell in form.tree(part).iter("{*}c"):
            words = text_of(cell, strings)
            if words is not None:
                yield Passage(list(texts_in(words, EXCEL)), f"trang «{title}», ô {cell.get('r', '?')}")


def filled_cells(form: Form, values: Mapping[str, Value]) -> dict[str, Any]:
    strings, workbook = shared(form), form.tree("xl/workbook.xml")
    changed = {part: form.tree(part) for part, _ in sheets(form)}
    for root in changed.values():
        for cell in list(root.iter("{*}c")):
            fill_cell(cell, text_of(cell, strings), values)
    for reckoning in workbook.iter("{*}calcPr"):
        reckoning.set("fullCalcOnLoad", "1")
    return changed | {"xl/workbook.xml": workbook}


def fill_cell(cell: Any, words: Any, values: Mapping[str, Value]) -> None:
    """A number where the field is the whole cell; what was reckoned from the old is forgotten."""
    if cell.find("{*}f") is not None:
        forget_result(cell)
    text = "" if words is None else Passage(list(texts_in(words, EXCEL)), "").text
    mark = MARK.search(text)
    if mark is None:
        return
    alone = values[name_in(mark)].number if mark[0] == text.strip() else None
    write_words(cell, words, values) if alone is None else write_number(cell, alone)


def forget_result(cell: Any) -> None:
    cell.attrib.pop("t", None)
    for value in cell.findall("{*}v"):
        cell.remove(value)


def write_number(cell: Any, number: int) -> None:
    cell.attrib.pop("t", None)
    emptied(cell, "v").text = str(number)


def write_words(cell: Any, words: Any, values: Mapping[str, Value]) -> None:
    """In the cell itself: the same words may stand in other cells."""
    parts = [deepcopy(each) for each in words]
    cell.set("t", "inlineStr")
    own = emptied(cell, "is")
    own.extend(parts)
    fill(Passage(list(texts_in(own, EXCEL)), ""), values)


def emptied(cell: Any, name: str) -> Any:
    """The cell's one part of that name; what it held before is gone."""
    for each in cell.findall("{*}v") + cell.findall("{*}is"):
        cell.remove(each)
    made = etree.Element(f"{{{etree.QName(cell).namespace}}}{name}")
    cell.insert(0, made)
    return made
