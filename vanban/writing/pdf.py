"""The same page as the .docx, made into PDF by Typst, with a typeface as wide as Times New Roman."""

import json
from dataclasses import asdict
from typing import Any, Literal, cast

import typst

from vanban.document import Document
from vanban.writing import wording
from vanban.writing.layout import lay_out
from vanban.writing.typesetting import compiler


def printed(document: Document) -> bytes:
    words = json.dumps(_words(document), ensure_ascii=False)
    try:
        return _compiled(words, "a-2b")
    except typst.TypstError:
        # A sign that our typeface lacks: an archive must not hold it, a printer shows a box in its place.
        return _compiled(words, None)


def _compiled(words: str, standard: Literal["a-2b"] | None) -> bytes:
    """Words travel as one value beside the template, never inside it: nothing in them is ever markup."""
    pdf = compiler("official.typ").compile(sys_inputs={"document": words}, format="pdf", pdf_standards=standard)
    return cast(bytes, pdf)


def _words(document: Document) -> dict[str, Any]:
    on = document.letterhead.on
    about = {
        "named": wording.line(f"{document.kind}\n{document.title}"),
        "on": {"year": on.year, "month": on.month, "day": on.day},
    }
    return asdict(lay_out(document)) | about
