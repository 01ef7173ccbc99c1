"""What a phone's outbox sends up: done once, answered after the commit, by the same rules as on the page (SEC-42)."""

import json
import re
from datetime import date
from random import Random

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.outreach.models import Airing
from banlanh.pledges.models import Signature
from banlanh.registers.bulk import Row, add_rows
from banlanh.sync import actions, registry
from banlanh.sync.batch import NOBODY_S, OTHER_WORDS, SAME_NUMBER, Asked
from banlanh.sync.models import Receipt
from banlanh.sync.reading import operation_in

from .conftest import post

pytestmark = pytest.mark.django_db


def test_three_kinds_are_done_by_the_actions_of_their_pages(send, airing, signing, operation, village, commune, lan):
    raised = operation("record.difficulty", body=village.pk, happened_on="20/11/2026", text="Loa hỏng, chưa sửa được.")
    answers = send(airing(), signing(), raised)
    assert [each["state"] for each in answers] == ["applied"] * 3
    assert Airing.objects.count() == 2 and Signature.objects.count() == 1
    verbs = list(Event.objects.filter(by=lan.pk).order_by("sequence").values_list("verb", flat=True))
    told = ["airing.recorded", "airing.recorded", "pledges.signed", "difficulty.recorded", "batch.received"]
    assert verbs[-5:] == told
    assert first_broken(commune.pk) is None


def test_an_answer_opens_what_was_written(send, airing, browser_of, lan):
    [answer] = send(airing())
    assert browser_of(lan).get(answer["url"]).status_code == 200
    assert len(answer["receipt"]) == 9 and answer["both"] == {}


def test_sent_again_it_is_had_already_and_has_the_same_receipt(send, airing, operation):
    first = airing()
    [before], events = send(first), Event.objects.count()
    [after] = send(first)
    assert (after["state"], after["receipt"], after["url"]) == ("already", before["receipt"], before["url"])
    assert Airing.objects.count() == 2
    assert Event.objects.count() == events  # a batch that brings nothing new leaves nothing


def test_one_batch_may_hold_an_operation_twice(send, airing):
    once = airing()
    assert [each["state"] for each in send(once, once)] == ["applied", "already"]


def test_the_same_id_with_other_words_is_refused(send, airing):
    first = airing()
    send(first)
    [answer] = send(first | {"payload": first["payload"] | {"minutes": 30}})
    assert answer["state"] == "refused" and answer["sentence"] == OTHER_WORDS
    assert set(Airing.objects.values_list("minutes", flat=True)) == {15}


def test_a_sequence_serves_one_operation(send, airing):
    first, second = airing(), airing("evening")
    send(first)
    [answer] = send(second | {"sequence": first["sequence"]})
    assert (answer["state"], answer["sentence"]) == ("refused", SAME_NUMBER)


def test_what_is_refused_says_why_and_never_blocks_the_next(send, airing):
    bad = airing()
    bad["payload"]["minutes"] = 900
    answers = send(bad, airing("evening"))
    assert [each["state"] for each in answers] == ["refused", "applied"]
    assert answers[0]["sentence"] == "Số phút: Số lớn nhất là 120."
    assert send(bad)[0]["sentence"] == answers[0]["sentence"]


def test_of_many_lists_each_that_is_refused_stands_alone(send, signing, households, commune):
    first, second, again = signing(households[0]), signing(*households[1:]), signing(*households[:2])
    stray = signing(households[0])
    stray["payload"]["campaign"] = "0" * 32
    answers = send(stray, first, second, again, first)
    assert [each["state"] for each in answers] == ["refused", "applied", "applied", "refused", "already"]
    assert answers[3]["sentence"] == "Xin chọn ít nhất một hộ chưa ký."
    assert {each.entry_id: str(each.sheet_id) for each in Signature.objects.all()} == {
        households[0].pk: first["id"], households[1].pk: second["id"], households[2].pk: second["id"],
    }  # fmt: skip
    assert Event.objects.filter(verb="pledges.signed").count() == 2 and first_broken(commune.pk) is None
    assert Receipt.objects.count() == 4


