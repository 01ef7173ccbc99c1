"""What lies on one person's desk: what to do first, this week, next; and what waits for their word."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import allows
from banlanh.records.registry import KINDS, Kind
from banlanh.records.rules import may_record_for

from .enums import State
from .models import Duty, Step
from .standing import Standing, standings

AHEAD = timedelta(days=30)
MOST_NEXT = 8
MOST_WAITING = 20


@dataclass(frozen=True)
class Card:
    """A duty on the desk: what it is, how it stands, and the door to doing it."""

    standing: Standing
    kind: Kind | None  # of the record that proves it, where the person may make one

    @property
    def duty(self) -> Duty:
        return self.standing.duty

    @property
    def door(self) -> str:
        """Where the button leads: to the record that proves the duty, else to the duty itself."""
        if self.kind is None:
            return reverse("plans:duty", args=[self.duty.pk])
        asked = urlencode(
            {"don_vi": self.duty.body_id, "ky": self.duty.starts_on.isoformat(), "viec": self.duty.task_id}
        )
        return f"{reverse('records:create', args=[self.kind.key])}?{asked}"

    @property
    def verb(self) -> str:
        return self.kind.verb if self.kind else "Ghi kết quả"


@dataclass
class Desk:
    """The duties of one's own bodies, by when they must be done."""

    now: list[Card] = field(default_factory=list)
    week: list[Card] = field(default_factory=list)
    later: list[Card] = field(default_factory=list)
    waiting: list[Duty] = field(default_factory=list)

    @property
    def first(self) -> Card | None:
        return next(iter(self.now + self.week), None)

    @property
    def waiting_below(self) -> list[Duty]:
        """Where nothing of one's own comes first, the first that waits does, and is not said twice."""
        return self.waiting if self.first else self.waiting[1:]

    @property
    def is_clear(self) -> bool:
        return not (self.now or self.week or self.waiting)


def desk_of(user: User, *, on: date, submitted: Collection[int] = ()) -> Desk:
    """The desk of `user` on the day `on`; `submitted` are the duties that wait for a word, of the whole commune."""
    desk = Desk(waiting=waiting_for(user, submitted))
    for each in owed(user, on=on):
        shelf_of(desk, each, on).append(Card(each, recorded_by(user, each.duty)))
    desk.now.sort(key=lambda card: (-card.standing.days_late, card.duty.due_on))
    desk.later = next_of_each(desk.later)[:MOST_NEXT]
    return desk


def recorded_by(user: User, duty: Duty) -> Kind | None:
    kind = KINDS.get(duty.kind)
    return kind if kind and allows(may_record_for, user, duty.body, kind) else None


def next_of_each(cards: list[Card]) -> list[Card]:
    """Of work that returns every week, only the next time."""
    nearest: dict[tuple[int, int], Card] = {}
    for card in cards:
        nearest.setdefault((card.duty.task_id, card.duty.body_id), card)
    return list(nearest.values())


def owed(user: User, *, on: date) -> list[Standing]:
    """Duties of one's own bodies that begin soon and are not finished, by due day."""
    duties = Duty.objects.visible_to(user.reach).filter(
        body__in=user.reach.own_bodies, starts_on__lte=on + AHEAD, task__plan__published_at__isnull=False
    )
    hidden = (State.DONE, State.DONE_LATE, State.EXCUSED, State.MISSED, State.SUBMITTED)
    found = standings(duties, commune=user.reach.commune, on=on) if user.reach.commune else []
    return [each for each in found if each.state not in hidden]


def shelf_of(desk: Desk, each: Standing, on: date) -> list[Card]:
    if each.state in (State.LATE, State.SENT_BACK):
        return desk.now
    if each.duty.due_on <= clock.monday_of(on) + timedelta(days=6):
        return desk.week
    return desk.later


def waiting_for(user: User, submitted: Collection[int]) -> list[Duty]:
    """Duties handed in that this person may accept, the oldest first."""
    if not submitted or not user.reach.everywhere(Data.WORK, Act.UPDATE):
        return []
    handed_in_by = Step.objects.filter(duty=OuterRef("pk")).order_by("-at").values("by")[:1]
    found = Duty.objects.visible_to(user.reach).filter(pk__in=submitted).select_related("task", "body")
    # Nobody accepts what they handed in themselves.
    return list(found.alias(handed_in_by=Subquery(handed_in_by)).exclude(handed_in_by=user.pk)[:MOST_WAITING])
