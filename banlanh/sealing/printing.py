"""The three papers of the master key, one a page, by Typst with the typeface of our documents."""

import json
from pathlib import Path
from typing import cast

import typst

import vanban

TEMPLATE = Path(__file__).resolve().parent / "papers.typ"
FONTS = Path(vanban.__file__).resolve().parent / "fonts"
# Who keeps which paper (PROTECTION section 3.2, C13): no two in one office.
KEEPERS = ("Bí thư Đảng ủy", "Trưởng Công an xã", "Người rà soát truy cập")


def printed(papers: list[str], made_on: str) -> bytes:
    pages = [{"keeper": keeper, "words": words.split()} for keeper, words in zip(KEEPERS, papers, strict=True)]
    said = {"made_on": made_on, "papers": pages}
    compiler = typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return cast(bytes, compiler.compile(sys_inputs={"said": json.dumps(said, ensure_ascii=False)}, format="pdf"))
