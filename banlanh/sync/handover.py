"""What a phone gives to a colleague to carry: sealed to this server, and signed by the phone (PROTECTION SEC-40).

The words are 32 bytes of HMAC-SHA-256 under the phone's own secret, then the very body that the phone would post;
all of it in a box of libsodium to this server's public key. Who carries it can neither read it nor change it. Both keys
come from one data key, which the master key wraps: where there is no master key, nobody can be handed anything.
"""

import hmac
from base64 import b64encode
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from banlanh.core.refusal import Refused
from banlanh.sealing.actions import key_for
from banlanh.sealing.queries import HANDOVER

from .models import Device

SIZE = 32
DOES_NOT_OPEN = "Gói chuyển hộ này không mở được ở máy chủ này. Xin chuyển lại từ máy đã ghi."
CHANGED = "Gói chuyển hộ này không đúng là của máy đã ghi. Xin chuyển lại từ máy đó."


def given(device: Device) -> dict[str, str]:
    """What the phone seals to, and signs with; nothing where the sealed rooms are shut."""
    try:
        private = key_for(HANDOVER)
    except Refused:
        return {}
    keys = {"public": bytes(PrivateKey(private).public_key), "secret": secret_of(device, private)}
    return {name: b64encode(key).decode() for name, key in keys.items()}


def secret_of(device: Device, private: bytes) -> bytes:
    """Kept nowhere: it is worked out again each time."""
    return signed(f"secret of {device.pk}".encode(), private)


def signed(said: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, said, sha256).digest()


def opened(blob: bytes) -> tuple[bytes, bytes]:
    """The signature, and what the phone would have posted."""
    try:
        plain = SealedBox(PrivateKey(key_for(HANDOVER))).decrypt(blob)
    except (CryptoError, ValueError) as error:
        raise Refused(DOES_NOT_OPEN) from error
    return plain[:SIZE], plain[SIZE:]


def is_of(device: Device, signature: bytes, said: bytes) -> None:
    """Refuses what this phone did not sign."""
    if not hmac.compare_digest(signature, signed(said, secret_of(device, key_for(HANDOVER)))):
        raise Refused(CHANGED)
