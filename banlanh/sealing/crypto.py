"""AES-256-GCM as the sealed rooms use it (PROTECTION SEC-20; NIST SP 800-38D).

A sealed text is: one byte that names the algorithm, 12 random bytes, the ciphertext with its tag. What it is about goes
in as associated data, so that it opens nowhere but where it was sealed; its length tells nothing finer than a step.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

AES_256_GCM = b"\x01"
NONCE, LENGTH, STEP = 12, 4, 256


class Broken(Exception):
    """What was sealed does not open: changed, moved to another place, or sealed with another key."""


def new_key() -> bytes:
    return AESGCM.generate_key(256)


def seal(key: bytes, plain: bytes, *, about: str, step: int = STEP) -> bytes:
    """`plain`, padded to a multiple of `step` bytes and sealed to the place that `about` names."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, pad(plain, step), AES_256_GCM + about.encode())
    return AES_256_GCM + nonce + sealed


def unseal(key: bytes, sealed: bytes, *, about: str) -> bytes:
    """What `seal` was given. Raises `Broken`, and never returns anything else."""
    algorithm, nonce, rest = sealed[:1], sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    if algorithm != AES_256_GCM:
        raise Broken(f"No algorithm is named {algorithm!r}.")
    try:
        return unpad(AESGCM(key).decrypt(nonce, rest, algorithm + about.encode()))
    except (InvalidTag, ValueError) as error:
        raise Broken("Sealed for another place, or changed since.") from error


def pad(plain: bytes, step: int) -> bytes:
    said = len(plain).to_bytes(LENGTH, "big") + plain
    return said + bytes(-len(said) % step)


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH], "big")
    return padded[LENGTH : LENGTH + length]
