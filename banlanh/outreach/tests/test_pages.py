"""The pages of the schedule and of bulletins: taps, drafts that only writers see, files, what a page asks."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from banlanh.core.ids import uuid7
from banlanh.outreach.actions import plan_airing
from banlanh.outreach.models import Airing, Bulletin, FailedAiring, PlannedAiring, Run
from banlanh.places.models import Body
from tests.support.commune import body_of

MONDAY = date(2026, 11, 23)
SOUND = b"ID3\x04" + b"\0" * 40


@pytest.fixture
def planned(village, lan) -> PlannedAiring:
    session = {"weekday": 0, "slot": "evening", "minutes": 15, "starts_on": MONDAY}
    return plan_airing(id=uuid7(), body=village, by=lan, **session)


def tap(browser, planned, what: str, **said):
    told = {"id": str(uuid7()), "day": "2026-11-23", **said}
    return browser.post(reverse(f"outreach:{what}", args=[planned.pk]), told, follow=True)


def text_of(answer) -> str:
    return answer.content.decode()


# --- the schedule


def test_a_village_head_comes_straight_to_the_own_village(browser_of, lan, village, planned):
    answer = browser_of(lan).get("/phat-thanh/?tuan=2026-11-23", follow=True)
    assert answer.redirect_chain == [(f"/phat-thanh/{village.pk}/?tuan=2026-11-23", 302)]
    assert "Thứ Hai 23/11, buổi chiều tối" in text_of(answer) and "hôm nay" in text_of(answer)


def test_one_tap_says_that_it_was_played(browser_of, lan, planned):
    answer = tap(browser_of(lan), planned, "confirm")
    assert "Đã ghi buổi phát. Cảm ơn đồng chí." in text_of(answer) and "đã phát" in text_of(answer)
    assert Airing.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "why"), [({"reason": "power"}, "mất điện"), ({"word": "cả thôn đi đám cưới"}, "cả thôn đi đám cưới")]
)
def test_two_taps_say_why_it_was_not(browser_of, lan, planned, said, why):
    assert why in text_of(tap(browser_of(lan), planned, "fail", **said))
    assert FailedAiring.objects.get().why == why


def test_a_failure_without_a_reason_is_asked_for_one(browser_of, lan, planned):
    assert "Xin bấm một lý do" in text_of(tap(browser_of(lan), planned, "fail"))
    assert not FailedAiring.objects.exists()


def test_of_a_session_that_is_long_past_a_tap_asks_why_only_now(browser_of, lan, village):
    week, day = date(2026, 11, 9), "2026-11-10"
    session = {"weekday": 1, "slot": "evening", "minutes": 15, "starts_on": week, "languages": ["vie"]}
    planned = PlannedAiring.objects.create(body=village, planned_by=lan, **session)
    browser = browser_of(lan)
    assert text_of(browser.get(f"/phat-thanh/{village.pk}/?tuan={week}")).count("Vì sao hôm nay mới ghi?") == 2
    for what in ("confirm", "fail"):
        answer = tap(browser, planned, what, day=day, reason="power")
        assert "Xin cho biết vì sao hôm nay mới ghi." in text_of(answer)
    assert not Airing.objects.exists() and not FailedAiring.objects.exists()
    tap(browser, planned, "fail", day=day, reason="power", why_late="signal")
    tap(browser, planned, "confirm", day=day, why_late="forgot")
    assert (FailedAiring.objects.get().why_late, Airing.objects.get().why_late) == ("signal", "forgot")


@pytest.mark.parametrize("what", ["confirm", "fail"])
def test_nobody_taps_for_the_next_village(browser_of, hoa, planned, what):
    assert tap(browser_of(hoa), planned, what, reason="power").status_code == 404


@pytest.mark.parametrize("said", [{"day": "2026-11-24"}, {"day": "hôm qua"}, {"id": "không phải mã"}])
def test_a_tap_that_makes_no_sense_changes_nothing(browser_of, lan, planned, said):
    assert tap(browser_of(lan), planned, "confirm", **said).status_code == 200
    assert not Airing.objects.exists()


def test_the_office_sees_every_village_and_which_are_not_planned(browser_of, minh, planned):
    page = text_of(browser_of(minh).get("/phat-thanh/"))
    assert all(name in page for name in ("Nà Lìn", "Sín Chải", "Bản Mới"))
    assert "Có 2 thôn chưa đặt khung phát tuần này." in page


def test_the_calendar_asks_as_much_of_many_villages_as_of_one(browser_of, minh, planned, django_assert_max_num_queries):
    browser = browser_of(minh)
    with django_assert_max_num_queries(9):
        browser.get("/phat-thanh/")


@pytest.mark.parametrize("asked", ["", "không phải ngày", "1800-01-01", "2999-12-31"])
def test_a_week_that_nobody_can_mean_is_this_week(browser_of, lan, village, asked):
    page = text_of(browser_of(lan).get(f"/phat-thanh/{village.pk}/", {"tuan": asked}))
    assert "Tuần 23/11 – 29/11/2026, tuần này" in page


def test_a_session_is_planned_for_several_villages_at_once(browser_of, minh, commune):
    bodies = [body_of(commune, name).pk for name in ("Thôn Nà Lìn", "Thôn Bản Mới")]
    form = {"id": str(uuid7()), "weekday": "4", "slot": "morning", "minutes": "10", "starts_on": "2026-11-30"}
    answer = browser_of(minh).post("/phat-thanh/khung/moi/", {**form, "bodies": bodies}, follow=True)
    assert "Đã đặt khung phát cho 2 thôn." in text_of(answer)
    assert PlannedAiring.objects.filter(weekday=4, body__in=bodies).count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("weekday", "7"), ("slot", ""), ("minutes", "0"), ("starts_on", "2026-11-24"), ("languages", ["tyz"])],
)
def test_a_bad_word_is_answered_at_its_field_and_nothing_typed_is_lost(browser_of, lan, village, field, typed):
    good = {"id": str(uuid7()), "weekday": "4", "slot": "morning", "minutes": "17", "starts_on": "2026-11-30"}
    form = {**good, "languages": ["vie"], field: typed}
    answer = browser_of(lan).post(f"/phat-thanh/khung/moi/?don_vi={village.pk}", form)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert field == "minutes" or 'value="17"' in text_of(answer)


def test_moved_and_stopped_from_the_village_s_page(browser_of, lan, planned):
    browser = browser_of(lan)
    form = {"id": str(uuid7()), "weekday": "5", "slot": "morning", "minutes": "15", "starts_on": "2026-11-30"}
    answer = browser.post(reverse("outreach:move", args=[planned.pk]), {**form, "languages": ["vie"]}, follow=True)
    assert "Đã đổi khung phát" in text_of(answer) and "Thứ Bảy 5/12, buổi sáng" in text_of(answer)
    moved = PlannedAiring.objects.get(ends_on=None)
    browser.post(reverse("outreach:stop", args=[moved.pk]))
    assert not PlannedAiring.objects.filter(ends_on=None).exists()


def test_the_paper_beside_the_amplifier_says_when_and_leads_back(browser_of, lan, village, planned):
    answer = browser_of(lan).get(f"/phat-thanh/{village.pk}/in/")
    page = PdfReader(BytesIO(answer.content)).pages
    assert len(page) == 1
    said = " ".join(page[0].extract_text().split())
    assert "Thứ Hai, buổi chiều tối" in said and "Thôn Nà Lìn" in said and "quét mã này" in said


def test_a_village_that_planned_nothing_has_a_paper_too(browser_of, lan, village):
    assert browser_of(lan).get(f"/phat-thanh/{village.pk}/in/").content.startswith(b"%PDF-")


# --- bulletins


def write(browser, title="Thuốc lá điện tử") -> Bulletin:
    browser.post("/phat-thanh/ban-tin/moi/", {"id": str(uuid7()), "title": title, "priority": "normal"})
    bulletin = Bulletin.objects.get(title=title)
    for language in ("vie", "hmn"):
        sound = SimpleUploadedFile("doc.mp3", SOUND + language.encode())
        said = {"text": f"lời {language}", "audio": sound}
        browser.post(reverse("outreach:text", args=[bulletin.pk, language]), said)
    return Bulletin.objects.get(pk=bulletin.pk)


def answer_of(browser, bulletin, **said):
    asked = {"id": str(uuid7()), "sha256": bulletin.sha256, "points_at_somebody": "no", **said}
    return browser.post(reverse("outreach:review", args=[bulletin.pk]), asked)


@pytest.fixture
def on_air(browser_of, hanh, minh) -> Bulletin:
    bulletin = write(browser_of(hanh))
    answer_of(browser_of(minh), bulletin)
    week = {"id": str(uuid7()), "starts_on": "2026-11-23", "until": "2026-11-23"}
    browser_of(hanh).post(reverse("outreach:run", args=[bulletin.pk]), week)
    return bulletin


def test_from_the_first_word_to_the_village(browser_of, lan, village, on_air):
    page = text_of(browser_of(lan).get(f"/phat-thanh/{village.pk}/"))
    assert "Thuốc lá điện tử" in page and page.count("<audio controls") == 2 and "lời hmn" in page


def test_a_draft_is_its_writers_own(browser_of, hanh, lan, minh):
    bulletin = write(browser_of(hanh))
    address = reverse("outreach:bulletin", args=[bulletin.pk])
    assert browser_of(lan).get(address).status_code == 404
    assert "Thuốc lá điện tử" not in text_of(browser_of(lan).get("/phat-thanh/ban-tin/"))
    sound = reverse("outreach:sound", args=[bulletin.texts.first().pk])
    assert browser_of(lan).get(sound).status_code == 404
    assert "Bản tin có chỉ vào một người, một nhà nào không?" in text_of(browser_of(minh).get(address))
    assert "Duyệt bản tin" not in text_of(browser_of(hanh).get(address)), "who wrote it is not asked"


def test_sent_back_without_a_word_is_asked_for_it(browser_of, hanh, minh):
    answer = answer_of(browser_of(minh), write(browser_of(hanh)), points_at_somebody="yes")
    assert answer.status_code == 422 and "Xin ghi chỗ nào cần sửa." in text_of(answer)


def test_sent_back_its_writer_reads_why(browser_of, hanh, minh):
    bulletin = write(browser_of(hanh))
    answer_of(browser_of(minh), bulletin, points_at_somebody="yes", word="câu cuối nói rõ một xóm")
    page = text_of(browser_of(hanh).get(reverse("outreach:bulletin", args=[bulletin.pk])))
    assert "Được trả lại để sửa." in page and "câu cuối nói rõ một xóm" in page


def test_a_recording_that_is_none_is_answered_at_its_field(browser_of, hanh):
    bulletin = write(browser_of(hanh))
    said = {"text": "lời đã gõ", "audio": SimpleUploadedFile("a.mp3", b"<script>alert(1)</script>")}
    answer = browser_of(hanh).post(reverse("outreach:text", args=[bulletin.pk, "vie"]), said)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["audio"]
    assert "lời đã gõ" in text_of(answer)


def test_a_recording_plays_and_nothing_in_it_runs(browser_of, lan, on_air):
    answer = browser_of(lan).get(reverse("outreach:sound", args=[on_air.texts.get(language="vie").pk]))
    assert answer.content == SOUND + b"vie"
    assert answer["Content-Type"] == "audio/mpeg" and answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "media-src 'self'" in browser_of(lan).get("/")["Content-Security-Policy"]


def test_the_week_s_recordings_come_as_one_file_in_their_order(browser_of, lan, village, on_air):
    answer = browser_of(lan).get(f"/phat-thanh/{village.pk}/ban-thu/")
    archive = ZipFile(BytesIO(answer.content))
    assert archive.namelist() == ["01-vie.mp3", "02-hmn.mp3"]
    assert archive.read("02-hmn.mp3") == SOUND + b"hmn"
    assert answer["Content-Disposition"] == 'attachment; filename="phat-thanh-2026-11-23.zip"'


def test_a_week_without_recordings_has_no_file(browser_of, lan, village, on_air):
    assert browser_of(lan).get(f"/phat-thanh/{village.pk}/ban-thu/?tuan=2026-11-30").status_code == 404


def test_a_run_that_ends_before_it_begins_is_answered_at_its_field(browser_of, hanh, on_air):
    week = {"id": str(uuid7()), "starts_on": "2026-12-07", "until": "2026-11-30"}
    answer = browser_of(hanh).post(reverse("outreach:run", args=[on_air.pk]), week)
    assert answer.status_code == 422 and "Tuần cuối phải sau tuần đầu." in text_of(answer)


def test_taken_off_by_the_office_and_by_nobody_else(browser_of, hanh, lan, on_air):
    address = reverse("outreach:take_off", args=[Run.objects.get().pk])
    assert browser_of(lan).post(address).status_code == 404
    browser_of(hanh).post(address)
    assert not Run.objects.get().is_running


def test_the_languages_offered_are_those_of_the_villages(browser_of, hanh, commune):
    village = Body.objects.for_place(commune).get(name="Thôn Bản Mới").place
    village.languages = ["vie", "ium"]
    village.save()
    page = text_of(browser_of(hanh).get(reverse("outreach:bulletin", args=[write(browser_of(hanh)).pk])))
    assert "Viết lời tiếng Dao" in page and "Viết lời tiếng Tày" not in page


def test_how_many_questions_the_pages_ask(
    browser_of, hanh, lan, village, on_air, planned, django_assert_max_num_queries
):
    for browser, address in (
        (browser_of(hanh), "/phat-thanh/ban-tin/"),
        (browser_of(hanh), reverse("outreach:bulletin", args=[on_air.pk])),
        (browser_of(lan), f"/phat-thanh/{village.pk}/"),
    ):
        with django_assert_max_num_queries(12):
            browser.get(address)


def test_next_week_comes_after_this(browser_of, lan, village):
    after = MONDAY + timedelta(days=7)
    assert f"?tuan={after}" in text_of(browser_of(lan).get(f"/phat-thanh/{village.pk}/"))
