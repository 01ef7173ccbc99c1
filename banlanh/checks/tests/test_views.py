"""The pages: what each shows to whom, and the way from the question to the verdict."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.checks import views
from banlanh.checks.models import Check, Finding
from banlanh.checks.registry import CLAIMS
from banlanh.core.ids import uuid7
from tests.support.commune import body_of, make_commune
from tests.system.pages import text_of

from .drawing import draw_from, find
from .test_actions import settle

QUERIES = 15
ASKED = {"what": "airings:2026-11-16:2026-11-22", "share": "80", "confidence": "95", "failures": "0"}


def words(response) -> str:
    return text_of(response.content.decode())


def drawing(commune, **changes) -> dict:
    return ASKED | {"id": str(uuid7()), "checkers": [body_of(commune, "Hội Phụ nữ").pk]} | changes


# --- the question and the draw ---------------------------------------------------------------------


def test_the_question_starts_with_the_week_that_is_over(browser_of, minh):
    page = browser_of(minh).get(reverse("checks:start"))
    assert page.context["form"]["what"].value() == "airings:2026-11-16:2026-11-22"
    assert "Lượt phát bản tin, tuần từ 16/11" in words(page)


def test_the_size_is_explained_and_nothing_is_drawn_yet(browser_of, minh, claimed):
    page = browser_of(minh).get(reverse("checks:start"), ASKED)
    said = words(page)
    assert "Phải đi 8 nơi" in said
    assert "Danh sách có 15 lượt phát, cần bốc 8." in said and "với độ tin cậy 95%, ít nhất 80% là thật" in said
    assert not Check.objects.exists()


def test_unions_are_ticked_and_named_first_and_those_who_order_the_check_are_not_sent(browser_of, minh, claimed):
    field = browser_of(minh).get(reverse("checks:start"), ASKED).context["draw_form"]["checkers"]
    offered = [label for _, label in field.field.choices]
    assert offered[:3] == ["Đoàn Thanh niên", "Hội Phụ nữ", "Mặt trận Tổ quốc xã"] and len(field.value()) == 3
    assert not {"Đảng ủy xã", "Ban Chỉ đạo xã", "Chi bộ Nà Lìn"} & set(offered) and "Thôn Nà Lìn" in offered


def test_the_draw_leads_to_its_own_page(browser_of, commune, minh, claimed):
    page = browser_of(minh).post(reverse("checks:start"), drawing(commune), follow=True)
    check = Check.objects.get()
    assert page.redirect_chain == [(reverse("checks:show", args=[check.pk]), 302)]
    assert "Đã bốc thăm 8 trong 15 lượt phát." in words(page)


def test_the_same_form_sent_twice_opens_the_same_check(browser_of, commune, minh, claimed):
    client, form = browser_of(minh), drawing(commune)
    first, second = (client.post(reverse("checks:start"), form) for _ in range(2))
    assert first["Location"] == second["Location"] and Check.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"checkers": []}, "Ai đi phúc tra?"),
        ({"what": "airings:2020-01-06:2020-01-12"}, "Xin chọn một mục có trong danh sách."),
        ({"share": "100"}, "Xin chọn một mục có trong danh sách."),
        ({"share": "95", "failures": "3"}, "Xin giảm số sai cho phép."),
        ({"what": "airings:2026-11-09:2026-11-15"}, "chưa có lượt phát nào được khai"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_drawn(browser_of, commune, minh, claimed, changes, sentence):
    page = browser_of(minh).post(reverse("checks:start"), drawing(commune, **changes))
    assert page.status_code == 422 and sentence in words(page)
    assert not Check.objects.exists()


def test_a_week_that_was_drawn_is_refused_before_it_is_explained(browser_of, minh, check):
    page = browser_of(minh).get(reverse("checks:start"), ASKED)
    assert "Mỗi kỳ chỉ bốc thăm một lần" in words(page) and "draw_form" not in page.context


def test_a_checker_from_elsewhere_cannot_be_sent(browser_of, commune, minh, claimed):
    stranger = body_of(make_commune("Nậm Lành"), "Hội Phụ nữ")
    page = browser_of(minh).post(reverse("checks:start"), drawing(commune, checkers=[stranger.pk]))
    assert page.status_code == 422 and not Check.objects.exists()


# --- the checker's list ----------------------------------------------------------------------------


def test_the_checker_finds_the_list_and_sees_where_to_go_and_what_to_ask(browser_of, check, mai):
    client = browser_of(mai)
    index = client.get(reverse("checks:index"))
    assert "Đồng chí đi" in words(index) and "8 nơi còn phải đi" in words(index)
    said = words(client.get(reverse("checks:visits", args=[check.pk])))
    visit = check.visits.select_related("body").first()
    assert f"1. {visit.body}" in said and visit.label.capitalize()[:8] in said
    assert "có nghe loa thôn phát bản tin" in said


def test_the_checker_sees_nothing_of_the_claim(browser_of, check, claimed, mai):
    """No record, no minutes, no hash, no seed, nobody who recorded it."""
    html = browser_of(mai).get(reverse("checks:visits", args=[check.pk])).content.decode()
    said = text_of(html)
    assert "15 phút" not in said and "Minh" not in said and check.seed not in html
    assert not any(str(airing.pk) in html for airing in claimed)


@pytest.mark.parametrize("result", ["confirmed", "denied", "missed"])
def test_one_tap_records_what_was_found(browser_of, check, mai, result):
    visit = check.visits.first()
    form = {"id": str(uuid7()), "result": result, "word": ""}
    page = browser_of(mai).post(reverse("checks:record", args=[visit.pk]), form, follow=True)
    assert Finding.objects.get().result == result
    assert f"Nơi thứ 1: {Finding.objects.get()}." in words(page)


def test_a_tap_that_says_nothing_is_answered_by_the_list(browser_of, check, mai):
    page = browser_of(mai).post(reverse("checks:record", args=[check.visits.first().pk]), {"id": str(uuid7())})
    assert page.status_code == 422 and "Kết quả" in words(page) and not Finding.objects.exists()


def test_a_refused_tap_is_answered_by_its_sentence(browser_of, check, mai):
    visit = check.visits.first()
    find(visit, mai, "missed")
    form = {"id": str(uuid7()), "result": "missed"}
    page = browser_of(mai).post(reverse("checks:record", args=[visit.pk]), form, follow=True)
    assert "Xin đi lại vào một ngày khác" in words(page)


def test_a_village_does_not_learn_what_was_drawn_of_it(browser_of, check, lan):
    client = browser_of(lan)
    for name in ("checks:visits", "checks:show", "checks:listed"):
        assert client.get(reverse(name, args=[check.pk])).status_code == 404
    assert "Hiện không có nơi nào cần phúc tra" in words(client.get(reverse("checks:index")))


def test_labels_of_sealed_data_are_for_the_checker_only(browser_of, monkeypatch, check, minh, mai):
    """The secretary reads pledges in totals (C2): of such a claim she sees the village, not the household."""
    monkeypatch.setitem(CLAIMS, "airings", replace(CLAIMS["airings"], data=Data.PLEDGES))
    address, label = reverse("checks:visits", args=[check.pk]), check.visits.first().label[5:]
    assert label in words(browser_of(mai).get(address))
    assert label not in words(browser_of(minh).get(address))


# --- the result ------------------------------------------------------------------------------------


def test_the_result_shows_the_verdict_and_all_that_is_needed_to_draw_again(browser_of, check, minh, mai):
    client, address = browser_of(minh), reverse("checks:show", args=[check.pk])
    settle(check, mai, *["confirmed"] * 7, "denied")
    assert "tỷ lệ thật" not in words(client.get(address))
    page = client.post(reverse("checks:close", args=[check.pk]), follow=True)
    assert "7 đúng, 1 sai. Với độ tin cậy 95%, tỷ lệ thật ít nhất là 66%." in words(page)
    html = page.content.decode().replace("<wbr>", "")
    assert check.seed in html and check.list_sha256 in html
    found = re.findall(r'<td class="small">([^<]+)</td>', html)
    assert found == [visit.subject for visit in check.visits.all()]


def test_the_frozen_list_comes_back_byte_for_byte(browser_of, check, minh):
    answer = browser_of(minh).get(reverse("checks:listed", args=[check.pk]))
    assert answer.content == check.listed.encode() and "attachment" in answer["Content-Disposition"]


def test_closing_too_early_is_answered_by_what_is_missing(browser_of, check, minh):
    page = browser_of(minh).post(reverse("checks:close", args=[check.pk]), follow=True)
    assert "Còn 8 nơi chưa có kết quả" in words(page)


def test_the_list_of_checks_shows_each_verdict_once_it_is_told(browser_of, check, minh, mai):
    client = browser_of(minh)
    assert "đã đi 0/8 nơi" in words(client.get(reverse("checks:index")))
    settle(check, mai, *["confirmed"] * 8)
    client.post(reverse("checks:close", args=[check.pk]))
    assert "8 đúng, 0 sai" in words(client.get(reverse("checks:index")))


def test_older_checks_are_one_tap_away(browser_of, monkeypatch, check, minh):
    monkeypatch.setattr(views, "LAST", 0)
    client, address = browser_of(minh), reverse("checks:index")
    assert check.title[1:] not in words(client.get(address)) and "Tất cả 1 lần phúc tra" in words(client.get(address))
    assert check.title[1:] in words(client.get(address, {"cu": "tat-ca"}))


def test_pages_ask_the_database_little_however_many_visits_there_are(browser_of, commune, check, minh, mai):
    settle(check, mai, *["confirmed"] * 8)
    client = browser_of(minh)
    for name, args in (("index", []), ("show", [check.pk]), ("visits", [check.pk])):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"checks:{name}", args=args)).status_code == 200
        assert len(asked) <= QUERIES, name


def test_a_second_draw_is_not_offered_in_another_s_name(browser_of, commune, mai, claimed):
    assert browser_of(mai).post(reverse("checks:start"), drawing(commune)).status_code == 404
    assert browser_of(mai).get(reverse("checks:start")).status_code == 404
    assert not Check.objects.exists()


def test_the_explanation_and_the_draw_agree(browser_of, commune, minh, claimed):
    page = browser_of(minh).get(reverse("checks:start"), ASKED)
    assert page.context["size"] == draw_from(commune, minh).drawn_count
