"""Getting ready to serve, and serving: this release's files, a free port, the web server."""

import fcntl
import os
import shutil
import socket
import sys
from pathlib import Path

from .parsing import Failed, say

KILL_AFTER = "3s"  # a worker told to stop while it starts would otherwise never end
WORKERS = "BANLANH_WORKERS"  # tells each how many there are
THREADS = 2  # a worker: one waits for the database while the other makes its page
IDLE = "600"  # seconds until a thread ends, and its connections with it; the web server's most
KEPT_RELEASES = 2  # a phone may still hold yesterday's page


def collect_static() -> None:
    """Put this release's files where they are served from, once; keep the one before for pages still open."""
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.STATIC_ROOT)
    whole = folder.parent / f".{folder.name}.done"
    if whole.exists():
        return
    say("Đang chuẩn bị giao diện…")
    call_command("collectstatic", verbosity=0, interactive=False)
    whole.touch()
    newest_last = sorted(folder.parent.glob(".*.done"), key=lambda mark: mark.stat().st_mtime)
    for mark in newest_last[:-KEPT_RELEASES]:
        shutil.rmtree(folder.parent / mark.name[1 : -len(".done")], ignore_errors=True)
        mark.unlink()


def refuse_taken_port(host: str, port: int, *, command: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server just stopped is no obstacle
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Failed(
                f"Máy không cho mở cổng {port}. Xin chọn cổng lớn hơn 1024: banlanh {command} --port 8000"
            ) from error
        except socket.gaierror as error:
            raise Failed(f"Không có địa chỉ «{host}» trên máy này. Xin bỏ --host, hoặc ghi 0.0.0.0.") from error
        except OSError as error:
            raise Failed(
                f"Cổng {port} đang có chương trình khác dùng. Xin tắt chương trình ấy, "
                f"hoặc chọn cổng khác: banlanh {command} --port {port + 1}"
            ) from error


def keep_to_one_processor(folder: Path, *, workers: int) -> None:
    """Where there are as many workers as processors, this one moves no more from one to another (docs/adr/0037).

    Which is its own the workers settle by locks, which end with them.
    """
    processors = os.sched_getaffinity(0)
    if workers != len(processors):
        return
    for each in sorted(processors):
        lock = os.open(folder / f".processor-{each}", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            os.sched_setaffinity(0, {each})
            return


def serve_pages(host: str, port: int, *, workers: int) -> int:
    """Become the web server: what was loaded to get ready is not kept in memory."""
    where = f"[{host}]" if ":" in host else host
    say(f"\nMở trình duyệt tại:  http://{where}:{port}/\nMuốn dừng, bấm Ctrl-C.")
    command = [
        *(sys.executable, "-m", "granian", "config.wsgi:application"),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--blocking-threads-idle-timeout", IDLE),
        *("--workers-kill-timeout", KILL_AFTER, "--respawn-failed-workers"),
        *("--no-access-log", "--log-level", "error"),  # an access log would keep what people search for
    ]
    os.environ[WORKERS] = str(workers)
    os.execv(sys.executable, command)
