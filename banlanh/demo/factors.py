"""The second factor of a demonstration, in which nobody has a phone of their own: codes that the command prints."""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from banlanh.accounts.factors import EASY_TO_READ, HALF, seal_secret
from banlanh.accounts.models import Factor, PrintedCode, User

from .chance import Today, draw

SECRET = "SUOILANHBINHYENSUOILANHBINHYEN23"  # for an authenticator app; nothing here is anybody's secret
MANY = 3  # each takes a quarter of a second to hash, and lasts a quarter of an hour
WITH_FACTOR = ("truongca", "congan", "yte", "bithu", "chutich")


def codes() -> list[str]:
    """Each works once for each person."""
    signs = ["".join(draw("printed code", number).choices(EASY_TO_READ, k=2 * HALF)) for number in range(MANY)]
    return [f"{number}-{each[:HALF]}-{each[HALF:]}" for number, each in enumerate(signs, start=1)]


def make_factors(users: dict[str, User], today: Today) -> None:
    """Hashed once for all, for hashing is slow on purpose."""
    hashes = [make_password(code) for code in codes()]
    for username in WITH_FACTOR:
        user = users[username]
        sealed = seal_secret(SECRET, user.pk)
        factor = Factor.objects.create(user=user, sealed=sealed, last_step=0, since=today.moment)
        PrintedCode.objects.bulk_create(printed(factor, hashes))


def printed(factor: Factor, hashes: Iterable[str]) -> list[PrintedCode]:
    return [PrintedCode(factor=factor, number=number, code_hash=each) for number, each in enumerate(hashes, start=1)]
