"""`make bench`: the demonstration commune's pages on SQLite and on PostgreSQL, beside the bare limit of the same run.

A machine's own speed moves, so the page and the bare view are asked in turns, and the ratio is what counts
(PERFORMANCE section 1). Times are the client's, on the same machine. Nothing here asserts a time.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median

from .client import Session, Speed, cold_load, first_after, html_bytes, measure, middle
from .databases import DATABASES
from .server import bare, fixed_loop, free_port, memory, product, running

SECRETARY = "bithu"
CONNECTIONS = (1, 8)
# What each person opens: the secretary the whole commune, others what is theirs alone.
PAGES = {
    "Việc của tôi": "/",
    "Kế hoạch": "/ke-hoach/",
    "Xã": "/xa/",
    "Thôn": "/thon/",
    "một thôn": r"/thon/\d+/",
    "Đơn vị": "/don-vi/",
    "Báo cáo": "/bao-cao/",
    "một bản ghi": r"/ban-ghi/[a-z_-]+/[0-9a-f-]{36}/",
    "một việc": r"/viec/\d+/",
    "một con số": "/so-lieu/duties/",
    "Lịch phát": "/phat-thanh/",
    "Ban Chỉ đạo": "/ban-chi-dao/",
    "Khó khăn": "/ban-chi-dao/kho-khan/",
    "Hương ước": "/ban-chi-dao/huong-uoc/",
    "Đường dây nóng": "/dia-ban/duong-day-nong/",
    "Cam kết": "/cam-ket/",
    "Phúc tra": "/phuc-tra/",
}
OTHERS = {
    "truongca": {"Địa bàn": "/dia-ban/"},
    "chutich": {"Sinh kế": "/sinh-ke/"},
    "lan": {"Việc (thôn)": "/", "Lịch (thôn)": "/phat-thanh/"},
}
EVENTS = 40
AFTER_EVENT = 80  # the first page after something happened, at a month's end
NUMBERS = count(100)
P50, P95, RATE, PAGE_BYTES, COLD_BYTES, FONT_BYTES, MEMORY = 15, 40, 100, 8_000, 60_000, 50_000, 250


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="page and bare view in turns, so often")
    parser.add_argument("--only", choices=DATABASES)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores; a fixed loop takes {fixed_loop():.0f} ms; {asked.rounds} x {asked.seconds} s each")
    for name, database in DATABASES.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="banlanh-bench-") as folder, database(folder) as address:
                bench(name, Path(folder), address, asked)
    return 0


def bench(name: str, folder: Path, address: str, asked: argparse.Namespace) -> None:
    environment = {"BANLANH_DATA_DIR": str(folder), "BANLANH_DATABASE_URL": address, "BARE_DATABASE_URL": address}
    began = time.monotonic()
    command = [sys.executable, "-m", "banlanh", "demo", "--no-serve"]
    told = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    print(f"\n== {name}: demonstration commune made in {time.monotonic() - began:.1f} s", flush=True)
    ours, limit = free_port(), free_port()
    with running(product(ours), ours, environment) as server, running(bare(limit), limit, environment):
        session = Session(ours)
        session.sign_in(SECRETARY, password_in(told))
        heading()
        limits: dict[int, list[Speed]] = {connections: [] for connections in CONNECTIONS}
        missed: list[str] = []
        for person, pages in {SECRETARY: PAGES, **OTHERS}.items():
            theirs = Session(ours)
            theirs.sign_in(person, password_in(told))
            for label, path in pages.items():
                missed += page(theirs, session, label, path, limit, asked, limits)
        cells = [f"{cell(middle(speeds))}{1:10.0%}" for speeds in limits.values()]
        print(f"{'(bare view)':<14}{''.join(cells)}")
        plain, fonts = cold_load(session, "/")
        held = memory(server)
    missed += over("first load", plain, COLD_BYTES) + over("fonts", fonts, FONT_BYTES) + over("memory", held, MEMORY)
    print(f"first load without fonts {plain:,} B (goal {COLD_BYTES:,}); fonts {fonts:,} B (goal {FONT_BYTES:,})")
    print(f"memory of the server with 2 workers after load: {held:.0f} MB PSS (goal {MEMORY})")
    print("goals missed: " + ("; ".join(missed) or "none"), flush=True)


def heading() -> None:
    print(f"{'':<14}{'one connection':^34}{'eight connections':^34}{'HTML':>9}")
    columns = f"{'p50 ms':>8}{'p95 ms':>8}{'/s':>8}{'of bare':>10}"
    print(f"{'page':<14}{columns}{columns}{'gzip B':>9}{'after an event, p95':>20}")


def page(session: Session, office: Session, label: str, path: str, limit: int, asked, limits: dict) -> list[str]:
    """Measure and print one page; returns the goals that it misses, and puts the bare view's speeds into `limits`.

    After each event, which the office writes, the page is asked for once: then all that it shows is counted anew.
    """
    if "\\" in path or "[" in path:
        path = session.find(path, starting_at=["/", "/thon/", "/xa/", "/don-vi/", "/phat-thanh/"])
    if path is None:
        print(f"{label:<14}no such page was found")
        return [f"{label}: not found"]
    path = session.arrive(path)
    cells, missed = [], []
    for connections in CONNECTIONS:
        speed, share, theirs = in_turns(session, limit, path, connections, asked)
        limits[connections] += theirs
        cells.append(f"{cell(speed)}{share:10.1%}")
        if connections == 1:
            missed += over(f"{label} p50", speed.p50, P50) + over(f"{label} p95", speed.p95, P95)
        elif speed.rate < RATE:
            missed.append(f"{label} rate at 8: {speed.rate:.0f}/s < {RATE}")
    size, anew = html_bytes(session, path), first_after(session, path, lambda: write(office), times=EVENTS)
    missed += over(f"{label} after an event, p95", anew, AFTER_EVENT)
    print(f"{label:<14}{''.join(cells)}{size:9,}{anew:20.1f}", flush=True)
    return missed + over(f"{label} HTML", size, PAGE_BYTES)


def write(session: Session) -> None:
    """Something happens in the commune: a paper is issued, so every figure is counted again."""
    number = f"{next(NUMBERS)}-TB/ĐU"
    today = date.today().strftime("%d/%m/%Y")
    session.record("/ban-ghi/notice/moi/", type="TB", number=number, happened_on=today, title="Thông báo họp")


def in_turns(session: Session, limit: int, path: str, connections: int, asked: argparse.Namespace):
    """The page's median speed, the median of its rate's shares of the bare view's, and the bare view's speeds."""
    ours, theirs = [], []
    for _ in range(asked.rounds):
        ours.append(measure(session, path, connections=connections, seconds=asked.seconds))
        theirs.append(measure(Session(limit), "/", connections=connections, seconds=asked.seconds))
    shares = [page.rate / bare.rate for page, bare in zip(ours, theirs, strict=True)]
    return middle(ours), median(shares), theirs


def cell(speed: Speed) -> str:
    return f"{speed.p50:8.1f}{speed.p95:8.1f}{speed.rate:8.0f}"


def over(name: str, value: float, goal: float) -> list[str]:
    return [f"{name} {value:,.0f} > {goal:,}"] if value > goal else []


def password_in(told: str) -> str:
    """The password that `banlanh demo` prints for all who may look round."""
    return re.search(r"Mật khẩu chung: (\S+)", told)[1]


if __name__ == "__main__":
    sys.exit(main())
