"""A commune set up from a workbook: all of it or nothing; a second time only what is new or was changed.

What the workbook says, stands: an emptied cell empties. Only an empty end of a post leaves the end that is kept,
and a row that was taken out takes nothing away.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q

from banlanh.audit.actions import record
from banlanh.places.enums import BodyKind, PlaceKind
from banlanh.places.models import Body, Place
from vanban.bodies import fold_name
from vanban.text import search_key

from .access import require
from .enums import Act, Data
from .models import Post, User
from .workbook.checks import end_by_default, meet, period, role_conflict, village_body_name
from .workbook.faults import Fault, WorkbookRefused
from .workbook.roles import may_share_an_account
from .workbook.sheets import SHEETS, Line, Workbook

IS_DEMO = "xã này trên máy đang là dữ liệu mô phỏng. Xin lập xã thật ở một thư mục dữ liệu khác."
TAKEN = "tên đăng nhập «{}» đã có người khác dùng. Xin đặt tên đăng nhập khác."
ELSEWHERE = "tên đăng nhập «{}» đã có người ở xã khác dùng. Xin đặt tên đăng nhập khác."
EMPTY = "(trống)"

Noun = TypeVar("Noun", bound=models.Model)


@dataclass
class Tally:
    """How many rows of one sheet were new, were changed, stood as they are."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Outcome:
    """What a workbook did; `changes` and `remarks` are sentences, `newcomers` need an activation slip."""

    commune: Place
    tallies: dict[str, Tally] = field(default_factory=lambda: {sheet.title: Tally() for sheet in SHEETS})
    changes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    newcomers: list[User] = field(default_factory=list)
    granted: list[int] = field(default_factory=list)  # ids of the new posts

    @property
    def changed_something(self) -> bool:
        return any(tally.added or tally.changed for tally in self.tallies.values())


@transaction.atomic
def set_up_commune(workbook: Workbook, *, by: User | None = None) -> Outcome:
    """Write what `workbook` says and is not yet so; `WorkbookRefused` names every fault and nothing is written.

    Without `by` it is whoever sits at the machine, as when there is no account yet.
    """
    if by is not None:
        require(by, Act.CREATE, Data.ACCOUNTS)
    refuse_if(workbook.faults)
    outcome = keep_commune(workbook["commune"][0])
    outcome.remarks += workbook.remarks
    villages = keep_villages(workbook["villages"], outcome)
    bodies = keep_bodies(workbook["bodies"], villages, outcome)
    people = keep_people(workbook["people"], outcome)
    keep_posts(workbook["posts"], people, bodies, villages, outcome)
    outcome.newcomers = without_slip(people.values())
    if outcome.changed_something:
        record("commune.set_up", outcome.commune, by=by, **told(outcome))
    return outcome


def refuse_if(faults: Iterable[Fault]) -> None:
    faults = list(faults)
    if faults:
        raise WorkbookRefused(faults)


def told(outcome: Outcome) -> dict[str, object]:
    """For the log: numbers and codes, no names."""
    counts = {title: [tally.added, tally.changed] for title, tally in outcome.tallies.items()}
    return {"added_changed": counts, "posts": outcome.granted}


# One row


def keep(
    outcome: Outcome,
    line: Line,
    found: Noun | None,
    model: type[Noun],
    values: Mapping[str, Any],
    first: Mapping[str, Any],
) -> Noun:
    """`found` brought to `values`, or a new row with `first` besides; counted and told."""
    tally = outcome.tallies[line.sheet.title]
    if found is None:
        tally.added += 1
        return create(model, {**first, **values})
    different = {name: (held(found, name), value) for name, value in values.items()}
    different = {name: (old, new) for name, (old, new) in different.items() if old != new}
    tally.changed += bool(different)
    tally.unchanged += not different
    outcome.changes += (change(line, name, *pair) for name, pair in different.items())
    if different:
        update(found, {name: new for name, (_, new) in different.items()})
    return found


def held(noun: models.Model, name: str) -> Any:
    value = getattr(noun, name)
    return set(value.all()) if isinstance(value, models.Manager) else value


