import logging
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from .world import TODAY, World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once for a file of tests, each of which undoes what it changes; gone when the file is done."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(logging.getLogger("django.request"), "disabled", True)  # thousands of refusals are meant
        patch.setenv("BANLANH_TODAY", TODAY.isoformat())
        with transaction.atomic():
            built = World()
        yield built
        call_command("flush", interactive=False, verbosity=0)
