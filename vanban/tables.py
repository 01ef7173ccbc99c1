"""Tables in a body or an appendix: rows of an assignment table become items with what their cells assign."""

from vanban.dates import with_year
from vanban.labels import LEAD, NO_ASSIGNMENT, TASK, WHEN, WITH, assign, columns
from vanban.numbering import Marker, rank, read_marker
from vanban.outline import Node

LONGEST_HEADER = 40
LONGEST_CAPTION = 120
BETWEEN_CELLS = " | "


def spread_rows(nodes: list[Node]) -> list[Node]:
    """`nodes` with a text for each row; a row that assigns is its task, its other cells the next node."""
    spread: list[Node] = []
    kinds: tuple[str | None, ...] | None = None
    caption: Node | None = None
    groups: list[Node] = []
    for node in nodes:
        if not node.cells:
            caption, groups = node if _may_be_caption(node) else None, []
        is_header = bool(node.cells) and (kinds is None or _looks_like_header(node.cells))
        if is_header or not node.cells:
            kinds = columns(node.cells)
            spread.append(_shown(node))
        elif kinds and _heads_a_group(node):
            spread.append(_grouped(node, groups))
        else:
            spread += _assigned(_under(node, caption, groups), kinds or ())
    return spread


def _may_be_caption(node: Node) -> bool:
    """A line of its own above a table, such as "NGÀY 1: THỨ HAI, NGÀY 24/8/2026", speaks of all its rows."""
    return not node.marker.kind and len(node.text) <= LONGEST_CAPTION and not node.text.endswith((".", ";"))


def _heads_a_group(row: Node) -> bool:
    """Whether it is "III. | Tăng cường đầu tư ..." with nothing in its other cells: a heading among the rows."""
    said = [cell for cell in row.cells if cell]
    marker, title = read_marker(_group_text(row))
    counts = marker.kind in ("roman", "upper", "part") or (marker.kind == "decimal" and title.isupper())
    return len(set(said)) <= 2 and counts and len(title) > 1 and not title[:1].islower()


def _group_text(row: Node) -> str:
    number, *title = dict.fromkeys(_on_one_line(cell) for cell in row.cells if cell) or [""]
    return f"{number.rstrip('. ')}. {' '.join(title)}" if title else number


def _grouped(row: Node, groups: list[Node]) -> Node:
    row.marker, row.text = read_marker(_group_text(row))
    row.cells, row.is_heading = (), True
    while groups and rank(groups[-1].marker, upper_above_roman=True) >= rank(row.marker, upper_above_roman=True):
        groups.pop()
    row.parent = groups[-1] if groups else row.parent
    groups.append(row)
    return row


def _under(row: Node, caption: Node | None, groups: list[Node]) -> Node:
    if caption and not row.intro:
        row.intro, caption.is_caption = caption, True
    row.parent = groups[-1] if groups else row.parent
    return row


def _looks_like_header(cells: tuple[str, ...]) -> bool:
    return all(len(cell) <= LONGEST_HEADER for cell in cells) and columns(cells) is not None


def _assigned(row: Node, kinds: tuple[str | None, ...]) -> list[Node]:
    place = kinds.index(TASK)
    text = row.cells[place] if place < len(row.cells) else ""
    said = NO_ASSIGNMENT
    for kind, cell in zip(kinds, row.cells, strict=False):
        if kind in (LEAD, WITH, WHEN) and cell:
            said = assign(said, kind, with_year(_on_one_line(cell), row.year))
    if said is NO_ASSIGNMENT or not any(letter.isalpha() for letter in text):
        return [_shown(row)]
    rest = tuple(cell for at, cell in enumerate(row.cells) if at not in (0, place)) if place else row.cells[1:]
    row.text, row.assignment = _on_one_line(text), said
    row.marker = Marker(row.cells[0], row.cells[0], "row") if place else row.marker
    return [row, _companion(row, rest)]


def _companion(row: Node, cells: tuple[str, ...]) -> Node:
    beside = Node(0, row.span, Marker(), "", cells, row.appendix, row.year, row.parent)
    return _shown(beside)


def _shown(node: Node) -> Node:
    if node.cells:
        node.text = BETWEEN_CELLS.join(_on_one_line(cell) for cell in node.cells if cell)
    return node


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split())
