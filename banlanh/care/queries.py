"""Which files somebody may touch. One question, asked in the database, for lists and for single files alike."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from banlanh.accounts.enums import Act, Role, Scope
from banlanh.accounts.matrix import grant
from banlanh.accounts.models import Post, PostQuerySet, User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day
from banlanh.places.enums import BodyKind
from banlanh.places.models import Place
from banlanh.sealing.queries import mark_of
from banlanh.sealing.rows import opened, with_opened
from vanban.text import search_key

from . import terms
from .enums import Answer, Found, Part, StepKind
from .models import (
    Assignment,
    AssignmentQuerySet,
    Block,
    BreakGlass,
    Finding,
    HelpVisit,
    LabTest,
    LegalStep,
    Look,
    Move,
    MoveQuerySet,
    Routing,
    SupportCard,
    SupportedPerson,
    SupportedPersonQuerySet,
)

POLICE = frozenset({Role.R3, Role.R4})
HELPERS = (Role.R8, Role.R10, Role.R11)
HELPING = (BodyKind.ORGANISATION, BodyKind.FRONT, BodyKind.HEALTH, BodyKind.PEOPLES_COMMITTEE)
NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY
day_of = date.fromisoformat
MOST_FOUND = 5  # SEC-18


def within(user: User, part: Part, act: Act = Act.READ) -> SupportedPersonQuerySet:
    """The open files of which this person may do `act` with that part; a block beats every grant (SEC-16)."""
    if user.reach.commune is None:
        return SupportedPerson.objects.none()
    theirs = NOBODY
    for post in user.reach.posts:
        cell = grant(post.role, part.data)
        if cell.allows(act):
            theirs |= reached_by(user, post, cell.scopes)
    open_here = SupportedPerson.objects.for_place(user.reach.commune).open().filter(theirs)
    return open_here.exclude(pk__in=blocked_from(user))


def blocked_from(user: User) -> QuerySet:
    return Block.objects.filter(user=user.pk, ended_at=None).values("person")


def reached_by(user: User, post: Post, scopes: frozenset[str]) -> Q:
    """How far a post reaches: the commune, its own villages or union, or whom it was assigned to."""
    if Scope.COMMUNE in scopes:
        return EVERYBODY
    found, now = NOBODY, Assignment.objects.active(clock.today()).filter(body=post.body_id)
    if Scope.VILLAGE in scopes:
        found |= Q(village__in=[place.pk for place in post.villages.all()]) | Q(pk__in=now.values("person"))
    if Scope.ASSIGNED in scopes:
        found |= assigned_to(user, post.role, now)
    return found


def assigned_to(user: User, role: str, now: AssignmentQuerySet) -> Q:
    """For whom an officer answers, whose decision waits for this chairman's signature, or whom one helps."""
    if role in POLICE:
        return Q(officer=user.pk)
    routed = Routing.objects.open(clock.today()).filter(signer=user.pk)
    return Q(pk__in=(routed if role == Role.R2 else now.filter(helper=user.pk)).values("person"))


def days_for(user: User, person: SupportedPerson, parts: list[Part]) -> list[str]:
    """The days on a file's envelope, each for who may open its part: a helper sees no term and no test."""
    test = next_test(person) if Part.TESTS in parts else None
    days = {
        "thời hạn đến": person.ends_on if Part.LEGAL in parts else None,
        "xét nghiệm hẹn": test.due_on if test else None,
        "hẹn thăm": next_visit(person) if Part.CARD in parts and fields_for(user, person) is None else None,
    }
    return [f"{what} {day(on)}" for what, on in days.items() if on]


def next_visit(person: SupportedPerson) -> date | None:
    """When the last visit said that the next would be, where that day is not over."""
    last = HelpVisit.objects.filter(person=person).first()
    return last.next_on if last and last.next_on and last.next_on >= clock.today() else None


def parts_for(user: User, person: SupportedPerson, act: Act = Act.READ) -> list[Part]:
    return [part for part in Part if within(user, part, act).filter(pk=person.pk).exists()]


# --- finding one person (SEC-18, SEC-23) ------------------------------------------------------------------


def digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def marks_of(identity: dict[str, Any]) -> dict[str, int | None]:
    """The marks by which exact numbers are found again; "chưa có" in the place of a number has none."""
    numbers = {field: digits(identity.get(field) or "") for field in ("card_number", "phone")}
    return {field: mark_of(number) if number else None for field, number in numbers.items()}


def found_by_number(people: SupportedPersonQuerySet, number: str) -> list[SupportedPerson]:
    """Those with this exact number of their papers or telephone: found by its mark, then opened and compared."""
    if not digits(number):
        return []
    mark = mark_of(digits(number))
    marked = people.filter(Q(card_number=mark) | Q(phone=mark))
    wanted = [
        person
        for person, identity in identities_of(marked)
        if digits(number) in {digits(identity.get(field) or "") for field in ("card_number", "phone")}
    ]
    return wanted[:MOST_FOUND]


def found_by_name(people: SupportedPersonQuerySet, name: str, born: int) -> list[SupportedPerson]:
    """Those with this full name and year of birth: each file in reach is opened in memory, none is indexed."""
    wanted = [
        person
        for person, identity in identities_of(people)
        if search_key(identity.get("full_name", "")) == search_key(name) and identity.get("born") == born
    ]
    return wanted[:MOST_FOUND]


def identities_of(people: SupportedPersonQuerySet) -> list[tuple[SupportedPerson, dict[str, Any]]]:
    return [(person, each["identity"] or {}) for person, each in with_opened(people, "identity")]


# --- what is in a file ------------------------------------------------------------------------------------


def steps_of(person: SupportedPerson) -> list[dict[str, Any]]:
    """What the law did, in order; what was voided is left out."""
    standing = LegalStep.objects.filter(person=person, voided_at=None).select_related("person")
    return [{"id": step.pk, "at": step.at} | each["content"] for step, each in with_opened(standing, "content")]


def step_of(person: SupportedPerson, kind: StepKind) -> dict[str, Any] | None:
    """The last step of a kind."""
    return next((step for step in reversed(steps_of(person)) if step["kind"] == kind), None)


# --- what is to be done -----------------------------------------------------------------------------------


def due_tests(user: User, on: date, *, within_days: int = 14) -> list[LabTest]:
    """Tests not done that are due soon or late, of the files in reach; by their day, never by a person."""
    waiting = LabTest.objects.filter(done_on=None, due_on__lte=on + timedelta(days=within_days))
    return list(waiting.filter(person__in=within(user, Part.TESTS)).select_related("person").order_by("due_on"))


def next_test(person: SupportedPerson) -> LabTest | None:
    return LabTest.objects.filter(person=person, done_on=None).first()


def test_in_reach(user: User, number: UUID) -> LabTest | None:
    """A test whose result this person may write."""
    theirs = LabTest.objects.filter(person__in=within(user, Part.TESTS, Act.CREATE))
    return theirs.filter(pk=number).select_related("person").first()


def assignment_of_chair(user: User, number: UUID) -> Assignment | None:
    """A part of their own union in helping, of which this person names who helps."""
    unions = [post.body_id for post in user.reach.posts if post.role == Role.R8B]
    theirs = Assignment.objects.active(clock.today()).filter(body__in=unions)
    theirs = theirs.filter(person__in=within(user, Part.CARD, Act.UPDATE))
    return theirs.filter(pk=number).select_related("person").first()


def helping_posts() -> PostQuerySet:
    """Who may be asked to help, and the chairs who ask them, by body."""
    found = Post.objects.of_today().filter(role__in=(Role.R8B, *HELPERS), body__kind__in=HELPING)
    return found.filter(user__disabled_at=None).select_related("user").order_by("body__name", "user__full_name")


def signing_posts() -> PostQuerySet:
    """Who signs decisions: the chairman of a commune and whoever else holds that role today."""
    return Post.objects.of_today().filter(role=Role.R2, user__disabled_at=None).select_related("user")


def ending_soon(user: User, on: date, *, within_days: int = 30) -> list[SupportedPerson]:
    found = within(user, Part.LEGAL, Act.UPDATE).filter(ends_on__lte=on + timedelta(days=within_days))
    return list(found.order_by("ends_on"))


