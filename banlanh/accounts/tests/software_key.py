"""A passkey made of software: what a phone would answer, right or wrong in one place at a time."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST, ORIGIN = "testserver", "http://testserver"
PRESENT, VERIFIED, ATTESTED = (AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV, AuthenticatorData.FLAG.AT)


@dataclass
class SoftwareKey:
    """Signs whatever it is asked; `counter` is how often it says that it has signed."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: token_bytes(32))
    counter: int = 0
    host: str = HOST
    origin: str = ORIGIN
    is_verified: bool = True

    def make(self, asked: str) -> str:
        """Its answer to `asked`, the options of a new key as JSON."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.number, public)
        made = AttestationObject.create("none", self.signed(ATTESTED, credential), {})
        return self.answer(attestationObject=made, clientDataJSON=self.client(asked, "webauthn.create"))

    def show(self, asked: str) -> str:
        """Its answer to `asked`, the options of a key that is known."""
        client, signed = self.client(asked, "webauthn.get"), self.signed(0)
        signature = self.private.sign(signed + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self.answer(authenticatorData=signed, clientDataJSON=client, signature=signature)

    def client(self, asked: str, kind: str) -> bytes:
        challenge = websafe_decode(json.loads(asked)["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin)

    def signed(self, flags: int, credential: bytes = b"") -> bytes:
        flags |= PRESENT | (VERIFIED if self.is_verified else 0)
        return AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, self.counter, credential)

    def answer(self, **response: bytes) -> str:
        number = websafe_encode(self.number)
        said = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": said})
