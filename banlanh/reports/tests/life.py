"""What tests of a report's life say over and over."""

from datetime import date

from banlanh.accounts.models import User
from banlanh.core.ids import uuid7
from banlanh.outreach.actions import record_airing
from banlanh.reports import queries
from banlanh.reports.actions import edit_paragraph, take_step
from banlanh.reports.drafting import Draft, Line, draft_of
from banlanh.reports.enums import Verb
from banlanh.reports.models import IssuedReport, Report
from tests.support.commune import appoint, body_of, lan

NOVEMBER = "2026-11"
TERM = date(2025, 7, 1)


def report(commune, period) -> Report:
    return queries.report_on(commune, period)


def draft(commune, period) -> Draft:
    return draft_of(commune, period, queries.edits_of(report(commune, period)))


def line_with(commune, period, words: str) -> Line:
    return next(line for line in draft(commune, period).lines if line.is_editable and words in line.was)


def write(commune, period, line: Line, text: str, by, **more):
    """As the page's form does it."""
    replaces = line.edit.pk if line.edit else None
    fields = {"id": uuid7(), "heading": line.heading, "was": line.was, "text": text, "replaces": replaces} | more
    return edit_paragraph(commune, period, by=by, **fields)


def step(commune, period, verb, by, **more):
    return take_step(commune, period, verb, **{"id": uuid7(), "by": by} | more)


def chairman(commune):
    return appoint("hung", "Hoàng Văn Hùng", "R2", body_of(commune, "Ủy ban nhân dân xã"))


def issued(commune, period, secretary) -> IssuedReport:
    """Submitted by the chairman, approved and issued by the secretary."""
    step(commune, period, Verb.SUBMIT, chairman(commune))
    step(commune, period, Verb.APPROVE, secretary)
    step(commune, period, Verb.ISSUE, secretary, since=TERM)
    return queries.issued_of(report(commune, period))


def air(commune, day: int, *, month: int = 11, language: str = "vie"):
    return record_airing(
        id=uuid7(), body=body_of(commune, "Thôn Nà Lìn"), by=lan_of(commune), happened_on=date(2026, month, day),
        slot="morning", languages=[language], minutes=15,
    )  # fmt: skip


def lan_of(commune):
    return User.objects.filter(username="lan").first() or lan(commune)
