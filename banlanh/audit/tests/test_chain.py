"""The log of who did what: written with the fact, never changed, and honest about every attempt (SEC-26, SEC-27)."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from banlanh.accounts.models import User
from banlanh.audit import queries
from banlanh.audit.actions import NO_COMMUNE, holding, once, record, remembering
from banlanh.audit.codes import SIGNS
from banlanh.audit.models import Chain, Event
from banlanh.audit.queries import anchor_of, first_broken, holds, version_of
from banlanh.audit.seals import seal
from banlanh.core import clock
from banlanh.places.models import Place

LENGTH = 6
TRIGGERS = {
    "sqlite": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"],
    "postgresql": ["DROP TRIGGER audit_no_change ON audit_event"],
}


@pytest.fixture
def commune(db) -> Place:
    return Place.objects.create(kind="commune", name="Suối Lành")


@pytest.fixture
def log(commune) -> int:
    """A log of some events; its commune's number."""
    return write_log(commune)


def write_log(commune: Place, length: int = LENGTH) -> int:
    for number in range(1, length + 1):
        record("place.counted", commune, by=None, households=100 + number)
    return commune.pk


def as_forger() -> None:
    """What only the administrator of the database can do: take the triggers away."""
    with connection.cursor() as cursor:
        for statement in TRIGGERS[connection.vendor]:
            cursor.execute(statement)


def event(log: int, number: int):
    return Event.objects.filter(commune=log, sequence=number)


# --- what an event is ------------------------------------------------------------------------------


def test_an_event_says_who_did_what_about_what(commune):
    minh = User.objects.create(username="minh", full_name="Nguyễn Văn Minh")
    written = record("place.counted", commune, by=minh, households=101)
    kept = Event.objects.get()
    assert (kept.commune, kept.sequence, kept.by) == (commune.pk, 1, minh.pk)
    assert (kept.verb, kept.subject, kept.detail) == (
        "place.counted",
        f"places.place:{commune.pk}",
        {"households": 101},
    )
    assert kept.seal == written.seal and len(kept.seal) == 64


def test_an_event_holds_no_name(commune):
    minh = User.objects.create(username="minh", full_name="Nguyễn Văn Minh")
    record("account.signed_in", minh, by=minh)
    kept = str(Event.objects.values().get())
    assert "Minh" not in kept and "minh" not in kept


def test_each_commune_has_its_own_numbers_and_what_has_none_a_third(commune):
    other = Place.objects.create(kind="commune", name="Nậm Lành")
    lan = User.objects.create(username="lan", full_name="Lò Thị Lan")
    for subject in (commune, other, commune, lan):
        record("something.done", subject, by=lan)
    assert [version_of(number).number for number in (commune.pk, other.pk, NO_COMMUNE)] == [2, 1, 1]
    assert {first_broken(number) for number in (commune.pk, other.pk, NO_COMMUNE)} == {None}


def test_a_commune_in_which_nothing_happened_is_at_nought_and_whole(commune):
    assert version_of(commune.pk).number == 0 and first_broken(commune.pk) is None


def test_what_is_written_while_it_is_read_breaks_nothing(log, commune, monkeypatch):
    """Somebody writes between the last event that was read and the head, once; a head that runs away is a break."""
    writes = iter([True])

    def head(number: int, name: str):
        if next(writes, False):
            record("place.counted", commune, by=None, households=7)
        return version_of(number, name)

    monkeypatch.setattr(queries, "version_of", head)
    assert first_broken(log) is None and version_of(log).number == LENGTH + 1
    monkeypatch.setattr(queries, "version_of", version_of)
    Chain.objects.filter(commune=log).update(sequence=LENGTH + 3)
    assert first_broken(log) == LENGTH + 2


