"""Who may touch which file: the queries against an oracle written apart, over worlds drawn at random (SEC-11)."""

from datetime import timedelta
from itertools import product
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from banlanh.accounts.enums import Act, Role
from banlanh.accounts.models import User
from banlanh.care import actions, queries
from banlanh.care.enums import Part
from banlanh.care.models import Assignment, Block, Routing, SupportedPerson
from tests.conventions import policy
from tests.support.commune import body_of, make_commune

from .conftest import TODAY, another, appoint, village_of

pytestmark = pytest.mark.django_db(databases="__all__")

SEATS = [
    ("R1", "Đảng ủy xã"), ("R2", "Ủy ban nhân dân xã"), ("R3", "Công an xã"), ("R4", "Công an xã"),
    ("R4", "Công an xã"),
    ("R5", "Đảng ủy xã"), ("R6", "Chi bộ Nà Lìn"), ("R7", "Thôn Nà Lìn"), ("R8", "Hội Phụ nữ"),
    ("R8", "Hội Phụ nữ"),
    ("R8", "Đoàn Thanh niên"), ("R8b", "Hội Phụ nữ"), ("R8b", "Đoàn Thanh niên"), ("R9", "Trường Tiểu học Suối Lành"),
    ("R10", "Ủy ban nhân dân xã"), ("R11", "Trạm Y tế xã"), ("R12", "Văn phòng Đảng ủy"), 
    ("R13", "Ban Chỉ huy Quân sự xã"),
    ("R14", "Văn phòng Đảng ủy"), ("R15", "Đảng ủy xã"), ("R16", "Ban Chỉ đạo xã"),
]  # fmt: skip
HELPS = ("Hội Phụ nữ", "Đoàn Thanh niên", "Trạm Y tế xã", "Ủy ban nhân dân xã")
VILLAGES = ("Nà Lìn", "Sín Chải", "Bản Mới")
CLASSES = {Part.CARD: "C4", Part.LEGAL: "C5", Part.TESTS: "C6"}


class World:
    """People of two communes with files, helpers, blocks and ends, as a seed draws them."""

    def __init__(self, commune, elsewhere, seed: int):
        self.draw = Random(seed)
        self.commune = commune
        self.seats = {}
        for number, (role, body) in enumerate(SEATS):
            villages = [village_of(commune, name) for name in self.draw.sample(VILLAGES, self.draw.randint(0, 2))]
            if role in ("R4", "R5", "R7"):
                self.seats[appoint(commune, f"n{number}", role, body, villages)] = (role, body, villages)
            else:
                self.seats[appoint(commune, f"n{number}", role, body)] = (role, body, [])
        chief = next(user for user, (role, *_) in self.seats.items() if role == "R3")
        stranger = appoint(elsewhere, "xa khác", Role.R3, "Công an xã")
        self.people = [self.person(commune, chief) for _ in range(8)] + [self.person(elsewhere, stranger)]

    def person(self, commune, chief: User) -> SupportedPerson:
        village = village_of(commune, self.draw.choice(VILLAGES))
        person = actions.open_file(uuid4(), another(), village=village, by=chief)
        person.officer = self.draw.choice([user.pk for user in self.seats])  # some have left the police since
        person.closed_on = TODAY if self.draw.random() < 0.15 else None
        person.save()
        for body in self.draw.sample(HELPS, self.draw.randint(0, 3)):
            self.assign(person, body)
        self.route(person)
        if self.draw.random() < 0.4:
            actions.add(
                Block,
                person,
                by=chief,
                user=self.draw.choice(list(self.seats)).pk,
                ended_at=self.draw.choice([None, None, timezone.now()]),
            )
        return person

    def route(self, person: SupportedPerson) -> None:
        """Before the chairman, or before somebody who signs nothing; open, over or answered."""
        signer = self.draw.choice([user.pk for user, (role, *_) in self.seats.items() if role in ("R1", "R2", "R10")])
        ends_on = TODAY + timedelta(days=self.draw.choice([-1, 0, 0, 3]))
        answer = self.draw.choice(["", "", "signed"])
        actions.add(Routing, person, by=User(pk=0), signer=signer, ends_on=ends_on, answer=answer)

    def assign(self, person: SupportedPerson, body: str) -> None:
        members = [user for user, (_, works_for, _) in self.seats.items() if works_for == body]
        starts_on = TODAY + timedelta(days=self.draw.choice([-200, -30, -30, 0, 1]))
        Assignment.objects.create(
            person=person, key=person.key, by=0, body=body_of(self.commune, body).pk,
            helper=self.draw.choice([None, *(user.pk for user in members)]),
            starts_on=starts_on, ends_on=starts_on + timedelta(days=182),
            ended_at=self.draw.choice([None, None, timezone.now()]),
        )  # fmt: skip


def oracle(world: World, user: User, person: SupportedPerson, part: Part, act: str) -> bool:
    """PROTECTION 3.2 and 3.3 read again, over plain lists."""
    role, body, villages = world.seats[user]
    cell = policy.cell(role, CLASSES[part])
    if person.commune != world.commune.pk or person.closed_on or act not in cell.acts:
        return False
    if any(block.user == user.pk and block.ended_at is None for block in Block.objects.filter(person=person)):
        return False
    if "M" in cell.scopes:
        return True
    now = [
        each
        for each in Assignment.objects.filter(person=person)
        if each.ended_at is None
        and each.starts_on <= TODAY <= each.ends_on
        and each.body == body_of(world.commune, body).pk
    ]
    routed = Routing.objects.get(person=person)
    is_to_sign = routed.signer == user.pk and not routed.answer and routed.ends_on >= TODAY
    is_near = person.village in {village.pk for village in villages} or (role == "R8b" and now)
    is_theirs = any(each.helper == user.pk for each in now) or (role in ("R3", "R4") and person.officer == user.pk)
    is_theirs = is_to_sign if role == "R2" else is_theirs
    return bool(("V" in cell.scopes and is_near) or ("A" in cell.scopes and is_theirs))


@pytest.mark.parametrize("seed", range(4))
def test_the_queries_agree_with_the_oracle(commune, seed):
    world = World(commune, make_commune("Xã Khác"), seed)
    differ, allowed = [], 0
    for user, part, act in product(world.seats, Part, (Act.READ, Act.CREATE, Act.UPDATE)):
        reached = set(queries.within(user, part, act))
        right = {person for person in world.people if oracle(world, user, person, part, act.value)}
        differ += [f"{world.seats[user][0]} {act} {part} {person}" for person in reached ^ right]
        allowed += len(right)
    assert differ == []
    assert allowed > 30, "a world in which nobody may do anything proves nothing"
