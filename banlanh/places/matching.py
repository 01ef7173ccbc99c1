"""Which of the commune's bodies a plan's words mean ("Chi bộ Công an xã", "các đoàn thể")."""

from collections.abc import Iterable

from vanban.bodies import fold_name
from vanban.text import search_key

from .enums import CELLS, BodyKind
from .models import Body

# Words that name a whole class of bodies, the narrower before the wider: all words of a row must occur.
CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("chi bo cong an", frozenset({BodyKind.POLICE_CELL})),
    ("chi bo quan su", frozenset({BodyKind.MILITARY_CELL})),
    ("chi bo truong", frozenset({BodyKind.SCHOOL_CELL})),
    ("chi bo y te", frozenset({BodyKind.HEALTH_CELL})),
    ("chi bo co quan", frozenset({BodyKind.OFFICE_CELL})),
    ("chi bo thon", frozenset({BodyKind.VILLAGE_CELL})),
    ("chi bo", CELLS),
    ("cap uy", CELLS),
    ("ban chi dao", frozenset({BodyKind.STEERING})),
    ("van phong dang uy", frozenset({BodyKind.PARTY_OFFICE})),
    ("thuong vu", frozenset({BodyKind.PARTY_COMMITTEE})),
    ("dang uy", frozenset({BodyKind.PARTY_COMMITTEE})),
    ("uy ban nhan dan", frozenset({BodyKind.PEOPLES_COMMITTEE})),
    ("chinh quyen", frozenset({BodyKind.PEOPLES_COMMITTEE})),
    ("quan su", frozenset({BodyKind.MILITARY})),
    ("cong an", frozenset({BodyKind.POLICE})),
    ("to chuc chinh tri", frozenset({BodyKind.ORGANISATION})),
    ("doan the", frozenset({BodyKind.ORGANISATION})),
    ("mat tran", frozenset({BodyKind.FRONT})),
    ("tram y te", frozenset({BodyKind.HEALTH})),
    ("truong hoc", frozenset({BodyKind.SCHOOL})),
    ("nha truong", frozenset({BodyKind.SCHOOL})),
    ("thon", frozenset({BodyKind.VILLAGE})),
)


def kinds_named(name: str) -> frozenset[str]:
    """The kinds of body that `name` speaks of as a class; empty where it names none."""
    words = f" {fold_name(name)} "
    for phrase, kinds in CLASSES:
        if all(f" {word} " in words for word in phrase.split()):
            return kinds
    return frozenset()


def match(name: str, bodies: Iterable[Body]) -> list[Body]:
    """The bodies that `name` means: the one of that name, else all of the class it names, else none."""
    bodies = list(bodies)
    key = fold_name(name)
    named = [body for body in bodies if key in (fold_name(body.name), search_key(body.name))]
    if named:
        return named
    kinds = kinds_named(name)
    return [body for body in bodies if body.kind in kinds]
