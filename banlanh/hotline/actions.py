"""The only door to tips. What opens them is known for the length of one request, and written nowhere."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha512
from typing import Any
from uuid import UUID

from django.db import DatabaseError, models, transaction

from banlanh.accounts.actions import forget_tries, take_turn, way_of
from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record, record_day
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from banlanh.sealing.crypto import Broken

from . import boxes, queries, rules
from .enums import Channel, Verb
from .models import KEPT, Envelope, Gone, Opening, Recipient, Step, Tip
from .secrecy import is_stamped

Said = dict[str, str]


class Unwritten(Refused):
    """The log cannot tell of a look, so nothing is looked at (SEC-26)."""


# --- keys of recipients -----------------------------------------------------------------------------------


def make_key(*, commune: Place, passphrase: str, by: User) -> Recipient:
    """A pair of keys for `by`. Who forgot the passphrase makes a new pair: what was sealed to the old stays closed,
    until somebody else who can open it shares it.
    """
    rules.may_make_key(by, commune, passphrase)
    private = boxes.new_private()
    made = Recipient(commune=commune.pk, user=by.pk, public=boxes.public_of(private), made_on=clock.today())
    made.lock = boxes.locked(private, passphrase, about=made.place)
    with transaction.atomic(using=SEALED):
        locked(commune.pk, SEALED)
        Recipient.objects.for_place(commune).filter(user=by.pk).delete()
        made.save(force_insert=True)
        record("recipient.key_made", made, by=by)
    return made


def change_passphrase(recipient: Recipient, *, old: str, new: str, by: User) -> None:
    """Wrap the same private key by another passphrase: every tip opens as before."""
    private = private_key(recipient, old, by=by)
    if by.check_password(new):
        raise Refused(rules.SAME)
    recipient.lock = boxes.locked(private, new, about=recipient.place)
    with transaction.atomic(using=SEALED):
        recipient.save(update_fields=["wrapped", "salt", "rounds", "memory"])
        record("recipient.passphrase_changed", recipient, by=by)


def private_key(recipient: Recipient, passphrase: str, *, by: User) -> bytes:
    """What opens the tips of `by`. A wrong passphrase is told to the log, and the next try waits."""
    if recipient.user != by.pk:
        raise Refused(rules.NOT_YOURS)
    way = way_of("hotline.passphrase", str(by.pk))
    take_turn(way, words=rules.WAIT)
    try:
        private = boxes.unlocked(recipient.lock, passphrase, about=recipient.place)
    except Broken:
        with transaction.atomic(using=SEALED):
            record("recipient.not_opened", recipient, by=by)
        raise Refused(rules.WRONG_PASSPHRASE) from None
    forget_tries(way)
    return private


def share_tips(*, to: Recipient, passphrase: str, by: User, commune: Place) -> int:
    """Seal to `to` what `by` can open, as when somebody comes for one who left; how many tips that were.

    What was kept from some recipients stays so: it may be about the very one who asks. Those who are no recipients any
    more lose their envelopes.
    """
    rules.may_share(by, commune, to)
    mine = queries.key_of(by)
    if mine is None:
        raise Refused(rules.NOT_YOURS)
    private = private_key(mine, passphrase, by=by)
    with transaction.atomic(using=SEALED):
        locked(commune.pk, SEALED)
        tips = Tip.objects.for_place(commune).live(clock.today()).received_by(by).filter(is_apart=False)
        envelopes = queries.envelopes_of(tips, by)
        copies = [copy_of(envelope, to, private) for envelope in envelopes]
        Envelope.objects.bulk_create(copies, ignore_conflicts=True)
        current = [key.pk for key, _ in queries.recipients(commune)]
        Envelope.objects.filter(step__in=[each.step_id for each in envelopes]).exclude(recipient__in=current).delete()
        many = len({envelope.step.tip_id for envelope in envelopes})
        record("recipient.shared", to, by=by, tips=many)
    return many


def copy_of(envelope: Envelope, to: Recipient, private: bytes) -> Envelope:
    key = boxes.key_in(bytes(envelope.key), private)
    return Envelope(step=envelope.step, recipient=to, key=boxes.key_to(key, bytes(to.public)))


# --- the public page --------------------------------------------------------------------------------------


@transaction.atomic(using=SEALED)
def open_form(*, commune: Place, number: str, decided_on: date, by: User) -> Opening:
    """Let people send tips on the public page, as the police decided; an open page stays open by its first decision."""
    rules.may_open_form(by, commune)
    locked(commune.pk, SEALED)
    if found := queries.opening_of(commune):
        return found
    if len(queries.recipients(commune)) < rules.FEWEST:
        raise Refused(rules.TOO_FEW)
    opening = Opening(commune=commune.pk, number=number, decided_on=decided_on)
    opening.opened_on, opening.opened_by = clock.today(), by.pk
    opening.save(force_insert=True)
    record("tip_form.opened", opening, by=by, number=number, decided_on=decided_on.isoformat())
    return opening


@transaction.atomic(using=SEALED)
def close_form(*, commune: Place, by: User) -> None:
    rules.may_open_form(by, commune)
    locked(commune.pk, SEALED)
    if opening := queries.opening_of(commune):
        opening.closed_on, opening.closed_by = clock.today(), by.pk
        opening.save(update_fields=["closed_on", "closed_by"])
        record("tip_form.closed", opening, by=by)


# --- a tip and its steps ----------------------------------------------------------------------------------


def receive_tip(
    *, id: UUID, commune: Place, channel: str, said: Said, to: Collection[Recipient], by: User
) -> tuple[Tip, str]:
    """Seal what somebody told to `to`; the tip, and the code to call back with, told this once.

    The same id again changes nothing, and gives no code. Who receives no tips may be telling their own: then nobody is
    named as the writer. The log tells the day, not the hour.
    """
    rules.may_write(by, commune, to)
    unstamped(said)
    code, mark = new_code(commune)
    writer = by if by.pk in queries.officers(commune) else None
    everybody = {key.pk for key, _ in queries.recipients(commune)}
    with transaction.atomic(using=SEALED):
        locked(commune.pk, SEALED)
        known = Tip.objects.filter(pk=id, commune=commune.pk).first()
        if known:
            return known, ""
        tip = Tip(id=id, commune=commune.pk, channel=channel, mark=mark)
        tip.is_apart = {key.pk for key in to} != everybody
        keep(tip, said, to, writer)
    return tip, code


def keep(tip: Tip, said: Said, to: Iterable[Recipient], writer: User | None) -> None:
    tip.received_on = tip.acted_on = clock.today()
    tip.save(force_insert=True)
    add_step(tip, Step(position=1, verb=Verb.RECEIVED), said, to, writer)
    record_day("tip.received", tip, by=writer)


def send_tip(*, commune: Place, sent: str, said: Said, about_police: bool) -> str:
    """Seal what somebody unknown wrote on the public page; the receipt to ask by. Raises `Refused`.

    `sent` was drawn with the page and is kept nowhere: the same page sent twice is one tip, with one receipt.
    """
    to = [key for key, _ in queries.recipients(commune)]
    rules.may_send(commune, said, to, about_police=about_police)
    id, receipt = drawn_from(sent)
    tip = Tip(id=id, commune=commune.pk, channel=Channel.ONLINE, mark=queries.mark_of(receipt, commune))
    with transaction.atomic(using=SEALED):
        locked(commune.pk, SEALED)
        if not Tip.objects.filter(pk=id).exists():
            keep(tip, said, to, None)
    return receipt


def drawn_from(sent: str) -> tuple[UUID, str]:
    """The id and the receipt, sixteen digits, of one page that was sent; neither leads to the other."""
    digest = sha512(sent.encode()).digest()
    return UUID(bytes=digest[:16], version=4), f"{int.from_bytes(digest[16:], 'big') % 10**16:016d}"


def unstamped(said: Said) -> None:
    if any(is_stamped(words) for words in said.values()):
        raise Refused(rules.STAMPED)


def new_code(commune: Place) -> tuple[str, str]:
    """Six digits to say on the telephone, and their mark; no other tip of the commune has them."""
    while True:
        code = f"{secrets.randbelow(10**6):06d}"
        mark = queries.mark_of(code, commune)
        if not Tip.objects.filter(commune=commune.pk, mark=mark).exists():
            return code, mark


def add_step(tip: Tip, step: Step, said: Said, to: Iterable[Recipient], by: User | None) -> Step:
    to = list(to)
    step.tip, step.on, step.by = tip, clock.today(), by.pk if by else None
    step.words, keys = boxes.sealed(said, [bytes(key.public) for key in to], about=step.place)
    step.save(force_insert=True)
    envelopes = [Envelope(step=step, recipient=each, key=key) for each, key in zip(to, keys, strict=True)]
    Envelope.objects.bulk_create(envelopes)
    return step


@transaction.atomic(using=SEALED)
def take_step(tip: Tip, *, id: UUID, verb: str, said: Said, next_on: date | None = None, by: User) -> Step:
    """Tell what was done about a tip, sealed to those who hold it. The same id again changes nothing."""
    locked(tip.commune, SEALED)
    known = Step.objects.filter(pk=id, tip=tip).first()
    if known:
        return known
    rules.may_take_step(by, tip)
    unstamped(said)
    holders = Recipient.objects.filter(envelopes__step__tip=tip).distinct()
    last = tip.steps.aggregate(last=models.Max("position"))["last"]
    step = add_step(tip, Step(id=id, position=last + 1, verb=verb, next_on=next_on), said, holders, by)
    Tip.objects.filter(pk=tip.pk).update(acted_on=step.on)
    record(f"tip.{verb}", tip, by=by)
    return step


# --- reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenedStep:
    """One step with its words, open."""

    step: Step
    said: dict[str, Any]


def open_tips(tips: Collection[Tip], *, passphrase: str, by: User) -> list[tuple[Tip, list[OpenedStep]]]:
    """The words of these tips. Each look stands in the log first; where it cannot, nothing opens (SEC-26)."""
    mine = queries.key_of(by)
    if mine is None:
        raise Refused(rules.NOT_YOURS)
    for tip in tips:
        rules.may_read(by, tip)
    private = private_key(mine, passphrase, by=by)
    try:
        with transaction.atomic(using=SEALED):
            for tip in tips:
                record("tip.read", tip, by=by)
            told = [told_of(envelope, private) for envelope in queries.envelopes_of(tips, by)]
    except DatabaseError as error:
        raise Unwritten(rules.UNWRITTEN) from error
    return [(tip, [each for each in told if each.step.tip_id == tip.pk]) for tip in tips]


def told_of(envelope: Envelope, private: bytes) -> OpenedStep:
    step = envelope.step
    return OpenedStep(step, boxes.opened(bytes(step.words), bytes(envelope.key), private, about=step.place))


def find_tip(code: str, *, commune: Place, by: User) -> Tip:
    """The tip of a caller who says their code; the same words for every code that finds nothing."""
    way = way_of("hotline.code", str(by.pk))
    take_turn(way, words=rules.WAIT)
    tip = queries.tip_of_code(code, commune, by)
    if tip is None:
        raise Refused(rules.NO_SUCH_CODE)
    forget_tries(way)
    return tip


# --- the end ----------------------------------------------------------------------------------------------


@transaction.atomic(using=SEALED)
def purge_tips(commune: Place) -> int:
    """Take away every tip whose last action is 90 days ago; of each day a count is left (SEC-36). How many went."""
    locked(commune.pk, SEALED)
    over = Tip.objects.for_place(commune).filter(acted_on__lte=clock.today() - KEPT)
    days = over.order_by("received_on").values("received_on").annotate(many=models.Count("pk"))
    many = sum(count_gone(commune, day["received_on"], day["many"]) for day in days)
    over.delete()
    return many


def count_gone(commune: Place, received_on: date, many: int) -> int:
    gone, _ = Gone.objects.get_or_create(commune=commune.pk, received_on=received_on)
    gone.many += many
    gone.save(update_fields=["many"])
    record("tip.gone", gone, by=None, many=many)
    return many
