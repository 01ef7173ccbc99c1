"""Signatures through the web form, singly and in batches, beside the bare insert of the same run; figures after them.

Usage: python -m benchmarks.pledges [--only SQLite|PostgreSQL] [--communes N] [--seconds S] [--rounds N]
The server, its two workers, its database and those who send share this machine. Nothing here asserts a time: the goals
are PERFORMANCE's, and each line says whether it was met in this run.
"""

import argparse
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from io import StringIO
from statistics import median, quantiles
from urllib.parse import urlencode

from . import province
from .client import FORM, Session, Speed, measure, middle, timed
from .databases import on_each
from .posting import Bare, Desk, measure_posts, send_one_after_another
from .province import HEADS, PASSWORD, Commune
from .server import bare, free_port, memory, product, running

# A province is for PostgreSQL; on SQLite as many communes as the measurements need.
COMMUNES = {"SQLite": 22, "PostgreSQL": 99}
COUNTED = {"SQLite": 12, "PostgreSQL": 99}  # whose figures are counted anew, one after the other
CONNECTIONS, BATCH, EXPORTED, LATE_HEADS = 8, 50, 100_000, 2
RATE, P95, SHARE, ONE_P50, ONE_P95, BATCH_RATE, FLAT = 450, 35, 0.27, 4, 10, 2_500, 0.9
EXPORT_RATE, FIRST_BYTE, GROWTH, MEMORY = 55_000, 0.2, 30, 250
WORDS_ABOVE = 1_000  # bytes
KEPT_P95, RECOUNT, SHARE_OF_FIGURES = 50, 150, 0.1
REBUILD = {"SQLite": 2_000, "PostgreSQL": 1_000}


def bench(asked: argparse.Namespace) -> None:
    communes = fill(asked)
    ours, limit, unsigned = free_port(), free_port(), free_port()
    subprocess.run([sys.executable, "-m", "benchmarks.bare"], check=True)
    twin = {"BANLANH_DATABASE_URL": copy_of(os.environ["BANLANH_DATABASE_URL"])}
    with running(product(ours), ours, {}) as server, running(bare(limit), limit, {}):
        seat = Seat(ours, limit, communes, asked)
        singly(seat)
        in_batches(seat)
        with running(product(unsigned), unsigned, twin):
            flat(seat, Seat(unsigned, limit, communes, asked))
        figures(seat)
        export(seat, server)
        tell("memory of the server, 2 workers, after all of it", memory(server), "MB", MEMORY)


# --- how it is told -------------------------------------------------------------------------------------------


def tell(what: str, value: float, unit: str, goal: float, *, least: bool = False) -> None:
    is_met = value >= goal if least else value <= goal
    sign = ">=" if least else "<="
    print(f"{what:<62}{value:10,.1f} {unit} (goal {sign} {goal:,}: {'met' if is_met else 'MISSED'})", flush=True)


def tell_posts(what: str, ours: Speed, theirs: Speed, share: float) -> None:
    print(f"{what:<44}{ours.rate:7.0f}/s  p50 {ours.p50:6.1f}  p95 {ours.p95:6.1f} ms", end="")
    print(f"   bare {theirs.rate:6.0f}/s: {share:.0%} of it", flush=True)


# --- what is there before -------------------------------------------------------------------------------------


def fill(asked: argparse.Namespace, households: int = province.HOUSEHOLDS) -> list[Commune]:
    """The demonstration commune, and so many like it; nobody has signed anything."""
    from django.core.management import call_command

    from banlanh.cli import migrate

    began = time.perf_counter()
    migrate()
    with redirect_stdout(StringIO()):
        call_command("make_demo")
    many = asked.communes or COMMUNES[asked.only]
    communes = [province.make_commune(number, households) for number in range(many)]
    settle()
    count = sum(len(entries) for each in communes for entries in each.entries.values())
    print(f"{count:,} households in {len(communes)} communes, each with its plan, duties and records,", end=" ")
    print(f"written in {time.perf_counter() - began:.0f} s", flush=True)
    return communes