def create(model: type[Noun], values: Mapping[str, Any]) -> Noun:
    """A new row; what is a set goes to a many-to-many field, after the row is there."""
    noun = model(**{name: value for name, value in values.items() if not isinstance(value, set)})
    noun.save()
    for name in values:
        if isinstance(values[name], set):
            getattr(noun, name).set(values[name])
    return noun


def update(noun: models.Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, set):
            getattr(noun, name).set(value)
        else:
            setattr(noun, name, value)
    noun.save()


def change(line: Line, name: str, old: Any, new: Any) -> str:
    """ "Trang Thôn, dòng 4: số hộ 52 → 54"."""
    column = line.sheet.column(name)
    labels = column.choice.labels if column.choice else {}
    return f"{line}: {column.heading} {said(old, labels)} → {said(new, labels)}"


def said(value: Any, labels: Mapping[str, str]) -> str:
    if isinstance(value, set | list):
        return ", ".join(sorted(said(each, labels) for each in value)) or EMPTY
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return EMPTY if value in (None, "") else str(labels.get(value, value))


# Places and bodies


def keep_commune(line: Line) -> Outcome:
    province = keep_province(line["province"])
    found = Place.objects.filter(parent=province, search=search_key(line["name"])).first()
    if found and found.is_demo:
        refuse_if([line.fault("name", IS_DEMO)])
    others = [] if found else Place.objects.filter(kind=PlaceKind.COMMUNE)
    outcome = Outcome(found or Place(), remarks=[f"Máy này còn có {other.title}." for other in others])
    first = {"kind": PlaceKind.COMMUNE, "parent": province}
    outcome.commune = keep(outcome, line, found, Place, line.only("name"), first)
    return outcome


def keep_province(name: str) -> Place:
    found = Place.objects.filter(kind=PlaceKind.PROVINCE, search=search_key(name)).first()
    return found or Place.objects.create(kind=PlaceKind.PROVINCE, name=name)


def keep_villages(lines: list[Line], outcome: Outcome) -> dict[str, Place]:
    """The villages by their key, each with its body."""
    known = {place.search: place for place in Place.objects.filter(parent=outcome.commune)}
    first = {"kind": PlaceKind.VILLAGE, "parent": outcome.commune}
    villages = {}
    for line in lines:
        key = search_key(line["name"])
        values = line.only("name", "households", "residents", "languages")
        villages[key] = keep(outcome, line, known.get(key), Place, values, first)
    for village in villages.values():
        keep_village_body(village, outcome.commune)
    return villages


def keep_village_body(village: Place, commune: Place) -> None:
    name = village_body_name(village.name)
    its_own = Q(place=village, kind=BodyKind.VILLAGE)
    body = Body.objects.filter(its_own | Q(name=name), commune=commune).first()
    if body is None:
        Body.objects.create(commune=commune, kind=BodyKind.VILLAGE, name=name, place=village)
    elif body.name != name and fold_name(body.name) == fold_name(name):  # only marks or case were mended
        body.name = name
        body.save()


def keep_bodies(lines: list[Line], villages: Mapping[str, Place], outcome: Outcome) -> dict[str, Body]:
    """The commune's bodies by their key, those of the villages too."""
    bodies = {fold_name(body.name): body for body in outcome.commune.bodies.select_related("place")}
    for line in lines:
        if line["kind"] == BodyKind.VILLAGE:
            continue  # a village's body comes with the village
        values = line.only("name", "kind")
        if "place" in line.values:
            values["place"] = villages.get(search_key(line["place"]))
        key = fold_name(line["name"])
        bodies[key] = keep(outcome, line, bodies.get(key), Body, values, {"commune": outcome.commune})
    return bodies


# People and posts


def keep_people(lines: list[Line], outcome: Outcome) -> dict[str, User]:
    known = {user.username: user for user in User.objects.filter(username__in=[line["username"] for line in lines])}
    refuse_if(strangers(lines, known, outcome.commune))
    people = {}
    for line in lines:
        username = line["username"]
        first = {"username": username, "password": make_password(None)}
        values = line.only("full_name", "phone")
        people[username] = keep(outcome, line, known.get(username), User, values, first)
    return people


