"""A real PostgreSQL for one run: in a temporary folder, on a socket nobody else sees, gone at the end.

Usage: python -m tests.support.postgres VARIABLE COMMAND...
runs COMMAND with the server's address in the environment's VARIABLE.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROLE = "banlanh"
BINARIES = Path("/usr/lib/postgresql/15/bin")
START_WITHIN = 30  # seconds
# Nothing of a test has to survive a power cut.
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, which Debian keeps off the path."""
    if (BINARIES / "initdb").exists():
        return BINARIES
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def temporary_postgres(*, settings: tuple[str, ...] = UNSAFE) -> Iterator[str]:
    """The address of a fresh server, as `DATABASE_URL` takes it."""
    binaries = postgres_binaries()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL 15 is not installed (Debian package: postgresql-15).")
    folder = Path(tempfile.mkdtemp(prefix="banlanh-pg-", dir="/tmp"))  # a socket's path must stay short
    try:
        with serving(binaries, folder, settings):
            yield f"postgres://{ROLE}@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(binaries: Path, folder: Path, settings: tuple[str, ...]) -> Iterator[None]:
    who = unprivileged(folder)
    # Collation by ICU: an order that only holds for bytes shows itself.
    options = [
        "-A",
        "trust",
        "-U",
        ROLE,
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=icu",
        "--icu-locale=vi",
    ]
    made = subprocess.run(
        [binaries / "initdb", "-D", folder / "data", "--no-sync", *options], **who, capture_output=True
    )
    if made.returncode:
        raise RuntimeError(made.stderr.decode())
    words = [part for setting in ("listen_addresses=", "max_connections=60", *settings) for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *words],
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C must reach us first, not the server under us
            **who,
        )
    try:
        wait_for(binaries, folder, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": open sessions are ended
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def unprivileged(folder: Path) -> dict:
    """How to start a program as somebody who is not root, as PostgreSQL demands, and give them `folder`."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    os.chown(folder, who.pw_uid, who.pw_gid)
    return {"cwd": folder, "user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def wait_for(binaries: Path, folder: Path, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_WITHIN
    ask = [binaries / "pg_isready", "-q", "-h", folder, "-U", ROLE, "-d", "postgres"]
    while subprocess.run(ask).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError((folder / "log").read_text(errors="replace"))
        time.sleep(0.05)


def main(variable: str, *command: str) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends with us
    with temporary_postgres() as address:
        return subprocess.run(command, env=os.environ | {variable: address}).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
