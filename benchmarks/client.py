"""A small client that stays signed in: how fast an address answers, and how many bytes a page costs."""

import gzip
import http.client
import multiprocessing
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode, urljoin

import brotli

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LINKED = re.compile(r"""(?:<link\b[^>]*\bhref|<script\b[^>]*\bsrc|<img\b[^>]*\bsrc)=["']([^"']+)""")
WITHIN = re.compile(r"""(?:url\(|@import\s+|\bimport\s+(?:[^"';]*?\bfrom\s*)?)["']?([^"')\s;]+)""")
WARM_UP = 5  # requests that do not count


@dataclass
class Session:
    """One person's browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, *, body: str = "", encoding: str = "identity") -> tuple[int, bytes, str]:
        """Status, body as sent, and its encoding; of a redirection its status, and where to."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {**self.headers(encoding), **(FORM if body else {})}
        connection.request("POST" if body else "GET", path, body or None, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        content = response.read()
        connection.close()
        if response.status == 302:
            return response.status, response.headers["Location"].encode(), ""
        return response.status, content, response.headers.get("Content-Encoding", "")

    def headers(self, encoding: str = "gzip") -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept-Encoding": encoding, **({"Cookie": cookies} if cookies else {})}

    def page(self, path: str) -> str:
        status, content, _ = self.ask(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return content.decode()

    def sign_in(self, username: str, password: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page("/dang-nhap/"))[1]
        answers = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        status, _, _ = self.ask("/dang-nhap/", body=urlencode(answers))
        if status != 302:
            raise SystemExit(f"{username} could not sign in: {status}")

    def record(self, path: str, **answers: str) -> None:
        """Fill in the form at `path` and send it, as a person would."""
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page(path))
        status, _, _ = self.ask(path, body=urlencode(dict(fields) | answers))
        if status != 302:
            raise SystemExit(f"{path} refused what was filled in: {status}")

    def arrive(self, path: str) -> str:
        """Where a person who asks for `path` ends."""
        status, content, _ = self.ask(path)
        return self.arrive(content.decode()) if status == 302 else path

    def find(self, pattern: str, *, starting_at: list[str]) -> str | None:
        """The first address like `pattern` that these pages, or the pages that they link to, show."""
        seen = []
        for path in starting_at:
            links = re.findall(r'href="(/[^"#?]*)"', self.page(path))
            seen += [link for link in links if not link.startswith("/static/") and link not in seen]
            found = next((link for link in links if re.fullmatch(pattern, link)), None)
            if found:
                return found
        for path in seen[:60]:
            status, content, _ = self.ask(path)
            found = re.search(f'href="({pattern})"', content.decode("utf-8", "replace")) if status == 200 else None
            if found:
                return found[1]
        return None


@dataclass
class Speed:
    """What one measurement gave; times in milliseconds."""

    p50: float
    p95: float
    rate: float


def middle(speeds: Sequence[Speed]) -> Speed:
    return Speed(*(median(getattr(each, name) for each in speeds) for name in ("p50", "p95", "rate")))


def timed(act: Callable[[], object]) -> float:
    """How many ms `act` took."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measure(session: Session, path: str, *, connections: int, seconds: float) -> Speed:
    """Ask for `path` over that many lasting connections, each from its own process."""
    context = multiprocessing.get_context("fork")
    with context.Pool(connections) as pool:
        work = [(session.port, path, session.headers(), seconds)] * connections
        taken = [each for times in pool.starmap(ask_again_and_again, work) for each in times]
    cuts = quantiles(taken, n=20)
    return Speed(median(taken) * 1000, cuts[18] * 1000, len(taken) / seconds)


def first_after(session: Session, path: str, event: Callable[[], None], *, times: int) -> float:
    """The 95th percentile of the first `path` after an event, in milliseconds: every figure on it is counted anew.

    The first few are not counted: a server's process that just started reads everything once.
    """
    taken = []
    for _ in range(WARM_UP + times):
        event()
        taken.append(timed(lambda: session.page(path)))
    return quantiles(taken[WARM_UP:], n=20)[18]


def ask_again_and_again(port: int, path: str, headers: dict[str, str], seconds: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for _ in range(WARM_UP):
        connection.request("GET", path, headers=headers)
        connection.getresponse().read()
    until = time.perf_counter() + seconds
    while (began := time.perf_counter()) < until:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        times.append(time.perf_counter() - began)
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status} under load")
    connection.close()
    return times


def html_bytes(session: Session, path: str) -> int:
    return len(session.ask(path, encoding="gzip")[1])


def cold_load(session: Session, path: str) -> tuple[int, int]:
    """Bytes as sent of a first visit with all that it pulls in: without fonts, and of fonts."""
    plain = fonts = 0
    waiting, seen = [path], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("data:", "http")):
            continue
        seen.add(address)
        _, sent, encoding = session.ask(address, encoding="br, gzip")
        is_font = address.endswith((".woff2", ".woff"))
        plain, fonts = plain + len(sent) * (not is_font), fonts + len(sent) * is_font
        links = LINKED if address == path else WITHIN
        if address == path or address.endswith((".css", ".js")):
            waiting += [urljoin(address, link) for link in links.findall(unpacked(sent, encoding))]
    return plain, fonts


def unpacked(sent: bytes, encoding: str) -> str:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)
    return unpack(sent).decode()