def strangers(lines: list[Line], known: Mapping[str, User], commune: Place) -> Iterator[Fault]:
    """Usernames that belong to somebody else, here or in another commune."""
    communes = defaultdict(set)
    for pair in Post.objects.filter(user__in=known.values()).values_list("user", "body__commune"):
        communes[pair[0]].add(pair[1])
    for line in lines:
        user = known.get(line["username"])
        if user and user.search != search_key(line["full_name"]):
            yield line.fault("username", TAKEN.format(user.username))
        elif user and communes[user.pk] and commune.pk not in communes[user.pk]:
            yield line.fault("username", ELSEWHERE.format(user.username))


def without_slip(people: Collection[User]) -> list[User]:
    """Those who can neither sign in nor ever were given a slip, also when a run broke off before its slips."""
    never = User.objects.filter(pk__in=[user.pk for user in people], activation=None, disabled_at=None)
    return [user for user in never if not user.has_usable_password()]


PostKey = tuple[int, int, str]


def keep_posts(
    lines: list[Line],
    people: Mapping[str, User],
    bodies: Mapping[str, Body],
    villages: Mapping[str, Place],
    outcome: Outcome,
) -> None:
    keys = [(people[line["username"]].pk, bodies[fold_name(line["body"])].pk, line["role"]) for line in lines]
    known = posts_of(people.values())
    starts = defaultdict(set)
    for key, line in zip(keys, lines, strict=True):
        starts[key].add(line["starts_on"])
    written = {}
    for key, line in zip(keys, lines, strict=True):
        found = post_meant(line, known[key], starts[key])
        post = keep_post(outcome, line, found, key, villages)
        outcome.granted += [] if found else [post.pk]
        written[post.pk] = line
    refuse_if(role_clashes(people.values(), written))


def posts_of(people: Collection[User]) -> dict[PostKey, list[Post]]:
    posts: dict[PostKey, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(user__in=people).order_by("starts_on").prefetch_related("villages"):
        posts[post.user_id, post.body_id, post.role].append(post)
    return posts


def post_meant(line: Line, posts: list[Post], starts: set[date]) -> Post | None:
    """The post of this row: the one of that first day, else one in that time whose first day was mended."""
    span = period(line)
    same_day = [post for post in posts if post.starts_on == line["starts_on"]]
    free = [post for post in posts if post.starts_on not in starts]
    mended = [post for post in free if span and meet((post.starts_on, post.ends_on), span)]
    return next(iter(same_day + mended), None)


def keep_post(outcome: Outcome, line: Line, found: Post | None, key: PostKey, villages: Mapping[str, Place]) -> Post:
    values = line.only("title", "document", "starts_on")
    if "villages" in line.values:
        values["villages"] = {villages[search_key(name)] for name in line["villages"]}
    if line.get("ends_on"):
        values["ends_on"] = line["ends_on"]
    user, body, role = key
    first = {"user_id": user, "body_id": body, "role": role, "ends_on": end_by_default(line["starts_on"])}
    return keep(outcome, line, found, Post, values, first)


def role_clashes(people: Collection[User], written: Mapping[int, Line]) -> Iterator[Fault]:
    """Roles of this workbook that do not go with one that the person holds already (PROTECTION 3.3, rule 2)."""
    for posts in by_person(people).values():
        for one, other in combinations(posts, 2):
            together = meet((one.starts_on, one.ends_on), (other.starts_on, other.ends_on))
            if not together or may_share_an_account(one.role, other.role):
                continue
            for post, earlier in ((other, one), (one, other)):
                if post.pk in written and earlier.pk not in written:
                    yield role_conflict(written[post.pk], earlier.role, " (đã ghi trong máy)")


def by_person(people: Collection[User]) -> dict[int, list[Post]]:
    posts = defaultdict(list)
    for post in Post.objects.filter(user__in=people).order_by("pk"):
        posts[post.user_id].append(post)
    return posts
