import json
import os
import re
import subprocess
import sys
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banlanh.accounts.models import Attempts, Session
from banlanh.audit.models import Event
from banlanh.core.homes import KEYS, SEALED, WORKING
from banlanh.hotline.models import Recipient, Step, Tip
from tests.support import sizes
from tests.support.commune import PASSWORD
from tests.support.database import put_migrated

from .made import CANARY, HUYS, SONS, receive, step

pytestmark = pytest.mark.django_db(databases="__all__")

INDEX, WRITE, FIND, KEYS_PAGE = (reverse(f"hotline:{name}") for name in ("index", "write", "find", "keys"))
MOST_QUERIES = 15


def show(tip: Tip) -> str:
    return reverse("hotline:show", args=[tip.pk])


def form(**changes) -> dict:
    return {"id": str(uuid4()), "channel": "call", "words": CANARY, "village": "Nà Lìn"} | changes


def code_in(response) -> str:
    return "".join(re.search(r"num\">(\d{3}) (\d{3})</b>", response.content.decode()).groups())


def without_tokens(response) -> bytes:
    return re.sub(rb'value="(?:\w{64}|[\w-]{36})"', b"", response.content)


# --- keys -------------------------------------------------------------------------------------------------


def test_an_officer_makes_a_key_on_one_page_and_changes_the_passphrase_on_it(commune, son, browser_of):
    page = browser_of(son)
    assert "chưa có khóa nhận tin" in page.get(INDEX).content.decode()
    sent = {"current": PASSWORD, "password": SONS, "again": SONS}
    assert page.post(KEYS_PAGE, sent).status_code == 302
    changed = {"old": SONS, "password": HUYS, "again": HUYS}
    assert page.post(reverse("hotline:change_passphrase"), changed).status_code == 302
    assert page.post(reverse("hotline:change_passphrase"), changed).status_code == 422
    assert Recipient.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"current": "sai"}, "Mật khẩu đang dùng chưa đúng"),
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 12 ký tự"),
        ({"again": HUYS}, "chưa giống nhau"),
        ({"password": PASSWORD, "again": PASSWORD}, "phải khác"),
    ],
)
def test_a_key_is_made_with_care(commune, son, browser_of, changes, sentence):
    answer = browser_of(son).post(KEYS_PAGE, {"current": PASSWORD, "password": SONS, "again": SONS} | changes)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Recipient.objects.exists()


def test_tips_are_shared_on_the_page(commune, tip, keys, son, huy, browser_of):
    sent = {"to": str(keys[1].pk), "passphrase": SONS}
    assert browser_of(son).post(reverse("hotline:share"), sent).status_code == 302
    answer = browser_of(son).post(reverse("hotline:share"), sent | {"passphrase": "sai"})
    assert answer.status_code == 422 and "chưa đúng" in answer.content.decode()


# --- a new tip --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["son", "lan"])
def test_a_tip_is_written_and_its_code_shown_once(commune, keys, request, browser_of, who):
    page, sent = browser_of(request.getfixturevalue(who)), form()
    first, second = page.post(WRITE, sent), page.post(WRITE, sent)
    assert first.status_code == second.status_code == 200
    code = code_in(first)
    assert code not in second.content.decode() and "không hiện lại" in second.content.decode()
    assert Tip.objects.count() == 1 and CANARY not in first.content.decode() + second.content.decode()


def test_no_field_asks_who_called(commune, keys, son, browser_of):
    asked = browser_of(son).get(WRITE).context["form"].fields
    assert set(asked) == {"id", "words", "channel", "village", "not_to"}


def test_who_the_tip_is_about_does_not_get_it(commune, keys, son, huy, browser_of):
    browser_of(son).post(WRITE, form(not_to=[str(keys[1].pk)]))
    tip = Tip.objects.get()
    assert browser_of(son).get(show(tip)).status_code == 200
    assert browser_of(huy).get(show(tip)).status_code == 404


def test_a_stamped_text_is_refused_and_what_was_typed_stays_on_the_page(commune, keys, son, browser_of):
    answer = browser_of(son).post(WRITE, form(words="MẬT\nBáo cáo số 3"))
    assert answer.status_code == 422 and "KHÔNG nhập tài liệu mật" in answer.content.decode()
    assert "Báo cáo số 3" in answer.content.decode() and not Tip.objects.exists()


