"""What day it is in the commune. One place, so that a demonstration can stand still on its day."""

import os
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from . import words

DAY = timedelta(days=1)
EIGHT = timedelta(hours=8)


def today() -> date:
    pinned = os.environ.get("BANLANH_TODAY")
    # Said, not looked up: a batch asks for the day some two hundred times.
    return date.fromisoformat(pinned) if pinned else timezone.localdate(timezone=timezone.get_default_timezone())


def now() -> datetime:
    """Where the day is held, its hours pass as outside; or from eight on, where it is told when that was.

    The first goes back a day at midnight, the second never does: nothing is signed before it was written.
    """
    moment = timezone.now()
    if not os.environ.get("BANLANH_TODAY"):
        return moment
    if eight := os.environ.get("BANLANH_EIGHT"):
        return midnight_of(today()) + EIGHT + (moment - datetime.fromisoformat(eight))
    return timezone.make_aware(datetime.combine(today(), timezone.localtime(moment).time()))


def midnight_of(day: date) -> datetime:
    """The moment at which `day` begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first day of the month of `day`; months are named by it."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_day(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def working_days_after(day: date, many: int) -> date:
    """The last of the `many` working days that follow `day`."""
    while many:
        day += DAY
        many -= not words.day_off(day)
    return day


def working_days_until(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    days = (first + number * DAY for number in range(1, (last - first).days + 1))
    return sum(not words.day_off(day) for day in days)
