"""`banlanh`: Vietnamese throughout, quick where it can be, a sentence and exit code 2 for words that are wrong."""

import os
import re
import socket
import subprocess
import sys

import pytest
from django.core import management

from banlanh import cli, serving

from .sources import ROOT

ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|show|error|invalid|required|the following)\b", re.IGNORECASE
)
COMMANDS = ["demo", "init", "serve", "report", "check", "audit", "keys", "tick"]


@pytest.mark.parametrize("words", [[], ["--help"], *([command, "--help"] for command in COMMANDS)], ids=str)
def test_help_is_vietnamese(words, capsys):
    cli.main(words)
    said = capsys.readouterr().out
    assert "Cách dùng: banlanh" in said
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nothing", "Không có lệnh «nothing»."),
        ("serve --color", "Không hiểu: «--color»."),
        ("serve --port", "Sau --port còn thiếu giá trị."),
        ("serve --port 70000", "Cổng «70000» chưa đúng."),
        ("serve --workers 0", "«0» chưa đúng."),
        ("demo --date 23/11/2026", "Ngày «23/11/2026» chưa đúng."),
        ("demo --date 2026-02-30", "Ngày «2026-02-30» chưa đúng."),
        ("init nowhere.xlsx", "Không thấy tệp «nowhere.xlsx»."),
        ("init --template xa.doc", "Tên tệp «xa.doc» phải kết thúc bằng .xlsx."),
        ("report", "Còn thiếu: LOẠI, --month, --out."),
        ("report yearly --month 2026-10 --out a.docx", "Không có loại báo cáo «yearly»."),
        ("report monthly --month 2026-13 --out a.docx", "Tháng «2026-13» chưa đúng."),
        ("report monthly --month 2026-10", "Còn thiếu: --out."),
        ("audit --code 7K3P-9M2R", "Mã «7K3P-9M2R» chưa đúng: mã có 20 chữ và số"),
        ("audit --date 2026-11-23 --code 22222222222222222222", "--date và --code không dùng cùng một lần."),
        ("keys", "Còn thiếu: VIỆC."),
        ("keys break", "Không có việc «break»."),
        ("keys split --out to.doc", "Tên tệp «to.doc» phải kết thúc bằng .pdf."),
        ("report monthly --month 2026-10 --out nowhere/a.docx", "chưa có thư mục «nowhere»."),
    ],
)
def test_wrong_words_are_answered_by_a_sentence(words, sentence, capsys):
    assert cli.main(words.split()) == cli.MISUSED
    said = capsys.readouterr().err
    assert sentence in said
    assert ENGLISH.findall(said.replace("--help", "")) == []


def test_an_empty_workbook_never_replaces_one_that_is_there(tmp_path, capsys):
    filled = tmp_path / "xa.xlsx"
    filled.write_text("filled in")
    assert cli.main(["init", "--template", str(filled)]) == cli.MISUSED
    assert "Đã có" in capsys.readouterr().err
    assert filled.read_text() == "filled in"


def test_a_port_in_use_is_said_before_anything_is_done(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == cli.FAILED
    assert f"Cổng {port} đang có chương trình khác dùng." in capsys.readouterr().err


def test_pages_are_not_served_from_a_database_of_another_release(monkeypatch, capsys):
    monkeypatch.setattr(cli, "behind", lambda: {"sealed": ["care"]})
    assert cli.main(["check"]) == cli.FAILED
    assert "banlanh init" in capsys.readouterr().err


def test_an_error_ends_in_a_sentence_and_tells_nothing_of_anybody(monkeypatch, capfd):
    def check(asked):
        raise ValueError("Lò Văn Pản")

    monkeypatch.setattr(cli, "check", check)
    assert cli.main(["check"]) == cli.FAILED
    said = capfd.readouterr().err
    assert cli.BROKEN in said and "Pản" not in said


@pytest.mark.parametrize("words", [["read", "plan.txt"], ["write", "plan.txt", "--out", "plan.pdf"]])
def test_reading_and_writing_documents_does_not_load_django(tmp_path, words):
    plan = tmp_path / "plan.txt"
    plan.write_text("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Giao Công an xã báo cáo hằng tháng.\n", "utf-8")
    words = [str(plan) if word == plan.name else word for word in words]
    code = f"import sys; from banlanh.cli import main; main({words!r}); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 0


def test_the_release_before_stays_for_pages_still_open(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(management, "call_command", lambda *args, **options: None)
    for moment, release in enumerate(["aaa", "bbb", "ccc"]):
        settings.STATIC_ROOT = tmp_path / release
        settings.STATIC_ROOT.mkdir()
        serving.collect_static()
        os.utime(tmp_path / f".{release}.done", (moment, moment))
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"bbb", "ccc"}


def test_static_files_are_collected_once(tmp_path, settings, monkeypatch):
    calls = []
    monkeypatch.setattr(management, "call_command", lambda *args, **options: calls.append(args))
    settings.STATIC_ROOT = tmp_path / "aaa"
    serving.collect_static()
    serving.collect_static()
    assert calls == [("collectstatic",)]
