"""One file put before who signs its decision: opened to them alone, until they answer or its last day (PROTECTION 3.2).

Whoever signs sees nothing of other files, and of this one only what a legal file says.
"""

from datetime import date
from uuid import UUID

from django.db.models import Q

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.refusal import Refused

from . import queries, rules
from .actions import add, add_step, as_it_stands, atomic
from .enums import Part, Signed, StepKind
from .models import Routing, RoutingQuerySet, SupportedPerson

WAITS = "Hồ sơ này đang chờ người khác ký. Chờ họ trả lời, hoặc hết ngày đã hẹn, rồi trình người này."
ANSWERED = "Đồng chí đã trả lời khác. Cần đổi thì báo Trưởng Công an xã trình lại."
WHY_NOT = "Trả lại thì phải ghi rõ lý do."


@atomic()
def route(person: SupportedPerson, signer: User, *, words: str, ends_on: date, by: User) -> Routing:
    """Put a decision before its signer. One waits at a time; asked again of the same person, it is the same."""
    person = SupportedPerson.objects.select_for_update().get(pk=person.pk)
    rules.may_route(by, person, signer, ends_on)
    if there := Routing.objects.open(clock.today()).filter(person=person).first():
        if there.signer != signer.pk:
            raise Refused(WAITS)
        return there
    until = ends_on.isoformat()
    add_step(person, by=by, kind=StepKind.ROUTED, to=signer.full_name, until=until, words=words)
    routing = add(Routing, person, by=by, at=clock.now(), signer=signer.pk, ends_on=ends_on)
    record("care.routed", routing, by=by, signer=signer.pk)
    return routing


@atomic()
def answer_routing(routing: Routing, said: Signed, *, words: str, by: User) -> Routing:
    """Signed, or sent back with a reason: the file is closed to its signer from now on. Twice is harmless."""
    routing = as_it_stands(routing)
    if routing.answer and routing.signer == by.pk:
        if routing.answer != said:
            raise Refused(ANSWERED)
        return routing
    rules.may_sign(by, routing)
    if said is Signed.SENT_BACK and not words:
        raise Refused(WHY_NOT)
    add_step(routing.person, by=by, kind=StepKind.SIGNED, said=said, who=by.full_name, words=words)
    routing.answer, routing.answered_at = said, clock.now()
    routing.save(update_fields=["answer", "answered_at"])
    record("care.signed", routing, by=by, answer=said)
    return routing


# --- what waits -------------------------------------------------------------------------------------------


def in_reach(user: User) -> RoutingQuerySet:
    """What waits for this signer; for the police what they keep; and what one answered oneself, while it is open."""
    theirs = Q(person__in=queries.within(user, Part.LEGAL)) | (mine(user) & ~Q(answer=""))
    return Routing.objects.filter(theirs).select_related("person")


def mine(user: User) -> Q:
    """What was put before this person, of files in their commune that are open and not closed to them."""
    commune = user.reach.commune.pk if user.reach.commune else None
    is_open = Q(signer=user.pk, person__commune=commune, person__closed_on=None)
    return is_open & ~Q(person__in=queries.blocked_from(user))


def routing_in_reach(user: User, number: UUID) -> Routing | None:
    return in_reach(user).filter(pk=number).first()


def waits_for(user: User, person: SupportedPerson) -> Routing | None:
    """What of this file waits for this person's signature."""
    return waiting(user).filter(person=person).first()


def waiting(user: User) -> RoutingQuerySet:
    theirs = Routing.objects.open(clock.today()).filter(person__in=queries.within(user, Part.LEGAL))
    return theirs.filter(signer=user.pk).select_related("person")
