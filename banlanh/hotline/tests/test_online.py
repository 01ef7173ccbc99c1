"""The public page: closed it is not there, open it knows nobody (PROTECTION SEC-34, SEC-35, SEC-36)."""

import re
from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from banlanh.audit.models import Event
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.hotline import actions, middleware, queries, rules
from banlanh.hotline.models import KEPT, Opening, Tip
from tests.support import commune as people

from .made import SENT, SONS, step, words_of

AT, ASK = "/bao-tin/", "/bao-tin/hoi/"
TYPED = {"sent": "k" * 40, "words": SENT, "village": "Nà Lìn", "about": "no"}
DECISION = {"number": "12/QĐ-CAX", "decided_on": date(2026, 11, 2)}

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def _nobody_was_here(monkeypatch):
    monkeypatch.setattr(middleware, "ASKING", middleware.Budget(5))
    monkeypatch.setattr(middleware, "SENDING", middleware.Budget(20))


@pytest.fixture
def opened(commune, keys, son) -> Opening:
    return actions.open_form(commune=commune, by=son, **DECISION)


def send(**changed):
    return Client().post(AT, TYPED | changed)


def receipt_in(answer) -> str:
    return "".join(re.search(r'class="groups">([\d ]{19})<', answer.content.decode())[1].split())


def asked_by(receipt: str) -> bytes:
    return Client().post(ASK, {"receipt": receipt}).content


# --- closed -------------------------------------------------------------------------------------------------------


def without_tokens(answer) -> tuple:
    content = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)
    return answer.status_code, content, sorted(answer.headers.items())


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_while_closed_its_address_is_one_that_is_not_there(commune, keys, son, method, is_signed_in):
    """Whoever asks, and however: nobody learns that there could be such a page."""
    answers = []
    for at in (AT, ASK, "/khong-co/"):
        browser = Client()
        if is_signed_in:
            browser.force_login(son)
        answers.append(without_tokens(getattr(browser, method)(at)))
    assert answers[0] == answers[1] == answers[2] and answers[0][0] == 404


def test_the_chief_of_police_opens_it_by_a_decision_and_closes_it(commune, keys, son, huy, browser_of):
    page, at = browser_of(son), reverse("hotline:form")
    assert page.post(at, {"number": "12/QĐ-CAX", "decided_on": "02/01/2026"}).status_code == 302
    assert Client().get(AT).status_code == 200
    told = page.get(at).content.decode()
    assert "12/QĐ-CAX" in told and "http://testserver/bao-tin/" in told
    browser_of(huy).post(reverse("hotline:close_form"))
    assert queries.opening_of(commune), "an officer does not decide it"
    page.post(reverse("hotline:close_form"))
    assert Client().get(AT).status_code == 404
    verbs = Event.objects.using(SEALED).filter(verb__startswith="tip_form.").values_list("verb", "by")
    assert list(verbs) == [("tip_form.opened", son.pk), ("tip_form.closed", son.pk)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "chưa điền ô này"),
        ({"number": "12/QĐ-CAX"}, "chưa điền ô này"),
        ({"number": "12/QĐ-CAX", "decided_on": "31/12/2999"}, "Ngày này chưa tới"),
    ],
)
def test_without_a_number_and_a_day_it_stays_closed(keys, son, browser_of, typed, said):
    answer = browser_of(son).post(reverse("hotline:form"), {"number": ""} | typed)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Opening.objects.exists()


def test_nobody_else_opens_it(commune, keys, huy):
    for user in (huy, people.minh(commune), people.lan(commune)):
        with pytest.raises(Refused, match=rules.NOT_YOURS):
            actions.open_form(commune=commune, by=user, **DECISION)


def test_it_needs_two_who_can_read(commune, son):
    actions.make_key(commune=commune, passphrase=SONS, by=son)
    with pytest.raises(Refused, match="ít nhất 2 người"):
        actions.open_form(commune=commune, by=son, **DECISION)


