"""The gate for files, and how they are kept and given out (SEC-46, SEC-50)."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from banlanh.core.refusal import Refused
from banlanh.records.actions import attach
from banlanh.records.files import MOST_BYTES, fingerprint, kind_of_file
from banlanh.records.models import Attachment

from .uploads import DOCX, EXE, JPG, PDF, PNG, WEBP, XLSX, archive, upload

GOOD = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX, "jpg": JPG, "jpeg": JPG, "png": PNG, "webp": WEBP}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("name", ["biên bản.{}", "BIEN BAN.{}", "bao.cao.thang.11.{}"])
def test_each_kind_is_known_by_its_bytes(kind, name):
    assert kind_of_file(name.format(kind), GOOD[kind]) == kind
    assert kind_of_file(name.format(kind).upper(), GOOD[kind]) == kind


@pytest.mark.parametrize("pretended", GOOD)
@pytest.mark.parametrize("content", [EXE, b"", b"<script>alert(1)</script>", b"xin chao"])
def test_a_renamed_file_is_refused_with_what_to_do(pretended, content):
    with pytest.raises(Refused, match=rf"không đúng là \.{pretended}. Xin mở tệp ra xem"):
        kind_of_file(f"báo cáo.{pretended}", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", DOCX),
        ("a.docx", PDF),
        ("a.docx", XLSX),
        ("a.xlsx", DOCX),
        ("a.docx", archive("chuong-trinh.exe")),
        ("a.png", JPG),
        ("a.webp", b"RIFF\x24\x00\x00\x00WAVEfmt "),
    ],
)
def test_one_kind_does_not_pass_for_another(name, content):
    with pytest.raises(Refused, match="không đúng là"):
        kind_of_file(name, content)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.docm", "a.doc", "a.zip", "a.pdf.exe", "pdf", "", ".pdf"]
)
def test_other_kinds_are_refused_with_those_that_are_taken(name):
    with pytest.raises(Refused, match=r"Xin gửi PDF, Word \(\.docx\), Excel \(\.xlsx\) hoặc ảnh"):
        kind_of_file(name, PDF)


@pytest.mark.parametrize(("name", "main"), [("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")])
def test_a_document_with_macros_is_refused(name, main):
    with pytest.raises(Refused, match="có macro"):
        kind_of_file(name, archive(main, "word/vbaProject.bin"))


def test_ten_megabytes_are_taken_and_a_byte_more_is_not():
    assert kind_of_file("a.pdf", PDF.ljust(MOST_BYTES)) == "pdf"
    with pytest.raises(Refused, match="quá 10 MB"):
        kind_of_file("a.pdf", PDF.ljust(MOST_BYTES + 1))


# --- kept ------------------------------------------------------------------------------------------


@pytest.fixture
def attachment(village, lan) -> Attachment:
    return attach(upload("biên bản họp thôn.pdf"), owner=uuid4(), body=village, by=lan)


def test_a_file_is_kept_under_a_name_that_nobody_can_guess(attachment):
    stored = Path(attachment.file.name)
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", stored.name)
    assert stored.parts[0] == "attachments" and ".." not in stored.parts


def test_what_is_known_of_a_file(attachment, lan, village):
    attachment.refresh_from_db()
    assert (attachment.name, attachment.kind, attachment.size) == ("biên bản họp thôn.pdf", "pdf", len(PDF))
    assert (attachment.sha256, attachment.attached_by, attachment.body) == (fingerprint(PDF), lan, village)


def test_the_same_file_of_the_same_owner_is_kept_once(attachment, village, lan):
    again = attach(upload("bản khác.pdf"), owner=attachment.owner, body=village, by=lan)
    other = attach(upload(), owner=uuid4(), body=village, by=lan)
    assert again == attachment and other != attachment


@pytest.mark.parametrize("name", ["../../../etc/passwd.pdf", "/etc/x.pdf", "a\\b\\c.pdf", f"{'đ' * 300}.pdf"])
def test_no_name_leads_out_of_the_folder(village, lan, name):
    kept = attach(upload(name), owner=uuid4(), body=village, by=lan)
    kept.refresh_from_db()
    assert "/" not in kept.name and len(kept.name) <= 160 and kept.name.endswith(".pdf")
    assert re.fullmatch(r"attachments/\d{4}/\d\d/[0-9a-f]{32}\.pdf", kept.file.name)


# --- given out -------------------------------------------------------------------------------------


def download(browser, attachment):
    return browser.get(reverse("records:attachment", args=[attachment.pk]))


def test_a_file_comes_as_a_download_and_never_runs(attachment, lan, browser_of):
    response = download(browser_of(lan), attachment)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("minh", 200), ("hoa", 404)])
def test_who_may_fetch_a_file_of_nà_lìn(attachment, request, browser_of, who, status):
    response = download(browser_of(request.getfixturevalue(who)), attachment)
    assert response.status_code == status
    assert status == 404 or response.content == PDF


def test_a_stranger_is_asked_to_sign_in_and_a_guessed_address_is_nothing(attachment, client, browser_of, lan):
    assert download(client, attachment).status_code == 302
    assert browser_of(lan).get(reverse("records:attachment", args=[uuid4()])).status_code == 404
    assert browser_of(lan).get(f"/{attachment.file.name}").status_code == 404