@pytest.mark.parametrize("seed", range(3))
def test_a_batch_is_answered_as_its_operations_one_by_one(signing, airing, operation, households, phone, lan, seed):
    draw, outbox = Random(seed), []
    made = [
        lambda: signing(draw.choice(households)),
        lambda: signing(*draw.sample(households, 2)),
        lambda: signing() | {"payload": {"campaign": "x"}},
        lambda: airing(draw.choice(["morning", "evening"])),
        lambda: airing("never"),
        lambda: operation("record.unheard_of"),
        lambda: draw.choice(outbox),
        lambda: signing(households[2]) | {"sequence": draw.choice(outbox)["sequence"]},
    ]
    outbox += [signing(households[0]), airing()]
    for _ in range(20):
        outbox.append(draw.choice(made)())
    outbox += outbox[:2]
    outbox.sort(key=lambda each: each["kind"])  # long runs of a kind
    asked = [operation_in(each) for each in outbox]

    def told(*batches: list[Asked]) -> tuple[list[dict], list]:
        with transaction.atomic():
            answers = [each for batch in batches for each in actions.receive(phone, batch, by=lan)]
            events = Event.objects.filter(by=lan.pk).exclude(verb="batch.received").order_by("sequence")
            written = list(events.values_list("verb", "subject", "detail"))
            transaction.set_rollback(True)
        return answers, written

    together = told(asked)
    assert together == told(*([each] for each in asked))
    assert {"applied", "already", "refused"} == {each["state"] for each in together[0]}


def test_what_chokes_leaves_nothing_and_never_blocks_the_next(send, airing, lan, commune, monkeypatch):
    def choking(sent):
        registry.OPERATIONS["record.airing"].run(sent)
        raise RuntimeError("in the middle")

    chokes = registry.Operation("record.chokes", "", "C1", "c", registry.body_named, choking)
    monkeypatch.setitem(registry.OPERATIONS, "record.chokes", chokes)
    first, verbs_before = airing() | {"kind": "record.chokes"}, Event.objects.filter(by=lan.pk).count()
    answers = send(first, airing("evening"))
    assert [each["state"] for each in answers] == ["refused", "applied"]
    assert set(Airing.objects.values_list("slot", flat=True)) == {"evening"}
    verbs = list(Event.objects.filter(by=lan.pk).order_by("sequence").values_list("verb", flat=True))
    assert verbs[-3:] == ["airing.recorded", "airing.recorded", "batch.received"] and len(verbs) == verbs_before + 3
    assert first_broken(commune.pk) is None
    assert [str(each) for each in Receipt.objects.values_list("pk", flat=True)] == [
        answers[1]["id"]
    ]  # it may come again


def test_where_the_database_fails_nothing_is_acknowledged(browser_of, lan, phone, airing, monkeypatch):
    def fails(sent):
        raise OperationalError("disk full")

    broken = registry.Operation("record.airing", "", "C1", "c", registry.body_named, fails)
    monkeypatch.setitem(registry.OPERATIONS, "record.airing", broken)
    with pytest.raises(OperationalError):
        post(browser_of(lan), {"device": str(phone.pk), "operations": [airing()]})
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        "", "[]", "{", "null", '{"device": "x", "operations": []}', b"\xff", "[" * 100_000,
        {"device": 1, "operations": []},
        {"operations": [{"id": 1}]},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_so(browser_of, lan, phone, said):
    answer = post(browser_of(lan), said)
    assert answer.status_code == 422 and "Xin gửi lại" in answer.json()["sentence"].replace("xin", "Xin")


@pytest.mark.parametrize(
    "wrong",
    [{"id": "x"}, {"sequence": "1"}, {"sequence": True}, {"sequence": -1}, {"payload": []}, {"payload": {"a": {}}},
     {"payload": {"a": "\0"}}, {"payload": {"a": [[]]}}],
)  # fmt: skip
def test_an_operation_that_cannot_be_read_is_told_so(send, airing, wrong):
    assert "không đọc được" in send(airing() | wrong, status=422)["sentence"]


def test_no_more_than_fifty_at_once(send, airing):
    assert "tối đa 50" in send(*[airing() for _ in range(51)], status=422)["sentence"]


def test_a_kind_that_this_server_does_not_know_waits_in_the_phone(send, operation):
    [answer] = send(operation("record.unheard_of"))
    assert (answer["state"], answer["receipt"]) == ("refused", "")


@pytest.mark.parametrize("entry", ["", "x", "0" * 32])
def test_mending_what_is_in_no_register_is_refused_with_a_receipt(send, operation, entry):
    [answer] = send(operation("entry.correct", entry=entry, name="Lò Văn A"))
    assert (answer["state"], answer["sentence"]) == ("refused", NOBODY_S) and answer["receipt"]


