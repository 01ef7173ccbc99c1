"""What was typed about people in care and tips lies nowhere but sealed: not in an answer, a log, a file or a backup."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from banlanh import cli
from tests.support.nightly import at_night

LEAST_FORCED = at_night(200, else_few=60)  # SEC-52 names the first
LIVE = """
import sys; from pathlib import Path
import django; django.setup()
from tests.system.canary_machine import live
live(Path(sys.argv[1]))"""
ENDED = dict.fromkeys(("check", "report", "status", "split", "rotate"), cli.DONE) | {"tick": cli.FAILED}  # was made to
ENDED |= at_night({"report": cli.FAILED}, else_few={})  # at night more than one commune lives there: it asks which
SEARCHED = {
    *(".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".tar.gz", ".key", ".pdf", "out", "err", "names of files"),
    *("text/html", "headers and titles", "text/calendar", "mails", "pushes", "sessions"),
}


@pytest.fixture(scope="module")
def told(django_db_setup, tmp_path_factory) -> dict:
    """What a process found that lived on files, started on a copy of the migrated tables."""
    if connection.vendor != "sqlite":
        pytest.skip("the files of SQLite are searched")
    root = tmp_path_factory.mktemp("may") / "root"
    for name in ("tmp", "log"):
        (root / name).mkdir(parents=True)
    own = {"DATA_DIR": root / "data", "SEALED_KEY_FILE": root / "khoa" / "sealed.key", "HOSTS": "testserver"}
    own |= {"TODAY": "2026-11-23", "EIGHT": os.environ["BANLANH_EIGHT"]}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BANLANH_") or "_TEST_" in name}
    given = kept | {f"BANLANH_{name}": str(value) for name, value in own.items()} | {"TMPDIR": str(root / "tmp")}
    with (root / "log" / "out").open("wb") as out, (root / "log" / "err").open("wb") as err:
        done = subprocess.run([sys.executable, "-c", LIVE, root], env=given, stdout=out, stderr=err, check=False)
    assert done.returncode == 0, (root / "log" / "err").read_text()[-3000:]
    return json.loads((root.parent / "found.json").read_text())


def test_every_field_that_takes_words_was_filled_in(told):
    assert told["never filled in"] == []


def test_every_answer_shows_what_it_should_and_nothing_else(told):
    assert told["faults"] == told["wrong answers"] == []
    assert told["forced"] >= LEAST_FORCED


def test_nothing_on_the_machine_tells_a_word(told, record_property):
    assert told["found"] == []
    assert told["commands"] == ENDED
    assert told["bytes"].keys() >= SEARCHED
    for name in ("words", "forced"):
        record_property(name, told[name])
    for name in ("answers", "bytes"):
        record_property(name, sum(told[name].values()))


def test_what_lies_open_is_found(told):
    assert told["leaked"] == [
        f"{file}: a leak" for file in ("data/banlanh.sqlite3-wal", "data/sealed.sqlite3-wal", "log/err", "tmp/so.csv")
    ]
