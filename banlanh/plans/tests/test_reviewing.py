"""The review: what was unsure is never confirmed unseen; every word can be taken back; pages and parts agree."""

import gzip
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.plans import actions, proposals
from banlanh.plans.actions import add_target, confirm, confirm_complete, correct_target, drop, reopen, tick_remark
from banlanh.plans.models import Clause, Target, Task
from banlanh.plans.reviewing import PART, Row
from tests.support.commune import body_of, hoa, lan, make_commune
from vanban.remarks import Remark

from . import plan as written

IN_PARTS = {"headers": {PART: "1"}}


@pytest.fixture
def draft(commune, secretary):
    return written.receive(commune, secretary)


@pytest.fixture
def office(secretary, client):
    client.force_login(secretary)
    return client


def verbs(proposal) -> list[str]:
    found = Event.objects.filter(subject=f"plans.plan:{proposal.plan_id}", detail__about=proposal.pk).order_by("pk")
    return [event.verb.split(".")[1] for event in found]


def page_of(office, plan) -> str:
    return office.get(f"/ke-hoach/{plan.pk}/doc/").content.decode()


# --- what the reader was unsure of


def test_who_is_proposed_where_the_plan_names_nobody_is_unsure(draft):
    airing = draft.tasks.get(kind="airing")
    assert airing.extent == "villages" and airing.unsure[0] == "lead" and airing.doubts.startswith("ai làm")


def test_work_that_is_only_a_target_of_the_plan_is_unsure(draft):
    resolution = draft.tasks.get(kind="resolution")
    assert "is_task" in resolution.unsure


def test_a_doubt_that_has_no_words_yet_is_left_out():
    assert proposals.doubts_in(["due", "a doubt of a later reader"]) == ["due"]


def test_confirming_all_leaves_what_is_unsure_or_incomplete(draft, secretary):
    before = [*draft.targets.all(), *draft.tasks.all()]
    left = confirm_complete(draft, by=secretary)
    after = [*draft.targets.all(), *draft.tasks.all()]
    assert {each.pk for each in after if each.is_waiting} and left == sum(each.is_waiting for each in after)
    assert [each.is_confirmed for each in after] == [each.is_plain for each in before]


def test_the_page_says_what_is_unsure_until_somebody_decided(draft, office, secretary):
    airing = draft.tasks.get(kind="airing")
    assert "máy chưa chắc: ai làm" in page_of(office, draft)
    for task in draft.tasks.exclude(unsure=[]):
        actions.confirm(task, by=secretary) if task.names_its_doer else drop(task, by=secretary)
    assert "máy chưa chắc" not in page_of(office, draft)
    airing.refresh_from_db()
    assert airing.is_confirmed and airing.unsure, "what the reader doubted stays known"


# --- taking back


@pytest.mark.parametrize("first", [confirm, drop])
@pytest.mark.parametrize("many", ["tasks", "targets"])
def test_a_decision_can_be_taken_back_and_stands_in_the_log(many, first, draft, secretary):
    proposal = getattr(draft, many).get(clause__text__startswith="100% chi bộ")
    first(proposal, by=secretary)
    reopen(proposal, by=secretary)
    proposal.refresh_from_db()
    assert proposal.is_waiting and proposal.confirmed_by is None
    reopen(proposal, by=secretary)
    assert verbs(proposal) == ["confirmed" if first is confirm else "dropped", "reopened"]


def test_what_was_dropped_without_a_doer_can_be_kept_and_then_corrected(commune, draft, secretary, office):
    task = next(task for task in draft.tasks.all() if task.asked)
    drop(task, by=secretary)
    office.post(f"/ke-hoach/nhiem-vu/{task.pk}/xem-lai/")
    form = {"title": "Tuần tra ban đêm", "extent": "named", "bodies": [body_of(commune, "Công an xã").pk], "times": "1"}
    assert office.post(f"/ke-hoach/nhiem-vu/{task.pk}/", form).status_code == 302
    task.refresh_from_db()
    assert task.is_confirmed and task.asked == []


@pytest.mark.parametrize("action", [reopen, drop, confirm])
def test_nothing_is_decided_of_a_published_plan(action, plan, secretary):
    for proposal in (plan.tasks.first(), plan.targets.first()):
        with pytest.raises(Refused, match="đã công bố"):
            action(proposal, by=secretary)


@pytest.mark.parametrize("who", [lan, hoa])
def test_a_village_head_takes_nothing_back(who, commune, draft, secretary):
    head, target = who(commune), draft.targets.first()
    confirm(target, by=secretary)
    for word in (reopen, drop):
        with pytest.raises(Refused):
            word(target, by=head)
    with pytest.raises(Refused):
        correct_target(target, by=head, value=1)
    with pytest.raises(Refused):
        add_target(draft.clauses.first(), by=head)
    target.refresh_from_db()
    assert target.is_confirmed and target.value == 100


# --- targets


