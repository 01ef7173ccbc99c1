"""Text and Markdown files as lines: tables become rows, emphasis and frames go."""

import re

from vanban.lines import Line
from vanban.text import tidy

FRAME = re.compile(r"[|\s:+=_*-]*")
TABLE_RULE = re.compile(r"\|[\s|:-]*")
STAR_BULLET = re.compile(r"\*\s+(?=[^\s*])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
KEPT_STAR = "\ue000"
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
WIDE_GAP = re.compile(r"(?:\s{4,}|\t)(?=\S)")
FEWEST_TABS = 2  # a row of three columns; one tab is an indent
HASHES = re.compile(r"#{1,6}\s+")


def plain_lines(text: str, *, markdown: bool) -> list[Line]:
    """Lines with text; blank ones survive as `after_gap` of the next. A lone `*`, the Party's star, stays."""
    lines, gap = [], False
    for index, printed in enumerate(text.splitlines()):
        line = _line(index, printed, gap=gap, markdown=markdown)
        gap = gap or line is None
        if line:
            lines.append(line)
            gap = False
    return lines


def _line(index: int, printed: str, *, gap: bool, markdown: bool) -> Line | None:
    stripped = tidy(printed)
    start, end = len(printed) - len(printed.lstrip()), len(printed.rstrip())
    if stripped == "*":
        return Line(index, "*", gap, (), start, end)
    if FRAME.fullmatch(stripped) and not stripped.startswith("-----"):
        return None
    if stripped.startswith("|") and stripped.count("|") > 2:
        return _row(index, stripped, gap=gap, markdown=markdown)
    if printed.count("\t") >= FEWEST_TABS:
        return _cells(index, printed.strip("\n").split("\t"), gap=gap, markdown=markdown)
    cleaned = tidy(_unmarked(stripped.strip("|")) if markdown else stripped.strip("|"))
    return Line(index, cleaned, gap, (), start, end, columns=_columns(printed)) if cleaned else None


def _row(index: int, stripped: str, *, gap: bool, markdown: bool) -> Line | None:
    if TABLE_RULE.fullmatch(stripped):
        return None
    return _cells(index, stripped.removesuffix("|")[1:].split("|"), gap=gap, markdown=markdown)


def _cells(index: int, printed: list[str], *, gap: bool, markdown: bool) -> Line | None:
    cells = tuple(_cell(cell, markdown=markdown) for cell in printed)
    return Line(index, "", gap, cells) if any(cells) else None


def _cell(printed: str, *, markdown: bool) -> str:
    lines = (tidy(_unmarked(line) if markdown else line) for line in BREAK.split(printed))
    return "\n".join(line for line in lines if line)


def _columns(printed: str) -> tuple[str, ...]:
    pieces = tuple(tidy(piece) for piece in WIDE_GAP.split(printed))
    return pieces if len(pieces) > 1 else ()


def _unmarked(text: str) -> str:
    """Markdown's emphasis, escapes and hashes removed; the star of a bullet stays."""
    text = HASHES.sub("", text, count=1) if text.startswith("#") else text
    text = STAR_BULLET.sub(f"{KEPT_STAR} ", text, count=1) if STAR_BULLET.match(text) else text
    kept = ESCAPE.sub(r"\1", text.replace("\\*", KEPT_STAR).replace("*", ""))
    return kept.replace(KEPT_STAR, "*")
