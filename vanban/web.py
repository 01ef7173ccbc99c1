"""Web pages as lines: what Word saves as a page, and what a portal prints between its menus."""

import codecs
import re
from typing import Any

from lxml import etree

from vanban.lines import TOO_LONG, WIDEST, Grid, Line, Unreadable, pieces
from vanban.numbering import read_marker
from vanban.text import tidy
from vanban.webparts import Parts, document_of, names

MOST_TAGS = 500_000
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
LOOKED_AT_FOR_CHARSET = 4096
# What is declared for Western Europe is read as browsers read it, in the alphabet of Windows.
CHARSETS = {"utf-8": "utf-8", "cp1252": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "cp1258": "cp1258"}
BLOCKS = names(
    """
    address article blockquote body center dd div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 li main ol p
    pre section table tbody tfoot thead ul
    """
)
SIGNS = re.compile(r"font-family\s*:\s*[\"']?(?:Symbol|Wingdings)", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")
CELLS = ("td", "th")

TOO_DEEP = "Trang này lồng khung, bảng quá sâu nên không đọc được; hãy mở bằng Word rồi lưu lại thành .docx."
EMPTY = "Trang này không có chữ nào; hãy chọn tệp có nội dung văn bản."
STRANGE_CHARSET = "Trang này dùng bảng mã lạ; hãy mở bằng Word rồi lưu lại thành .docx."


def web_lines(content: bytes) -> list[Line]:
    """Lines with text. Their `index` counts the paragraphs with text, outside tables, and the tables' rows."""
    parts = Parts(_parsed(content))
    reader = _Reader(parts)
    reader.read(document_of(parts))
    return reader.lines


def _parsed(content: bytes) -> Any:
    text = decoded(content)
    if text.count("<") > MOST_TAGS:
        raise Unreadable(TOO_LONG)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message for error in parser.error_log):
        raise Unreadable(TOO_DEEP)
    if root is None:
        raise Unreadable(EMPTY)
    return root


def decoded(content: bytes) -> str:
    """The text of a page: by its mark, as UTF-8 where it is that, else as it declares itself."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = CHARSET.search(content[:LOOKED_AT_FOR_CHARSET])
    try:
        name = codecs.lookup(declared[1].decode() if declared else "cp1252").name
        return content.decode(CHARSETS[name], "replace")
    except (LookupError, UnicodeDecodeError):
        raise Unreadable(STRANGE_CHARSET) from None


class _Reader:
    """Walks the tree once, without recursion: pages nest deep."""

    def __init__(self, parts: Parts) -> None:
        self.lines: list[Line] = []
        self._parts = parts
        self._index = 0
        self._gap = False
        self._text: list[str] = []
        self._label = ""
        self._counters: list[_Counter] = []
        self._tables: list[_Table] = []
        self._preformatted = 0

    def read(self, root: Any) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "end":
                self._leave(element, tag)
                if element is not root:
                    self._say(element.tail)
            elif self._parts.is_skipped(element):
                walker.skip_subtree()
            else:
                self._enter(element, tag)
                self._say("-" if _is_bullet(element) else element.text)
        self._close()

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._preformatted else SPACES.sub(" ", text))

    def _enter(self, element: Any, tag: str) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag in BLOCKS or tag in ("tr", *CELLS, "hr"):
            self._close()
            self._open(element, tag)

    def _open(self, element: Any, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._counters.append(_Counter(element))
        elif tag == "li":
            self._label = self._counters[-1].next(element) if self._counters else "-"
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._tables.append(_Table(self._parts.width(element)))
        elif tag in CELLS and self._tables:
            self._tables[-1].open(element)
        elif tag == "hr":
            self._gap = True

    def _leave(self, element: Any, tag: str) -> None:
        if self._parts.is_skipped(element) or (tag not in BLOCKS and tag not in ("tr", *CELLS)):
            return
        self._close(keeps_gap=tag in ("p", "div"))
        if tag in ("ol", "ul"):
            self._counters.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "table":
            self._tables.pop()
        elif tag in CELLS and self._tables:
            self._tables[-1].close()
        elif tag == "tr" and self._tables:
            self._end_row(self._tables[-1].row())

    def _close(self, *, keeps_gap: bool = False) -> None:
        """End the paragraph that was being read; an empty <p> is a gap."""
        text, self._text = "".join(self._text), []
        if not text.strip():
            self._gap = self._gap or (keeps_gap and ("\xa0" in text or "\n" in text))
            return
        label, self._label = self._label, ""
        if label and not read_marker(tidy(text))[0].kind:
            text = f"{label} {text.lstrip()}"
        self._add(text)

    def _add(self, text: str) -> None:
        cell = next((table.cell for table in reversed(self._tables) if table.cell is not None), None)
        if cell is not None:
            cell.append(text)
            return
        gap = self._gap
        for line in pieces(self._index, text, gap=gap):
            self.lines.append(line)
        self._gap = False
        self._index += 1

    def _end_row(self, cells: tuple[str, ...]) -> None:
        """A row of the page's own tables is a line; one of a table inside a cell adds its cells' lines to that."""
        outer = next((table.cell for table in reversed(self._tables[:-1]) if table.cell is not None), None)
        if outer is not None:
            outer += [cell for cell in cells if cell]
        elif any(cells):
            self.lines.append(Line(self._index, "", self._gap, cells))
            self._gap = False
            self._index += 1


class _Table:
    """A table while it is read; one of a single column is only a frame, and its cells are looked through."""

    def __init__(self, width: int) -> None:
        self.cell: list[str] | None = None
        self._is_frame = width < 2
        self._grid = Grid(is_wide=width > 2)
        self._down: dict[int, int] = {}  # how many rows below are covered by a cell of this column
        self._place = 0
        self._across, self._rows = 1, 1

    def open(self, element: Any) -> None:
        if not self._is_frame and self.cell is None:
            self._pass_covered()
            self.cell = []
            self._across, self._rows = min(_number(element.get("colspan")), WIDEST), _number(element.get("rowspan"))

    def close(self) -> None:
        if self.cell is None:
            return
        lines = [line.text for text in self.cell for line in pieces(0, text, gap=False)]
        self._grid.add("\n".join(lines), across=self._across)
        self._down |= dict.fromkeys(range(self._place, self._place + self._across), self._rows - 1)
        self._place += self._across
        self.cell = None

    def row(self) -> tuple[str, ...]:
        self._pass_covered()
        self._place = 0
        return self._grid.row()

    def _pass_covered(self) -> None:
        while self._down.get(self._place, 0) > 0:
            self._down[self._place] -= 1
            self._grid.add("", goes_on=True)
            self._place += 1


class _Counter:
    """The numbers of one list."""

    def __init__(self, element: Any) -> None:
        self._is_ordered = element.tag == "ol"
        self._style = element.get("type", "1")
        self._count = _number(element.get("start")) - 1

    def next(self, element: Any) -> str:
        if not self._is_ordered:
            return "-"
        value = element.get("value")
        self._count = _number(value) if value else self._count + 1
        if self._style in ("a", "A"):
            letter = chr(ord("a") + (self._count - 1) % 26)
            return f"{letter})" if self._style == "a" else f"{letter.upper()}."
        return f"{self._count}."


def _is_bullet(element: Any) -> bool:
    """Whether it is a bullet as Word writes it: a letter that only its font makes a sign."""
    return len((element.text or "").strip()) == 1 and bool(SIGNS.search(element.get("style") or ""))


def _number(printed: str | None) -> int:
    return int(printed) if printed and printed.isdecimal() and 0 < len(printed) < 4 else 1
