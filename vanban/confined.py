"""Reads foreign formats in a process of their own, with little memory and time: no file stops a server.

The child is `python -m vanban.confined FORMAT`: the file on its standard input, one JSON answer on its standard
output, none of the server's environment. Where the system sets no limits of memory, time alone confines it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from vanban.lines import TOO_LONG, Line, Unreadable, require_some_text

# Where each format's reader is: a function from bytes to lines.
READERS = {
    "word": "vanban.word:word_lines",
    "pdf": "vanban.pdf:pdf_lines",
    "web": "vanban.web:web_lines",
}
MEGABYTE = 1024 * 1024
MEMORY = 450 * MEGABYTE  # of addresses; what is really used stays far below
OFFICE_MEMORY = 4096 * MEGABYTE  # LibreOffice reserves much and uses little
LARGEST_ANSWER = 40 * MEGABYTE
SECONDS = {"office": 60}
MOST_SECONDS = 15
NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
AT_ONCE = threading.BoundedSemaphore(2)

TOO_HARD = "Tệp này bị hỏng hoặc quá phức tạp nên không đọc được; hãy mở bằng Word rồi lưu lại thành .docx."
TOO_SLOW = "Tệp này đọc quá lâu; hãy tách bớt phụ lục, hoặc mở bằng Word rồi lưu lại thành .docx."


def confined_lines(kind: str, content: bytes) -> list[Line]:
    """The lines of `content`, read by a child. Raises `Unreadable` whatever befalls the child."""
    with AT_ONCE, tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        answer = _answer(kind, content, Path(folder))
    try:
        said = json.loads(answer)
    except ValueError:  # the child ended before it had told all
        raise Unreadable(TOO_HARD) from None
    if isinstance(said, dict):
        raise Unreadable(said["refused"])
    return [_line(row) for row in said]


def _answer(kind: str, content: bytes, folder: Path) -> bytes:
    """What the child says; whatever it writes besides stays in `folder`, which goes with it."""
    with (folder / "answer").open("w+b") as told:
        child = subprocess.Popen(
            [sys.executable, "-m", "vanban.confined", kind],
            stdin=subprocess.PIPE,
            stdout=told,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
            env=_environment(folder),
            start_new_session=True,
        )
        _wait_for(child, content, SECONDS.get(kind, MOST_SECONDS))
        told.seek(0)
        return told.read(LARGEST_ANSWER)


def _wait_for(child: "subprocess.Popen[bytes]", content: bytes, seconds: float) -> None:
    with child:
        try:
            child.communicate(content, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(child)
            raise Unreadable(TOO_SLOW) from None
        except BaseException:
            _end(child)
            raise


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _environment(folder: Path) -> dict[str, str]:
    """What a program needs to start, and none of our secrets."""
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return kept | {"TMPDIR": str(folder), "TEMP": str(folder)}


def lines_here(kind: str, content: bytes) -> list[Line]:
    """The lines of `content`, read in this process. Raises `Unreadable`, from whatever the parser raised."""
    module, _, name = READERS[kind].partition(":")
    try:
        lines: list[Line] = getattr(import_module(module), name)(content)
    except Unreadable:
        raise
    except MemoryError as failure:
        raise Unreadable(TOO_LONG) from failure
    except Exception as failure:  # whatever a broken file makes the libraries raise
        raise Unreadable(TOO_HARD) from failure
    require_some_text(lines)
    return lines


def main() -> None:
    """The child: read, answer, end."""
    kind, content = sys.argv[1], sys.stdin.buffer.read()
    _limit(kind)
    try:
        if kind == "office":
            kind, content = "word", _converted(content)
            _limit(kind)
        answer: Any = [_row(line) for line in lines_here(kind, content)]
    except Unreadable as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))


def _converted(content: bytes) -> bytes:
    from vanban.office import docx_of

    return docx_of(content)


def _line(row: list[Any]) -> Line:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return Line(*values)


def _row(line: Line) -> list[Any]:
    return [getattr(line, name) for name in Line.__slots__]


def _limit(kind: str) -> None:
    try:
        import resource
    except ImportError:  # no POSIX
        return
    seconds = SECONDS.get(kind, MOST_SECONDS)
    wanted = {
        resource.RLIMIT_AS: OFFICE_MEMORY if kind == "office" else MEMORY,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: LARGEST_ANSWER,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in wanted.items():
        _, hard = resource.getrlimit(limit)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (lowest, lowest))
        except (ValueError, OSError):  # not every system counts everything
            continue


if __name__ == "__main__":
    main()
