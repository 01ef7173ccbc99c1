"""A phone as the fleet plays it: its outbox, the pack that it keeps, and everything that it was ever told."""

import json
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from banlanh.core import clock
from banlanh.core.ids import uuid7
from tests.support.handing import box, framed

from .line import Line, Lost
from .photo import Photo

GONE, OK = 410, 200
PAUSE = 0.05  # seconds after a loss
TRIES = 200
PICTURED = 0.4  # of difficulties
FIELDS = ("name", "address")
Pack = dict[str, dict[str, dict]]


@dataclass
class Asked:
    """One operation, and what the server said to it, each time."""

    kind: str
    payload: dict
    id: str = field(default_factory=lambda: str(uuid7()))
    answers: list[dict] = field(default_factory=list)
    photo: Photo | None = None

    @property
    def word(self) -> str:
        """What no other operation says."""
        return f"việc {self.id}"

    @property
    def states(self) -> set[str]:
        """What became of it. "already" only says that it was applied."""
        return {"applied" if each["state"] == "already" else each["state"] for each in self.answers if each["receipt"]}


@dataclass
class Phone:
    name: str
    body: int
    campaign: str
    waiting: list[str]  # households that nobody has yet asked to sign
    line: Line
    random: Random
    colleague: Line | None = None  # who goes down to the commune, and carries what this phone seals
    keys: dict[str, bytes] = field(default_factory=dict)
    device: str = ""
    cursor: str = ""
    pack: Pack = field(default_factory=dict)
    mended: dict[str, dict[str, str]] = field(default_factory=dict)  # done by this phone since its last pack
    outbox: list[Asked] = field(default_factory=list)
    history: list[Asked] = field(default_factory=list)
    sequence: dict[str, int] = field(default_factory=dict)

    # --- its owner ----------------------------------------------------------------------------------------

    def work(self, operations: int) -> None:
        """So many things are done, in a house without signal; now and then there is some."""
        for _ in range(operations):
            self.record(self.random.choices(("difficulty", "correct", "sign", "bad"), (5, 5, 2, 1))[0])
            if self.random.random() < 0.25:
                try:
                    self.random.choice((self.push, self.pull, self.push_and_pull, self.hand_over, self.send_photos))()
                except Lost:
                    time.sleep(PAUSE)  # else all the work would be done before a server is up again

    def record(self, what: str) -> None:
        asked = getattr(self, what)() or self.difficulty()
        self.outbox.append(asked)
        self.history.append(asked)

    def difficulty(self) -> Asked:
        asked = self.said("record.difficulty", body=self.body, happened_on=f"{clock.today():%d/%m/%Y}")
        if self.random.random() < PICTURED:
            asked.photo = Photo(asked.id, self.random, self.keys.get("public"))
        return asked

    def bad(self) -> Asked:
        """What the form refuses."""
        return self.said("record.difficulty", body=self.body, happened_on="31/02/2026")

    def said(self, kind: str, **payload) -> Asked:
        asked = Asked(kind, payload)
        payload["text"] = asked.word
        return asked

    def correct(self) -> Asked | None:
        """One word of a household that the phone knows, with what stood there."""
        rows = self.pack.get("households")
        if not rows:
            return None
        entry, name = self.random.choice(sorted(rows)), self.random.choice(FIELDS)
        asked = Asked("entry.correct", {"entry": entry, f"was_{name}": self.stands(entry, name)})
        asked.payload[name] = asked.word
        return asked

    def stands(self, entry: str, name: str) -> str:
        mine = (each.payload for each in reversed(self.outbox) if each.payload.get("entry") == entry)
        known = self.pack["households"][entry] | self.mended.get(entry, {})
        return next((said[name] for said in mine if name in said), known.get(name, ""))

    def sign(self) -> Asked | None:
        if not self.waiting:
            return None
        entry = self.waiting.pop()
        said = {"campaign": self.campaign, "body": self.body, "on": f"{clock.today():%d/%m/%Y}", "entries": [entry]}
        return Asked("pledges.sign", said)

    # --- up ---------------------------------------------------------------------------------------------------

    def push(self) -> None:
        if not self.device:
            self.pull()
        status, said = self.line.ask("POST", "/dong-bo/", self.body_of_batch())
        if status == GONE:
            return self.forget()
        if status == OK:
            self.hear(said["answers"])

    def hand_over(self) -> None:
        """Sealed, and carried by a colleague; by the author's own line it goes up too, whenever there is one."""
        if self.keys and self.colleague:
            sealed = framed(box(self.body_of_batch(), **self.keys))
            status, said = self.colleague.ask("POST", "/dong-bo/ho-tro/", sealed)
            if status == OK and self.random.random() < 0.5:  # else nobody tells the author
                self.hear(said["boxes"][0]["answers"])

    def send_photos(self) -> None:
        """Of what was done, or waits for a look."""
        for photo in [each.photo for each in self.history if each.photo and each.states - {"refused"}]:
            if not photo.is_here and not photo.is_refused:
                photo.send(self.line)

    def body_of_batch(self) -> bytes:
        return json.dumps({"device": self.device, "operations": list(self.batch())}).encode()

    def batch(self) -> Iterator[dict]:
        """Some of the outbox; on a bad line in another order, and not from its beginning."""
        chosen = self.outbox[:50]
        if not self.line.is_calm and self.random.random() < 0.3:
            self.random.shuffle(chosen)
            chosen = chosen[: self.random.randint(1, 20)]
        for asked in chosen:
            number = self.sequence.setdefault(asked.id, len(self.sequence) + 1)
            told = {"id": asked.id, "sequence": number, "kind": asked.kind, "payload": asked.payload}
            yield told | {"seen": "0", "happened_at": self.wrong_clock()}  # each edit says what stood there itself

    def wrong_clock(self) -> str:
        away = timedelta(hours=self.random.uniform(-48, 48))
        return (datetime.now().astimezone() + away).isoformat()

    def hear(self, answers: list[dict]) -> None:
        """Only what was answered with a receipt leaves the outbox."""
        known = {asked.id: asked for asked in self.outbox}
        for answer in answers:
            if asked := known.get(answer["id"]):
                asked.answers.append(answer)
                self.note(asked, answer)
        self.outbox = [asked for asked in self.outbox if not asked.states]

    def note(self, asked: Asked, answer: dict) -> None:
        """Beside the pack, which only the server writes: "already" may be told of words that others mended since."""
        if asked.kind == "entry.correct" and answer["state"] in ("applied", "already"):
            here = self.mended.setdefault(asked.payload["entry"], {})
            here |= {name: asked.payload[name] for name in FIELDS if name in asked.payload}

    # --- down -------------------------------------------------------------------------------------------------

    def pull(self) -> None:
        status, said = self.line.ask("GET", f"/dong-bo/?tu={self.cursor}")
        if status == GONE:
            return self.forget()
        if status == OK:
            self.grow(said)

    def push_and_pull(self) -> None:
        self.push()
        self.pull()

    def grow(self, said: dict) -> None:
        if said["device"] != self.device:
            self.sequence = {}
        self.device, self.cursor = said["device"], said["cursor"]
        self.keys = {name: b64decode(key) for name, key in said["handover"].items()} or self.keys
        self.pack, self.mended = {} if said["whole"] else self.pack, {}
        for name, part in said["sections"].items():
            rows = self.pack.setdefault(name, {})
            rows |= {row["id"]: row for row in part["rows"]}
            for pk in part["gone"]:
                rows.pop(pk, None)

    def forget(self) -> None:
        """Revoked: the pack goes; what was never sent waits for the next sign-in."""
        self.device, self.cursor, self.pack, self.sequence, self.keys = "", "", {}, {}, {}

    def finish(self) -> None:
        """A quiet night with signal: everything goes up, then everything comes down."""
        self.line.is_calm = True
        for turn in (self.send_all, self.send_photos, self.pull):
            again(turn)

    def send_all(self) -> None:
        for _ in range(TRIES):
            if not self.outbox:
                return
            self.push()

    def fresh(self) -> Pack:
        """What a phone that holds nothing is given."""
        other = Phone(self.name, self.body, "", [], self.line, self.random)
        again(other.pull)
        return other.pack


def again(turn) -> None:
    for _ in range(TRIES):
        try:
            return turn()
        except Lost:
            time.sleep(PAUSE)
