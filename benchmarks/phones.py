"""Phones that come back with a full outbox: operations through `/dong-bo/`, beside the bare insert of the same run.

Usage: python -m benchmarks.phones [--only SQLite|PostgreSQL] [--phones N] [--seconds S] [--rounds N]
Every phone sends one batch of fifty operations, pledges alone and then kinds mixed; then each acknowledged operation is
looked for, once, with its receipt, its row and its event. The goals are PERFORMANCE's. Nothing here asserts a time.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median

from . import pledges
from .client import Session
from .databases import on_each
from .outbox import EVENING, FULL, Phone, PicturePhone, SheetPhone, fleet, phone_of
from .pledges import BATCH_RATE, CONNECTIONS, MEMORY, P95, RATE, SHARE, fill, settle, tell, tell_posts
from .posting import Bare, measure_posts, send
from .province import HEADS, VILLAGES, Commune, parts
from .server import bare, free_port, memory, processor, product, running

PHONES = {"SQLite": 50, "PostgreSQL": 1_000}
AT_ONCE = 32  # phones
TRIES = 20  # of one batch
HOUSEHOLDS = 100 * VILLAGES  # of a commune: twice what one evening signs
MEASURED = 12  # communes for what is measured with eight connections
PICTURES, PICTURES_P95 = 300, 60
TOGETHER = 5_000  # ids in one question
PLEDGES = {"pledges.sign": FULL}


def bench(asked: argparse.Namespace) -> None:
    many = asked.phones or PHONES[asked.only]
    asked.communes = MEASURED + -(-many // VILLAGES)
    communes = fill(asked, HOUSEHOLDS)
    ours, limit = free_port(), free_port()
    subprocess.run([sys.executable, "-m", "benchmarks.bare"], check=True)
    began = time.perf_counter()
    phones = fleet(communes[MEASURED:], many, ours)
    settle()
    print(f"{len(phones):,} phones signed in and given an id in {time.perf_counter() - began:.0f} s", flush=True)
    with running(product(ours), ours, {}) as server, running(bare(limit), limit, {}):
        seat = Seat(ours, limit, communes, asked)
        for phone in phones[:AT_ONCE]:
            sent(phone, [])  # both workers are awake
        for name, kinds in {"pledges alone": PLEDGES, "kinds mixed": EVENING}.items():
            evening(name, kinds, phones, seat, server)
        goals(seat)
        tell("P6 memory of the server, 2 workers, after all of it", memory(server), "MB", MEMORY)


# --- all phones, one batch each -------------------------------------------------------------------------------


def evening(name: str, kinds: dict[str, int], phones: list[Phone], seat: "Seat", server: int) -> None:
    outboxes = [phone.evening(kinds) for phone in phones]
    before, done, burnt, began = kept(), commits(), processor(server), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        came = list(pool.map(sent, phones, outboxes))
    whole, burnt, done = time.perf_counter() - began, processor(server) - burnt, commits() - done
    taken, many = sorted(1000 * took for took, _ in came), sum(map(len, outboxes))
    others = [Bare(Session(seat.limit)) for _ in range(CONNECTIONS)]
    rows = measure_posts(others, seconds=seat.asked.seconds, ticks=FULL).rate * FULL
    print(f"\n{len(phones):,} phones, {AT_ONCE} at once, {FULL} operations each, {name}: {many:,} in {whole:.1f} s")
    print(f"  {many / whole:,.0f} operations/s; bare, {FULL} rows a commit: {rows:,.0f} rows/s")
    print(f"  processor of the server {1000 * burnt / many:.2f} ms an operation; ", end="")
    print(f"a batch is answered in p50 {median(taken):,.0f}, p95 {taken[int(len(taken) * 0.95)]:,.0f} ms")
    print(f"  failed so far, and sent again: {sum(phone.answered['failed'] for phone in phones)}")
    show_durability(done, len(phones))
    show_loss({each["id"]: each for _, answers in came for each in answers}, outboxes, before)


def sent(phone: Phone, outbox: list[dict]) -> tuple[float, list[dict]]:
    """How long the phone waited, and what it was answered; where the server failed it sends the same again."""
    request, began = phone.batch(outbox), time.perf_counter()
    for _ in range(TRIES):
        try:
            connection = HTTPConnection("127.0.0.1", phone.session.port, timeout=120)
            content = send(connection, phone.session.headers("identity"), request)
            return time.perf_counter() - began, json.loads(content)["answers"]
        except (RuntimeError, OSError):
            phone.answered["failed"] += 1
        finally:
            connection.close()
    raise SystemExit(f"A batch was refused {TRIES} times.")


def commits() -> Counter:
    """So far, where the database counts them."""
    from django.db import connection

    found = Counter()
    if connection.vendor == "postgresql":
        time.sleep(2)  # the servers tell theirs when they rest
        with connection.cursor() as cursor:
            cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
            found["commits"] = cursor.fetchone()[0]
            cursor.execute("SELECT wal_sync FROM pg_stat_wal")
            found["flushes"] = cursor.fetchone()[0]
    return found


def show_durability(done: Counter, batches: int) -> None:
    from django.db import connection

    names = {"sqlite": ("journal_mode", "synchronous"), "postgresql": ("fsync", "synchronous_commit")}[
        connection.vendor
    ]
    ask = "PRAGMA " if connection.vendor == "sqlite" else "SHOW "
    with connection.cursor() as cursor:
        set_to = {name: cursor.execute(ask + name).fetchone()[0] for name in names}
    told = ", ".join(f"{name} = {value}" for name, value in set_to.items())
    counted = ", ".join(f"{many:,} {what}" for what, many in done.items())
    print(f"  durable: {told}{' (2 is FULL)' if 'synchronous' in set_to else ''}; {batches:,} batches", end="")
    print(f", {counted}" if counted else ", each one transaction of `receive`")


# --- what became of it ----------------------------------------------------------------------------------------


def kept() -> Counter:
    """How much there is in all, by table."""
    from banlanh.audit.models import Event
    from banlanh.committee.models import Difficulty
    from banlanh.outreach.models import Airing
    from banlanh.pledges.models import Sheet, Signature
    from banlanh.sync.models import Receipt

    tables = (Receipt, Event, Sheet, Signature, Airing, Difficulty)
    return Counter({table._meta.model_name: table.objects.count() for table in tables})


def show_loss(told: dict[str, dict], outboxes: list[list[dict]], before: Counter) -> None:
    """Each acknowledged operation has its receipt, its own row and its own event; and nothing more came than that."""
    kinds = Counter(each["kind"] for outbox in outboxes for each in outbox)
    states = Counter(each["state"] for each in told.values())
    there = look_for([pk for pk, each in told.items() if each["state"] == "applied"])
    signed = kinds["pledges.sign"]
    due = Counter(receipt=len(told), event=kinds.total() + len(outboxes), sheet=signed, signature=signed)
    due += Counter(airing=kinds["record.airing"], difficulty=kinds["record.difficulty"])
    grown = kept() - before
    print(f"  {kinds.total():,} asked, answered {dict(states)}; of those applied there are {dict(there)}")
    wrong = {name: grown[name] - due[name] for name in grown | due if grown[name] != due[name]}
    lost = {name: states["applied"] - many for name, many in there.items() if many != states["applied"]}
    broken = broken_logs()
    print(f"  lost: {lost or 0}; more or fewer rows in all than asked: {wrong or 0}; logs that do not verify: {broken}")


def look_for(operations: list[str]) -> Counter:
    """Their receipts, the different rows that these name and that are there, and the events about just these."""
    from django.apps import apps

    from banlanh.audit.models import Event
    from banlanh.sync.models import Receipt

    found = Counter(receipts=0, rows=0, events=0)
    for some in parts(operations, TOGETHER):
        receipts = Receipt.objects.filter(pk__in=some, state="applied")
        subjects = set(receipts.values_list("subject", flat=True))
        found["receipts"] += receipts.count()
        found["events"] += Event.objects.filter(subject__in=subjects).exclude(verb__endswith="photographed").count()
        for label in {subject.partition(":")[0] for subject in subjects}:
            pks = [pk for name, _, pk in (each.partition(":") for each in subjects) if name == label]
            found["rows"] += apps.get_model(label).objects.filter(pk__in=pks).count()
    return found


def broken_logs() -> int:
    from banlanh.audit.models import Chain
    from banlanh.audit.queries import first_broken

    return sum(first_broken(log) is not None for log in Chain.objects.values_list("commune", flat=True))


# --- P1, P3, P4 -----------------------------------------------------------------------------------------------


class Seat(pledges.Seat):
    """As for the web form; those who send have phones."""

    made: list[Phone]

    def phones(self, whose: Iterable[tuple[Commune, int]], villages: slice, kind: type[Phone] = Phone) -> list[Phone]:
        """A phone of each of these heads, for some of the three villages of each; no connection is left to fork."""
        from django.db import connection

        from banlanh.accounts.models import User

        made = []
        for commune, head in whose:
            there = commune.of_head(head)[villages]
            waiting = [(village, entry) for village in there for entry in commune.entries[village]]
            person = User.objects.get(username=commune.head(head))
            made.append(phone_of(person, self.ours, commune.campaign, waiting, kind))
        connection.close()
        self.made += made
        return made

    def spread(self, villages: slice, kind: type[Phone] = Phone) -> Callable[[int], list[Phone]]:
        """For each turn another head of each of eight communes."""
        communes = self.communes[:CONNECTIONS]
        return lambda turn: self.phones([(each, turn) for each in communes], villages, kind)

    def together(self, first: int, kind: type[Phone] = Phone) -> Callable[[int], list[Phone]]:
        """For each turn all heads of one of two communes, each for a village where nobody has signed."""
        return lambda turn: self.phones(
            [(self.communes[first + turn % 2], head) for head in range(HEADS)], slice(turn // 2, turn // 2 + 1), kind
        )


def goals(seat: Seat) -> None:
    before, seat.made = kept(), []
    print()
    found = seat.in_turns(seat.spread(slice(2)))
    tell_posts(f"P1 one pledge a request, {CONNECTIONS} communes", *found)
    tell("P1 rate", found[0].rate, "/s", RATE, least=True)
    tell("P1 p95", found[0].p95, "ms", P95)
    tell("P1 share of the bare insert", found[2] * 100, "%", SHARE * 100, least=True)
    found = seat.in_turns(seat.spread(slice(2, 3), PicturePhone))
    tell_posts("P3 one pledge, then its photograph, 100 kB", *found)
    tell("P3 rate, of both requests as one", found[0].rate, "/s", PICTURES, least=True)
    tell("P3 p95, of both", found[0].p95, "ms", PICTURES_P95)
    for first, told, kind in (
        (8, f"{FULL} operations, each one pledge", Phone),
        (10, f"one list of {FULL}", SheetPhone),
    ):
        found = seat.in_turns(seat.together(first, kind), FULL)
        tell_posts(f"P4 {told}, 1 commune", *found)
        tell(f"P4 pledges, {told}", found[0].rate * FULL, "/s", BATCH_RATE, least=True)
    answered, grown = sum((each.answered for each in seat.made), Counter()), kept() - before
    print(f"of these {dict(answered)} answered; grown: {dict(grown)}", end="; ")
    same = grown["receipt"] == answered["operations"] and grown["signature"] == answered["signatures"]
    print(
        "none lost, none twice" if same else "LOST OR TWICE", f"(logs that do not verify: {broken_logs()})", flush=True
    )


if __name__ == "__main__":
    sys.exit(on_each("phones", "phones", "one a head of villages", bench))
