"""Reads a plan: its letterhead, its headings and clauses, its targets and its tasks."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vanban.closing import Ending, read_ending, unfolded_ending
from vanban.flattened import gather_tables
from vanban.labels import columns
from vanban.letterhead import NUMBER, Letterhead, Opening, annexed_body, kind_place, read_opening
from vanban.lines import Line, Span
from vanban.outline import Node, outline
from vanban.paragraphs import paragraphs
from vanban.source import read_lines
from vanban.tables import spread_rows
from vanban.targets import Target, find_targets
from vanban.tasks import Task, find_tasks
from vanban.text import search_key

NUMBER_SYMBOL = re.compile(
    r"(?<![\w/])\d{1,5}(?:/\d{4})?\s?[-/]\s?[A-ZĐ][A-ZĐa-z]*\d*(?:\s?[-/]\s?[A-ZĐ][A-ZĐa-z]*\d*)*"
)
APPENDIX_NAME = re.compile(
    r"(?P<kind>phụ lục|(?:biểu|mẫu)(?=\s+(?:số\s+)?\d))(?:\s+số)?(?:\s+(?P<number>[\dIVXA-H]{1,4})\b)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\bnăm\s+(20\d\d)\b(?!\s?[-–])", re.IGNORECASE)
MOTTOES = ("cong hoa xa hoi chu nghia", "dang cong san viet nam")
RECIPIENTS = ("noi nhan",)
LAYOUT_COLUMNS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of the body. `span` is its place in the source, bullet or number included: see `vanban.lines`."""

    index: int
    marker: str
    text: str
    level: int
    is_heading: bool
    at: str
    span: Span

    @property
    def paragraph(self) -> int:
        return self.span.first


