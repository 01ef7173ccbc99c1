"""Workers share out the processors: as many as there are keep to one each, and a new one takes what the last left."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALL = os.sched_getaffinity(0)
WORKER = """
import os, pathlib
from banlanh.serving import keep_to_one_processor
keep_to_one_processor(pathlib.Path({folder!r}), workers={workers})
print(*os.sched_getaffinity(0), flush=True)
input()
"""


@contextmanager
def worker(folder: Path, workers: int = len(ALL)) -> Iterator[subprocess.Popen]:
    """It lives as long as the block."""
    said = WORKER.format(folder=str(folder), workers=workers)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", said], cwd=ROOT, text=True, **pipes) as process:
        yield process
        process.communicate("end\n")


def processors_of(process: subprocess.Popen) -> set[int]:
    return set(map(int, process.stdout.readline().split()))


def test_each_worker_has_a_processor_of_its_own_and_who_comes_after_takes_its_place(tmp_path):
    with ExitStack() as others:
        with worker(tmp_path) as first:
            workers = [first, *(others.enter_context(worker(tmp_path)) for _ in range(len(ALL) - 1))]
            assert sorted(map(tuple, map(processors_of, workers))) == [(each,) for each in sorted(ALL)]
            with worker(tmp_path) as one_too_many:
                assert processors_of(one_too_many) == ALL
        with worker(tmp_path) as next_one:
            assert len(processors_of(next_one)) == 1


def test_where_there_are_fewer_or_more_workers_the_system_chooses(tmp_path):
    for many in (0, len(ALL) + 1):
        with worker(tmp_path, many) as process:
            assert processors_of(process) == ALL
