from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.registers import actions
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry, Import, SchoolClass, SignOff, Stay
from tests.support.commune import appoint

from .workbooks import NAMES, households, plain, template

MARCH = date(2026, 3, 1)


@pytest.fixture
def lans(browser_of, lan):
    return browser_of(lan)


def listing(body) -> str:
    return reverse("registers:listing", args=["ho", body.pk])


def fill(body, count: int) -> None:
    at = actions.clock.now()
    add_rows([Row("household", body, MARCH, NAMES[number % len(NAMES)]) for number in range(count)], at=at)


def test_a_name_without_marks_finds_the_household(lans, household):
    household("Nguyễn Văn Á")
    household("Nguyễn Thị Ân")
    page = lans.post(reverse("registers:overview"), {"q": "nguyen van a"}).content.decode()
    assert "Nguyễn Văn Á" in page and "Nguyễn Thị Ân" not in page


def test_what_is_searched_for_is_no_part_of_an_address(lans, household):
    household("Nguyễn Văn Á")
    page = lans.get(reverse("registers:overview"), {"q": "nguyen van a"}).content.decode()
    assert "Nguyễn Văn Á" not in page
    assert 'name="q"' in page and 'method="post"' in page


def test_a_stranger_finds_nobody(browser_of, hoa, household):
    entry = household("Nguyễn Văn Á")
    theirs = browser_of(hoa)
    assert "Nguyễn Văn Á" not in theirs.post(reverse("registers:overview"), {"q": "nguyen"}).content.decode()
    assert theirs.get(reverse("registers:show", args=[entry.pk])).status_code == 404


def test_no_title_and_no_address_holds_a_name(lans, household):
    entry = household("Nguyễn Văn Á")
    address = reverse("registers:show", args=[entry.pk])
    page = lans.get(address).content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert "Nguyễn" not in title and "nguyen" not in address


@pytest.mark.parametrize("count", [3, 180])
def test_pages_ask_few_questions_however_many_households(lans, village, count, django_assert_max_num_queries):
    fill(village, count)
    some = Entry.objects.first()
    pages = [
        reverse("registers:overview"),
        listing(village),
        reverse("registers:show", args=[some.pk]),
        reverse("registers:month", args=[village.pk, 2026, 3]),
        reverse("registers:duplicates", args=["ho", village.pk]),
    ]
    for page in pages:
        with django_assert_max_num_queries(15):
            assert lans.get(page).status_code == 200


def test_a_long_list_is_shown_by_pages_and_as_of_a_day(lans, village):
    fill(village, 120)
    assert "Trang 1 trong 3" in lans.get(listing(village)).content.decode()
    assert "0 hộ, tính đến 28/2/2026" in lans.get(listing(village), {"ngay": "28/02/2026"}).content.decode()
    assert lans.get(listing(village), {"ngay": "31/02/2026"}).status_code == 200


def sent(**more) -> dict:
    return {"id": str(uuid7()), "name": "Lò Văn Pản", "address": "", "phone": "", "on": "01/03/2026"} | more


def test_a_household_is_added_and_moved_and_leaves(lans, village, next_village):
    made = lans.post(reverse("registers:create", args=["ho", village.pk]), sent(phone="912 345 678"))
    entry = Entry.objects.get()
    assert made.url == reverse("registers:show", args=[entry.pk])
    assert entry.phone == "0912345678"
    page = lans.get(made.url).content.decode()
    assert "mới đến" in page and "Tách hộ" in page
    moved = lans.post(
        reverse("registers:act", args=[entry.pk, "chuyen"]), {"to": next_village.pk, "address": "", "on": "01/04/2026"}
    )
    assert moved.url == reverse("registers:overview")  # out of Lan's reach now
    assert [stay.body for stay in Stay.objects.all()] == [village, next_village]


VERBS = {
    "sua": {"name": "Lò Văn Phản", "address": "", "phone": ""},
    "tach": {"id": "018f0000-0000-7000-8000-000000000001", "name": "Lò Văn Pó", "on": "01/04/2026"},
    "nhap": {"on": "01/04/2026", "into": "other"},
    "roi": {"on": "01/04/2026"},
    "ghi-trung": {"into": "other"},
    "ghi-nham": {},
}


@pytest.mark.parametrize("slug", VERBS)
def test_every_verb_has_a_form_that_does_it(lans, household, slug):
    entry, other = household(on=MARCH), household("Lò Văn Ín", on=MARCH)
    address = reverse("registers:act", args=[entry.pk, slug])
    assert lans.get(address).status_code == 200
    before = list(Stay.objects.values()) + list(Entry.objects.values())
    form = {name: str(other.pk) if value == "other" else value for name, value in VERBS[slug].items()}
    assert lans.post(address, form).status_code == 302
    assert list(Stay.objects.values()) + list(Entry.objects.values()) != before


def test_a_form_asks_at_most_five_things(lans, household, village):
    entry = household()
    addresses = [reverse("registers:create", args=[slug, village.pk]) for slug in ("ho", "co-so")]
    addresses += [reverse("registers:act", args=[entry.pk, slug]) for slug in VERBS]
    for address in addresses:
        assert len(lans.get(address).context["form"].visible_fields()) <= 5


