"""Six digits that change every half minute (RFC 6238), and the printed codes that stand in for a lost phone.

The key that a phone shares with this machine is kept sealed to the row of its person (PROTECTION SEC-02).
"""

import secrets
from datetime import datetime

import pyotp
import segno
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from banlanh.sealing.crypto import seal, unseal

ISSUER = "Bản Lành"
EASY_TO_READ = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I: it is read from paper
PRINTED = 8
HALF = 5  # letters on each side of the dash: 50 random bits in both


def new_secret() -> str:
    return pyotp.random_base32()


def seal_secret(secret: str, owner: int) -> bytes:
    return seal(machine_key(), secret.encode(), about=place_of(owner))


def unseal_secret(sealed: bytes, owner: int) -> str:
    return unseal(machine_key(), sealed, about=place_of(owner)).decode()


def machine_key() -> bytes:
    return salted_hmac("banlanh.accounts.factor", "", secret=settings.FACTOR_KEY, algorithm="sha256").digest()


def place_of(owner: int) -> str:
    return f"accounts.factor of {owner}"


def step_told(secret: str, code: str, at: datetime) -> int | None:
    """The half minute whose digits these are: the present one or the one before; else nothing."""
    shown = pyotp.TOTP(secret)
    present = shown.timecode(at)
    steps = (present, present - 1)
    return next((step for step in steps if constant_time_compare(shown.generate_otp(step), code)), None)


def picture_of(secret: str, username: str) -> str:
    """A QR code as the address of a picture: a phone's app reads the key from it."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=3)


def in_groups(secret: str) -> str:
    """By four, as one types it from the screen."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_printed_codes() -> list[str]:
    """Each begins with its number, so that a guess is held against one of them and not against all."""
    return [f"{number}-{letters()}-{letters()}" for number in range(1, PRINTED + 1)]


def letters() -> str:
    return "".join(secrets.choice(EASY_TO_READ) for _ in range(HALF))
