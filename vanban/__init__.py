"""Reads and writes official Vietnamese documents. Knows no Django and no room of the product.

Reading: `read(file)` gives a `Reading`; `Unreadable` says in Vietnamese why a file cannot be read.
Writing: a `Document` (its parts are in `vanban.document`) by `write_docx`, `write_pdf`, `write_html`; `Unwritable`
says in Vietnamese which field is wrong.
Names are fetched on first use, so that `import vanban` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.document import Document, Unwritable, as_json, from_json
    from vanban.letterhead import Letterhead, Signer
    from vanban.reading import Clause, Heading, Reading, read
    from vanban.source import Unreadable
    from vanban.targets import Target
    from vanban.tasks import Task
    from vanban.writing import write_docx, write_html, write_pdf

__all__ = [
    "Clause",
    "Document",
    "Heading",
    "Letterhead",
    "Reading",
    "Signer",
    "Target",
    "Task",
    "Unreadable",
    "Unwritable",
    "as_json",
    "from_json",
    "read",
    "write_docx",
    "write_html",
    "write_pdf",
]

_HOMES = {
    "Clause": "vanban.reading",
    "Document": "vanban.document",
    "Heading": "vanban.reading",
    "Letterhead": "vanban.letterhead",
    "Reading": "vanban.reading",
    "Signer": "vanban.letterhead",
    "Target": "vanban.targets",
    "Task": "vanban.tasks",
    "Unreadable": "vanban.source",
    "Unwritable": "vanban.document",
    "as_json": "vanban.document",
    "from_json": "vanban.document",
    "read": "vanban.reading",
    "write_docx": "vanban.writing",
    "write_html": "vanban.writing",
    "write_pdf": "vanban.writing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
