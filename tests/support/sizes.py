"""How many draws a law is tried with, where its test names no number of its own."""

import os

from .nightly import at_night

IS_SECOND = "BANLANH_TEST_DATABASE_URL" in os.environ  # the same tests once more, on PostgreSQL
EXAMPLES = at_night(1_000, else_few=8 if IS_SECOND else 15)
