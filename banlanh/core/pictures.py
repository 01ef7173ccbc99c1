"""Pictures of figures, drawn by the server as SVG: for a page, for paper, in colour or in black and white.

Each is told three times: drawn, in words for who listens, and as a table. Textures and numbers stand beside tints, so
that a copier loses nothing; what is not known is hatched and has a "?", never a nought. Only counts of work and of
bodies belong here: whatever counts people by village has no picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from . import words

# The tokens of the design system, written out: a picture on paper knows no stylesheet.
INK, SOFT, LINE, WHITE, INDIGO, GREEN, AMBER_WASH, RED_WASH, GREEN_WASH, GREY_WASH = (
    "#1d2433", "#565f70", "#e3e0d6", "#fff", "#27407a", "#1f6a43", "#fbf0d9", "#fbe9e7", "#e6f2eb", "#efede6",
)  # fmt: skip
BESIDE = "Số liệu của hình có trong bảng đi kèm."
WIDTH = 360  # units, about as many pixels as a phone has
SIZE = 13
NAMES = 126  # room for the names of rows
GOOD, FAIR = 90, 70  # per cent, as in the bands of the ratings


class Part(NamedTuple):
    """`n` of `m`; nothing is known where `m` is 0."""

    name: str
    n: int
    m: int

    @property
    def percent(self) -> int:
        """Whole per cent; 100 only where none is missing."""
        return min(round(100 * self.n / self.m), 99 if self.n < self.m else 100)

    @property
    def said(self) -> str:
        return f"{self.name} {words.number(self.n)}/{words.number(self.m)}" if self.m else f"{self.name} chưa có số"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its words (`said`) and its rows, so that nobody needs to see it."""

    title: str
    said: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int
    drawn: tuple[str, ...]

    @property
    def svg(self) -> str:
        """By itself: it names no style, no script and no other file."""
        inside = tag("title", self.title) + tag("desc", BESIDE) + "".join(self.drawn)
        size = f'viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}"'
        face = f'font-family="Be Vietnam Pro, Tinos, sans-serif" font-size="{SIZE}" text-anchor="middle" fill="{INK}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {face} role="img">{inside}</svg>'


# --- the four pictures ----------------------------------------------------------------------------


def trend(title: str, points: Sequence[Part]) -> Picture:
    """A share from month to month; where a month is not known the line breaks."""
    top, bottom, left = 26, 150, 40
    step = (WIDTH - left - 36) / max(len(points) - 1, 1)
    places = [(round(left + 18 + place * step), point) for place, point in enumerate(points)]
    spots = [(x, y_of(point, top, bottom), point) for x, point in places if point.m]
    scale = [line_across(share, round(bottom - (bottom - top) * share / 100), left) for share in (0, 50, 100)]
    joined = [
        stroke(f"M{x1} {y1}L{x2} {y2}", INDIGO, 2)
        for (x1, y1, one), (x2, y2, other) in pairwise(spots)
        if points.index(other) == points.index(one) + 1
    ]
    dots = [tag("circle", cx=x, cy=y, r=4, fill=INDIGO) + label(x, y - 9, f"{each.percent}%") for x, y, each in spots]
    gaps = [label(x, bottom - 6, "?", fill=SOFT) for x, point in places if not point.m]
    months = [label(x, bottom + 20, point.name, fill=SOFT) for x, point in places]
    return picture(
        title, points, ("Tháng", "Đúng hạn", "Đến hạn"), bottom + 28, [*scale, *joined, *dots, *gaps, *months]
    )


