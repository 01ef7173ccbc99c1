"""`banlanh audit`: a clerk holds an old paper against the logs (PROTECTION SEC-28)."""

import re
from datetime import timedelta

import pytest
from django.db import transaction

from banlanh import cli
from banlanh.audit.actions import NO_COMMUNE, record
from banlanh.audit.models import Event
from banlanh.audit.queries import anchor_of
from banlanh.audit.tests.test_chain import as_forger, forge_anew
from banlanh.core import clock
from banlanh.core.homes import SEALED, WORKING
from banlanh.hotline.models import Recipient

pytestmark = pytest.mark.django_db(databases="__all__")
STRANGE = "-".join(["2222"] * 5)


@pytest.fixture
def audit(commune, capsys):
    """Says the words to the command; its exit code and all that it said."""
    with transaction.atomic(using=SEALED):
        record("recipient.key_made", Recipient(commune=commune.pk), by=None)

    def run(*words: str) -> tuple[int, str]:
        ended = cli.main(["audit", *words])
        return ended, "".join(capsys.readouterr())

    return run


@pytest.fixture(autouse=True)
def _already_there(monkeypatch):
    monkeypatch.setattr(cli, "behind", dict)


@pytest.mark.parametrize("log", [WORKING, SEALED])
@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_a_code_on_paper_is_compared_with_either_log(audit, commune, log, typed):
    _, code = anchor_of(commune.pk, clock.today(), log)
    ended, said = audit("--code", typed(code))
    assert ended == cli.DONE and said.startswith("KHỚP: Xã Suối Lành, nhật ký")
    assert ("ngăn niêm phong" in said) == (log == SEALED)


def test_the_codes_of_a_day_are_those_that_the_report_prints(audit, commune):
    ended, said = audit()
    told = re.findall(r"mã ((?:\w{4}-){4}\w{4})", said)
    kept = [anchor_of(*which) for which in ((commune.pk, clock.today(), WORKING), (commune.pk, clock.today(), SEALED))]
    assert ended == cli.DONE and told[:2] == [code for _, code in kept] and "Nhật ký đăng nhập" in said
    long_ago = (clock.today() - timedelta(days=999)).isoformat()
    assert audit("--date", long_ago)[1].count("chưa có việc nào được ghi") == 3


def test_a_code_of_no_log_is_told(audit):
    ended, said = audit("--code", STRANGE)
    assert ended == cli.FAILED and "KHÔNG KHỚP" in said and STRANGE in said


def test_a_log_that_was_rewritten_whole_is_told(audit, commune):
    _, code = anchor_of(commune.pk, clock.today())
    as_forger()
    forge_anew(commune.pk, detail={"households": 999})
    assert "KHÔNG KHỚP" in audit("--code", code)[1]


def test_a_log_that_was_spoilt_behind_the_code_is_told_with_its_first_number(audit, commune):
    last, code = anchor_of(commune.pk, clock.today())
    as_forger()
    Event.objects.filter(commune=commune.pk, sequence=last - 1).update(verb="task.never")
    ended, said = audit("--code", code)
    assert ended == cli.FAILED and f"từ dòng số {last - 1}" in said
    assert not Event.objects.filter(commune=NO_COMMUNE, verb="task.never").exists()
