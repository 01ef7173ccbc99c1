"""A PDF read back: its lines with place, size and face."""

import re
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

from vanban.document import Paragraph
from vanban.writing import write_pdf

MM = 72 / 25.4

LONG_TEXT = tuple(
    Paragraph(f"Việc thứ {place}: Chi bộ phối hợp với Công an xã rà soát, cập nhật danh sách và vận động các hộ.")
    for place in range(1, 51)
)


@dataclass(frozen=True)
class Printed:
    """One line on paper; `x` and `y` are points from the left and from the bottom."""

    text: str
    x: float
    y: float
    size: float
    font: str
    page: int


def read(document):
    return PdfReader(BytesIO(write_pdf(document)))


def pages_of(document):
    return [lines_on(page, number) for number, page in enumerate(read(document).pages)]


def lines_of(document):
    return [line for page in pages_of(document) for line in page]


def lines_on(page, number):
    found = []

    def visit(text, place, _, font, size):
        if text.strip():
            found.append(Printed(text.strip("\n"), place[4], place[5], size, font["/BaseFont"], number))

    page.extract_text(visitor_text=visit)
    return found


def squeezed(text):
    """Without spaces: a justified line has as many as it likes."""
    return re.sub(r"\s", "", text)
