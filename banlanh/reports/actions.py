"""The only door to reports that people write, approve and send. Each verb locks the commune's log first."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.documents.actions import next_number, record_issue
from banlanh.documents.enums import DocumentType
from banlanh.documents.models import GivenNumber
from banlanh.indicators.facts import Facts
from banlanh.places.models import Place
from vanban.document import Document, as_json, from_json
from vanban.writing import write_docx, write_pdf

from . import queries, rules
from .drafting import draft_of, is_live, refuse_early
from .enums import Verb
from .models import IssuedReport, ParagraphEdit, Report, ReportStep, SignedReport
from .periods import ReportPeriod
from .signing import sign_pdf

LONGEST_TITLE = 300
LONGEST_NAME = 300  # of a certificate's subject


def locked_report(commune: Place, period: ReportPeriod) -> Report:
    """The report, locked with the log; its row is not made before a rule has allowed what is asked."""
    locked(commune.pk)
    refuse_early(period)
    return queries.report_on(commune, period)


def begun(report: Report) -> Report:
    """With its row, made by the first thing that anybody does to it."""
    if report._state.adding:
        body = queries.standing_body(report.commune)
        if body is None:
            raise Refused("Xã chưa có Chi bộ Công an trong danh sách đơn vị. Xin thêm đơn vị này rồi làm báo cáo.")
        report.body = body
        report.save(force_insert=True)
    return report


@transaction.atomic
def edit_paragraph(
    commune: Place,
    period: ReportPeriod,
    *,
    id: UUID,
    by: User,
    heading: str,
    was: str,
    text: str,
    replaces: UUID | None = None,
) -> ParagraphEdit:
    """Write `text` in place of what the figures said. The same id again changes nothing; nobody overwrites another."""
    report = locked_report(commune, period)
    known = report.edits.filter(pk=id).first()
    if known:
        return known
    rules.may_edit(by, report)
    before = report.edits.filter(pk=replaces).first() if replaces else None
    refuse_meanwhile(report, heading, was, before)
    edit = ParagraphEdit(
        id=id, report=begun(report), heading=heading, was=was, text=text, replaces=before, by=by, at=clock.now()
    )
    edit.save(force_insert=True)
    write_event("report.edited", report, by=by, edit=str(id))
    return edit


def refuse_meanwhile(report: Report, heading: str, was: str, before: ParagraphEdit | None) -> None:
    """Whether somebody else has written on the same paragraph since the form was opened."""
    here = report.edits.filter(replaces=before) if before else report.edits.filter(heading=heading, was=was)
    other = next((each for each in here.filter(replaced_by=None).select_related("by") if before or is_live(each)), None)
    if other:
        raise Refused(
            f"Đồng chí {other.by.full_name} vừa sửa đoạn này. Chữ đồng chí gõ còn nguyên dưới đây: "
            "xin xem câu mới, rồi ghi lại nếu vẫn cần."
        )


@transaction.atomic
def take_step(
    commune: Place, period: ReportPeriod, verb: Verb, *, id: UUID, by: User, note: str = "", since: date | None = None
) -> ReportStep:
    """Take the report one step on or back. The same id again changes nothing."""
    report = locked_report(commune, period)
    known = report.steps.filter(pk=id).first()
    if known:
        return known
    rules.MAY[verb](by, report)
    if verb == Verb.ISSUE:
        issue(report, id=id, by=by, since=since)
    approved = approved_now(report, period) if verb == Verb.APPROVE else None
    step = ReportStep(id=id, report=begun(report), verb=verb, by=by, at=clock.now(), note=note, approved=approved)
    step.save(force_insert=True)
    write_event(f"report.{verb.name.lower()}", report, by=by, code=report.code)
    return step


def approved_now(report: Report, period: ReportPeriod) -> dict:
    """All that is approved: what will be issued is this, whatever is recorded meanwhile."""
    draft = draft_of(report.commune, period, queries.edits_of(report))
    facts = Facts(report.commune, draft.now.on, span=draft.now.days)
    return {
        "document": as_json(draft.paper),
        "sheet": draft.now.sheet,
        "rows": queries.rows_behind(facts),
        "on": draft.now.on.isoformat(),
        "code": draft.code,
    }


def issue(report: Report, *, id: UUID, by: User, since: date | None) -> IssuedReport:
    """Give what was approved its number and its day, and keep its very bytes."""
    approved, today = report.approved, clock.today()
    given = next_number(id=id, body=report.body, type=DocumentType.REPORT, on=today, by=by, since=since)
    document = numbered(from_json(approved["document"]), given, today)
    content = write_docx(document)
    issued = IssuedReport(
        report=report,
        number=given,
        issued_on=today,
        on=date.fromisoformat(approved["on"]),
        document=as_json(document),
        sheet=approved["sheet"],
        rows=approved["rows"],
        code=approved["code"],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    issued.save(force_insert=True)
    send(issued, document, by=by)
    return issued


def numbered(document: Document, given: GivenNumber, on: date) -> Document:
    return replace(document, letterhead=replace(document.letterhead, number=str(given), on=on))


def send(issued: IssuedReport, document: Document, *, by: User) -> None:
    """What was issued is a paper like any other: it proves the duty to report."""
    head = document.letterhead
    record_issue(
        id=issued.pk,
        body=issued.report.body,
        by=by,
        happened_on=issued.issued_on,
        type=DocumentType.REPORT,
        number=f"{head.number}-{head.symbol}",
        title=document.title[:LONGEST_TITLE],
        covers_on=issued.on,
    )


def made_again(issued: IssuedReport) -> bytes:
    """The paper from what was frozen, by the same writer: the same bytes."""
    return write_docx(from_json(issued.document))


@transaction.atomic
def sign_issued(issued: IssuedReport, *, key: bytes, passphrase: bytes, by: User | None) -> SignedReport:
    """Keep the PDF of what was issued, signed with the key file, beside the frozen bytes; the same key signs once."""
    report = issued.report
    locked(report.commune_id)
    content, whose = sign_pdf(write_pdf(from_json(issued.document)), key=key, passphrase=passphrase)
    whose = whose[:LONGEST_NAME]
    known = SignedReport.objects.of(issued).filter(whose=whose).first()
    if known:
        return known
    signed = SignedReport(issued=issued, whose=whose, content=content, at=clock.now())
    signed.save(force_insert=True)
    write_event("report.signed", report, by=by, code=report.code, sha256=hashlib.sha256(content).hexdigest())
    return signed
