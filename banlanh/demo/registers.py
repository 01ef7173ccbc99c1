"""The registers of the invented commune: establishments, lineages, members, elders, culture houses, classes."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain

from banlanh.accounts.models import User
from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body
from banlanh.registers.bulk import AT_ONCE, Row, entry_of, stay_of
from banlanh.registers.enums import Began, Ended, EntryKind
from banlanh.registers.models import Entry, SchoolClass, Stay, school_year
from vanban.text import name_key, search_key

from .bodies import KINDERGARTENS, SCHOOLS, cell, village_body
from .chance import Today, at, draw, id_at, within
from .households import MADE_AT, REGISTERED_ON, households
from .names import FAMILIES, new_name
from .people import SIGN_INS, VILLAGE_PEOPLE
from .villages import VIE, VILLAGES, Village

HOMESTAY, GUEST_HOUSE, KARAOKE = "homestay", "nhà nghỉ", "karaoke"
# Along the road and around the market; the villages on the slopes have none.
ESTABLISHMENTS = {
    "Suối Lành": (GUEST_HOUSE, GUEST_HOUSE, KARAOKE, KARAOKE, HOMESTAY),
    "Khe Mây": (GUEST_HOUSE, KARAOKE, HOMESTAY),
    "Pắc Tà": (HOMESTAY, KARAOKE),
    "Nà Lìn": (HOMESTAY, HOMESTAY),
    "Lao Chải": (HOMESTAY, HOMESTAY, GUEST_HOUSE),
    "Tả Mây": (HOMESTAY,),
    "Nậm Lành": (HOMESTAY,),
    "Cốc Mận": (GUEST_HOUSE,),
    "Sín Chải": (HOMESTAY,),
}
CALLED = ("Hoa Mận", "Mây Trắng", "Suối Mơ", "Đá Xanh", "Hoa Đào", "Ruộng Bậc", "Bếp Lửa", "Thông Reo")
# One homestay opened in summer, one karaoke room closed: village, number of the establishment, day.
OPENED = ("Lao Chải", 1, date(2026, 6, 12))
CLOSED = ("Suối Lành", 3, date(2026, 8, 3))
GRADES = (("3 tuổi ", "4 tuổi ", "5 tuổi "), ("1", "2", "3", "4", "5"), ("6", "7", "8", "9"))
FIRST_LESSON, KNOWN_ON = (9, 1), (9, 3)


def make_registers(bodies: dict[str, Body], desks: dict[str, User], today: Today) -> None:
    """Everyone and everything that is counted by name, and the classes by number, as known today."""
    entries, stays = households(bodies, desks, today)
    rows = chain(of_villages(bodies, today), members(bodies))
    for row in rows:
        entries.append(entry_of(row, told_at(row.starts_on)))
        stays.append(stay_of(row, entries[-1], told_at(row.starts_on), None))
        if row.ends_on:
            stays[-1].ended_at = told_at(row.ends_on)
    Entry.objects.bulk_create(entries, batch_size=AT_ONCE)
    Stay.objects.bulk_create(stays, batch_size=AT_ONCE)
    SchoolClass.objects.bulk_create(classes(bodies, desks, today))


def told_at(day: date) -> datetime:
    """When it was written down that something began or ended on `day`: that evening, or all at once at the start."""
    return MADE_AT if day == REGISTERED_ON else at(day, time(18))


def of_villages(bodies: dict[str, Body], today: Today) -> Iterator[Row]:
    for village in VILLAGES:
        body = bodies[village_body(village.name)]
        yield from establishments(village, body, today)
        yield from lineages(village, body)
        chance = draw("elder", village.name)
        elder = new_name(set(), "elder", village.name, families=FAMILIES[village.tongue])
        yield listed(EntryKind.PRESTIGE, body, elder, chance)
        yield listed(EntryKind.CULTURE_HOUSE, body, f"Nhà văn hóa thôn {village.name}", chance)


def listed(kind: EntryKind, body: Body, name: str, chance, **more) -> Row:
    return Row(kind, body, REGISTERED_ON, name, id=id_at(MADE_AT, chance), **more)


def establishments(village: Village, body: Body, today: Today) -> Iterator[Row]:
    """One opened in summer, one closed."""
    names = draw("called", village.name).sample(CALLED, len(CALLED))
    for number, trade in enumerate(ESTABLISHMENTS.get(village.name, ())):
        chance = draw("establishment", village.name, number)
        name = f"{trade.capitalize()} {names[number]}"
        told = {"starts_on": REGISTERED_ON, "detail": trade}
        if (village.name, number) == OPENED[:2]:
            told |= {"starts_on": OPENED[2], "began": Began.OPENED}
        if (village.name, number) == CLOSED[:2] and today.knows(told_at(CLOSED[2])):
            told |= {"ends_on": CLOSED[2], "ended": Ended.CLOSED}
        if today.knows(told_at(told["starts_on"])):
            yield Row(EntryKind.ESTABLISHMENT, body, name=name, id=id_at(told_at(told["starts_on"]), chance), **told)


def lineages(village: Village, body: Body) -> Iterator[Row]:
    """Each with the grown-up who speaks for it."""
    chance, taken = draw("lineages", village.name), set()
    for family in chance.sample(FAMILIES[village.tongue], chance.randint(2, 5)):
        speaker = new_name(taken, "lineage", village.name, family, families=(family,))
        yield listed(EntryKind.LINEAGE, body, speaker, chance, detail=f"họ {family}")


def members(bodies: dict[str, Body]) -> Iterator[Row]:
    """The members of each cell, its secretary among them."""
    tongues = {cell(village.name): village.tongue for village in VILLAGES}
    for name, body in bodies.items():
        if body.kind in CELLS:
            chance, leader = draw("members", name), secretary(name)
            taken = {search_key(leader)}
            families = FAMILIES[tongues.get(name, VIE)]
            many = chance.randint(11, 24) if body.kind == BodyKind.VILLAGE_CELL else chance.randint(6, 15)
            others = [new_name(taken, "member", name, each, families=families) for each in range(many)]
            yield from (listed(EntryKind.MEMBER, body, each, chance) for each in [leader, *others] if each)


def secretary(name: str) -> str:
    """Of a village's cell; the other cells are few, and so are their names."""
    named = {cell(village): people[1] for village, people in VILLAGE_PEOPLE.items()}
    named |= {seat.body: each.full_name for each in SIGN_INS for seat in each.seats if seat.role == "R6"}
    return named.get(name, "")


