"""Old Word files, .odt and .rtf: read where LibreOffice is, else a sentence says what to do."""

import http.server
import shutil
import subprocess
import threading

import pytest

from vanban import Unreadable, office, read
from vanban.tests.samples import PLAN
from vanban.tests.word_files import word_plan

LETTERHEAD = (
    ("ĐẢNG BỘ TỈNH NÚI XANH\nĐẢNG ỦY XÃ SUỐI LÀNH\n*\nSố 07-KH/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("", "Suối Lành, ngày 05 tháng 01 năm 2026"),
)
NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
RTF = rb"{\rtf1\ansi\ansicpg1258 1. Giao Cong an xa chu tri.\par 2. Cac thon lam.\par}"


def plan():
    body = PLAN[PLAN.index("KẾ HOẠCH") :].replace("T/M BAN", "**T/M BAN").replace("PHÓ BÍ THƯ", "PHÓ BÍ THƯ**")
    return word_plan(body.replace("- Lưu: VP.\n", "- Lưu: VP.\n\n"), lists="numbered", letterhead=LETTERHEAD)


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> str:
    """Of a LibreOffice that starts for the first time only once: that takes longer than a document."""
    return f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"


def converted(folder, profile, to):
    (folder / "plan.docx").write_bytes(plan())
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, folder / "plan.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"plan.{to.partition(':')[0]}"


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match="lưu lại thành"):
        office.docx_of(RTF)


@pytest.mark.libreoffice
@NEEDS_OFFICE
@pytest.mark.parametrize("to", ["odt", "rtf", "doc:MS Word 97", "pdf"])
def test_a_plan_reads_the_same_in_every_format(tmp_path, profile, to):
    expected = read(plan(), "plan.docx").as_json()
    assert expected["tasks"] and expected["letterhead"]["signer"]["name"]
    assert read(converted(tmp_path, profile, to)).as_json() == expected


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_a_broken_file_is_a_sentence():
    with pytest.raises(Unreadable, match="lưu lại thành"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000, "a.doc")


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_nothing_is_fetched_from_elsewhere():
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    server = http.server.HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/a"
        fetched = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}.png" \\d}}}}{{\*\template {address}.dotm}}'
        linked = rf'{{\field{{\*\fldinst INCLUDETEXT "{address}.rtf"}}}}\par}}'
        assert read(RTF[:-1] + fetched.encode() + linked.encode(), "a.rtf").clauses
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
