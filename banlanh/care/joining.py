"""A file that was sent here, of somebody who has one here: taken over under that one, so that one file is open.

All that was written in it is written in the other as well, sealed anew by that one's key; itself it ends, and goes when
its archive period is over. Nothing of the card: how to help is what those know who help here.
"""

from collections.abc import Iterator
from uuid import uuid4

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from banlanh.sealing.rows import opened

from . import queries, rules, terms
from .actions import add_step, atomic, end
from .enums import Answer, StepKind
from .models import Block, Finding, LabTest, LegalStep, Look, Move, OfPerson, OwnRequest, SupportedPerson
from .moves import answer, known_here, lock_both, settle, waiting

NONE_HERE = "Xã mình không có hồ sơ nào đang mở cùng số căn cước. Xin chọn «đã tiếp nhận», rồi chọn thôn và cán bộ."


@atomic()
def join(move: Move, *, by: User) -> Move:
    """Take a file over under the one that is here. The last decision of both tells the term, as in any file."""
    rules.may_answer(by, move)
    move = waiting(move, Answer.ACCEPTED)
    if move.answer:
        return move
    lock_both(move)
    known = known_here(move)
    if move.target is None or known is None:
        raise Refused(NONE_HERE)
    rules.may_join(by, known)
    answer(move, Answer.ACCEPTED, by=by)
    write_into(known, move, by=by)
    settle(move.person, known.commune, known.village, known.officer)
    document = f"nhập vào hồ sơ {known.code}"
    end(move.person, terms.ExitReason.MOVED, document=document, on=clock.today(), by=by)
    return move


def write_into(known: SupportedPerson, move: Move, *, by: User) -> None:
    for row in carried(move.person, known):
        copy(row, known)
    place = Place.objects.get(pk=move.source).name
    add_step(known, by=by, kind=StepKind.JOINED, code=move.person.code, place=place)
    known.ends_on = queries.reckoning(known).ends_on
    known.save(update_fields=["ends_on"])
    record("care.joined", known, by=by, source=move.source)


def carried(person: SupportedPerson, known: SupportedPerson) -> Iterator[OfPerson]:
    """What the law did, what went badly, results, who looked, who may not, and what was asked."""
    tested = LabTest.objects.filter(person=known).values("due_on")
    yield from LabTest.objects.filter(person=person).exclude(done_on=None).exclude(due_on__in=tested)
    for model in (LegalStep, Finding, Look, OwnRequest):
        yield from model.objects.filter(person=person)
    blocked = Block.objects.filter(person=known, ended_at=None).values("user")
    yield from Block.objects.filter(person=person).exclude(user__in=blocked)


def copy(row: OfPerson, known: SupportedPerson) -> None:
    """The same row in another file: a number of its own, since its values open in their own row alone."""
    [values] = opened([row], *row.sealed_names())
    row.pk, row.person, row.key = uuid4(), known, known.key
    row.seal(**{name: value for name, value in values.items() if value is not None})
    row.save(force_insert=True)
