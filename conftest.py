"""What every test stands on: its own data folder, a fast password hash, the same draws each time."""

import atexit
import gc
import os
import shutil
import tempfile
from datetime import UTC, datetime

FOLDER = "BANLANH_TEST_FOLDER"  # made by the first process; those that xdist starts inherit it


def prepare() -> None:
    """Set the variables that `config.settings` reads, before anything can load it."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="banlanh-test-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    os.environ.setdefault("BANLANH_TEST_ONCE", f"{os.environ[FOLDER]}/once")
    for name in [name for name in os.environ if name.startswith("BANLANH_") and not name.startswith("BANLANH_TEST_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # playwright keeps an event loop in the thread of the test
        "BANLANH_DATA_DIR": os.environ[FOLDER],
        "BANLANH_EIGHT": datetime.now(UTC).isoformat(),  # the tests' day begins with them, at whatever hour
        "BANLANH_SECRET_KEY": "only for tests",
        "BANLANH_AUDIT_KEY": "only for tests",
        "BANLANH_FACTOR_KEY": "only for tests",
    }
    if address := os.environ.get("BANLANH_TEST_DATABASE_URL"):
        server = address.rsplit("/", 1)[0]
        os.environ["BANLANH_DATABASE_URL"] = address
        os.environ |= {f"BANLANH_{name.upper()}_DATABASE_URL": f"{server}/{name}" for name in ("sealed", "keys")}


prepare()

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402
from django.test import override_settings  # noqa: E402

from tests.support import database, nightly, sizes  # noqa: E402
from tests.support.untold import require_telling  # noqa: E402

database.migrate_once()
database.let_tests_empty_tables()
database.keep_the_connection_of_a_transaction()
database.keep_connections_between_tests()
require_telling()
django.setup()  # now, because the conftest of a room may import its models
gc.set_threshold(100_000, 50, 50)  # a tenth of all time went into looking for cycles among what stays anyway
again = {"derandomize": not nightly.IS_NIGHT, "database": None}  # by day the same draws each time, by night new ones
hypothesis.settings.register_profile("house", deadline=None, max_examples=sizes.EXAMPLES, **again)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.support.browser"]


def pytest_collection_modifyitems(config, items):
    """Of a table of examples a second database is asked the last: by night, all of them."""
    if not sizes.IS_SECOND or nightly.IS_NIGHT:
        return
    last = {(each.parent.nodeid, getattr(each, "originalname", each.name)): each for each in items}
    kept = set(last.values())
    config.hook.pytest_deselected(items=[each for each in items if each not in kept])
    items[:] = [each for each in items if each in kept]


@pytest.fixture(autouse=True, scope="session")
def _testing(tmp_path_factory):
    """Hashes that cost nothing; uploads and the master key where no other process of the run puts its own."""
    weak = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    weak |= {"TIP_KEY_MEMORY": 8192, "TIP_KEY_ROUNDS": 1}
    own = {"MEDIA_ROOT": tmp_path_factory.mktemp("files"), "SEALED_KEY_FILE": tmp_path_factory.mktemp("key") / "sealed"}
    with override_settings(**weak, **own):
        yield own["SEALED_KEY_FILE"]


@pytest.fixture(autouse=True)
def _nothing_remembered(_testing):
    """No test sees what another made this process remember, nor opens anything by another's master key."""
    from banlanh.audit.memory import forget

    forget()
    _testing.unlink(missing_ok=True)
