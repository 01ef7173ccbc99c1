"""Typst, kept between two pages: one compiler for each template and thread."""

import threading
from pathlib import Path

import typst

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "fonts"

# A compiler serves one thread, and is kept: each new one uses up numbers of which a process has 65,536.
_own = threading.local()


def compiler(template: str) -> typst.Compiler:
    """Knows our typeface only, whatever the machine has."""
    if not hasattr(_own, template):
        made = typst.Compiler(str(_HERE / template), font_paths=[str(_FONTS)], ignore_system_fonts=True)
        setattr(_own, template, made)
    kept: typst.Compiler = getattr(_own, template)
    return kept
