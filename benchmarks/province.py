"""A province to measure in: copies of the demonstration commune, each with its plan, its duties and their records, a
register of 5,051 households, eight heads of three villages each, and a secretary.

Written sideways, by bulk inserts, as the demonstration's own history is.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice, product

VILLAGES, HOUSEHOLDS, ON_A_SHEET, AT_ONCE = 24, 5_051, 15, 2_000
HEADS, OF_A_HEAD = 8, 3  # heads of villages, and how many villages each answers for
PASSWORD = "mat khau de nho"
SINCE = date(2024, 1, 1)
# What is copied, each behind what it points at. People stay the demonstration's.
COPIED = (
    *("places.Place", "places.Body", "plans.Plan", "plans.Clause", "plans.Target", "plans.Task"),
    *("plans.Duty", "plans.Step", "documents.IssuedDocument", "documents.Resolution", "outreach.Airing"),
)
SURNAMES = "Nguyễn Lò Giàng Vàng Sùng Hoàng Tẩn Lý Má Thào Lù Phàn Chảo Bàn Triệu Nông"
MIDDLE = "Văn Thị A Seo Láo Xuân Minh Thu"
GIVEN = "Á Pản Ín Páo Lìn Sử Dín Chẩn Hoa Tủa Khé Mỷ An Ân Bình Châu Dung Đức Giang Hạnh Khánh Lan Mai Nam Oanh"
NAMES = [" ".join(parts) for parts in product(*map(str.split, (SURNAMES, MIDDLE, GIVEN)))]


@dataclass
class Commune:
    """What those who measure have to know of one commune: names to sign in with, and what is there to sign."""

    number: int
    place: int
    campaign: str = ""
    before: str = ""  # the campaign of the year before
    villages: list[int] = field(default_factory=list)
    entries: dict[int, list[str]] = field(default_factory=dict)  # of a village

    @property
    def secretary(self) -> str:
        return f"bithu{self.number}"

    def head(self, number: int) -> str:
        return f"truongthon{self.number}-{number}"

    def of_head(self, number: int) -> list[int]:
        return self.villages[number * OF_A_HEAD : (number + 1) * OF_A_HEAD]


def make_commune(number: int, households: int = HOUSEHOLDS, within: int = VILLAGES) -> Commune:
    """One more copy of the demonstration commune, its households spread over so many of its villages."""
    from django.db import transaction

    with transaction.atomic():
        place, bodies = copy_of_the_demonstration(f"Xã số {number}")
        made = Commune(number, place.pk, villages=[body.pk for body in bodies if body.is_village][:VILLAGES])
        register(made, {body.pk: body for body in bodies}, [made.villages[at % within] for at in range(households)])
        secretary = appoint_people(made, bodies)
        made.before, made.campaign = (open_campaign(place, secretary, year) for year in last_year_and_this())
    return made


# --- the copy -------------------------------------------------------------------------------------------------


def copy_of_the_demonstration(name: str) -> tuple:
    from django.apps import apps

    from banlanh.demo.queries import demo_commune
    from banlanh.places.models import Body, Place

    demo = demo_commune()
    place = Place.objects.create(kind=demo.kind, name=name, parent=demo.parent)
    known = {(Place, demo.pk): place.pk}
    for model in map(apps.get_model, COPIED):
        rows = list(of_commune(model, demo))
        new = model.objects.bulk_create((copied(row, known) for row in rows), batch_size=AT_ONCE)
        known |= {(model, row.pk): copy.pk for row, copy in zip(rows, new, strict=True)}
    share_tasks(known)
    return place, list(Body.objects.filter(commune=place))


def of_commune(model, demo):
    names = {each.name for each in model._meta.concrete_fields}
    way = next(way for way in ("commune", "plan", "duty", "parent") if way in names)
    return model.objects.filter(**{f"{way}__commune" if way in ("plan", "duty") else way: demo}).order_by("pk")


def copied(row, known: dict):
    """A new object like `row`, which points at the copies of what it points at."""
    from banlanh.core.ids import uuid7

    model, values = type(row), {}
    for each in model._meta.concrete_fields:
        value = getattr(row, each.attname)
        values[each.attname] = known.get((each.related_model, value), value) if each.is_relation else value
    values[model._meta.pk.attname] = uuid7() if model._meta.pk.get_internal_type() == "UUIDField" else None
    return model(**values)


def share_tasks(known: dict) -> None:
    """Which bodies have which task, for the copies."""
    from banlanh.places.models import Body
    from banlanh.plans.models import Task

    for many in (Task.bodies.through, Task.partners.through):
        rows = many.objects.filter(task__in=[pk for model, pk in known if model is Task])
        many.objects.bulk_create(
            many(task_id=known[Task, row.task_id], body_id=known[Body, row.body_id]) for row in rows
        )


# --- its people, its register, its campaigns ------------------------------------------------------------------


def register(commune: Commune, bodies: dict, where: list[int]) -> None:
    from django.utils import timezone

    from banlanh.registers.bulk import Row, add_rows

    draw = random.Random(commune.number)
    rows = [Row("household", bodies[pk], SINCE, draw.choice(NAMES), f"nhóm {draw.randrange(9)}") for pk in where]
    for pk, entry in zip(where, add_rows(rows, at=timezone.now()), strict=True):
        commune.entries.setdefault(pk, []).append(str(entry))


def appoint_people(commune: Commune, bodies: list):
    from banlanh.places.enums import BodyKind
    from banlanh.places.models import Body

    party = next(body for body in bodies if body.kind == BodyKind.PARTY_COMMITTEE)
    for number in range(HEADS):
        own = list(Body.objects.filter(pk__in=commune.of_head(number)))
        appoint(commune.head(number), "R7", own[0], villages=[body.place_id for body in own[1:]])
    return appoint(commune.secretary, "R1", party)


def appoint(username: str, role: str, body, villages: Iterable[int] = ()):
    from banlanh.accounts.models import Post, User

    user = User.objects.create(username=username, full_name="Lò Văn Bản", password=hashed())
    Post.objects.create(user=user, body=body, role=role, title=role, starts_on=SINCE).villages.set(villages)
    return user


def hashed(kept: list[str] = []) -> str:  # noqa: B006  one password for all, hashed once
    from django.contrib.auth.hashers import make_password

    if not kept:
        kept.append(make_password(PASSWORD))
    return kept[0]


def last_year_and_this() -> tuple[int, int]:
    from banlanh.core import clock

    return clock.today().year - 1, clock.today().year


def open_campaign(place, by, year: int) -> str:
    from banlanh.audit.actions import record
    from banlanh.pledges.models import Campaign

    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    words = {"title": f"Cam kết năm {year}", "text": "Gia đình tôi cam kết.", "version": "1", "languages": ["vie"]}
    opened = Campaign.objects.create(commune=place, signers="household", opened_by=by, **days, **words)
    record("campaign.opened", opened, by=by)
    return str(opened.pk)


# --- what is stored already -----------------------------------------------------------------------------------


def sign_all(commune: Commune, campaign: str, villages: Iterable[int]) -> int:
    """Everybody in these villages has signed, fifteen on a sheet; how many they are."""
    from django.db import transaction

    from banlanh.accounts.models import User
    from banlanh.pledges.models import Campaign, Sheet, Signature

    opened, by = Campaign.objects.get(pk=campaign), User.objects.get(username=commune.secretary)
    sheets, signatures = [], []
    for village in villages:
        for number, part in enumerate(parts(commune.entries[village], ON_A_SHEET)):
            day = opened.starts_on + timedelta(days=number % 300)
            sheet = Sheet(campaign=opened, body_id=village, signed_on=day, recorded_by=by)
            sheets.append(sheet)
            signatures += [Signature(campaign=opened, entry_id=entry, sheet=sheet) for entry in part]
    with transaction.atomic():
        Sheet.objects.bulk_create(sheets, batch_size=AT_ONCE)
        Signature.objects.bulk_create(signatures, batch_size=AT_ONCE)
    return len(signatures)


def parts(rows: list, size: int) -> Iterator[list]:
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part
