"""A question whose SQL is put together once: asked again it takes other values, and sees what changed meanwhile."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection, models

from banlanh.accounts.models import User
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Body, Place
from tests.support.rooms import *  # noqa: F403


def bodies() -> models.QuerySet[Body]:
    here = models.Q(commune=Slot("commune", models.BigIntegerField()), name__in=["Hội Phụ nữ", "Thôn Nà Lìn"])
    standing = models.Q(closed_on=None) | models.Q(closed_on__gt=Slot("on", models.DateField()))
    return Body.objects.filter(here, standing).select_related("commune").order_by("order")


def test_it_answers_as_the_same_queryset_and_sees_what_changed(commune, union, django_assert_num_queries):
    asked = Question(bodies)
    with django_assert_num_queries(2):
        assert [each.name for each in asked(commune=commune.pk, on=date(2026, 11, 23))] == ["Hội Phụ nữ", "Thôn Nà Lìn"]
        assert asked(commune=commune.pk + 1, on=date(2026, 11, 23)) == []
    Body.objects.filter(pk=union.pk).update(closed_on=date(2026, 11, 20))
    Place.objects.filter(pk=commune.pk).update(name="Suối Mới")
    with django_assert_num_queries(1):
        assert [each.commune.name for each in asked(commune=commune.pk, on=date(2026, 11, 23))] == ["Suối Mới"]
    assert len(asked(commune=commune.pk, on=date(2026, 11, 19))) == 2


def test_a_list_may_have_any_length(commune, union, village):
    names = Question(
        lambda: Body.objects.filter(pk__in=Slot("pks", models.BigIntegerField())).values_list("pk", flat=True)
    )
    for asked in ([union.pk], [], [union.pk, village.pk, village.pk], [0]):
        assert set(names(pks=asked)) == set(asked) - {0}


def test_single_values_may_be_asked_for_too(commune, union):
    asked = Question(
        lambda: Body.objects.filter(pk=Slot("pk", models.BigIntegerField())).values_list("name", flat=True)
    )
    assert (asked(pk=union.pk), asked(pk=0), asked(pk=None)) == (["Hội Phụ nữ"], [], [])


def test_a_number_that_no_database_holds_finds_nothing(commune, union):
    asked = Question(lambda: Body.objects.filter(pk__in=Slot("pks", models.BigIntegerField())))
    assert asked(pks=[10**20, union.pk, -(10**20)]) == [union] and asked.one(pks=[10**20]) is None


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    asked, heard = Question(lambda: User.objects.filter(username=Slot("name"))), []
    User.objects.create(username="lan", full_name="Lò Thị Lan")

    def ask() -> None:
        heard.append((asked(name="lan"), connection.connection))
        connection.close()

    ask()
    for thread in (Thread(target=ask), Thread(target=ask)):
        thread.start()
        thread.join()
    assert [len(found) for found, _ in heard] == [1, 1, 1]
    assert len({id(each) for _, each in heard}) == 3
