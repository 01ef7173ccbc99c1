"""The numbers and bullets that Word prints before the paragraphs of its automatic lists."""

from typing import Any

from docx.oxml.ns import qn

W_VAL, W_ILVL, W_NUM_ID, W_ABSTRACT = qn("w:val"), qn("w:ilvl"), qn("w:numId"), qn("w:abstractNumId")
ROMANS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DEEPEST_STYLE = 12


class ListNumbers:
    """Counts the automatic lists of one document while its paragraphs are walked in order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        root = _numbering_root(document)
        self._abstracts = {} if root is None else {e.get(W_ABSTRACT): e for e in root.iter(qn("w:abstractNum"))}
        self._lists = {} if root is None else {e.get(W_NUM_ID): e for e in root.iter(qn("w:num"))}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """What Word prints before `paragraph`, "" when it is in no list. Call once for each, in order."""
        number, depth = self._membership(paragraph)
        if number is None or number not in self._lists:
            return ""
        abstract = self._lists[number].find(W_ABSTRACT).get(W_VAL)
        levels = self._levels(abstract)
        if depth not in levels:
            return ""
        counts = self._counted(number, abstract, depth, levels)
        return _label(levels, counts, depth)

    def _membership(self, paragraph: Any) -> tuple[str | None, int]:
        """List id and depth, from the paragraph itself, else from its style or one that it builds on."""
        properties = paragraph.find(qn("w:pPr"))
        number, depth = _num_pr(properties)
        style = _style_id(properties)
        for _ in range(DEEPEST_STYLE):
            if number is not None or style not in self._styles:
                break
            number, depth = _num_pr(self._styles[style].find(qn("w:pPr")))
            style = _value(self._styles[style], "w:basedOn")
        return (None if number == "0" else number), depth

    def _levels(self, abstract: str) -> dict[int, Any]:
        found = self._abstracts.get(abstract)
        return {} if found is None else {int(level.get(W_ILVL)): level for level in found.iter(qn("w:lvl"))}

    def _counted(self, number: str, abstract: str, depth: int, levels: dict[int, Any]) -> dict[int, int]:
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            self._restart(number, counts)
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        counts[depth] = counts[depth] + 1 if depth in counts else _start(levels[depth])
        return counts

    def _restart(self, number: str, counts: dict[int, int]) -> None:
        for override in self._lists[number].iter(qn("w:lvlOverride")):
            start = _value(override, "w:startOverride")
            if start is not None:
                counts[int(override.get(W_ILVL))] = int(start) - 1


def _numbering_root(document: Any) -> Any:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _num_pr(properties: Any) -> tuple[str | None, int]:
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None, 0
    return _value(found, "w:numId"), int(_value(found, "w:ilvl") or 0)


def _style_id(properties: Any) -> str | None:
    return None if properties is None else _value(properties, "w:pStyle")


def _value(element: Any, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(W_VAL)


def _start(level: Any) -> int:
    return int(_value(level, "w:start") or 1)


def _label(levels: dict[int, Any], counts: dict[int, int], depth: int) -> str:
    text = _value(levels[depth], "w:lvlText") or ""
    if _value(levels[depth], "w:numFmt") == "bullet":
        return text if text in ("-", "–", "+") else ("+" if depth else "-")
    for shallower in range(depth + 1):
        count = counts.get(shallower) or (_start(levels[shallower]) if shallower in levels else 1)
        text = text.replace(f"%{shallower + 1}", _number(count, levels.get(shallower)))
    return text


def _number(count: int, level: Any) -> str:
    style = None if level is None else _value(level, "w:numFmt")
    if style in ("upperRoman", "lowerRoman"):
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    return f"{count:02}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    printed = ""
    for worth, letters in ROMANS:
        printed += letters * (count // worth)
        count %= worth
    return printed
