"""A period's report as a file: of what was issued its very bytes, else the draft of this hour."""

from datetime import date

from banlanh.places.models import Place
from vanban.document import Document, from_json
from vanban.writing import write_docx, write_pdf

from . import queries
from .drafting import draft_of
from .enums import Stage
from .periods import ReportPeriod
from .tables import as_json, as_workbook

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# On a page: the parts of the document, in the classes of our sheet.
PREVIEW = {
    "page": "clause",
    "line": "text mid",
    "heading": "text h",
    "text": "text",
    "table": "data",
    "scroll": "scroll",
    "annex": "scroll",
    "figure": "num",
    "recipient": "text",
    "name": "text mid",
    "picture": "picture",
} | dict.fromkeys(("head", "foot", "rule", "cell"), "")


def file_of(commune: Place, period: ReportPeriod, ending: str) -> bytes:
    """Raises `Refused` where there is no draft."""
    report = queries.report_on(commune, period)
    issued = queries.issued_of(report) if report.stage == Stage.ISSUED else None
    if issued and ending == "docx":
        return bytes(issued.content)
    if issued:
        return written(period, ending, from_json(issued.document), issued.sheet, issued.on)
    stands = draft_of(commune, period, queries.edits_of(report))
    return written(period, ending, stands.paper, stands.now.sheet, stands.now.on)


def written(period: ReportPeriod, ending: str, document: Document, sheet: dict, on: date) -> bytes:
    if ending in ("docx", "pdf"):
        return (write_docx if ending == "docx" else write_pdf)(document)
    return (as_workbook if ending == "xlsx" else as_json)(period, sheet, on)
