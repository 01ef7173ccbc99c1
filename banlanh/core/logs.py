"""What a log line holds: when, where in the code, which kind of page; nothing that anybody typed (PROTECTION SEC-52).

What an error says may be a person's words, or a row that the database did not take; so its kind and its way are told,
and the page by its pattern, since an address may hold a code.
"""

import logging
import traceback
from pathlib import Path

PRODUCT = Path(__file__).resolve().parents[2]
OURS = ("banlanh", "vanban")  # who chose their words to be read here
logging.raiseExceptions = False  # where a line cannot be written, Python would print all that it was about


class Formatter(logging.Formatter):
    """One line, and below it where an error came from, the first cause first."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {said(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *way(error)])


def said(record: logging.LogRecord) -> str:
    """Of a request its page; our own words; of others only where in the code they said something."""
    if hasattr(record, "request"):
        match = getattr(record.request, "resolver_match", None)
        status = getattr(record, "status_code", "")
        return f"{status} {record.request.method} {match.route if match else '?'}"
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    return f"{place(record.pathname)}:{record.lineno}"


def way(error: BaseException | None) -> list[str]:
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {place(each.filename)}:{each.lineno} {each.name}" for each in frames]
    return [*way(before), *lines, f"{type(error).__module__}.{type(error).__qualname__}"]


def place(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(PRODUCT) if path.is_relative_to(PRODUCT) else path)
