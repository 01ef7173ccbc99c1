"""The ledger: what was told once is told again, and nothing that could be subtracted from it (PROTECTION SEC-33)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from banlanh.audit.models import Event
from banlanh.disclosure import actions, queries
from banlanh.disclosure.enums import Audience, Half, Measure
from banlanh.disclosure.models import Publication
from banlanh.disclosure.release import Released, release

pytestmark = pytest.mark.django_db

COMMUNE, NEIGHBOUR = 17, 18
JANUARY, FEBRUARY, DECEMBER = date(2026, 1, 1), date(2026, 2, 1), date(2026, 12, 1)
NEXT_JANUARY = date(2027, 1, 1)
COUNTS = {1: 9, 2: 0, 3: 1, 4: 0, 5: 2, 6: 0}
LATER = {1: 8, 2: 6, 3: 1, 4: 0, 5: 2, 6: 0}
INSIDE, OUTSIDE = Audience.INSIDE, Audience.OUTSIDE


@pytest.fixture
def publish(monkeypatch):
    """Publishes a month on its first day, or on another; nobody in particular."""

    def told(counts=COUNTS, month=JANUARY, *, on=None, audience=INSIDE, commune=COMMUNE, measure=Measure.AFTER_REHAB):
        monkeypatch.setenv("BANLANH_TODAY", (on or month).isoformat())
        return actions.publish(counts, commune=commune, measure=measure, month=month, audience=audience, by=None)

    return told


def told_of_villages(released: Released) -> list[int]:
    return [village for village in COUNTS if released.words(village) == "từ 5 trở lên"]


def test_the_commune_and_its_villages_are_told_inside(publish):
    released = publish()
    assert released.words() == "11–15"
    assert [released.words(village) for village in (1, 2)] == ["từ 5 trở lên", "dưới 5 hoặc không công bố"]


def test_outside_hears_a_band_and_no_village(publish):
    released = publish(audience=OUTSIDE)
    assert released.words() == "11–20" and released.words(1) == "không công bố"


@pytest.mark.parametrize("audience", Audience)
def test_the_same_month_is_told_again_as_before_where_the_truth_has_changed(publish, audience):
    first = publish(audience=audience)
    assert publish(LATER | {4: 40}, date(2026, 1, 31), on=DECEMBER, audience=audience) == first
    assert Publication.objects.count() == 1


def test_an_audience_that_asks_later_hears_the_month_as_it_was_settled_for_the_other(publish):
    publish({1: 9, 2: 1}, audience=OUTSIDE)
    assert publish({1: 9, 2: 7}, on=date(2026, 1, 20)).words() == "5–10"


def test_villages_are_told_once_a_year_and_the_commune_every_month(publish):
    assert told_of_villages(publish()) == [1]
    for month in range(2, 13):
        released = publish(LATER, date(2026, month, 1))
        assert released.cells == {} and released.words() == "16–20"
    assert told_of_villages(publish(LATER, NEXT_JANUARY)) == [1, 2]


@pytest.mark.parametrize(
    ("month", "on"),
    [
        (FEBRUARY, NEXT_JANUARY),  # the months lie too near each other
        (date(2025, 1, 1), date(2026, 1, 9)),  # the days do
        (date(2025, 2, 1), date(2028, 1, 1)),  # a month before it, told afterwards
    ],
)
def test_no_second_table_of_villages_by_another_road(publish, month, on):
    publish()
    assert publish(LATER, month, on=on).cells == {}


def test_another_measure_of_the_same_villages_waits_too(publish):
    publish()
    assert publish(LATER, measure=Measure.TIPS).cells == {}


def test_two_halves_are_told_each_month_and_keep_no_village_from_being_told(publish):
    halves = {Half.MET: 12, Half.UNMET: 3}
    for month in (JANUARY, FEBRUARY):
        told = publish(halves, month, measure=Measure.COMPLETE)
        assert [told.words(half) for half in Half] == ["từ 5 trở lên", "dưới 5 hoặc không công bố"]
        assert publish(halves, month, measure=Measure.COMPLETE, audience=OUTSIDE).cells == {}
    assert told_of_villages(publish()) == [1]


@pytest.mark.parametrize("total", range(40))
def test_no_half_is_told_of_so_few_that_the_total_gives_it_away(publish, total):
    """Whoever knows the exact total: each half may still hold five different numbers, or nothing is told of it."""
    left: dict[str, list[int]] = {}
    for met in range(total + 1):
        told = release({Half.MET: met, Half.UNMET: total - met}, INSIDE)
        left.setdefault(" ".join(told.words(half) for half in Half), []).append(met)
    assert all(len(found) >= INSIDE.k for said, found in left.items()) or total < INSIDE.k - 1


def test_a_month_without_villages_leaves_the_year_open(publish):
    assert publish({1: 1, 2: 2}).cells == {}
    assert told_of_villages(publish(month=FEBRUARY)) == [1]


def test_communes_have_ledgers_of_their_own(publish):
    publish()
    assert told_of_villages(publish(LATER, FEBRUARY, commune=NEIGHBOUR)) == [1, 2]


def test_a_month_that_has_not_begun_is_refused(publish):
    with pytest.raises(ValueError, match="not begun"):
        publish(month=FEBRUARY, on=date(2026, 1, 31))
    assert not Publication.objects.exists() and not Event.objects.exists()


def test_who_published_is_in_the_log_once_and_no_count_is(publish):
    publish()
    publish(audience=OUTSIDE)
    event = Event.objects.get(commune=COMMUNE)
    assert event.verb == "table.published" and event.subject.startswith("disclosure.publication:")
    assert event.detail == {"measure": "after_rehab", "month": "2026-01-01"}


def test_the_ledger_holds_no_count(publish):
    publish({1: 97, 2: 3, 3: 0})
    assert Publication.objects.get().told == {
        "inside": {"total": [96, 100], "cells": {"1": "large", "2": "hidden", "3": "hidden"}},
        "outside": {"total": [91, 100], "cells": {}},
    }


def test_what_cannot_be_logged_is_not_told(publish, monkeypatch):
    monkeypatch.setattr(Event, "save", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        publish()
    assert not Publication.objects.exists()


def fail(*args, **kwargs):
    raise DatabaseError("the table is full")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Publication.objects.update(is_split=False),
        lambda: Publication.objects.get().save(),
        lambda: Publication.objects.all().delete(),
        lambda: Publication.objects.get().delete(),
    ],
)
def test_the_database_itself_refuses_to_change_or_drop_what_was_told(publish, attempt):
    publish()
    with pytest.raises(DatabaseError, match="published tables never change"), transaction.atomic():
        attempt()
    assert Publication.objects.get().is_split


def test_what_was_told_can_be_read_again(publish):
    assert queries.published(COMMUNE, Measure.AFTER_REHAB, JANUARY, INSIDE) is None
    first = publish()
    assert queries.published(COMMUNE, Measure.AFTER_REHAB, date(2026, 1, 31), INSIDE) == first


def test_the_villages_last_told_are_found_for_a_later_day(publish):
    assert queries.last_split(COMMUNE, Measure.AFTER_REHAB, DECEMBER) is None
    first = publish()
    publish(LATER, FEBRUARY)
    assert queries.last_split(COMMUNE, Measure.AFTER_REHAB, DECEMBER) == (JANUARY, first)
