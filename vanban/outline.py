"""The tree of a document's body: which clause stands under which heading."""

import re
from dataclasses import dataclass, field

from vanban.dates import with_year
from vanban.doers import only_names_doers, opens_with_verb
from vanban.labels import BOTH, LEAD, NO_ASSIGNMENT, WHEN, WITH, Assignment, assign, assigns, is_label, title_family
from vanban.lexicon import words_of
from vanban.lines import Span
from vanban.names import is_head, names_at
from vanban.numbering import NONE, Marker, rank
from vanban.paragraphs import Paragraph

CLOSING = re.compile(r"Trên đây|Yêu cầu|Đề nghị|Trong quá trình|Nhận được|Giao |Căn cứ Kế hoạch|Kế hoạch này")
ASIDE = re.compile(r"\(.*\)\W*")
SENTENCE_END = (".", ";", "./.")
SHORT_TITLE = 60


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph in the tree while it is read. `appendix` is the printed name of its appendix.

    `year` is the document's, which a date without one means.
    """

    index: int
    span: Span
    marker: Marker
    text: str
    cells: tuple[str, ...] = ()
    appendix: str = ""
    year: int | None = None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    is_heading: bool = False
    is_remainder: bool = False
    intro: "Node | None" = None
    introduces: bool = False
    is_caption: bool = False
    assignment: Assignment | None = None
    label: Assignment | None = None
    is_label_value: bool = False

    @property
    def headings(self) -> list["Node"]:
        """The headings above, outermost first."""
        above: list[Node] = []
        node = self.parent
        while node:
            if node.is_heading:
                above.insert(0, node)
            node = node.parent
        return above

    @property
    def at(self) -> str:
        path = [self.appendix] if self.appendix else []
        path += [heading.marker.number for heading in self.headings]
        if self.is_heading:
            path.append(self.marker.number)
        return ".".join(path)

    @property
    def level(self) -> int:
        return len(self.headings) + 1 if self.is_heading else 0

    @property
    def opens_list(self) -> bool:
        return self.text.endswith(":")


def outline(paragraphs: list[Paragraph], appendix: str = "", year: int | None = None) -> list[Node]:
    """The paragraphs as nodes in order, tied into a tree; `index` counts them from 0."""
    nodes = [
        Node(index, paragraph.span, paragraph.marker, paragraph.text, paragraph.cells, appendix, year)
        for index, paragraph in enumerate(paragraphs)
    ]
    _tie(nodes)
    _release_closing(nodes)
    _read_label_titles(nodes)
    for node in nodes:
        node.is_heading = _is_heading(node)
    nodes = _split_run_in_headings(nodes)
    _tell_introductions(nodes)
    return nodes


def _tie(nodes: list[Node]) -> None:
    upper_above_roman = _comes_first(nodes, "upper", "roman")
    letter_above_paren = _comes_first(nodes, "letter", "paren")
    open_nodes: list[tuple[float, Node]] = []
    for node in nodes:
        if node.marker.kind:
            height = rank(node.marker, upper_above_roman=upper_above_roman, letter_above_paren=letter_above_paren)
            while open_nodes and open_nodes[-1][0] >= height:
                open_nodes.pop()
            _adopt(open_nodes, node)
            open_nodes.append((height, node))
        else:
            while open_nodes and not open_nodes[-1][1].marker.is_number:
                open_nodes.pop()
            _adopt(open_nodes, node)


def _adopt(open_nodes: list[tuple[float, Node]], node: Node) -> None:
    if open_nodes:
        node.parent = open_nodes[-1][1]
        node.parent.children.append(node)


def _comes_first(nodes: list[Node], kind: str, other: str) -> bool:
    """Whether `kind` stands above `other`: which of two kinds is the higher is told by which comes first."""
    kinds = (node.marker.kind for node in nodes if node.marker.kind in (kind, other))
    return next(kinds, "") == kind


def _release_closing(nodes: list[Node]) -> None:
    """Closing paragraphs of the document stand under the last part, not under its last section."""
    marked = [at for at, node in enumerate(nodes) if node.marker.kind or node.cells or is_label(node.text)]
    if not marked:
        return
    for node in nodes[marked[-1] + 1 :]:
        last = nodes[marked[-1]]
        directly_under = node.parent is last and not last.text.endswith(SENTENCE_END)
        if not directly_under or (CLOSING.match(node.text) and node is not last.children[0]):
            _raise_to_part(node)


def _raise_to_part(node: Node) -> None:
    while node.parent and node.parent.parent:
        node.parent.children.remove(node)
        node.parent = node.parent.parent
        node.parent.children.append(node)


def _read_label_titles(nodes: list[Node]) -> None:
    """ "a) Cơ quan chủ trì" over a list of names is a label of the tasks above it, and the names are its value."""
    for node in nodes:
        kind = title_family(node.text) if node.marker.kind and node.children else None
        if kind == BOTH and any(title_family(child.text) for child in node.children):
            node.label = NO_ASSIGNMENT
        elif kind in (LEAD, WITH, BOTH, WHEN) and all(_is_value(child, kind) for child in node.children):
            named = "; ".join(child.text.rstrip(" .;") for child in node.children)
            node.label = assign(NO_ASSIGNMENT, LEAD if kind == BOTH else kind, with_year(named, node.year))
            for child in node.children:
                child.is_label_value = True


def _is_value(node: Node, kind: str) -> bool:
    """Whether a line under a label only names bodies, or a time."""
    if node.children or node.cells or ":" in node.text:
        return False
    words = words_of(node.text)
    return kind == WHEN or (is_head(words, 0) and not _acts(node.text))


def _is_heading(node: Node) -> bool:
    if not node.marker.is_number or node.marker.kind == "article" or node.label is not None or assigns(node.text):
        return False
    under = [child for child in node.children if not is_label(child.text) and not ASIDE.fullmatch(child.text)]
    if not under:
        return False
    only_prose = not any(child.marker.kind or child.cells for child in under) and not only_names_doers(node.text)
    runs_on = node.text.endswith(SENTENCE_END) and len(node.text) > SHORT_TITLE
    return not (only_prose and runs_on)


def _split_run_in_headings(nodes: list[Node]) -> list[Node]:
    """ "3. Tổ chức A: Ban B phải ..." with clauses under it: heading before the colon, clause after it."""
    split: list[Node] = []
    for node in nodes:
        split.append(node)
        remainder = _run_in_clause(node) if node.is_heading else None
        if remainder:
            split.append(remainder)
    for index, node in enumerate(split):
        node.index = index
    return split


def _run_in_clause(node: Node) -> Node | None:
    title, colon, rest = node.text.partition(": ")
    words = words_of(rest)
    if not colon or not words or not (opens_with_verb(words, 0) or _acts(rest)):
        return None
    node.text = title + ":"
    clause = Node(0, node.span, NONE, rest, (), node.appendix, node.year, node, is_remainder=True)
    node.children.insert(0, clause)
    return clause


def _acts(text: str) -> bool:
    words = words_of(text)
    return is_head(words, 0) and opens_with_verb(words, names_at(text, words, 0).end)


def _directive(nodes: list[Node]) -> list[Node]:
    """The paragraphs of a document without parts, whose opening asks somebody to do what its numbers say; else none."""
    tops = [node for node in nodes if node.parent is None]
    return [] if any(node.is_heading and node.marker.kind != "decimal" for node in tops) else tops


def _tell_introductions(nodes: list[Node]) -> None:
    """Tie the members of a list to the sentence that introduces it, ending with a colon directly above."""
    for node, children in [(None, _directive(nodes)), *((node, node.children) for node in nodes)]:
        introduction = node if node and node.opens_list and not node.is_heading else None
        for child in children:
            if child.marker.kind:
                child.intro = introduction
                if introduction:
                    introduction.introduces = True
            if child.opens_list and not child.is_heading and not child.children:
                introduction = child
            elif not child.marker.kind:
                introduction = child if child.is_remainder else None