def test_correcting_a_target_confirms_it(draft, secretary, office):
    target = draft.targets.get(title__contains="hộ gia đình")
    form = {"title": "Hộ ký cam kết", "value": "93,5", "unit": "% hộ", "due_on": "30/09/2026", "kind": ""}
    assert office.post(f"/ke-hoach/chi-tieu/{target.pk}/", form).status_code == 302
    target.refresh_from_db()
    assert (target.title, float(target.value), target.due_on) == ("Hộ ký cam kết", 93.5, date(2026, 9, 30))
    assert target.is_confirmed and verbs(target) == ["corrected", "confirmed"]
    correct_target(target, by=secretary, value=target.value)
    assert verbs(target) == ["corrected", "confirmed"], "said again, nothing more happened"


@pytest.mark.parametrize(
    ("value", "unit", "figure"),
    [
        ("33.59", "%", "33,59%"),
        ("100.00", "% hộ gia đình", "100% hộ gia đình"),
        ("2604.50", "hộ", "2.604,5 hộ"),
        ("2", "", "2"),
        (None, "mô hình", "chưa rõ mô hình"),
    ],
)
def test_a_target_says_its_figure_as_it_was_read(value, unit, figure):
    assert Target(value=value and Decimal(value), unit=unit).figure == figure


def test_a_dropped_target_is_kept_before_it_is_corrected(draft, secretary):
    target = draft.targets.first()
    drop(target, by=secretary)
    with pytest.raises(Refused, match="giữ lại"):
        correct_target(target, by=secretary, value=1)


def test_a_target_that_the_reader_missed_is_added_once(draft, office):
    clause = draft.clauses.get(text__startswith="Mỗi đoàn thể")
    first = office.post(f"/ke-hoach/muc/{clause.pk}/them-chi-tieu/")
    again = office.post(f"/ke-hoach/muc/{clause.pk}/them-chi-tieu/")
    target = draft.targets.get(clause=clause, confirmed_at=None, value=None)
    assert first.url == again.url == f"/ke-hoach/chi-tieu/{target.pk}/"


# --- remarks


@pytest.fixture
def remarked(commune, secretary, monkeypatch):
    """A draft with two remarks: one on the letterhead, one on a word of a clause."""

    def found(reading, on):
        clause = next(each.index for each in reading.clauses if "Loa truyền thanh" in each.text)
        yield Remark("blank", None, None, "Số văn bản còn để trống.")
        yield Remark("spelling", clause, (0, 3), "“Loa” có lẽ là “Loan”.")

    monkeypatch.setattr(proposals, "remarks", found)
    return written.receive(commune, secretary)


def test_remarks_are_shown_with_the_way_to_their_words(remarked, office):
    html = page_of(office, remarked)
    clause = remarked.clauses.get(text__startswith="Loa")
    assert "Máy xin lưu ý 2 điều" in html and "“Loa” có lẽ là “Loan”." in html
    assert f'href="#muc-{clause.position}">Xem mục II.2' in html and f'id="muc-{clause.position}"' in html
    assert "<mark>Loa</mark> truyền thanh" in html


def test_a_remark_is_ticked_off_once_and_by_somebody(remarked, office, secretary):
    for _ in range(2):
        assert office.post(f"/ke-hoach/{remarked.pk}/luu-y/0/").status_code == 302
    remarked.refresh_from_db()
    assert [remark["is_seen"] for remark in remarked.remarks] == [True, False]
    event = Event.objects.get(verb="plan.remark_seen")
    assert (event.by, event.detail["about"]) == (secretary.pk, 0)


def test_a_remark_that_is_not_there_changes_nothing(remarked, office, secretary):
    assert office.post(f"/ke-hoach/{remarked.pk}/luu-y/7/", **IN_PARTS).status_code == 200
    tick_remark(remarked, by=secretary, number=-1)
    remarked.refresh_from_db()
    assert not any(remark["is_seen"] for remark in remarked.remarks)


def test_the_next_communes_secretary_ticks_nothing_off(remarked):
    from .test_publishing import minh_of

    with pytest.raises(Refused):
        tick_remark(remarked, by=minh_of(make_commune("Bản Hồ")), number=0)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marks_lose_no_letter_of_a_clause(text, places):
    spans = [(min(place), max(place)) for place in places]
    pieces = Row(Clause(text=text), marked=spans).pieces
    assert "".join(piece for piece, _ in pieces) == text


def test_a_name_that_is_nobodys_here_is_marked_in_its_sentence(draft, office):
    assert "<mark>Hạt Kiểm lâm</mark> có trách nhiệm" in page_of(office, draft)


# --- the page and its parts


def test_the_page_leads_to_the_first_that_waits_and_tells_how_many(draft, office, secretary):
    many = draft.targets.count() + draft.tasks.count()
    assert f"Còn <b>{many}</b>/{many} mục" in page_of(office, draft)
    first = draft.targets.first()
    answer = office.post(f"/ke-hoach/chi-tieu/{first.pk}/dung/")
    assert f"Còn <b>{many - 1}</b>/{many} mục" in page_of(office, draft)
    following = draft.tasks.get(clause=first.clause)
    assert answer.url == f"/ke-hoach/{draft.pk}/doc/#muc-{following.clause.position}"


