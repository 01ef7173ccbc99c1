"""Writes an official document as .docx, by the profile it carries."""

from vanban.document import Document

__all__ = ["write_docx"]


def write_docx(document: Document) -> bytes:
    """The bytes of an A4 .docx; the same document always gives the same bytes."""
    # python-docx is slow to import, and most visits of the product never print.
    from vanban.writing.assembly import assemble
    from vanban.writing.saving import saved

    return saved(assemble(document))
