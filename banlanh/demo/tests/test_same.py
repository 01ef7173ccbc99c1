"""For one day the demonstration is the same rows everywhere."""

from datetime import date

import pytest
from django.apps import apps

from banlanh.audit.models import Event
from banlanh.demo import actions
from banlanh.demo.queries import LOADED
from banlanh.outreach.models import Airing

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
DIFFERS = {"password", "file"}  # a salt, and a random name on the disk
LOG = ("audit", "auth", "contenttypes", "sessions")


def dump() -> dict[str, list]:
    """Every row of every table but the log's, whose events carry the time of the loading."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in LOG]
    return {model._meta.label: rows_of(model) for model in models}


def rows_of(model) -> list[tuple]:
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in DIFFERS]
    return list(model._base_manager.order_by("pk").values_list(*fields))


def test_made_again_it_is_the_same_to_the_last_row():
    actions.clear_demo()
    actions.load_demo(DAY)
    first, told = dump(), Event.objects.order_by("sequence").last()
    actions.clear_demo()
    actions.load_demo(DAY)
    assert sum(map(len, first.values())) > 3000
    assert dump() == first
    again = Event.objects.filter(verb=LOADED).order_by("sequence").last()
    assert (again.subject, again.detail) == (told.subject, told.detail)


def test_a_later_day_has_the_same_past():
    """What was true in May still is in June, but for what one day stages: late now, halfway now."""
    actions.load_demo(date(2026, 5, 20))
    may = set(Airing.objects.values_list("pk", flat=True))
    actions.clear_demo()
    actions.load_demo(date(2026, 6, 20))
    june = set(Airing.objects.values_list("pk", flat=True))
    assert len(may - june) <= 4
    assert len(june) > len(may) * 1.4


def test_clearing_keeps_the_log():
    actions.load_demo(DAY)
    actions.clear_demo()
    assert Event.objects.filter(verb=LOADED).count() == 1
    assert {name for name, rows in dump().items() if rows} == set()
