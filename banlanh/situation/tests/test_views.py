"""The area's pages: what they show, to whom, and how they answer what was typed wrong."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from banlanh.core.ids import uuid7
from banlanh.records.registry import KINDS
from banlanh.records.tests.uploads import JPG, upload
from banlanh.situation import actions
from banlanh.situation.models import HotlineNumber, HotSpot, Inspection, ListUpdate, Patrol, Poster, Route, SpotStep
from tests.support.rooms import typed_into

from . import made

AREA, HOTLINE = "/dia-ban/", "/dia-ban/duong-day-nong/"
MILLIMETRE = 72 / 25.4


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def errors(answer) -> dict[str, str]:
    assert answer.status_code == 422
    return {name: found[0] for name, found in answer.context["form"].errors.items()}


# --- every kind of record by its form ---------------------------------------------------------------


@pytest.fixture
def forms(police, military, village, son, chinh, lan, route, inn, spot, line) -> dict:
    """By the key of the kind: who records for which body, and what is typed."""
    day = {"happened_on": "22/11/2026"}
    return {
        "patrol": (chinh, military, Patrol, day | {"routes": [route.pk], "forces": ["guard"], "findings_trace": "1"}),
        "inspection": (son, police, Inspection, day | {"establishment": inn.pk, "result": "passed"}),
        "list_update": (son, police, ListUpdate, day | {"month": "2026-11-01", "returned_in": "7"}),
        "hot_spot": (son, police, SpotStep, day | {"spot": spot.pk, "verb": "worked_on", "note": "phát quang"}),
        "poster": (lan, village, Poster, day | {"number": line.pk, "file": upload("bang.jpg", JPG)}),
    }


def sent(browser_of, forms, key, **changes):
    user, body, _, typed = forms[key]
    address = f"{reverse('records:create', args=[key])}?don_vi={body.pk}"
    client = browser_of(user)
    form = {name: value for name, value in typed_into(client.get(address)).items() if name in ("id", "covers_on")}
    return client, address, form | typed | changes


@pytest.mark.parametrize("key", ["patrol", "inspection", "list_update", "hot_spot", "poster"])
def test_a_record_is_made_once_however_often_it_is_sent_and_voided_with_a_reason(browser_of, forms, key):
    model = forms[key][2]
    rows = model.objects.count()
    client, address, form = sent(browser_of, forms, key)
    first = client.post(address, form)
    if "file" in form:
        form["file"].seek(0)
    again = client.post(address, form)
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    assert model.objects.count() == rows + 1

    page = client.get(first["Location"])
    assert page.status_code == 200 and KINDS[key].name in words_of(page)
    assert ("void_form" in page.context) and (page.context["void_form"] is None) == (key == "patrol")
    if key != "patrol":  # the military's cell of the matrix does not void
        client.post(f"{first['Location']}huy/", {"reason": "Ghi nhầm ngày."})
        assert "Bản ghi này đã hủy" in words_of(client.get(first["Location"]))
        assert model.objects.live().count() == rows


WRONG = [
    ("patrol", {"happened_on": "31/02/2026"}, "happened_on", "Ngày chưa đúng"),
    ("patrol", {"happened_on": "01/01/2099"}, "happened_on", "chưa tới"),
    ("patrol", {"routes": []}, "routes", "chưa điền ô này"),
    ("patrol", {"routes": ["ở đâu đó"]}, "routes", "có trong danh sách"),
    ("patrol", {"routes": [str(uuid7())]}, "routes", "có trong danh sách"),
    ("patrol", {"forces": ["hàng xóm"]}, "forces", "có trong danh sách"),
    ("patrol", {"findings_trace": "nhiều"}, "findings", "Xin ghi số, ví dụ 2"),
    ("patrol", {"findings_trace": "-1"}, "findings", "Số nhỏ nhất là 0"),
    ("patrol", {"findings_trace": "1000"}, "findings", "Số lớn nhất là 999"),
    ("patrol", {"note": "x" * 301}, "note", "Dài quá"),
    ("inspection", {"establishment": "quán nào đó"}, "establishment", "có trong danh sách"),
    ("inspection", {"faults": ["fire"]}, "result", "xin chọn nhắc nhở hoặc lập biên bản"),
    ("inspection", {"faults": ["gì đó"]}, "faults", "có trong danh sách"),
    ("inspection", {"result": "reminded", "mend_by": "30/11/2026"}, "faults", "ít nhất một điều chưa đạt"),
    ("inspection", {"result": "reminded", "faults": ["fire"]}, "mend_by", "Xin ghi ngày phải sửa xong"),
    (
        "inspection",
        {"result": "minuted", "faults": ["fire"], "mend_by": "19/11/2026"},
        "mend_by",
        "sau ngày kiểm tra",
    ),
    ("list_update", {"month": "2026-13-01"}, "month", "có trong danh sách"),
    ("list_update", {"care_in": "1,5"}, "care", "Xin ghi số"),
    ("list_update", {"managed_out": "-2"}, "managed", "Số nhỏ nhất là 0"),
    ("list_update", {"returned_changed": "mười"}, "returned", "Xin ghi số"),
    ("list_update", {"happened_on": ""}, "happened_on", "chưa điền ô này"),
    ("hot_spot", {"spot": "bến suối"}, "spot", "có trong danh sách"),
    ("hot_spot", {"verb": "quên đi"}, "verb", "có trong danh sách"),
    ("hot_spot", {"verb": "cleared"}, "document", "Xin ghi số văn bản"),
    ("hot_spot", {"verb": "opened", "document": "1/QĐ"}, "__all__", "không xác định lại"),
    ("hot_spot", {"note": "x" * 301}, "note", "Dài quá"),
    ("poster", {"number": "113"}, "number", "có trong danh sách"),
    ("poster", {"happened_on": "hôm qua"}, "happened_on", "Ngày chưa đúng"),
    ("poster", {"file": upload("bang.exe", b"MZ")}, "file", "không nhận được"),
]


@pytest.mark.parametrize(("key", "typed", "field", "sentence"), WRONG)
def test_bad_input_is_answered_at_its_field_and_nothing_typed_is_lost(browser_of, forms, key, typed, field, sentence):
    model = forms[key][2]
    rows = model.objects.count()
    client, address, form = sent(browser_of, forms, key, **typed)
    answer = client.post(address, form)
    assert sentence in errors(answer)[field]
    page = answer.content.decode()
    lost = [value for name, value in typed.items() if isinstance(value, str) and name != "happened_on" and value]
    assert not lost or field in ("establishment", "spot", "verb", "month", "number") or lost[-1] in page
    assert model.objects.count() == rows


def test_a_commune_without_routes_or_numbers_is_told_what_comes_first(browser_of, military, chinh, village, lan):
    patrol = browser_of(chinh).get(f"/ban-ghi/patrol/moi/?don_vi={military.pk}")
    assert "Xã chưa đặt tên tuyến nào" in words_of(patrol)
    client = browser_of(lan)
    page = client.get("/ban-ghi/poster/moi/")
    assert "Công an xã ghi số trước" in words_of(page)
    answer = client.post("/ban-ghi/poster/moi/", {"id": uuid7(), "happened_on": "22/11/2026"})
    assert "Công an xã ghi số trước" in errors(answer)["__all__"]


# --- the overview and the pages of nouns ------------------------------------------------------------


def test_the_police_see_the_whole_area(browser_of, police, military, son, chinh, route, inn, spot):
    made.patrol(military, chinh, [route])
    made.faulty(police, son, inn, mend_by=date(2026, 11, 21))
    made.lists(police, son)
    words = words_of(browser_of(son).get(AREA))
    for said in (
        "Lối mòn dốc Đá",
        "1/2 lượt",
        "quá hạn sửa từ 21/11",
        "Lều nương sau dốc Đá",
        "Danh sách tháng 11/2026",
    ):
        assert said in words


def test_the_military_sees_its_own_patrols_and_nothing_of_the_police(
    browser_of, police, military, son, chinh, route, inn, spot
):
    made.patrol(military, chinh, [route])
    made.patrol(police, son, [route])
    page = browser_of(chinh).get(AREA)
    assert len(page.context["patrols"]) == 1
    assert "Chỉ tính các buổi mà đơn vị của đồng chí ghi." in words_of(page)
    assert "Homestay" not in words_of(page) and "Lều nương" not in words_of(page)


@pytest.mark.parametrize("who", ["minh", "lan", "hoa"])
def test_others_find_no_page_of_the_area(request, browser_of, who, route, inn, spot):
    client = browser_of(request.getfixturevalue(who))
    for address in (AREA, f"{AREA}diem/{spot.pk}/", f"{AREA}co-so/{inn.pk}/", f"{AREA}tuyen/{route.pk}/"):
        assert client.get(address).status_code == 404, address


def test_the_secretary_sees_that_it_was_done_and_not_what_was_written(browser_of, minh, police, son, route):
    patrol = made.patrol(police, son, [route])
    client = browser_of(minh)
    assert client.get(f"/ban-ghi/patrol/{patrol.pk}/").status_code == 404
    assert client.get(f"/don-vi/{police.pk}/").status_code == 200
    assert "tuần tra thứ" not in words_of(client.get(f"/don-vi/{police.pk}/")).lower()
    assert client.get(f"/so-lieu/patrols/{police.pk}/").status_code == 404
    assert browser_of(son).get(f"/so-lieu/patrols/{police.pk}/").status_code == 200


@pytest.mark.parametrize("many", [1, 6])
def test_the_overview_asks_little_however_much_there_is(
    browser_of, police, village, son, many, django_assert_max_num_queries
):
    for number in range(many):
        route = made.route(police.commune, son, name=f"Tuyến {number}")
        made.patrol(police, son, [route])
        made.faulty(police, son, made.establishment(village, f"Nhà nghỉ {number}"))
        made.spot(police, village, son, name=f"Lán {number}")
    client = browser_of(son)
    with django_assert_max_num_queries(15):
        client.get(AREA)


def test_a_hot_spot_is_opened_once_and_shows_its_steps(browser_of, son, village):
    client = browser_of(son)
    form = typed_into(client.get(f"{AREA}diem/moi/")) | {"name": "Lán bỏ hoang", "village": village.pk}
    form |= {"happened_on": "20/10/2026", "document": "15/QĐ-CAX"}
    assert "vì sao hôm nay mới ghi" in errors(client.post(f"{AREA}diem/moi/", form))["why_late"]
    form |= {"why_late": "paper"}
    first, again = client.post(f"{AREA}diem/moi/", form), client.post(f"{AREA}diem/moi/", form)
    assert first["Location"] == again["Location"] and HotSpot.objects.count() == SpotStep.objects.count() == 1
    assert SpotStep.objects.get().why_late == "paper"
    made.step(HotSpot.objects.get(), son, "cleared")
    words = words_of(client.get(first["Location"]))
    assert "Đã xóa điểm, 20/11" in words and "15/QĐ-CAX" in words


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "nhà ông Páo"}, "name", "tên nhà của một người"),
        ({"name": ""}, "name", "chưa điền"),
        ({"village": ""}, "village", "chưa điền"),
        ({"document": ""}, "document", "chưa điền"),
        ({"happened_on": "01/01/2099"}, "happened_on", "chưa tới"),
    ],
)
def test_a_hot_spot_typed_wrong_is_answered_at_its_field(browser_of, son, village, typed, field, sentence):
    form = {"id": uuid7(), "name": "Lán", "village": village.pk, "happened_on": "20/10/2026", "document": "15/QĐ"}
    assert sentence in errors(browser_of(son).post(f"{AREA}diem/moi/", form | typed))[field]
    assert not HotSpot.objects.exists()


def test_a_business_shows_every_look_and_how_it_stands(browser_of, police, son, inn):
    made.faulty(police, son, inn, happened_on=date(2026, 10, 1), mend_by=date(2026, 10, 20))
    made.inspection(police, son, inn)
    words = words_of(browser_of(son).get(f"{AREA}co-so/{inn.pk}/"))
    assert "không phải sửa gì" in words and "Chưa đạt: phòng cháy, lối thoát" in words


def test_a_route_is_added_shown_and_closed(browser_of, son):
    client = browser_of(son)
    form = typed_into(client.get(f"{AREA}tuyen/moi/")) | {"name": "Lối mòn mới", "kind": "track", "times": "1"}
    client.post(f"{AREA}tuyen/moi/", form)
    client.post(f"{AREA}tuyen/moi/", form)
    route = Route.objects.get()
    assert "Đã có tuyến «Lối mòn mới»" in errors(client.post(f"{AREA}tuyen/moi/", form | {"id": uuid7()}))["__all__"]
    assert client.post(f"{AREA}tuyen/{route.pk}/thoi/").status_code == 302
    assert "thôi đi từ 23/11/2026" in words_of(client.get(f"{AREA}tuyen/{route.pk}/"))


# --- the hotline ------------------------------------------------------------------------------------


def test_the_hotline_says_which_villages_show_the_number(browser_of, minh, lan, village, line):
    client = browser_of(minh)
    assert "3 thôn chưa có" in words_of(client.get(HOTLINE))
    made.poster(village, lan, line, files=[upload("bang.jpg", JPG)])
    words = words_of(client.get(HOTLINE))
    assert "0912 345 678" in words and "Trung tá Vàng Văn Sơn" in words
    assert "2 thôn chưa có" in words and "từ 20/11/2026, có ảnh" in words


def test_a_village_sees_its_own_poster_and_no_other(browser_of, lan, line):
    page = browser_of(lan).get(HOTLINE)
    assert [body.name for body, *_ in page.context["villages"]] == ["Thôn Nà Lìn"]
    assert "Ghi số mới" not in words_of(page)


def test_a_number_is_added_once_and_ended(browser_of, minh):
    client = browser_of(minh)
    form = typed_into(client.get(f"{HOTLINE}moi/")) | {"number": "+84 912.345.678", "officer": "Trung tá Sơn"}
    client.post(f"{HOTLINE}moi/", form)
    client.post(f"{HOTLINE}moi/", form)
    line = HotlineNumber.objects.get()
    assert line.number == "0912345678"
    client.post(f"{HOTLINE}{line.pk}/thoi/", {"on": "23/11/2026"})
    assert HotlineNumber.objects.get().ends_on == date(2026, 11, 23)
    assert "Chưa có số nào" in words_of(client.get(HOTLINE))


@pytest.mark.parametrize("number", ["", "12", "0912 345", "không nhớ", "0912345678901"])
def test_a_number_typed_wrong_is_answered_at_its_field(browser_of, minh, number):
    form = {"id": uuid7(), "number": number, "officer": "Trung tá Sơn", "starts_on": "01/11/2026"}
    assert "number" in errors(browser_of(minh).post(f"{HOTLINE}moi/", form))
    assert not HotlineNumber.objects.exists()


def test_the_office_writes_the_second_language_and_the_poster_has_it(browser_of, minh, lan, line):
    client = browser_of(minh)
    client.post(f"{HOTLINE}loi/hmn/", {"call": "Lời gọi bằng tiếng Mông", "promise": "Lời hứa"})
    assert "Lời gọi bằng tiếng Mông" in text_of(browser_of(lan).get(f"{HOTLINE}{line.pk}/bang/a4/?tieng=hmn"))
    assert "Lời gọi bằng tiếng Mông" not in text_of(browser_of(lan).get(f"{HOTLINE}{line.pk}/bang/a4/"))
    assert client.get(f"{HOTLINE}loi/vie/").status_code == client.get(f"{HOTLINE}loi/xx/").status_code == 404


def read(answer) -> PdfReader:
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(answer).pages))


@pytest.mark.parametrize(("paper", "width", "least"), [("a4", 297, 30), ("a3", 420, 42)])
def test_the_number_can_be_read_from_five_metres(browser_of, lan, line, paper, width, least):
    """Signs are read from two hundred times the height of their letters: 25 mm from five metres."""
    [page] = read(browser_of(lan).get(f"{HOTLINE}{line.pk}/bang/{paper}/")).pages
    assert round(float(page.mediabox.width) / MILLIMETRE) == width
    sizes = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.append(abs(size * tm[3] * cm[3])))
    assert 0.66 * max(sizes) / MILLIMETRE > least


def test_the_longest_words_still_fit_one_sheet(browser_of, commune, minh, lan, line):
    actions.write_text(commune=commune, language="hmn", call="dài " * 14, promise="rất dài " * 11, by=minh)
    HotlineNumber.objects.update(officer="Trung tá " + "Nguyễn " * 10)
    assert len(read(browser_of(lan).get(f"{HOTLINE}{line.pk}/bang/a4/?tieng=hmn")).pages) == 1


def test_a_poster_of_another_commune_or_paper_is_not_here(browser_of, lan, line):
    client = browser_of(lan)
    assert client.get(f"{HOTLINE}{uuid7()}/bang/a4/").status_code == 404
    assert client.get(f"{HOTLINE}{line.pk}/bang/a0/").status_code == 404
