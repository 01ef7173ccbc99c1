"""What a test tries with each change, and what it tries at night: `make nightly` sets BANLANH_TEST_NIGHTLY.

A test that has a night of its own asks `at_night(many, else_few)`, and tells what it tried by `record_property`;
`scripts/ci.py` finds its file by that import, and prints what it told.
"""

import os
from typing import TypeVar

T = TypeVar("T")
IS_NIGHT = bool(os.environ.get("BANLANH_TEST_NIGHTLY"))


def at_night(many: T, else_few: T) -> T:
    return many if IS_NIGHT else else_few
