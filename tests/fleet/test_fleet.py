"""The fleet in small: no history breaks a law, and a server with a known bug is found out (SEC-42, SEC-43)."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.fleet.__main__ import BUGS
from tests.support.database import put_migrated
from tests.support.nightly import at_night

NIGHT = int(os.environ.get("BANLANH_TEST_FLEET_SEEDS", 200)), int(os.environ.get("BANLANH_TEST_FLEET_OPS", 10_000))
SEEDS, OPERATIONS = at_night(NIGHT, (20, 9))
PHONES = at_night(8, 3)
SIDE_BY_SIDE = at_night(2, 1)  # fleets, each with databases of its own: SQLite writes for one at a time
HOURS = 8  # of a night; what was reached by then is told
FIRST = range(1, SEEDS + 1, max(SEEDS // SIDE_BY_SIDE, 1))

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


@pytest.mark.parametrize("first", FIRST)
def test_nothing_is_lost_and_nothing_is_done_twice(fleet, first, record_property):
    seeds = min(FIRST.step, SEEDS + 1 - first)
    size = ("--ops", OPERATIONS, "--phones", PHONES, "--hours", HOURS)
    whole, last = fleet("--first", first, "--seeds", seeds, *size)
    record_property("fleet", last)
    assert last.endswith(" 0 violations"), whole
    operations, faults = (int(part.split()[0]) for part in last.split(", ")[:2])
    assert operations >= OPERATIONS * at_night(1, seeds) and faults >= operations // OPERATIONS


def test_a_server_with_a_known_bug_is_found_out_within_twenty_seeds(fleet):
    bugs = [word for bug in BUGS for word in ("--bug", bug)]
    whole, _ = fleet("--seeds", 20, "--ops", 30, "--phones", 3, "--workers", 1, *bugs)
    found = [line for line in whole.splitlines() if line.endswith(" violations")]
    assert len(found) == len(BUGS) and not any(line.endswith(" 0 violations") for line in found), whole
