"""Text and Markdown files as lines: tables become rows, emphasis and frames go."""

import re

from vanban.source import Line
from vanban.text import tidy

FRAME = re.compile(r"[|\s:+=_*-]*")
TABLE_RULE = re.compile(r"\|[\s|:-]*")
STAR_BULLET = re.compile(r"\*\s+(?=[^\s*])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
KEPT_STAR = "\ue000"
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
    if stripped == "*":
        return Line(index, "*", gap)
    if FRAME.fullmatch(stripped) and not stripped.startswith("-----"):
        return None
    if stripped.startswith("|") and stripped.count("|") > 2:
        return _row(index, stripped, gap=gap, markdown=markdown)
    cleaned = _unmarked(stripped.strip("|")) if markdown else stripped.strip("|")
    return Line(index, tidy(cleaned), gap) if tidy(cleaned) else None


def _row(index: int, stripped: str, *, gap: bool, markdown: bool) -> Line | None:
    if TABLE_RULE.fullmatch(stripped):
        return None
    cells = tuple(tidy(_unmarked(cell) if markdown else cell) for cell in stripped.removesuffix("|")[1:].split("|"))
    return Line(index, "", gap, cells) if any(cells) else None


def _unmarked(text: str) -> str:
    """Markdown's emphasis, escapes and hashes removed; the star of a bullet stays."""
    text = HASHES.sub("", text, count=1) if text.startswith("#") else text
    text = STAR_BULLET.sub(f"{KEPT_STAR} ", text, count=1) if STAR_BULLET.match(text) else text
    kept = ESCAPE.sub(r"\1", text.replace("\\*", KEPT_STAR).replace("*", ""))
    return kept.replace(KEPT_STAR, "*")
