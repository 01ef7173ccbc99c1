"""Locked level by level: while those above hold a period, the commune does not reopen it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.reports import queries
from banlanh.reports.enums import NEEDS_A_REASON, Stage, Verb
from banlanh.reports.models import ReportStep
from tests.support.commune import appoint, body_of
from tests.system.pages import text_of

from .life import air, issued, report, step

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
PAPER = "Công văn 215-CV/BCĐ ngày 23/11/2026 của Ban Chỉ đạo tỉnh"
HERE = "/bao-cao/ky/2026-11/"


@pytest.fixture
def sent(commune, plan, november, secretary):
    return issued(commune, november, secretary)


def lock(commune, november, by, verb=Verb.LOCK_ABOVE):
    return step(commune, november, verb, by, note=PAPER)


def test_while_those_above_hold_it_the_commune_does_not_reopen(commune, november, secretary, sent):
    lock(commune, november, secretary)
    with pytest.raises(Refused, match="215-CV/BCĐ"):
        step(commune, november, Verb.REOPEN, secretary, note="sai số")
    assert report(commune, november).stage == Stage.ISSUED
    lock(commune, november, secretary, Verb.UNLOCK_ABOVE)
    assert report(commune, november).stage == Stage.ISSUED and not report(commune, november).lock_above
    step(commune, november, Verb.REOPEN, secretary, note="sai số")
    assert report(commune, november).stage == Stage.DRAFT


@pytest.mark.parametrize(
    ("role", "body", "locks", "unlocks"),
    [
        ("R1", "Đảng ủy xã", True, True),
        ("R2", "Ủy ban nhân dân xã", True, True),
        ("R3", "Công an xã", True, False),
        ("R12", "Văn phòng Đảng ủy", True, False),
        ("R5", "Đảng ủy xã", False, False),
        ("R7", "Thôn Sín Chải", False, False),
        ("R15", "Đảng ủy xã", False, False),
    ],
)
def test_the_office_tells_of_the_lock_and_who_approves_of_its_end(
    commune, november, secretary, sent, role, body, locks, unlocks
):
    somebody = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    assert succeeds(commune, november, somebody, Verb.LOCK_ABOVE) == locks
    if not locks:
        lock(commune, november, secretary)
    assert succeeds(commune, november, somebody, Verb.UNLOCK_ABOVE) == unlocks


def succeeds(commune, november, somebody, verb) -> bool:
    try:
        lock(commune, november, somebody, verb)
    except Refused:
        return False
    return True


def test_only_what_was_issued_is_locked_and_only_once(commune, plan, november, secretary):
    with pytest.raises(Refused, match="chưa ban hành"):
        lock(commune, november, secretary)
    issued(commune, november, secretary)
    again = {"id": uuid7(), "note": PAPER}
    for _ in range(2):
        step(commune, november, Verb.LOCK_ABOVE, secretary, **again)
    with pytest.raises(Refused, match="chốt kỳ này rồi"):
        lock(commune, november, secretary)
    lock(commune, november, secretary, Verb.UNLOCK_ABOVE)
    with pytest.raises(Refused, match="cho mở lại rồi"):
        lock(commune, november, secretary, Verb.UNLOCK_ABOVE)


def test_it_is_told_to_the_log_and_what_changes_later_stands_beside_it(commune, november, secretary, sent):
    lock(commune, november, secretary)
    assert Event.objects.order_by("sequence").last().verb == "report.lock_above"
    air(commune, 10)
    assert queries.changes_since(sent)


def test_the_page_says_so_and_asks_for_the_paper(client, commune, november, secretary, sent):
    client.force_login(secretary)
    refused = client.post(f"{HERE}buoc/chot/", {"id": str(uuid7()), "note": ""})
    assert refused.status_code == 422
    assert client.post(f"{HERE}buoc/chot/", {"id": str(uuid7()), "note": PAPER}).status_code == 302
    shown = text_of(client.get(HERE).content.decode())
    assert "cấp trên đã chốt" in shown and PAPER in shown and "Ghi nhận cấp trên cho mở lại báo cáo" in shown
    assert "cấp trên đã chốt" in text_of(client.get("/bao-cao/ky/").content.decode())


@pytest.mark.parametrize("verb", NEEDS_A_REASON)
def test_the_database_itself_asks_for_a_reason_and_lets_no_step_change(commune, november, secretary, sent, verb):
    taken = report(commune, november).last(Verb.ISSUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportStep.objects.create(report=taken.report, verb=verb, by=secretary)
    taken.note = "khác"
    with pytest.raises(DatabaseError), transaction.atomic():
        taken.save()
