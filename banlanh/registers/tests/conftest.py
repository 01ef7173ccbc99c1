from collections.abc import Callable
from datetime import date

import pytest

from banlanh.core.ids import uuid7
from banlanh.registers import actions
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry
from tests.support.rooms import *  # noqa: F403

FIRST = date(2026, 2, 1)


@pytest.fixture
def household(village, lan) -> Callable[..., Entry]:
    """A household that came to Lan's village."""

    def came(name: str = "Lò Văn Pản", on: date = FIRST, **more) -> Entry:
        words = {"body": village, "by": lan} | more
        return actions.add_entry(id=uuid7(), kind=EntryKind.HOUSEHOLD, on=on, name=name, **words)

    return came