def test_a_phone_that_nobody_gave_an_id_is_refused(browser_of, lan, airing):
    unknown = {"device": "0" * 32, "operations": [airing()]}
    assert post(browser_of(lan), unknown).status_code == 422


def test_nobody_signed_in_sends_nothing(client, phone, airing):
    answer = post(client, {"device": str(phone.pk), "operations": [airing()]})
    assert answer.status_code in (302, 403) and not Receipt.objects.exists()


# What one operation more asks: its action's savepoint, and what the action itself reads and writes; of lists that are
# signed and of airings nothing, as they are done together. Who does it, where and in which campaign are asked for once
# a batch, and the log is written once.
ASKED = {"pledges.sign": 0, "record.airing": 0, "record.difficulty": 4, "entry.correct": 7}


@pytest.fixture
def many(operation, airing, campaign, village):
    """Twenty of each kind."""
    rows = [Row("household", village, date(2026, 2, 1), f"Lò Văn {number}") for number in range(40)]
    entries = [str(pk) for pk in add_rows(rows, at=timezone.now())]
    there, days = {"body": village.pk, "happened_on": "20/11/2026"}, range(1, 21)
    signed = {"campaign": str(campaign.pk), "body": village.pk, "on": "20/11/2026"}
    return {
        "pledges.sign": [operation("pledges.sign", **signed, entries=[pk]) for pk in entries[:20]],
        "record.airing": [airing(on=f"{day:02}/11/2026") for day in days],
        "record.difficulty": [operation("record.difficulty", **there, text=f"Loa hỏng cái thứ {day}.") for day in days],
        "entry.correct": [
            operation("entry.correct", entry=pk, was_address="", address="nhóm 3") for pk in entries[20:]
        ],
    }


@pytest.mark.parametrize(("kind", "most"), ASKED.items())
def test_one_operation_more_asks_only_what_is_its_own(phone, lan, many, kind, most, commune):
    def questions(operations: list[dict]) -> int:
        asked = [operation_in(each) for each in operations]
        with CaptureQueriesContext(connection) as heard:
            answers = actions.receive(phone, asked, by=User.objects.get(pk=lan.pk))
        assert {each["state"] for each in answers} == {"applied"}
        return len(heard)

    alone, with_others = questions(many[kind][:1]), questions(many[kind][1:])
    assert with_others - alone <= 18 * most
    assert first_broken(commune.pk) is None


@pytest.mark.parametrize("number", [1, 20])
def test_pledges_ask_as_little_together_as_one_alone(
    phone, lan, browser_of, many, number, django_assert_max_num_queries
):
    """Who asks, the phone (2), the log (3), the receipts (2), what for (2), who has signed (3), the rows (2); two
    transactions (4), as what undoes the pledges undoes nothing else.
    """
    browser, body = browser_of(lan), {"device": str(phone.pk), "operations": many["pledges.sign"][:number]}
    with django_assert_max_num_queries(19):
        answer = post(browser, body)
    assert [each["state"] for each in answer.json()["answers"]] == ["applied"] * number


def test_what_a_list_says_is_read_before_others_have_to_wait(phone, lan, many):
    with CaptureQueriesContext(connection) as heard:
        actions.receive(phone, [operation_in(each) for each in many["pledges.sign"][:2]], by=lan)
    asked = [re.search(r'FROM "(\w+)"', each["sql"])[1] for each in heard if each["sql"].startswith("SELECT")]
    assert asked[:3] == ["places_body", "pledges_campaign", "audit_chain"]
    assert not {"places_body", "pledges_campaign"} & {*asked[3:]}


def test_a_list_that_cannot_be_read_is_refused_in_its_turn(send, many, commune):
    good, bad, unknown = (dict(each) for each in many["pledges.sign"][:3])
    bad["payload"] = good["payload"] | {"on": "31/02/2026"}
    unknown["payload"] = good["payload"] | {"campaign": good["id"]}
    answers = send(bad, good, unknown)
    assert [each["state"] for each in answers] == ["refused", "applied", "refused"]
    assert "Ngày chưa đúng" in answers[0]["sentence"] and "không có trong xã" in answers[2]["sentence"]
    assert first_broken(commune.pk) is None


def test_a_batch_with_everything_is_asked_for_in_few_questions(send, many, django_assert_max_num_queries):
    ten = [each for kind in ASKED for each in many[kind]][::8]
    with django_assert_max_num_queries(10 * 11 + 35):
        answers = send(*ten)
    assert json.dumps(answers).count("applied") == 10
