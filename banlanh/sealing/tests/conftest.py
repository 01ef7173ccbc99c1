import pytest

from banlanh.sealing import actions, master


@pytest.fixture(autouse=True)
def _own_key_file(settings, tmp_path):
    settings.SEALED_KEY_FILE = str(tmp_path / "khoa" / "sealed.key")


@pytest.fixture
def ring() -> master.Ring:
    actions.make_master()
    return master.read()
