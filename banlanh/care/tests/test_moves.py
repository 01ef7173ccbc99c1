"""A file follows its person: it opens to the police of arrival once they took it over, and not a minute before."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from banlanh.audit.queries import first_broken
from banlanh.care import actions, moves, queries, rules, terms
from banlanh.care.enums import Answer, Part
from banlanh.care.models import Assignment, LabTest, LegalStep, Move
from banlanh.care.purposes import Purpose
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused

from .conftest import TODAY, TOLD, events, fresh, leaving, village_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def on_paper(person, hang):
    return moves.send_file(person, leaving(None), by=hang)


def reads(user, person) -> bool:
    try:
        return bool(actions.look(person, Part.LEGAL, by=user, purpose=Purpose.MOVE))
    except Refused:
        return False


def test_a_file_that_was_sent_stays_and_opens_to_nobody_else(person, sent, hang, son, thao, dinh):
    assert [reads(who, person) for who in (hang, son, thao, dinh)] == [True, True, False, False]
    assert [move.person for move in queries.arrivals(thao)] == [person]
    assert not queries.arrivals(dinh).exists() and not queries.arrivals(son).exists()
    assert [move.pk for move in queries.departures(hang)] == [sent.pk]


def test_taken_over_it_is_read_there_and_no_more_here(person, sent, hang, son, thao, dinh, beyond):
    moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    person = fresh(person)
    assert [reads(who, person) for who in (hang, son, thao, dinh)] == [False, False, True, True]
    assert not queries.departures(hang) and not queries.within(son, Part.LEGAL).exists()
    seen = actions.look(person, Part.LEGAL, by=dinh, purpose=Purpose.MOVE)
    assert seen["identity"] == TOLD.identity and seen["reckoning"].ends_on == person.ends_on
    assert [step["kind"] for step in seen["steps"]] == ["decision", "move"]


def test_a_move_ends_the_help_of_here_and_no_test_is_lost(person, due, assigned, hang, thao, dinh, beyond):
    sent = moves.send_file(person, leaving(beyond), by=hang)
    moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    assert not Assignment.objects.filter(ended_at=None).exists()
    assert [test.pk for test in queries.due_tests(dinh, TODAY)] == [due.pk]
    assert queries.due_tests(hang, TODAY) == []


def test_both_logs_tell_of_it_and_hold_together(person, sent, thao, dinh, beyond, commune):
    moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    told = {(each.verb, each.commune) for each in events()}
    assert told >= {("care.sent", commune.pk), ("care.answered", commune.pk), ("care.received", beyond.pk)}
    assert first_broken(commune.pk, SEALED) is None and first_broken(beyond.pk, SEALED) is None


@pytest.mark.parametrize("why", sorted(set(Answer) - {Answer.ACCEPTED}))
def test_sent_back_it_is_here_as_before_and_may_be_sent_again(person, sent, hang, thao, beyond, why):
    moves.send_back(sent, why, by=thao)
    assert reads(hang, person) and not reads(thao, person)
    assert [move.answer for move in queries.departures(hang)] == [why]
    assert not queries.arrivals(thao).waiting().exists()
    again = moves.send_file(person, leaving(beyond), by=hang)
    assert again != sent and [move.pk for move in queries.departures(hang)] == [again.pk]


def test_doing_it_twice_is_harmless_and_another_answer_is_refused(person, sent, hang, thao, dinh, beyond):
    assert moves.send_file(person, leaving(beyond), by=hang) == sent
    assert LegalStep.objects.count() == 2
    for _ in range(2):
        moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    assert len(events("received")) == 1
    with pytest.raises(Refused, match="đã được trả lời"):
        moves.send_back(sent, Answer.WRONG, by=thao)


@pytest.mark.parametrize("who", ["hang", "son", "dinh", "chair"])
def test_only_the_chief_of_arrival_answers(request, sent, dinh, beyond, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused, match="Trưởng Công an xã nơi đến"):
        moves.take_over(sent, village=village_of(beyond), officer=dinh, by=user)
    with pytest.raises(Refused):
        moves.send_back(sent, Answer.WRONG, by=user)
    assert fresh(sent).answer == ""


def test_a_file_goes_to_a_village_and_an_officer_of_the_commune_of_arrival(sent, thao, dinh, hang, beyond, commune):
    for village, officer in [(village_of(commune), dinh), (village_of(beyond), hang)]:
        with pytest.raises(Refused, match="thôn, cán bộ của xã mình"):
            moves.take_over(sent, village=village, officer=officer, by=thao)


@pytest.mark.parametrize("who", ["chair", "helper", "thao"])
def test_who_may_not_send_a_file(request, person, assigned, beyond, who):
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        moves.send_file(person, leaving(beyond), by=request.getfixturevalue(who))


def test_a_file_is_not_sent_to_where_it_is_or_before_somebody_left(person, commune, beyond, hang):
    with pytest.raises(Refused, match="xã khác"):
        moves.send_file(person, leaving(commune), by=hang)
    with pytest.raises(Refused, match="chưa tới"):
        moves.send_file(person, leaving(beyond, clock.now() + timedelta(hours=1)), by=hang)


def test_what_was_sent_and_has_ended_meanwhile_is_answered_no_more(person, sent, thao, dinh, beyond):
    actions.end_terms(person.ends_on + clock.DAY)
    assert not queries.arrivals(thao).waiting().exists()
    with pytest.raises(Refused, match="đã kết thúc"):
        moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)


def test_a_block_goes_with_the_file(person, sent, hang, thao, dinh, beyond):
    actions.block(person, dinh, words="Anh em họ", by=hang)
    moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    assert not reads(dinh, fresh(person))


def test_a_commune_elsewhere_takes_over_on_paper_and_the_file_ends_here(person, on_paper, hang):
    moves.answer_on_paper(on_paper, Answer.ACCEPTED, document="9/TB", by=hang)
    assert fresh(person).closed_on == TODAY
    assert not queries.within(hang, Part.LEGAL).exists()
    assert queries.departures(hang) == [] and fresh(on_paper).answer == Answer.ACCEPTED


def test_a_commune_elsewhere_sends_back_on_paper_and_the_file_stays(person, on_paper, hang, thao):
    with pytest.raises(Refused):
        moves.answer_on_paper(on_paper, Answer.NOT_HERE, document="9/TB", by=thao)
    moves.answer_on_paper(on_paper, Answer.NOT_HERE, document="9/TB", by=hang)
    assert fresh(person).closed_on is None and reads(hang, person)


# --- the clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "sent", "is_late"),
    [
        ("2026-11-22 12:00", "2026-11-23 11:59", False),
        ("2026-11-22 12:00", "2026-11-23 12:00", True),
        ("2026-06-30 09:00", "2026-07-07 23:59", False),  # before 1/7/2026: five working days
        ("2026-06-30 09:00", "2026-07-08 00:00", True),
    ],
)
def test_the_other_commune_is_told_within_the_clock_of_the_day_of_leaving(
    person, beyond, hang, monkeypatch, left, sent, is_late
):
    left, now = (timezone.make_aware(datetime.fromisoformat(each)) for each in (left, sent))
    monkeypatch.setattr(clock, "now", lambda: now)
    assert moves.send_file(person, leaving(beyond, left), by=hang).is_told_late is is_late


def test_an_answer_is_late_after_a_day(sent):
    assert sent.answer_due_at == sent.at + timedelta(hours=24)
    assert not sent.is_answered_late(sent.at + timedelta(hours=23, minutes=59))
    assert sent.is_answered_late(sent.at + timedelta(hours=24))


def test_every_category_has_the_clock_of_its_law():
    for category, day in [(each, date) for each in terms.Category for date in (TODAY, TODAY.replace(year=2025))]:
        span = terms.row_of(terms.What.HAND_OVER, category, on=day).span
        assert str(span) == ("24 giờ" if day == TODAY else "5 ngày làm việc")


def test_moves_are_destroyed_with_the_file(person, sent, due):
    actions.end_terms(person.ends_on + clock.DAY)
    assert actions.shred_ended(person.ends_on + timedelta(days=400)) == 1
    assert not Move.objects.exists() and not LabTest.objects.exists()


def test_what_is_not_there_is_refused_in_one_sentence(thao, sent, dinh, beyond):
    sent.target = village_of(beyond).pk  # as if it had been sent to somewhere else
    sent.save()
    with pytest.raises(Refused) as refusal:
        moves.take_over(sent, village=village_of(beyond), officer=dinh, by=thao)
    assert str(refusal.value) == rules.NOT_OURS
