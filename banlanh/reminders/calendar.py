"""What falls due, as a calendar that a phone subscribes to (RFC 5545). Its words may be seen by anybody (SEC-37)."""

from collections.abc import Iterable
from datetime import date

from icalendar import Calendar, Event

from banlanh.core import clock
from banlanh.outreach.enums import Slot
from banlanh.outreach.queries import PlannedDay
from banlanh.plans.standing import Standing
from banlanh.records.registry import KINDS

PRODUCT = "-//Ban Lanh//Viec cua toi//VI"


def calendar_of(found: Iterable[Standing], planned: Iterable[PlannedDay]) -> bytes:
    """A day-long event for each duty that is owed, on the day it is due, and for each session at the loudspeakers."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Việc của tôi, Bản Lành")
    calendar.add("refresh-interval;value=duration", "PT6H")
    for each in found:
        calendar.add_component(event_of(f"viec-{each.duty.pk}", each.duty.due_on, summary_of(each)))
    for session in planned:
        calendar.add_component(event_of(f"phat-{session.uid}", session.day, f"Phát bản tin {Slot(session.slot).label}"))
    return bytes(calendar.to_ical())


def event_of(uid: str, day: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@banlanh")
    event.add("dtstamp", clock.now())
    event.add("dtstart", day)
    event.add("dtend", day + clock.DAY)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def summary_of(each: Standing) -> str:
    """Never the task's title: it may say whom the work is for."""
    kind = KINDS.get(each.duty.kind)
    late = ", đã quá hạn" if each.days_late else ""
    return f"{kind.verb if kind else 'Việc đến hạn'}{late}"