def ending_reminders(user: User, on: date) -> int:
    """How many files in reach end in just so many days that their police are reminded of it today (SEC-59)."""
    if not user.reach.has(Part.LEGAL.data, Act.UPDATE):
        return 0
    return sum(on in terms.reminders(person.ends_on) for person in ending_soon(user, on))


def arrivals(user: User) -> MoveQuerySet:
    """What was sent to the commune of this chief of police, by code; nothing in it opens before it is taken over."""
    commune = user.reach.commune
    cells = [grant(post.role, Part.LEGAL.data) for post in user.reach.posts]
    is_chief = any(cell.allows(Act.CREATE) and Scope.COMMUNE in cell.scopes for cell in cells)
    there = Move.objects.filter(target=commune.pk) if commune and is_chief else Move.objects.none()
    return there.exclude(person__in=blocked_from(user)).select_related("person")


def departures(user: User) -> list[Move]:
    """The last move of each file that this person answers for and that is still here: waiting, or sent back."""
    sent = Move.objects.filter(person__in=within(user, Part.LEGAL, Act.UPDATE)).exclude(answer=Answer.ACCEPTED)
    sent = sent.filter(source=F("person__commune")).select_related("person")
    return list({move.person_id: move for move in sent.order_by("at")}.values())


def move_in_reach(user: User, number: UUID) -> Move | None:
    """One that waits for an answer on paper."""
    theirs = Move.objects.waiting().filter(person__in=within(user, Part.LEGAL, Act.UPDATE), target=None)
    return theirs.filter(pk=number).select_related("person").first()


def helped_by(user: User, on: date) -> list[Assignment]:
    """The cards that this person helps with, or whose helper a chair has to name."""
    found = Assignment.objects.active(on).filter(person__in=within(user, Part.CARD))
    bodies = [post.body_id for post in user.reach.posts]
    return list(found.filter(body__in=bodies).select_related("person").order_by("starts_on"))


def looks_today(user: User, now: datetime, *, but: SupportedPerson) -> int:
    """Of how many people this person opened a file since midnight, one of them left out."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Look.objects.filter(by=user.pk, at__gte=midnight).exclude(person=but)
    return looks.order_by().values("person").distinct().count()


def broken_open(user: User, person: SupportedPerson, now: datetime) -> bool:
    return BreakGlass.objects.filter(person=person, by=user.pk, until__gt=now).exists()


def waiting_reviews(place: Place) -> list[BreakGlass]:
    found = BreakGlass.objects.filter(person__commune=place.pk, reviewed_at=None)
    return list(found.select_related("person").order_by("at"))


def opening_at(place: Place, number: UUID) -> BreakGlass | None:
    return BreakGlass.objects.filter(person__commune=place.pk, pk=number).select_related("person").first()


def people_named(numbers: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "full_name"))


def is_blocked(user: User, person: SupportedPerson) -> bool:
    return Block.objects.filter(person=person, user=user.pk, ended_at=None).exists()


# --- what one part says -----------------------------------------------------------------------------------

# What of the card each role is shown (matrix, C4); whoever is not named here sees all of it.
CARD_FIELDS: dict[str, set[str]] = {
    Role.R8B: {"preferred_name", "contact"},
    Role.R10: {"contact", "needs"},
    Role.R11: {"contact"},
}


def contents(person: SupportedPerson, part: Part, user: User) -> dict[str, Any]:
    """What a part says to this person, opened; only `actions.look` and its like call it, after they told the log."""
    said = {Part.CARD: card_of, Part.LEGAL: legal_of, Part.TESTS: tests_of}[part]
    return said(person, user)


def card_of(person: SupportedPerson, user: User) -> dict[str, Any]:
    [card] = opened(SupportCard.objects.filter(person=person).select_related("person"), "content")
    shown = fields_for(user, person)
    said = {name: value for name, value in card["content"].items() if value and (shown is None or name in shown)}
    return {"card": said, "visits": visits_of(person) if shown is None else []}


def fields_for(user: User, person: SupportedPerson) -> set[str] | None:
    """The card's fields for this person, or None for all; each post through which they reach the card adds its own."""
    shown: set[str] = set()
    for post in user.reach.posts:
        cell = grant(post.role, Part.CARD.data)
        reaches = cell.allows(Act.READ) and SupportedPerson.objects.filter(pk=person.pk).filter(
            reached_by(user, post, cell.scopes)
        )
        if reaches and post.role not in CARD_FIELDS:
            return None
        shown |= CARD_FIELDS[post.role] if reaches else set()
    return shown


