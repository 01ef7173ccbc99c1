"""The child that reads: it gives what reading here gives, has no secrets, and its end is only a sentence."""

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vanban import Unreadable, confined
from vanban.confined import confined_lines, lines_here
from vanban.tests.samples import PLAN
from vanban.tests.web_files import portal_page
from vanban.tests.word_files import packed, word_xml

PAGES = 60
PARAGRAPH = "Giao Công an xã chủ trì, phối hợp với các thôn tổ chức tuyên truyền cho Nhân dân hằng tháng. " * 4


def long_document():
    paragraph = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"
    return packed({"word/document.xml": word_xml(paragraph * PAGES * 8)})


def test_the_child_reads_what_is_read_here():
    content = portal_page(f"{PLAN}| a | b |")
    assert confined_lines("web", content) == lines_here("web", content)


def test_sixty_pages_are_within_the_limits():
    assert len(confined_lines("word", long_document())) == PAGES * 8


def test_many_threads_may_read_at_once():
    content = packed({})
    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(lambda _: confined_lines("word", content), range(16)))
    assert read == [lines_here("word", content)] * 16


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.001)
    with pytest.raises(Unreadable, match="quá lâu"):
        confined_lines("word", packed({}))


def test_what_a_child_started_ends_with_it_and_leaves_nothing(monkeypatch, tmp_path):
    """As a converter that hangs: a program of its own, and a file that it wrote beside it."""
    sleeper = tmp_path / "python"
    sleeper.write_text(
        '#!/bin/sh\necho $TMPDIR > "$0.told"\ntouch $TMPDIR/left\nsleep 60 &\necho $! >> "$0.told"\nwait\n'
    )
    sleeper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.5)
    with pytest.raises(Unreadable, match="quá lâu"):
        confined_lines("word", packed({}))
    folder, process = (tmp_path / "python.told").read_text().split()
    assert not Path(folder).exists()
    assert ended(process)


def ended(process: str, seconds: float = 10) -> bool:
    """Whether the process is gone or only waits to be counted as gone; a busy machine takes a while to end it."""
    state = Path(f"/proc/{process}/stat")
    until = time.monotonic() + seconds
    while not (is_over := not state.exists() or state.read_text().split()[2] == "Z") and time.monotonic() < until:
        time.sleep(0.01)
    return is_over


@pytest.mark.parametrize("program", ["false", "true"])
def test_a_child_that_says_nothing_is_a_sentence(monkeypatch, program):
    monkeypatch.setattr(sys, "executable", shutil.which(program))
    with pytest.raises(Unreadable, match="phức tạp"):
        confined_lines("word", packed({}))


def test_the_child_sees_none_of_the_servers_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("BANLANH_SECRET_KEY", "bí mật")
    assert "bí mật" not in confined._environment(tmp_path).values()


def test_what_a_parser_raises_is_kept_as_the_cause():
    with pytest.raises(Unreadable) as refusal:
        lines_here("word", packed({"word/document.xml": "<a>"}))
    assert refusal.value.__cause__ is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts a process's addresses")
def test_the_child_cannot_take_all_memory():
    greedy = "from vanban import confined; confined._limit('word'); bytearray(confined.MEMORY)"
    ended = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert "MemoryError" in ended.stderr
