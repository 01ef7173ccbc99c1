import pytest

from banlanh.demo import actions
from tests.support.demonstration import demo as commune  # noqa: F401


@pytest.fixture
def nobody_in_care(monkeypatch):
    """For who looks at other things: each file is lived through, which takes a second for all."""
    monkeypatch.setattr(actions, "write_care", lambda *_: None)
