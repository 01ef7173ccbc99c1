from datetime import date

import pytest

from tests.support.rooms import browser_of  # noqa: F401
from tests.support.running import commune, plan, secretary  # noqa: F401

TODAY = date(2026, 11, 25)  # a Wednesday: the police cell's report is due, the week runs to Sunday


@pytest.fixture(autouse=True)
def wednesday(monkeypatch, settings):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    settings.MAIL_SERVER = "smtp://localhost"
