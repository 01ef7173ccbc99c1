"""Paragraphs of a body, rejoined where a page or a screen broke their lines."""

import re
from dataclasses import dataclass
from itertools import pairwise

from vanban.numbering import Marker, read_marker
from vanban.source import Line

ENDED = (".", ";", ":", "!", "?", "/.", "…", "”")
LABEL_OPENS = re.compile(
    r"(?:[-–+]\s*)?(?:Đơn vị|Cơ quan|Thời gian|Thời hạn|Chủ trì|Phối hợp|Kết quả|Sản phẩm"
    r"|Lãnh đạo|Kinh phí)\b[^:]{0,40}:"
)
# Wrapped text keeps to a width; a paragraph printed on one line passes it sooner or later.
WIDEST_WRAP = 130
# So many lines in a hundred must plainly go on in the next one for a text to count as wrapped.
WRAPPED_SHARE = 10
DASHED_SPAN = re.compile(r"[-–]\s*\d")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without its marker, or a table row (then `cells`). `line` is its place in the file."""

    line: int
    marker: Marker
    text: str
    cells: tuple[str, ...] = ()


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    wrapped = _is_wrapped(lines)
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1], line, wrapped=wrapped):
            last = joined[-1]
            joined[-1] = Line(last.index, f"{last.text} {line.text}", last.after_gap)
        else:
            joined.append(line)
    return _with_titles([_paragraph(line) for line in joined])


def _with_titles(read: list[Paragraph]) -> list[Paragraph]:
    """ "Phần thứ nhất" / "ĐÁNH GIÁ TÌNH HÌNH": the title of a part on the line below its number."""
    titled: list[Paragraph] = []
    for paragraph in read:
        last = titled[-1] if titled else None
        if last and last.marker.kind == "part" and not last.text and not paragraph.marker.kind:
            titled[-1] = Paragraph(last.line, last.marker, paragraph.text, last.cells)
        else:
            titled.append(paragraph)
    return titled


def _paragraph(line: Line) -> Paragraph:
    marker, text = read_marker(line.text)
    return Paragraph(line.index, marker, text, line.cells)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether the text is broken at a width: no line is long, and many go on in lower case in the next."""
    plain = [line for line in lines if not line.cells]
    if any(len(line.text) > WIDEST_WRAP for line in plain):
        return False
    broken = sum(not line.after_gap and _flows_on(last, line) for last, line in pairwise(plain))
    return 100 * broken > WRAPPED_SHARE * len(plain)


def _continues(last: Line, line: Line, *, wrapped: bool) -> bool:
    if last.cells or line.cells or LABEL_OPENS.match(line.text):
        return False
    if read_marker(line.text)[0].kind:
        return wrapped and not line.after_gap and _cuts_span(last, line)
    return _flows_on(last, line) or (wrapped and not line.after_gap)


def _flows_on(last: Line, line: Line) -> bool:
    return line.text[:1].islower() and not last.text.endswith(ENDED)


def _cuts_span(last: Line, line: Line) -> bool:
    """ "... giai đoạn 2026" / "- 2030 ...": the dash is no bullet."""
    return last.text[-1:].isdigit() and bool(DASHED_SPAN.match(line.text))