def heat(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Part]]]) -> Picture:
    """Rows × months, each cell a share: clear when nearly all, the closer stroked the more is missing."""
    wide, tall, top = (WIDTH - NAMES) // max(len(columns), 1), 26, 24
    drawn = [label(NAMES + wide * place + wide // 2, 16, name, fill=SOFT) for place, name in enumerate(columns)]
    for at, (name, parts) in enumerate(rows):
        cells = (heat_cell(part, NAMES + wide * place, wide - 3, tall - 3) for place, part in enumerate(parts))
        row = label(0, 17, shortened(name), anchor="start") + "".join(cells)
        drawn.append(f'<g transform="translate(0 {top + at * tall})">{row}</g>')
    said = "; ".join(f"{name}: {', '.join(part.said for part in parts)}" for name, parts in rows)
    table = tuple((name, *(f"{part.n}/{part.m}" if part.m else "chưa có" for part in parts)) for name, parts in rows)
    return Picture(title, said, ("Thôn", *columns), table, top + tall * len(rows) + 2, tuple(drawn))


def standing(title: str, rows: Sequence[tuple[str, int, int, int]]) -> Picture:
    """For each body what was done on time (solid), late (stroked), and not (empty)."""
    tall, drawn = 42, legend(("đúng hạn", "xong muộn", "chưa xong"))
    for at, (name, done, later, undone) in enumerate(rows):
        y, of = 34 + at * tall, max(done + later + undone, 1)
        drawn.append(label(0, y, name, anchor="start"))
        drawn.append(label(WIDTH, y, f"{done} / {later} / {undone}", anchor="end"))
        a, b = round(WIDTH * done / of), round(WIDTH * (done + later) / of)
        drawn += [box(0, y + 6, WIDTH, 14, WHITE, SOFT), *filled(0, y + 6, a, 14), *stroked(a, y + 6, b - a, 14)]
    said = "; ".join(f"{name}: đúng hạn {a}, xong muộn {b}, chưa xong {c}" for name, a, b, c in rows)
    table = tuple((name, *map(words.number, counts)) for name, *counts in rows)
    return Picture(
        title, said, ("Đơn vị", "Đúng hạn", "Xong muộn", "Chưa xong"), table, 34 + tall * len(rows), tuple(drawn)
    )


def funnel(title: str, steps: Sequence[tuple[str, int]]) -> Picture:
    """How many are left at each step of those at the first."""
    drawn, most, tall = [], max([many for _, many in steps] + [1]), 50
    for at, (name, many) in enumerate(steps):
        y, wide = 16 + at * tall, round(WIDTH * many / most)
        drawn.append(label(0, y, name, anchor="start"))
        drawn.append(label(WIDTH, y, words.number(many), anchor="end", bold=True))
        x = (WIDTH - wide) // 2
        drawn += [
            box(0, y + 7, WIDTH, 18, WHITE, LINE),
            *(filled(x, y + 7, wide, 18) if at else stroked(x, y + 7, wide, 18)),
        ]
    table = tuple((name, words.number(many)) for name, many in steps)
    said = ", ".join(f"{name} {many}" for name, many in table)
    return Picture(title, said, ("Bước", "Số lượng"), table, tall * len(steps), tuple(drawn))


def picture(title: str, parts: Sequence[Part], header: tuple[str, ...], height: int, drawn: list[str]) -> Picture:
    rows = tuple((part.name, *((f"{part.n}", f"{part.m}") if part.m else ("chưa có số", ""))) for part in parts)
    return Picture(title, ", ".join(part.said for part in parts), header, rows, height, tuple(drawn))


# --- strokes --------------------------------------------------------------------------------------


def heat_cell(part: Part, x: int, wide: int, tall: int) -> str:
    """In a row of its own: rows that look alike are written alike, and weigh nothing compressed."""
    middle = x + wide // 2
    if not part.m:
        return box(x, 0, wide, tall, GREY_WASH, LINE) + label(middle, 16, "·", fill=SOFT)
    wash, gap = (GREEN_WASH, 0) if part.percent >= GOOD else (AMBER_WASH, 9) if part.percent >= FAIR else (RED_WASH, 5)
    ground = box(x, 0, wide, tall, wash, SOFT) + (hatch(x, 0, wide, tall, gap) if gap else "")
    plate = box(middle - 12, 4, 24, tall - 8, WHITE) if gap else ""
    return ground + plate + label(middle, 16, str(part.percent), bold=part.percent < FAIR)


def legend(names: Iterable[str]) -> list[str]:
    first, second, third = names
    return [
        *filled(0, 2, 16, 10), label(21, 12, first, anchor="start", fill=SOFT),
        *stroked(110, 2, 16, 10), label(131, 12, second, anchor="start", fill=SOFT),
        box(230, 2, 16, 10, WHITE, SOFT), label(251, 12, third, anchor="start", fill=SOFT),
    ]  # fmt: skip


def filled(x: int, y: int, wide: int, tall: int) -> list[str]:
    return [box(x, y, wide, tall, GREEN)] if wide else []


def stroked(x: int, y: int, wide: int, tall: int) -> list[str]:
    return [box(x, y, wide, tall, AMBER_WASH, SOFT), hatch(x, y, wide, tall, 5)] if wide else []


def hatch(x: int, y: int, wide: int, tall: int, gap: int) -> str:
    """Slanting strokes, each cut off at the edge: patterns of SVG would need names, which two pictures share.

    Each begins where the last ended, so that cells of one size have the same words, which weigh nothing compressed.
    """
    path, here = f"M{x} {y}", (0, 0)
    for at in range(gap, wide + tall, gap):
        first, last = (min(at, wide), max(0, at - wide)), (max(0, at - tall), min(at, tall))
        path += f"m{first[0] - here[0]} {first[1] - here[1]}l{last[0] - first[0]} {last[1] - first[1]}"
        here = last
    return stroke(path, SOFT, 0.8)


def line_across(share: int, y: int, left: int) -> str:
    return stroke(f"M{left} {y}H{WIDTH}", LINE, 1) + label(left - 4, y + 4, f"{share}%", anchor="end", fill=SOFT)


def y_of(point: Part, top: int, bottom: int) -> int:
    return round(bottom - (bottom - top) * point.percent / 100)


def shortened(name: str) -> str:
    return name if len(name) <= 17 else f"{name[:16]}…"


def box(x: int, y: int, wide: int, tall: int, fill: str, edge: str = "") -> str:
    return tag("rect", x=x, y=y, width=wide, height=tall, fill=fill, **({"stroke": edge} if edge else {}))


def stroke(path: str, colour: str, width: float) -> str:
    return tag("path", d=path, fill="none", stroke=colour, stroke_width=width)


def label(x: int, y: int, said: str, *, anchor: str = "", fill: str = "", bold: bool = False) -> str:
    """Centred and in ink, unless it says otherwise."""
    named = {"text_anchor": anchor, "fill": fill, "font_weight": "600" if bold else ""}
    return tag("text", said, x=x, y=y, **{name: value for name, value in named.items() if value})


def tag(name: str, said: str = "", **attributes: object) -> str:
    told = "".join(f' {key.replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{told}>{escape(said)}</{name}>" if said else f"<{name}{told}/>"
