"""The month's report as the office prints it: every word and figure in order, on few pages."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from django.test import Client
from pypdf import PdfReader

from banlanh.accounts.models import User
from banlanh.reports.drafting import monthly_report
from vanban.document import Heading, Table

pytestmark = [pytest.mark.libreoffice, pytest.mark.django_db(databases="__all__")]

FIGURE = re.compile(r"\d[\d.]*/\d[\d.]* \([\d,]+%\)")


@pytest.fixture
def pages(demo, tmp_path) -> list[str]:
    """The text of each page of the file that the button on the report's page gives, printed by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so nothing can be printed here")
    client = Client()
    client.force_login(User.objects.get(username="bithu"))
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(client.get("/bao-cao/ky/2026-11/tep/docx/").content)
    own_settings = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [soffice, own_settings, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [page.extract_text() for page in PdfReader(file.with_suffix(".pdf")).pages]


def test_the_month_s_report_prints_on_few_pages_with_every_heading_and_figure_in_order(demo, pages):
    document, printed = monthly_report(demo, date(2026, 11, 1)), squeezed(" ".join(pages))

    assert 2 <= len(pages) <= 11, "with both appendices"
    assert "\ufffd" not in printed
    assert squeezed("ĐẢNG CỘNG SẢN VIỆT NAM") in squeezed(pages[0])
    stand_in_order(headings(document), printed)
    stand_in_order(figures(document), printed)
    stand_in_order(["T/M CHI BỘ", "BÍ THƯ", document.signature.name], printed)


def headings(document) -> list[str]:
    found = [block.text for block in document.blocks if isinstance(block, Heading)]
    sections = ["I", "II", *map(str, range(1, 12)), "III", "IV"]
    assert [text.split(".")[0] for text in found] == sections
    return [document.kind, document.title, *found]


def figures(document) -> list[str]:
    """The figures of the sentences, and every row of the table."""
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [" ".join(row) for row in block.rows]
        else:
            found += FIGURE.findall(getattr(block, "text", ""))
    assert len(found) > 5
    return found


def stand_in_order(texts: list[str], printed: str) -> None:
    place = 0
    for text in texts:
        found = printed.find(squeezed(text), place)
        assert found >= 0, f"«{text}» is not where it should be"
        place = found + 1


def squeezed(text: str) -> str:
    """Without spaces: a justified line has as many as it likes."""
    return re.sub(r"\s", "", text)
