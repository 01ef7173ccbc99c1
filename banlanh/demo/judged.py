"""The official criteria as the police answered them, and two quarters' ratings: by whom, when, how many points."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from banlanh.accounts.models import User
from banlanh.criteria.enums import Fact, Met
from banlanh.criteria.models import Answer
from banlanh.places.models import Body, Place
from banlanh.ratings.defaults import BANDS, LINES, SHARE
from banlanh.ratings.enums import Grade, Happened, Rated, Verb
from banlanh.ratings.models import Incident, Rating, RatingStep
from banlanh.ratings.weighing import grade_of, places

from . import bodies as b
from .chance import Today, draw, id_at, within
from .people import CHIEF, OFFICER, SECRETARY

ANSWERED_ON = date(2026, 11, 5)
GROUNDS = "Biên bản rà soát của Công an xã ngày 4/11/2026"
ANSWERS: dict[Fact, int | Met] = {  # whether anybody lives there who uses is left open: the page shows what is unknown
    Fact.ARRESTED: 0,
    Fact.PLANTS: 0,
    Fact.AREA: 0,
    Fact.ROUTE: Met.NO,
    Fact.OFFENCE: Met.NO,
    Fact.FUGITIVE: Met.NO,
}
QUARTERS = {"2026-q2": date(2026, 7, 1), "2026-q3": date(2026, 10, 1)}  # and the day after each
RATED = (Rated.VILLAGE, Rated.CELL, Rated.ORGANISATION)
SLOW = (b.village_body("Sín Chải"),)  # has not rated itself yet
SLACK = 4  # the share of a line's points that may be missing is one in so many
GOOD = 70
INCIDENTS = (  # body, kind, happened, known, told
    (b.village_body("Tả Hồ"), Happened.SPOT, date(2026, 7, 14), date(2026, 7, 16), date(2026, 7, 17)),
    (b.village_body("Lao Chải"), Happened.SPOT, date(2026, 8, 3), date(2026, 8, 6), date(2026, 8, 18)),
)


@dataclass(frozen=True)
class Judges:
    """Who rates, reviews, decides."""

    desks: dict[str, User]
    users: dict[str, User]
    today: Today


def write_judged(commune: Place, desks: dict[str, User], users: dict[str, User], today: Today) -> int:
    judges, bodies = Judges(desks, users, today), {each.name: each for each in Body.objects.for_place(commune)}
    written = [
        Answer.objects.bulk_create(known(today, answers(commune, users[CHIEF]), "at")),
        Incident.objects.bulk_create(known(today, incidents(commune, bodies, users[CHIEF]), "recorded_at")),
    ]
    return sum(map(len, written)) + sum(
        write_ratings(commune, code, rated, judges) for code in QUARTERS for rated in RATED
    )


def known(today: Today, rows, moment: str) -> list:
    return [row for row in rows if today.knows(getattr(row, moment))]


def answers(commune: Place, by: User) -> Iterator[Answer]:
    for fact, said in ANSWERS.items():
        chance = draw("criterion", fact)
        at = within(chance, ANSWERED_ON, 8, 11)
        answer = Answer(id=id_at(at, chance), commune=commune, year=2026, about=fact, reason=GROUNDS, at=at, by=by)
        answer.met, answer.number = (said, None) if isinstance(said, Met) else ("", said)
        yield answer


def incidents(commune: Place, bodies: dict[str, Body], by: User) -> Iterator[Incident]:
    for body, kind, happened, knew, told in INCIDENTS:
        chance = draw("incident", body, happened)
        at = within(chance, told, 14, 16)
        yield Incident(id=id_at(at, chance), commune=commune, body=bodies[body], kind=kind, happened_on=happened,
                       known_on=knew, told_on=told, recorded_at=at, recorded_by=by)  # fmt: skip


def write_ratings(commune: Place, code: str, rated: Rated, judges: Judges) -> int:
    bodies = Body.objects.for_place(commune).current().filter(kind__in=rated.bodies).exclude(name__in=SLOW)
    given = {body: points(body, code, rated) for body in bodies if body.name in judges.desks}
    best = best_of(given)
    steps = [list(steps_of(rating(commune, body, code, rated), best, given[body], judges)) for body in given]
    begun = [found for each in steps if (found := known(judges.today, each, "at"))]
    Rating.objects.bulk_create(found[0].rating for found in begun)
    return len(begun) + len(RatingStep.objects.bulk_create(chain(*begun)))


def rating(commune: Place, body: Body, code: str, rated: Rated) -> Rating:
    chance = draw("rating", body.name, code)
    opened = within(chance, QUARTERS[code], 7, 8)
    return Rating(id=id_at(opened, chance), commune=commune, body=body, rated=rated, period=code)


def points(body: Body, code: str, rated: Rated) -> dict[str, int]:
    chance = draw("points", body.name, code)
    return {line.key: line.points - chance.randint(0, max(1, line.points // SLACK)) for line in LINES[rated]}


def best_of(given: dict[Body, dict[str, int]]) -> set[int]:
    """At most a fifth; of those who stand level at the edge, none."""
    totals = {body.pk: sum(found.values()) for body, found in given.items()}
    reached = {pk: total for pk, total in totals.items() if total >= BANDS.excellent}
    return set(places(reached, sum(total >= GOOD for total in totals.values()), SHARE).sure)


def steps_of(rating: Rating, best: set[int], given: dict[str, int], judges: Judges) -> Iterator[RatingStep]:
    """A body rates itself, the office reviews, the secretary decides."""
    users, own = judges.users, judges.desks[rating.body.name]
    grade = grade_of(sum(given.values()), BANDS)
    if grade == Grade.EXCELLENT and rating.body.pk not in best:
        grade = Grade.GOOD
    said = "Theo điểm thẩm định và tỷ lệ chung của xã"
    for verb, by, days, content in (
        (Verb.SELF, own, 4, {"points": given}),
        (Verb.REVIEW, users[OFFICER], 11, {"points": given}),
        (Verb.DECIDE, users[SECRETARY], 19, {"grade": grade, "reason": said}),
    ):
        chance = draw(verb, rating.body.name, rating.period)
        at = within(chance, QUARTERS[rating.period] + timedelta(days), 8, 16)
        yield RatingStep(id=id_at(at, chance), rating=rating, verb=verb, by=by, at=at, **content)
