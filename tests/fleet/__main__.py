"""Phones without signal against the running product: `python -m tests.fleet --seeds 20 --ops 300`.

Last line: `N operations, F faults, V violations`; ends with 1 if there was one. Where BANLANH_DATA_DIR names a folder,
its databases are used; else a temporary one. With `--hours` no further history begins after so many.
"""

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from random import Random
from typing import TextIO

from benchmarks.server import children, free_port

FULL = 0.2  # seconds that a disk stays full
BUGS = ("acknowledge_before_commit", "cursor_by_time")
CALM = (0.02, 0.5)  # seconds between what befalls the server


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fleet")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--ops", type=int, default=300, help="operations of one seed")
    parser.add_argument("--phones", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--bug", choices=BUGS, action="append", default=[], help="each must be found within the seeds")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="banlanh-fleet-") as folder:
        os.environ.setdefault("BANLANH_DATA_DIR", f"{folder}/data")
        prepare()
        return max(run(asked, number, bug) for number, bug in enumerate(asked.bug or [""]))


def run(asked: argparse.Namespace, number: int, bug: str) -> int:
    """Whether a law was broken. Of a server with a bug, the first such history is enough."""
    first = asked.first + number * asked.seeds  # each run has communes of its own
    operations = faults = broken = 0
    until = time.monotonic() + asked.hours * 3600
    with serving(asked.workers, bug) as server:
        for seed in range(first, first + asked.seeds):
            found = play(seed, asked, server)
            operations, faults, broken = operations + found[0], faults + found[1], broken + len(found[2])
            for violation in found[2][:20]:
                print(f"seed {seed}: {violation}", flush=True)
            if (broken and bug) or time.monotonic() > until:
                break
    print(f"{operations} operations, {faults} faults, {broken} violations", flush=True)
    return 1 if broken else 0


def prepare() -> None:
    from banlanh import cli

    cli.start_django()
    from django.conf import settings
    from django.db import connection

    if "django_migrations" not in connection.introspection.table_names():
        cli.migrate()
    from banlanh.sealing import actions, master

    if not master.path().exists():
        actions.make_master()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Server:
    """The running product, and what befalls it."""

    def __init__(self, port: int, launcher: int, groups: TextIO):
        self.port, self.launcher, self.groups = port, launcher, groups
        self.group = int(groups.readline())

    def kill(self) -> None:
        os.killpg(self.group, signal.SIGKILL)
        self.group = int(self.groups.readline())

    def fill_the_disk(self) -> None:
        """No file of a server's process grows any more, nor is anything written far behind its beginning."""
        self.limit(64 * 1024)
        time.sleep(FULL)
        self.limit(resource.RLIM_INFINITY)

    def limit(self, size: int) -> None:
        for pid in children(self.group):
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            except ProcessLookupError:
                continue

    def end(self) -> None:
        os.kill(self.launcher, signal.SIGKILL)
        os.killpg(self.group, signal.SIGKILL)
        os.waitpid(self.launcher, 0)
        self.groups.close()


@contextmanager
def serving(workers: int, bug: str) -> Iterator[Server]:
    """By a fork of this process: what it loaded is not loaded again. No connection may be shared."""
    from django.db import connections

    from .server import launch

    connections.close_all()
    port, (groups, told) = free_port(), os.pipe()
    launcher = os.fork()
    if launcher == 0:
        try:
            launch(port, workers, bug, told)
        finally:
            os._exit(1)
    os.close(told)
    server = Server(port, launcher, os.fdopen(groups))
    try:
        yield server
    finally:
        server.end()


def play(seed: int, asked: argparse.Namespace, server: Server) -> tuple[int, int, list[str]]:
    """One history: everybody works at once while the worst happens; then all come home, and the checker looks."""
    from .checker import violations
    from .phone import again
    from .world import make_world

    world = make_world(seed, server.port, asked.phones)
    with ThreadPoolExecutor(len(world.phones)) as pool:
        list(pool.map(lambda phone: again(phone.pull), world.phones))
        each_does = [len(range(number, asked.ops, asked.phones)) for number in range(asked.phones)]
        running = [pool.submit(phone.work, many) for phone, many in zip(world.phones, each_does, strict=True)]
        torment(world, server, running, Random(seed))
        [each.result() for each in running]
        for _ in range(2):
            list(pool.map(lambda phone: phone.finish(), world.phones))
    many = sum(len(phone.history) for phone in world.phones)
    return many, world.faults.total(), violations(world)


def torment(world, server: Server, running: list[Future], draw: Random) -> None:
    """Until everybody is done: the server is killed, its disk is full, a phone is revoked, a post ends, keys change."""
    once = [world.end_a_post, world.revoke_a_phone, world.rotate_the_keys]
    while wait(running, timeout=draw.uniform(*CALM)).not_done:
        befalls = draw.choice([server.kill, server.fill_the_disk, *once])
        if befalls in once:
            once.remove(befalls)
        else:
            world.faults[befalls.__name__] += 1
        befalls()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
