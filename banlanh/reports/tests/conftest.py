from datetime import date

import pytest

from banlanh.reports.periods import period_of
from banlanh.reports.tests.life import NOVEMBER
from tests.support.running import commune, plan, secretary  # noqa: F401


@pytest.fixture
def near_the_cut_off(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", date(2026, 11, 23).isoformat())


@pytest.fixture
def november():
    return period_of(NOVEMBER)
