"""What is done with a file in care. Even reading is an action: it is told in the transaction that reads, or not done.

Everything is written in the sealed database; the key of a new file is made before it, in the database of the keys.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from banlanh.accounts.enums import Act
from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.sealing import actions as sealing
from banlanh.sealing.rows import opened

from . import queries, rules, terms
from .enums import Asked, Found, Part, Result, StepKind, Verdict
from .gossip import Opening
from .models import (
    ASSIGNED_FOR,
    BROKEN_FOR,
    Assignment,
    Block,
    BreakGlass,
    Finding,
    HelpVisit,
    Inquiry,
    LabTest,
    LegalStep,
    Look,
    Move,
    OfPerson,
    OwnRequest,
    Routing,
    SupportCard,
    SupportedPerson,
)

Row = TypeVar("Row", bound=OfPerson)

atomic = partial(transaction.atomic, using=SEALED)

KNOWN = "Người này đã có hồ sơ {code}. Xin mở hồ sơ ấy, không lập thêm."
NO_SUCH_END = "Luật không cho kết thúc hồ sơ này vì «{reason}». Xin chọn lý do khác trong danh sách."


# --- looking ----------------------------------------------------------------------------------------------


@atomic()
def look(
    person: SupportedPerson, part: Part, *, by: User, purpose: str, words: str = "", until: datetime | None = None
) -> dict[str, Any]:
    """What one part of a file says, for a purpose; the look is told first, and what cannot be told is not shown."""
    rules.may_look(by, person, part, purpose, words)
    sealed = {"words": words} if words else {}
    told = add(Look, person, by=by, part=part, purpose=purpose, until=until, sealed=sealed)
    record("care.looked", person, by=by, part=part, purpose=purpose, look=str(told.pk))
    return queries.contents(person, part, by)


@atomic()
def break_glass(person: SupportedPerson, *, by: User, words: str) -> BreakGlass:
    """Open one legal file for an hour in an emergency, to be reviewed by somebody else (SEC-15)."""
    rules.may_break_glass(by, person, words)
    broken = add(BreakGlass, person, by=by, until=timezone.now() + BROKEN_FOR, sealed={"words": words})
    record("care.broken", broken, by=by)
    return broken


@atomic()
def look_in_emergency(person: SupportedPerson, *, by: User) -> dict[str, Any]:
    if not queries.broken_open(by, person, timezone.now()) or queries.is_blocked(by, person):
        raise Refused(rules.NOT_THERE)
    told = add(Look, person, by=by, part=Part.LEGAL, purpose=Look.EMERGENCY)
    record("care.looked", person, by=by, part=Part.LEGAL, purpose=Look.EMERGENCY, look=str(told.pk))
    return queries.contents(person, Part.LEGAL, by)


@atomic()
def review(opening: BreakGlass, *, by: User, verdict: Verdict) -> BreakGlass:
    rules.may_review(by, opening)
    opening.reviewed_at, opening.reviewed_by, opening.verdict = timezone.now(), by.pk, verdict
    opening.save(update_fields=["reviewed_at", "reviewed_by", "verdict"])
    record("care.reviewed", opening, by=by, verdict=verdict)
    return opening


@atomic()
def inquire(opening: Opening, *, said: Asked, note: str, by: User) -> Inquiry:
    """What came of asking about an opening (SEC-30). The same twice is one; said otherwise, both are kept."""
    rules.may_inquire(by, opening)
    person = SupportedPerson.objects.select_for_update().get(pk=opening.person)
    before = Inquiry.objects.filter(event=opening.event).last()
    if before and before.said == said and opened([before], "note") == [{"note": note}]:
        return before
    asked = add(Inquiry, person, by=by, event=opening.event, said=said, sealed={"note": note})
    record("care.inquired", asked, by=by, said=said, event=opening.event)
    return asked


@atomic()
def note_refusal(commune: int, person: SupportedPerson | None, *, by: User) -> None:
    """Somebody asked for a file that is not theirs, or not there: both take the same way (SEC-13, SEC-26)."""
    record("care.refused", person or SupportedPerson(commune=commune), by=by)


def add(
    model: type[OfPerson], person: SupportedPerson, *, by: User, sealed: dict[str, Any] | None = None, **fields: Any
) -> Any:
    row = model(person=person, key=person.key, by=by.pk, **fields)
    if sealed:
        row.seal(**sealed)
    row.save(force_insert=True)
    return row


def add_step(person: SupportedPerson, *, by: User, **said: Any) -> None:
    """One thing more that the law did with a file, of the `kind` that `said` tells."""
    add(LegalStep, person, by=by, sealed={"content": said})


def as_it_stands(row: Row) -> Row:
    """A row of somebody's file and whose it is, read anew and locked: two at once see each other's word."""
    there = type(row)._default_manager.select_for_update(of=("self",)).select_related("person")
    return there.get(pk=row.pk)


# --- a file begins ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """What the police write down to open a file."""

    identity: dict[str, Any]
    card: dict[str, Any]
    ground: terms.Ground
    number: str
    decided_on: date
    signed_by: str
    completed_on: date | None = None

    @property
    def decision(self) -> dict[str, Any]:
        days = {"decided_on": self.decided_on, "completed_on": self.completed_on}
        said = {name: day.isoformat() for name, day in days.items() if day}
        return {
            "kind": StepKind.DECISION,
            "ground": self.ground,
            "number": self.number,
            "signed_by": self.signed_by,
        } | said


def open_file(number: UUID, told: Opened, *, village: Place, by: User) -> SupportedPerson:
    """Begin a file; the same form sent twice opens one."""
    rules.may_open_file(by, village)
    if there := SupportedPerson.objects.filter(pk=number).first():
        return there
    commune = village.commune_id
    refuse_known(told.identity, commune, by=by)
    ends_on = terms.reckon(told.ground, decided_on=told.decided_on, completed_on=told.completed_on).ends_on
    where = {"commune": commune, "village": village.pk, "officer": by.pk, "ends_on": ends_on}
    key = sealing.make_key(commune)
    with atomic():
        person = SupportedPerson(id=number, key=key, **where, **queries.marks_of(told.identity))
        person.seal(identity=told.identity)
        person.save(force_insert=True)
        add(SupportCard, person, by=by, sealed={"content": told.card})
        add_step(person, by=by, **told.decision)
        record("care.opened", person, by=by)
    return person


def refuse_known(identity: dict[str, Any], commune: int, *, by: User, but: SupportedPerson | None = None) -> None:
    """A second file of one person is refused; whoever may not see the first learns nothing of it (SEC-13)."""
    people = SupportedPerson.objects.filter(commune=commune).open().exclude(pk=but.pk if but else None)
    for number in filter(None, (identity.get("card_number"), identity.get("phone"))):
        for known in queries.found_by_number(people, number):
            is_theirs = queries.within(by, Part.LEGAL).filter(pk=known.pk).exists()
            raise Refused(KNOWN.format(code=known.code) if is_theirs else rules.PASSED_ON)


# --- what is done in it -----------------------------------------------------------------------------------


@atomic()
def set_interval(person: SupportedPerson, *, months: int, first_on: date, decided_by: str, by: User) -> LabTest:
    """How often tests are due: the law sets nothing, so who decided it is written down (Law 120 art. 23)."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    add_step(person, by=by, kind=StepKind.INTERVAL, months=months, decided_by=decided_by)
    LabTest.objects.filter(person=person, done_on=None).delete()
    due = due_test(person, first_on, by=by)
    record("care.interval_set", person, by=by)
    return due


