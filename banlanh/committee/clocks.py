"""The clocks of Decree 61/2023/NĐ-CP for a village's regulation; its working days are the office's."""

from datetime import date

from banlanh.core import clock, words

from .enums import Stage

POSTED_DAYS = 30  # a draft hangs at least so long before it is voted on
# By how many working days after the step before it a step is due; where none is named the Decree sets no day.
WORKING_DAYS = {Stage.SENT: 5, Stage.RECOGNISED: 5, Stage.PUBLISHED: 2}


def working_days_after(day: date, many: int) -> date:
    """The last of the `many` working days that follow `day`."""
    while many:
        day += clock.DAY
        many -= not words.day_off(day)
    return day


def working_days_until(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    days = (first + number * clock.DAY for number in range(1, (last - first).days + 1))
    return sum(not words.day_off(day) for day in days)


def earliest(stage: Stage, before: date) -> date:
    """The first day on which `stage` may follow a step of the day `before`."""
    return before + POSTED_DAYS * clock.DAY if stage is Stage.ADOPTED else before


def latest(stage: Stage, before: date) -> date | None:
    """The day by which `stage` is due after a step of the day `before`."""
    return working_days_after(before, WORKING_DAYS[stage]) if stage in WORKING_DAYS else None


def is_majority(agreed: int, households: int) -> bool:
    """More than half of all household representatives, not of those who came."""
    return 2 * agreed > households
