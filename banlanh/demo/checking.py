"""Two checks: one of the airings of a month, closed, and one of the households' signatures, under way now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from banlanh.accounts.models import User
from banlanh.checks.actions import size_of, visits_of
from banlanh.checks.draw import canonical, mark_of
from banlanh.checks.draw import draw as drawn_from
from banlanh.checks.enums import Result
from banlanh.checks.models import Check, Finding, Visit
from banlanh.checks.registry import CLAIMS, Claim
from banlanh.core import clock
from banlanh.indicators.registry import Period, month_of
from banlanh.places.models import Body, Place

from . import bodies as b
from .chance import Today, draw, id_at, standing_on, within
from .plan import STARTS_ON

QUESTION = {"share": 80, "confidence": 95, "failures": 1}
CHECKERS = (b.WOMEN, b.ORGANISATIONS[3], b.FRONT)
BADLY_LED = b.village_body("Sín Chải")
DENIED, DENIED_THERE, NOT_MET = 0.03, 0.5, 0.12
DRAWN_AFTER, CLOSED_AFTER = timedelta(2), timedelta(13)  # of the month after the one that is checked
DRAWN_AGO = timedelta(6)  # the check that is under way; a third of its visits wait for the last days
WORDS = {
    Result.DENIED: ("Người được hỏi nói hôm ấy loa không kêu", "Nghe có tiếng nhưng không rõ là bản tin gì"),
    Result.MISSED: ("Nhà đi nương", "Không có ai ở nhà"),
}


@dataclass(frozen=True)
class Draw:
    """A claim and period, and when it was drawn and closed."""

    claim: Claim
    period: Period
    drawn_at: datetime
    closed_at: datetime | None = None


def write_checks(commune: Place, desks: dict[str, User], by: User, today: Today) -> int:
    return sum(write_check(each, commune, desks, by, today) for each in draws(today))


def draws(today: Today) -> Iterator[Draw]:
    month = today.last_month
    closed_at = closing(month)
    if not today.knows(closed_at):
        month = clock.month_of(month - clock.DAY)
        closed_at = closing(month)
    if month >= clock.month_of(STARTS_ON):
        drawn_at = within(draw("drawn", month), clock.next_month(month) + DRAWN_AFTER, 8, 10)
        yield Draw(CLAIMS["airings"], month_of(month), drawn_at, closed_at)
    drawn_on = today.day - DRAWN_AGO
    yield Draw(CLAIMS["pledges_homes"], month_of(drawn_on), within(draw("drawn", "pledges"), drawn_on, 8, 10))


def closing(month: date) -> datetime:
    return within(draw("closed", month), clock.next_month(month) + CLOSED_AFTER, 15, 17)


def write_check(asked: Draw, commune: Place, desks: dict[str, User], by: User, today: Today) -> int:
    """The frozen list, the draw from a seed that is the same everywhere, the visits, and what was found by now."""
    with standing_on(asked.drawn_at.date()):
        subjects = {subject.id: subject for subject in asked.claim.subjects(commune, asked.period)}
        total = asked.claim.total(commune, asked.period) if asked.claim.total else None
    if not subjects:
        return 0
    check = check_of(asked, commune, canonical(subjects), total, by)
    check.drawn_count = size_of(len(subjects), asked.claim, **QUESTION)
    check.save(force_insert=True)
    chosen = [subjects[id] for id in drawn_from(check.listed, size=check.drawn_count, seed=check.seed)]
    checkers = list(Body.objects.for_place(commune).filter(name__in=CHECKERS).order_by("order"))
    visits = Visit.objects.bulk_create(visits_of(check, chosen, checkers))
    found = [finding for visit in visits for finding in findings(visit, asked, desks, today)]
    Finding.objects.bulk_create(sorted(found, key=lambda finding: (finding.at, finding.pk)))
    return 1 + len(visits) + len(found)


def check_of(asked: Draw, commune: Place, listed: str, total: int | None, by: User) -> Check:
    chance = draw("check", asked.claim.key, asked.drawn_at)
    return Check(
        id=id_at(asked.drawn_at, chance),
        commune=commune,
        claim=asked.claim.key,
        title=asked.claim.title(asked.period),
        unit=asked.claim.unit,
        starts_on=asked.period.first,
        ends_on=asked.period.last,
        listed=listed,
        listed_count=listed.count("\n"),
        list_sha256=mark_of(listed),
        total=total,
        seed=sha256(f"{asked.claim.key}|{asked.drawn_at}".encode()).hexdigest(),
        drawn_at=asked.drawn_at,
        drawn_by=by,
        closed_at=asked.closed_at,
        closed_by=by if asked.closed_at else None,
        **QUESTION,
    )


def findings(visit: Visit, asked: Draw, desks: dict[str, User], today: Today) -> Iterator[Finding]:
    """What was found there; who is not met is visited again, on another day before the check closes."""
    chance, by = draw("visit", asked.claim.key, asked.drawn_at, visit.position), desks[visit.checker.name]
    first = within(chance, asked.drawn_at.date() + timedelta(chance.randint(1, 8)), 9, 18)
    result = answer(visit, chance)
    if chance.random() < NOT_MET:
        again = within(chance, first.date() + timedelta(2), 9, 18)
        told = [(first, Result.MISSED), (again, chance.choice((result, result, Result.MISSED)))]
    else:
        told = [(first, result)]
    for moment, each in told:
        if today.knows(moment):
            word = chance.choice(WORDS[each]) if each in WORDS and asked.claim.key == "airings" else ""
            yield Finding(id=id_at(moment, chance), visit=visit, result=each, word=word, at=moment, by=by)


def answer(visit: Visit, chance) -> Result:
    denied = DENIED_THERE if visit.body.name == BADLY_LED else DENIED
    return Result.DENIED if chance.random() < denied else Result.CONFIRMED
