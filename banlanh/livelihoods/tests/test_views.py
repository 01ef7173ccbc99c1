"""Pages: the way from finding a household to looking again, what is yours, and what each costs."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.core.ids import uuid7
from banlanh.livelihoods import actions, queries
from banlanh.livelihoods.models import FundChange, LookBack, Need, Programme, Support
from tests.support.commune import appoint, body_of, make_commune
from tests.support.rooms import typed_into

from .conftest import MILLION, photo

AN_ID = uuid7()
INDEX = reverse("livelihoods:index")


def at(name: str, *args) -> str:
    return reverse(f"livelihoods:{name}", args=args)


@pytest.fixture
def send(browser_of):
    """Open a form as somebody, fill it in, and send it."""

    def sent(user, address: str, **typed):
        client = browser_of(user)
        return client.post(address, typed_into(client.get(address)) | typed)

    return sent


def test_from_a_name_to_what_became_of_it(send, browser_of, quy, chairman, pan, fund, village, union, monkeypatch):
    found = browser_of(quy).get(at("find"), {"thon": village.pk, "ten": "pan"}).content.decode()
    assert at("household", pan.pk) in found
    assert send(quy, at("tell_need", pan.pk), kind="animals")["Location"] == at("household", pan.pk)
    need = Need.objects.get()
    send(quy, at("propose", need.pk), fund=fund.pk, amount="10 triệu", quantity="2", helper=union.pk)
    support = Support.objects.get()
    assert at("approve", support.pk) not in browser_of(quy).get(at("show", support.pk)).content.decode()
    assert at("approve", support.pk) in browser_of(chairman).get(at("show", support.pk)).content.decode()
    send(chairman, at("approve", support.pk))
    send(quy, at("deliver", support.pk))
    send(quy, at("sign", support.pk), file=photo())
    monkeypatch.setenv("BANLANH_TODAY", "2027-02-25")
    assert "Cần đến xem lại" in browser_of(quy).get(INDEX).content.decode()
    send(quy, at("look", support.pk), outcome="earns", word="lợn đẻ một lứa")
    assert LookBack.objects.get().months == 3
    shown = browser_of(quy).get(at("show", support.pk)).content.decode()
    assert "ky-nhan.jpg" in shown and "lợn đẻ một lứa" in shown


def test_double_support_is_on_the_page_and_asks_for_a_tick(send, browser_of, quy, pan, fund, need, propose):
    propose(pan)
    other = need(pan, "loan")
    page = browser_of(quy).get(at("propose", other.pk))
    assert "giống con, 10 triệu đồng" in page.content.decode().lower()
    assert "despite" in page.context["form"].fields
    wrong = send(quy, at("propose", other.pk), fund=fund.pk, amount="5 triệu", despite="")
    assert wrong.status_code == 422
    assert "Tôi đã xem" in wrong.context["form"].non_field_errors()[0]
    assert 'value="5 triệu"' in wrong.content.decode()  # nothing typed is lost
    assert send(quy, at("propose", other.pk), fund=fund.pk, amount="5 triệu", despite="on").status_code == 302


def test_without_double_support_no_tick_is_asked(browser_of, quy, pan, need):
    page = browser_of(quy).get(at("propose", need(pan).pk))
    assert "despite" not in page.context["form"].fields
    assert "chưa có hỗ trợ nào từ nguồn nào" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "field", "wrong", "sentence"),
    [
        ("tell_need", "kind", "", "chưa điền"),
        ("tell_need", "kind", "vàng", "chọn"),
        ("tell_need", "happened_on", "24/11/2026", "chưa tới"),
        ("note_decision", "programme", "", "chưa điền"),
        ("note_decision", "number", "", "chưa điền"),
        ("note_decision", "happened_on", "31/02/2026", "Ngày chưa đúng"),
    ],
)
def test_what_is_wrong_about_a_household_is_said_at_its_field(send, quy, pan, programme, name, field, wrong, sentence):
    right = {"kind": "loan", "programme": programme.pk, "number": "112", "happened_on": "20/11/2026"}
    answer = send(quy, at(name, pan.pk), **right | {field: wrong})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("amount", "nhiều", "Số tiền chưa đúng"),
        ("amount", "", "chưa điền"),
        ("amount", "0", "lớn hơn 0"),
        ("move", "", "chưa điền"),
        ("number", "", "chưa điền"),
        ("happened_on", "24/11/2026", "chưa tới"),
    ],
)
def test_what_is_wrong_about_money_is_said_at_its_field(send, quy, fund, field, wrong, sentence):
    right = {"move": "allotted", "amount": "1,5 tỷ", "number": "9/QĐ", "happened_on": "20/11/2026"}
    answer = send(quy, at("fund", fund.pk), **right | {field: wrong})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert send(quy, at("fund", fund.pk), **right)["Location"] == at("fund", fund.pk)
    assert FundChange.objects.filter(amount=1500 * MILLION).count() == 1


@pytest.mark.parametrize(
    ("name", "field", "wrong", "sentence"),
    [
        ("sign", "file", "", "chưa điền"),
        ("sign", "on", "31/02/2026", "Ngày chưa đúng"),
        ("look", "outcome", "", "chưa điền"),
        ("look", "outcome", "giàu", "chọn"),
        ("look", "months", "5", "chọn"),
        ("look", "word", "x" * 121, "Dài quá"),
        ("look", "happened_on", "24/11/2026", "chưa tới"),
    ],
)
def test_what_is_wrong_about_a_support_is_said_at_its_field(
    send, quy, pan, propose, step, name, field, wrong, sentence
):
    support = step(propose(pan), "approve", "deliver")
    answer = send(quy, at(name, support.pk), **{"outcome": "earns", field: wrong})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]


@pytest.mark.parametrize("what", ["ho-tro", "nhu-cau", "quyet-dinh", "xem-lai", "tien"])
def test_each_row_can_be_voided_with_a_reason_and_stays_readable(send, browser_of, quy, pan, fund, step, propose, what):
    day = {"by": quy, "happened_on": date(2026, 11, 20)}
    if what == "nhu-cau":
        row = actions.tell_need(id=uuid7(), entry=pan, kind="job", **day)
    elif what == "quyet-dinh":
        row = actions.note_decision(id=uuid7(), entry=pan, programme=fund.programme, number="112", **day)
    elif what == "tien":
        row = fund.changes.get()
    else:
        row = step(propose(pan), "approve", "deliver")
    if what == "xem-lai":
        row.steps.update(on=date(2026, 8, 20))
        row = actions.look_again(id=uuid7(), support=row, months=3, outcome="earns", **day)
    address = at("void", what, row.pk)
    assert "Ngắn quá" in send(quy, address, reason="sai").context["form"].errors["reason"][0]
    assert send(quy, address, reason="ghi nhầm hộ khác").status_code == 302
    kept = type(row).objects.get(pk=row.pk)
    assert (kept.is_voided, kept.voided_by, kept.void_reason) == (True, quy, "ghi nhầm hộ khác")
    shown = {"tien": at("fund", fund.pk), "xem-lai": at("show", getattr(row, "support_id", AN_ID))}
    page = browser_of(quy).get(shown.get(what, at("household", pan.pk))).content.decode()
    assert "ghi nhầm hộ khác" in page


def test_the_usual_programmes_are_entered_once(browser_of, quy, commune):
    client = browser_of(quy)
    assert "Bảng còn trống" in client.get(INDEX).content.decode()
    client.post(at("enter_usual"))
    client.post(at("enter_usual"))
    assert Programme.objects.count() == 6
    assert "Bảng còn trống" not in client.get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("role", "body", "sees"),
    [
        (Role.R10, "Ủy ban nhân dân xã", True),
        (Role.R2, "Ủy ban nhân dân xã", True),
        (Role.R7, "Thôn Nà Lìn", True),
        (Role.R7, "Thôn Sín Chải", False),
        (Role.R8, "Hội Phụ nữ", True),  # helps with it
        (Role.R8, "Đoàn Thanh niên", False),
    ],
)
def test_who_finds_the_name_on_the_page(commune, browser_of, pan, propose, union, role, body, sees):
    support = propose(pan, helper=union)
    client = browser_of(appoint("ai-do", "Ai Đó", role, body_of(commune, body)))
    assert (pan.name in client.get(INDEX).content.decode()) == sees
    assert client.get(at("show", support.pk)).status_code == (200 if sees else 404)


def test_totals_hide_small_numbers_and_name_nobody(browser_of, minh, pan, propose, step, fund):
    step(propose(pan), "approve", "deliver")
    page = browser_of(minh).get(at("funds")).content.decode()
    assert "dưới 5 lượt" in page and "100 triệu đồng" in page
    assert pan.name not in page
    assert browser_of(minh).get(INDEX).status_code == 404


def test_a_page_costs_the_same_for_many(browser_of, quy, household, propose, step, django_assert_max_num_queries):
    for number, steps in enumerate(((), ("approve",), ("approve", "deliver"), ("approve", "deliver", "sign")) * 2):
        step(propose(household(f"Lò Văn {chr(65 + number)}")), *steps)
    client = browser_of(quy)
    with django_assert_max_num_queries(7):
        page = client.get(INDEX)
    assert page.content.decode().count("Lò Văn") == 8
    with django_assert_max_num_queries(4):  # who asks, what was given, its lines, needs; the money is remembered
        client.get(INDEX)


def test_what_waits_is_asked_for_each_commune_and_each_reach_anew(
    commune, quy, lan, hoa, pan, household, propose, need, step
):
    """The questions are written once, whoever asked first; no answer is kept."""
    step(propose(household("Lò Văn Chối")), "approve", "deliver")
    propose(pan)
    need(household("Lò Văn Chờ"))
    asked = {person.username: person.reach for person in (quy, lan, hoa, quy)}
    assert {name: len(queries.given_to(reach)) for name, reach in asked.items()} == {"quy": 2, "lan": 2, "hoa": 0}
    assert {name: len(queries.needs_told_to(reach)) for name, reach in asked.items()} == {"quy": 1, "lan": 1, "hoa": 0}
    places = commune, make_commune("Pa Vệ"), commune
    assert [len(queries.given_in(place)) for place in places] == [2, 0, 2]


def test_what_was_declined_waits_again_and_takes_no_money(quy, pan, propose, step):
    support = propose(pan)
    assert len(queries.given_to(quy.reach)) == 1 and not queries.needs_told_to(quy.reach)
    step(support, "decline")
    assert not queries.given_to(quy.reach)
    assert [need.pk for need in queries.needs_told_to(quy.reach)] == [support.need_id]


def test_each_year_tells_its_own_money_whoever_asked_before(browser_of, quy, minh, programme, fund, committee):
    """It is remembered between two events: for the officer's page, and for who sees totals only."""

    def told(person, address, year=""):
        return browser_of(person).get(address, {"nam": year}).content.decode()

    coming = actions.open_fund(id=uuid7(), programme=programme, by=quy, year=2027, component="Phát triển sản xuất")
    paper = {"id": uuid7(), "number": "12/QĐ-UBND", "happened_on": date(2026, 11, 2), "move": "allotted"}
    actions.change_fund(fund=coming, body=committee, by=quy, amount=7 * MILLION, **paper)
    for person, address in ((quy, INDEX), (minh, at("funds"))) * 2:
        pages = [told(person, address), told(person, address, "2027")]
        assert ["được cấp 100 triệu đồng" in page for page in pages] == [True, False]
        assert ["được cấp 7 triệu đồng" in page for page in pages] == [False, True]
    actions.change_fund(fund=coming, body=committee, by=quy, amount=MILLION, **paper | {"id": uuid7(), "number": "13"})
    assert "được cấp 8 triệu đồng" in told(minh, at("funds"), "2027")
