"""The PDF of a report, signed with a key of the test's own making."""

import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from banlanh import cli
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.reports.actions import made_again
from banlanh.reports.management.commands import sign_report
from banlanh.reports.models import SignedReport
from banlanh.reports.signing import NO_KEY, NO_LIBRARY, holds, sign_pdf
from tests.system.pages import text_of
from vanban.document import Document, Head, Paragraph, Signature
from vanban.profiles import HD05
from vanban.writing import write_pdf

from .life import issued

PASSPHRASE = b"khoa thu nghiem"
HERE = "/bao-cao/ky/2026-11/"


@pytest.fixture(scope="module")
def key() -> bytes:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Chi bộ thử")]), datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    made = made.serial_number(7).not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=400))
    certificate = made.add_extension(usage, critical=True).sign(private, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"thu", private, certificate, None, BestAvailableEncryption(PASSPHRASE)
    )


@pytest.fixture(scope="module")
def paper() -> bytes:
    head = Head("Đảng bộ xã Suối Lành", "Chi bộ Công an xã", "7", "BC/CB", "Suối Lành", date(2026, 11, 24))
    blocks = (Paragraph("Không có việc nào quá hạn."),)
    return write_pdf(Document(HD05, head, "BÁO CÁO", "Kết quả", blocks, Signature(None, "BÍ THƯ", None), ("Lưu",)))


def test_what_is_signed_holds_and_the_paper_s_own_bytes_stand_in_front_unchanged(key, paper):
    signed, whose = sign_pdf(paper, key=key, passphrase=PASSPHRASE)
    assert holds(signed) and "Chi bộ thử" in whose
    assert signed.startswith(paper) and b"ETSI.CAdES.detached" in signed


def test_a_changed_byte_is_found(key, paper):
    signed, _ = sign_pdf(paper, key=key, passphrase=PASSPHRASE)
    at = paper.index(b"stream\n") + 40
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not holds(changed)
    assert not holds(paper), "what nobody signed has no signature that holds"


@pytest.mark.parametrize(
    ("change", "passphrase"), [(lambda key: key, b"sai"), (lambda key: b"khong la khoa", PASSPHRASE)]
)
def test_a_key_that_does_not_open_is_refused_with_what_to_do(key, paper, change, passphrase):
    with pytest.raises(Refused, match=NO_KEY):
        sign_pdf(paper, key=change(key), passphrase=passphrase)


def test_without_the_library_it_says_what_to_install(paper, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(Refused) as refusal:
        sign_pdf(paper, key=b"", passphrase=b"")
    assert str(refusal.value) == NO_LIBRARY


# --- the issued report ----------------------------------------------------------------------------------------


@pytest.fixture
def command(key, tmp_path, monkeypatch):
    """`banlanh report sign`, with what is typed when it asks."""
    (tmp_path / "khoa.p12").write_bytes(key)

    def run(passphrase: bytes = PASSPHRASE) -> int:
        monkeypatch.setattr(sign_report, "getpass", lambda _: passphrase.decode())
        named = ["--key", str(tmp_path / "khoa.p12"), "--out", str(tmp_path / "ky.pdf")]
        return cli.main(["report", "sign", "--month", "2026-11", *named])

    return run


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("near_the_cut_off", "plan")
class TestTheIssuedReport:
    @pytest.fixture
    def paper(self, commune, november, secretary):
        return issued(commune, november, secretary)

    def test_it_is_signed_beside_the_frozen_bytes_which_stay(self, paper, command, tmp_path, client, secretary):
        before = bytes(paper.content)
        assert command() == command() == cli.DONE
        signed = SignedReport.objects.get()
        paper.refresh_from_db()
        assert holds(bytes(signed.content)) and (tmp_path / "ky.pdf").read_bytes() == bytes(signed.content)
        assert bytes(paper.content) == before == made_again(paper)
        assert Event.objects.filter(verb="report.signed", by=None).count() == 1
        client.force_login(secretary)
        shown = client.get(HERE).content.decode()
        assert "chữ ký còn nguyên" in text_of(shown) and "Chi bộ thử" in shown
        address = f"{HERE}ky-so/{signed.pk}/"
        assert address in shown and client.get(address).content == bytes(signed.content)

    def test_a_copy_whose_bytes_were_changed_is_told(self, paper, client, secretary):
        SignedReport.objects.create(issued=paper, whose="Chi bộ thử", content=b"%PDF-1.7 khac")
        client.force_login(secretary)
        assert "chữ ký không khớp tệp" in text_of(client.get(HERE).content.decode())

    def test_a_wrong_passphrase_signs_nothing(self, paper, command, tmp_path, capsys):
        assert command(b"sai") == cli.FAILED
        assert NO_KEY in capsys.readouterr().err
        assert not SignedReport.objects.exists() and not (tmp_path / "ky.pdf").exists()

    def test_what_was_not_issued_is_not_signed(self, commune, command, capsys):
        assert command() == cli.FAILED
        assert "chưa ban hành nên chưa có gì để ký" in capsys.readouterr().err

    def test_a_copy_that_is_not_there_leads_back_to_the_report(self, paper, client, secretary):
        client.force_login(secretary)
        answer = client.get(f"{HERE}ky-so/{paper.pk}/", follow=True)
        assert answer.status_code == 200 and "không có bản ký số ấy" in text_of(answer.content.decode())
