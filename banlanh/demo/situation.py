"""The area of the invented commune: who patrolled where, what was inspected, what hangs in the villages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.places.models import Body
from banlanh.plans.models import Duty
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry, Stay
from banlanh.situation.enums import Condition, Finding, Force, Listed, Result, RouteKind, SpotVerb
from banlanh.situation.models import HotlineNumber, HotSpot, Inspection, ListUpdate, Patrol, Poster, Route, SpotStep

from . import bodies as b
from .chance import Today, at, draw, id_at, within
from .plan import STARTS_ON

PREPARED_ON = STARTS_ON + timedelta(days=3)
LINE = "02020000113"  # of an area that has no telephones
OFFICER = "Trung tá Lương Đức Thịnh, Trưởng Công an xã"

ROUTES = (
    ("Đường giáp xã Nậm Mây", RouteKind.BORDER),
    ("Đường giáp xã Khau Lìn", RouteKind.BORDER),
    ("Lối mòn dốc Gió", RouteKind.TRACK),
    ("Lối mòn Phìn Mây đi Vàng Chải", RouteKind.TRACK),
    ("Bến suối Lành", RouteKind.OPENING),
    ("Ngã ba nương thảo quả", RouteKind.OPENING),
)
BARE = ("Sín Chải", "Giàng Mây", "Hồ Sín")  # villages where no poster hangs yet
FAULTS = (Condition.GUESTS, Condition.FIRE, Condition.HOURS)


@dataclass(frozen=True)
class Spot:
    """A hot spot of the story: which place, and on which days what was done under which paper."""

    village: str
    name: str
    steps: tuple[tuple[date, SpotVerb, str, str], ...]


SPOTS = (
    Spot(
        "Tả Mây",
        "Lều nương bỏ hoang sau dốc Gió",
        (
            (date(2026, 4, 14), SpotVerb.OPENED, "21/QĐ-CAX", ""),
            (date(2026, 5, 20), SpotVerb.WORKED_ON, "", "Dỡ lều, phát quang lối vào, dân quân thay nhau đi qua."),
            (date(2026, 9, 8), SpotVerb.CLEARED, "58/QĐ-CAX", ""),
        ),
    ),
    Spot(
        "Lao Chải",
        "Bãi đất trống cạnh ngã ba",
        (
            (date(2026, 10, 6), SpotVerb.OPENED, "64/QĐ-CAX", ""),
            (date(2026, 11, 3), SpotVerb.WORKED_ON, "", "Lắp đèn, họp thôn, đi qua mỗi tối cuối tuần."),
        ),
    ),
)


@dataclass(frozen=True)
class Area:
    """What the story stands on: the commune's bodies by name, who records, and what is known today."""

    bodies: dict[str, Body]
    desks: dict[str, User]
    today: Today

    def fields(self, body: str, day: date, moment: datetime, chance: Random) -> dict:
        """What every record has; it arrived at `moment`."""
        of = self.bodies[body]
        return {
            "id": id_at(moment, chance),
            "commune_id": of.commune_id,
            "body": of,
            "happened_on": day,
            "covers_on": day,
            "recorded_at": moment,
            "recorded_by": self.desks[body],
        }


Duties = dict[str, dict[str, list[Duty]]]


def write_area(duties: Duties, area: Area) -> int:
    """Write it all sideways, in the order in which it arrived; returns how many rows."""
    routes, businesses = make_routes(area), businesses_of(area)
    line = make_line(area)
    walked = sorted(patrols(duties, routes, area), key=lambda each: by_arrival(each[0]))
    through = Patrol.routes.through
    Patrol.objects.bulk_create(patrol for patrol, _ in walked)
    through.objects.bulk_create(
        through(patrol_id=patrol.pk, route_id=route.pk) for patrol, over in walked for route in over
    )
    HotSpot.objects.bulk_create(spots(area))
    written = [
        (Inspection, inspections(duties, businesses, area)),
        (ListUpdate, lists(duties, area)),
        (SpotStep, steps(area)),
        (Poster, posters(line, area)),
    ]
    made = [model._default_manager.bulk_create(sorted(rows, key=by_arrival)) for model, rows in written]
    return len(walked) + sum(map(len, made))


def by_arrival(record) -> tuple:
    return record.recorded_at, record.pk


def made_at(day: date, *about: object) -> datetime:
    return within(draw("made", *about), day, 8, 11)


def make_routes(area: Area) -> list[Route]:
    """Each is to be walked once a month, the first one twice."""
    routes = []
    for name, kind in ROUTES:
        moment, chance = at(PREPARED_ON, time(8)), draw("route", name)
        route = Route(id=id_at(moment, chance), commune=area.bodies[b.POLICE].commune, name=name, kind=kind)
        route.times, route.added_at = 1 if routes else 2, moment
        route.added_by = area.desks[b.POLICE]
        route.save(force_insert=True)
        routes.append(route)
    return routes


def businesses_of(area: Area) -> list[Entry]:
    """The conditional businesses of the registers that were open all the time, in the order of their villages."""
    commune = area.bodies[b.POLICE].commune
    stays = Stay.objects.for_place(commune).of(EntryKind.ESTABLISHMENT).filter(starts_on__lt=STARTS_ON, ends_on=None)
    return [stay.entry for stay in stays.select_related("entry").order_by("body__order", "entry__order", "entry_id")]


def make_line(area: Area) -> HotlineNumber:
    police, moment = area.bodies[b.POLICE], at(PREPARED_ON, time(9))
    line = HotlineNumber(id=id_at(moment, draw("line")), commune=police.commune, body=police, number=LINE)
    line.officer, line.starts_on, line.added_at = OFFICER, PREPARED_ON, moment
    line.added_by = area.desks[b.POLICE]
    line.save(force_insert=True)
    return line


