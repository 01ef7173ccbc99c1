"""The fleet in small: no history breaks a law, and a server with a known bug is found out (SEC-42, SEC-43)."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.support.database import put_migrated
from tests.support.nightly import at_night

SEEDS, OPERATIONS = at_night((200, 10_000), (20, 9))

pytestmark = [
    pytest.mark.django_db(databases=["default", "sealed", "keys"]),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="starts a server of its own, on files"),
]


@pytest.fixture
def fleet(db, tmp_path):
    """What the fleet says, and its last line."""
    put_migrated(tmp_path)

    def run(*words: object) -> tuple[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        own["BANLANH_DATA_DIR"] = str(tmp_path)
        command = [sys.executable, "-m", "tests.fleet", *map(str, words)]
        said = subprocess.run(command, env=own, capture_output=True, text=True)
        return said.stdout + said.stderr, (said.stdout.splitlines() or [""])[-1]

    return run


def test_nothing_is_lost_and_nothing_is_done_twice(fleet, record_property):
    whole, last = fleet("--seeds", SEEDS, "--ops", OPERATIONS)
    record_property("fleet", last)
    assert last.endswith(" 0 violations"), whole
    operations, faults = (int(part.split()[0]) for part in last.split(", ")[:2])
    assert operations >= SEEDS * OPERATIONS * 0.9 and faults >= SEEDS


@pytest.mark.parametrize("bug", ["acknowledge_before_commit", "cursor_by_time"])
def test_a_server_with_this_bug_is_found_out_within_twenty_seeds(fleet, bug):
    whole, last = fleet("--seeds", 20, "--ops", 30, "--workers", 1, "--bug", bug)
    assert not last.endswith(" 0 violations") and "violations" in last, whole
