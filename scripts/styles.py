"""Joins the stylesheets of the design system into the one file that a page asks for, and a second for whole documents.

A person edits `banlanh/core/static/core/css/*.css`, one file per component; a phone on 3G fetches one file.
Only comments and indentation are left out. `--check` says whether the joined files are what their parts give.
"""

import re
import sys
from pathlib import Path

CORE = Path(__file__).resolve().parent.parent / "banlanh" / "core" / "static" / "core"
# Layers decide who wins, so only `layers` has to come first; the rest is the order of reading.
PAGE = (
    "layers",
    "tokens",
    "base",
    "page",
    "button",
    "card",
    "bar",
    "picture",
    "table",
    "form",
    "state",
    "print",
)
DOCUMENT = ("sheet", "review")  # beside the first, where a document is read from end to end: a fourth of all
TARGETS = {CORE / "banlanh.css": PAGE, CORE / "document.css": DOCUMENT}


def joined(parts: tuple[str, ...]) -> str:
    """The delivered text."""
    return "".join(squeeze((CORE / "css" / f"{part}.css").read_text("utf-8")) for part in parts)


def squeeze(css: str) -> str:
    """Without comments, indentation and needless spaces; strings keep theirs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = re.split(r'("[^"]*")', css)
    pieces[::2] = [squeeze_code(piece) for piece in pieces[::2]]
    return "".join(pieces).strip() + "\n"


def squeeze_code(code: str) -> str:
    code = re.sub(r"\s+", " ", code)
    code = re.sub(r" ?([{};,]) ?", r"\1", code)
    code = re.sub(r"([\w-]): ", r"\1:", code)
    return code.replace(";}", "}")


def main() -> int:
    texts = {target: joined(parts) for target, parts in TARGETS.items()}
    if "--check" in sys.argv:
        return 0 if all(target.exists() and target.read_text("utf-8") == text for target, text in texts.items()) else 1
    for target, text in texts.items():
        target.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
