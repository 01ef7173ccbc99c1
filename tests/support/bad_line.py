"""A line to the server as the hills have it: so many bytes a second each way, and cut while they are on their way.

Chromium's own emulation lets a request arrive whole and only tells the page later; of this one the server has what went
through before it broke.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

AT_ONCE = 1400  # bytes: a packet


class BadLine:
    rate: int | None = None  # bytes a second; without one as fast as the machine

    def __init__(self, server: str):
        self.far = urlsplit(server)
        self.is_up, self.ends = True, set[socket.socket]()
        self.listener = socket.create_server((self.far.hostname, 0))
        self.address = f"http://{self.far.hostname}:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        up, down = threading.Lock(), threading.Lock()  # a line carries one packet at a time each way
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if not self.is_up:
                    near.close()
                    continue
                far = socket.create_connection((self.far.hostname, self.far.port))
                self.ends |= {near, far}
                for way in ((near, far, up), (far, near, down)):
                    threading.Thread(target=self.carry, args=way, daemon=True).start()

    def carry(self, start: socket.socket, end: socket.socket, turn: threading.Lock) -> None:
        with suppress(OSError):
            while packet := start.recv(AT_ONCE):
                with turn:
                    time.sleep(len(packet) / self.rate if self.rate else 0)
                    end.sendall(packet)
        for each in (start, end):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def breaks(self) -> None:
        self.is_up = False
        while self.ends:
            with self.ends.pop() as each, suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def holds(self) -> None:
        self.is_up = True


@contextmanager
def bad_line(server: str) -> Iterator[BadLine]:
    line = BadLine(server)
    try:
        yield line
    finally:
        line.listener.close()
        line.breaks()
