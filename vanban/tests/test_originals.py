"""Real documents as offices sent them read as well as their plain text; printed to PDF, they still do."""

import shutil
import subprocess

import pytest

from vanban import read
from vanban.tests.shared import GOLD, PLANS, gold, mean_f1, require_shared

ORIGINALS = sorted((GOLD.parent / "originals").glob("*.*"))
WORD_FILES = [path for path in ORIGINALS if path.suffix == ".docx"]
SLACK = 0.01


def scored(path, stem):
    return mean_f1(gold(stem), read(path).as_json())


@pytest.mark.parametrize("path", ORIGINALS or [None], ids=lambda path: path and path.name)
def test_an_original_reads_as_well_as_its_text(path):
    require_shared()
    assert scored(path, path.stem) >= scored(PLANS / f"{path.stem}.md", path.stem) - SLACK


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", WORD_FILES or [None], ids=lambda path: path and path.name)
def test_an_original_printed_to_pdf_reads_as_well(path, tmp_path):
    require_shared()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert scored(tmp_path / f"{path.stem}.pdf", path.stem) >= scored(path, path.stem) - SLACK
