"""That whoever looks for canaries finds them, however they are packed; the walk in `test_access` looks (SEC-12)."""

import gzip
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from docx import Document

from banlanh.core.homes import WORKING, home_of
from banlanh.sealing.printing import printed
from tests.support.canaries import Canaries, Canary
from vanban.text import search_key

from .canaries import faults_of

# What lies outside the working database and is not sealed: random codes, keyed marks, and the log, which tells no name.
TOLD_OPENLY = {
    "audit.Chain": {"seal", "rooms"},
    "audit.Event": {"verb", "subject", "detail", "seal"},
    "care.Allowance": {"number"},  # of a decision of the reviewer
    "care.SupportedPerson": {"code"},
    "hotline.Opening": {"number"},  # of a decision of the police
    "hotline.Tip": {"mark"},
}
FIELD, OF = "labtest.result", "assigned"
LEAKED = {Canary(FIELD, OF)}
WORDS = Canaries()
WORD = WORDS.word(FIELD, OF)


def test_no_field_beside_what_is_sealed_can_hold_a_word():
    """Nobody adds a name in plain letters to what lies apart, without this list being read again."""
    free = models.CharField, models.TextField, models.JSONField, models.FileField
    found: dict[str, set[str]] = {}
    for model in apps.get_models():
        for field in (
            model._meta.concrete_fields if home_of(model) != WORKING or model._meta.app_label == "audit" else ()
        ):
            if isinstance(field, free) and not field.choices:
                found.setdefault(model._meta.label, set()).add(field.name)
    assert found == TOLD_OPENLY


def in_word(text: str) -> bytes:
    made = BytesIO()
    document = Document()
    document.add_paragraph(f"Người này là {text}.")
    document.save(made)
    return made.getvalue()


def in_sheet(text: str) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(3, 2, text)
    return made.getvalue()


def in_zip_of(content: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("trong/to.bin", content)
    return made.getvalue()


SHAPES = {
    "as it was written": WORD.encode(),
    "decomposed": unicodedata.normalize("NFD", WORD).encode(),
    "without marks": search_key(WORD).encode(),
    "in capitals": WORD.upper().encode(),
    "in UTF-16": WORD.encode("utf-16"),
    "in UTF-16, the other way round": WORD.encode("utf-16-be"),
    "in hexadecimal": WORD.encode().hex().encode(),
    **{f"in base64, {skipped} on": b64encode(b"x" * skipped + WORD.encode() + b"...") for skipped in range(3)},
    "in base64 for addresses": urlsafe_b64encode(f"người {WORD}".encode()),
    "compressed": gzip.compress(f"<p>{WORD}</p>".encode()),
    "in a document": in_word(WORD),
    "in a sheet": in_sheet(WORD),
    "in a document in a zip": in_zip_of(in_word(WORD)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_word_is_found_however_it_is_packed(shape):
    assert WORDS.sweep(SHAPES[shape], "tests") in (LEAKED, {Canary("a word in another code")})


def test_a_word_is_found_on_paper():
    assert WORDS.sweep(printed([f"{WORD} " * 33] * 3, "23/11/2026"), "tests") == LEAKED


def test_what_the_machine_drew_is_found_too():
    words = Canaries()
    words.keep(b"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "second factor")
    assert words.sweep(b"otpauth://totp/lan?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "tests") == {
        Canary("second factor")
    }


@pytest.mark.parametrize("where", ["body", "title", "header", "cookie"])
def test_an_answer_that_tells_one_is_at_fault(where):
    answer = HttpResponse(f"<title>{WORD * (where == 'title')}</title>{WORD * (where == 'body')}")
    if where == "header":
        answer["Content-Disposition"] = f'attachment; filename="{WORD}.pdf"'
    if where == "cookie":
        answer.set_cookie("ten", search_key(WORD))
    assert list(faults_of(WORDS, answer, answer.content, set())) != []


def test_an_answer_that_should_show_one_and_does_not_is_at_fault():
    assert list(faults_of(WORDS, HttpResponse(WORD), WORD.encode(), LEAKED)) == []
    assert list(faults_of(WORDS, HttpResponse(""), b"", LEAKED)) != []
