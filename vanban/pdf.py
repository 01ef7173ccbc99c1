"""PDF files with a text layer as lines: what is printed, put together again as it was typed."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from vanban.lines import TOO_LONG, Line, Unreadable
from vanban.pages import Glyph, Page, Rule, document_lines

MOST_PAGES = 400
MOST_GLYPHS = 1_500_000
MOST_SEGMENTS = 20_000  # of drawings on one page
BREAK_CODES = (0x0A, 0x0D)
HYPHEN_CODE = 0x02  # what PDFium calls a hyphen at the end of a line
PRIVATE_CODES = range(0xE000, 0xF900)
UNKNOWN_CODES = (0, 0xFFFD, 0xFFFE, 0xFFFF)
UNKNOWN_SHARE = 0.2
SLANT = 0.1  # radians; what is turned further is a stamp over the page
THICKEST_RULE = 3.0  # points

SCANNED = "Tệp PDF này là bản quét, không có lớp chữ; hãy chọn bản Word, hoặc nhận dạng chữ (OCR) rồi thử lại."
LOCKED = "Tệp PDF này đặt mật khẩu; hãy bỏ mật khẩu rồi chọn lại tệp."
BROKEN = "Tệp này không phải tệp PDF đúng cách; hãy mở ra rồi lưu lại thành .pdf, hoặc chọn bản .docx."


def pdf_lines(content: bytes) -> list[Line]:
    """Paragraphs and rows of tables. `index` counts the printed lines; `page` counts from 1."""
    try:
        lines = document_lines(_pages(pypdfium2.PdfDocument(content)))
    except pypdfium2.PdfiumError as failure:
        raise Unreadable(LOCKED if "password" in str(failure).lower() else BROKEN) from failure
    if not lines:
        raise Unreadable(SCANNED)
    return lines


def _pages(document: Any) -> Iterator[Page]:
    if len(document) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    left = MOST_GLYPHS
    for number in range(len(document)):
        page = _read_page(document[number], left)
        left -= len(page.glyphs)
        yield page


@dataclass(slots=True)
class _Turn:
    """How the page is turned when it is shown: user space (y upward) to points from the top left corner."""

    degrees: int
    width: float
    height: float
    angle: float = field(init=False)

    def __post_init__(self) -> None:
        self.angle = math.radians(self.degrees)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        if self.degrees == 90:
            return y, x
        if self.degrees == 180:
            return self.width - x, y
        if self.degrees == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def is_level(self, angle: float) -> bool:
        return abs(math.remainder(angle + self.angle, 2 * math.pi)) < SLANT


def _read_page(page: Any, most: int = MOST_GLYPHS) -> Page:
    width, height = page.get_size()
    turn = _Turn(page.get_rotation(), width, height)
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > most:
        raise Unreadable(TOO_LONG)
    glyphs = _glyphs(textpage.raw, count, turn)
    rules = _rules(page, turn)
    textpage.close()
    page.close()
    return Page(width, height, glyphs, rules)


def _glyphs(textpage: Any, count: int, turn: _Turn) -> list[Glyph]:
    """The printed letters in the order of the file; refuses a page whose letters have no names."""
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    unknown = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if code in BREAK_CODES or raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        if code in UNKNOWN_CODES:
            unknown += 1
            continue
        if not turn.is_level(raw.FPDFText_GetCharAngle(textpage, at)):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        raw.FPDFText_GetMatrix(textpage, at, matrix)
        left, _ = turn.shown(box.left, box.bottom)
        right, _ = turn.shown(box.right, box.top)
        _, baseline = turn.shown(x.value, y.value)
        size = raw.FPDFText_GetFontSize(textpage, at) * math.hypot(matrix.c, matrix.d)
        found.append((min(left, right), max(left, right), baseline, size, _letter(code)))
    if unknown > UNKNOWN_SHARE * (len(found) + unknown):
        raise Unreadable(SCANNED)
    return [glyph for glyph in found if _is_sane(glyph)]


def _letter(code: int) -> str:
    """Signs without a name are the bullets of fonts such as Symbol and Wingdings."""
    return "-" if code == HYPHEN_CODE or code in PRIVATE_CODES else chr(code)


def _is_sane(glyph: Glyph) -> bool:
    return all(map(math.isfinite, glyph[:4])) and 0 < glyph[3] < 500


def _rules(page: Any, turn: _Turn) -> list[Rule]:
    """The level and upright lines that are drawn on the page, edges of boxes included."""
    found: list[Rule] = []
    left = MOST_SEGMENTS
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        count = raw.FPDFPath_CountSegments(drawn.raw)
        left -= max(count, 0)
        if left < 0:
            return []
        found += _edges(drawn.raw, count, turn)
    return found


def _edges(drawn: Any, count: int, turn: _Turn) -> list[Rule]:
    """The edges of what is stroked; of what is only filled those of thin bars: the rest is background."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(drawn, fill, stroke) or not (fill.value or stroke.value):
        return []
    found: list[Rule] = []
    for outline in _outlines(drawn, count, turn):
        thickness = min(max(side) - min(side) for side in zip(*outline, strict=True))
        if stroke.value or thickness <= THICKEST_RULE:
            for one, other in pairwise(outline):
                found += _rule(one, other)
    return found


def _outlines(drawn: Any, count: int, turn: _Turn) -> list[list[tuple[float, float]]]:
    """The corners of each part of a drawing; what is curved ends a part."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    found: list[list[tuple[float, float]]] = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn.shown(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        if found and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            found[-1].append(point)
        else:
            found.append([point])
        if raw.FPDFPathSegment_GetClose(segment):
            found[-1].append(found[-1][0])
    return found


def _rule(one: tuple[float, float], other: tuple[float, float]) -> list[Rule]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if not all(map(math.isfinite, (x0, x1, y0, y1))) or min(x1 - x0, y1 - y0) > 1:
        return []
    return [(x0, y0, x1, y1)] if max(x1 - x0, y1 - y0) > THICKEST_RULE else []