def due_test(person: SupportedPerson, due_on: date, *, by: User) -> LabTest:
    there = LabTest.objects.filter(person=person, due_on=due_on).first()
    return there or add(LabTest, person, by=by, due_on=due_on)


@atomic()
def record_result(test: LabTest, *, done_on: date, result: Result, by: User, known_on: date | None = None) -> LabTest:
    """What came of a test, and when the next is due. The same twice is harmless; another result is refused.

    When it was done, known and told are kept apart, of every result alike.
    """
    known_on = known_on or clock.today()
    rules.may_record_result(by, test, done_on, known_on)
    test = as_it_stands(test)
    if test.done_on:
        [before] = opened([test], "result")
        if (test.done_on, before["result"]) != (done_on, result):
            raise Refused(rules.OTHER_RESULT)
        return test
    test.done_on, test.known_on, test.told_at, test.done_by = done_on, known_on, clock.now(), by.pk
    test.seal(result=result)
    test.save(update_fields=["done_on", "known_on", "told_at", "done_by", "result"])
    plan_next(test, by=by)
    record("care.tested", test, by=by)
    return test


def plan_next(test: LabTest, *, by: User) -> None:
    """The next test by the interval that was set, as long as the management lasts."""
    interval = queries.step_of(test.person, StepKind.INTERVAL)
    next_on = test.due_on + relativedelta(months=interval["months"]) if interval else None
    if next_on and next_on <= test.person.ends_on:
        due_test(test.person, next_on, by=by)