@dataclass(frozen=True, slots=True)
class Heading:
    number: str
    title: str
    level: int
    clause: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. Clauses are in order; the others point at them by `clause`."""

    letterhead: Letterhead
    basis: list[str]
    clauses: list[Clause]
    headings: list[Heading]
    targets: list[Target]
    tasks: list[Task]

    def as_json(self) -> dict[str, Any]:
        """The JSON of a reading: dates ISO, recurrences RFC 5545, what is not printed null."""
        head, signer = self.letterhead, self.letterhead.signer
        plain = ("system", "parent", "issuer", "number", "symbol", "place", "date", "kind", "title")
        return {
            "letterhead": {name: getattr(head, name) for name in plain}
            | {
                "signer": {"authority": signer.authority, "position": signer.position, "name": signer.name},
                "recipients": list(head.recipients),
            },
            "basis": self.basis,
            "headings": [{"number": h.number, "title": h.title, "level": h.level} for h in self.headings],
            "targets": [
                {"at": t.at, "starts": t.starts, "value": t.value, "unit": t.unit, "by": t.by} for t in self.targets
            ],
            "tasks": [_task_json(task) for task in self.tasks],
        }


def _task_json(task: Task) -> dict[str, Any]:
    return {
        "at": task.at,
        "starts": task.starts,
        "lead": list(task.lead),
        "with": list(task.with_),
        "due": task.due,
        "every": task.every,
    }


def read(file: str | Path | bytes, name: str | None = None) -> Reading:
    """Read a plan from a path, or from bytes whose `name` ends as one of `vanban.source.EXTENSIONS`.

    Raises `vanban.Unreadable`, whose `str()` is one Vietnamese sentence for the person who chose the file.
    """
    return read_document(read_lines(file, name))


def read_document(lines: list[Line]) -> Reading:
    lines = _unfolded(gather_tables(lines))
    opening = read_opening(lines)
    ending = read_ending(lines, opening.body)
    year = _year(opening)
    body = outline(paragraphs(lines[opening.body : ending.body_end]), year=year)
    annexed, appendix = _annexed(lines, ending.appendix, year)
    nodes = _numbered_on([body, annexed, *_appendix_nodes(lines[appendix:], year)])
    return Reading(
        letterhead=_letterhead(opening, ending),
        basis=_basis(body),
        clauses=[_clause(node) for node in nodes],
        headings=[_heading(node) for node in nodes if node.is_heading],
        targets=find_targets(nodes),
        tasks=find_tasks(nodes),
    )


def _unfolded(lines: list[Line]) -> list[Line]:
    """What only lays out the letterhead or the signature, a table or wide gaps, as the lines it shows.

    Below "Nơi nhận" the left halves come first: they are the recipients, the right ones sign.
    """
    unfolded: list[Line] = []
    right: list[Line] = []
    kind_at = kind_place(lines) or 0
    below_body = False
    for at, line in enumerate(lines):
        if below_body and _opens_annex(line):
            unfolded, right, below_body = unfolded + right, [], False
        below_body = below_body or _names(line, RECIPIENTS)
        is_layout = at < kind_at or below_body or _names(line, MOTTOES) or any(map(NUMBER.match, line.cells))
        shown = _halves(line) if is_layout else [[line]]
        unfolded += shown[0] if below_body else [each for half in shown for each in half]
        right += [each for half in shown[1:] for each in half] if below_body else []
    return unfolded + right


def _halves(line: Line) -> list[list[Line]]:
    """The lines that each column of a layout shows."""
    if len(line.cells) in LAYOUT_COLUMNS:
        return [_cell_lines(line, cell) for cell in line.cells] or [[]]
    if len(line.columns) in LAYOUT_COLUMNS:
        return [[replace(line, text=piece, columns=())] if piece else [] for piece in line.columns]
    return [[line]]


def _opens_annex(line: Line) -> bool:
    return bool(APPENDIX_NAME.match(line.text)) or columns(line.cells) is not None


def _names(line: Line, words: tuple[str, ...]) -> bool:
    key = search_key(" ".join(line.cells) or line.text[:20])
    return any(word in key for word in words)


def _cell_lines(row: Line, cell: str) -> list[Line]:
    pieces = [line for piece in cell.split("\n") if piece for line in unfolded_ending(piece)]
    return [Line(row.index, piece, row.after_gap and not at) for at, piece in enumerate(pieces)]


def _year(opening: Opening) -> int | None:
    """The year of which the document speaks where it prints none: that of its title, else of its date."""
    named = {int(year) for year in YEAR.findall(opening.title or "")}
    return named.pop() if len(named) == 1 else int(opening.date[:4]) if opening.date else None


def _annexed(lines: list[Line], start: int, year: int | None) -> tuple[list[Node], int]:
    """The body of the document that this one puts in force, and where the appendices begin after it."""
    first = annexed_body(lines, start) if start < len(lines) else None
    if first is None:
        return [], start
    ending = read_ending(lines, first)
    return outline(paragraphs(lines[first : ending.body_end]), year=year), ending.appendix


def _appendix_nodes(lines: list[Line], year: int | None) -> list[list[Node]]:
    """The nodes of each appendix."""
    groups: list[tuple[str, list[Line]]] = []
    for line in lines:
        opening = APPENDIX_NAME.match(line.text)
        if opening or not groups:
            groups.append((_appendix_name(opening), []))
        groups[-1][1].append(line)
    return [outline(paragraphs(group), name, year) for name, group in groups]


def _appendix_name(opening: re.Match[str] | None) -> str:
    if opening is None:
        return "Phụ lục"
    return " ".join(filter(None, (opening["kind"].capitalize(), opening["number"])))


def _numbered_on(parts: list[list[Node]]) -> list[Node]:
    nodes = [node for part in parts for node in spread_rows(part)]
    for index, node in enumerate(nodes):
        node.index = index
    return nodes


def _clause(node: Node) -> Clause:
    return Clause(node.index, node.marker.printed, node.text, node.level, node.is_heading, node.at, node.span)


def _heading(node: Node) -> Heading:
    return Heading(node.marker.number, node.text.rstrip(" :;,"), node.level, node.index)


def _basis(body: list[Node]) -> list[str]:
    """Numbers of the documents that the preamble names, each once, in order."""
    found: list[str] = []
    for node in body:
        if node.marker.is_number:
            break
        for match in NUMBER_SYMBOL.finditer(node.text):
            number = re.sub(r"\s", "", match.group())
            found += [number] if number not in found else []
    return found


def _letterhead(opening: Opening, ending: Ending) -> Letterhead:
    signs_for_party = (ending.signer.authority or "").replace(" ", "").startswith(("T/M", "K/T", "T/L"))
    return Letterhead(
        system="party" if opening.is_party or signs_for_party else "state",
        parent=opening.parent,
        issuer=opening.issuer,
        number=opening.number,
        symbol=opening.symbol,
        place=opening.place,
        date=opening.date,
        kind=opening.kind,
        title=opening.title,
        signer=ending.signer,
        recipients=ending.recipients,
    )
