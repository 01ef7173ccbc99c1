"""What a phone seals to this server: signed by the phone, opened by nobody else (PROTECTION SEC-39, SEC-40; ADR 26).

A box is HPKE (RFC 9180, base mode) to this server's public key. In it lie 32 bytes of HMAC-SHA-256 under the phone's
own secret, then the very body that the phone would post, squeezed where the browser can. Who carries it can neither
read it nor change it. All keys come from one data key, which the master key wraps: without one none are given.
"""

import hmac
import zlib
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from banlanh.core.refusal import Refused
from banlanh.sealing.actions import key_for
from banlanh.sealing.queries import HANDOVER

from .models import Device
from .rules import MOST_AT_ONCE, MOST_BYTES

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
CURVE = ec.SECP256R1()
INFO = b"banlanh hand-over 1"  # named in every box: what is sealed for something else opens no box
PICTURE = b"banlanh picture 1"
NONCE, OVERHEAD = 12, 28  # bytes before a sealed picture, and what it is larger than the open one
MARK, HEAD = b"BLH1", 4  # before the first box; before each, how many operations it says to hold, and its length
SIZE = 32
NO_BOXES = "Đây không phải gói chuyển hộ, hoặc gói bị cắt. Xin chuyển lại từ máy đã ghi."
TOO_MANY = f"Mỗi lần gửi tối đa {MOST_AT_ONCE} gói. Xin gửi làm nhiều lần."
DOES_NOT_OPEN = "Gói chuyển hộ này không mở được ở máy chủ này. Xin chuyển lại từ máy đã ghi."
CHANGED = "Gói chuyển hộ này không đúng là của máy đã ghi. Xin chuyển lại từ máy đó."


class Shut(Refused):
    """The sealed rooms are shut: nothing was looked at, and phones keep all."""


def own_key() -> bytes:
    try:
        return key_for(HANDOVER)
    except Refused as refused:
        raise Shut(str(refused)) from refused


def given(device: Device) -> dict[str, str]:
    """What the phone seals to, and signs with; nothing where the sealed rooms are shut."""
    try:
        key = own_key()
    except Refused:
        return {}
    public = private_in(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        name: b64encode(each).decode() for name, each in {"public": public, "secret": secret_of(device, key)}.items()
    }


def private_in(key: bytes) -> ec.EllipticCurvePrivateKey:
    """Of far more bits than the curve has, so that no number of it is likelier than another (FIPS 186-5, A.2.1)."""
    spread = int.from_bytes(HKDF(SHA256(), 48, None, INFO).derive(key))
    return ec.derive_private_key(spread % (CURVE.group_order - 1) + 1, CURVE)


def secret_of(device: Device, key: bytes) -> bytes:
    """Kept nowhere: it is worked out again each time."""
    return signed(f"secret of {device.pk}".encode(), key)


def signed(said: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, said, sha256).digest()


def boxes_in(body: bytes) -> list[bytes]:
    """One behind the other, as a file or a run of codes holds them, too."""
    if not body.startswith(MARK) or len(body) > MOST_BYTES:
        raise Refused(NO_BOXES)
    found = list(cut(body[len(MARK) :]))
    if len(found) > MOST_AT_ONCE:
        raise Refused(TOO_MANY)
    return found


def cut(rest: bytes) -> Iterator[bytes]:
    while rest:
        end = HEAD + int.from_bytes(rest[1:HEAD])
        if len(rest) < end:
            raise Refused(NO_BOXES)
        yield rest[HEAD:end]
        rest = rest[end:]


def opened(box: bytes, key: bytes) -> tuple[bytes, bytes]:
    """The signature, and what the phone would have posted."""
    try:
        plain = SUITE.decrypt(box, private_in(key), INFO)
        return plain[:SIZE], unsqueezed(plain[SIZE:])
    except (InvalidTag, zlib.error) as error:
        raise Refused(DOES_NOT_OPEN) from error


def picture(box: bytes, sealed: bytes, key: bytes) -> bytes:
    """A photograph whose own key lies in the box: the phone keeps it once, and its owner reads it behind the PIN."""
    try:
        own = AESGCM(SUITE.decrypt(box, private_in(key), PICTURE))
        return own.decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except (InvalidTag, ValueError) as error:
        raise Refused(DOES_NOT_OPEN) from error


def unsqueezed(said: bytes) -> bytes:
    """Never more than what is read of a phone at once, however small it was squeezed."""
    return said if said.startswith(b"{") else zlib.decompressobj().decompress(said, MOST_BYTES + 1)


def is_of(device: Device, signature: bytes, said: bytes, key: bytes) -> None:
    """Refuses what this phone did not sign."""
    if not hmac.compare_digest(signature, signed(said, secret_of(device, key))):
        raise Refused(CHANGED)
