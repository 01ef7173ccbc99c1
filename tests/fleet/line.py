"""The line between a phone and the server, as bad as the hills make it (SEC-42)."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

HOSTILE = 0.4  # how many of all requests meet a fault
TOKEN = "f" * 32
JSON = "application/json"


class Lost(Exception):
    """No answer came: whether the request arrived, the phone cannot tell."""


class Request(NamedTuple):
    method: str
    path: str
    body: bytes
    kind: str


@dataclass
class Line:
    port: int
    session: str
    random: Random
    faults: Counter
    is_calm: bool = False
    kept: list[Request] = field(default_factory=list)  # heard once more, later

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = JSON) -> tuple[int, dict]:
        request = Request(method, path, body, kind)
        if self.is_calm or self.random.random() > HOSTILE:
            return self.carry(request)
        fault = self.random.choice(FAULTS)
        self.faults[fault.__name__] += 1
        return fault(self, request)

    def carry(self, request: Request) -> tuple[int, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.put(request, connection)
            answer = connection.getresponse()
            status, said = answer.status, answer.read()
            if status in (302, 400, *range(500, 600)):  # the session ended, 400: in the middle; another begins
                raise Lost
            return status, json.loads(said)
        except (OSError, http.client.HTTPException) as error:
            raise Lost from error
        finally:
            connection.close()

    def put(self, request: Request, connection: http.client.HTTPConnection, **more: str) -> None:
        cookies = f"phien={self.session}; csrf={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": request.kind} | more
        connection.request(request.method, request.path, request.body, headers)


def drop_request(line: Line, request: Request):
    raise Lost


def drop_answer(line: Line, request: Request):
    """Done, committed, and nobody hears of it."""
    line.carry(request)
    raise Lost


@contextmanager
def leaving(line: Line) -> Iterator[http.client.HTTPConnection]:
    """A connection whose sender is gone before the server begins."""
    with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", line.port, timeout=30)) as connection:
        yield connection
    raise Lost


def leave_at_once(line: Line, request: Request):
    """The whole request is sent."""
    with leaving(line) as connection:
        line.put(request, connection)


def cut_in_the_middle(line: Line, request: Request):
    with leaving(line) as connection:
        half = request._replace(body=request.body[: len(request.body) // 2])
        line.put(half, connection, **{"Content-Length": str(len(request.body) or 9)})


def send_twice(line: Line, request: Request):
    answers = [line.carry(request), line.carry(request)]
    return line.random.choice(answers)


def send_twice_at_once(line: Line, request: Request):
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(line.carry, request) for _ in range(2)]
    return answers[line.random.randrange(2)].result()


def come_again_later(line: Line, request: Request):
    line.kept.append(request)
    return line.carry(request)


def hear_an_old_one(line: Line, request: Request):
    if line.kept:
        line.carry(line.kept.pop(0))
    return line.carry(request)


def delay(line: Line, request: Request):
    time.sleep(line.random.random() / 20)
    return line.carry(request)


FAULTS = (
    drop_request,
    drop_answer,
    leave_at_once,
    cut_in_the_middle,
    send_twice,
    send_twice_at_once,
    come_again_later,
    hear_an_old_one,
    delay,
)
