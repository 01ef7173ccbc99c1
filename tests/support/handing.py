"""Work and pictures sealed to the server, as a phone seals them."""

import os
import zlib

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from banlanh.sync.handover import CURVE, INFO, MARK, NONCE, PICTURE, SUITE, signed


def box(body: bytes, public: bytes, secret: bytes) -> bytes:
    return SUITE.encrypt(signed(body, secret) + zlib.compress(body), key_in(public), INFO)


def sealed_picture(clear: bytes, public: bytes) -> tuple[bytes, bytes]:
    """The picture under a key of its own, and the box with that key."""
    own, nonce = AESGCM.generate_key(128), os.urandom(NONCE)
    return nonce + AESGCM(own).encrypt(nonce, clear, None), SUITE.encrypt(own, key_in(public), PICTURE)


def key_in(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)


def framed(*boxes: bytes) -> bytes:
    """As a file, or a run of codes, or a phone's own sending has them."""
    return MARK + b"".join(b"\1" + len(each).to_bytes(3) + each for each in boxes)
