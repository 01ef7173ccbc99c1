from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from banlanh.core.homes import WORKING, home_of
from banlanh.indicators.counts.work import fallen
from banlanh.indicators.facts import Facts
from banlanh.indicators.registry import reported
from banlanh.indicators.sheet import sheet_of
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.records.registry import KINDS

from .enums import Verb
from .models import IssuedReport, OfficeForm, ParagraphEdit, Report, SignedReport
from .periods import ReportPeriod
from .signing import holds
from .tables import rows_of, said


class Change(NamedTuple):
    """A figure that is counted otherwise today than in the paper that left the office."""

    name: str
    then: str
    now: str


def report_on(commune: Place, period: ReportPeriod) -> Report:
    """The report on the period; one that is not kept yet where nobody has done anything to it."""
    known = Report.objects.for_place(commune).with_steps().select_related("body", "commune")
    found = known.filter(kind=period.kind, code=period.code).first()
    return found or Report(commune=commune, kind=period.kind, code=period.code)


def standing_body(commune: Place) -> Body | None:
    return Body.objects.for_place(commune).current().filter(kind=BodyKind.POLICE_CELL).first()


def edits_of(report: Report) -> list[ParagraphEdit]:
    """What people wrote last, each place once."""
    return [] if report._state.adding else list(report.edits.filter(replaced_by=None).select_related("by"))


def issued_of(report: Report) -> IssuedReport | None:
    """The report as it last left the office."""
    if not report.last(Verb.ISSUE):
        return None
    found = report.issued.select_related("number").defer("document", "rows")  # large, and seldom read
    return found.order_by("issued_on", "id").last()


def signed_of(issued: IssuedReport) -> list[tuple[SignedReport, bool | None]]:
    """The signed copies of the paper, and whether each still holds."""
    return [(each, holds(bytes(each.content))) for each in SignedReport.objects.of(issued)]


def forms_of(commune: Place) -> QuerySet[OfficeForm]:
    """The forms in use, without their files."""
    return OfficeForm.objects.for_place(commune).in_use().defer("content").select_related("by")


def changes_since(issued: IssuedReport) -> list[Change]:
    """What is counted otherwise today, of the same days and as of the same day: shown beside the paper, never in it."""
    then, now = rows_of(issued.sheet, issued.on), rows_of(sheet_today(issued), issued.on)
    before = {row["key"]: told(row) for row in then}
    return [
        Change(said(row)[0], before.get(row["key"], ""), told(row))
        for row in now
        if before.get(row["key"]) != told(row)
    ]


def told(row: dict[str, Any]) -> str:
    _, n, m, share, _ = said(row)
    return f"{n}/{m} ({share})" if m else n


def sheet_today(issued: IssuedReport) -> dict:
    """The sheet of the paper's own days and day, from all that is recorded by now."""
    first, last = map(date.fromisoformat, issued.sheet["month"]["days"])
    return sheet_of(issued.report.commune, on=issued.on, span=(first, last))


def rows_behind(facts: Facts) -> dict[str, list[list]]:
    """The records and duties that the figures counted: by number, body and days, nothing of what they say."""
    period = reported(facts)
    inside = (period.first, min(period.last, facts.on))
    models = {kind.model for kind in KINDS.values() if home_of(kind.model) == WORKING}
    found: dict[str, list[list]] = {}
    for model in sorted(models, key=lambda each: each._meta.label_lower):
        records = model._default_manager.filter(commune=facts.commune, voided_at=None, happened_on__lte=facts.on)
        records = records.filter(Q(happened_on__range=inside) | Q(covers_on__range=inside)).order_by("pk")
        rows = records.values_list("pk", "body", "happened_on", "covers_on")
        found[model._meta.label_lower] = [
            [str(pk), body, on.isoformat(), covers.isoformat()] for pk, body, on, covers in rows
        ]
    due = [[each.duty.pk, each.duty.body_id, each.duty.task_id, each.state.value] for each in fallen(facts, period)]
    return found | {"plans.duty": sorted(due)}