# --- classes, in numbers ----------------------------------------------------------------------------------------


def classes(bodies: dict[str, Body], desks: dict[str, User], today: Today) -> Iterator[SchoolClass]:
    """Each school's classes of every school year that has begun, as the school told them in its first week."""
    for school in SCHOOLS:
        for year in range(school_year(REGISTERED_ON), school_year(today.day) + 1):
            told = within(draw("told", school, year), date(year, *KNOWN_ON), 8, 17)
            if today.knows(told):
                yield from classes_of(bodies[school], desks[school], year, max(told, MADE_AT))


def classes_of(school: Body, by: User, year: int, told) -> Iterator[SchoolClass]:
    for name in names_of(school.name):
        chance = draw("class", school.name, name, year)
        pupils = chance.randint(19, 33)
        # Sisters and brothers in one class have the same parents.
        parents = pupils - chance.choice((0, 0, 0, 1, 1, 2))
        known = SchoolClass(id=id_at(told, chance), body=school, year=year, name=name, pupils=pupils, parents=parents)
        known.counted_on, known.recorded_at, known.recorded_by = date(year, *FIRST_LESSON), told, by
        known.search, known.order = search_key(name), name_key(name)[:100]
        yield known


def names_of(school: str) -> list[str]:
    grades = GRADES[0] if school in KINDERGARTENS else GRADES[1] if "Tiểu học" in school else GRADES[2]
    return [f"{grade}{letter}" for grade in grades for letter in ("A", "B")[: draw("letters", school).randint(1, 2)]]