# --- patrols ----------------------------------------------------------------------------------------


def patrols(duties: Duties, routes: list[Route], area: Area) -> Iterator[tuple[Patrol, list[Route]]]:
    """Two a month that the military leads, one more by the police; with the routes of each."""
    for duty in duties["patrol"][b.MILITARY]:
        walks = [(b.MILITARY, 4), (b.MILITARY, 17), (b.POLICE, 10)]
        for number, (body, day) in enumerate(walks):
            chance = draw("patrol", duty.starts_on, number)
            on = clock.month_of(duty.starts_on) + timedelta(days=day + chance.randrange(4))
            moment = within(chance, on + timedelta(days=chance.choice((0, 0, 0, 1))), 20, 23)
            if on > PREPARED_ON and area.today.knows(moment) and not is_missed(duty, number):
                patrol = Patrol(**area.fields(body, on, moment, chance), forces=forces(body, chance))
                patrol.findings, patrol.note = findings(chance), ""
                first = (2 * number + duty.starts_on.month) % len(routes)
                yield patrol, [routes[first], routes[(first + 1) % len(routes)]]


def is_missed(duty: Duty, number: int) -> bool:
    """In July the roads were under water, and the second patrol did not go."""
    return duty.starts_on.month == 7 and number == 1


def forces(body: str, chance: Random) -> list[str]:
    led = Force.MILITARY if body == b.MILITARY else Force.POLICE
    other = Force.POLICE if led == Force.MILITARY else Force.MILITARY
    with_them = [each for each in (other, Force.GUARD, Force.VILLAGE) if chance.random() < 0.6]
    return [each.value for each in Force if each in (led, *with_them)]


def findings(chance: Random) -> dict[str, int]:
    found = {Finding.REMINDER.value: chance.choice((0, 0, 1, 2)), Finding.DAMAGE.value: int(chance.random() < 0.15)}
    return {kind: number for kind, number in found.items() if number}


# --- inspections and lists --------------------------------------------------------------------------


def inspections(duties: Duties, businesses: list[Entry], area: Area) -> Iterator[Inspection]:
    """A third of the businesses and one more each quarter; where something was to mend, another look."""
    for number, duty in enumerate(duties["inspection"][b.POLICE]):
        for place in range(duty.needed):
            business = businesses[(number * duty.needed + place) % len(businesses)]
            chance = draw("inspection", business.name, duty.starts_on)
            on = max(duty.starts_on, PREPARED_ON) + timedelta(days=8 + 12 * place + chance.randrange(5))
            faulty = chance.random() < 0.35
            yield from looked_at(business, on, chance, area, mend=20 if faulty else 0)
            if faulty and place % 2 == 0:
                yield from looked_at(business, on + timedelta(days=21), chance, area)


def looked_at(business: Entry, on: date, chance: Random, area: Area, mend: int = 0) -> Iterator[Inspection]:
    moment = within(chance, on, 15, 18)
    if area.today.knows(moment):
        look = Inspection(**area.fields(b.POLICE, on, moment, chance), establishment=business)
        look.result = Result.REMINDED if mend else Result.PASSED
        look.faults = [chance.choice(FAULTS).value] if mend else []
        look.mend_by = on + timedelta(days=mend) if mend else None
        yield look


def lists(duties: Duties, area: Area) -> Iterator[ListUpdate]:
    """What the police signed of each month: once, in May, some days late."""
    for duty in duties["residence"][b.POLICE_CELL]:
        chance = draw("lists", duty.starts_on)
        late = 5 if duty.starts_on.month == 5 else -chance.randrange(3)
        on = duty.ends_on + timedelta(days=late)
        moment = within(chance, on, 15, 18)
        if area.today.knows(moment):
            update = ListUpdate(**area.fields(b.POLICE_CELL, on, moment, chance))
            update.covers_on = clock.month_of(duty.starts_on)
            update.numbers = {Listed.RETURNED.value: {"in": chance.randint(6, 30), "out": chance.randint(5, 20)}}
            yield update


# --- hot spots and posters --------------------------------------------------------------------------


def spots(area: Area) -> Iterator[HotSpot]:
    police = area.bodies[b.POLICE]
    for told in SPOTS:
        opened, *_ = told.steps
        if area.today.knows(made_at(opened[0], told.name, opened[1])):
            yield HotSpot(
                id=spot_id(told),
                commune=police.commune,
                body=police,
                village=area.bodies[b.village_body(told.village)],
                name=told.name,
            )


def spot_id(told: Spot):
    return id_at(at(told.steps[0][0], time(8)), draw("spot", told.name))


def steps(area: Area) -> Iterator[SpotStep]:
    for told in SPOTS:
        for on, verb, document, note in told.steps:
            moment = made_at(on, told.name, verb)
            if area.today.knows(moment):
                fields = area.fields(b.POLICE, on, moment, draw("step", told.name, on))
                yield SpotStep(**fields, spot_id=spot_id(told), verb=verb, document=document, note=note)


def posters(line: HotlineNumber, area: Area) -> Iterator[Poster]:
    """Hung in spring in most villages, later in some, in three not yet."""
    for name, body in area.bodies.items():
        if body.is_village and body.place.name not in BARE:
            chance = draw("poster", name)
            on = PREPARED_ON + timedelta(days=chance.choice((3, 5, 6, 9, 12, 20, 48, 90)))
            moment = within(chance, on, 9, 18)
            if area.today.knows(moment):
                yield Poster(**area.fields(name, on, moment, chance), number=line)
