"""From draft to the paper that left the office: who may, what is kept, and that nothing typed is lost."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.models import IssuedDocument
from banlanh.reports import queries
from banlanh.reports.actions import made_again
from banlanh.reports.enums import Stage, Verb
from banlanh.reports.models import ParagraphEdit
from tests.support.commune import appoint, body_of, hoa, son

from .life import TERM, air, chairman, draft, issued, line_with, report, step, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
RESOLUTIONS = "nghị quyết sinh hoạt tháng 11"


def test_the_draft_is_there_from_the_twentieth_without_anybody_making_it(commune, plan, november, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-19")
    with pytest.raises(Refused, match="20/11/2026"):
        draft(commune, november)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-20")
    assert "từ ngày 25/10/2026 đến hết ngày 20/11/2026" in draft(commune, november).lines[1].was
    assert report(commune, november)._state.adding, "reading makes no row"


def test_what_happened_on_the_last_days_of_october_counts_for_november(commune, plan, november):
    def airings() -> tuple[int, int]:
        return draft(commune, november).now.airings["vie"]

    before = airings()
    air(commune, 27, month=10)
    assert airings() == (before[0] + 1, before[1])


def test_a_report_goes_its_way_and_gets_the_next_number(commune, plan, november, secretary):
    paper = issued(commune, november, secretary)
    assert report(commune, november).stage == Stage.ISSUED
    assert (paper.number.number, paper.issued_on) == (1, date(2026, 11, 23))
    assert paper.document["letterhead"]["number"] == "01"
    assert IssuedDocument.objects.get(pk=paper.pk).number == "01-BC/CB"
    verbs = (
        Event.objects.filter(subject__startswith="reports.report").order_by("sequence").values_list("verb", flat=True)
    )
    assert list(verbs) == ["report.submit", "report.approve", "report.issue"]


def test_the_paper_is_kept_byte_for_byte_with_its_figures_and_rows(commune, plan, november, secretary):
    air(commune, 5)
    paper = issued(commune, november, secretary)
    assert made_again(paper) == bytes(paper.content)
    assert len(paper.rows["outreach.airing"]) == 1 and paper.rows["plans.duty"]
    assert paper.document["appendices"][0]["blocks"][0]["text"].endswith(f"{paper.code}.")


def test_what_was_approved_is_what_is_issued(commune, plan, november, secretary):
    step(commune, november, Verb.SUBMIT, chairman(commune))
    step(commune, november, Verb.APPROVE, secretary)
    before = report(commune, november).approved["document"]["blocks"]
    air(commune, 5)
    step(commune, november, Verb.ISSUE, secretary, since=TERM)
    assert queries.issued_of(report(commune, november)).document["blocks"] == before


def test_the_database_itself_refuses_to_change_what_left_the_office(commune, plan, november, secretary):
    paper = issued(commune, november, secretary)
    paper.sha256 = "0" * 64
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.save()


def test_twice_is_as_good_as_once(commune, plan, november, secretary):
    again = {"id": uuid7()}
    for _ in range(2):
        step(commune, november, Verb.SUBMIT, secretary, **again)
    line = line_with(commune, november, RESOLUTIONS)
    for _ in range(2):
        write(commune, november, line, "Câu mới.", secretary, id=again["id"])
    assert report(commune, november).steps.count() == 1 and ParagraphEdit.objects.count() == 1


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "body", "submits", "approves"),
    [
        ("R1", "Đảng ủy xã", True, True),
        ("R2", "Ủy ban nhân dân xã", True, True),
        ("R3", "Công an xã", True, False),
        ("R12", "Văn phòng Đảng ủy", True, False),
        ("R5", "Đảng ủy xã", False, False),
        ("R6", "Chi bộ Công an xã", False, False),
        ("R7", "Thôn Sín Chải", False, False),
        ("R15", "Đảng ủy xã", False, False),
    ],
)
def test_who_drafts_and_who_approves(commune, plan, november, secretary, role, body, submits, approves):
    somebody = appoint("ai-do", "Ai Đó", role, body_of(commune, body))
    assert succeeds(commune, november, Verb.SUBMIT, somebody) == submits
    if report(commune, november).stage == Stage.DRAFT:
        step(commune, november, Verb.SUBMIT, secretary)
    elif approves:  # nobody approves their own
        assert not succeeds(commune, november, Verb.APPROVE, somebody)
        step(commune, november, Verb.SEND_BACK, secretary, note="xin đọc lại")
        step(commune, november, Verb.SUBMIT, secretary)
    assert succeeds(commune, november, Verb.APPROVE, somebody) == approves


def succeeds(commune, november, verb, by) -> bool:
    try:
        step(commune, november, verb, by)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.SEND_BACK, Verb.ISSUE, Verb.REOPEN])
def test_no_step_out_of_turn(commune, plan, november, secretary, verb):
    with pytest.raises(Refused):
        step(commune, november, verb, secretary, note="vì thế", since=TERM)
    assert report(commune, november).stage == Stage.DRAFT


def test_a_period_is_locked_when_it_is_issued_and_reopened_only_with_a_reason(commune, plan, november, secretary):
    first = issued(commune, november, secretary)
    line = line_with(commune, november, RESOLUTIONS)
    with pytest.raises(Refused, match="đã khóa"):
        write(commune, november, line, "Câu mới.", secretary)
    with pytest.raises(DatabaseError), transaction.atomic():
        step(commune, november, Verb.REOPEN, secretary)
    with pytest.raises(Refused, match="Bí thư hoặc Chủ tịch"):
        step(commune, november, Verb.REOPEN, son(commune), note="sai số thôn")
    step(commune, november, Verb.REOPEN, secretary, note="sai số thôn")
    write(commune, november, line, "Câu mới.", secretary)
    step(commune, november, Verb.SUBMIT, hung())
    step(commune, november, Verb.APPROVE, secretary)
    step(commune, november, Verb.ISSUE, secretary)
    second = queries.issued_of(report(commune, november))
    assert (second.number.number, first.number.number) == (2, 1)
    assert "Câu mới." in str(second.document) and "Câu mới." not in str(first.document)


def hung():
    return User.objects.get(username="hung")


# --- what people write -----------------------------------------------------------------------------


def test_an_edited_paragraph_keeps_both_values_of_an_overwritten_figure(commune, plan, november, secretary):
    line = line_with(commune, november, RESOLUTIONS)
    write(commune, november, line, line.was.replace("0/6 (0%)", "1/6 (16,7%)"), secretary)
    line = line_with(commune, november, RESOLUTIONS)
    assert line.overwritten == [("0/6", "1/6"), ("0%", "16,7%")]
    assert not line.has_moved
    assert "1/6 (16,7%)" in str(draft(commune, november).paper.blocks)


def test_when_figures_move_untouched_paragraphs_follow_and_edited_ones_are_marked(commune, plan, november, secretary):
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    write(commune, november, line, f"{line.was} Các thôn cố gắng.", secretary)
    air(commune, 5)
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    assert line.has_moved and line.text.endswith("Các thôn cố gắng.")
    assert line.moved[0] == ("0/30", "1/30")
    assert line_with(commune, november, "Bằng tiếng Mông").edit is None


def test_who_puts_the_figures_own_words_back_follows_them_again(commune, plan, november, secretary):
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    write(commune, november, line, "Câu mới.", secretary)
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    write(commune, november, line, line.was, secretary)
    air(commune, 5)
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    assert line.edit is None and "1/30" in line.text


def test_a_paragraph_that_the_figures_no_longer_write_keeps_what_a_person_wrote(commune, plan, november, secretary):
    line = line_with(commune, november, "chỉ tiêu của kế hoạch chưa có số liệu")
    write(
        commune, november, line, "Câu không được mất.", secretary, was="Đoạn mà ngày mai không còn, về việc khác hẳn."
    )
    found = next(line for line in draft(commune, november).lines if line.is_gone)
    assert found.text == "Câu không được mất." and "Câu không được mất." in str(draft(commune, november).paper.blocks)


def test_two_who_write_on_one_paragraph_do_not_overwrite_each_other(commune, plan, november, secretary):
    line = line_with(commune, november, RESOLUTIONS)
    write(commune, november, line, "Câu của Minh.", secretary)
    with pytest.raises(Refused, match="Nguyễn Văn Minh vừa sửa"):
        write(commune, november, line, "Câu của Sơn.", son(commune))
    assert line_with(commune, november, RESOLUTIONS).text == "Câu của Minh."


def test_an_empty_paragraph_is_left_out_and_several_lines_are_several_paragraphs(commune, plan, november, secretary):
    many = len(draft(commune, november).paper.blocks)
    write(commune, november, line_with(commune, november, RESOLUTIONS), "", secretary)
    write(commune, november, line_with(commune, november, "Toàn xã có"), "Một.\n\nHai.\nBa.", secretary)
    assert len(draft(commune, november).paper.blocks) == many - 1 + 2


def test_a_stranger_writes_nothing(commune, plan, november):
    with pytest.raises(Refused):
        write(commune, november, line_with(commune, november, RESOLUTIONS), "Câu mới.", hoa(commune))
    assert not ParagraphEdit.objects.exists()