# --- with the fact, or not at all ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    commune = Place.objects.create(kind="commune", name="Suối Lành")
    with pytest.raises(transaction.TransactionManagementError):
        record("place.counted", commune, by=None)
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_that_cannot_be_written_undoes_the_fact(monkeypatch):
    commune = Place.objects.create(kind="commune", name="Suối Lành")
    monkeypatch.setattr(Event, "save", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        Place.objects.filter(pk=commune.pk).update(households=101)
        record("place.counted", commune, by=None)
    commune.refresh_from_db()
    assert commune.households == 0 and version_of(commune.pk).number == 0


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_undone_leaves_no_event_and_no_gap():
    commune = Place.objects.create(kind="commune", name="Suối Lành")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("place.counted", commune, by=None)
        raise ZeroDivisionError
    with transaction.atomic():
        record("place.counted", commune, by=None)
    assert list(Event.objects.values_list("sequence", flat=True)) == [1]
    assert first_broken(commune.pk) is None


def fail(*args, **kwargs):
    raise DatabaseError("the table is full")


# --- many actions in one transaction ---------------------------------------------------------------


def test_while_the_log_is_held_events_come_out_as_they_do_alone(commune):
    with holding(commune.pk):
        write_log(commune, 3)
    write_log(commune, 2)
    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert first_broken(commune.pk) is None
    assert version_of(commune.pk).of("places") == Event.objects.get(sequence=5).seal


def test_while_the_log_is_held_what_undoes_a_fact_undoes_its_event(commune):
    """Also where an action itself goes on behind what it could not do."""
    with holding(commune.pk):
        record("first.done", commune, by=None)
        with suppress(ZeroDivisionError), transaction.atomic():
            with transaction.atomic():
                record("second.done", commune, by=None)
            raise ZeroDivisionError
        record("third.done", commune, by=None)
    assert list(Event.objects.order_by("sequence").values_list("verb", flat=True)) == ["first.done", "third.done"]
    assert first_broken(commune.pk) is None


def test_a_block_that_fails_leaves_nothing_and_holds_nothing(commune):
    with suppress(ZeroDivisionError), transaction.atomic(), holding(commune.pk):
        write_log(commune, 2)
        raise ZeroDivisionError
    assert not Event.objects.exists() and version_of(commune.pk).number == 0
    record("place.counted", commune, by=None)
    assert Event.objects.get().sequence == 1 and first_broken(commune.pk) is None


def test_other_logs_are_written_as_ever_while_one_is_held(commune):
    lan = User.objects.create(username="lan", full_name="Lò Thị Lan")
    with holding(commune.pk):
        record("something.done", commune, by=lan)
        record("something.done", lan, by=lan)
        assert [event.commune for event in Event.objects.all()] == [NO_COMMUNE]
    assert [first_broken(log) for log in (commune.pk, NO_COMMUNE)] == [None, None]


def test_held_many_events_cost_what_one_costs(commune, django_assert_num_queries):
    record("place.counted", commune, by=None)
    for length in (1, 20):
        with django_assert_num_queries(3), holding(commune.pk):  # the head, the events, the head
            write_log(commune, length)


def test_what_stands_still_is_asked_once_while_the_log_is_held(commune, django_assert_num_queries):
    def asked() -> str:
        return once((Place, commune.pk), lambda: Place.objects.get(pk=commune.pk)).name

    with holding(commune.pk), django_assert_num_queries(1):
        assert {asked(), asked(), asked()} == {"Suối Lành"}
    with remembering(), django_assert_num_queries(2):  # with the log's head
        asked()
        with holding(commune.pk):
            assert asked() == "Suối Lành"
    with django_assert_num_queries(2):
        assert {asked(), asked()} == {"Suối Lành"}


# --- never changed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Event.objects.update(verb="something.else"),
        lambda: Event.objects.filter(sequence=2).update(by=7),
        lambda: Event.objects.get(sequence=3).save(),
        lambda: Event.objects.filter(sequence=LENGTH).delete(),
        lambda: Event.objects.get(sequence=1).delete(),
        lambda: connection.cursor().execute("UPDATE audit_event SET detail = '{}'"),
        lambda: connection.cursor().execute("DELETE FROM audit_event"),
    ],
)
def test_the_database_itself_refuses_to_change_or_drop_an_event(log, attempt):
    with pytest.raises(DatabaseError, match="audit events never change"), transaction.atomic():
        attempt()
    assert Event.objects.count() == LENGTH and first_broken(log) is None


def test_two_events_never_share_a_number(log):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(commune=log, sequence=2, at=event(log, 2).get().at, verb="x", subject="y", seal="z")


# --- what a forger with the triggers gone cannot hide ----------------------------------------------


def change(**values):
    return lambda log, number: event(log, number).update(**values)


def drop(log: int, number: int) -> None:
    event(log, number).delete()


def cut_tail(log: int, number: int) -> None:
    Event.objects.filter(commune=log, sequence__gte=number).delete()


def swap(log: int, number: int) -> None:
    """Exchange an event with the next."""
    event(log, number).update(sequence=0)
    event(log, number + 1).update(sequence=number)
    event(log, 0).update(sequence=number + 1)


def insert(log: int, number: int) -> None:
    """Squeeze in an event that never was, with the seal of the one whose place it takes."""
    later = list(Event.objects.filter(commune=log, sequence__gte=number).order_by("-sequence"))
    for each in later:
        event(log, each.sequence).update(sequence=F("sequence") + 1)
    forged = later[-1]
    forged.pk, forged.verb = None, "place.closed"
    forged.save(force_insert=True)
    Chain.objects.filter(commune=log).update(sequence=F("sequence") + 1)