def test_drafts_say_how_much_of_them_waits(draft, office, secretary):
    confirm(draft.targets.first(), by=secretary)
    left = draft.targets.count() + draft.tasks.count() - 1
    assert f"còn {left} mục" in office.get("/ke-hoach/moi/").content.decode()


@pytest.mark.parametrize(("word", "said"), [("dung", "Đã xác nhận"), ("bo", "Đã bỏ"), ("xem-lai", "Để xem lại")])
def test_a_part_is_what_a_reload_shows(word, said, draft, office, secretary):
    task = draft.tasks.get(kind="airing")
    if word == "xem-lai":
        confirm(task, by=secretary)
    answer = office.post(f"/ke-hoach/nhiem-vu/{task.pk}/{word}/", **IN_PARTS)
    assert answer.status_code == 200 and answer.headers[PART]
    part, whole = answer.content.decode(), page_of(office, draft)
    for element in (rf'<article[^>]* id="{task.anchor}".*?</article>', r'<div id="tien-do">.*?</div>'):
        [in_part], [in_whole] = (re.findall(element, html, re.DOTALL) for html in (part, whole))
        assert in_part == in_whole
    assert f"{said}: {task.title}" in part


def test_a_word_that_is_refused_tells_why_at_its_place(draft, office):
    task = next(task for task in draft.tasks.all() if task.asked)
    answer = office.post(f"/ke-hoach/nhiem-vu/{task.pk}/dung/", **IN_PARTS)
    assert "Chưa rõ «Hạt Kiểm lâm» là đơn vị nào. Xin chọn đơn vị." in answer.content.decode()
    assert "Đã xác nhận" not in answer.content.decode()
    answer = office.post(f"/ke-hoach/nhiem-vu/{task.pk}/dung/", follow=True)
    assert "Xin chọn đơn vị." in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith(f"#muc-{task.clause.position}")


def test_a_form_comes_as_a_part_and_keeps_what_was_typed_wrong(draft, office):
    task = draft.tasks.get(kind="airing")
    address = f"/ke-hoach/nhiem-vu/{task.pk}/"
    form = office.get(address, **IN_PARTS)
    assert form.content.decode().startswith(f'<form class="form" id="sua-{task.anchor}"')
    wrong = {"title": "Tên tôi vừa gõ", "extent": "named", "times": "1"}
    answer = office.post(address, wrong, **IN_PARTS)
    assert answer.status_code == 422 and answer.headers[PART]
    assert "Tên tôi vừa gõ" in answer.content.decode() and "ít nhất một đơn vị" in answer.content.decode()


def test_who_is_signed_out_gets_no_part(draft, client):
    answer = client.post(f"/ke-hoach/nhiem-vu/{draft.tasks.first().pk}/dung/", **IN_PARTS)
    assert answer.status_code == 302 and PART not in answer.headers


def test_a_published_plan_is_read_and_not_decided(plan, office):
    html = page_of(office, plan)
    assert "Đã công bố" in html and "formaction" not in html
    assert all(each.title in html for each in (*Task.objects.filter(plan=plan), *Target.objects.filter(plan=plan)))


# --- what it costs

BULLET = "- Trạm Thú y xã có trách nhiệm kiểm tra lần thứ {number} chuồng trại, giết mổ, vận chuyển ở cụm {number}.\n\n"
QUERIES, MARKUP, OVER_THE_LINE = 15, 2_500, 20_000


def test_the_page_of_a_hundred_tasks_asks_no_more_and_weighs_little(commune, secretary, office):
    many = "".join(BULLET.format(number=number) for number in range(100))
    short = written.receive(commune, secretary)
    long = written.receive(commune, secretary, written.TEXT.replace("2. Tuyên truyền", f"{many}2. Tuyên truyền"))
    assert long.tasks.count() == short.tasks.count() + 100
    costs = [cost_of(office, plan) for plan in (short, long)]
    assert costs[0][0] == costs[1][0] <= QUERIES
    assert (costs[1][1] - costs[0][1]) / 100 <= MARKUP
    assert costs[1][2] <= OVER_THE_LINE


def cost_of(office, plan) -> tuple[int, int, int]:
    """Questions to the database, bytes of HTML, bytes when compressed."""
    with CaptureQueriesContext(connection) as asked:
        html = page_of(office, plan).encode()
    return len(asked), len(html), len(gzip.compress(html, compresslevel=6, mtime=0))


def test_a_decision_costs_the_same_whatever_the_length_of_the_plan(commune, secretary, office):
    many = "".join(BULLET.format(number=number) for number in range(50))
    asked = []
    for text in (written.TEXT, written.TEXT.replace("2. Tuyên truyền", f"{many}2. Tuyên truyền")):
        target = written.receive(commune, secretary, text).targets.first()
        with CaptureQueriesContext(connection) as queries:
            office.post(f"/ke-hoach/chi-tieu/{target.pk}/dung/", **IN_PARTS)
        asked.append(sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in queries))
    assert asked[0] == asked[1] <= QUERIES
