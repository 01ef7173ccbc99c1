"""How far a person's posts reach: the bodies whose data they may touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import BigIntegerField, Q, QuerySet

from banlanh.core.questions import Question, Slot
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place

from .enums import Act, Data, Role, Scope
from .matrix import grant

if TYPE_CHECKING:
    from .models import Post

# "V" is a village for those who answer for one; for a union or a school it is their own body.
VILLAGE_ROLES = frozenset({Role.R5, Role.R6, Role.R7})

OWN_BODY = frozenset({Scope.VILLAGE, Scope.ASSIGNED, Scope.OWN})  # scopes that hold at least the post's own body


@dataclass(frozen=True)
class Reach:
    commune: Place | None
    posts: tuple["Post", ...] = ()

    @cached_property
    def near(self) -> dict[int, frozenset[int]]:
        """Of posts that answer for villages: the post's body and its villages' bodies, by the post."""
        return {post.pk: near(post) for post in self.posts if post.role in VILLAGE_ROLES}

    @property
    def key(self) -> frozenset[tuple]:
        """The same for people who see the same."""
        return frozenset((post.role, post.body_id, self.near.get(post.pk)) for post in self.posts)

    def has(self, data: Data, act: Act) -> bool:
        """Whether any post allows `act` on any data of this class."""
        return any(grant(post.role, data).allows(act) for post in self.posts)

    def everywhere(self, data: Data, act: Act) -> bool:
        """Whether `act` is allowed for the whole commune."""
        return any(self._reaches_all(post, data, act) for post in self.posts)

    def bodies(self, data: Data, act: Act) -> frozenset[int]:
        """Ids of the bodies in reach, for those who do not reach everywhere."""
        found = (self._bodies_of(post, data) for post in self.posts if grant(post.role, data).allows(act))
        return frozenset().union(*found)

    def covers(self, data: Data, act: Act, body: Body) -> bool:
        if self.commune is None or body.commune_id != self.commune.pk:
            return False
        # One's own body is asked for most, and needs no query.
        return self._owns(body, data, act) or self.everywhere(data, act) or body.pk in self.bodies(data, act)

    @property
    def own_bodies(self) -> frozenset[int]:
        """The bodies that the person works for: theirs are the duties on *Việc của tôi*."""
        return frozenset(post.body_id for post in self.posts if grant(post.role, Data.WORK).allows(Act.CREATE))

    def _owns(self, body: Body, data: Data, act: Act) -> bool:
        own = [grant(post.role, data) for post in self.posts if post.body_id == body.pk]
        return any(cell.allows(act) and cell.scopes & OWN_BODY for cell in own)

    def _reaches_all(self, post: "Post", data: Data, act: Act) -> bool:
        cell = grant(post.role, data)
        # R15 reviews everything: its cell for C1 names no scope.
        return cell.allows(act) and (Scope.COMMUNE in cell.scopes or not cell.scopes)

    def _bodies_of(self, post: "Post", data: Data) -> frozenset[int]:
        scopes = grant(post.role, data).scopes
        if Scope.VILLAGE in scopes and post.role in VILLAGE_ROLES:
            return self.near[post.pk]
        return frozenset({post.body_id}) if scopes & OWN_BODY else frozenset()


def reach_of(posts: Iterable["Post"]) -> Reach:
    """The reach of these posts; a person who holds posts in two communes works in the first."""
    posts = tuple(posts)
    if not posts:
        return Reach(None)
    commune = posts[0].body.commune
    commune.version = posts[0].version or ""
    return Reach(commune, tuple(post for post in posts if post.body.commune_id == commune.pk))


def near(post: "Post") -> frozenset[int]:
    """The post's own body and the bodies of the villages that it answers for."""
    own = post.body
    return frozenset(INSIDE(post=post.pk, place=own.place_id, commune=own.commune_id)) | {post.body_id}


@Question
def INSIDE() -> QuerySet:
    through = apps.get_model("accounts", "Post").villages.through
    villages = through.objects.filter(post=Slot("post", BigIntegerField())).values("place")
    answers_for = Q(place__in=villages) | Q(place=Slot("place", BigIntegerField()))
    # Told which commune, PostgreSQL reads its bodies and not those of the whole province.
    here = Body.objects.filter(commune=Slot("commune", BigIntegerField()))
    inside = here.filter(answers_for, kind__in=(BodyKind.VILLAGE, BodyKind.VILLAGE_CELL))
    return inside.order_by().values_list("pk", flat=True)
