"""Documents of every kind, each damaged in a way that its number decides, and what reading one comes to."""

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import typst
from lxml import etree

from vanban import Unreadable, confined, office, read
from vanban.tests.hostile import page_of, pdf_that_draws
from vanban.tests.samples import PLAN
from vanban.tests.web_files import portal_page, word_page
from vanban.tests.word_files import word_plan

LETTERHEAD = (("ĐẢNG BỘ TỈNH NÚI XANH\nĐẢNG ỦY XÃ SUỐI LÀNH\n*\nSố 07-KH/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM"),)
TABLE = (
    "| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Dọn vệ sinh | Các thôn | Hằng tháng |\n"
)
TAG = re.compile(rb"<[^<>]{1,200}>")
# Two columns, paragraphs and a ruled table, set by hand so that damage reaches what is drawn.
DRAWN = b"".join(
    [
        b"BT /F 12 Tf 70 780 Td (UBND XA A) Tj 230 0 Td (CONG HOA XA HOI CHU NGHIA) Tj ET ",
        b"BT /F 12 Tf 70 765 Td (So: 1/KH-UBND) Tj 230 0 Td (A, ngay 01 thang 02 nam 2026) Tj ET ",
        *(
            b"BT /F 12 Tf %d %d Td (%d. Giao Cong an xa chu tri, hang thang) Tj ET " % (90, 700 - 15 * n, n)
            for n in range(9)
        ),
        *(b"0.5 w 70 %d m 500 %d l S " % (400 - 30 * n, 400 - 30 * n) for n in range(5)),
        *(b"%d 400 m %d 280 l S " % (70 + 215 * n, 70 + 215 * n) for n in range(3)),
        *(b"BT /F 12 Tf %d %d Td (o %d) Tj ET " % (80 + 215 * (n % 2), 380 - 30 * (n // 2), n) for n in range(8)),
    ]
)
MOST_CHANGES = 6
WRONG = (b"0", b"-1", b"99999999999", b"4294967295", b"1e9", b"x", b"", "²".encode())


@dataclass(frozen=True)
class Seed:
    name: str
    content: bytes


@cache
def seeds() -> tuple[Seed, ...]:
    body = PLAN[PLAN.index("KẾ HOẠCH") :]
    found = [
        Seed("plan.md", (PLAN + TABLE).encode()),
        Seed("plan.txt", PLAN.encode()),
        Seed("utf16.txt", PLAN.encode("utf-16")),
        Seed("word.htm", word_page(PLAN + TABLE)),
        Seed("portal.html", portal_page(PLAN)),
        Seed("deep.html", page_of("<div><table><tr><td>", "</td></tr></table></div>", 40)),
        Seed("plan.pdf", typst.compile(_typst(PLAN).encode())),
        Seed("plain.pdf", pdf_that_draws(DRAWN)),
        Seed("plan.rtf", b"{\\rtf1\\ansi viec}"),
    ]
    for lists in ("typed", "bullets", "numbered"):
        found.append(Seed(f"{lists}.docx", word_plan(body + "\n**TM**", lists=lists, letterhead=LETTERHEAD)))
    return tuple(found)


def _typst(text: str) -> str:
    """The text set by typst, which prints no mark of its own language."""
    escaped = re.sub(r"([\\*_#$@<>`=+/\[\]-])", r"\\\1", text)
    ruled = "#table(columns: 3, [TT], [Nhiệm vụ], [Chủ trì], [1], [Dọn vệ sinh], [Các thôn])"
    return "#set page(margin: 2cm)\n" + escaped.replace("\n", "\n\n") + ruled


def damaged(number: int) -> Seed:
    """The document of that number: always the same."""
    chance = random.Random(number)
    seed = chance.choice(seeds())
    is_package = seed.content.startswith(b"PK")
    if is_package and chance.random() < 0.8:
        return Seed(seed.name, _in_a_part(seed.content, chance))
    content = _changed(seed.content, chance)
    if seed.name.endswith((".md", ".txt")) and chance.random() < 0.8:  # still text
        content = content.decode("utf-16" if seed.name.startswith("utf16") else "utf-8", "ignore").encode()
    return Seed(seed.name, content)


def _in_a_part(content: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [
            part for part in old.namelist() if part.startswith(("word/document", "word/numb", "word/sty", "_rels"))
        ]
        chosen = chance.choice([*parts, "word/document.xml"])
        for part in old.namelist():
            held = old.read(part)
            change = _changed if chance.random() < 0.3 else _regrown
            new.writestr(part, change(held, chance) if part == chosen else held)
    return stream.getvalue()


def _regrown(xml: bytes, chance: random.Random) -> bytes:
    """A part that is still XML, with elements gone, put elsewhere, put twice, and with other figures in them."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        change = chance.randrange(4)
        if change == 0 and one.getparent() is not None:
            one.getparent().remove(one)
        elif change == 1:
            other.append(copy.deepcopy(one))
        elif change == 2 and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(WRONG).decode())
        elif change == 3:
            one.text = chance.choice(["", "I. ", "- ", "\u202e", "1. Giao Công an xã ", "%1%2%9."])
    return etree.tostring(root)


def _changed(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, MOST_CHANGES)):
        content = chance.choice(CHANGES)(content, chance)
    return content


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _flip(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _drop(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + content[at + chance.randrange(1, 400) :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    at, length = _place(content, chance), chance.randrange(1, 400)
    return content[:at] + content[at : at + length] * chance.choice([2, 3, 50]) + content[at:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def _splice(content: bytes, chance: random.Random) -> bytes:
    other = chance.choice(seeds()).content
    at, start = _place(content, chance), _place(other, chance)
    return content[:at] + other[start : start + chance.randrange(1, 2000)] + content[at:]


def _swap_tags(content: bytes, chance: random.Random) -> bytes:
    """Another tag of the document in place of one: well formed no more, or otherwise nested."""
    tags = list(TAG.finditer(content))
    if not tags:
        return _flip(content, chance)
    one, other = chance.choice(tags), chance.choice(tags)
    return content[: one.start()] + other.group() * chance.choice([0, 1, 2]) + content[one.end() :]


def _figures(content: bytes, chance: random.Random) -> bytes:
    """A figure made huge, negative or no figure."""
    figures = list(re.finditer(rb"\d+", content))
    if not figures:
        return _flip(content, chance)
    found = chance.choice(figures)
    return content[: found.start()] + chance.choice(WRONG) + content[found.end() :]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _flip,
    _drop,
    _repeat,
    _cut,
    _splice,
    _swap_tags,
    _swap_tags,
    _figures,
)


def outcome(seed: Seed) -> tuple[str, BaseException | None]:
    """ "read", or "refused" with what the parser raised where it was that. Anything else comes out as it is.

    The parsers run in this process, and LibreOffice not at all.
    """
    try:
        read(seed.content, seed.name)
    except Unreadable as refusal:
        return "refused", refusal.__cause__
    return "read", None


def parse_here(patch: Any) -> None:
    """Let `patch` (pytest's, or anything with `setattr`) put the parsers into this process."""
    patch.setattr(confined, "confined_lines", confined.lines_here)
    patch.setattr(confined, "READERS", confined.READERS | {"office": "vanban.tests.mutations:no_office"})
    patch.setattr(office.shutil, "which", lambda name: None)


def no_office(content: bytes) -> list[Any]:
    office.docx_of(content)
    return []
