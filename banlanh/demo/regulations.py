"""How the villages of the invented commune amended their regulations."""

from collections.abc import Iterator
from datetime import date, timedelta

from banlanh.accounts.models import User
from banlanh.committee.enums import BY_THE_COMMUNE, Proposer, Stage
from banlanh.committee.models import RegulationStep
from banlanh.core.clock import working_days_after
from banlanh.places.models import Body

from .chance import Today, draw
from .committee import known, of_body
from .people import CHAIRMAN

BEGIN = date(2026, 5, 4)
NOT_BEGUN = "Hồ Sín"
# Villages that began late: when, and how far they came.
LATE = {
    "Sín Chải": (date(2026, 10, 12), Stage.POSTED),
    "Tả Mây": (date(2026, 9, 28), Stage.ADOPTED),
    "Vàng Chải": (date(2026, 9, 21), Stage.SENT),
    "Khuổi Sáng": (date(2026, 8, 3), Stage.PUBLISHED),
}


def regulation_steps(body: Body, by: User, chairman: User, today: Today) -> Iterator[RegulationStep]:
    """One village's way to its recognised regulation, as far as it came."""
    name = body.place.name
    chance = draw("regulation", name)
    day, last = LATE.get(name, (BEGIN + timedelta(chance.randrange(40)), Stage.PUBLISHED))
    begun = day
    for stage in Stage:
        day = day if stage is Stage.PROPOSED else day_after(stage, day, chance)
        signer = chairman if stage in BY_THE_COMMUNE else by
        step = of_body(RegulationStep, body, day, signer, chance, covers_on=begun if stage is Stage.RECOGNISED else day)
        step.stage, step.round = stage, 1
        say(step, body, chance)
        yield from known(step, today)
        if stage is last:
            return


def day_after(stage: Stage, before: date, chance) -> date:
    """When a step follows the one before it: some villages hang their draft longer, some send it a day late."""
    if stage is Stage.ADOPTED:
        return before + timedelta(chance.randint(30, 36))
    if stage in (Stage.DRAFTED, Stage.POSTED):
        return before + timedelta(chance.randint(4, 9))
    late = stage is Stage.SENT and chance.random() < 0.15
    return working_days_after(before, 7 if late else chance.randint(1, 2 if stage is Stage.PUBLISHED else 5))


def say(step: RegulationStep, body: Body, chance) -> None:
    if step.stage == Stage.PROPOSED:
        step.proposer = chance.choice((Proposer.HEAD, Proposer.HEAD, Proposer.FRONT))
    if step.stage == Stage.ADOPTED:
        step.households = body.place.households
        step.agreed = body.place.households * chance.randint(61, 94) // 100
    if step.stage == Stage.RECOGNISED:
        step.number = f"{chance.randint(120, 190)}/QĐ-UBND"


def write_regulations(bodies: dict[str, Body], desks: dict[str, User], users: dict[str, User], today: Today) -> int:
    """Every step of every village that began; returns how many."""
    villages = [body for body in bodies.values() if body.is_village and body.place.name != NOT_BEGUN]
    steps = [step for body in villages for step in regulation_steps(body, desks[body.name], users[CHAIRMAN], today)]
    return len(RegulationStep.objects.bulk_create(sorted(steps, key=lambda each: (each.recorded_at, each.pk))))
