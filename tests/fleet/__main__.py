"""Phones without signal against the running product: `python -m tests.fleet --seeds 20 --ops 300`.

Last line: `N operations, F faults, V violations`; ends with 1 if there was one. Where BANLANH_DATA_DIR names a folder,
its migrated databases are used; else a temporary one.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

from benchmarks.server import children, free_port

FULL = 0.2  # seconds that a disk stays full
BUGS = ("acknowledge_before_commit", "cursor_by_time")
AT_ONCE = 5  # phones


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fleet")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--ops", type=int, default=300, help="operations of one seed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--bug", choices=BUGS, action="append", default=[], help="plant it; the first violation ends")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="banlanh-fleet-") as folder:
        os.environ.setdefault("BANLANH_DATA_DIR", f"{folder}/data")
        return run(asked)


def run(asked: argparse.Namespace) -> int:
    prepare()
    operations = faults = broken = 0
    with serving(asked.workers, asked.bug) as server:
        for seed in range(asked.first, asked.first + asked.seeds):
            found = play(seed, asked.ops, server)
            operations, faults, broken = operations + found[0], faults + found[1], broken + len(found[2])
            for violation in found[2][:20]:
                print(f"seed {seed}: {violation}", flush=True)
            if broken and asked.bug:
                break
    print(f"{operations} operations, {faults} faults, {broken} violations", flush=True)
    return 1 if broken else 0


def prepare() -> None:
    from banlanh import cli

    cli.start_django()
    cli.migrate()
    from django.conf import settings

    from banlanh.sealing import actions, master

    if not master.path().exists():
        actions.make_master()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Server:
    """The running product, and what befalls it."""

    def __init__(self, port: int, launcher: subprocess.Popen):
        self.port, self.launcher = port, launcher
        self.group = int(launcher.stdout.readline())

    def kill(self) -> None:
        os.killpg(self.group, signal.SIGKILL)
        self.group = int(self.launcher.stdout.readline())

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
        self.launcher.kill()
        os.killpg(self.group, signal.SIGKILL)
        self.launcher.wait()


@contextmanager
def serving(workers: int, bugs: list[str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.fleet.server", str(port), str(workers), *bugs]
    launcher = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    server = Server(port, launcher)
    try:
        yield server
    finally:
        server.end()


def play(seed: int, operations: int, server: Server) -> tuple[int, int, list[str]]:
    """One history: everybody works at once while the worst happens; then all come home, and the checker looks."""
    from .checker import violations
    from .world import make_world

    world = make_world(seed, server.port)
    again_for_all(world, "pull")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(phone.work, operations // len(world.phones)) for phone in world.phones]
        torment(world, server, running, Random(seed))
        [each.result() for each in running]
        [each.result() for each in [pool.submit(phone.finish) for phone in world.phones]]
    for phone in world.phones:
        phone.finish()
    many = sum(len(phone.history) for phone in world.phones)
    return many, world.faults.total(), violations(world)


def again_for_all(world, turn: str) -> None:
    from .phone import again

    for phone in world.phones:
        again(getattr(phone, turn))


def torment(world, server: Server, running: list[Future], draw: Random) -> None:
    """Until everybody is done: the server is killed, its disk is full, a phone is revoked, a post ends, keys change."""
    once = [world.end_a_post, world.revoke_a_phone, world.rotate_the_keys]
    while not all(each.done() for each in running):
        time.sleep(draw.uniform(0.05, 0.4))
        befalls = draw.choice([server.kill, server.fill_the_disk, *once])
        if befalls in once:
            once.remove(befalls)
        else:
            world.faults[befalls.__name__] += 1
        befalls()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
