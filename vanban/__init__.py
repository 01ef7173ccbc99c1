"""Reads and writes official Vietnamese documents. Knows no Django and no room of the product.

Reading: `read(file)` gives a `Reading`; `Unreadable` says in Vietnamese why a file cannot be read.
Names are fetched on first use, so that `import vanban` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.letterhead import Letterhead, Signer
    from vanban.reading import Clause, Heading, Reading, read
    from vanban.source import Unreadable
    from vanban.targets import Target
    from vanban.tasks import Task

__all__ = ["Clause", "Heading", "Letterhead", "Reading", "Signer", "Target", "Task", "Unreadable", "read"]

_HOMES = {
    "Clause": "vanban.reading",
    "Heading": "vanban.reading",
    "Letterhead": "vanban.letterhead",
    "Reading": "vanban.reading",
    "Signer": "vanban.letterhead",
    "Target": "vanban.targets",
    "Task": "vanban.tasks",
    "Unreadable": "vanban.source",
    "read": "vanban.reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
