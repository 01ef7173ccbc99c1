"""Files of people in care, one for each way in which somebody stands to one: for the walk over the sealed pages."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.care import actions, terms
from banlanh.care.models import (
    Allowance,
    Assignment,
    Block,
    BreakGlass,
    Inquiry,
    LabTest,
    Move,
    Routing,
    SupportedPerson,
)
from banlanh.places.models import Place
from banlanh.sealing.actions import make_master
from tests.support.commune import body_of

# Assigned to everybody who can be, of nobody's, ended, with everybody kept out, of another commune.
ASSIGNED, NOBODY_S, CLOSED, BLOCKED, FAR = "assigned", "nobody's", "closed", "blocked", "far"
STANDS = (ASSIGNED, NOBODY_S, CLOSED, BLOCKED, FAR)
HELPERS = {"R8": "Hội Phụ nữ", "R10": "Ủy ban nhân dân xã", "R11": "Trạm Y tế xã"}
CAN_BE_ASSIGNED = {*HELPERS, "R2", "R4", "R8b"}  # helpers, who signs, the officer, the head of the union that helps


class Files:
    """Five files, and one that was sent here; their rows are made aside of the actions, whose rules they are to try."""

    def __init__(self, people: dict[str, User], village: Place, another: Place, far: Place, today):
        make_master()
        self.people, self.today = people, today
        decided = {"number": "7/QĐ-UBKT", "decided_on": today, "given_by": people["R15"].pk}
        Allowance.objects.create(commune=village.commune_id, **decided)
        make = partial(self.made, village)
        self.of = {stand: make() for stand in (ASSIGNED, CLOSED, BLOCKED)}
        self.of |= {NOBODY_S: self.made(another, officer=0), FAR: self.made(far, officer=0)}
        for stand in (ASSIGNED, CLOSED, BLOCKED):
            self.assign(self.of[stand])
        for stand, person in self.of.items():
            self.send(person)
            signer = 0 if stand in (NOBODY_S, FAR) else people["R2"].pk
            actions.add(Routing, person, by=people["R3"], signer=signer, ends_on=today)
        self.coming = self.send(self.made(far, officer=0), to=village.commune_id)
        SupportedPerson.objects.filter(pk=self.of[CLOSED].pk).update(closed_on=today)
        self.looks = {stand: self.look_at(self.of[stand]) for stand in (ASSIGNED, FAR)}
        for who in people.values():
            actions.add(Block, self.of[BLOCKED], by=who, user=who.pk)

    def made(self, village: Place, officer: int | None = None) -> SupportedPerson:
        number = str(uuid4().int)[:12]
        told = replace(TOLD, identity=TOLD.identity | {"card_number": number}, decided_on=self.today)
        chief = self.people["R3"]
        person = SupportedPerson(
            key=actions.sealing.make_key(village.commune_id), commune=village.commune_id, village=village.pk,
            officer=self.people["R4"].pk if officer is None else officer, ends_on=self.today.replace(year=2027),
            **actions.queries.marks_of(told.identity),
        )  # fmt: skip
        person.seal(identity=told.identity)
        person.save(force_insert=True)
        actions.add(actions.SupportCard, person, by=chief, sealed={"content": told.card})
        actions.add(actions.LegalStep, person, by=chief, sealed={"content": told.decision})
        actions.add(LabTest, person, by=chief, due_on=self.today)
        actions.add(BreakGlass, person, by=chief, until=timezone.now(), sealed={"words": "cấp cứu"})
        return person

    @actions.atomic()
    def look_at(self, person: SupportedPerson) -> int:
        """The number of a look in the log, about which something was already asked."""
        told = {"part": "legal", "purpose": "file"}
        event = record("care.looked", person, by=self.people["R3"], **told).pk
        actions.add(Inquiry, person, by=self.people["R15"], event=event, said="unclear", sealed={"note": "hỏi"})
        return event

    def send(self, person: SupportedPerson, to: int | None = None) -> Move:
        now = timezone.now()
        clocks = {"left_at": now, "due_at": now, "answer_due_at": now}
        return actions.add(Move, person, by=self.people["R3"], source=person.commune, target=to, **clocks)

    def assign(self, person: SupportedPerson) -> None:
        for role, body in HELPERS.items():
            days = {"starts_on": self.today, "ends_on": person.ends_on}
            place = Place.objects.get(pk=person.commune)
            helper = self.people[role].pk
            actions.add(Assignment, person, by=self.people["R3"], body=body_of(place, body).pk, helper=helper, **days)


TOLD = actions.Opened(
    identity={"full_name": "Sùng Thị Vá", "born": 1991, "card_number": "", "phone": ""},
    card={"preferred_name": "chị Vá", "contact": "nhà cạnh trường", "needs": "vay vốn", "goals": "nuôi dê"},
    ground=terms.Ground.POSITIVE,
    number="12/QĐ-CAX",
    decided_on=None,  # type: ignore[arg-type]  # the walk's day, see `made`
    signed_by="Trưởng Công an xã",
)