def test_what_is_refused_is_said_beside_the_form(lans, household):
    entry = household(on=MARCH)
    answer = lans.post(reverse("registers:act", args=[entry.pk, "roi"]), {"on": "01/02/2026"})
    assert answer.status_code == 422
    assert "trước ngày bắt đầu tính" in answer.content.decode()


def test_a_pair_is_told_apart_or_made_one(lans, household, village):
    first, second, third = (household(on=MARCH) for _ in range(3))
    address = reverse("registers:duplicates", args=["ho", village.pk])
    lans.post(address, {"pair": f"{first.pk} {second.pk}", "same": "0"})
    lans.post(address, {"pair": f"{first.pk} {third.pk}", "same": "1"})
    assert list(first.told_apart.all()) == [second]
    assert Entry.objects.get(pk=third.pk).merged_into == first
    assert lans.post(address, {"pair": "x"}).status_code == 302


def test_both_sides_sign_and_only_the_police_read_the_number(lans, browser_of, son, household, village):
    household(on=MARCH)
    address = reverse("registers:month", args=[village.pk, 2026, 3])
    lans.post(f"{address}ky/", {"returned_count": "4"})
    police = browser_of(son)
    police.post(f"{address}ky/", {"returned_count": "9"})
    assert [each.returned_count for each in SignOff.objects.order_by("signed_at")] == [4, None]
    assert "trở về: 4 người" in police.get(address).content.decode()
    assert "trở về: 4 người" not in lans.get(address).content.decode()


def test_a_head_teacher_counts_classes(browser_of, school, lans):
    head = browser_of(appoint("thay", "Hà Văn Thầy", "R9", school))
    address = reverse("registers:school", args=[school.pk])
    form = {"name": "5A", "pupils": "30", "parents": "28", "on": "05/09/2026"}
    assert head.post(address, form).status_code == 302
    assert "30" in head.get(address).content.decode()
    assert SchoolClass.objects.get().year == 2026
    assert lans.get(address).status_code == 404


# --- workbooks ------------------------------------------------------------------------------------------------


def upload(browser, content: bytes) -> str:
    file = SimpleUploadedFile("so.xlsx", content)
    answer = browser.post(reverse("registers:upload"), {"kind": "household", "since": "01/01/2026", "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_a_workbook_is_looked_at_then_imported_then_undone(lans, village):
    rows = households(3)
    rows[2][3] = "không có"
    address = upload(lans, template({"Nà Lìn": rows}))
    page = lans.get(address)
    assert Entry.objects.count() == 0
    assert "cột D (Số điện thoại): «không có» không giống số điện thoại" in page.content.decode()
    chosen = {name: bound.initial or "" for name, bound in ((b.name, b) for b in page.context["form"])}
    assert chosen["name"] == "ho va ten chu ho"
    assert lans.post(address, chosen | {"really": "1"}).status_code == 302
    assert Entry.objects.count() == 2
    result = lans.get(address).content.decode()
    assert "đã thêm" in result and "Hoàn tác lần nhập này" in result
    assert not Import.objects.get().file
    lans.post(f"{address}hoan-tac/")
    assert Entry.objects.count() == 0


def test_other_columns_may_be_chosen_before_anything_is_written(lans, village):
    address = upload(lans, plain([["Họ và tên", "Tên khác"], ["Lò Văn Pản", "Giàng A Páo"]], title="Nà Lìn"))
    again = lans.post(address, {"name": "ten khac"})
    assert again.status_code == 200
    assert "Giàng A Páo" in again.content.decode()
    lans.post(address, {"name": "ten khac", "really": "1"})
    assert [entry.name for entry in Entry.objects.all()] == ["Giàng A Páo"]


def test_a_workbook_is_its_sender_s_alone(lans, browser_of, hoa, village):
    address = upload(lans, template({"Nà Lìn": households(2)}))
    assert browser_of(hoa).get(address).status_code == 404
    assert browser_of(hoa).post(f"{address}hoan-tac/").status_code == 404


def test_what_is_no_workbook_is_said(lans, village):
    file = SimpleUploadedFile("so.xlsx", b"MZ")
    answer = lans.post(reverse("registers:upload"), {"kind": "household", "since": "01/01/2026", "file": file})
    assert answer.status_code == 422


def test_the_register_comes_back_as_it_went_out(lans, browser_of, lan, household, village):
    entry = household("=cmd|' /C calc'!A0", phone="0912345678", address="@nhóm 2")
    household("Lò Văn Ín")
    answer = lans.post(reverse("registers:export", args=["ho", village.pk]), {"why": "correct"})
    assert answer["Content-Disposition"] == 'attachment; filename="so-bo.xlsx"'
    event = Event.objects.get(verb="register.exported")
    assert event.detail == {"kind": "household", "why": "correct"}
    assert no_formula(answer.content)
    Entry.objects.filter(pk=entry.pk).update(name="Lò Văn Pản")
    before = list(Entry.objects.values())
    answer = lans.post(reverse("registers:export", args=["ho", village.pk]), {"why": "correct"})
    page = lans.get(upload(lans, answer.content))
    assert (page.context["told"].new, page.context["told"].changes, page.context["told"].unchanged) == ([], [], 2)
    assert list(Entry.objects.values()) == before


def no_formula(content: bytes) -> bool:
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(content)).active
    return not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
