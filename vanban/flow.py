"""Paragraphs put together from printed rows: which row goes on where the one above it was broken."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vanban.numbering import read_marker
from vanban.printed import Row

SOFT_HYPHEN = "\u00ad"
BROKEN_WORD = re.compile(r"\w[-/]$")
ENDED = (".", ";", ":", "!", "?", "…", "”")
# In sizes of the font.
BLANK, INDENT, SAME_PLACE = 0.22, 0.5, 0.22
# In usual distances from row to row.
NEXT_PARAGRAPH, FREE_ROW = 1.12, 1.7
USUAL_PITCH = 1.5
ROUGHLY = 2.0  # points
SAME_SIZE = 0.05
OUTERMOST, MANY_ROWS = 2, 10


@dataclass(frozen=True, slots=True)
class Measure:
    """The margins within which rows are set, where rows usually begin, and how far apart two rows usually are.

    `pitch` is in sizes of the font, None where no two rows of one paragraph were seen.
    """

    left: float
    right: float
    edges: frozenset[int] = frozenset()
    pitch: float | None = None


def measure(rows: list[Row], width: float) -> Measure:
    """Margins lie where the third of the outermost rows begins and ends: of many, two may stick out.

    Of few the longest need not reach the margin: then it lies at least as far from the edge of the page as the left
    one; `width` is the page's.
    """
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    if not rows:
        return Measure(0.0, 0.0)
    are_many = len(rows) >= MANY_ROWS
    left = lefts[OUTERMOST] if are_many else lefts[0]
    right = rights[-1 - OUTERMOST] if are_many else max(rights[-1], width - left)
    often = Counter(edge for row in rows for edge in _near_edges(row.left))
    steps = [
        (row.y - last.y) / row.size
        for last, row in pairwise(rows)
        if last.page == row.page and row.y > last.y and last.right > right - last.size and _same_size(last, row)
    ]
    edges = frozenset(edge for edge, count in often.items() if count > OUTERMOST)
    return Measure(left, right, edges, median(steps) if steps else None)


def _near_edges(left: float) -> tuple[int, int]:
    """A place as two steps of two points, so that places a point apart share one."""
    return 2 * int(left / 2), 2 * int((left + 1) / 2) + 1


def paragraphs_of(rows: list[Row], measure: Measure) -> list[list[Row]]:
    """The rows of each paragraph; `gap_above` of a paragraph's first row says that a row was left free above it."""
    found: list[list[Row]] = []
    for row in rows:
        if found and _goes_on(found[-1], row, measure):
            found[-1].append(row)
        else:
            row.gap_above = row.gap_above or (bool(found) and _is_far(found[-1][-1], row, measure, FREE_ROW))
            found.append([row])
    return found


def joined(rows: list[Row]) -> str:
    """The text of a paragraph: rows end in a blank, or inside a word, behind its hyphen or slash."""
    text = ""
    for row in rows:
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1] + row.text
        elif BROKEN_WORD.search(text):
            text += row.text
        else:
            text = f"{text} {row.text}" if text else row.text
    return text


def _goes_on(paragraph: list[Row], row: Row, measure: Measure) -> bool:
    last = paragraph[-1]
    if row.gap_above or not _same_size(last, row) or _is_far(last, row, measure, NEXT_PARAGRAPH):
        return False
    if _was_ended_early(last, row, measure):
        return False
    if _is_even(last, measure) and _is_centred(row, measure):
        return True
    step, near = row.left - last.left, SAME_PLACE * row.size
    if len(paragraph) == 1 and step > near:
        return _hangs(last, row)
    if len(paragraph) > 1 and abs(step) > near:
        return False
    return not _begins_anew(last, row, is_below=abs(step) <= near)


def _same_size(last: Row, row: Row) -> bool:
    return abs(row.size - last.size) <= SAME_SIZE * max(row.size, last.size)


def _is_far(last: Row, row: Row, measure: Measure, times: float) -> bool:
    """Whether more than the usual distance lies above `row`; the first row of a page is never far."""
    if row.page != last.page:
        return False
    return row.y - last.y > times * (measure.pitch or USUAL_PITCH) * row.size


def _was_ended_early(last: Row, row: Row, measure: Measure) -> bool:
    """Whether the first word of `row` had room above: then the break was meant."""
    first = row.words[0]
    needed = first[1] - first[0] + BLANK * row.size
    room = measure.right - last.right
    if _is_centred(last, measure):
        room += last.left - measure.left
    return needed < room - ROUGHLY


def _is_centred(row: Row, measure: Measure) -> bool:
    begins_anywhere = measure.edges.isdisjoint(_near_edges(row.left))
    return begins_anywhere and row.left - measure.left > INDENT * row.size and _is_even(row, measure)


def _is_even(row: Row, measure: Measure) -> bool:
    """Whether as much is left free on its left as on its right."""
    return abs((row.left - measure.left) - (measure.right - row.right)) < 2 * ROUGHLY


def _hangs(last: Row, row: Row) -> bool:
    """Whether `row` stands below the first word after the bullet or number of `last`."""
    return len(last.words) > 1 and abs(row.left - last.words[1][0]) <= SAME_PLACE * row.size and _is_marked(last)


def _begins_anew(last: Row, row: Row, *, is_below: bool) -> bool:
    """Whether a bullet or number opens a paragraph: after the end of a sentence, or right below another one."""
    return _is_marked(row) and (last.text.endswith(ENDED) or (is_below and _is_marked(last)))


def is_sentence(row: Row) -> bool:
    """Whether a row is plainly of the text: it has a bullet or number, or ends as sentences do."""
    return row.text.endswith(ENDED) or _is_marked(row)


def _is_marked(row: Row) -> bool:
    return bool(read_marker(row.text)[0].kind)
