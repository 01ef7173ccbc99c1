"""Passkeys (WebAuthn): a key in the phone or the PC that opens by a finger, a face or the device's own lock (SEC-02).

The device keeps the private half and signs what we ask with it, for our host name alone; we keep the public half. What
was asked waits in the session of whom it was asked, serves once and not for long.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from struct import error as TooShort

from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from banlanh.core.refusal import Refused

from .factors import ISSUER
from .models import Passkey

ASKED = "passkey_asked"  # in the session: the second since 1970, and what was asked
LASTS = 10 * 60  # seconds
VERIFIED = {"user_verification": UserVerificationRequirement.REQUIRED}
WRONG = (
    "Chưa nhận ra khóa truy cập này. Xin bấm lại; nếu vẫn chưa được, xin gõ sáu chữ số trên điện thoại. "
    "Khóa chỉ dùng được trên đúng máy, đúng địa chỉ trang đã lập nó."
)
# All that fido2 raises of an answer that is none, or is another's.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RuntimeError, TooShort)


@dataclass(frozen=True, slots=True)
class Asked:
    """What this browser was asked to sign, at which address; `state` is nothing where it was used, or is too old."""

    server: Fido2Server
    state: dict | None


@dataclass(frozen=True, slots=True)
class ProvenKey:
    """A key that signed what was asked, and how often it has signed."""

    credential: AttestedCredentialData
    counter: int

    @property
    def mark(self) -> str:
        return mark_of(self.credential)


def mark_of(credential: AttestedCredentialData) -> str:
    """By which the key is known again; its own number may be a thousand bytes long."""
    return sha256(credential.credential_id).hexdigest()


def server_of(request) -> Fido2Server:
    """Ours as this browser sees it: a key is made for one host name, and signs for one origin."""
    name, _ = split_domain_port(request.get_host())
    origin = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(name=ISSUER, id=name)
    return Fido2Server(entity, verify_origin=partial(constant_time_compare, origin))


def public_of(known: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(each.credential)) for each in known]


def ask_to_make(request) -> str:
    """What the browser is asked for a new key, as JSON. The key stays in its device: we look it up by its owner."""
    user = request.user
    number = salted_hmac("banlanh.accounts.passkey", str(user.pk), algorithm="sha256").digest()
    entity = PublicKeyCredentialUserEntity(id=number, name=user.username, display_name=user.full_name)
    rest = {"resident_key_requirement": ResidentKeyRequirement.DISCOURAGED} | VERIFIED
    options, state = server_of(request).register_begin(entity, public_of(user.passkeys.all()), **rest)
    remember(request, state)
    return json.dumps(dict(options.public_key))


def ask_to_show(request) -> str:
    """What the browser is asked of the person's keys, as JSON; nothing where they have none."""
    known = public_of(request.user.passkeys.all())
    if not known:
        return ""
    options, state = server_of(request).authenticate_begin(known, **VERIFIED)
    remember(request, state)
    return json.dumps(dict(options.public_key))


def remember(request, state: dict) -> None:
    request.session[ASKED] = [int(timezone.now().timestamp()), state]


def asked_of(request) -> Asked:
    """What this session was asked last, which from now on it was not."""
    since, state = request.session.pop(ASKED, (0, None))
    is_fresh = timezone.now().timestamp() - since <= LASTS
    return Asked(server_of(request), state if is_fresh else None)


def made(asked: Asked, answer: str) -> ProvenKey:
    """The new key that a browser made as it was asked. Raises `Refused`."""
    try:
        told = asked.server.register_complete(asked.state, json.loads(answer))
    except UNREADABLE:
        raise Refused(WRONG) from None
    credential = told.credential_data
    if credential is None or credential.public_key.ALGORITHM not in CoseKey.supported_algorithms():
        raise Refused(WRONG)
    return ProvenKey(credential, told.counter)


def shown(asked: Asked, known: list[AttestedCredentialData], answer: str) -> ProvenKey:
    """Which of the `known` keys signed what was asked. Raises `Refused`."""
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        credential = asked.server.authenticate_complete(asked.state, known, response)
    except UNREADABLE:
        raise Refused(WRONG) from None
    return ProvenKey(credential, response.response.authenticator_data.counter)
