"""The PDF: its words are the model's, whatever they are, in every thread, the same each time."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

import vanban
from vanban.document import Heading, Paragraph, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.tests.examples import EXAMPLES
from vanban.tests.paper import LONG_TEXT, read, squeezed
from vanban.tests.test_writing_file import FIELDS, HOSTILE
from vanban.tests.written import HARD_LETTERS, sample, texts
from vanban.writing import wording, write_pdf

PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
VIETNAMESE = LETTERS + LETTERS.upper() + " 0123456789.,;:!?()[]{}<>#$%&*_=+-/\\|@~^`'\"…“”–"


def printed(document):
    return squeezed("".join(page.extract_text() for page in read(document).pages))


@PROFILES
def test_every_word_of_the_model_is_printed_marks_and_all(profile):
    words = printed(sample(profile))
    assert squeezed(HARD_LETTERS) in words
    for text in texts(sample(profile)):
        assert squeezed(text) in words


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_are_those_of_the_docx_in_their_order(name):
    document = EXAMPLES[name]()
    pages = [re.sub(r"^\d+\n", "", page.extract_text()) for page in read(document).pages]  # without their numbers
    words, expected = squeezed("".join(pages)), squeezed("".join(texts(document)))
    for header in headers(document):  # which are printed again on each page
        words, expected = words.replace(header, ""), expected.replace(header, "")
    assert words == expected


def headers(document):
    blocks = (*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks))
    return [squeezed("".join(block.header)) for block in blocks if isinstance(block, Table)]


@given(field=st.sampled_from(sorted(FIELDS)), text=st.text(st.sampled_from(VIETNAMESE), max_size=60))
def test_any_vietnamese_text_in_any_field_is_printed_as_text(field, text):
    words = wording.capitals(printed(FIELDS[field](text)))
    assert wording.capitals(squeezed(wording.line(text).strip("-.,;/ "))) in words


@pytest.mark.parametrize("text", [*HOSTILE, '"]; #eval("1")', '#read("/etc/passwd")', "$x^2$ *a* _b_ @c // d", "≤ ≥ →"])
def test_no_text_is_ever_markup(text):
    for field in ("title", "paragraph", "cell", "number"):
        assert squeezed(wording.line(text).strip("-.,;/ ")) in printed(FIELDS[field](text))


def test_a_sign_that_the_typeface_lacks_spoils_nothing():
    words = printed(sample(blocks=(Paragraph("Một 漢字 hai"), Paragraph("Ba"))))
    assert "Một" in words and "hai" in words and "Ba." in words


def test_the_pdf_is_fit_for_an_archive_and_carries_its_typeface_only():
    pdf = read(sample())
    fonts = {font["/BaseFont"] for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2] for name in fonts} == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"}
    assert b"pdfaid:part>2<" in pdf.trailer["/Root"]["/Metadata"].get_data()
    assert pdf.trailer["/Root"]["/Lang"] == "vi"
    assert pdf.metadata.title == f"Báo cáo {sample().title}"
    assert pdf.metadata["/CreationDate"] == pdf.metadata["/ModDate"] == "D:20260203000000Z"
    assert "/Author" not in pdf.metadata


def test_the_same_document_gives_the_same_bytes_in_every_thread():
    documents = [sample(profile) for profile in (HD36, HD05, ND30)] * 8
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(write_pdf, documents))
    assert len(set(written)) == 3
    assert written == [write_pdf(document) for document in documents]


def test_a_heading_is_never_the_last_line_of_a_page():
    for count in range(20, 30):
        blocks = (*LONG_TEXT[:count], Heading("II. VIỆC KHÁC"), Paragraph("Một"))
        pages = [page.extract_text() for page in PdfReader(BytesIO(write_pdf(sample(blocks=blocks)))).pages]
        assert not any(page.strip().endswith("VIỆC KHÁC") for page in pages)


def test_a_signature_never_stands_alone_on_a_page():
    for count in range(1, 25):
        last = read(sample(blocks=(*LONG_TEXT[:count], Paragraph("Hết")))).pages[-1].extract_text()
        assert "Hết." in last and "Nguyễn Văn Lành" in last


def test_a_header_row_repeats_on_every_page():
    rows = tuple((str(place), "Rà soát danh sách các hộ trong thôn") for place in range(80))
    pages = read(sample(blocks=(Table(("TT", "Việc phải làm"), rows),))).pages
    assert len(pages) > 2
    assert all("Việc phải làm" in page.extract_text() for page in pages)


def test_the_typeface_lies_beside_its_licence():
    folder = Path(vanban.__file__).parent / "fonts"
    assert {path.name for path in folder.glob("*.ttf")} == {
        f"Tinos-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
