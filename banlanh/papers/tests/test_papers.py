"""Papers that the plan orders: what is known stands in them, what is not is dotted and said, nothing is invented."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document as Word

from banlanh.committee.models import Conclusion, Meeting
from banlanh.papers.drafts import DOTS, FEW_DOTS
from banlanh.papers.ordered import ORDERED
from banlanh.ratings.models import Rating, RatingStep
from banlanh.reports.tests.conftest import commune, founded, near_the_cut_off, plan, secretary
from tests.support.commune import appoint, body_of, hoa, lan
from tests.system.pages import text_of
from vanban.document import as_json

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
__all__ = ["commune", "founded", "near_the_cut_off", "plan", "secretary"]
TODAY = date(2026, 11, 23)


def drafted(key, commune, code=None):
    ordered = ORDERED[key]
    return ordered.draft(commune, TODAY, code or ordered.choices(commune, TODAY)[0].code)


def said(draft) -> str:
    return str(as_json(draft.document))


def lacks(draft) -> str:
    return " ".join(each.said for each in draft.missing)


def met(commune, secretary, **more) -> Meeting:
    return Meeting.objects.create(
        body=body_of(commune, "Ban Chỉ đạo xã"), commune=commune, type="committee", present=7, called=9,
        happened_on=date(2026, 11, 6), covers_on=date(2026, 11, 6), recorded_by=secretary, **more,
    )  # fmt: skip


def test_the_decision_names_members_and_who_answers_for_which_village(commune, plan):
    village = body_of(commune, "Thôn Nà Lìn").place
    appoint("tam", "Lý Thị Tâm", "R5", body_of(commune, "Đảng ủy xã"), title="Đảng ủy viên", villages=[village])
    appoint("minh", "Nguyễn Văn Minh", "R1", body_of(commune, "Ban Chỉ đạo xã"), title="Trưởng Ban Chỉ đạo")
    draft = drafted("thanh-lap", commune)
    assert draft.document.profile.code == "HD05" and draft.document.letterhead.symbol == "QĐ/ĐU"
    assert "Đồng chí Nguyễn Văn Minh: Trưởng Ban Chỉ đạo" in said(draft)
    rows = draft.document.appendices[0].blocks[0].rows
    assert ("2", "Thôn Nà Lìn", "Lý Thị Tâm", "Đảng ủy viên") in rows
    assert ("3", "Thôn Sín Chải", FEW_DOTS, FEW_DOTS) in rows and "Thôn Sín Chải" in lacks(draft)


@pytest.mark.parametrize("key", ["thanh-lap", "quy-che", "ke-hoach", "kinh-phi", "khen-thuong"])
def test_a_commune_without_plan_or_roster_gets_dots_and_sentences(commune, key, monkeypatch):
    ordered = ORDERED[key]
    draft = ordered.draft(commune, date(2024, 6, 1), ordered.choices(commune, TODAY)[0].code)
    assert DOTS in said(draft) and "Chưa có kế hoạch nào đang thực hiện" in lacks(draft)


def test_the_rules_repeat_what_the_plan_orders_of_the_committee(commune, plan):
    draft = drafted("quy-che", commune)
    assert "Hạt Kiểm lâm có trách nhiệm tuần tra ban đêm" in said(draft)
    assert "hằng tháng, trước ngày 25" in said(draft), "the plan's own rhythm of reporting"
    assert draft.document.signature.position.split("\n") == ["BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO"]


def test_the_state_s_papers_have_the_state_s_form(commune, plan):
    task = plan.tasks.kept().first()
    task.partners.add(body_of(commune, "Ủy ban nhân dân xã"))
    draft = drafted("ke-hoach", commune)
    assert draft.document.profile.code == "ND30" and draft.document.letterhead.symbol == "KH-UBND"
    assert task.title in said(draft) and "1 nhiệm vụ phối hợp" in draft.known


def test_a_notice_tells_each_conclusion_with_whom_and_until_when(commune, plan, secretary):
    meeting = met(commune, secretary)
    clause = plan.clauses.first()
    told = {"meeting": meeting, "added_by": secretary}
    Conclusion.objects.create(text="Sửa loa", body=body_of(commune, "Công an xã"), due_on=TODAY, clause=clause, **told)
    Conclusion.objects.create(text="Rà soát danh sách", **told)
    draft = drafted("ket-luan", commune)
    assert "Sửa loa. Giao Công an xã thực hiện, xong trước ngày 23/11/2026." in said(draft)
    assert "1 kết luận chưa giao đơn vị và hạn" in lacks(draft) and "Công an xã" in draft.document.recipients


def test_only_bodies_that_were_decided_best_are_proposed_and_nothing_is_told_of_anybody(commune, plan, secretary):
    best, waiting = body_of(commune, "Chi bộ Nà Lìn"), body_of(commune, "Chi bộ Bản Mới")
    for body, verb, grade, reason in (
        (best, "quyet-dinh", "excellent", "có con nhỏ đau ốm"), (waiting, "tu-cham", "", "gia đình khó khăn"),
    ):  # fmt: skip
        rating = Rating.objects.create(commune=commune, body=body, rated="chi-bo", period="2026-q3")
        RatingStep.objects.create(rating=rating, verb=verb, grade=grade, reason=reason, number="15-QĐ/ĐU", by=secretary)
    draft = drafted("khen-thuong", commune, "2026-q3")
    assert "Chi bộ Nà Lìn" in said(draft) and "Chi bộ Bản Mới" not in said(draft) and "15-QĐ/ĐU" in said(draft)
    assert "đau ốm" not in said(draft) and "gia đình" not in said(draft), "reasons stay where they were written"


def test_the_page_lists_all_and_each_comes_as_word_and_pdf(client, commune, plan, secretary):
    client.force_login(secretary)
    shown = text_of(client.get("/van-ban/").content.decode())
    assert all(ordered.name in shown for ordered in ORDERED.values()) and "Chưa ghi cuộc họp nào." in shown
    meeting = met(commune, secretary)
    page = client.get(f"/van-ban/ket-luan/{meeting.pk}/").content.decode()
    assert f'href="/ban-chi-dao/hop/{meeting.pk}/"' in page, "what is missing says where it is written down"
    word = Word(BytesIO(client.get("/van-ban/quy-che/nay/tep/docx/").content))
    assert any("QUY CHẾ" in paragraph.text for paragraph in word.paragraphs)
    assert client.get("/van-ban/ke-hoach/nay/tep/pdf/").content.startswith(b"%PDF-")


def test_only_what_is_offered_is_found_and_only_by_those_who_see_the_commune(client, commune, plan, secretary):
    client.force_login(secretary)
    for address in ("thanh-lap/khac/", "khac/nay/", "kinh-phi/1999/", "ket-luan/nay/", "quy-che/nay/tep/exe/"):
        assert client.get(f"/van-ban/{address}").status_code == 404, address
    for stranger in (hoa(commune), lan(commune)):
        client.force_login(stranger)
        assert {client.get(f"/van-ban/{each}").status_code for each in ("", "quy-che/nay/")} == {404}
