"""What the phones of a release send, as it was recorded then, and whom and what it speaks of in a test's commune."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from banlanh.accounts.models import User
from banlanh.places.models import Place
from banlanh.plans.models import Duty
from banlanh.plans.tests import plan
from banlanh.registers.models import Entry
from banlanh.situation.tests import made
from tests.support.commune import appoint, body_of

RELEASES = sorted(Path(__file__).with_name("recorded").glob("*.json"))
OTHERS = {
    "dinh": ("R6", "Chi bộ Nà Lìn"),
    "mai": ("R9", "Trường Tiểu học Suối Lành"),
    "chinh": ("R13", "Ban Chỉ huy Quân sự xã"),
    "son": ("R3", "Công an xã"),
    "mo": ("R8", "Hội Phụ nữ"),
}


def said_in(release: Path) -> list[dict]:
    return json.loads(release.read_text("utf-8"))["operations"]


def appoint_others(commune: Place) -> dict[str, User]:
    """Beside Lan and Minh, everybody whose phone sends something."""
    return {name: appoint(name, name.title(), role, body_of(commune, body)) for name, (role, body) in OTHERS.items()}


def meaning(commune: Place, people: Mapping[str, User], *, campaign, household: Entry, **others) -> Callable:
    """What a recorded id stands for in this commune."""
    plan.published(commune, people["minh"])
    known = others | {
        "campaign": campaign.pk,
        "household": household.pk,
        "route": made.route(commune, people["son"]).pk,
        "inn": made.establishment(body_of(commune, "Thôn Nà Lìn"), "Homestay Suối Lành").pk,
        "duty": Duty.objects.filter(task__kind="", starts_on__lte="2026-11-23").latest("starts_on").pk,
    }

    def real(value):
        if isinstance(value, list):
            return [real(each) for each in value]
        name = value.removeprefix("$")
        return value if name == value else str(known[name] if name in known else body_of(commune, name).pk)

    return real
