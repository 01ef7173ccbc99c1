"""Late work climbs: after some days it also lies with whoever answers for the body, then with the head of the commune.

Nothing is kept: how far a duty has climbed is told from how late it is, so it comes down by itself once it is done.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.core import clock
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place

from .standing import Standing


@dataclass(frozen=True)
class Rung:
    """From so many days late on, a duty lies there too."""

    days: int
    who: str


IN_CHARGE = Rung(7, "đồng chí phụ trách thôn")
STANDING_BODY = Rung(7, "bộ phận thường trực Ban Chỉ đạo")
HEAD = Rung(14, "đồng chí Bí thư")


@dataclass(frozen=True)
class Ladder:
    """Who of a commune answers for whose late work today, as ids of people."""

    in_charge: dict[int, frozenset[int]] = field(default_factory=dict)  # by village
    standing_body: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()

    @property
    def people(self) -> frozenset[int]:
        return frozenset().union(self.standing_body, self.heads, *self.in_charge.values())

    def rungs(self, body: Body) -> list[tuple[Rung, frozenset[int]]]:
        """The way up from `body`; the standing body's own late work goes straight to the head."""
        in_charge = self.in_charge.get(body.place_id or 0)
        if in_charge:
            return [(IN_CHARGE, in_charge), (HEAD, self.heads)]
        is_above = body.kind in (BodyKind.POLICE, BodyKind.POLICE_CELL, BodyKind.PARTY_COMMITTEE)
        return [(HEAD, self.heads)] if is_above else [(STANDING_BODY, self.standing_body), (HEAD, self.heads)]

    def reached(self, body: Body, days_late: int) -> list[Rung]:
        return [rung for rung, people in self.rungs(body) if people and days_late >= rung.days]

    def lies_with(self, user: User, body: Body, days_late: int) -> bool:
        """Whether the late work of `body` has climbed to this person, whose own it is not."""
        climbed = any(user.pk in people and days_late >= rung.days for rung, people in self.rungs(body))
        return climbed and body.pk not in user.reach.own_bodies


def ladder_of(commune: Place) -> Ladder:
    """The ladder of the commune as its posts of today make it: one query."""
    posts = Post.objects.held_on(clock.today()).filter(body__commune=commune)
    rows = list(posts.values_list("user", "role", "body__kind", "villages"))  # a row for each village in charge
    in_charge: dict[int, set[int]] = defaultdict(set)
    for user, _, _, village in rows:
        in_charge[village or 0].add(user)
    return Ladder(
        {village: frozenset(people) for village, people in in_charge.items() if village},
        frozenset(user for user, role, kind, _ in rows if role == Role.R3 or kind == BodyKind.POLICE_CELL),
        frozenset(user for user, role, *_ in rows if role == Role.R1),
    )


def climb_of(standing: Standing, ladder: Ladder) -> list[tuple[Rung, date]]:
    """To whom a late duty has climbed, and since when."""
    if not standing.is_owed:
        return []
    reached = ladder.reached(standing.duty.body, standing.days_late)
    return [(rung, standing.duty.due_on + timedelta(days=rung.days)) for rung in reached]
