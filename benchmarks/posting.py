"""Collectors who send signed lists through the web form, as browsers send it, each over a lasting connection."""

import http.client
import multiprocessing
import re
import time
from dataclasses import dataclass, field
from datetime import date
from statistics import median, quantiles
from urllib.parse import urlencode

from banlanh.core.ids import uuid7

from .client import FORM, Session, Speed

BOUNDARY = "----banlanhbenchmark"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
Request = tuple[str, str]  # path and body


@dataclass
class Desk:
    """One collector at work: where the form is, and who has not signed yet, by village."""

    session: Session
    campaign: str
    waiting: dict[int, list[str]]
    token: str = ""
    today: date = field(default_factory=date.today)

    def path(self, village: int) -> str:
        return f"/cam-ket/{self.campaign}/{village}/"

    def sign_in(self, username: str, password: str) -> None:
        self.session.sign_in(username, password)
        page = self.session.page(self.path(next(iter(self.waiting))))
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def requests(self, ticks: int, most: int) -> list[Request]:
        """At most so many forms with so many ticks each; village after village, as far as there is somebody."""
        made: list[Request] = []
        for village, entries in self.waiting.items():
            whole = len(entries) // ticks
            made += [
                (self.path(village), self.form(entries[start * ticks : (start + 1) * ticks]))
                for start in range(min(whole, most - len(made)))
            ]
        return made

    def form(self, entries: list[str]) -> str:
        told = [("csrfmiddlewaretoken", self.token), ("id", str(uuid7())), ("on", f"{self.today:%d/%m/%Y}")]
        told += [("entries", entry) for entry in entries]
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in told]
        parts.append('Content-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n')
        return "".join(f"--{BOUNDARY}\r\n{part}" for part in parts) + f"--{BOUNDARY}--\r\n"

    def signed(self, ticks: int, count: int) -> None:
        """That the first `count` of its forms were sent."""
        for entries in self.waiting.values():
            gone = min(count, len(entries) // ticks)
            del entries[: gone * ticks]
            count -= gone


@dataclass
class Bare:
    """Somebody who sends the bare view one row at a time."""

    session: Session

    def requests(self, ticks: int, most: int) -> list[Request]:
        return [("/insert", urlencode({"id": str(uuid7()), "place": 1})) for _ in range(most)]

    def signed(self, ticks: int, count: int) -> None:
        pass


def measure_posts(desks: list, *, seconds: float, ticks: int = 1) -> Speed:
    """All of these send at once, each from its own process; the rate is of requests."""
    most = int(1500 * seconds / len(desks)) + 100
    kind = FORM if isinstance(desks[0], Bare) else MULTIPART
    work = [
        (desk.session.port, desk.session.headers() | kind, desk.requests(ticks, most), seconds, kind is FORM)
        for desk in desks
    ]
    with multiprocessing.get_context("fork").Pool(len(desks)) as pool:
        found = pool.starmap(send_one_after_another, work, chunksize=1)
    for desk, (times, _) in zip(desks, found, strict=True):
        desk.signed(ticks, len(times))
    taken = [each for times, _ in found for each in times]
    rate = sum(len(times) / whole for times, whole in found)
    return Speed(median(taken) * 1000, quantiles(taken, n=20)[18] * 1000, rate)


def send_one_after_another(
    port: int, headers: dict[str, str], requests: list[Request], seconds: float, bare: bool
) -> tuple[list[float], float]:
    """How long each took, and all of them."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, began = [], time.perf_counter()
    for path, body in requests:
        start = time.perf_counter()
        if start - began > seconds:
            break
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        content = response.read()
        times.append(time.perf_counter() - start)
        if response.status != (201 if bare else 302):
            raise RuntimeError(f"{path} answered {response.status}: {content[:2000].decode('utf-8', 'replace')}")
    whole = time.perf_counter() - began
    connection.close()
    return times, whole
