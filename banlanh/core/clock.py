"""What day it is in the commune. One place, so that a demonstration can stand still on its day."""

import os
from datetime import date, datetime, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def today() -> date:
    pinned = os.environ.get("BANLANH_TODAY")
    return date.fromisoformat(pinned) if pinned else timezone.localdate()


def now() -> datetime:
    moment = timezone.now()
    if os.environ.get("BANLANH_TODAY"):
        return timezone.make_aware(datetime.combine(today(), timezone.localtime(moment).time()))
    return moment


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first day of the month of `day`; months are named by it."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_day(month: date) -> date:
    return next_month(month) - timedelta(days=1)
