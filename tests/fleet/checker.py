"""What must be true of the whole history once all has come to rest (SEC-42 to 44): each law says what breaks it.

An operation was asked, and answered: `applied`, `conflict` (what two people wrote is both kept), `quarantined`, or
`refused`. Nothing is taken from the server's receipts that the rows themselves can tell.
"""

from collections import Counter
from collections.abc import Iterator

from banlanh.audit.actions import NO_COMMUNE
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.committee.models import Difficulty
from banlanh.core.homes import SEALED, WORKING
from banlanh.pledges.models import Sheet, Signature
from banlanh.records.models import Attachment
from banlanh.sync.models import Quarantined, Receipt, Upload

from .phone import FIELDS, Asked
from .world import World, entries

KEPT = {"applied", "conflict"}


def violations(world: World) -> list[str]:
    asked = [each for phone in world.phones for each in phone.history]
    return [f"{law.__name__}: {said}" for law in LAWS for said in law(world, asked)]


def each_is_answered_and_always_the_same(world: World, asked: list[Asked]) -> Iterator[str]:
    for each in asked:
        codes = {answer["receipt"] for answer in each.answers if answer["receipt"]}
        if len(each.states) != 1 or len(codes) != 1:
            yield f"{each.id} {each.kind}: {sorted(each.states)}, {len(codes)} receipts"


def each_acknowledged_is_there_once_and_nothing_else(world: World, asked: list[Asked]) -> Iterator[str]:
    """Difficulties by their words, signatures by household: whatever their ids are."""
    found = Counter(Difficulty.objects.filter(commune=world.commune).values_list("text", flat=True))
    wanted = Counter(each.word for each in asked if each.kind == "record.difficulty" and each.states & KEPT)
    signed = Signature.objects.filter(campaign__commune=world.commune).values_list("entry", flat=True)
    found += Counter(map(str, signed))
    wanted += Counter(each.payload["entries"][0] for each in asked if is_signing(each) and each.states & KEPT)
    for word in found.keys() | wanted.keys():
        if found[word] != wanted[word]:
            yield f"{word} stands {found[word]} times, acknowledged {wanted[word]} times"


def is_signing(asked: Asked) -> bool:
    return asked.kind == "pledges.sign"


def what_waits_was_answered_so(world: World, asked: list[Asked]) -> Iterator[str]:
    waiting = dict(Quarantined.objects.filter(commune=world.commune).values_list("pk", "payload"))
    told = {each.id: each.payload for each in asked if each.states & {"quarantined", "conflict"}}
    found = {str(pk): payload for pk, payload in waiting.items()}
    for pk in found.keys() | told.keys():
        if said_by(found.get(pk)) != said_by(told.get(pk)):
            yield f"{pk}: asked {told.get(pk)}, kept {found.get(pk)}"


def said_by(payload: dict | None) -> dict | None:
    return payload and {name: value for name, value in payload.items() if not name.startswith("was_")}


def no_word_of_an_edit_is_silently_lost(world: World, asked: list[Asked]) -> Iterator[str]:
    """It stands, or waits for somebody's look, or who wrote over it had read it."""
    stand = {str(each.pk): each for each in entries(world.commune)}
    edits = [each for each in asked if each.kind == "entry.correct" and each.states & KEPT]
    read = {each.payload.get(f"was_{name}") for each in edits for name in FIELDS if each.states == {"applied"}}
    for each in edits:
        here = {getattr(stand[each.payload["entry"]], name) for name in FIELDS}
        if each.states == {"applied"} and each.word not in here | read:
            yield f"{each.word}: neither stands nor was written over by somebody who had read it"


def no_word_stands_that_nobody_asked(world: World, asked: list[Asked]) -> Iterator[str]:
    allowed = {each.word for each in asked if each.kind == "entry.correct" and each.states == {"applied"}}
    for entry in entries(world.commune):
        for word in (entry.name, entry.address):
            if word.startswith("việc ") and word not in allowed:
                yield f"{word} stands in {entry.pk}"


