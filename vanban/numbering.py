"""Numbers and bullets that Vietnamese documents print before a paragraph, and which stands above which."""

import re
from dataclasses import dataclass

ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
MARKERS = (
    (
        "part",
        re.compile(
            r"(?P<printed>(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?P<number>(?:thứ|THỨ)\s+\w+|[IVX]+"
            r"|\d{1,2})\b\s?[.:–-]?)\s*"
        ),
    ),
    ("article", re.compile(r"(?P<printed>(?P<number>Điều\s+\d{1,3})\s?[.:])\s*")),
    (
        "path",
        re.compile(r"(?P<printed>(?P<number>[IVX]{1,6}\.\d{1,2}(?:\.\d{1,2}){0,3})\s?[.)/:]?)\s+(?=\S)"),
    ),
    (
        "roman",
        re.compile(
            r"(?P<printed>(?P<number>[IVX]{1,6})\s?[.)/:]"
            r"|(?P<dashed>[IVX]{1,6})\s?[-–](?=\s))\s*(?=\S)"
        ),
    ),
    ("upper", re.compile(r"(?P<printed>(?P<number>[A-HĐ])\s?[.)/])\s+(?=\S)")),
    (
        "decimal",
        re.compile(r"(?P<printed>(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})\s?[.)/:]?)\s+(?=[^\W\d_]|[“\"(])"),
    ),
    ("decimal", re.compile(r"(?P<printed>(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})[.)/:])\s*(?=[^\W\d_])")),
    (
        "decimal",
        re.compile(r"(?P<printed>(?P<number>\d{1,2})(?:\s?\.|/(?=\s)))(?:\s*(?=[^\W\d_]|[“\"(])|\s+(?=\d))"),
    ),
    (
        # The Party's hand: "1- Quan điểm", "3.1- Đến hết năm 2027"; before a figure the dash is a span.
        "decimal",
        re.compile(r"(?P<printed>(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s?[-–])\s+(?=[^\W\d_]|[“\"(])"),
    ),
    ("paren", re.compile(r"(?P<printed>\((?P<number>\d{1,2})\)|(?P<half>\d{1,2})\))\s*(?=\S)")),
    ("letter", re.compile(r"(?P<printed>\(?(?P<number>[a-zđ])\s?\)|(?P<dotted>[a-zđ])[./])\s*(?=\S)")),
    ("bullet", re.compile(r"(?P<printed>(?P<number>[-–—+•●▪■◦*]|·))\s*(?=\S)")),
)
# Which marker stands above which; "decimal" adds its depth in hundredths.
RANKS = {"part": 0, "roman": 2, "article": 3, "decimal": 4, "path": 4, "paren": 5, "letter": 6, "bullet": 7}
UPPER_ABOVE_ROMAN, UPPER_BELOW_ROMAN = 1, 2.5
# A star stands above dashes ("* Sở A:"), plusses below them.
BULLET_STEPS = {"*": -0.5, "+": 0.5, "◦": 0.7}


@dataclass(frozen=True, slots=True)
class Marker:
    """What a paragraph begins with: "III." as printed, its number "III" and its kind "roman"."""

    printed: str = ""
    number: str = ""
    kind: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind not in ("", "bullet")

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


NONE = Marker()


def read_marker(text: str) -> tuple[Marker, str]:
    """The marker at the head of `text`, and the text after it."""
    for kind, pattern in MARKERS:
        match = pattern.match(text)
        if match and _is_real(kind, match):
            numbers = (value for name, value in match.groupdict().items() if name != "printed" and value)
            return Marker(match["printed"].strip(), next(numbers), kind), text[match.end() :].strip()
    return NONE, text


def _is_real(kind: str, match: re.Match[str]) -> bool:
    rest = match.string[match.end() :]
    if kind == "roman":
        return bool(ROMAN.fullmatch(match["number"] or match["dashed"]))
    if kind == "bullet":
        return any(letter.isalnum() for letter in rest)
    return bool(rest) or kind in ("part", "article")


def rank(marker: Marker, *, upper_above_roman: bool, letter_above_paren: bool = False) -> float:
    """The smaller, the higher in the outline."""
    if marker.kind == "paren" and letter_above_paren:
        return RANKS["letter"] + 0.5
    if marker.kind == "upper":
        return UPPER_ABOVE_ROMAN if upper_above_roman else UPPER_BELOW_ROMAN
    if marker.kind in ("decimal", "path"):
        return RANKS["decimal"] + marker.depth / 100
    if marker.kind == "bullet":
        return RANKS["bullet"] + BULLET_STEPS.get(marker.number, 0)
    return RANKS[marker.kind]
