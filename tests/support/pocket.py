"""A phone in somebody's pocket: a Chromium whose profile outlives its process, which may be killed at any moment."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .browser import PHONE, chromium_path

SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


class Pocket:
    def __init__(self, chromium, profile: Path):
        self.chromium, self.profile = chromium, profile
        self.errors: list[str] = []  # of scripts, which no test is to leave unread

    def start(self):
        """The page of a browser that was just started."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [chromium_path(), *SWITCHES, f"--remote-debugging-port={port}", f"--user-data-dir={self.profile}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([*command, "about:blank"], start_new_session=True, **quiet)
        self.browser = connected(self.chromium, port)
        page = self.browser.contexts[0].pages[0]
        page.set_viewport_size(PHONE)
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.errors.append(f"{error.name}: {error.message} {error.stack}"))
        return page

    def kill(self) -> None:
        """As when the battery is taken out: no tab is closed, nothing is put away."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()


def connected(chromium, port: int):
    for _ in range(100):
        with suppress(Exception):
            return chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        time.sleep(0.05)
    raise RuntimeError("The browser did not start.")


@contextmanager
def pocket(chromium, profile: Path) -> Iterator[Pocket]:
    phone = Pocket(chromium, profile)
    try:
        yield phone
        assert not phone.errors, phone.errors
    finally:
        phone.kill()