def each_has_its_row_in_the_log_once(world: World, asked: list[Asked]) -> Iterator[str]:
    log = Event.objects.filter(commune=world.commune.pk)
    found = Counter(log.filter(verb__in=VERBS).values_list("verb", "subject"))
    wanted = Counter(("entry.corrected", f"registers.entry:{each}") for each in edited(asked))
    made = ((Difficulty, "difficulty.recorded"), (Sheet, "pledges.signed"))
    for model, verb in made:
        rows = model.objects.filter(commune=world.commune) if model is Difficulty else sheets(world)
        wanted += Counter((verb, f"{model._meta.label_lower}:{pk}") for pk in rows.values_list("pk", flat=True))
    for key in found.keys() | wanted.keys():
        if found[key] != wanted[key]:
            yield f"{key}: {found[key]} rows, {wanted[key]} acknowledged"
    told = sum(event.detail["operations"] for event in log.filter(verb="batch.received"))
    if told != (kept := Receipt.objects.filter(device__commune=world.commune).count()):
        yield f"the log tells of {told} operations, {kept} have a receipt"


VERBS = ("difficulty.recorded", "pledges.signed", "entry.corrected")


def sheets(world: World):
    return Sheet.objects.filter(campaign__commune=world.commune)


def edited(asked: list[Asked]) -> Iterator[str]:
    return (each.payload["entry"] for each in asked if each.kind == "entry.correct" and each.states == {"applied"})


def nothing_has_a_receipt_that_was_not_asked(world: World, asked: list[Asked]) -> Iterator[str]:
    ids = {each.id for each in asked}
    kept = {str(pk) for pk in Receipt.objects.filter(device__commune=world.commune).values_list("pk", flat=True)}
    yield from (f"{pk} has a receipt and was not asked" for pk in kept - ids)
    yield from (f"{pk} was answered and has no receipt" for pk in ids - kept)


def each_picture_stands_behind_its_work_once_or_waits_with_it(world: World, asked: list[Asked]) -> Iterator[str]:
    photos = [each.photo for each in asked if each.photo and each.photo.is_here]
    behind = Attachment.objects.filter(body__commune=world.commune).values_list("owner", "sha256")
    waiting = Upload.objects.filter(receipt__device__commune=world.commune, receipt__subject="", whole_at__isnull=False)
    found = Counter((str(owner), mark) for owner, mark in behind)
    found += Counter((str(pk), digest) for pk, digest in waiting.values_list("receipt", "digest"))
    wait = {str(pk) for pk in waiting.values_list("receipt", flat=True)}
    wanted = Counter((photo.operation, photo.digest if photo.operation in wait else photo.mark) for photo in photos)
    for key in found.keys() | wanted.keys():
        if found[key] != wanted[key]:
            yield f"the picture of {key[0]} is kept {found[key]} times, acknowledged {wanted[key]} times"


def both_chains_hold(world: World, asked: list[Asked]) -> Iterator[str]:
    for commune in (world.commune.pk, NO_COMMUNE):
        for log in (WORKING, SEALED):
            if number := first_broken(commune, log):
                yield f"the {log} log of commune {commune} breaks at {number}"


def a_grown_pack_is_a_fresh_one(world: World, asked: list[Asked]) -> Iterator[str]:
    given = {phone.name: phone.fresh() for phone in {each.name: each for each in world.phones}.values()}
    for phone in world.phones:
        fresh = given[phone.name]
        for name in fresh.keys() | phone.pack.keys():
            ours, theirs = phone.pack.get(name, {}), fresh.get(name, {})
            for pk in ours.keys() | theirs.keys():
                if ours.get(pk) != theirs.get(pk):
                    yield f"{phone.name}'s {name}: has {ours.get(pk)}, would be given {theirs.get(pk)}"


LAWS = (
    each_is_answered_and_always_the_same,
    each_acknowledged_is_there_once_and_nothing_else,
    what_waits_was_answered_so,
    no_word_of_an_edit_is_silently_lost,
    no_word_stands_that_nobody_asked,
    each_has_its_row_in_the_log_once,
    nothing_has_a_receipt_that_was_not_asked,
    each_picture_stands_behind_its_work_once_or_waits_with_it,
    both_chains_hold,
    a_grown_pack_is_a_fresh_one,
)
