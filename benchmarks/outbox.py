"""Phones to measure with: signed in, each with the households of its villages, and what they send up."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from banlanh.core.ids import uuid7

from .client import Session
from .posting import BOUNDARY, MULTIPART, Request, Turn
from .province import Commune, appoint

TOKEN = "f" * 32
SENDS = {"X-CSRFToken": TOKEN}
JSON = {"Content-Type": "application/json"} | SENDS
FULL = 50  # operations, as many as one batch takes
EVENING = {"pledges.sign": 20, "record.airing": 15, "record.difficulty": 10, "entry.correct": 5}
LONG_AGO = 360  # days; then the demonstration played nothing
PICTURE = b"\xff\xd8\xff" + os.urandom(100_000)
MOST_PICTURES = 60  # of one phone in one measurement: all are made before


@dataclass
class Phone:
    """Who sends one signature an operation, and remembers how many were answered."""

    session: Session
    device: str
    campaign: str
    waiting: list[tuple[int, str]]  # village and household
    sequence: int = 0
    answered: Counter = field(default_factory=Counter)

    def turns(self, ticks: int, most: int) -> list[Turn]:
        """At most so many turns of so many ticks each, as far as there is somebody who has not signed."""
        whole = min(len(self.waiting) // ticks, most)
        return [self.turn(self.waiting[at * ticks : (at + 1) * ticks]) for at in range(whole)]

    def turn(self, those: list[tuple[int, str]]) -> Turn:
        return [self.batch([self.signing(*each) for each in those])]

    def signed(self, ticks: int, count: int) -> None:
        """That the first `count` of its turns were answered."""
        del self.waiting[: count * ticks]
        self.answered += Counter(operations=count * self.operations(ticks), signatures=count * ticks, batches=count)

    def operations(self, ticks: int) -> int:
        return ticks

    def batch(self, operations: list[dict]) -> Request:
        return Request("/dong-bo/", json.dumps({"device": self.device, "operations": operations}), JSON, 200)

    def operation(self, kind: str, **payload: object) -> dict:
        self.sequence += 1
        told = {"id": str(uuid7()), "sequence": self.sequence, "kind": kind, "payload": payload, "seen": None}
        return told | {"happened_at": datetime.now().astimezone().isoformat()}

    def signing(self, village: int, *entries: str) -> dict:
        signed = {"body": village, "on": f"{date.today():%d/%m/%Y}", "entries": list(entries)}
        return self.operation("pledges.sign", campaign=self.campaign, **signed)

    def evening(self, kinds: dict[str, int]) -> list[dict]:
        """So many operations of each kind, as one evening in a house without signal leaves them."""
        make = {"pledges.sign": self.sign_next, "record.airing": self.airing, "record.difficulty": self.difficulty}
        make["entry.correct"] = self.correction
        return [make[kind]() for kind, many in kinds.items() for _ in range(many)]

    def sign_next(self) -> dict:
        return self.signing(*self.waiting.pop())

    def airing(self) -> dict:
        day = date.today() - timedelta(days=LONG_AGO - self.sequence % EVENING["record.airing"])
        played = {"happened_on": f"{day:%d/%m/%Y}", "slot": "morning", "languages": ["vie"], "minutes": 15}
        return self.operation("record.airing", body=self.waiting[0][0], **played)

    def difficulty(self) -> dict:
        said = {"happened_on": f"{date.today():%d/%m/%Y}", "text": "Loa ở đầu bản hỏng, chưa ai sửa được."}
        return self.operation("record.difficulty", body=self.waiting[0][0], **said)

    def correction(self) -> dict:
        return self.operation("entry.correct", entry=self.waiting.pop()[1], was_phone="", phone="0912345678")


class SheetPhone(Phone):
    """Who ticks a whole list in one operation."""

    def turn(self, those: list[tuple[int, str]]) -> Turn:
        return [self.batch([self.signing(those[0][0], *(entry for _, entry in those))])]

    def operations(self, ticks: int) -> int:
        return 1


class PicturePhone(Phone):
    """Who sends one signature, then the photograph of its paper."""

    def turns(self, ticks: int, most: int) -> list[Turn]:
        return super().turns(ticks, min(most, MOST_PICTURES))

    def turn(self, those: list[tuple[int, str]]) -> Turn:
        signing = self.signing(*those[0])
        return [self.batch([signing]), picture_of(signing["id"])]


def picture_of(operation: str) -> Request:
    said = f'Content-Disposition: form-data; name="operation"\r\n\r\n{operation}\r\n'
    file = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    start, end = f"--{BOUNDARY}\r\n{said}--{BOUNDARY}\r\n{file}".encode(), f"\r\n--{BOUNDARY}--\r\n".encode()
    return Request("/dong-bo/anh/", start + PICTURE + end, MULTIPART | SENDS, 200)


# --- making them ----------------------------------------------------------------------------------------------


def phone_of(person, port: int, campaign: str, waiting: list[tuple[int, str]], kind: type[Phone] = Phone) -> Phone:
    """A phone of this person, signed in, with an id of the server's."""
    from banlanh.sync.actions import mint_device
    from tests.fleet.world import session_of

    session = Session(port, {"phien": session_of(person), "csrf": TOKEN})
    return kind(session, str(mint_device(by=person, name="điện thoại Android").pk), campaign, waiting)


def fleet(communes: list[Commune], phones: int, port: int) -> list[Phone]:
    """One of each village's head, village after village."""
    from banlanh.places.models import Body

    villages = [(commune, village) for commune in communes for village in commune.villages][:phones]
    made = []
    for number, (commune, village) in enumerate(villages):
        head = appoint(f"may{number}", "R7", Body.objects.get(pk=village))
        made.append(phone_of(head, port, commune.campaign, [(village, each) for each in commune.entries[village]]))
    return made
