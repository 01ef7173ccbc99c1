"""The pages on which records are made, read and voided."""

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.documents.models import IssuedDocument
from banlanh.outreach.models import Airing
from banlanh.records.models import Attachment
from tests.support.commune import appoint, body_of, make_commune
from tests.support.rooms import typed_into

from .uploads import EXE, upload

AIRING = reverse("records:create", args=["airing"])


@pytest.fixture
def sent(today) -> dict:
    return {
        "id": str(uuid7()),
        "happened_on": "22/11/2026",
        "slot": "morning",
        "languages": ["vie", "hmn"],
        "minutes": "15",
    }


@pytest.fixture
def record(village, lan) -> Airing:
    return Airing.objects.create(
        commune=village.commune,
        body=village,
        happened_on="2026-11-20",
        covers_on="2026-11-20",
        recorded_by=lan,
        language="vie",
        slot="morning",
        minutes=15,
    )


def address(record, page: str = "show") -> str:
    return reverse(f"records:{page}", args=["airing", record.pk])


# --- making ----------------------------------------------------------------------------------------


def test_a_form_as_it_comes_can_be_sent_at_once(lan, village, browser_of):
    browser = browser_of(lan)
    page = browser.get(AIRING)
    assert page.context["body"] == village
    response = browser.post(AIRING, typed_into(page))
    assert response.status_code == 302
    assert {airing.language for airing in Airing.objects.all()} == {"vie", "hmn"}


def test_what_was_recorded_is_shown(lan, sent, browser_of):
    html = browser_of(lan).post(AIRING, sent, follow=True).content.decode()
    assert "Đã ghi buổi phát thanh" in html
    assert "Chủ nhật 22/11" in html and "15 phút" in html


def test_sending_a_form_twice_changes_nothing(lan, sent, browser_of):
    browser = browser_of(lan)
    first, again = browser.post(AIRING, sent), browser.post(AIRING, sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert Airing.objects.count() == Event.objects.count() == 2  # one for each language


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"happened_on": "01/01/2099"}, "Ngày 01/01/2099 chưa tới"),
        ({"happened_on": "24/11/2026"}, "Ngày 24/11/2026 chưa tới"),
        ({"happened_on": "20/11/2024"}, "Ngày 20/11/2024 đã quá lâu"),
        ({"happened_on": "31/02/2026"}, "Ngày chưa đúng"),
        ({"happened_on": "hôm qua"}, "Ngày chưa đúng"),
        ({"happened_on": ""}, "chưa điền ô này"),
        ({"languages": []}, "chưa điền ô này"),
        ({"languages": ["tyz"]}, "có trong danh sách"),
        ({"slot": "đêm"}, "có trong danh sách"),
        ({"minutes": "0"}, "Số nhỏ nhất là 1"),
        ({"minutes": "500"}, "Số lớn nhất là 120"),
        ({"minutes": "mười"}, "Nội dung này chưa đúng"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(lan, sent, browser_of, wrong, said):
    typed = sent | wrong
    page = browser_of(lan).post(AIRING, typed)
    html = page.content.decode()
    assert page.status_code == 422 and said in html
    assert {name: typed_into(page)[name] for name in typed} == typed
    for name in ("id", "happened_on", "minutes"):
        assert not typed[name] or f'value="{typed[name]}"' in html
    assert html.count("checked") == len({"vie", "hmn"} & set(typed["languages"])) + (typed["slot"] == "morning")
    assert not Airing.objects.exists()


def test_a_refusal_leaves_what_was_typed(commune, minh, browser_of):
    office = f"{reverse('records:create', args=['report'])}?don_vi={body_of(commune, 'Công an xã').pk}"
    typed = {"type": "BC", "number": "12-BC", "title": "tháng 11", "happened_on": "22/11/2026"}
    browser = browser_of(minh)
    assert browser.post(office, typed | {"id": uuid7()}).status_code == 302
    page = browser.post(office, typed | {"id": uuid7()})
    assert page.status_code == 422
    assert "Văn bản số 12-BC ngày 22/11/2026 đã được ghi rồi" in page.content.decode()
    assert {name: typed_into(page)[name] for name in typed} == typed
    assert IssuedDocument.objects.count() == 1


def test_a_wrong_file_is_told_by_its_name_and_the_rest_stays(commune, minh, browser_of):
    office = f"{reverse('records:create', args=['report'])}?don_vi={body_of(commune, 'Công an xã').pk}"
    typed = {"id": str(uuid7()), "type": "BC", "number": "12-BC", "title": "tháng 11", "happened_on": "22/11/2026"}
    page = browser_of(minh).post(office, typed | {"file": upload("phần mềm.pdf", EXE)})
    assert page.status_code == 422
    assert "Tệp «phần mềm.pdf» không đúng là .pdf" in page.content.decode()
    assert {name: typed_into(page)[name] for name in typed} == typed
    assert not Attachment.objects.exists()


def test_a_file_is_kept_with_its_record(commune, minh, browser_of):
    office = f"{reverse('records:create', args=['report'])}?don_vi={body_of(commune, 'Công an xã').pk}"
    typed = {"id": uuid7(), "type": "BC", "number": "12-BC", "title": "tháng 11", "happened_on": "22/11/2026"}
    page = browser_of(minh).post(office, typed | {"file": upload("báo cáo.pdf")}, follow=True)
    assert "báo cáo.pdf" in page.content.decode()
    assert Attachment.objects.get().owner == IssuedDocument.objects.get().pk


def test_fields_that_the_form_does_not_have_change_nothing(lan, hoa, village, sent, browser_of):
    more = {"recorded_by": hoa.pk, "body": 1, "commune": 1, "voided_at": "2026-11-20", "covers_on": "2026-01-01"}
    browser_of(lan).post(AIRING, sent | more)
    kept = Airing.objects.first()
    assert (kept.recorded_by, kept.body, kept.is_voided) == (lan, village, False)
    assert kept.covers_on == kept.happened_on  # an airing counts when it was played


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("Thôn Nà Lìn", 200),
        ("Chi bộ Nà Lìn", 404),
        ("Thôn Sín Chải", 404),
        ("Công an xã", 404),
    ],
)
def test_for_which_bodies_lan_may_record(lan, commune, browser_of, asked, status):
    assert browser_of(lan).get(AIRING, {"don_vi": body_of(commune, asked).pk}).status_code == status


