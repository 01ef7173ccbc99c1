"""Which part of a web page is the document, and which is menu, banner or list of other pages."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from vanban.text import search_key


def names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DROPPED = names(
    """
    applet aside audio button canvas datalist dialog footer head header iframe input map nav noframes
    noscript object option script select style svg template textarea title video xml del
    """
)
CONTAINERS = names(
    """
    article blockquote body center div fieldset font form html li main ol p section span table tbody td tr ul
    """
)
OF_TABLES = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:foot|end)note-list"
)
NOTE_MARK = re.compile(r"mso-(?:foot|end)note-id")
ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"))
# The last word of a class or an id that portals give to what stands round the text: "main-menu", "leftSidebar".
ROUND_ABOUT = names(
    """
    nav navbar navigation menu menus breadcrumb breadcrumbs sidebar footer comment comments share social
    related pagination pager banner copyright toolbar
    """
)
NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# A part with this share of the page's words is never mere surroundings; one that leaves so little out is all of it.
LARGE_SHARE, WHOLE_SHARE = 0.4, 0.8
LINKED_SHARE, FEW_LINKS = 0.7, 3
# The marks of a document, in `search_key`: what leaves one of them out leaves a part of the document out.
MARKS = re.compile(
    r"cong hoa xa hoi|dang cong san viet nam|noi nhan\b|\b(?:tm\.|t/m|kt\.|k/t) |\bso ?:? ?\d* ?[-/] ?[a-z]"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Letters in a part, those of them inside links, and how many links."""

    letters: int = 0
    linked: int = 0
    links: int = 0

    @property
    def plain(self) -> int:
        return self.letters - self.linked

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.letters + other.letters, self.linked + other.linked, self.links + other.links)


class Parts:
    """The parts of one page, weighed once."""

    def __init__(self, root: Any) -> None:
        body = root.find("body")
        self.body = root if body is None else body
        self.weights: dict[Any, Weight] = {}
        self._weigh()
        self._total = self.weights.get(self.body, Weight()).letters

    def is_skipped(self, element: Any) -> bool:
        """Whether a reader of the document passes over it."""
        if element is self.body:
            return False
        return _is_unseen(element) or (element in self.weights and self._is_round_about(element))

    def width(self, table: Any) -> int:
        """How many columns a table has."""
        return max((_columns(row) for group in (table, *table) for row in group if row.tag == "tr"), default=0)

    def _is_round_about(self, element: Any) -> bool:
        weight = self.weights[element]
        if weight.letters > LARGE_SHARE * self._total:
            return False
        lists_links = weight.links >= FEW_LINKS and weight.linked > LINKED_SHARE * weight.letters
        return lists_links or element.get("role") in ROLES or _is_named_round_about(element)

    def _weigh(self) -> None:
        walker = etree.iterwalk(self.body, events=("start", "end"))
        open_parts = [Weight()]
        for event, element in walker:
            if event == "start":
                if element is not self.body and _is_unseen(element):
                    walker.skip_subtree()
                open_parts.append(Weight())
                continue
            weight = open_parts.pop()
            if not _is_unseen(element) or element is self.body:
                weight += Weight(_letters(element.text))
            if element.tag == "a" and element.get("href"):
                weight = Weight(weight.letters, weight.letters, 1)
            if element.tag in CONTAINERS:
                self.weights[element] = weight
            open_parts[-1] += weight + Weight(0 if element is self.body else _letters(element.tail))


def document_of(parts: Parts) -> Any:
    """The smallest part that leaves nothing of the document out."""
    best = parts.body
    step = best
    while True:
        step = _heaviest(parts, step)
        if step is None:
            return best
        if step.tag not in OF_TABLES:
            best = step


def _heaviest(parts: Parts, element: Any) -> Any:
    """The child that holds nearly all words of `element`, None where there is none."""
    children = [child for child in element if child in parts.weights and not parts.is_skipped(child)]
    heaviest = max(children, key=lambda child: parts.weights[child].plain, default=None)
    if heaviest is None or parts.weights[heaviest].plain < WHOLE_SHARE * parts.weights[element].plain:
        return None
    left_out = " ".join("".join(child.itertext()) for child in children if child is not heaviest)
    return None if MARKS.search(search_key(left_out)) else heaviest


def _is_unseen(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in DROPPED or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and bool(UNSEEN.search(style) or (tag == "a" and NOTE_MARK.search(style)))


def _is_named_round_about(element: Any) -> bool:
    names = [*(element.get("class") or "").split(), element.get("id") or ""]
    for name in names:
        words = NAME_WORD.findall(name)
        if words and words[-1].lower() in ROUND_ABOUT and not (len(words) > 1 and words[-2].lower() in ("no", "with")):
            return True
    return False


def _columns(row: Any) -> int:
    spans = (cell.get("colspan") or "1" for cell in row if cell.tag in ("td", "th"))
    return sum(int(span) if span.isdecimal() and len(span) < 4 else 1 for span in spans)


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