def test_without_a_key_of_anybody_the_page_says_what_to_do(commune, son, browser_of):
    assert "chưa ai lập khóa" in browser_of(son).get(WRITE).content.decode()


# --- reading ----------------------------------------------------------------------------------------------


def test_the_words_are_in_the_answer_and_in_no_other_page(tip, son, browser_of):
    page = browser_of(son)
    before = page.get(show(tip)).content.decode()
    answer = page.post(show(tip), {"passphrase": SONS})
    after = page.get(show(tip)).content.decode() + page.get(INDEX).content.decode()
    assert CANARY in answer.content.decode() and "Nà Lìn" in answer.content.decode()
    assert CANARY not in before + after and "Nà Lìn" not in before + after
    assert answer["Cache-Control"] == "no-store"


def test_waiting_tips_open_together(commune, keys, son, browser_of):
    for number in range(6):
        receive(commune, son, words=f"chuyện thứ {number}")
    answer = browser_of(son).post(reverse("hotline:open_waiting"), {"passphrase": SONS}).content.decode()
    assert len(set(re.findall(r"chuyện thứ \d", answer))) == 5
    assert Event.objects.using(SEALED).filter(verb="tip.read").count() == 5


@pytest.mark.parametrize("place", ["one", "waiting"])
def test_a_wrong_passphrase_shows_nothing(tip, son, browser_of, place):
    address = show(tip) if place == "one" else reverse("hotline:open_waiting")
    answer = browser_of(son).post(address, {"passphrase": HUYS})
    assert answer.status_code == 422 and CANARY not in answer.content.decode()
    assert "Mật khẩu mở tin chưa đúng" in answer.content.decode()


def test_where_the_log_cannot_be_written_nothing_is_shown(tip, son, browser_of):
    def refuse(execute, sql, params, *rest):
        if sql.startswith('INSERT INTO "audit_event"'):
            raise OperationalError("disk full")
        return execute(sql, params, *rest)

    with connections[SEALED].execute_wrapper(refuse):
        answer = browser_of(son).post(show(tip), {"passphrase": SONS})
    assert answer.status_code == 503 and CANARY not in answer.content.decode()


@pytest.mark.parametrize("who", ["minh", "lan", "hoa"])
def test_a_stranger_cannot_tell_a_tip_from_none(tip, request, browser_of, who):
    page = browser_of(request.getfixturevalue(who))
    there, nowhere = page.get(show(tip)), page.get(reverse("hotline:show", args=[uuid4()]))
    assert there.status_code == nowhere.status_code == 404
    assert without_tokens(there) == without_tokens(nowhere)


def test_the_list_costs_the_same_for_one_tip_and_for_twenty(commune, keys, son, browser_of):
    page, asked = browser_of(son), []
    page.get(INDEX)  # the first page also tells that the session is in use
    for many in (1, 19):
        for _ in range(many):
            step(receive(commune, son)[0], son)
        with (
            CaptureQueriesContext(connections[WORKING]) as working,
            CaptureQueriesContext(connections[SEALED]) as sealed,
        ):
            assert page.get(INDEX).status_code == 200
        asked.append(len(working) + len(sealed))
    assert asked[0] == asked[1] <= MOST_QUERIES


# --- steps and the code -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"verb": "verified"}, 302, ""),
        ({"verb": "closed", "words": "không có thật"}, 302, ""),
        ({"verb": "call_back", "next_on": "25/11/2026"}, 302, ""),
        ({"verb": "call_back"}, 422, "ghi ngày hẹn"),
        ({"verb": "call_back", "next_on": "22/11/2026"}, 422, "đã qua"),
        ({"verb": "verified", "next_on": "25/11/2026"}, 422, "mới ghi ngày hẹn"),
        ({"verb": "passed_on", "sent_to": "Công an tỉnh", "document": "12/CAX"}, 302, ""),
        ({"verb": "passed_on", "sent_to": "Công an tỉnh"}, 422, "số văn bản"),
        ({"verb": "received"}, 422, "Xin chọn một mục"),
        ({"verb": "verified", "words": "TỐI MẬT"}, 422, "KHÔNG nhập tài liệu mật"),
    ],
)
def test_a_step_says_what_it_needs(tip, son, browser_of, sent, status, sentence):
    answer = browser_of(son).post(reverse("hotline:take_step", args=[tip.pk]), {"id": str(uuid4())} | sent)
    assert answer.status_code == status and sentence in answer.content.decode()
    assert Step.objects.count() == (2 if status == 302 else 1)


