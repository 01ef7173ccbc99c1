from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from banlanh.demo import actions
from banlanh.places.models import Place

DAY = date(2026, 11, 23)  # a Monday, two days before the month's report is due


@pytest.fixture(scope="module")
def commune(django_db_setup, django_db_blocker) -> Iterator[Place]:
    """The demonstration commune on that day: made once for a file of tests that only read it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("BANLANH_TODAY", DAY.isoformat())
        yield actions.load_demo(DAY)
        transaction.set_rollback(True)
