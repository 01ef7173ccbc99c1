"""For one day the demonstration is the same rows everywhere."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from banlanh.audit.models import Event
from banlanh.demo import actions
from banlanh.demo.queries import LOADED
from banlanh.outreach.models import Airing
from banlanh.pledges.models import Signature
from tests.support.database import put_migrated
from tests.support.demonstration import DAY
from tests.support.nightly import IS_NIGHT

pytestmark = pytest.mark.django_db(databases="__all__")
DIFFERS = {"password", "code_hash", "sealed", "file", "audio"}  # salts, and random names on the disk
RANDOM = {
    "id",
    "code",
    "key",
    "identity",
    "card_number",
    "phone",
    "content",
    "result",
    "note",
}  # what is sealed, by what
BY_NIGHT = pytest.mark.skipif(not IS_NIGHT, reason="by day two machines are compared, which is harder")
LOG = ("audit", "auth", "contenttypes", "sessions", "sealing", "disclosure")


def dump() -> dict[str, list]:
    """Every row of every table but the log's, whose events carry the time of the loading."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in LOG]
    return {model._meta.label: rows_of(model) for model in models}


def rows_of(model) -> list[tuple]:
    differs = RANDOM if model._meta.app_label == "care" else DIFFERS
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in differs]
    return sorted(model._base_manager.values_list(*fields), key=repr)


@BY_NIGHT
def test_made_again_it_is_the_same_to_the_last_row():
    actions.clear_demo()
    actions.load_demo(DAY)
    first, told = dump(), Event.objects.order_by("sequence").last()
    actions.clear_demo()
    actions.load_demo(DAY)
    assert sum(map(len, first.values())) > 9000
    assert dump() == first
    again = Event.objects.filter(verb=LOADED).order_by("sequence").last()
    assert (again.subject, again.detail) == (told.subject, told.detail)


@BY_NIGHT
@pytest.mark.usefixtures("nobody_in_care")
def test_a_later_day_has_the_same_past():
    """What was true in May still is in June, but for what one day stages: late now, halfway now."""
    actions.load_demo(date(2026, 5, 20))
    may, signed = set(Airing.objects.values_list("pk", flat=True)), signatures()
    actions.clear_demo()
    actions.load_demo(date(2026, 6, 20))
    june = set(Airing.objects.values_list("pk", flat=True))
    assert len(may - june) <= 4
    assert len(june) > len(may) * 1.4
    assert signed.items() < signatures().items()


def signatures() -> dict:
    """Who signed on which sheet, on which day."""
    return {pk: tuple(row) for pk, *row in Signature.objects.values_list("pk", "entry", "sheet", "sheet__signed_on")}


@pytest.mark.usefixtures("commune")
def test_clearing_keeps_the_log():
    actions.clear_demo()
    assert Event.objects.filter(verb=LOADED).count() == 1
    assert {name for name, rows in dump().items() if rows} == set()


@pytest.mark.usefixtures("commune")
def test_two_machines_make_the_same(tmp_path):
    """Processes differ in how they hash; no order may hang on it."""
    ours = [tuple(map(str, row)) for row in duties(connection.cursor())]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    assert [tuple(map(str, row)) for row in made_by(tmp_path, seed=seed)] == ours


def duties(cursor) -> list[tuple]:
    return cursor.execute("SELECT * FROM plans_duty ORDER BY id").fetchall()


def made_by(folder: Path, *, seed: str) -> list[tuple]:
    """Every duty of a demonstration that another process made, told by its number."""
    put_migrated(folder)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BANLANH_")}
    env = clean | {"BANLANH_DATA_DIR": str(folder), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "banlanh", "demo", "--no-serve", "--date", DAY.isoformat()]
    subprocess.run(command, env=env, check=True, capture_output=True)
    with closing(sqlite3.connect(folder / "banlanh.sqlite3")) as made:
        return duties(made)
