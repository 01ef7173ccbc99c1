"""Canaries (PROTECTION SEC-12, SEC-52): a word for each protected field that lies nowhere else, and how it is found.

A word is Vietnamese at its edges and plain letters within, so its middle stays the same composed or decomposed, without
marks, in an address and in JSON. Zips and .docx, .xlsx, PDF and gzip are opened before they are searched.
"""

import gzip
import random
import re
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pypdfium2

MARK = "qzvxhkwj"  # in every word; no language has it
OWN = 8  # letters of a word's own
LETTERS = "abcdefghiklmnoprstuy"
AS_WRITTEN = re.compile(rf"{MARK}([a-z]{{{OWN}}})".encode(), re.IGNORECASE)
IN_UTF_16 = re.compile("\0".join(MARK).encode() + rf"((?:\0[a-z]){{{OWN}}})".encode(), re.IGNORECASE)
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


class Canary(NamedTuple):
    """Which field it was written into, and whose."""

    field: str
    of: str = ""


def coded(secret: bytes) -> list[bytes]:
    """How `secret` lies in hexadecimal and, wherever it begins, in base64."""
    inside = [b64encode(bytes(skipped) + secret).rstrip(b"=") for skipped in range(3)]
    base64 = [text[(skipped * 8 + 5) // 6 : -1] for skipped, text in enumerate(inside)]
    return [secret.hex().encode(), secret.hex().upper().encode(), *base64]


MARK_CODED = coded(MARK.encode())


class Canaries:
    """The words that were planted, each with its field; how much was searched for them, by kind."""

    def __init__(self):
        self.random = random.Random(20261123)
        self.planted: dict[str, Canary] = {}
        # What the machine drew and nobody chose, keys and codes, in every way in which it may lie somewhere.
        self.secrets: dict[tuple[bytes, ...], Canary] = {}
        self.answers, self.bytes = Counter[str](), Counter[str]()

    def word(self, field: str, of: str = "") -> str:
        own = "".join(self.random.choices(LETTERS, k=OWN))
        self.planted[own] = Canary(field, of)
        return f"sẻ{MARK}{own}ở"

    def keep(self, secret: bytes, field: str, of: str = "") -> None:
        self.secrets[secret, secret.decode("latin-1").encode("utf-16-le"), *coded(secret)] = Canary(field, of)

    def sweep(self, content: bytes, kind: str) -> set[Canary]:
        """What `content` tells, whatever it is packed in."""
        self.answers[kind] += 1
        self.bytes[kind] += len(content)
        return {canary for plain in unpacked(content) for canary in self.read(plain)}

    def read(self, content: bytes) -> Iterator[Canary]:
        for shape in (AS_WRITTEN, IN_UTF_16):
            for own in shape.findall(content):
                yield self.named(own.replace(b"\0", b"").decode().lower())
        if any(each in content for each in MARK_CODED):
            yield Canary("a word in another code")
        yield from (canary for shapes, canary in self.secrets.items() if any(each in content for each in shapes))

    def named(self, own: str) -> Canary:
        return self.planted.get(own, Canary("a word of nobody's"))


def unpacked(content: bytes) -> Iterable[bytes]:
    """`content` as it is, and everything that lies in it."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from unpacked(packed.read(name))
    elif content.startswith(b"%PDF") and b"endobj" in content:  # the tests' uploads are often its first line alone
        yield from in_pdf(content)


def in_pdf(content: bytes) -> Iterator[bytes]:
    """What is read on its pages, without the spaces that setting leaves; what it tells of itself; its streams."""
    for stream in STREAM.findall(content):
        try:
            yield zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
    document = pypdfium2.PdfDocument(content)
    try:
        yield str(document.get_metadata_dict()).encode()
        for page in document:
            yield "".join(page.get_textpage().get_text_range().split()).encode()
    finally:
        document.close()
