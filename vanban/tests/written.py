"""One report of an invented party cell, and ways to read it back from its .docx."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from vanban.document import Basis, Bullet, Document, Head, Heading, Paragraph, Signature, Table
from vanban.profiles import HD36
from vanban.writing import write_docx

HARD_LETTERS = "Đường Nguyễn Ưỡn Ệ Ỹ Ẵ"


def sample(profile=HD36, **changes):
    document = Document(
        profile=profile,
        letterhead=Head("Đảng bộ xã Suối Lành", "Chi bộ thôn Suối Lành 2", "5", "BC/CB", "Suối Lành", date(2026, 2, 3)),
        kind="Báo cáo",
        title="kết quả xây dựng xã không ma tuý tháng 02 năm 2026",
        blocks=(
            Basis(("Căn cứ Kế hoạch số 12-KH/ĐU", "Căn cứ tình hình thực tế")),
            Heading("I. TÌNH HÌNH"),
            Paragraph("Tình hình trong thôn ổn định.", lead="Về an ninh:"),
            Bullet(f"Gia đình {HARD_LETTERS} đã ký cam kết"),
            Table(("TT", "Chỉ tiêu", "Kết quả"), (("1", "Hộ ký cam kết", "98,3%"),), caption="Bảng 1"),
            Paragraph("Trên đây là báo cáo của Chi bộ"),
        ),
        signature=Signature("T/M Chi bộ", "Bí thư", "Nguyễn Văn Lành"),
        recipients=("Đảng uỷ xã", "Lưu Chi bộ"),
    )
    return replace(document, **changes)


def with_head(document, **changes):
    return replace(document, letterhead=replace(document.letterhead, **changes))


def opened(document):
    return docx.Document(BytesIO(write_docx(document)))


def texts(document):
    """The text of every paragraph, in tables too, from top to bottom."""
    return [paragraph.text for paragraph in paragraphs(opened(document))]


def paragraphs(written):
    return [DocxParagraph(found, written) for found in written.element.body.iter(qn("w:p"))]


def said(written, text):
    """The paragraph that says exactly this."""
    return next(paragraph for paragraph in paragraphs(written) if paragraph.text == text)


def tables(written):
    return [DocxTable(found, written) for found in written.element.body.iter(qn("w:tbl"))]


def face_of(paragraph):
    font = paragraph.runs[0].font
    return font.size.pt, bool(font.bold), bool(font.italic), bool(font.underline)
