"""When the own villages' loudspeakers play: one tap on a phone says that they did."""

from collections.abc import Iterator
from datetime import date

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.sync.registry import bodies_held, section

from .models import PlannedAiring


@section("slots", data=Data.WORK, rooms=lambda: {"outreach"})
def slots(user: User, on: date) -> Iterator[dict]:
    planned = PlannedAiring.objects.visible_to(user.reach).filter(body__in=bodies_held(user)).between(on, date.max)
    for each in planned:
        days = {"from": f"{each.starts_on}", "to": f"{each.ends_on}" if each.ends_on else ""}
        said = {"weekday": each.weekday, "slot": each.slot, "languages": each.languages, "minutes": each.minutes}
        yield {"id": str(each.pk), "body": each.body_id} | said | days
