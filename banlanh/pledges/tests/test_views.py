from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.pledges.models import Scan, Sheet, Signature
from banlanh.registers import actions as registers
from banlanh.registers.models import SchoolClass
from tests.support.commune import appoint, body_of, son
from tests.support.rooms import typed_into


def page_of(campaign, body, name="collect"):
    return reverse(f"pledges:{name}", args=[campaign.pk, body.pk])


def sent(page, entries, **more):
    return typed_into(page) | {"entries": [entry.pk for entry in entries]} | more


@pytest.fixture
def shown(campaign, village, lan, browser_of):
    return lambda: browser_of(lan).get(page_of(campaign, village))


def test_an_evening_is_ticked_and_saved_with_its_photograph(
    shown, campaign, village, lan, browser_of, households, photo
):
    entries = households(30)
    form = sent(shown(), entries, file=photo())
    answer = browser_of(lan).post(page_of(campaign, village), form)
    assert answer.status_code == 302
    again = browser_of(lan).post(page_of(campaign, village), form | {"file": photo()})
    assert again.status_code == 302
    assert (Signature.objects.count(), Sheet.objects.count(), Scan.objects.count()) == (30, 1, 1)


@pytest.mark.parametrize("many", [1, 30])
def test_saving_costs_the_same_however_many_are_ticked(
    shown, campaign, village, lan, browser_of, households, django_assert_max_num_queries, many
):
    """Who asks, what for (2), the log's head, seven to write with their reasons, the transaction (2)."""
    browser, form = browser_of(lan), sent(shown(), households(many))
    with django_assert_max_num_queries(13) as asked:
        assert browser.post(page_of(campaign, village), form).status_code == 302
    assert not any('UPDATE "accounts_session"' in query["sql"] for query in asked.captured_queries)


def test_the_page_after_says_what_was_saved(shown, campaign, village, lan, browser_of, households):
    browser, form = browser_of(lan), sent(shown(), households(14))
    page = browser.post(page_of(campaign, village), form, follow=True)
    assert "Đã ghi 14 dòng ký ngày 23/11/2026" in page.content.decode()
    again = browser.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], sent(page, []))
    assert again.status_code == 422 and "Đã ghi" not in again.content.decode()
    assert "Đã ghi" not in browser.get(page_of(campaign, village), {"da-ghi": "x"}).content.decode()


@pytest.mark.parametrize("ticked", ["khong-phai-ma", "01a0a1b2-0000-7000-8000-000000000007"])
def test_what_is_in_no_register_is_refused(shown, campaign, village, lan, browser_of, households, ticked):
    form = sent(shown(), households(1)) | {"entries": [ticked]}
    assert browser_of(lan).post(page_of(campaign, village), form).status_code == 422
    assert not Signature.objects.exists()


def test_who_has_not_signed_comes_first(shown, households, sign):
    entries = households(3)
    sign(entries[:1])
    html = shown().content.decode()
    assert "Đã ký 1 / 3 hộ" in html
    assert html.index("Lò Văn B") < html.index("Lò Văn A")


def test_of_a_campaign_that_is_over_its_last_day_is_offered(opened, village, lan, browser_of, households):
    households(1)
    over = opened(ends_on=date(2026, 10, 31))
    assert typed_into(browser_of(lan).get(page_of(over, village)))["on"] == date(2026, 10, 31)


def test_of_a_day_that_is_long_past_a_sheet_asks_why_and_loses_no_tick(
    shown, campaign, village, lan, browser_of, households
):
    browser, form = browser_of(lan), sent(shown(), households(3), on="20/11/2026")
    asked = browser.post(page_of(campaign, village), form)
    html = asked.content.decode()
    assert asked.status_code == 422 and html.count("<legend>Vì sao hôm nay mới ghi?</legend>") == 1
    assert html.count(" checked") == 3 and not Sheet.objects.exists()
    browser.post(page_of(campaign, village), form | {"why_late": "paper"})
    sheet = Sheet.objects.get()
    page = browser.get(reverse("pledges:sheet", args=[sheet.pk])).content.decode()
    assert "(3 ngày sau)" in page and "ghi lại từ sổ giấy" in page
    assert Event.objects.get(verb="pledges.signed").detail["why_late"] == "paper"


def test_nothing_ticked_is_said_beside_the_boxes(shown, campaign, village, lan, browser_of, households):
    households(1)
    answer = browser_of(lan).post(page_of(campaign, village), sent(shown(), []))
    assert answer.status_code == 422
    assert "ít nhất một dòng" in answer.content.decode()


def test_what_was_ticked_stays_ticked_where_the_day_is_wrong(shown, campaign, village, lan, browser_of, households):
    answer = browser_of(lan).post(page_of(campaign, village), sent(shown(), households(1), on="01/08/2026"))
    assert answer.status_code == 422
    assert " checked" in answer.content.decode()


@pytest.mark.parametrize("number", range(2))
def test_nobody_but_the_collector_sees_a_name(campaign, village, commune, households, sign, photo, browser_of, number):
    """P4: neither who signed nor who did not, nor the paper, is read by the police chief, who reads registers."""
    other = [son(commune), appoint("chu-tich", "Hà Văn Chính", "R2", body_of(commune, "Ủy ban nhân dân xã"))][number]
    sheet = sign(households(20)[:10], files=[photo()])
    browser = browser_of(other)
    closed = [
        page_of(campaign, village),
        reverse("pledges:sheet", args=[sheet.pk]),
        reverse("pledges:scan", args=[sheet.scans.get().pk]),
    ]
    assert [browser.get(address).status_code for address in closed] == [404, 404, 404]
    html = browser.get(reverse("pledges:show", args=[campaign.pk])).content.decode()
    assert "50 – 79%" in html and "Lò Văn" not in html


