"""One of each thing that the committee keeps, made by its own action."""

from datetime import date

from banlanh.accounts.models import User
from banlanh.committee import actions
from banlanh.committee.enums import MeetingType, Stage
from banlanh.committee.models import Difficulty, Meeting, RegulationStep
from banlanh.core.ids import uuid7
from banlanh.places.models import Body

FRIDAY = date(2026, 11, 20)


def meet(body: Body, by: User, type: MeetingType = MeetingType.COMMITTEE, **changes) -> Meeting:
    values = {
        "id": uuid7(),
        "happened_on": FRIDAY,
        "present": 12,
        "called": 15,
        "agenda": "Việc tháng 11",
        "type": type,
    }
    return actions.record_meeting(body=body, by=by, **values | changes)


def raise_one(body: Body, by: User, **changes) -> Difficulty:
    values = {"id": uuid7(), "happened_on": FRIDAY, "text": "Loa của thôn hỏng, thôn không có tiền sửa."}
    return actions.raise_difficulty(body=body, by=by, **values | changes)


SAID = {
    Stage.PROPOSED: {"proposer": "head"},
    Stage.ADOPTED: {"households": 100, "agreed": 61},
    Stage.RECOGNISED: {"number": "45/QĐ-UBND"},
}
# A round that keeps every clock: the draft hangs from Monday 5/10, Wednesday 4/11 is its thirtieth day after.
DAYS = {
    Stage.PROPOSED: date(2026, 9, 21),
    Stage.DRAFTED: date(2026, 9, 25),
    Stage.POSTED: date(2026, 10, 5),
    Stage.ADOPTED: date(2026, 11, 4),
    Stage.SENT: date(2026, 11, 9),
    Stage.RECOGNISED: date(2026, 11, 13),
    Stage.PUBLISHED: date(2026, 11, 17),
}


def step(body: Body, by: User, stage: Stage, on: date | None = None, **changes) -> RegulationStep:
    values = {"id": uuid7(), "happened_on": on or DAYS[stage], "stage": stage.value, **SAID.get(stage, {})}
    return actions.record_regulation_step(body=body, by=by, **values | changes)


def steps_until(body: Body, by: User, last: Stage) -> RegulationStep:
    """All stages in their order, as far as `last`."""
    for stage in Stage:
        kept = step(body, by, stage)
        if stage is last:
            return kept
    raise AssertionError(last)
