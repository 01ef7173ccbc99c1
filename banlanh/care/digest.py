"""One page a week of who looked at what, put together from the sealed log whenever it is read (PROTECTION SEC-29).

Of staff it tells posts, and names only where something has to be asked; of people in care it tells codes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.core import clock
from banlanh.core.clock import DAY
from banlanh.core.homes import SEALED
from banlanh.places.models import Place
from banlanh.sealing.rows import with_opened

from . import terms
from .enums import Part
from .gossip import LONG_BEFORE, WEEK, Days, Facts, Opening, Rule, named_by
from .models import Assignment, Block, Finding, Inquiry, LabTest, Look, Move, OwnRequest, Routing, SupportedPerson
from .queries import people_named

LOOKED, REFUSED = "care.looked", "care.refused"
NO_WORK = {LOOKED, REFUSED, "care.broken", "care.reviewed", "care.inquired"}  # that a person did no work in a file by
WEEKS = 8  # that are shown, and wait where something in them was not asked
SOON, SHORTLY = timedelta(days=14), timedelta(days=7)  # before a day on which something is due, and around it
A_FILE = SupportedPerson._meta.label_lower


@dataclass(frozen=True)
class Named:
    """An opening to be asked about: why, whose, and what came of asking."""

    opening: Opening
    rules: list[Rule]
    code: str
    name: str
    post: str
    said: Inquiry | None

    @property
    def part(self) -> str:
        return Part(self.opening.part).label if self.opening.part else "bị từ chối"

    @property
    def purpose(self) -> str:
        return str(dict(Look.PURPOSES).get(self.opening.purpose, ""))


@dataclass(frozen=True)
class Week:
    first: date
    looks: int
    by_purpose: list[tuple[str, int]]
    by_post: list[tuple[str, int]]
    named: list[Named]

    @property
    def last(self) -> date:
        return self.first + WEEK - DAY

    @property
    def waiting(self) -> list[Named]:
        return [each for each in self.named if each.said is None]

    @property
    def asked(self) -> list[Named]:
        return [each for each in self.named if each.said]


def weeks(today: date) -> list[date]:
    """The Mondays of the weeks that are over, the last first."""
    return [clock.monday_of(today) - number * WEEK for number in range(1, WEEKS + 1)]


def digest(commune: Place, first: date) -> Week:
    facts = facts_of(commune.pk, first, first + WEEK)
    openings = within(facts.openings, first)
    looks, posts = [each for each in openings if each.purpose], posts_of(facts.openings, commune)
    purposes = Counter(str(dict(Look.PURPOSES)[each.purpose]) for each in looks)
    by_post = Counter(post_on(posts, each) for each in looks)
    named = [(each, rules) for each in openings if (rules := named_by(each, facts))]
    return Week(first, len(looks), purposes.most_common(), sorted(by_post.items()), told(named, posts))


def waiting(commune: Place, today: date) -> dict[date, int]:
    """How many openings of each week wait to be asked about; weeks without one are left out."""
    mondays = weeks(today)
    facts = facts_of(commune.pk, mondays[-1], mondays[0] + WEEK)
    asked = set(Inquiry.objects.filter(person__in=facts.of_file).values_list("event", flat=True))
    found = Counter(
        clock.monday_of(each.day)
        for each in facts.openings
        if mondays[-1] <= each.day < mondays[0] + WEEK and each.event not in asked and named_by(each, facts)
    )
    return dict(found)


def within(openings: Iterable[Opening], first: date) -> list[Opening]:
    return [each for each in openings if first <= each.day < first + WEEK]


def told(named: list[tuple[Opening, list[Rule]]], posts: list[Post]) -> list[Named]:
    people = SupportedPerson.objects.in_bulk([each.person for each, _ in named])
    names = people_named({each.by for each, _ in named})
    said = {each.event: each for each in Inquiry.objects.filter(event__in=[each.event for each, _ in named])}
    return [
        Named(each, rules, people[each.person].code, names.get(each.by, ""), post_on(posts, each), said.get(each.event))
        for each, rules in named
    ]


def opening_at(commune: Place, event: int) -> Named | None:
    """One opening as the log told it, with every rule that names it."""
    found = Event.objects.using(SEALED).filter(commune=commune.pk, pk=event, verb__in=(LOOKED, REFUSED)).first()
    if found is None:
        return None
    day = timezone.localdate(found.at)
    facts = facts_of(commune.pk, day, day + DAY)
    opening = next((each for each in facts.openings if each.event == event), None)
    return told([(opening, named_by(opening, facts))], posts_of([opening], commune))[0] if opening else None


def inquiries_about(event: int) -> list[tuple[Inquiry, str]]:
    """What came of asking about an opening, each with its note."""
    return [(each, said["note"] or "") for each, said in with_opened(Inquiry.objects.filter(event=event), "note")]


# --- who works in which post ------------------------------------------------------------------------------


def posts_of(openings: Iterable[Opening], commune: Place) -> list[Post]:
    return list(Post.objects.for_place(commune).filter(user__in={each.by for each in openings}))


def post_on(posts: list[Post], opening: Opening) -> str:
    held = [post for post in posts if post.user_id == opening.by and holds(post, opening.day)]
    return ", ".join(sorted({str(Role(post.role).label) for post in held})) or "không rõ chức danh"


def holds(post: Post, day: date) -> bool:
    return post.starts_on <= day and (post.ends_on is None or day <= post.ends_on)


# --- what the rules ask about -----------------------------------------------------------------------------


def facts_of(commune: int, first: date, until: date) -> Facts:
    """What rules need to judge the openings from `first` to before `until`."""
    days = (clock.midnight_of(first - LONG_BEFORE), clock.midnight_of(until) + WEEK)
    events = Event.objects.using(SEALED).filter(commune=commune, at__range=days, by__isnull=False)
    log = list(events.filter(verb__startswith="care.").order_by("at", "pk"))
    files = files_of(log)
    people = {each.pk: each for each in SupportedPerson.objects.filter(pk__in=set(files.values()))}
    openings = [opening_of(each, files[each.subject]) for each in log if each.verb in (LOOKED, REFUSED)]
    return Facts(
        [each for each in openings if each.person in people],
        acts_of(log, files),
        due_in(people),
        theirs(people),
        {each.pk: each.closed_on for each in people.values() if each.closed_on},
        frozenset(Block.objects.filter(person__in=people).values_list("user", "person")),
    )


def opening_of(event: Event, person: UUID) -> Opening:
    told: dict[str, Any] = event.detail
    at = timezone.localtime(event.at)
    return Opening(event.pk, at, event.by or 0, person, told.get("part", ""), told.get("purpose", ""))


def files_of(log: Iterable[Event]) -> dict[str, UUID]:
    """Whose file each subject of the log is part of."""
    rows: dict[str, set[UUID]] = {}
    for event in log:
        label, _, number = event.subject.partition(":")
        rows.setdefault(label, set()).add(UUID(number))
    found = {f"{A_FILE}:{number}": number for number in rows.pop(A_FILE, ())}
    for label, numbers in rows.items():
        kept = apps.get_model(label)._default_manager.filter(pk__in=numbers).values_list("pk", "person")
        found |= {f"{label}:{number}": person for number, person in kept}
    return found


def acts_of(log: Iterable[Event], files: dict[str, UUID]) -> dict[tuple[int, UUID], list[datetime]]:
    found: dict[tuple[int, UUID], list[datetime]] = {}
    for event in log:
        if event.verb not in NO_WORK and event.subject in files:
            found.setdefault((event.by or 0, files[event.subject]), []).append(timezone.localtime(event.at))
    return found


def due_in(people: dict[UUID, SupportedPerson]) -> dict[UUID, list[Days]]:
    found: dict[UUID, list[Days]] = {}
    for person, first, last in spans(people):
        found.setdefault(person, []).append((first, last))
    return found


def spans(people: dict[UUID, SupportedPerson]) -> Iterator[tuple[UUID, date, date]]:
    """From when to when police, helpers and health have something to do in a file."""
    for person in people.values():
        opened_on = timezone.localdate(person.opened_at)
        yield person.pk, opened_on, opened_on + SOON
        yield person.pk, min(terms.reminders(person.ends_on)), person.ends_on
    for test in LabTest.objects.filter(person__in=people):
        yield test.person_id, test.due_on - SOON, (test.done_on or clock.today()) + SHORTLY
    for finding in Finding.objects.filter(person__in=people):
        yield finding.person_id, finding.happened_on, finding.happened_on + SOON
    for asked in OwnRequest.objects.filter(person__in=people):
        answered = timezone.localdate(asked.answered_at) if asked.answered_at else clock.today()
        yield asked.person_id, asked.asked_on, answered + SHORTLY
    for move in Move.objects.filter(person__in=people):
        settled = timezone.localdate(move.answered_at) if move.answered_at else clock.today()
        yield move.person_id, timezone.localdate(move.left_at), settled + SHORTLY


def theirs(people: dict[UUID, SupportedPerson]) -> dict[tuple[int, UUID], list[Days]]:
    """Whose work a file is: its officer's, its helper's, the head's of the union that helps, its signer's."""
    found: dict[tuple[int, UUID], list[Days]] = {(each.officer, pk): [ALWAYS] for pk, each in people.items()}
    given = list(Assignment.objects.filter(person__in=people))
    members: dict[int, set[int]] = {}
    chairs = Post.objects.filter(body__in={each.body for each in given}, role=Role.R8B)
    for body, user in chairs.values_list("body", "user"):
        members.setdefault(body, set()).add(user)
    for each in given:
        ended = timezone.localdate(each.ended_at) if each.ended_at else each.ends_on
        for user in {each.helper or 0, *members.get(each.body, ())}:
            found.setdefault((user, each.person_id), []).append((each.starts_on, min(ended, each.ends_on)))
    for routing in Routing.objects.filter(person__in=people):
        days = (timezone.localdate(routing.at), routing.ends_on)
        found.setdefault((routing.signer, routing.person_id), []).append(days)
    return found


ALWAYS: Days = (date.min, date.max)
