"""A village as large as the largest that a phone is promised to hold: 900 rows of registers, all of whom signed, and
twelve months of duties."""

from datetime import date
from itertools import product

from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.plans.tests import plan
from banlanh.pledges.actions import open_campaign, sign_list
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry

SINCE, ON = date(2026, 1, 1), date(2026, 11, 20)
TODAY = date(2026, 12, 23)  # the plan runs from January to December
OF_A_YEAR = plan.TEXT.replace("ngày 10 tháng 3 năm 2026", "ngày 02 tháng 01 năm 2026")
GIVEN = ("Páo", "Mỷ", "Sùng", "Dín", "Chúng", "Lan", "Hoa", "Minh", "Sơn", "Tủa")
NAMES = [" ".join(name) for name in product(("Giàng", "Lò", "Vàng", "Thào"), ("A", "Thị", "Seo"), GIVEN)]


def fill(village: Body, cell: Body, *, secretary: User, head: User) -> None:
    """200 households and 700 more, a campaign for each kind, every signature, and the duties of a year."""
    plan.published(village.commune, secretary, OF_A_YEAR)
    kinds = [("household", village, 200), ("establishment", village, 50), ("lineage", village, 50),
             ("prestige", village, 100), ("member", cell, 500)]  # fmt: skip
    added = [entry for kind, body, many in kinds for entry in register(kind, body, many)]
    entries = Entry.objects.filter(pk__in=added)
    for kind, body, _ in kinds:
        opened = campaign_for(kind, village.commune, secretary)
        signed = entries.filter(kind=kind).values_list("pk", flat=True)
        sign_list(id=uuid7(), campaign=opened, body=body, by=head, on=ON, entries=signed)


def register(kind: str, body: Body, many: int) -> list:
    rows = [
        Row(kind, body, SINCE.replace(day=1 + n % 28), NAMES[n * 7 % len(NAMES)],
            address=f"nhóm {n % 9}, nhà số {n}", phone=f"09{(n * 7919 + 104729 * n) % 10**8:08}")
        for n in range(many)
    ]  # fmt: skip
    return add_rows(rows, at=timezone.now())


def campaign_for(kind: str, commune, secretary: User):
    words = {"title": "Cam kết «Thôn không ma túy»", "text": "Gia đình tôi cam kết. " * 40, "version": "1"}
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "languages": ["vie"]}
    return open_campaign(id=uuid7(), commune=commune, by=secretary, signers=kind, **words, **days)
