"""The secretary reads the month's report, corrects three sentences and issues it, without leaving the page."""

import pytest

from banlanh.accounts.models import User
from banlanh.demo.people import PASSWORD
from banlanh.reports.models import IssuedReport
from tests.support.evening import MORE, Evening, submit
from tests.support.factor import show_factor

from .pages import sign_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]


def test_three_sentences_are_corrected_and_the_report_is_issued(demo, page, server):
    submit(demo, User.objects.get(username="vanphong"))
    sign_in(page, server, "bithu", PASSWORD)
    show_factor()
    evening = Evening(page, server)
    hand = evening.spend()
    issued = IssuedReport.objects.get(report__commune=demo)
    assert str(issued.document).count(MORE.strip()) == 3
    assert "Bản ban hành" in text_of(page.content())
    assert evening.read > 300
    # Three times: the paragraph, its field, to write it; then to approve, the series' first day, to issue.
    assert hand.taps == 3 * 3 + 3
