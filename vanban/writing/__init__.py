"""Writes an official document as .docx, PDF or HTML, by the profile it carries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vanban.document import Document
from vanban.writing.numbers import numbered

if TYPE_CHECKING:
    from vanban.writing.html import Html

__all__ = ["numbered", "write_docx", "write_html", "write_pdf"]

# python-docx and typst are slow to import, and most visits of the product never print.


def write_docx(document: Document) -> bytes:
    """The bytes of an A4 .docx; the same document always gives the same bytes."""
    from vanban.writing.assembly import assemble
    from vanban.writing.saving import saved

    return saved(assemble(document))


def write_pdf(document: Document) -> bytes:
    """The bytes of an A4 PDF (PDF/A-2b) of the same page; the same document always gives the same bytes."""
    from vanban.writing.pdf import printed

    return printed(document)


def write_html(document: Document, classes: Mapping[str, str] | None = None) -> "Html":
    """The same page as a fragment of HTML: an `article` without script, style or address but of a picture
    that it holds itself, for any page to hold.

    `classes` gives parts a class of yours in place of "vb-" and the part's name: "page", "head", "line", "rule",
    "to", "heading", "text", "scroll", "table", "cell", "figure", "foot", "recipient", "name", "annex", "picture".
    """
    from vanban.writing.html import fragment

    return fragment(document, classes or {})