def test_a_caller_says_the_code_and_the_officer_has_the_tip(commune, keys, son, browser_of):
    page = browser_of(son)
    code = code_in(page.post(WRITE, form()))
    answer = page.post(FIND, {"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer["Location"]) == (302, show(Tip.objects.get()))


def test_no_code_wrong_code_and_code_of_a_tip_that_is_gone_are_the_same_page(commune, keys, son, huy, browser_of):
    page, answers = browser_of(huy), set()
    tip, code = receive(commune, son, without=[huy])
    for sent in ("", "abc", code, f"{(int(code) + 1) % 10**6:06d}"):
        answers.add(answer_to(page, sent))
    tip.delete()
    answers.add(answer_to(page, code))
    assert len(answers) == 1


def answer_to(page: Client, code: str) -> bytes:
    Attempts.objects.all().delete()
    answer = page.post(FIND, {"code": code})
    assert answer.status_code == 422
    return without_tokens(answer)


# --- what is left on the machine --------------------------------------------------------------------------


def secrets_of(response) -> list[str]:
    return [CANARY, "Chim-công-8214", SONS, HUYS, code_in(response)]


@pytest.fixture
def told(commune, son, huy, browser_of):
    """A key, a tip and a step, through the pages alone; the answer that showed the code."""
    page = browser_of(son)
    for user, words in ((son, SONS), (huy, HUYS)):
        browser_of(user).post(KEYS_PAGE, {"current": PASSWORD, "password": words, "again": words})
    answer = page.post(WRITE, form())
    tip = Tip.objects.get()
    page.post(reverse("hotline:take_step", args=[tip.pk]), {"id": str(uuid4()), "verb": "verified", "words": CANARY})
    assert CANARY in page.post(show(tip), {"passphrase": SONS}).content.decode()
    return answer


def every_value() -> str:
    """All that the three databases hold, as one text."""
    said = []
    for database in (WORKING, SEALED, KEYS):
        with connections[database].cursor() as cursor:
            for table in connections[database].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                said += [shown(value) for row in cursor.fetchall() for value in row]
    return "\n".join([*said, *(str(session.get_decoded()) for session in Session.objects.all())])


def shown(value) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)


@pytest.mark.django_db(databases=[WORKING, SEALED, KEYS])
def test_no_table_and_no_session_holds_a_word(told):
    everything = every_value()
    assert [secret for secret in secrets_of(told)[:-1] if secret in everything] == []
    assert not re.search(rf"\b{secrets_of(told)[-1]}\b", everything)


@pytest.mark.skipif(sizes.IS_SECOND, reason="it looks at SQLite's files: once is enough")
def test_a_thief_of_the_whole_machine_finds_no_word_and_no_key_that_opens_one(tmp_path):
    """Databases with their write-ahead logs, uploads, temporary files, the master key's file: all but a passphrase."""
    own = {name: tmp_path / name for name in ("data", "tmp", "khoa")}
    own["tmp"].mkdir()
    put_migrated(own["data"])
    told = {
        "BANLANH_DATA_DIR": str(own["data"]),
        "BANLANH_SEALED_KEY_FILE": str(own["khoa"] / "sealed.key"),
        "BANLANH_HOSTS": "testserver",
        "TMPDIR": str(own["tmp"]),
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BANLANH_")}
    command = [sys.executable, "-m", "banlanh.hotline.tests.on_disk"]
    done = subprocess.run(command, env=clean | told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert {"sealed.sqlite3", "sealed.sqlite3-wal", "banlanh.sqlite3", "keys.sqlite3", "sealed.key"} <= set(
        seen["files"]
    )
    assert (seen["found"], seen["opened"]) == ([], [])
