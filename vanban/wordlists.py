"""The numbers and bullets that Word prints before the paragraphs of its automatic lists."""

from collections.abc import Iterator
from typing import Any

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMANS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
HIGHEST_ROMAN = 399
DEEPEST_STYLE = 12
DEPTHS = {str(depth): depth for depth in range(9)}


def qn(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return NAMESPACE + name


VAL, ILVL = qn("val"), qn("ilvl")


def value(element: Any, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(VAL)


def on(switch: Any) -> bool:
    """Whether a switch such as <w:caps/> is there and not set to off."""
    return switch is not None and switch.get(VAL) not in ("0", "false", "off")


class ListNumbers:
    """Counts the automatic lists of one document while its paragraphs are walked in order.

    `styles` and `numbering` are the roots of the parts of that name, None where the document has none.
    """

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._styles = _by(styles, "style", "styleId")
        self._abstracts = _by(numbering, "abstractNum", "abstractNumId")
        self._lists = _by(numbering, "num", "numId")
        self._counts: dict[str, dict[int, int]] = {}
        self._levels: dict[str, dict[int, Any]] = {}

    def label(self, paragraph: Any) -> str:
        """What Word prints before `paragraph`, "" when it is in no list. Call once for each, in order."""
        number, depth = self._membership(paragraph.find(qn("pPr")))
        if number not in self._lists:
            return ""
        abstract = self._abstract(number)
        counts = self._counts.setdefault(abstract, {})
        if number not in self._levels:
            self._levels[number] = self._levels_of(number, abstract)
            counts |= {at: start - 1 for at, start in _restarts(self._lists[number])}
        levels = self._levels[number]
        if depth not in levels:
            return ""
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        counts[depth] = counts[depth] + 1 if depth in counts else _start(levels[depth])
        return _label(levels, counts, depth)

    def _membership(self, properties: Any) -> tuple[str, int]:
        """List id ("" for none) and depth, from the paragraph itself, else from its style or one it builds on."""
        number, depth = _num_pr(properties)
        style = None if properties is None else value(properties, qn("pStyle"))
        named = style
        for _ in range(DEEPEST_STYLE):
            if number is not None or style not in self._styles:
                break
            number, styled = _num_pr(self._styles[style].find(qn("pPr")))
            depth = styled if depth is None else depth
            style = value(self._styles[style], qn("basedOn"))
        if number and depth is None:
            depth = self._depth_of_style(number, named)
        return number or "", depth or 0

    def _depth_of_style(self, number: str, style: str | None) -> int | None:
        """The depth whose level names `style` as its own, where the style itself is silent."""
        found = self._abstracts.get(self._abstract(number)) if number in self._lists else None
        levels = () if found is None else found.iter(qn("lvl"))
        return next((depth for depth, level in _by_depth(levels) if value(level, qn("pStyle")) == style), None)

    def _abstract(self, number: str) -> str:
        """The id of the list's definition; one that only names a style leads to that style's list."""
        abstract = value(self._lists[number], qn("abstractNumId")) or ""
        found = self._abstracts.get(abstract)
        style = None if found is None else value(found, qn("numStyleLink"))
        linked = _num_pr(self._styles[style].find(qn("pPr")))[0] if style in self._styles else None
        return (value(self._lists[linked], qn("abstractNumId")) or "") if linked in self._lists else abstract

    def _levels_of(self, number: str, abstract: str) -> dict[int, Any]:
        found = self._abstracts.get(abstract)
        levels = {} if found is None else dict(_by_depth(found.iter(qn("lvl"))))
        return levels | dict(_by_depth(self._lists[number].iterfind(f"{qn('lvlOverride')}/{qn('lvl')}")))


def _by(root: Any, name: str, key: str) -> dict[str | None, Any]:
    return {} if root is None else {element.get(qn(key)): element for element in root.iter(qn(name))}


def _by_depth(levels: Any) -> Iterator[tuple[int, Any]]:
    return ((DEPTHS[level.get(ILVL)], level) for level in levels if level.get(ILVL) in DEPTHS)


def _restarts(number: Any) -> Iterator[tuple[int, int]]:
    for depth, override in _by_depth(number.iter(qn("lvlOverride"))):
        start = value(override, qn("startOverride"))
        if start is not None:
            yield depth, _count(start)


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    """The list's id, "0" told as "" (out of any list), and the depth; None where nothing is said."""
    found = None if properties is None else properties.find(qn("numPr"))
    if found is None:
        return None, None
    number = value(found, qn("numId"))
    return "" if number == "0" else number, DEPTHS.get(value(found, qn("ilvl")) or "")


def _start(level: Any) -> int:
    return _count(value(level, qn("start")) or "1")


def _count(printed: str) -> int:
    return int(printed) if printed.isdecimal() and len(printed) < 6 else 1


def _label(levels: dict[int, Any], counts: dict[int, int], depth: int) -> str:
    text = value(levels[depth], qn("lvlText")) or ""
    if value(levels[depth], qn("numFmt")) == "bullet":
        return text if text in ("-", "–", "+") else ("+" if depth else "-")
    legal = on(levels[depth].find(qn("isLgl")))
    for shallower in range(depth + 1):
        count = counts.get(shallower) or (_start(levels[shallower]) if shallower in levels else 1)
        style = None if legal or shallower not in levels else value(levels[shallower], qn("numFmt"))
        text = text.replace(f"%{shallower + 1}", _number(count, style))
    return text


def _number(count: int, style: str | None) -> str:
    if style in ("upperRoman", "lowerRoman") and count <= HIGHEST_ROMAN:
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    if style == "none":
        return ""
    return f"{count:02}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    printed = ""
    for worth, letters in ROMANS:
        printed += letters * (count // worth)
        count %= worth
    return printed
