"""Tables in a body or an appendix: rows of an assignment table become items with what their cells assign."""

from vanban.labels import LEAD, NO_ASSIGNMENT, TASK, WHEN, WITH, assign, columns
from vanban.numbering import Marker
from vanban.outline import Node

LONGEST_HEADER = 40
BETWEEN_CELLS = " | "


def spread_rows(nodes: list[Node]) -> list[Node]:
    """`nodes` with a text for each row; a row that assigns is its task, its other cells the next node."""
    spread: list[Node] = []
    kinds: tuple[str | None, ...] | None = None
    for node in nodes:
        is_header = bool(node.cells) and (kinds is None or _looks_like_header(node.cells))
        if is_header or not node.cells:
            kinds = columns(node.cells)
            spread.append(_shown(node))
        else:
            spread += _assigned(node, kinds or ())
    return spread


def _looks_like_header(cells: tuple[str, ...]) -> bool:
    return all(len(cell) <= LONGEST_HEADER for cell in cells) and columns(cells) is not None


def _assigned(row: Node, kinds: tuple[str | None, ...]) -> list[Node]:
    place = kinds.index(TASK)
    text = row.cells[place] if place < len(row.cells) else ""
    said = NO_ASSIGNMENT
    for kind, cell in zip(kinds, row.cells, strict=False):
        said = assign(said, kind, _on_one_line(cell)) if kind in (LEAD, WITH, WHEN) and cell else said
    if said is NO_ASSIGNMENT or not any(letter.isalpha() for letter in text):
        return [_shown(row)]
    rest = tuple(cell for at, cell in enumerate(row.cells) if at not in (0, place)) if place else row.cells[1:]
    row.text, row.assignment = _on_one_line(text), said
    row.marker = Marker(row.cells[0], row.cells[0], "row") if place else row.marker
    return [row, _companion(row, rest)]


def _companion(row: Node, cells: tuple[str, ...]) -> Node:
    beside = Node(0, row.line, Marker(), "", cells, row.appendix, row.parent)
    return _shown(beside)


def _shown(node: Node) -> Node:
    if node.cells:
        node.text = BETWEEN_CELLS.join(_on_one_line(cell) for cell in node.cells if cell)
    return node


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split())
