"""Rows written by our own words are what Django's would have been."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from banlanh.audit.models import Chain, Event
from banlanh.core import rows
from banlanh.core.homes import SEALED, WORKING
from tests.support.rooms import *  # noqa: F403

NAMES = ("commune", "at", "by", "verb", "subject", "detail", "seal")


def event(number: int, **said) -> Event:
    told = {"by": None, "verb": "sheet.printed", "subject": "pledges.sheet:1", "detail": {"tờ": [1, None]}, "seal": "a"}
    return Event(commune=7, sequence=number, at=timezone.now(), **told | said)


def test_a_row_is_the_same_as_one_that_was_saved(db):
    ours, theirs = event(1, by=3), event(2, by=3)
    theirs.at = ours.at
    rows.add([ours])
    theirs.save(force_insert=True)
    one, two = Event.objects.filter(commune=7).order_by("sequence").values(*NAMES)
    assert one == two
    assert (ours._state.adding, ours._state.db) == (theirs._state.adding, theirs._state.db)


def test_what_a_person_typed_stays_a_value(db):
    typed = "'); DELETE FROM audit_chain; -- %s \" \\"
    rows.add([event(1, verb=typed, detail={typed: typed})])
    assert Event.objects.values_list("verb", "detail").get(commune=7) == (typed, {typed: typed})


@pytest.mark.parametrize("many", [0, 1, 500])
def test_any_number_of_rows_is_written(db, many):
    rows.add([event(number) for number in range(many)])
    assert Event.objects.filter(commune=7).count() == many


def test_a_row_that_may_not_be_there_is_refused_with_those_beside_it(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add([event(1), event(2), event(2)])
    assert Event.objects.filter(commune=7).count() == 0


def test_only_the_named_fields_of_the_one_row_change(db):
    one, other = (Chain.objects.create(commune=number, seal="a") for number in (7, 8))
    one.sequence, one.rooms, one.seal = 5, {"pledges": "b"}, "b"
    rows.change(one, ("sequence", "rooms"), using=WORKING)
    for each in (one, other):
        each.refresh_from_db()
    assert (one.sequence, one.rooms, one.seal) == (5, {"pledges": "b"}, "a")
    assert (other.sequence, other.rooms) == (0, {})


def test_of_a_row_that_is_not_there_nothing_can_be_changed(db):
    with pytest.raises(DatabaseError, match="not there"), transaction.atomic():
        rows.change(Chain(pk=1, commune=7, seal="b"), ("seal",), using=WORKING)


def test_what_could_not_be_written_undoes_all_of_its_transaction(db):
    with transaction.atomic(), suppress(IntegrityError):
        rows.add([event(1)])
        rows.add([event(1)])
    assert Event.objects.filter(commune=7).count() == 0


@pytest.mark.django_db(databases=["default", "sealed"])
def test_a_noun_of_two_homes_goes_where_it_is_told_to():
    rows.add([event(1)], using=SEALED)
    head = Chain.objects.using(SEALED).create(commune=7)
    head.seal = "b"
    rows.change(head, ("seal",), using=SEALED)
    assert [Event.objects.using(home).filter(commune=7).count() for home in ("default", SEALED)] == [0, 1]
    assert Chain.objects.using(SEALED).get(commune=7).seal == "b"
