"""What there is to remind a person of on a day, in numbers: a name or a task could be read aloud on a bus (SEC-37)."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.db import DatabaseError

from banlanh.accounts.models import User
from banlanh.care.asking import request_reminders
from banlanh.care.queries import ending_reminders
from banlanh.home.overview import climbed_to
from banlanh.outreach.queries import PlannedDay, planned_days
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.plans.desk import owed
from banlanh.plans.enums import State

from .models import Feed

SOON, WEEKS_AHEAD = timedelta(days=3), timedelta(weeks=4)


class Due(NamedTuple):
    """How many duties of one's own are late, are due today, in three days; how many of others have climbed here.

    And how many sealed files to look at: never which, nor why.
    """

    late: int
    today: int
    soon: int
    climbed: int
    files: int = 0


def due_of(user: User, on: date) -> Due:
    found = owed(user, on=on)
    return Due(
        sum(each.state == State.LATE for each in found),
        sum(each.duty.due_on == on for each in found),
        sum(each.duty.due_on == on + SOON for each in found),
        len(climbed_to(user, on)),
        files_of(user, on),
    )


def files_of(user: User, on: date) -> int:
    """Sealed files whose term ends soon or whose person waits; where those do not answer, the rest is told (SEC-55)."""
    try:
        return ending_reminders(user, on) + request_reminders(user, on)
    except DatabaseError:
        return 0


def words_of(due: Due, on: date) -> str:
    """The digest in a few plain sentences; nothing where there is nothing to say."""
    then = on + SOON
    parts = [
        (due.late, "đã quá hạn"),
        (due.today, "đến hạn hôm nay"),
        (due.soon, f"đến hạn ngày {then.day}/{then.month}"),
        (due.climbed, "ở nơi khác quá hạn lâu, đã chuyển lên đồng chí"),
        (due.files, "cần xem ở trang Hồ sơ"),
    ]
    return "; ".join(f"{many} việc {what}" for many, what in parts if many)


def sessions_of(user: User, on: date) -> Iterator[PlannedDay]:
    """The sessions at the loudspeakers of one's own villages in the next weeks."""
    for body in Body.objects.filter(pk__in=user.reach.own_bodies, kind=BodyKind.VILLAGE).select_related("place"):
        yield from planned_days(body, on, on + WEEKS_AHEAD)


def feed_of(token: str) -> Feed | None:
    """The open feed of this token; none for a wrong or a revoked one."""
    mark = sha256(token.encode()).hexdigest()
    return Feed.objects.filter(token_sha256=mark, closed_at=None).select_related("user").first()
