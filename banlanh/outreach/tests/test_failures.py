"""Why a session was not played: it explains what is missing and counts for nothing."""

from datetime import date

import pytest

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.outreach.actions import record_airing, record_failed_airing
from banlanh.outreach.forms import FailedAiringForm
from banlanh.outreach.models import FailedAiring
from banlanh.records.actions import void_record
from banlanh.records.registry import KINDS, choices

DAY = date(2026, 11, 20)


def fail(body, by, **changes) -> FailedAiring:
    return record_failed_airing(
        body=body, by=by, **{"id": uuid7(), "happened_on": DAY, "slot": "morning", "reason": "power", **changes}
    )


def play(body, by, **changes):
    session = {"happened_on": DAY, "slot": "morning", "languages": ["vie"], "minutes": 15}
    return record_airing(body=body, by=by, **{"id": uuid7(), **session, **changes})


def test_a_village_says_why(village, lan):
    failure = fail(village, lan)
    assert str(failure) == "không phát được buổi sáng 20/11: mất điện"
    assert Event.objects.get().verb == "failedairing.recorded"


def test_its_own_words_stand_for_another_reason(village, lan):
    failure = fail(village, lan, reason="other", word="cả thôn đi đám cưới")
    assert str(failure).endswith(": cả thôn đi đám cưới") and failure.facts[-1] == ("Ghi thêm", "cả thôn đi đám cưới")


def test_the_same_form_twice_makes_one_and_another_form_of_the_session_none(village, lan):
    id = uuid7()
    assert fail(village, lan, id=id).pk == fail(village, lan, id=id).pk
    with pytest.raises(Refused, match="đã ghi là không phát được rồi"):
        fail(village, lan, reason="weather")
    assert FailedAiring.objects.count() == 1


def test_what_was_played_did_not_fail(village, lan):
    play(village, lan)
    with pytest.raises(Refused, match="đã ghi là đã phát"):
        fail(village, lan)


def test_what_was_played_after_all_takes_its_failure_back(village, lan):
    failure, evening = fail(village, lan), fail(village, lan, slot="evening")
    play(village, lan)
    failure.refresh_from_db()
    evening.refresh_from_db()
    assert failure.is_voided and failure.void_reason == "Sau đó buổi này đã phát được."
    assert not evening.is_voided


def test_once_voided_it_can_be_said_anew(village, lan):
    void_record(fail(village, lan), by=lan, reason="ghi nhầm ngày")
    assert not fail(village, lan).is_voided


def test_the_stranger_from_the_next_village_says_nothing(village, hoa):
    with pytest.raises(Refused):
        fail(village, hoa)


def test_no_task_can_ask_for_it():
    assert "airing_failed" in KINDS and "airing_failed" not in dict(choices())


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({}, []), ({"reason": ""}, ["reason"]), ({"reason": "other"}, ["word"]), ({"slot": "noon"}, ["slot"])],
)
def test_another_reason_needs_words(village, typed, wrong):
    good = {"id": uuid7(), "happened_on": "22/11/2026", "slot": "morning", "reason": "power"}
    assert list(FailedAiringForm({**good, **typed}, body=village).errors) == wrong
