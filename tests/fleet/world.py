"""A commune of its own for each seed, and the phones of its people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import transaction
from django.test import Client
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.places.models import Place
from banlanh.pledges.actions import open_campaign
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.sealing.actions import rotate
from banlanh.sync.actions import revoke_device
from banlanh.sync.models import Device
from tests.support.commune import SINCE, appoint, body_of, make_commune

from .line import Line
from .phone import Phone

# Whose phone, and for which village: Lan has several, Chung answers for two villages until one post ends.
PHONES = (
    *(("lan", "Nà Lìn"), ("lan", "Nà Lìn"), ("chung", "Bản Mới"), ("hoa", "Sín Chải")),
    *(("chung", "Nà Lìn"), ("lan", "Nà Lìn"), ("hoa", "Sín Chải"), ("chung", "Bản Mới")),
)
POSTS = (("lan", "Nà Lìn"), ("chung", "Nà Lìn"), ("chung", "Bản Mới"), ("hoa", "Sín Chải"))
HOUSEHOLDS = 12  # a village
LONG = 9 * clock.DAY  # how long a phone has had its packs


@dataclass
class World:
    seed: int
    commune: Place
    people: dict[str, User]
    phones: list[Phone]
    faults: Counter

    @transaction.atomic  # by itself a change may nap for ever beside those who write without a pause
    def end_a_post(self) -> None:
        """Chung answers for Bản Mới no more; the phone learns it when it next asks."""
        self.age_the_phones()
        posts = Post.objects.filter(user=self.people["chung"], body=body_of(self.commune, "Thôn Bản Mới"))
        posts.update(ends_on=clock.today() - clock.DAY)
        self.faults["end_a_post"] += 1

    def rotate_the_keys(self) -> None:
        rotate()
        self.faults["rotate_the_keys"] += 1

    def revoke_a_phone(self) -> None:
        held = Device.objects.filter(user=self.people["lan"], revoked_at=None).order_by("made_at").first()
        if held:
            revoke_device(held, by=self.people["lan"])
            for phone in self.phones:
                if phone.name == "lan":  # who is signed in on it no more, and signs in anew
                    phone.line.session = session_of(self.people["lan"])
            self.faults["revoke_a_phone"] += 1

    @transaction.atomic
    def age_the_phones(self) -> None:
        Device.objects.filter(commune=self.commune).update(made_at=timezone.now() - LONG)


def make_world(seed: int, port: int, many: int = len(PHONES)) -> World:
    draw, faults = Random(seed), Counter()
    commune = make_commune(f"Suối Lành {seed}")
    people: dict[str, User] = {}
    for name, village in POSTS:
        people[name] = appoint(f"{name}{seed}", name.title(), Role.R7, body_of(commune, f"Thôn {village}"))
    secretary = appoint(f"minh{seed}", "Minh", Role.R1, body_of(commune, "Đảng ủy xã"))
    words = {"title": "Cam kết", "text": "Gia đình tôi cam kết.", "version": "1", "languages": ["vie"]}
    days = {"starts_on": SINCE, "ends_on": date(clock.today().year + 1, 12, 31)}
    campaign = open_campaign(id=uuid7(), commune=commune, by=secretary, signers="household", **words, **days)
    sessions = {name: session_of(person) for name, person in people.items()}
    phones = []
    waiting = {village: households(commune, village) for village in sorted({village for _, village in PHONES})}
    for name, village in PHONES[:many]:
        line = Line(port, sessions[name], Random(draw.random()), faults)
        body = body_of(commune, f"Thôn {village}").pk
        phones.append(Phone(name, body, str(campaign.pk), waiting[village], line, Random(draw.random())))
    for number, phone in enumerate(phones):
        phone.colleague = phones[number - 1].line
    return World(seed, commune, people, phones, faults)


def households(commune: Place, village: str) -> list[str]:
    body = body_of(commune, f"Thôn {village}")
    rows = [Row("household", body, SINCE, f"Lò Văn {number}") for number in range(HOUSEHOLDS)]
    return [str(pk) for pk in add_rows(rows, at=timezone.now())]


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["phien"].value


def entries(commune: Place):
    return Entry.objects.filter(commune=commune)
