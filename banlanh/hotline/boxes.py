"""How words are sealed to people and not to the server (PROTECTION SEC-25).

The words are sealed by a key of their own, and that key to the public key of each recipient (X25519, a sealed box). The
private key lies wrapped by a key that Argon2id makes from a passphrase; nobody but the recipient knows it.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id

from banlanh.sealing.crypto import Broken, new_key, seal, unseal

SALT, SIZE = argon2id.SALTBYTES, 32


@dataclass(frozen=True, slots=True)
class Lock:
    """A private key behind a passphrase, and what it took to put it there."""

    wrapped: bytes
    salt: bytes
    rounds: int
    memory: int


def slow(secret: str, salt: bytes, rounds: int, memory: int) -> bytes:
    return argon2id.kdf(SIZE, secret.encode(), salt, opslimit=rounds, memlimit=memory)


def new_private() -> bytes:
    return bytes(PrivateKey.generate())


def public_of(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def locked(private: bytes, passphrase: str, *, about: str) -> Lock:
    salt, rounds, memory = os.urandom(SALT), settings.TIP_KEY_ROUNDS, settings.TIP_KEY_MEMORY
    wrapped = seal(slow(passphrase, salt, rounds, memory), private, about=about, step=1)
    return Lock(wrapped, salt, rounds, memory)


def unlocked(lock: Lock, passphrase: str, *, about: str) -> bytes:
    """The private key. Raises `Broken` where the passphrase is another one."""
    return unseal(slow(passphrase, lock.salt, lock.rounds, lock.memory), lock.wrapped, about=about)


def sealed(said: dict[str, str], publics: Iterable[bytes], *, about: str) -> tuple[bytes, list[bytes]]:
    """What was said, sealed; and its key sealed to each of these public keys, in their order."""
    key = new_key()
    words = seal(key, json.dumps(said, ensure_ascii=False).encode(), about=about)
    return words, [key_to(key, public) for public in publics]


def key_to(key: bytes, public: bytes) -> bytes:
    return SealedBox(PublicKey(public)).encrypt(key)


def key_in(envelope: bytes, private: bytes) -> bytes:
    try:
        return SealedBox(PrivateKey(private)).decrypt(envelope)
    except CryptoError as error:
        raise Broken("Sealed to somebody else.") from error


def opened(words: bytes, envelope: bytes, private: bytes, *, about: str) -> dict[str, Any]:
    return json.loads(unseal(key_in(envelope, private), words, about=about))