def test_opening_twice_keeps_the_first_decision_and_closing_twice_is_harmless(commune, opened, son):
    assert actions.open_form(commune=commune, by=son, number="99", decided_on=clock.today()) == opened
    for _ in range(2):
        actions.close_form(commune=commune, by=son)
    assert Opening.objects.get().closed_by == son.pk


def test_it_lies_on_the_host_where_everybody_reads_if_there_is_one(opened, settings):
    settings.PUBLIC_HOST = "xa.vidu.vn"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "xa.vidu.vn"]
    assert Client().get(AT).status_code == 404
    assert Client(SERVER_NAME="xa.vidu.vn").get(AT).status_code == 200


def test_of_several_communes_on_one_machine_each_has_its_number(commune, opened, son, browser_of):
    other = people.make_commune("Khe Lành")
    police = people.body_of(other, "Công an xã")
    officers = [people.appoint(name, "Tẩn Văn Khánh", "R3", police) for name in ("khanh", "kien")]
    for each in officers:
        actions.make_key(commune=other, passphrase=SONS, by=each)
    actions.open_form(commune=other, by=officers[0], **DECISION)
    assert Client().get(AT).status_code == 404
    assert "Khe Lành" in Client().get(f"{AT}{other.pk}/").content.decode()
    assert f"{AT}{commune.pk}/" in browser_of(son).get(reverse("hotline:form")).content.decode()
    Client().post(f"{AT}{other.pk}/", TYPED | {"village": ""})
    assert Tip.objects.get().commune == other.pk


# --- sending ------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_read_by_the_recipients_and_by_nobody_else(opened, son, huy):
    answer = send()
    assert "Đã nhận tin" in answer.content.decode()
    [tip] = queries.first_waiting(son.reach.commune, huy)
    assert (tip.channel, tip.received_on) == ("online", clock.today())
    told = actions.open_tips([tip], passphrase=SONS, by=son)
    assert words_of(told) == [SENT]
    assert tip.steps.get().by is None


def test_it_sets_no_cookie_and_leads_nowhere(opened):
    for answer in (Client().get(AT), send(), Client().get(ASK)):
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer" and answer["Cache-Control"] == "no-store"
        words = answer.content.decode()
        assert "<script" not in words and "//" not in words
        assert '<a class="btn" href="/">Thoát nhanh</a>' in words


def test_whoever_is_signed_in_is_not_looked_at(opened, lan):
    browser = Client()
    browser.force_login(lan)
    key = browser.session.session_key
    seen = browser.session.get_model_class().objects.get(pk=key).seen_at
    answer = browser.post(AT, TYPED)
    assert lan.full_name not in answer.content.decode() and not answer.cookies
    assert browser.session.get_model_class().objects.get(pk=key).seen_at == seen


WRONG = [
    {"words": ""},
    {"words": "đ" * 2001},
    {"words": "'\"<&>" * 400},
    {"words": "👨" * 2000},
    {"words": "x" * 70_000},
    {"words": "TỐI MẬT"},
    {"about": "police"},
    {"about": ""},
    {"village": "Không Có"},
]


def test_every_answer_has_one_length_and_one_status(opened):
    answers = [send(**wrong) for wrong in WRONG] + [send(), Client().get(AT), Client().get(ASK)]
    answers += [Client().post(ASK, {"receipt": receipt}) for receipt in ("", "1" * 16, receipt_in(send()))]
    assert {(answer.status_code, len(answer.content)) for answer in answers} == {(200, middleware.SIZE)}
    sent = [Client(headers={"Accept-Encoding": "gzip"}).post(AT, TYPED | wrong) for wrong in WRONG[:2]]
    assert {len(answer.content) for answer in sent} == {middleware.SIZE}, "a packed answer would tell by its length"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "Ô này còn trống"),
        ({"words": "đ" * 2001}, "Dài quá 2000 chữ cái"),
        ({"words": "TỐI MẬT"}, "không gửi tài liệu mật"),
        ({"about": "police"}, "Xin báo thẳng Công an tỉnh"),
        ({"about": ""}, "chưa điền ô này"),
    ],
)
def test_what_is_not_taken_is_told_and_what_was_typed_is_still_there(opened, typed, said):
    answer = send(**typed).content.decode()
    assert said in answer and (typed.get("words", SENT)[:2000] in answer)
    assert not Tip.objects.exists()


