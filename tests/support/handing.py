"""Work sealed to the server, as a phone seals it."""

import zlib

from cryptography.hazmat.primitives.asymmetric import ec

from banlanh.sync.handover import CURVE, INFO, MARK, SUITE, signed


def box(body: bytes, public: bytes, secret: bytes) -> bytes:
    server = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    return SUITE.encrypt(signed(body, secret) + zlib.compress(body), server, INFO)


def framed(*boxes: bytes) -> bytes:
    """As a file, or a run of codes, or a phone's own sending has them."""
    return MARK + b"".join(b"\1" + len(each).to_bytes(3) + each for each in boxes)
