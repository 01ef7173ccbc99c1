"""Starts what is measured, each in its own process, and weighs it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
START_WITHIN = 30  # seconds


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """The server's process id, once it answers; it ends with the block."""
    server = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(15)


def product(port: int) -> list[str]:
    return [sys.executable, "-m", "banlanh", "serve", "--port", str(port), "--workers", str(WORKERS)]


def bare(port: int) -> list[str]:
    """The same server with the same settings as `banlanh.serving.serve_pages`."""
    return [
        *(sys.executable, "-m", "granian", "benchmarks.bare:application", "--interface", "wsgi", "--http", "1"),
        *("--no-ws", "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "2"),
        *("--workers-kill-timeout", "3s", "--log-level", "error"),
    ]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                sys.exit("The server did not start; see above.")
            time.sleep(0.1)


def memory(pid: int) -> float:
    """MB that the process and all under it hold, shared pages divided among those who share them (PSS)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024
    return own + sum(memory(child) for child in children(pid))


def processor(pid: int) -> float:
    """Seconds of processor that the process and all under it have taken."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    own = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor(child) for child in children(pid))


def fixed_loop() -> float:
    """How fast this machine is at the moment, for those who compare two runs."""
    began = time.perf_counter()
    sum(number * number for number in range(3_000_000))
    return (time.perf_counter() - began) * 1000


def children(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
