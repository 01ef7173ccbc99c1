"""A report as its page shows it: written out once between two events, for all whose posts reach as far (ADR 10).

The page itself has forms, whose tokens and numbers are one person's: it is never kept. The text between them is.
"""

from django.db.models import BigIntegerField, QuerySet
from django.template.loader import render_to_string

from banlanh.accounts.reach import Reach
from banlanh.audit.memory import keep, recalled, remembered
from banlanh.audit.models import Chain
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from banlanh.sealing.closed import or_refused
from banlanh.sealing.master import SHUT
from vanban.document import from_json
from vanban.writing import write_html

from . import queries
from .drafting import Draft, draft_of
from .files import PREVIEW
from .models import IssuedReport, Report
from .periods import ReportPeriod


def draft_shown(report: Report, period: ReportPeriod, reach: Reach, *, may_edit: bool) -> str:
    """The draft as HTML. Raises `Refused` where there is none; one that says that a sealed room is shut is not kept."""
    commune = reach.commune  # it knows its version, the report's own may not
    version = seals_of(commune)
    what = ("draft", commune.pk, period, clock.today(), reach.key, may_edit)
    known, html = recalled(what)
    if version and known == version:
        return str(html)
    html = written_out(draft_of(commune, period, queries.edits_of(report)), reach, may_edit=may_edit)
    if version and SHUT not in html:
        keep(version, what, html)
    return html


def paper_shown(issued: IssuedReport) -> str:
    """The paper that left the office as HTML: it never changes, whatever happens."""
    return remembered(issued.sha256, ("paper", issued.pk), lambda: write_html(from_json(issued.document), PREVIEW))


def seals_of(commune: Place) -> str:
    """Of both logs: the draft tells what windows of the sealed rooms tell, and how far their log has come.

    Nothing where there is no version: then nothing is kept.
    """
    try:
        with or_refused():
            [sealed] = SEALED_SEAL(commune=commune.pk) or [""]
    except Refused:
        return ""
    return f"{commune.version} {sealed}" if commune.version else ""


@Question
def SEALED_SEAL() -> QuerySet:
    head = Chain.objects.using(SEALED).filter(commune=Slot("commune", BigIntegerField()))
    return head.order_by().values_list("seal", flat=True)


def written_out(draft: Draft, reach: Reach, *, may_edit: bool) -> str:
    lines = [(line, line.pieces(reach), line.cells(reach)) for line in draft.lines]
    page = {"title": draft.document.title, "lines": lines, "period": draft.period, "may_edit": may_edit}
    return render_to_string("reports/_draft.html", page)