def settle() -> None:
    """What PostgreSQL would do by itself within minutes, done now; and no connection is left to fork."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    connection.close()


def copy_of(address: str) -> str:
    """The address of another database with the same in it, in which nothing will be signed but by `flat`."""
    if address.startswith("sqlite"):
        path = address.removeprefix("sqlite:///")
        shutil.copy(path, f"{path}.twin")
        return f"{address}.twin"
    import psycopg

    server, _, name = address.rpartition("/")
    with psycopg.connect(f"{server}/template1", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE twin TEMPLATE {name}")
    return f"{server}/twin"


@dataclass
class Seat:
    """Where one measures from: both servers, the communes, what was asked for."""

    ours: int
    limit: int
    communes: list[Commune]
    asked: argparse.Namespace

    def desk(self, commune: Commune, head: int) -> Desk:
        """A head of three villages, signed in; the last of the three is left for `flat` to fill."""
        waiting = {village: commune.entries[village] for village in commune.of_head(head)[:2]}
        desk = Desk(Session(self.ours), commune.campaign, waiting)
        desk.sign_in(commune.head(head), PASSWORD)
        return desk

    def desks(self, communes: list[Commune], head: int) -> list[Desk]:
        return [self.desk(commune, head) for commune in communes]

    def reader(self, commune: Commune) -> Session:
        session = Session(self.ours)
        session.sign_in(commune.secretary, PASSWORD)
        return session

    def in_turns(self, desks: Callable[[int], list[Desk]], ticks: int = 1) -> tuple[Speed, Speed, float]:
        """Median speeds of ours and of the bare insert, and the median of the rates' ratios."""
        pairs = []
        for turn in range(self.asked.rounds):
            seconds, senders = self.asked.seconds, desks(turn)
            others = [Bare(Session(self.limit)) for _ in senders]
            pairs.append([measure_posts(each, seconds=seconds, ticks=ticks) for each in (senders, others)])
        ours, theirs = zip(*pairs, strict=True)
        return middle(ours), middle(theirs), median(one.rate / two.rate for one, two in pairs)


# --- P1, P2, P4, P5 -------------------------------------------------------------------------------------------


def singly(seat: Seat) -> None:
    """One signature a form: from several communes, from one, over one connection."""
    spread, one_commune, alone = seat.communes[:CONNECTIONS], seat.communes[8], seat.communes[9]
    found = seat.in_turns(lambda turn: seat.desks(spread, turn))
    tell_posts(f"P1 single, {CONNECTIONS} connections, {CONNECTIONS} communes", *found)
    tell("P1 rate", found[0].rate, "/s", RATE, least=True)
    tell("P1 p95", found[0].p95, "ms", P95)
    tell("P1 share of the bare insert", found[2] * 100, "%", SHARE * 100, least=True)
    heads = [seat.desk(one_commune, head) for head in range(HEADS)]
    tell_posts(f"P1 the same, all of one commune, {HEADS} heads", *seat.in_turns(lambda turn: heads))
    single = seat.in_turns(lambda turn: [seat.desk(alone, turn)])
    tell_posts("P2 single, one connection", *single)
    tell("P2 p50", single[0].p50, "ms", ONE_P50)
    tell("P2 p95", single[0].p95, "ms", ONE_P95)


def in_batches(seat: Seat) -> None:
    """Fifty ticks a form; a second may use up all who wait in a commune, so each turn has another."""
    found = seat.in_turns(lambda turn: [seat.desk(seat.communes[10 + turn], head) for head in range(HEADS)], BATCH)
    tell_posts(f"P4 forms of {BATCH} ticks, {CONNECTIONS} connections, 1 commune", *found)
    tell("P4 pledges", found[0].rate * BATCH, "/s", BATCH_RATE, least=True)


