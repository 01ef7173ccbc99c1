import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from .world import TODAY, World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once for a file of tests, which undo what they change; gone when the file is done."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(logging.getLogger("django.request"), "disabled", True)  # thousands of refusals are meant
        patch.setenv("BANLANH_TODAY", TODAY.isoformat())
        yield World()
        transaction.set_rollback(True)
