"""A file follows its person to another commune: sent, taken over or sent back (domain 2.2, PROTECTION SEC-59).

Until it is taken over it stays with the police who sent it, and opens to nobody else.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from banlanh.sealing import actions as sealing
from banlanh.sealing.rows import opened

from . import queries, rules, terms
from .actions import add, add_step, as_it_stands, atomic, end
from .enums import Answer, StepKind
from .models import Assignment, Move, SupportedPerson

KNOWN_HERE = (
    "Xã mình đã có hồ sơ {code} cùng số căn cước. Một người chỉ có một hồ sơ đang mở: xin chọn «tiếp nhận, nhập vào hồ "
    "sơ đang có», hoặc trả lại nếu nơi gửi nhầm người."
)


@dataclass(frozen=True)
class Leaving:
    """What the police write down when somebody moves away."""

    target: Place | None  # a commune on this machine
    to: str  # its name
    left_at: datetime
    document: str


@atomic()
def send_file(person: SupportedPerson, told: Leaving, *, by: User) -> Move:
    """Tell the police where somebody moved to. What waits for an answer is not sent again."""
    rules.may_send(by, person, told.target, told.left_at)
    if there := Move.objects.filter(person=person, answer="").first():
        return there
    on = timezone.localdate(told.left_at).isoformat()
    add_step(person, by=by, kind=StepKind.MOVE, to=told.to, document=told.document, on=on)
    now, target = clock.now(), told.target.pk if told.target else None
    clocks: dict[str, Any] = {"due_at": due_at(person, told.left_at), "answer_due_at": answer_due_at(now)}
    move = add(Move, person, by=by, at=now, source=person.commune, target=target, left_at=told.left_at, **clocks)
    record("care.sent", move, by=by, target=target)
    return move


def due_at(person: SupportedPerson, left_at: datetime) -> datetime:
    """By when the other commune is to be told, by the law of the day on which the person left."""
    category, on = queries.category_of(person), timezone.localdate(left_at)
    return terms.runs_out(terms.row_of(terms.What.HAND_OVER, category, on=on), left_at)


def answer_due_at(sent_at: datetime) -> datetime:
    row = terms.row_of(terms.What.TELL, "move", on=timezone.localdate(sent_at))
    return terms.runs_out(row, sent_at)


@atomic()
def take_over(move: Move, *, village: Place, officer: User, by: User) -> Move:
    """From now on the file is this commune's: its police read it, those who sent it do no more."""
    rules.may_take_over(by, move, village, officer)
    move = waiting(move, Answer.ACCEPTED)
    if not move.answer:
        person = move.person
        lock_both(move)
        refuse_second(move, by=by)
        answer(move, Answer.ACCEPTED, by=by)
        Assignment.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
        settle(person, village.commune_id, village.pk, officer.pk)
        record("care.received", person, by=by, source=move.source)
    return move


def lock_both(move: Move) -> None:
    """Both chains, in one order, whoever else takes over meanwhile."""
    for commune in sorted((move.source, move.target or move.source)):
        locked(commune, SEALED)


def settle(person: SupportedPerson, commune: int, village: int, officer: int) -> None:
    """Whose the file is from now on, and its key with it."""
    person.commune, person.village, person.officer = commune, village, officer
    person.save(update_fields=["commune", "village", "officer"])
    transaction.on_commit(partial(sealing.give_key, person.key, commune), using=SEALED)


def known_here(move: Move) -> SupportedPerson | None:
    """An open file of the commune of arrival with the same card number."""
    [told] = opened([move.person], "identity")
    here = SupportedPerson.objects.filter(commune=move.target or 0).open().exclude(pk=move.person_id)
    return next(iter(queries.found_by_number(here, told["identity"].get("card_number") or "")), None)


def refuse_second(move: Move, *, by: User) -> None:
    if known := known_here(move):
        rules.may_join(by, known)
        raise Refused(KNOWN_HERE.format(code=known.code))


@atomic()
def send_back(move: Move, why: Answer, *, by: User) -> Move:
    rules.may_answer(by, move)
    move = waiting(move, why)
    return move if move.answer else answer(move, why, by=by)


@atomic()
def answer_on_paper(move: Move, said: Answer, *, document: str, by: User) -> Move:
    """What a commune that is not on this machine answered: the file ends here, or stays."""
    rules.may_answer(by, move)
    move = waiting(move, said)
    if move.answer:
        return move
    answer(move, said, by=by)
    if said is Answer.ACCEPTED:
        end(move.person, terms.ExitReason.MOVED, document=document, on=clock.today(), by=by)
    return move


def waiting(move: Move, said: Answer) -> Move:
    """The row, locked. The same answer twice is harmless, another is refused."""
    move = as_it_stands(move)
    if move.answer not in ("", said) or (move.person.closed_on and not move.answer):
        raise Refused(rules.ANSWERED)
    return move


def answer(move: Move, said: Answer, *, by: User) -> Move:
    move.answer, move.answered_at, move.answered_by = said, clock.now(), by.pk
    move.save(update_fields=["answer", "answered_at", "answered_by"])
    record("care.answered", move, by=by, answer=said)
    return move