def test_a_body_of_another_commune_is_not_there_even_for_the_secretary(minh, browser_of):
    elsewhere = body_of(make_commune("Nậm Lành"), "Thôn Nà Lìn")
    assert browser_of(minh).get(AIRING, {"don_vi": elsewhere.pk}).status_code == 404


def test_a_body_that_was_closed_makes_no_more_records(minh, village, browser_of):
    village.closed_on = "2026-11-01"
    village.save()
    assert browser_of(minh).get(AIRING, {"don_vi": village.pk}).status_code == 404


@pytest.mark.parametrize("nonsense", ["0", "99999999999999999999", "-1", "²", "٣", "' OR 1=1", "nà lìn"])
def test_a_nonsense_body_is_no_crash(lan, browser_of, nonsense):
    assert browser_of(lan).get(AIRING, {"don_vi": nonsense}).status_code in (200, 404)


@pytest.mark.parametrize("nonsense", ["", "2026-13-01", "hôm nay", "0000-00-00", "9999-12-31"])
def test_a_nonsense_period_is_no_crash(lan, cell, browser_of, nonsense):
    page = browser_of(lan).get(reverse("records:create", args=["resolution"]), {"don_vi": cell.pk, "ky": nonsense})
    assert page.status_code == 200


def test_somebody_whose_body_makes_no_such_record_finds_no_form(commune, browser_of):
    mai = appoint("mai", "Sùng Thị Mai", Role.R8, body_of(commune, "Hội Phụ nữ"))
    assert browser_of(mai).get(AIRING).status_code == 404


def test_an_unknown_kind_is_not_there(lan, record, browser_of):
    browser = browser_of(lan)
    assert browser.get(reverse("records:create", args=["khong-co"])).status_code == 404
    assert browser.get(reverse("records:show", args=["khong-co", record.pk])).status_code == 404
    assert browser.get(reverse("records:show", args=["report", record.pk])).status_code == 404


# --- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("minh", 200), ("hoa", 404)])
def test_who_may_read_a_record_of_nà_lìn(record, request, browser_of, who, status):
    assert browser_of(request.getfixturevalue(who)).get(address(record)).status_code == status


def test_only_who_may_void_is_offered_to(record, lan, commune, browser_of):
    reviewer = appoint("tam", "Đỗ Thị Tâm", Role.R15, body_of(commune, "Đảng ủy xã"))
    assert "Bản ghi này sai?" in browser_of(lan).get(address(record)).content.decode()
    assert "Bản ghi này sai?" not in browser_of(reviewer).get(address(record)).content.decode()


# --- voiding ---------------------------------------------------------------------------------------


def test_a_voided_record_stays_readable_with_its_reason(record, lan, browser_of):
    page = browser_of(lan).post(address(record, "void"), {"reason": "ghi nhầm ngày phát"}, follow=True)
    html = page.content.decode()
    assert "Đã hủy bản ghi" in html and "Lý do: ghi nhầm ngày phát" in html and "Lò Thị Lan" in html
    assert "Bản ghi này sai?" not in html


def test_voiding_twice_is_answered_with_a_sentence(record, lan, browser_of):
    browser = browser_of(lan)
    browser.post(address(record, "void"), {"reason": "ghi nhầm ngày phát"})
    page = browser.post(address(record, "void"), {"reason": "một lý do khác"}, follow=True)
    assert "Bản ghi này đã hủy rồi" in page.content.decode()
    assert Event.objects.filter(verb="airing.voided").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "sai", "x" * 301])
def test_without_a_reason_nothing_is_voided_and_the_words_stay(record, lan, browser_of, reason):
    page = browser_of(lan).post(address(record, "void"), {"reason": reason})
    assert page.status_code == 422
    assert page.context["void_form"]["reason"].value() == reason
    assert "<details open>" in page.content.decode()
    record.refresh_from_db()
    assert not record.is_voided


@pytest.mark.parametrize(("who", "status"), [("lan", 302), ("minh", 302), ("hoa", 404)])
def test_who_may_void_on_the_page(record, request, browser_of, who, status):
    browser = browser_of(request.getfixturevalue(who))
    assert browser.post(address(record, "void"), {"reason": "ghi nhầm ngày phát"}).status_code == status


def test_a_record_is_not_voided_by_a_link(record, lan, browser_of):
    assert browser_of(lan).get(address(record, "void")).status_code == 405
    record.refresh_from_db()
    assert not record.is_voided