def visits_of(person: SupportedPerson) -> list[dict[str, Any]]:
    visits = list(HelpVisit.objects.filter(person=person).select_related("person"))
    names = people_named({visit.by for visit in visits})
    return [
        {"visited_on": visit.visited_on, "next_on": visit.next_on, "by": names.get(visit.by, ""), "note": each["note"]}
        for visit, each in with_opened(visits, "note")
    ]


def legal_of(person: SupportedPerson, user: User) -> dict[str, Any]:
    [told] = opened([person], "identity")
    steps = steps_of(person)
    if not within(user, Part.CARD).filter(pk=person.pk).exists():  # what stood on the card is not theirs
        steps = [step for step in steps if step["kind"] != StepKind.CARD_CORRECTION]
    said = {"identity": told["identity"], "steps": steps, "reckoning": reckoning(person)}
    return said | {"findings": findings_of(person)}


def findings_of(person: SupportedPerson) -> list[dict[str, Any]]:
    found = Finding.objects.filter(person=person).select_related("person")
    return [
        {"finding": each, "what": Found(said["content"]["found"]).label, "words": said["content"]["words"]}
        for each, said in with_opened(found, "content")
    ]


def tests_of(person: SupportedPerson, user: User) -> dict[str, Any]:
    tests = LabTest.objects.filter(person=person).select_related("person")
    return {"tests": [{"test": test, "result": each["result"]} for test, each in with_opened(tests, "result")]}


def reckoning(person: SupportedPerson) -> terms.Reckoning:
    """When the management ends, from its decision and the days that do not count."""
    decided = step_of(person, StepKind.DECISION)
    if decided is None:
        raise Refused("Hồ sơ này chưa có quyết định.")
    pauses = [
        terms.Pause(terms.PauseKind(step["pause"]), day_of(step["first"]), day_of(step["last"]))
        for step in steps_of(person)
        if step["kind"] == StepKind.PAUSE
    ]
    completed = decided.get("completed_on")
    return terms.reckon(
        terms.Ground(decided["ground"]),
        decided_on=day_of(decided["decided_on"]),
        completed_on=day_of(completed) if completed else None,
        pauses=pauses,
    )


def archived_until(closed_on: date) -> date:
    """The last day of the archive period of a file that ended on `closed_on`."""
    return terms.last_day(terms.row_of(terms.What.ARCHIVE, on=closed_on), closed_on)


def looks_at(person: SupportedPerson) -> list[dict[str, Any]]:
    """Who opened which part, when and why, from the first to the last."""
    looks = list(Look.objects.filter(person=person).order_by("at"))
    names = people_named({look.by for look in looks})
    return [
        {
            "at": look.at,
            "by": names.get(look.by, ""),
            "part": Part(look.part).label,
            "purpose": dict(Look.PURPOSES)[look.purpose],
            "until": look.until,
        }
        for look in looks
    ]


def words_of(opening: BreakGlass) -> str:
    """Why the glass was broken: what a reviewer judges by."""
    [told] = opened([opening], "words")
    return told["words"]


def exits_of(person: SupportedPerson) -> list[terms.ExitReason]:
    """The reasons for which the law of today ends such a management before its term."""
    rows = terms.rows_of(terms.What.EXIT, category_of(person), on=clock.today())
    return [terms.ExitReason(row.about[1]) for row in rows]


def category_of(person: SupportedPerson) -> terms.Category:
    decided = step_of(person, StepKind.DECISION)
    return terms.Ground(decided["ground"]).category if decided else terms.Category.AFTER_REHAB
