"""A canary in every sealed field of the world's files and tips; and which answers may hold which of them (SEC-12).

Which fields there are is asked of the models: one that is added is planted too, or found to be forgotten.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpResponse

from banlanh.care.actions import add
from banlanh.care.models import Block, Finding, HelpVisit, LegalStep, Look, OfPerson, OwnRequest
from banlanh.core.homes import WORKING, home_of
from banlanh.hotline import boxes
from banlanh.hotline.models import Envelope, Recipient, Step, Tip
from banlanh.sealing.models import DataKey
from banlanh.sealing.rows import SealedField, SealedRow, opened
from tests.support.canaries import Canaries, Canary

# Rows that no file of the walk would have; the sealed fields of every row are planted, whatever it was made with.
DAY, NOW = "2026-11-23", "2026-11-23T08:00+07:00"
CORRECTED, FIELDS = (
    dict.fromkeys(("old", "new", "why", "document"), ""),
    {"correction": "full_name", "card_correction": "needs"},
)
MORE: tuple[tuple[type[OfPerson], dict, dict], ...] = (
    (HelpVisit, {"visited_on": DAY}, {}),
    (Look, {"part": "card", "purpose": "other"}, {}),
    (Block, {"user": 0}, {}),
    (OwnRequest, {"asks": "see", "asked_on": DAY}, {}),
    (Finding, {"happened_on": DAY, "known_on": DAY, "told_at": NOW}, {"content": {"found": "used", "words": ""}}),
    (LegalStep, {}, {"content": {"kind": "interval", "months": 3, "decided_by": ""}}),
    (LegalStep, {}, {"content": {"kind": "pause", "pause": "detained", "first": DAY, "last": DAY, "document": ""}}),
    (LegalStep, {}, {"content": {"kind": "move", "to": "", "document": "", "on": DAY}}),
    (LegalStep, {}, {"content": {"kind": "joined", "code": "", "place": ""}}),
    *[(LegalStep, {}, {"content": {"kind": kind, "field": field} | CORRECTED}) for kind, field in FIELDS.items()],
    (LegalStep, {}, {"content": {"kind": "routed", "to": "", "until": DAY, "words": ""}}),
    (LegalStep, {}, {"content": {"kind": "signed", "said": "signed", "who": "", "words": ""}}),
    (LegalStep, {}, {"content": {"kind": "exit", "reason": "moved", "document": "", "on": DAY}}),
)
# What a sealed value holds beside words: codes, days, numbers, all of which have a form of their own.
NO_WORDS = {"kind", "ground", "decided_on", "born", "months", "reason", "on", "pause", "first", "last", "found"}
NO_WORDS |= {"until", "said", "field"}
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
TOLD_IN_A_TIP = ("words", "village", "sent_to", "document")
# Sealed otherwise than by the key of a person: keys, which hold no words, and the words of tips.
KEYS = {(Recipient, "public"), (Recipient, "wrapped"), (Recipient, "salt"), (Envelope, "key"), (DataKey, "wrapped")}
TIPS = {(Step, "words")}


def sealed_fields() -> set[tuple[type[models.Model], str]]:
    """Every field that holds bytes and not text, outside the working database."""
    found = [model for model in apps.get_models() if home_of(model) != WORKING]
    return {
        (model, field.name)
        for model in found
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    }


def names_of_sealed(row: SealedRow | type[SealedRow]) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if isinstance(field, SealedField)]


def sealed_rows(key) -> Iterator[SealedRow]:
    """Every row of which the key of one person seals something."""
    for model in apps.get_models():
        if issubclass(model, SealedRow):
            yield from model._default_manager.filter(key=key) if names_of_sealed(model) else ()


def plant(world) -> Canaries:
    """Words of their own for each file, and for each tip."""
    words = Canaries()
    for of, person in {**world.files.of, "coming": world.files.coming.person}.items():
        for model, fields, sealed in MORE:
            add(model, person, by=world.ours.office, sealed=sealed, **fields)
        for row in sealed_rows(person.key):
            plant_row(words, row, of)
    for of, tip in (("ours", world.tips.ours), ("theirs", world.tips.theirs)):
        plant_tip(words, tip, of)
    return words


def plant_row(words: Canaries, row: SealedRow, of: str) -> None:
    names = names_of_sealed(row)
    [values] = opened([row], *names)
    row.seal(**{name: worded(words, values[name], f"{row._meta.model_name}.{name}", of) for name in names})
    row.save(update_fields=names)


def worded(words: Canaries, value: Any, field: str, of: str) -> Any:
    """`value` with a canary for every word in it; one alone where it held nothing."""
    if not isinstance(value, dict):
        return words.word(field, of)
    field = ".".join([field, *([value["kind"]] if "kind" in value else [])])
    return {
        name: said if name in NO_WORDS else worded(words, said, f"{field}.{name}", of) for name, said in value.items()
    }


def words_in(value: Any) -> list[str]:
    """The words of what a sealed field holds: each of them a canary's."""
    if not isinstance(value, dict):
        return [str(value)]
    return [word for name, said in value.items() if name not in NO_WORDS for word in words_in(said)]


