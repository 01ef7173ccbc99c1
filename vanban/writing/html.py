"""The same page as HTML, to be looked at before it becomes a file: escaped, without script, style or address."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape as escaped
from pathlib import Path

from vanban.document import Document
from vanban.profiles import Mark
from vanban.writing import wording
from vanban.writing.layout import Annex, Drawing, Grid, Layout, Line, Part, Row, Signed, Text, lay_out

_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{words}
</body>
</html>
"""
_STYLE = Path(__file__).resolve().parent / "official.css"


class Html(str):
    """Text that is HTML already; templates of Django and Jinja ask `__html__` before they escape."""

    __slots__ = ()

    def __html__(self) -> "Html":
        return self


class Fragment:
    """Writes one document. A part's class is `classes[part]`, or its own name after "vb-"."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self.classes = classes

    def whole(self, layout: Layout) -> str:
        parts = [
            self.letterhead(layout),
            *self.lines(layout.title),
            self.mark(layout.profile.under_title) if layout.title else "",
            self.blank(),
            *self.greeting(layout),
            *self.body(layout.body),
            self.ending(layout),
            *(self.annex(annex) for annex in layout.annexes),
        ]
        return self.tag("article", "page", "\n".join(filter(None, parts)), lang="vi")

    def letterhead(self, layout: Layout) -> str:
        profile = layout.profile
        motto = [Line(text, face) for text, face in profile.motto]
        names = [*self.lines(layout.issuer), self.mark(profile.under_issuer)]
        mottos = [*self.lines(motto), self.mark(profile.under_motto)]
        return self.columns("head", (names, mottos), (self.lines(layout.number), self.lines([layout.place])))

    def greeting(self, layout: Layout) -> list[str]:
        named = layout.addressees
        if not named:
            return []
        if len(named) == 1:
            return [self.tag("p", "line", escape(f"{layout.greeting} {named[0]}")), self.blank()]
        return [*(self.tag("p", "to", escape(text)) for text in (layout.greeting, *named)), self.blank()]

    def body(self, parts: Iterable[Part]) -> list[str]:
        return [self.part(part) for part in parts]

    def part(self, part: Part) -> str:
        if isinstance(part, Drawing):
            return self.drawing(part)
        return self.grid(part) if isinstance(part, Grid) else self.text(part)

    def drawing(self, drawing: Drawing) -> str:
        """As an image, in which nothing runs, whoever drew it; below it, folded, what it tells."""
        source = f"data:image/svg+xml;base64,{b64encode(drawing.svg.encode()).decode()}"
        image = f'<img src="{source}" alt="{escape(drawing.said)}">'
        caption = f"<figcaption>{escape(drawing.table.caption)}</figcaption>" if drawing.table.caption else ""
        told = f"<details><summary>Số liệu của hình</summary>{self.grid(drawing.table)}</details>"
        return self.tag("figure", "picture", caption + image + told)

    def text(self, text: Text) -> str:
        if text.level:
            return self.tag(f"h{text.level + 1}", "heading", escape(text.text))
        lead = f"<b>{escape(text.lead)}</b>" if text.lead else ""
        return self.tag("p", "text", lead + _dressed(Line(text.text, text.face)))

    def grid(self, grid: Grid) -> str:
        caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
        rows = "".join(self.row(row, "td") for row in grid.rows)
        table = f"{caption}<thead>{self.row(grid.header, 'th')}</thead><tbody>{rows}</tbody>"
        name = grid.caption or ", ".join(" ".join(cell.lines) for cell in grid.header.cells)
        return self.tag(
            "div", "scroll", self.tag("table", "table", table), role="region", tabindex="0", aria_label=name
        )

    def row(self, row: Row, tag: str) -> str:
        cells = (
            self.tag(tag, "figure" if cell.is_figure and tag == "td" else "cell", "<br>".join(map(escape, cell.lines)))
            for cell in row.cells
        )
        return f"<tr>{''.join(cells)}</tr>"

    def ending(self, layout: Layout) -> str:
        recorder = self.signature(layout.recorder) if layout.recorder else []
        recipients = [self.tag("p", "recipient", _dressed(line)) for line in layout.recipients]
        return self.columns("foot", ([*recorder, *recipients], self.signature(layout.signature)))

    def signature(self, signed: Signed) -> list[str]:
        return [*self.lines(signed.lines), self.tag("p", "name", _dressed(signed.name))]

    def annex(self, annex: Annex) -> str:
        return self.tag("section", "annex", "\n".join([*self.lines(annex.title), self.blank(), *self.body(annex.body)]))

    def lines(self, lines: Iterable[Line]) -> list[str]:
        return [self.tag("p", "line", _dressed(line)) for line in lines]

    def mark(self, mark: Mark) -> str:
        return self.tag("p", "line", escape(mark.text)) if mark.text else self.tag("hr", "rule", None)

    def blank(self) -> str:
        """An empty line, which also tells a program that the title has ended."""
        return self.tag("p", "line", "\xa0")

    def columns(self, part: str, *rows: tuple[list[str], list[str]]) -> str:
        """Text that stands side by side."""
        cells = ("".join(f"<td>{''.join(cell)}</td>" for cell in row) for row in rows)
        return self.tag("table", part, "".join(f"<tr>{row}</tr>" for row in cells), role="presentation")

    def tag(self, name: str, part: str, content: str | None, **attributes: str) -> str:
        known = {"class": self.classes.get(part, f"vb-{part}")} | attributes
        said = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in known.items() if value)
        return f"<{name}{said}>" if content is None else f"<{name}{said}>{content}</{name}>"


def escape(text: str) -> str:
    """Spaces in a row, as in the gap for a number, stay: a browser would show one."""
    return escaped(text.replace("  ", "\xa0\xa0"))


def fragment(document: Document, classes: Mapping[str, str]) -> Html:
    return Html(Fragment(classes).whole(lay_out(document)))


def page(document: Document) -> str:
    """A file that stands by itself: the fragment with the style that comes with us."""
    title = escape(wording.line(f"{document.kind}\n{document.title}"))
    return _PAGE.format(title=title, style=_STYLE.read_text(encoding="utf-8"), words=fragment(document, {}))


def _dressed(line: Line) -> str:
    marks = (("b", line.face.bold), ("i", line.face.italic), ("u", line.face.underline))
    written = escape(line.text)
    for tag, is_on in marks:
        written = f"<{tag}>{written}</{tag}>" if is_on and written else written
    return written