@atomic()
def record_finding(
    number: UUID, person: SupportedPerson, *, happened_on: date, known_on: date, found: Found, words: str, by: User
) -> Finding:
    """Something went badly. The days it happened, was known and was told are kept apart; the last is the server's."""
    rules.may_record_finding(by, person, happened_on, known_on)
    if there := Finding.objects.filter(pk=number).first():
        return there
    said = {"content": {"found": found, "words": words}}
    days = {"happened_on": happened_on, "known_on": known_on, "told_at": clock.now()}
    told = add(Finding, person, by=by, id=number, sealed=said, **days)
    record("care.found", told, by=by)
    return told


@atomic()
def hand_to_officer(person: SupportedPerson, officer: User, *, by: User) -> SupportedPerson:
    """Who of the police answers for this file; only they record its tests."""
    rules.may_hand_to(by, person, officer)
    if person.officer != officer.pk:
        person.officer = officer.pk
        person.save(update_fields=["officer"])
        record("care.handed", person, by=by, officer=officer.pk)
    return person


@atomic()
def assign_body(person: SupportedPerson, body: Body, helper: User | None = None, *, by: User) -> Assignment:
    """A union is asked to help, whose chair names who; or somebody of a body that has no chair, by name."""
    rules.may_assign(by, person, body, helper)
    today, there = clock.today(), Assignment.objects.filter(person=person, body=body.pk, ended_at=None)
    there.filter(ends_on__lt=today).update(ended_at=clock.now())  # its months are over: who is asked again begins anew
    if still := there.first():
        return still
    ends_on, who = min(today + ASSIGNED_FOR, person.ends_on), helper.pk if helper else None
    assigned = add(Assignment, person, by=by, body=body.pk, helper=who, starts_on=today, ends_on=ends_on)
    record("care.assigned", assigned, by=by, body=body.pk)
    return assigned


@atomic()
def name_helper(assignment: Assignment, helper: User, *, by: User) -> Assignment:
    rules.may_name_helper(by, assignment, helper)
    if assignment.helper != helper.pk:
        assignment.helper = helper.pk
        assignment.save(update_fields=["helper"])
        record("care.helper_named", assignment, by=by, helper=helper.pk)
    return assignment


@atomic()
def record_visit(
    number: UUID, person: SupportedPerson, *, visited_on: date, note: str, next_on: date | None, by: User
) -> HelpVisit:
    rules.may_touch(by, person, Part.CARD, Act.CREATE)
    if there := HelpVisit.objects.filter(pk=number).first():
        return there
    said = {"note": note} if note else None
    visit = add(HelpVisit, person, by=by, id=number, sealed=said, visited_on=visited_on, next_on=next_on)
    record("care.visited", visit, by=by)
    return visit