def flat(seat: Seat, unsigned: Seat) -> None:
    """Whether it is as fast with many stored: in turns with a server whose tables have none of them."""
    began = time.perf_counter()
    stored = sum(province.sign_all(each, each.before, each.villages) for each in seat.communes)
    for each in seat.communes:
        stored += province.sign_all(each, each.campaign, [each.of_head(head)[2] for head in range(HEADS)])
    settle()
    print(f"{stored:,} signatures more, written in {time.perf_counter() - began:.0f} s", flush=True)
    pairs = []
    for turn in range(seat.asked.rounds + 1):
        heads = [each.desks(seat.communes[:CONNECTIONS], HEADS - 1 - turn % LATE_HEADS) for each in (seat, unsigned)]
        pairs.append([measure_posts(desks, seconds=seat.asked.seconds) for desks in heads])
    pairs = pairs[1:]  # the second server had only just begun
    full, empty = (middle(speeds) for speeds in zip(*pairs, strict=True))
    print(f"P5 as P1: {full.rate:.0f}/s with {stored:,} stored, {empty.rate:.0f}/s with none of them", flush=True)
    share = median(one.rate / two.rate for one, two in pairs)
    tell("P5 rate with many stored, of that with few", share * 100, "%", FLAT * 100, least=True)


# --- P11, P12: figures ----------------------------------------------------------------------------------------


def figures(seat: Seat) -> None:
    commune, calm = seat.communes[-1], seat.communes[8]
    reader, desk = seat.reader(commune), seat.desk(commune, 0)
    path = reader.arrive("/xa/")
    kept = measure(reader, path, connections=1, seconds=seat.asked.seconds)
    tell("P11 page of the commune from kept figures, p95", kept.p95, "ms", KEPT_P95)
    first = [first_after_a_signature(desk, reader, path) for _ in range(15)]
    print(f"P11 the same page first after a signature: p50 {median(first):.0f}, p95 {p95(first):.0f} ms", flush=True)
    recount(seat)
    keeping_them_right(seat, seat.reader(calm), path)


def first_after_a_signature(desk: Desk, reader: Session, path: str) -> float:
    send_one_after_another(desk.session.port, desk.session.headers(), desk.turns(1, 1), 60)
    desk.signed(1, 1)
    return timed(lambda: reader.page(path))


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def recount(seat: Seat) -> None:
    """The sheet alone, in this process, without a server: one commune's, and every commune's once."""
    from django.db import connection

    from banlanh.audit.queries import Version
    from banlanh.core import clock
    from banlanh.indicators.facts import Facts
    from banlanh.indicators.models import FigureSheet
    from banlanh.indicators.sheet import count, keep
    from banlanh.places.models import Place

    def anew(place: Place, version: Version | None = None) -> None:
        figures = count(Facts(place, clock.today(), version))
        span = clock.month_of(clock.today()), clock.last_day(clock.today())
        keep(FigureSheet(commune=place, day=clock.today(), since=span[0], until=span[1], version=0, figures=figures))

    def after(room: str) -> Version:
        return Version(1, dict.fromkeys((room, room.split(".")[0]), secrets.token_hex()))

    known = seat.communes[-COUNTED[seat.asked.only] :]
    places = list(Place.objects.filter(pk__in=[each.place for each in known]))
    one = [timed(lambda: anew(places[-1])) for _ in range(15)]
    tell("P11 figure sheet of one commune counted whole and kept, p50", median(one), "ms", RECOUNT)
    for room in ("pledges", "outreach", "plans.duty", "plans.plan"):
        one = [timed(lambda room=room: anew(places[-1], after(room))) for _ in range(15)]
        tell(f"P11 the same where only {room} changed, p50", median(one), "ms", RECOUNT)
    whole = sum(timed(lambda place=place: anew(place)) for place in places)
    tell(f"P11 figure sheets of all {len(places)} communes, one process", whole, "ms", REBUILD[seat.asked.only])
    FigureSheet.objects.filter(commune__in=places).delete()
    connection.close()


