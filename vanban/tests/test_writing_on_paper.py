"""What LibreOffice prints of our .docx is, page for page, what our PDF says."""

import shutil
import subprocess

import pytest
from pypdf import PdfReader

from vanban.profiles import HD05, HD36, ND30
from vanban.tests.examples import EXAMPLES
from vanban.tests.paper import LONG_TEXT, read, squeezed
from vanban.tests.written import HARD_LETTERS, sample, texts
from vanban.writing import write_docx

pytestmark = pytest.mark.libreoffice

DOCUMENTS = {name: make() for name, make in EXAMPLES.items()} | {
    f"{profile.code}-{count}": sample(profile, blocks=(*sample().blocks[:-1], *LONG_TEXT[:count], sample().blocks[-1]))
    for profile in (HD36, HD05, ND30)
    for count in (3, 20, 35)
}


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    """Every document as LibreOffice prints it; one start of it for all."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so nothing can be printed here")
    folder = tmp_path_factory.mktemp("printed")
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(write_docx(document))
    own_settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [soffice, own_settings, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=300)
    return {name: PdfReader(folder / f"{name}.pdf") for name in DOCUMENTS}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_print_the_same_words_on_the_same_pages(by_libreoffice, name):
    ours, theirs = (
        [squeezed(page.extract_text()) for page in pdf.pages] for pdf in (read(DOCUMENTS[name]), by_libreoffice[name])
    )
    assert theirs == ours


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_use_the_same_paper(by_libreoffice, name):
    ours, theirs = (
        [[round(float(side)) for side in page.mediabox[2:]] for page in pdf.pages]
        for pdf in (read(DOCUMENTS[name]), by_libreoffice[name])
    )
    assert theirs == ours


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_is_printed_and_pages_after_the_first_are_numbered(by_libreoffice, name):
    pages = [squeezed(page.extract_text()) for page in by_libreoffice[name].pages]
    for text in texts(DOCUMENTS[name]):
        assert squeezed(text) in "".join([pages[0], *(page.lstrip("23") for page in pages[1:])])
    if not DOCUMENTS[name].appendices:
        assert [page[:1] for page in pages] == [page[:1] for page in (pages[0], *"23456")][: len(pages)]
    if name not in EXAMPLES:
        assert squeezed(HARD_LETTERS) in pages[0]