def test_two_thousand_letters_are_taken_however_a_browser_ends_its_lines(opened):
    assert "Đã nhận tin" in send(words="đá\r\n" * 600).content.decode()


def test_the_same_page_sent_twice_is_one_tip_with_one_receipt(opened):
    assert receipt_in(send()) == receipt_in(send())
    assert Tip.objects.count() == 1
    assert receipt_in(send(sent="m" * 40)) != receipt_in(send())


def test_the_log_tells_the_day_of_what_was_sent_and_nobody(opened):
    send()
    event = Event.objects.using(SEALED).get(verb="tip.received")
    assert event.by is None and event.detail == {}
    assert localtime(event.at).time() == time.min


def test_a_crowd_waits_and_loses_nothing(opened, monkeypatch):
    monkeypatch.setattr(middleware, "SENDING", middleware.Budget(1))
    send()
    answer = send(sent="m" * 40).content.decode()
    assert middleware.BUSY in answer and SENT in answer and "m" * 40 in answer


def test_closed_while_somebody_wrote_nothing_is_stored(commune, opened, son):
    actions.close_form(commune=commune, by=son)
    with pytest.raises(Refused, match="vừa đóng"):
        actions.send_tip(commune=commune, sent="k" * 40, said={"words": SENT}, about_police=False)


# --- asking -------------------------------------------------------------------------------------------------------


def test_the_receipt_tells_how_far_it_is_and_no_word(opened, son):
    receipt = receipt_in(send())
    tip = Tip.objects.get()
    for verb, said in ((None, "đã nhận"), ("verified", "đang xử lý"), ("closed", "đã kết thúc")):
        if verb:
            step(tip, son, verb=verb)
        answer = asked_by(" ".join(re.findall("....", receipt))).decode()
        assert f"Tin này {said}." in answer and SENT not in answer


def test_wrong_expired_and_purged_are_the_same_bytes(opened, commune, monkeypatch):
    receipt = receipt_in(send())
    wrong = asked_by(f"{(int(receipt) + 1) % 10**16:016d}")
    monkeypatch.setenv("BANLANH_TODAY", (clock.today() + KEPT).isoformat())
    expired = asked_by(receipt)
    assert actions.purge_tips(commune) == 1
    assert wrong == expired == asked_by(receipt) and middleware.UNKNOWN in wrong.decode()


def test_a_receipt_of_the_tip_book_s_length_asks_nothing(opened, tip):
    assert middleware.UNKNOWN in asked_by("123456").decode()


def test_five_are_asked_in_a_minute_and_no_more(opened, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(middleware, "monotonic", lambda: now[0])
    receipt = receipt_in(send())
    answers = [asked_by("1" * 16).decode() for _ in range(6)]
    assert [middleware.TOO_OFTEN in answer for answer in answers] == [False] * 5 + [True]
    assert middleware.TOO_OFTEN in asked_by(receipt).decode(), "the right one waits too: a guess learns nothing"
    now[0] += 60
    assert "đã nhận" in asked_by(receipt).decode()


def test_ten_thousand_guesses_take_more_than_a_day_of_one_process(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(middleware, "monotonic", lambda: now[0])
    budget, taken = middleware.Budget(5), 0
    while taken < 10_000:
        taken += budget.take()
        now[0] += 6
    assert now[0] > 33 * 3600


def test_the_receipt_lies_nowhere(opened):
    receipt = receipt_in(send())
    kept = [str(value) for model in (Tip, Event) for row in model.objects.using(SEALED).values_list() for value in row]
    assert not any(receipt in value for value in kept)
