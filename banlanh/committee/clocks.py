"""The clocks of Decree 61/2023/NĐ-CP for a village's regulation."""

from datetime import date

from banlanh.core import clock

from .enums import Stage

POSTED_DAYS = 30  # a draft hangs at least so long before it is voted on
# By how many working days after the step before it a step is due; where none is named the Decree sets no day.
WORKING_DAYS = {Stage.SENT: 5, Stage.RECOGNISED: 5, Stage.PUBLISHED: 2}


def earliest(stage: Stage, before: date) -> date:
    """The first day on which `stage` may follow a step of the day `before`."""
    return before + POSTED_DAYS * clock.DAY if stage is Stage.ADOPTED else before


def latest(stage: Stage, before: date) -> date | None:
    """The day by which `stage` is due after a step of the day `before`."""
    return clock.working_days_after(before, WORKING_DAYS[stage]) if stage in WORKING_DAYS else None


def is_majority(agreed: int, households: int) -> bool:
    """More than half of all household representatives, not of those who came."""
    return 2 * agreed > households
