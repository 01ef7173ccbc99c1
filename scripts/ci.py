"""Everything that CI runs, in one order: `python scripts/ci.py [check|nightly]`. Ends with 1 if anything failed.

All steps run, so that one look shows all that is wrong; the last lines count the tests of every run. The checks go
beside the tests. `nightly` runs only the tests that have a night of their own, in full size, and prints what each told
of what it tried.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browser import ENGINE  # noqa: E402
from tests.support.postgres import postgres_binaries  # noqa: E402

PYTHON = sys.executable
BIN = Path(PYTHON).parent
CORES = str(min(max(os.cpu_count() or 2, 2), 8))
APART = "browser or libreoffice"
TESTS = [path for room in ("banlanh", "tests", "vanban") for path in sorted((ROOT / room).rglob("test_*.py"))]
FILES_APART = [path for path in TESTS if re.search(r"mark\.(browser|libreoffice)\b", path.read_text("utf-8"))]
OF_THE_NIGHT = re.compile(r"^from (tests\.support\.nightly|hypothesis) import", re.MULTILINE)
FILES_OF_THE_NIGHT = [path for path in TESTS if OF_THE_NIGHT.search(path.read_text("utf-8"))]

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "layers": [BIN / "lint-imports", "--no-logo"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "stylesheet": [PYTHON, "scripts/styles.py", "--check"],
    "protection": [PYTHON, "scripts/protection.py", "--check"],
}
PYTEST = [PYTHON, "-m", "pytest", "--dist", "loadfile"]  # a file's tests share what it made
SPREAD = [*PYTEST, "--numprocesses", CORES]
WAITING = [*PYTEST, "--numprocesses", str(int(CORES) + 1)]  # one more: they wait for browsers
MANY = [*SPREAD, "--no-loadscope-reorder", "-m", f"not ({APART})"]  # in the order told
ONCE = {
    "accounts": ("factor", "guessing", "passkeys"),
    "care": ("codes", "digest", "purposes", "terms", "window", "years"),
    "checks": ("bounds", "draw"),
    "criteria": ("judging",),
    "demo": ("care", "command", "commune", "history", "livelihoods", "plan", "pledges", "same", "words"),
    "disclosure": ("attack", "bands", "release"),
    "ratings": ("periods", "weighing"),
    "reports": ("periods",),
    "sealing": ("crypto",),
}
RUNS = {
    # The longest file waits for the migrated tables, and beside it those that need none: so that no core is idle.
    "SQLite": [*MANY, "tests/conventions/test_access.py", "vanban", "tests", "banlanh"],
    # The reader of documents, the house rules, what the demonstration draws and what is only worked out (terms, codes,
    # sealing, small numbers, whether a key or six digits are right) know no database: their tests run once. So do the
    # longest of all.
    "PostgreSQL": [
        *[PYTHON, "-m", "tests.support.postgres", "BANLANH_TEST_DATABASE_URL", *MANY],
        *["tests/system", "tests/conventions/test_access.py", "banlanh", "--ignore=tests/system/test_budgets.py"],
        *[f"--ignore=banlanh/{room}/tests/test_{each}.py" for room, of in ONCE.items() for each in of],
    ],
    # Files without such a test need not be imported.
    "Chromium, LibreOffice": [*WAITING, "-m", APART, *FILES_APART],
}
RUNNING: list[subprocess.Popen] = []
HOW_FAR = re.compile(r" \[ *\d+%\]$")
# A file of the night has halves, which go side by side.
NIGHT = {"in full size": [*SPREAD, "--dist", "load", *FILES_OF_THE_NIGHT]}

# What the tests need from the system: the Debian package, and whether it is there.
PACKAGES: dict[str, Callable[[], object]] = {
    ENGINE: lambda: shutil.which(ENGINE),
    "postgresql-15": postgres_binaries,
    "libreoffice-writer-nogui": lambda: shutil.which("soffice"),
    "fonts-liberation2": lambda: list(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf")),
    "libatomic1": lambda: find_library("atomic"),
}


@dataclass
class Outcome:
    """What one step came to."""

    name: str
    is_good: bool
    seconds: float
    tests: int = 0
    failed: int = 0
    skipped: int = 0
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"  {self.tests} tests, {self.failed} failed, {self.skipped} skipped" if self.tests else ""
        line = f"{'ok    ' if self.is_good else 'FAILED'}  {self.name:<22}{self.seconds:6.1f} s{counts}"
        return "\n".join([line, *(f"        {each}" for each in self.told)])


def main(only: str = "") -> int:
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what one process compiled, dozens read
    signal.signal(signal.SIGTERM, give_up)
    if not only:
        require_packages()
    with tempfile.TemporaryDirectory(prefix="banlanh-ci-") as folder:
        os.environ["BANLANH_DATA_DIR"] = f"{folder}/data"
        if only == "nightly":
            os.environ["BANLANH_TEST_NIGHTLY"] = "1"
            return summary(in_turn(NIGHT, Path(folder)))
        with ThreadPoolExecutor(1) as beside:
            checked = beside.submit(lambda: [step(*each) for each in CHECKS.items()])
            tested = in_turn({} if only == "check" else RUNS, Path(folder))
    return summary(checked.result() + tested)


def give_up(*_) -> None:
    """Ask the runs to end, so that what is temporary goes."""
    for each in RUNNING:
        each.terminate()
    sys.exit(143)


def require_packages() -> None:
    """Install what the system lacks where we may; else say it in one sentence."""
    missing = [name for name, is_there in PACKAGES.items() if not is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(missing)} ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        subprocess.run([*apt, "update"], env=quiet)
        subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *missing], env=quiet)
        missing = [name for name, is_there in PACKAGES.items() if not is_there()]
    if missing:
        sys.exit(f"The tests need these Debian packages; please install them as root: {' '.join(missing)}")


def step(name: str, command: list) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"\n== {name}\n{done.stdout}", end="", flush=True)
    return Outcome(name, done.returncode == 0, time.monotonic() - began)


def in_turn(runs: dict[str, list], folder: Path) -> list[Outcome]:
    """One after the other: at once, on two cores, they held each other up by a tenth."""
    return [run(name, command, folder / name.split(",")[0]) for name, command in runs.items()]


def run(name: str, command: list, folder: Path) -> Outcome:
    """A run of tests. One that finds no test is a failure: something hid them."""
    began, report = time.monotonic(), folder.with_suffix(".xml")
    # What one run made, the others take.
    own = {"BANLANH_TEST_FOLDER": str(folder), "BANLANH_TEST_ONCE": str(folder.parent / "once")}
    code = told_apart(name, [*command, f"--junitxml={report}"], os.environ | own)
    outcome = Outcome(f"tests: {name}", code == 0, time.monotonic() - began)
    if report.exists():
        written = ElementTree.parse(report).getroot()
        if "BANLANH_TEST_NIGHTLY" in os.environ:
            outcome.told = [f"{each.get('name')}: {each.get('value')}" for each in written.iter("property")]
        for suite in written.iter("testsuite"):
            outcome.tests += int(suite.get("tests", 0))
            outcome.failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            outcome.skipped += int(suite.get("skipped", 0))
    return outcome


def told_apart(name: str, command: list, environment: dict[str, str]) -> int:
    """How far it is, line by line beside the others; what it says of its tests in one piece, at its end."""
    said = []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        RUNNING.append(run)
        assert run.stdout
        for line in run.stdout:
            if HOW_FAR.search(line):
                print(f"{name:<22}{line}", end="", flush=True)
            else:
                said.append(line)
    print(f"\n== tests: {name}\n{''.join(said)}", flush=True)
    return run.returncode


def summary(outcomes: list[Outcome]) -> int:
    print("\n== summary")
    for outcome in outcomes:
        print(outcome)
    tests, failed = sum(each.tests for each in outcomes), sum(each.failed for each in outcomes)
    if tests:
        print(f"{tests} tests in all, {tests - failed} passed or skipped, {failed} failed")
    is_good = all(each.is_good for each in outcomes)
    print("Everything is in order." if is_good else "Something failed: see above.", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