def keeping_them_right(seat: Seat, calm: Session, path: str) -> None:
    """What collectors lose to the counting: a page each second of their own commune, counted again each time, against
    one each second of a commune where nothing happens."""
    rates = []
    for turn in range(seat.asked.rounds):
        commune = seat.communes[-1 - turn]  # a turn uses up most who wait there
        heads, reader, pair = [seat.desk(commune, head) for head in range(HEADS)], seat.reader(commune), []
        for who in (reader, calm) if turn % 2 else (calm, reader):
            with reading(who, path):
                pair.append(measure_posts(heads, seconds=3 * seat.asked.seconds).rate)
        rates.append(pair if turn % 2 else pair[::-1])  # counted again, calm
    losses = sorted(1 - busy / quiet for busy, quiet in rates)
    print(
        f"P12 {HEADS} heads of one commune send singly while its secretary opens the commune's page each second:",
        end="",
    )
    print(f" {median(busy for busy, _ in rates):.0f}/s; while another commune's does: ", end="")
    print(f"{median(quiet for _, quiet in rates):.0f}/s", flush=True)
    told = f"P12 rate lost to it, turns from {losses[0]:.0%} to {losses[-1]:.0%}"
    tell(told, median(losses) * 100, "%", SHARE_OF_FIGURES * 100)


@contextmanager
def reading(who: Session, path: str) -> Iterator[None]:
    over = threading.Event()

    def read() -> None:
        while not over.wait(1):
            who.page(path)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


# --- P7: the export -------------------------------------------------------------------------------------------


def export(seat: Seat, server: int) -> None:
    """A head of villages with 100,000 households, all of whom signed, takes their signatures out."""
    large = province.make_commune(len(seat.communes), EXPORTED, within=province.OF_A_HEAD)
    count = province.sign_all(large, large.campaign, large.of_head(0))
    settle()
    session = Session(seat.ours)
    session.sign_in(large.head(0), PASSWORD)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.page("/"))[1]
    form = urlencode({"csrfmiddlewaretoken": token, "why": "paper"})
    ask = partial(take_out, session, f"/cam-ket/{large.campaign}/xuat/", form)
    for encoding, told in (("identity", "as it is"), ("gzip", "as browsers ask for it, compressed")):
        before, peak = memory(server), Peak(server)
        with peak:
            taken = [ask(encoding) for _ in range(seat.asked.rounds)]
        first, row, whole = (median(times) for times in zip(*taken, strict=True))
        print(f"P7 CSV of {count:,} signatures, {told}: {whole:.2f} s, first row after {row:.3f} s", flush=True)
        tell("P7 rows", count / whole, "/s", EXPORT_RATE, least=True)
        tell("P7 first byte", first, "s", FIRST_BYTE)
        tell(f"P7 growth of memory, {before:.0f} to {peak.most:.0f}", peak.most - before, "MB", GROWTH)


def take_out(session: Session, path: str, form: str, encoding: str) -> tuple[float, float, float]:
    """Seconds until the first byte, until more than the words above the rows, until the last byte."""
    connection, began = HTTPConnection("127.0.0.1", session.port, timeout=60), time.perf_counter()
    connection.request("POST", path, form, session.headers(encoding) | FORM)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")
    got = len(response.read1(1))
    first = row = time.perf_counter() - began
    while part := response.read1(1 << 16):
        got += len(part)
        if row == first and got > WORDS_ABOVE:
            row = time.perf_counter() - began
    connection.close()
    return first, row, time.perf_counter() - began


class Peak:
    """The most memory that the server held inside the block, in MB."""

    def __init__(self, server: int):
        self.server, self.most, self.over = server, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def watch(self) -> None:
        while not self.over.wait(0.05):
            self.most = max(self.most, memory(self.server))

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_) -> None:
        self.over.set()
        self.thread.join()


if __name__ == "__main__":
    sys.exit(on_each("pledges", "communes", "at least 22", bench))
