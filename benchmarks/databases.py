"""What is measured on SQLite and on PostgreSQL, each in a process of its own: Django knows one database."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.postgres import temporary_postgres

from .server import fixed_loop


@contextmanager
def sqlite(folder: str) -> Iterator[str]:
    yield f"sqlite:///{folder}/banlanh.sqlite3"


@contextmanager
def postgres(folder: str) -> Iterator[str]:
    with temporary_postgres(settings=()) as address:  # as it is installed: commits are real
        yield address


DATABASES = {"SQLite": sqlite, "PostgreSQL": postgres}


def on_each(name: str, many: str, about: str, bench: Callable[[argparse.Namespace], None]) -> int:
    """Run `bench` of `benchmarks.NAME` beside the bare insert, with how `many` were asked for (or None)."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    parser.add_argument("--only", choices=DATABASES)
    parser.add_argument(f"--{many}", type=int, help=about)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=5, help="ours and the bare view in turns, so often; at most 6")
    asked = parser.parse_args()
    if asked.only is None:
        again = [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]]
        return max(subprocess.run([*again, "--only", each]).returncode for each in DATABASES)
    with tempfile.TemporaryDirectory(prefix="banlanh-bench-") as folder, DATABASES[asked.only](folder) as address:
        os.environ |= {"BANLANH_SEALED_KEY_FILE": f"{folder}/sealed.key", "BARE_DATABASE_URL": address}
        begin(folder, address)
        print(f"\n== {asked.only}: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a fixed loop takes ", end="")
        print(f"{fixed_loop():.0f} ms; {asked.rounds} turns of {asked.seconds} s, ours and the bare insert", flush=True)
        bench(asked)
        print(f"at the end: load {os.getloadavg()[0]:.1f}, the fixed loop {fixed_loop():.0f} ms", flush=True)
    return 0


def begin(folder: str, address: str) -> None:
    """Django in this process, on this database."""
    os.environ |= {"BANLANH_DATA_DIR": folder, "BANLANH_DATABASE_URL": address}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
