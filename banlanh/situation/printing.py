"""The hotline's poster, by Typst with the typeface of our documents. Words travel as one value, never as markup."""

import json
import threading
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import segno
import typst

import vanban

from . import queries
from .models import HotlineNumber, PosterText

TEMPLATE = Path(__file__).resolve().parent / "poster.typ"
FONTS = Path(vanban.__file__).resolve().parent / "fonts"
PAPERS = ("a4", "a3")

# A compiler serves one thread, and is kept: each new one uses up numbers of which a process has 65,536.
own = threading.local()


def printed(line: HotlineNumber, beside: PosterText | None, paper: str) -> bytes:
    """The PDF of one page: the number, in Vietnamese and beside it in the language of `beside`."""
    if not hasattr(own, "compiler"):
        own.compiler = typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
    said = json.dumps(poster_words(line, beside, paper), ensure_ascii=False)
    return cast(bytes, own.compiler.compile(sys_inputs={"poster": said}, format="pdf"))


def poster_words(line: HotlineNumber, beside: PosterText | None, paper: str) -> dict[str, Any]:
    texts = [{"call": queries.CALL, "promise": queries.PROMISE}]
    if beside:
        texts.append({"call": beside.call, "promise": beside.promise})
    return {
        "paper": paper,
        "title": f"Đường dây nóng {line}",
        "issuer": f"Đường dây nóng {line.body}{of_the_commune(line)}",
        "number": str(line).replace(" ", "\N{NO-BREAK SPACE}"),
        "officer": line.officer,
        "texts": texts,
        "qr": qr(f"tel:{line.number}"),
    }


def of_the_commune(line: HotlineNumber) -> str:
    """ " Suối Lành" behind "Công an xã"; nothing where the body's name says it already."""
    return "" if line.commune.name in line.body.name else f" {line.commune.name}"


def qr(address: str) -> str:
    """The number as a picture (SVG): a phone's camera offers to call it, also where the paper is torn."""
    drawn = BytesIO()
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()
