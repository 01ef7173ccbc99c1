"""The file as a whole: its bytes, and whatever people type into it."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from vanban.document import Appendix, Basis, Bullet, Heading, Paragraph, Signature, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.tests.written import opened, sample, texts, with_head
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
    "subject": lambda text: sample(kind="", title=text),
    "addressee": lambda text: sample(addressees=(text,)),
    "addressees": lambda text: sample(addressees=("Các thôn", text)),
    "recorder": lambda text: sample(recorder=Signature(text, "Người ghi biên bản", text)),
    "appendix": lambda text: sample(appendices=(Appendix(text, ()),)),
    "in an appendix": lambda text: sample(appendices=(Appendix("", (Paragraph(text),)),)),
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


@given(field=st.sampled_from(sorted(FIELDS)), text=anything)
def test_any_text_in_any_field_is_printed_as_text(field, text):
    printed = wording.capitals(" ".join(texts(FIELDS[field](text))))
    assert wording.capitals(wording.line(text).strip("-.,;/ ")) in printed


def test_control_characters_are_dropped():
    assert "Một hai." in texts(sample(blocks=(Paragraph("Mộ\x00t\thai\x1b\u202e\ufffe\ud800"),)))
