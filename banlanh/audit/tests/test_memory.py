"""What is remembered between two events: never past one, never more than there is room for."""

import pytest
from django.db import transaction

from banlanh.audit import memory
from banlanh.audit.actions import record
from banlanh.audit.memory import recalled, remembered
from banlanh.audit.models import Chain
from banlanh.places.models import Place


class Counter:
    """Gives 1, 2, 3: how often it was asked."""

    def __init__(self):
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def make() -> Counter:
    return Counter()


def test_the_same_question_at_the_same_version_is_worked_out_once(make):
    assert [remembered("a", "sheet", make) for _ in range(3)] == [1, 1, 1]


def test_after_an_event_it_is_worked_out_anew_and_the_old_answer_is_gone(make):
    assert [remembered(version, "sheet", make) for version in "abba"] == [1, 2, 2, 3]


def test_different_questions_have_answers_of_their_own(make):
    assert [remembered("a", what, make) for what in ("sheet", "page", "sheet")] == [1, 2, 1]


def test_without_an_event_nothing_is_remembered(make):
    assert [remembered("", "sheet", make) for _ in range(2)] == [1, 2]


def test_what_nobody_asked_for_longest_makes_room(make, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    for what in ("first", "second", "third"):
        remembered("a", what, make)
    assert remembered("a", "third", make) == 3
    assert remembered("a", "first", make) == 4


def test_long_pages_make_room_for_each_other(monkeypatch):
    monkeypatch.setattr(memory, "MOST_TEXT", 250)
    for what in ("first", "second", "third"):
        remembered("a", what, lambda: b"p" * 100)
    assert [recalled(what)[0] for what in ("first", "second", "third")] == ["", "a", "a"]


def test_a_refusal_is_not_remembered(make):
    def fail():
        raise ValueError

    with pytest.raises(ValueError):
        remembered("a", "sheet", fail)
    assert remembered("a", "sheet", make) == 1


@pytest.mark.django_db
def test_an_event_that_was_undone_leaves_a_version_that_never_comes_back():
    """The number of an event returns after a rollback; its seal does not, so no undone figure can be served."""
    commune = Place.objects.create(kind="commune", name="Suối Lành")
    seals = []
    for _ in range(2):
        with transaction.atomic():
            record("place.counted", commune, by=None)
            seals.append(Chain.objects.get(commune=commune.pk).seal)
            transaction.set_rollback(True)
    assert len(set(seals)) == 2
