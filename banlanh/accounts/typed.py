"""What somebody was sending when they were asked who they are: it goes on with them, and opens for them alone.

It waits in the page that asks, not here; sealed, because whoever sits at the machine now may be somebody else.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from banlanh.sealing.crypto import Broken, seal, unseal

# What a person types afresh each time: no password waits in a page, not even sealed.
NEVER = frozenset({"csrfmiddlewaretoken", "current", "password", "again", "old", "passphrase", "credential"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A request that waits: where to, and the fields of a form in their order; files cannot wait."""

    path: str
    is_form: bool = False
    had_files: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def carry(request, owner: int) -> str:
    """What `request` asked for, to be put into the form that asks who it is; only `owner` gets it back."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER]
    typed = [request.get_full_path(), request.method == "POST", bool(request.FILES), fields]
    return urlsafe_b64encode(seal(key(), json.dumps(typed).encode(), about=place_of(owner))).decode()


def carried(word: str, owner: int) -> Typed | None:
    """What was carried for `owner`; nothing where it is somebody else's, or nobody's."""
    try:
        path, is_form, had_files, fields = json.loads(unseal(key(), urlsafe_b64decode(word), about=place_of(owner)))
    except (Broken, ValueError):
        return None
    return Typed(path, is_form, had_files, tuple((name, value) for name, value in fields))


def key() -> bytes:
    return salted_hmac("banlanh.accounts.typed", "", algorithm="sha256").digest()


def place_of(owner: int) -> str:
    return f"accounts.typed by {owner}"
