"""The file as a whole: its bytes, whatever people type into it, and how LibreOffice prints it."""

import re
import shutil
import subprocess
import sys
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from vanban.document import Basis, Bullet, Heading, Paragraph, Signature, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.tests.written import HARD_LETTERS, opened, sample, texts, with_head
from vanban.writing import wording, write_docx

PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)


# --- the file


@PROFILES
def test_the_same_document_gives_the_same_bytes(profile, monkeypatch):
    first = write_docx(sample(profile))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_docx(sample(profile)) == first
    assert {entry.date_time[0] for entry in ZipFile(BytesIO(first)).infolist()} == {1980}


def test_the_file_says_nothing_of_the_machine_that_made_it():
    stored = write_docx(sample())
    properties = docx.Document(BytesIO(stored)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == f"Báo cáo {sample().title}"
    assert properties.language == "vi-VN"
    assert properties.created.date() == properties.modified.date() == date(2026, 2, 3)
    assert not [name for name in ZipFile(BytesIO(stored)).namelist() if "app.xml" in name or "thumb" in name]


def test_the_language_is_vietnamese():
    language = opened(sample()).styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_text_is_written_composed():
    assert "Ngày hội." in texts(sample(blocks=(Paragraph("Nga\u0300y ho\u0323\u0302i"),)))


def test_reading_the_package_does_not_load_python_docx():
    asked = "import sys, vanban.writing; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


# --- whatever people type

FIELDS = {
    "parent": lambda text: with_head(sample(), parent=text),
    "issuer": lambda text: with_head(sample(), issuer=text),
    "number": lambda text: with_head(sample(), number=text),
    "symbol": lambda text: with_head(sample(), symbol=text),
    "place": lambda text: with_head(sample(), place=text),
    "kind": lambda text: sample(kind=text),
    "title": lambda text: sample(title=text),
    "draft": lambda text: sample(draft=text),
    "recipient": lambda text: sample(recipients=(text,)),
    "authority": lambda text: sample(signature=Signature(text, "Bí thư", None)),
    "position": lambda text: sample(signature=Signature(None, text, None)),
    "name": lambda text: sample(signature=Signature(None, "Bí thư", text)),
    "basis": lambda text: sample(blocks=(Basis((text,)),)),
    "heading": lambda text: sample(blocks=(Heading(text),)),
    "paragraph": lambda text: sample(blocks=(Paragraph(text),)),
    "lead": lambda text: sample(blocks=(Paragraph("", lead=text),)),
    "bullet": lambda text: sample(blocks=(Bullet(text),)),
    "header": lambda text: sample(blocks=(Table((text,), ()),)),
    "cell": lambda text: sample(blocks=(Table(("TT",), ((text,),)),)),
    "caption": lambda text: sample(blocks=(Table(("TT",), (), caption=text),)),
}
HOSTILE = [
    "<b>&amp;</b>",
    "]]>",
    "{{ 7*7 }}{% x %}",
    "\x00\x0b\x1b[31m",
    "\ud800",
    "\ufffe",
    "\u202e",
    "W" * 5000,
    "a\u2028b",
]
anything = st.text(st.characters(exclude_categories=())) | st.sampled_from(HOSTILE)


@settings(deadline=None, max_examples=60)
@given(field=st.sampled_from(sorted(FIELDS)), text=anything)
def test_any_text_in_any_field_is_printed_as_text(field, text):
    printed = wording.capitals(" ".join(texts(FIELDS[field](text))))
    assert wording.capitals(wording.line(text).strip("-.,;/ ")) in printed


def test_control_characters_are_dropped():
    assert "Một hai." in texts(sample(blocks=(Paragraph("Mộ\x00t\thai\x1b\u202e\ufffe\ud800"),)))


# --- on paper


@pytest.mark.libreoffice
@PROFILES
def test_libreoffice_prints_three_pages_with_every_word(profile, tmp_path):
    document = sample(profile, blocks=(*sample().blocks[:-1], *LONG_TEXT, sample().blocks[-1]))
    pages = [squeezed(page.extract_text()) for page in printed(document, tmp_path).pages]
    assert len(pages) == 3
    assert [page[:1] for page in pages[1:]] == ["2", "3"]
    for text in texts(document):
        assert squeezed(text) in "".join([pages[0], *(page[1:] for page in pages[1:])])
    assert squeezed(HARD_LETTERS) in pages[0]


LONG_TEXT = tuple(
    Paragraph(f"Việc thứ {place}: Chi bộ phối hợp với Công an xã rà soát, cập nhật danh sách và vận động các hộ.")
    for place in range(1, 36)
)


def printed(document, folder):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so nothing can be printed here")
    path = folder / "sample.docx"
    path.write_bytes(write_docx(document))
    own_settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [soffice, own_settings, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return PdfReader(folder / "sample.pdf")


def squeezed(text):
    """Without spaces: a justified line has as many as it likes."""
    return re.sub(r"\s", "", text)
