"""Who sends: collectors through the web form, as browsers send it; phones; the bare view. Each over one connection."""

import http.client
import multiprocessing
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode

from banlanh.core.ids import uuid7

from .client import FORM, Session, Speed

BOUNDARY = "----banlanhbenchmark"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


class Request(NamedTuple):
    path: str
    body: str | bytes
    kind: dict[str, str]
    status: int  # what says that it was done


Turn = Sequence[Request]  # what is timed as one


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

    def turns(self, ticks: int, most: int) -> list[Turn]:
        """At most so many forms with so many ticks each; village after village, as far as there is somebody."""
        made: list[Turn] = []
        for village, entries in self.waiting.items():
            whole = len(entries) // ticks
            made += [
                [Request(self.path(village), self.form(entries[start * ticks : (start + 1) * ticks]), MULTIPART, 302)]
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
    """Somebody who sends the bare view as many rows at a time."""

    session: Session

    def turns(self, ticks: int, most: int) -> list[Turn]:
        return [[Request("/insert", self.rows(ticks), FORM, 201)] for _ in range(most)]

    def rows(self, many: int) -> str:
        return urlencode([("place", 1), *(("id", str(uuid7())) for _ in range(many))])

    def signed(self, ticks: int, count: int) -> None:
        pass


def measure_posts(desks: list, *, seconds: float, ticks: int = 1) -> Speed:
    """All of these send at once, each from its own process; the rate is of turns."""
    most = int(1500 * seconds / len(desks)) + 100
    work = [(desk.session.port, desk.session.headers(), desk.turns(ticks, most), seconds) for desk in desks]
    with multiprocessing.get_context("fork").Pool(len(desks)) as pool:
        found = pool.starmap(send_one_after_another, work, chunksize=1)
    for desk, (times, _) in zip(desks, found, strict=True):
        desk.signed(ticks, len(times))
    taken = [each for times, _ in found for each in times]
    rate = sum(len(times) / whole for times, whole in found)
    return Speed(median(taken) * 1000, quantiles(taken, n=20)[18] * 1000, rate)


def send_one_after_another(
    port: int, headers: dict[str, str], turns: Sequence[Turn], seconds: float
) -> tuple[list[float], float]:
    """How long each took, and all of them."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, began = [], time.perf_counter()
    for turn in turns:
        start = time.perf_counter()
        if start - began > seconds:
            break
        for request in turn:
            send(connection, headers, request)
        times.append(time.perf_counter() - start)
    whole = time.perf_counter() - began
    connection.close()
    return times, whole


def send(connection: http.client.HTTPConnection, headers: dict[str, str], request: Request) -> bytes:
    connection.request("POST", request.path, request.body, headers | request.kind)
    response = connection.getresponse()
    content = response.read()
    if response.status != request.status:
        told = content[:2000].decode("utf-8", "replace")
        raise RuntimeError(f"{request.path} answered {response.status}: {told}")
    return content
