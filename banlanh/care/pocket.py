"""Cards that a helper takes along on the phone: off until the reviewer allows it (PROTECTION SEC-38; docs/adr/0031).

Of at most ten people whom one helps today, three things: the code, what to call them, when they are visited next.
Taking them along is a look at each card, with its purpose and its trace, that lasts 72 hours on a phone.
"""

from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from banlanh.accounts.enums import Act
from banlanh.accounts.matrix import grant
from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.places.models import Place

from . import queries, rules
from .actions import atomic, look
from .enums import Part
from .models import Allowance, Assignment, SupportedPerson

LIVES = timedelta(hours=72)
MOST = 10
NOTHING = "Hiện đồng chí không có phiếu nào được mang theo trên điện thoại. Xin xem phiếu ở trang Hồ sơ."


class Pocket(NamedTuple):
    """What goes along, and until when the phone keeps it."""

    until: datetime
    cards: list[dict[str, str]]


# --- the reviewer's word: of no file, so none of the log's "care." ----------------------------------------


def allowance_of(commune: Place | None) -> Allowance | None:
    return Allowance.objects.for_place(commune).filter(ended_at=None).first() if commune else None


@atomic()
def allow_cards(*, commune: Place, number: str, decided_on: date, by: User) -> Allowance:
    """Let helpers take cards along, as was decided; what is allowed stays so by its first decision."""
    rules.may_see_reviews(by)
    locked(commune.pk, SEALED)
    if there := allowance_of(commune):
        return there
    given = Allowance(commune=commune.pk, number=number, decided_on=decided_on, given_at=clock.now(), given_by=by.pk)
    given.save(force_insert=True)
    record("cards.allowed", given, by=by, number=number, decided_on=decided_on.isoformat())
    return given


@atomic()
def forbid_cards(*, commune: Place, by: User) -> None:
    """From its next word with the server on, no phone holds a card."""
    rules.may_see_reviews(by)
    locked(commune.pk, SEALED)
    if there := allowance_of(commune):
        there.ended_at, there.ended_by = clock.now(), by.pk
        there.save(update_fields=["ended_at", "ended_by"])
        record("cards.forbidden", there, by=by)


# --- what goes along --------------------------------------------------------------------------------------


def taken_by(user: User) -> list[Assignment]:
    """Whose cards this person's phone may hold now, and for which union: of those whose visits they write down."""
    unions = [post.body_id for post in user.reach.posts if grant(post.role, Part.CARD.data).allows(Act.CREATE)]
    if not unions or allowance_of(user.reach.commune) is None:
        return []
    theirs = Assignment.objects.active(clock.today()).filter(helper=user.pk, body__in=unions)
    theirs = theirs.filter(person__in=queries.within(user, Part.CARD, Act.CREATE)).select_related("person")
    return list({each.person_id: each for each in theirs.order_by("person__code")}.values())[:MOST]


@atomic()
def take_along(*, purpose: str, words: str = "", by: User) -> Pocket:
    """Open these cards for a purpose; all of them or none, each with its trace."""
    until = clock.now() + LIVES
    theirs = taken_by(by)
    if not theirs:
        raise Refused(NOTHING)
    return Pocket(until, [card_of(each.person, purpose, words, until, by) for each in theirs])


def card_of(person: SupportedPerson, purpose: str, words: str, until: datetime, by: User) -> dict[str, str]:
    card = look(person, Part.CARD, by=by, purpose=purpose, words=words, until=until)["card"]
    next_on = queries.next_visit(person)
    name, visit = card.get("preferred_name", ""), next_on.isoformat() if next_on else ""
    return {"id": sign_of(person), "code": person.code, "name": name, "next": visit}


def sign_of(person: SupportedPerson) -> str:
    """By what phone and pack know a card again; it tells nothing, and leads to nothing in the working database."""
    return blake2b(person.pk.bytes, digest_size=8).hexdigest()