def plant_tip(words: Canaries, tip: Tip, of: str) -> None:
    step = tip.steps.get()
    envelopes = list(step.envelopes.select_related("recipient"))
    said = {name: words.word(f"step.words.{name}", of) for name in TOLD_IN_A_TIP}
    keys = [bytes(envelope.recipient.public) for envelope in envelopes]
    step.words, sealed = boxes.sealed(said, keys, about=step.place)
    step.save(update_fields=["words"])
    for envelope, key in zip(envelopes, sealed, strict=True):
        envelope.key = key
        envelope.save(update_fields=["key"])


# --- which answer may hold which ----------------------------------------------------------------------------------

CARD = {f"supportcard.content.{name}" for name in ("preferred_name", "contact", "needs", "goals")}
# Written out by hand from PROTECTION 3.2: "code, preferred name, contact", "need + contact only", "appointment".
OF_THE_CARD = {
    "R8b": {"supportcard.content.preferred_name", "supportcard.content.contact"},
    "R10": {"supportcard.content.contact", "supportcard.content.needs"},
    "R11": {"supportcard.content.contact"},
}
IDENTITY = {f"supportedperson.identity.{name}" for name in ("full_name", "card_number", "phone")}
STEPS_SAID = {
    "decision": ("number", "signed_by"),
    "interval": ("decided_by",),
    "pause": ("document",),
    "move": ("to", "document"),
    "joined": ("code", "place"),
    **dict.fromkeys(FIELDS, tuple(CORRECTED)),
    "routed": ("to", "words"),
    "signed": ("who", "words"),
    "exit": ("document",),
}
STEPS = {f"legalstep.content.{kind}.{name}" for kind, names in STEPS_SAID.items() for name in names}
TIP = {f"step.words.{name}" for name in TOLD_IN_A_TIP}
# A result is one of two words that no canary can be, and what was said for a look or a block is on no page.
SHOWN = {
    ("POST", "care:card"): CARD | {"helpvisit.note"},
    ("POST", "care:legal"): IDENTITY | STEPS | {"finding.content.words"},
    ("POST", "care:take_along"): {"supportcard.content.preferred_name"},
    ("GET", "care:review"): {"breakglass.words"},
    ("GET", "care:answer_request"): {"ownrequest.words", "ownrequest.extension"},
    ("GET", "care:inquire"): {"inquiry.note"},
    ("POST", "hotline:show"): TIP,
    ("POST", "hotline:open_waiting"): TIP,
}


def shown(name: str, role: str | None, target: str, method: str) -> set[Canary]:
    """What the answer to somebody who may open this page holds of what is sealed: just this."""
    fields = SHOWN.get((method, name), set())
    if name == "care:card":
        fields = fields & OF_THE_CARD.get(role or "", fields)
    if name == "care:legal" and role == "R2":  # what stood on the card is not theirs
        fields = {field for field in fields if ".card_correction." not in field}
    return {Canary(field, "ours" if name.startswith("hotline:") else target) for field in fields}


def faults_of(words: Canaries, response: HttpResponse, body: bytes, expected: set[Canary]) -> Iterator[str]:
    """What the answer tells that it should not, and does not show that it should; no name of it tells anything."""
    told = words.sweep(body, response.get("Content-Type", "no content").split(";")[0])
    yield from (f"tells {each}" for each in told - expected)
    yield from (f"does not show {each}" for each in expected - told)
    names = [*TITLE.findall(body), response.headers.items(), *response.cookies.values()]
    yield from (f"tells {each} beside the page" for each in words.sweep(str(names).encode(), "headers and titles"))
