"""What a phone holds of the people whom its owner helps: the one deviation from what goes to phones (docs/adr/0031)."""

from datetime import date

from django.db import DatabaseError

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.sync.registry import section

from . import pocket


@section("cards", data=Data.CARE_CARD, rooms=lambda: ())
def cards(user: User, on: date) -> list[dict]:
    """Which cards the phone may go on holding; where the sealed rooms cannot be asked none, and all else goes on."""
    try:
        return [{"id": pocket.sign_of(person)} for person in pocket.taken_by(user)]
    except DatabaseError:
        return []
