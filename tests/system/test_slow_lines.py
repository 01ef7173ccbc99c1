"""Whoever takes a file over a slow line keeps nobody waiting: the web server as it runs in an office."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection

import pytest
from django.conf import settings

from banlanh.serving import THREADS
from benchmarks.server import free_port, running

SERVE = "from banlanh.serving import serve_pages; serve_pages('127.0.0.1', {port}, workers=1)"
LARGE = 5_000_000  # bytes: more than a system keeps of what goes out
PATIENCE = 20  # seconds: the server begins while others work


@pytest.fixture
def office(tmp_path) -> Iterator[int]:
    """The port of a server with a large file; it has no database, and its health needs none."""
    static = tmp_path / "static" / settings.RELEASE
    static.mkdir(parents=True)
    (static / "large.bin").write_bytes(os.urandom(LARGE))
    port, env = free_port(), {"BANLANH_DATA_DIR": str(tmp_path), "PYTHONUTF8": "1"}
    with running([sys.executable, "-c", SERVE.format(port=port)], port, env):
        assert is_well(port)
        yield port


def is_well(port: int) -> bool:
    with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
        line.request("GET", "/suc-khoe/")
        return line.getresponse().status == 200
    return False


@contextmanager
def reading_slowly(port: int) -> Iterator[bytes]:
    """What has come; after that, nothing is taken."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(PATIENCE)
        line.connect(("127.0.0.1", port))
        line.sendall(f"GET {settings.STATIC_URL}large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        yield line.recv(12)


def test_who_takes_a_file_slowly_keeps_nobody_waiting(office):
    with ExitStack() as lines:
        begun = [lines.enter_context(reading_slowly(office)) for _ in range(2 * THREADS)]
        assert begun == [b"HTTP/1.1 200"] * len(begun)
        assert is_well(office)
