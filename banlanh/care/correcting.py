"""One field of the identity or the card corrected, and its history kept (PROTECTION SEC-60).

What was written, what is written now, why and by which paper are one step of the file, sealed like all of it.
"""

from uuid import UUID

from banlanh.accounts.enums import Act
from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core.refusal import Refused
from banlanh.sealing.rows import opened

from . import queries, rules
from .actions import add, atomic, refuse_known
from .enums import Field, Part, StepKind
from .models import LegalStep, SupportCard, SupportedPerson

SAME = "Ô này đang ghi đúng như vậy rồi. Xin xem lại phần cần sửa."


@atomic()
def correct(
    number: UUID, person: SupportedPerson, field: Field, *, value: str | int, why: str, document: str, by: User
) -> SupportedPerson:
    """The police correct, also on the card, which they wrote when the file began. The same form twice is one."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    person = SupportedPerson.objects.select_for_update().get(pk=person.pk)
    if LegalStep.objects.filter(pk=number, person=person).exists():
        return person
    change = correct_identity if field.part is Part.LEGAL else correct_card
    old = change(person, field, value, by)
    kind = StepKind.CORRECTION if field.part is Part.LEGAL else StepKind.CARD_CORRECTION
    content = {"kind": kind, "field": field, "old": old, "new": value, "why": why, "document": document}
    add(LegalStep, person, by=by, id=number, sealed={"content": content})
    record("care.corrected", person, by=by, field=field)
    return person


def correct_identity(person: SupportedPerson, field: Field, value: str | int, by: User) -> str | int:
    """By a new number the file is found from now on, and by the old one no more; nobody else's is taken."""
    [told] = opened([person], "identity")
    old, identity = changed(told["identity"], field, value)
    refuse_known({field: value}, person.commune, by=by, but=person)
    person.seal(identity=identity)
    marks = queries.marks_of(identity)
    person.card_number, person.phone = marks["card_number"], marks["phone"]
    person.save(update_fields=["identity", "card_number", "phone"])
    return old


def correct_card(person: SupportedPerson, field: Field, value: str | int, by: User) -> str | int:
    card = SupportCard.objects.select_for_update().get(person=person)
    [told] = opened([card], "content")
    old, content = changed(told["content"], field, value)
    card.seal(content=content)
    card.save(update_fields=["content"])
    return old


def changed(values: dict, field: Field, value: str | int) -> tuple[str | int, dict]:
    """What stood there, and all values with the new one."""
    old = values.get(field) or ""
    if old == value:
        raise Refused(SAME)
    return old, values | {field.value: value}
