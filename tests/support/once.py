"""What one process of a run makes, and the others take: they share a folder."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run; who asks first fills it with `make`, everybody else waits for that."""
    folder = Path(os.environ["BANLANH_TEST_ONCE"], name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            growing = folder.with_suffix(".growing")
            shutil.rmtree(growing, ignore_errors=True)
            growing.mkdir()
            make(growing)
            growing.rename(folder)
    return folder
