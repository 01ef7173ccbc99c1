"""`make policy`: every page × every method × every identity × everybody's things, asked and compared with the oracle.

Beside them 200 slips of the pen in the matrix (tests/conventions/flips.py). What it runs are the house rules of access
themselves, with nothing left out; here they are only counted. A cell is an address that one identity asked for by one
method about somebody's things. Ends with 1 on any mismatch, or where anything else failed.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("tests/conventions/test_matrix.py", "tests/conventions/test_access.py")
CORES = str(min(max(os.cpu_count() or 2, 2), 8))


class Tally:
    """What the tests recorded, wherever they ran."""

    def __init__(self):
        self.counts: Counter[str] = Counter()
        self.mismatches: list[str] = []

    def pytest_runtest_logreport(self, report):
        if report.when != "call":
            return
        for name, value in report.user_properties:
            if name == "mismatches":
                self.mismatches += value
            else:
                self.counts[name] += value


def main() -> int:
    os.chdir(ROOT)
    os.environ["BANLANH_TEST_NIGHTLY"] = "1"
    tally = Tally()
    code = pytest.main(["--numprocesses", CORES, *TESTS], plugins=[tally])
    count = tally.counts
    for each in tally.mismatches:
        print(each)
    print(f"{count['flips']} flips, {count['caught']} caught, {count['seen']} of them in an answer of a page too")
    print(f"{count['cells']} cells, {len(tally.mismatches)} mismatches", flush=True)
    return 1 if code or tally.mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
