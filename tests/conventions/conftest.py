import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from banlanh.core.homes import KEYS, SEALED, WORKING

from .world import TODAY, World

DATABASES = (WORKING, SEALED, KEYS)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Built once for a file of tests, each of which undoes what it changes; gone when the file is done."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(logging.getLogger("django.request"), "disabled", True)  # thousands of refusals are meant
        patch.setenv("BANLANH_TODAY", TODAY.isoformat())
        with override_settings(SEALED_KEY_FILE=tmp_path_factory.mktemp("key") / "sealed"):
            with ExitStack() as all_or_none:
                for database in DATABASES:
                    all_or_none.enter_context(transaction.atomic(using=database))
                built = World()
            yield built
        for database in DATABASES:
            call_command("flush", database=database, interactive=False, verbosity=0)
