"""What every answer carries, whatever it is an answer to (PROTECTION SEC-51, SEC-52)."""

import pytest
from django.test import Client
from django.urls import reverse

SIGN_IN, HEALTH = reverse("accounts:sign_in"), reverse("home:health")
CANARY, FAULT = "caycanarytrongloi", "what the programmer sees"
ANSWERS = {
    "a page": ("get", SIGN_IN, 200),
    "a page that leads on": ("get", "/", 302),
    "a page that is not there": ("get", "/khong-co/", 404),
    "a form that was filled in wrongly": ("post", SIGN_IN, 422),
    "a method that no page has": ("trace", SIGN_IN, 405),
    "a name that is not ours": ("get", SIGN_IN, 400),
    "a word for a machine": ("get", HEALTH, 200),
}
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(client):
    def ask(name: str):
        verb, address, status = ANSWERS[name]
        typed = [{"username": "lan"}] if verb == "post" else []
        host = "elsewhere.example" if status == 400 else "testserver"
        answer = getattr(client, verb)(address, *typed, headers={"host": host})
        assert answer.status_code == status
        return answer

    return ask


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_headers(answered, name):
    headers = answered(name).headers
    assert {each: headers.get(each) for each in EXPECTED} == EXPECTED
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert not [each for each in headers if each.startswith("Access-Control-")], "nobody else's page may read ours"


@pytest.mark.parametrize("name", ANSWERS)
def test_every_text_says_its_letters(answered, name):
    answer = answered(name)
    if answer.content:
        assert answer.headers["Content-Type"].endswith("charset=utf-8")


def test_no_folder_is_listed(client, settings):
    for folder in (settings.STATIC_URL, f"{settings.STATIC_URL}core/", "/static/", "/files/", "/keys/", "/.git/"):
        assert client.get(folder).status_code == 404


def test_a_fault_of_ours_tells_neither_the_page_nor_the_log_what_was_typed(monkeypatch, caplog):
    monkeypatch.setattr("banlanh.accounts.forms.recognise", fail)
    answer = Client(raise_request_exception=False).post(SIGN_IN, {"username": CANARY, "password": CANARY})
    said = answer.content.decode()
    assert answer.status_code == 500 and "Máy chủ vừa gặp lỗi" in said
    assert "Traceback" not in said and FAULT not in said and CANARY not in said
    assert FAULT in caplog.text and CANARY not in caplog.text
    assert {each: answer.headers.get(each) for each in EXPECTED} == EXPECTED


def fail(**typed):
    raise ZeroDivisionError(FAULT)
