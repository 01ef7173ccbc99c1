"""Paragraphs of a body, rejoined where a page or a screen broke their lines."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban.lines import Line, Span, span
from vanban.numbering import Marker, read_marker

ENDED = (".", ";", ":", "!", "?", "/.", "…", "”")
LABEL_OPENS = re.compile(
    r"(?:[-–+]\s*)?(?:Đơn vị|Cơ quan|Thời gian|Thời hạn|Chủ trì|Phối hợp|Kết quả|Sản phẩm"
    r"|Lãnh đạo|Kinh phí)\b[^:]{0,40}:"
)
# Wrapped text keeps to a width; a paragraph printed on one line passes it sooner or later.
WIDEST_WRAP = 130
# So many lines in a hundred must plainly go on in the next one for a text to count as wrapped.
WRAPPED_SHARE = 10
# After these words a sentence goes on, whatever the next line begins with; after a kind of place, with its name.
DANGLING = re.compile(r"(?:^|\s)(?:và|của|với|các|cho|về|tại|trong|theo|từ|đến|những|thuộc|hoặc|do|bằng|để|gồm)$")
PLACE_OF = re.compile(r"\s(?:huyện|xã|tỉnh|phường|thành phố|thôn|bản)$")
NAME_OPENS = re.compile(r"[^\W\d_a-zà-ỹđ]\w*\s[^\W\d_a-zà-ỹđ]")
LOOKED_BACK = 200
SLACK = 8
# So many of a hundred lines stand below an empty one where empty lines part paragraphs.
PARTED_SHARE = 8
DASHED_SPAN = re.compile(r"[-–]\s*\d")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without its marker, or a table row (then `cells`). `span` is where it stands in the file."""

    span: Span
    marker: Marker
    text: str
    cells: tuple[str, ...] = ()


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    wrapped = _is_wrapped(lines)
    width = _width(lines) if wrapped and not _is_parted_by_gaps(lines) else None
    groups: list[list[Line]] = []
    last: Line | None = None  # with the end of the paragraph so far as its text
    for line in lines:
        ends = bool(width and groups and _ends_short(groups[-1][-1], line, width))
        if last and not ends and _continues(last, line, wrapped=wrapped):
            groups[-1].append(line)
            last = replace(line, text=f"{last.text[-LOOKED_BACK:]} {line.text}")
        else:
            groups.append([line])
            last = line
    return _with_titles([_paragraph(group) for group in groups])


def _with_titles(read: list[Paragraph]) -> list[Paragraph]:
    """ "Phần thứ nhất" / "ĐÁNH GIÁ TÌNH HÌNH": the title of a part on the line below its number."""
    titled: list[Paragraph] = []
    for paragraph in read:
        last = titled[-1] if titled else None
        if last and last.marker.kind == "part" and not last.text and not paragraph.marker.kind:
            whole = replace(last.span, last=paragraph.span.last, end=paragraph.span.end)
            titled[-1] = Paragraph(whole, last.marker, paragraph.text, last.cells)
        else:
            titled.append(paragraph)
    return titled


def _paragraph(group: list[Line]) -> Paragraph:
    marker, text = read_marker(" ".join(line.text for line in group))
    return Paragraph(span(group[0], group[-1]), marker, text, group[0].cells)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether the text is broken at a width: no line is long, and many go on in lower case in the next."""
    plain = [line for line in lines if not line.cells]
    if any(len(line.text) > WIDEST_WRAP for line in plain):
        return False
    broken = sum(not line.after_gap and _flows_on(last, line) for last, line in pairwise(plain))
    return 100 * broken > WRAPPED_SHARE * len(plain)


def _is_parted_by_gaps(lines: list[Line]) -> bool:
    """Whether empty lines part the paragraphs; else a line that ends short of the width tells where one ends."""
    return 100 * sum(line.after_gap for line in lines[1:]) > PARTED_SHARE * len(lines)


def _width(lines: list[Line]) -> int:
    """At how many characters a wrapped text is broken: its lines fill most of it."""
    lengths = sorted(len(line.text) for line in lines if not line.cells)
    return lengths[len(lengths) * 8 // 10]


def _continues(last: Line, line: Line, *, wrapped: bool) -> bool:
    if last.cells or line.cells or LABEL_OPENS.match(line.text):
        return False
    if read_marker(line.text)[0].kind:
        return wrapped and not line.after_gap and _cuts_span(last, line)
    return _flows_on(last, line) or (wrapped and not line.after_gap)


def _ends_short(last: Line, line: Line, width: int) -> bool:
    """A line that ends well before the width, and the next opens with a capital: a title, or a paragraph's end."""
    room = width - len(last.text) > len(line.text.partition(" ")[0]) + SLACK
    return room and not line.text[:1].islower()


def _flows_on(last: Line, line: Line) -> bool:
    if line.text[:1].islower():
        return not last.text.endswith(ENDED)
    names_a_place = PLACE_OF.search(last.text) and NAME_OPENS.match(line.text)
    return bool(names_a_place or DANGLING.search(last.text))


def _cuts_span(last: Line, line: Line) -> bool:
    """ "... giai đoạn 2026" / "- 2030 ...": the dash is no bullet."""
    return last.text[-1:].isdigit() and bool(DASHED_SPAN.match(line.text))
