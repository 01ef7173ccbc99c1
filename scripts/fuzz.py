"""`make fuzz`: reads 20,000 damaged documents of every kind. Each must end as a reading or as `Unreadable`.

A document is known by its number, so that what fails can be made again: python scripts/fuzz.py --only NUMBER.
The parsers run in the workers, not in a child for each document, so that thousands take minutes. LibreOffice is
left out. Ends with 1 if anything crashed, hung, or raised something else.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from vanban.tests.mutations import damaged, outcome, parse_here, seeds  # noqa: E402

COUNT = 20_000
MOST_SECONDS = 10
MEMORY = 2 * 1024**3
TOLD_EVERY = 500


def main() -> int:
    parser = argparse.ArgumentParser(prog="python scripts/fuzz.py")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--start", type=int, default=0, help="the number of the first document")
    parser.add_argument("--only", type=int, help="read this one document and show what it comes to")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only is not None:
        return show(asked.only)
    if asked.worker:
        return work(range(asked.start, asked.start + asked.count))
    return run(asked.start, asked.count)


def run(start: int, count: int) -> int:
    began = time.monotonic()
    told: Counter[str] = Counter()
    faults: list[str] = []
    lines: SimpleQueue[str] = SimpleQueue()
    shares = os.cpu_count() or 1
    size = -(-count // shares)
    for at in range(start, start + count, size):
        Thread(target=read_share, args=(at, min(at + size, start + count), lines), daemon=True).start()
    for done in range(1, count + 1):
        line = lines.get()
        told[line.removeprefix("done ") if line.startswith("done") else "FAULT"] += 1
        faults += [line] if line.startswith("FAULT") else []
        if done % TOLD_EVERY == 0:
            print(f"{done:6} of {count}, {time.monotonic() - began:5.0f} s, {len(faults)} faults", flush=True)
    print(f"\n{count} documents from {len(seeds())} seeds in {time.monotonic() - began:.0f} s")
    for word, times in sorted(told.items()):
        print(f"{times:7}  {word}")
    print("\n".join(faults))
    return 1 if faults else 0


def read_share(at: int, end: int, lines: "SimpleQueue[str]") -> None:
    """Have the documents from `at` read; a worker that dies is followed by another, behind what ended it."""
    while at < end:
        command = [sys.executable, __file__, "--worker", "--start", str(at), "--count", str(end - at)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            for line in process.stdout:
                lines.put(line.rstrip())
                at += 1
        if at < end:
            lines.put(f"FAULT {at}: the process ended with {process.returncode}")
            at += 1


def work(numbers: range) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, hung)
    parse_here(Patch)
    for number in numbers:
        signal.alarm(MOST_SECONDS)
        try:
            seed = damaged(number)
            came_to, cause = outcome(seed)
            kind = seed.name.rpartition(".")[2]
            print(
                f"done {kind} {came_to}{f' after {type(cause).__name__} in {place(cause)}' if cause else ''}",
                flush=True,
            )
        except BaseException as fault:
            print(f"FAULT {number}: {type(fault).__name__} {str(fault)[:80]!r} in {place(fault)}", flush=True)
        finally:
            signal.alarm(0)
    return 0


class Patch:
    setattr = staticmethod(setattr)


class Hung(BaseException):
    """A document that takes too long; no `Exception`, so that nothing on the way takes it for a broken file."""


def hung(*_: object) -> None:
    raise Hung


def place(fault: BaseException) -> str:
    """The innermost line of our own that a fault came through."""
    ours = [frame for frame in traceback.extract_tb(fault.__traceback__) if f"{ROOT}/vanban/" in frame.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


def show(number: int) -> int:
    parse_here(Patch)
    seed = damaged(number)
    print(f"{seed.name}, {len(seed.content)} bytes")
    came_to, cause = outcome(seed)
    print(came_to)
    if cause:
        traceback.print_exception(cause)
    return 0


if __name__ == "__main__":
    sys.exit(main())
