"""How much a run tries: what fits into `make test`, or a night's work."""

import os

IS_NIGHT = bool(os.environ.get("BANLANH_TEST_NIGHTLY"))
IS_SECOND = "BANLANH_TEST_DATABASE_URL" in os.environ  # the same tests once more, on PostgreSQL
EXAMPLES = 1_000 if IS_NIGHT else 20 if IS_SECOND else 40  # of a law, where its test names no number of its own
