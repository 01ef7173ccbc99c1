"""Signs the PDF of an issued report (PAdES B-B) with a key file, and finds out whether a signature still holds.

Nothing is asked of any network: no time stamp, no revocation. The library is an extra, imported only here.
"""

from importlib.util import find_spec
from io import BytesIO

from banlanh.core.refusal import Refused

FIELD = "ChuKy"
NO_LIBRARY = "Máy này chưa cài phần ký số. Xin cài thêm: pip install «banlanh[signing]»."
NO_KEY = "Không mở được tệp khóa. Xin xem lại tệp .p12 và mật khẩu của tệp."


def sign_pdf(content: bytes, *, key: bytes, passphrase: bytes) -> tuple[bytes, str]:
    """The PDF with one signature added behind its own bytes, and whose it is; `key` is a PKCS#12 file."""
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter
    except ImportError as missing:
        raise Refused(NO_LIBRARY) from missing
    signer = opened(signers.SimpleSigner, key, passphrase)
    meta = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    signed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), meta, signer=signer)
    return signed.getvalue(), signer.signing_cert.subject.human_friendly


def opened(kind, key: bytes, passphrase: bytes):
    try:
        signer = kind.load_pkcs12_data(key, other_certs=[], passphrase=passphrase)
    except (ValueError, OSError) as failure:
        raise Refused(NO_KEY) from failure
    if signer is None:
        raise Refused(NO_KEY)
    return signer


def holds(content: bytes) -> bool | None:
    """Whether every byte is as it was signed; None where this machine cannot tell.

    Whose key it was, a person tells from the certificate.
    """
    if find_spec("pyhanko") is None:
        return None
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        signatures = PdfFileReader(BytesIO(content)).embedded_signatures
        context = ValidationContext(allow_fetching=False, trust_roots=[each.signer_cert for each in signatures])
        found = [validate_pdf_signature(each, context) for each in signatures]
    except (PdfError, SignatureValidationError, ValueError):  # so broken that it cannot even be read
        return False
    return bool(found) and all(each.intact and each.valid for each in found)