def repeat(log: int, number: int) -> None:
    """Put a true event once more in the place of the next."""
    true = event(log, number).values("at", "by", "verb", "subject", "detail", "seal").get()
    event(log, number + 1).update(**true)


FORGERIES = {
    "another person": (change(by=99), 0),
    "another act": (change(verb="place.closed"), 0),
    "another subject": (change(subject="places.place:99"), 0),
    "another detail": (change(detail={"households": 999}), 0),
    "an hour later": (change(at=F("at") + timedelta(hours=1)), 0),
    "another seal": (change(seal="0" * 64), 0),
    "moved to another commune": (change(commune=NO_COMMUNE), 0),
    "dropped": (drop, 0),
    "tail cut": (cut_tail, 0),
    "swapped with the next": (swap, 0),
    "inserted": (insert, 0),
    "said twice": (repeat, 1),
}


@pytest.mark.parametrize("number", range(1, LENGTH))
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_named_by_its_first_number(log, forgery, number):
    forge, offset = FORGERIES[forgery]
    as_forger()
    forge(log, number)
    assert first_broken(log) == number + offset


def forge_anew(log: int, **values) -> None:
    """What whoever holds the key too can do: change the second event and seal all that follows anew."""
    event(log, 2).update(**values)
    before = event(log, 1).get().seal
    for each in Event.objects.filter(commune=log, sequence__gte=2).order_by("sequence"):
        before = seal(each, after=before)
        event(log, each.sequence).update(seal=before)
    Chain.objects.filter(commune=log).update(seal=before)


def test_a_log_that_was_rewritten_whole_does_not_hold_against_a_code_on_paper(log):
    number, code = anchor_of(log, clock.today())
    assert number == LENGTH and re.fullmatch(rf"([{SIGNS}]{{4}}-){{4}}[{SIGNS}]{{4}}", code)
    assert holds(log, number, code)
    as_forger()
    forge_anew(log, detail={"households": 999})
    assert first_broken(log) is None, "the chain alone does not tell"
    assert not holds(log, number, code)


def test_a_log_whose_tail_was_cut_with_its_head_does_not_hold(log):
    number, code = anchor_of(log, clock.today())
    as_forger()
    cut_tail(log, LENGTH)
    Chain.objects.filter(commune=log).update(sequence=LENGTH - 1, seal=event(log, LENGTH - 1).get().seal)
    assert first_broken(log) is None and not holds(log, number, code)


def test_a_code_still_holds_when_more_is_written(log, commune):
    anchor = anchor_of(log, clock.today())
    write_log(commune)
    assert holds(log, *anchor) and anchor_of(log, clock.today()) != anchor


def test_a_day_that_is_over_has_the_code_of_its_last_event(log, monkeypatch):
    day = clock.today()
    monkeypatch.setenv("BANLANH_TODAY", (day + 5 * clock.DAY).isoformat())
    assert anchor_of(log, day)[0] == LENGTH
    assert anchor_of(log, day - clock.DAY) is None


def test_an_event_added_past_the_head_is_named(log):
    as_forger()
    last = event(log, LENGTH).get()
    last.pk, last.sequence = None, LENGTH + 1
    last.save(force_insert=True)
    assert first_broken(log) == LENGTH + 1


def test_another_key_opens_nothing(log, settings):
    settings.AUDIT_KEY = "somebody else's"
    assert first_broken(log) == 1


def test_the_log_stays_whole_when_more_is_written(log, commune):
    write_log(commune)
    assert version_of(log).number == 2 * LENGTH and first_broken(log) is None


def test_the_log_of_the_next_commune_does_not_suffer(log):
    other = write_log(Place.objects.create(kind="commune", name="Nậm Lành"))
    as_forger()
    drop(log, 2)
    assert first_broken(other) is None and first_broken(log) == 2


class AnyForgeries(TestCase):
    """However often a log of any length is forged, the first bad number is the one that is named."""

    @classmethod
    def setUpTestData(cls):
        cls.commune = Place.objects.create(kind="commune", name="Suối Lành")

    @given(
        length=st.integers(8, 12),
        numbers=st.sets(st.sampled_from([1, 3, 5, 7]), min_size=1),
        choices=st.lists(st.sampled_from(list(FORGERIES)), min_size=4, max_size=4),
    )
    def test_the_first_bad_number_is_named(self, length, numbers, choices):
        log = write_log(self.commune, length)
        as_forger()
        forgeries = dict(zip(sorted(numbers), choices, strict=False))
        for number, forgery in reversed(forgeries.items()):  # from the end: one does not move the other
            FORGERIES[forgery][0](log, number)
        first, forgery = next(iter(forgeries.items()))
        assert first_broken(log) == first + FORGERIES[forgery][1]