def test_an_address_that_names_nothing_is_not_found(campaign, village, lan, browser_of):
    absent = [(campaign.pk, 10**20), (campaign.pk, 0), (uuid7(), village.pk)]
    pages = [reverse("pledges:collect", args=args) for args in absent]
    assert [browser_of(lan).get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize(
    ("signed", "said"),
    [(0, "dưới 50%"), (9, "dưới 50%"), (10, "50 – 79%"), (16, "80 – 94%"), (19, "từ 95%"), (20, "từ 95%")],
)
def test_others_than_the_collector_see_a_village_in_a_band_beside_the_exact_sum(
    campaign, village, next_village, hoa, households, sign, minh, lan, browser_of, signed, said
):
    if signed:
        sign(households(20)[:signed])
    else:
        households(20)
    sign(households(20, next_village)[:12], body=next_village, by=hoa)
    address = reverse("pledges:show", args=[campaign.pk])
    html = browser_of(minh).get(address).content.decode()
    assert said in html and f"{signed + 12} / 40" in html
    assert f"{signed} / 20" not in html and "12 / 20" not in html
    assert f"{signed} / 20" in browser_of(lan).get(address).content.decode()


def test_who_answers_for_a_village_and_does_not_collect_there_sees_its_band_and_no_sum(
    campaign, village, commune, households, sign, browser_of
):
    sign(households(20)[:16])
    du = appoint("du", "Sùng A Dử", "R5", body_of(commune, "Đảng ủy xã"), villages=[village.place])
    html = browser_of(du).get(reverse("pledges:show", args=[campaign.pk])).content.decode()
    assert "80 – 94%" in html and "16 / 20" not in html


def test_a_row_is_voided_on_the_page_of_its_sheet(households, sign, lan, browser_of):
    sheet = sign(households(1))
    row = sheet.signatures.get()
    browser = browser_of(lan)
    address = reverse("pledges:void", args=[sheet.pk, row.pk])
    browser.post(address, {"reason": "nhầm"})
    assert Signature.objects.live().count() == 1
    browser.post(address, {"reason": "ghi nhầm hộ khác"})
    assert Signature.objects.live().count() == 0
    assert "ghi nhầm hộ khác" in browser.get(reverse("pledges:sheet", args=[sheet.pk])).content.decode()


def test_a_photograph_comes_back_as_a_download(households, sign, photo, lan, browser_of):
    sheet = sign(households(1))
    browser = browser_of(lan)
    browser.post(reverse("pledges:sheet", args=[sheet.pk]), {"file": photo()})
    answer = browser.get(reverse("pledges:scan", args=[sheet.scans.get().pk]))
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer["Content-Security-Policy"] == "sandbox"


def test_a_campaign_is_opened_on_a_page(commune, minh, lan, browser_of):
    browser = browser_of(minh)
    page = browser.get(reverse("pledges:start"))
    said = {"title": "Cam kết 2026", "text": "Tôi cam kết.", "starts_on": "01/09/2026", "ends_on": "31/12/2026"}
    answer = browser.post(reverse("pledges:start"), typed_into(page) | {"signers": "household"} | said)
    assert answer.status_code == 302
    assert "Cam kết 2026" in browser_of(lan).get(reverse("pledges:index")).content.decode()
    assert browser_of(lan).get(reverse("pledges:start")).status_code == 404


def test_the_paper_holds_the_text_every_row_and_the_way_back(campaign, village, households, lan, hoa, browser_of):
    households(26)
    answer = browser_of(lan).post(page_of(campaign, village, "paper"))
    document = pypdfium2.PdfDocument(BytesIO(answer.content))
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "Gia đình tôi cam kết." in words and "Thôn Nà Lìn" in words
    assert all(f"Lò Văn {chr(65 + number)}" in words for number in range(26))
    assert browser_of(hoa).post(page_of(campaign, village, "paper")).status_code == 404


def test_words_on_paper_are_never_markup(opened, village, households, lan, browser_of):
    campaign = opened(text='#panic("x") *đậm* $1$ \\ @a', title="#emoji.face [a")
    households(1)
    answer = browser_of(lan).post(page_of(campaign, village, "paper"))
    words = pypdfium2.PdfDocument(BytesIO(answer.content))[0].get_textpage().get_text_range()
    assert '#panic("x") *đậm* $1$' in words and "#emoji.face [a" in words


def test_a_form_without_its_number_is_refused(shown, campaign, village, lan, browser_of, households):
    form = sent(shown(), households(1), id="x")
    assert browser_of(lan).post(page_of(campaign, village), form).status_code == 422
    assert browser_of(lan).post(page_of(campaign, village), form | {"id": uuid7()}).status_code == 302


def test_a_school_says_its_classes_in_numbers(opened, school, browser_of):
    head, campaign = appoint("hieu-truong", "Đào Thị Thu", "R9", school), opened("classes")
    numbers = {"year": 2026, "name": "1A", "pupils": 30, "parents": 28}
    registers.set_class(body=school, by=head, on=date(2026, 9, 1), **numbers)
    browser, address = browser_of(head), page_of(campaign, school)
    known = SchoolClass.objects.get()
    form = typed_into(browser.get(address)) | {f"pupils_{known.pk}": 30, f"parents_{known.pk}": 20}
    assert browser.post(address, form).status_code == 302
    html = browser.get(address).content.decode()
    assert "30 / 30 học sinh, 20 / 28 phụ huynh" in html
    assert browser.post(address, typed_into(browser.get(address))).status_code == 422  # nothing new is said
    assert browser.get(reverse("pledges:sheet", args=[Sheet.objects.get().pk])).status_code == 200
    assert browser.post(page_of(campaign, school, "paper")).content.startswith(b"%PDF-")