@atomic()
def add_pause(person: SupportedPerson, pause: terms.Pause, *, document: str, by: User) -> SupportedPerson:
    """Days that do not count, by which paper (SEC-59); the end is reckoned anew from everything in the file."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    days = {"first": pause.first.isoformat(), "last": pause.last.isoformat()}
    content = {"kind": StepKind.PAUSE, "pause": pause.kind, "document": document} | days
    if not any(content.items() <= step.items() for step in queries.steps_of(person)):
        add_step(person, by=by, **content)
    person.ends_on = queries.reckoning(person).ends_on
    person.save(update_fields=["ends_on"])
    record("care.paused", person, by=by, ends_on=person.ends_on.isoformat())
    return person


# --- a file ends ------------------------------------------------------------------------------------------


@atomic()
def close_file(
    person: SupportedPerson, reason: terms.ExitReason, *, document: str, on: date, by: User
) -> SupportedPerson:
    """End a file before its term, for one of the law's reasons and with its document."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    if reason not in queries.exits_of(person):
        raise Refused(NO_SUCH_END.format(reason=reason.label))
    return end(person, reason, document=document, on=on, by=by)


def end(person: SupportedPerson, reason: terms.ExitReason, *, document: str, on: date, by: User) -> SupportedPerson:
    """Its last step, by which paper; and nobody sees it any more."""
    add_step(person, by=by, kind=StepKind.EXIT, reason=reason, document=document, on=on.isoformat())
    return close(person, on, by=by)


def close(person: SupportedPerson, on: date, *, by: User | None) -> SupportedPerson:
    person.closed_on = on
    person.save(update_fields=["closed_on"])
    Assignment.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    LabTest.objects.filter(person=person, done_on=None).delete()
    record("care.closed", person, by=by)
    return person


def end_terms(today: date) -> int:
    """Close every file whose term is over (SEC-59); how many. Needs no key: a file ends also where none can be read."""
    over = list(SupportedPerson.objects.open().filter(ends_on__lt=today))
    for person in over:
        with atomic():
            close(person, person.ends_on, by=None)
    return len(over)


def shred_ended(today: date) -> int:
    """Destroy the keys of files whose archive period is over; what stays is a code and its days (SEC-24)."""
    ended = SupportedPerson.objects.exclude(closed_on=None).exclude(identity=None)
    over = [person for person in ended if person.closed_on and queries.archived_until(person.closed_on) < today]
    for person in over:
        sealing.shred(person.key, commune=person.commune, by=None)
        with atomic():
            empty(person)
    return len(over)


def empty(person: SupportedPerson) -> None:
    for rows in (LegalStep, SupportCard, HelpVisit, LabTest, Finding, Move, Routing, Assignment, Block, OwnRequest):
        rows.objects.filter(person=person).delete()
    Look.objects.filter(person=person).update(words=None)
    Inquiry.objects.filter(person=person).update(note=None)
    person.identity = person.card_number = person.phone = None
    person.save(update_fields=["identity", "card_number", "phone"])
    record("care.shredded", person, by=None)


# --- what the person asks ---------------------------------------------------------------------------------


@atomic()
def block(person: SupportedPerson, user: User, *, words: str, by: User) -> Block:
    """This officer sees the file no more, whatever their post: a relative, or the person asked it (SEC-16)."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    if there := Block.objects.filter(person=person, user=user.pk, ended_at=None).first():
        return there
    blocked = add(Block, person, by=by, user=user.pk, sealed={"words": words})
    record("care.blocked", blocked, by=by, user=user.pk)
    return blocked


@atomic()
def tell_who_looked(person: SupportedPerson, *, by: User) -> list[dict[str, Any]]:
    """Who opened which part when and why, for the person themselves (SEC-29, SEC-60); printing it is told too."""
    rules.may_touch(by, person, Part.LEGAL, Act.EXPORT)
    record("care.accounted", person, by=by)
    return queries.looks_at(person)
