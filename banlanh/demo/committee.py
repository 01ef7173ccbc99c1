"""What the committee of the invented commune did: meetings and what they concluded, regulations, recommendations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from banlanh.accounts.models import User
from banlanh.committee.enums import Asks, MeetingType
from banlanh.committee.models import Conclusion, Meeting, Recommendation, Ruling
from banlanh.core import clock
from banlanh.places.models import Body
from banlanh.plans.enums import Extent, Verb
from banlanh.plans.models import Duty, Step, Task

from . import bodies as b
from .chance import Today, draw, id_at, within
from .papers import working_day
from .people import OFFICER, SECRETARY
from .plan import STARTS_ON

if TYPE_CHECKING:
    from .history import Duties

MET_LATE = {b.cell("Sín Chải"): 24, b.cell("Tả Mây"): 3, b.cell("Giàng Mây"): 7}  # days after the due day
HEARD_LATE = {date(2026, 4, 1): 4}
AGENDAS = (
    "Nghe việc tháng trước, chia việc tháng này, đi các thôn xa.",
    "Rà từng thôn còn chậm; cách giúp trưởng thôn mới.",
    "Chuẩn bị sơ kết; ký cam kết của hộ đi làm xa.",
)


@dataclass(frozen=True)
class Concluded:
    """What the Steering Committee concluded in a month; with a body it was ordered, and perhaps done on a day."""

    month: date
    text: str
    body: str = ""
    due_on: date | None = None
    done_on: date | None = None


CONCLUSIONS = (
    Concluded(date(2026, 5, 1), "Mỗi thành viên về thôn mình phụ trách ít nhất một lần mỗi tháng."),
    Concluded(date(2026, 7, 1), "Cử thợ về Tả Hồ sửa loa bị sét đánh", b.PEOPLES_COMMITTEE, date(2026, 7, 25),
         date(2026, 7, 23)),
    Concluded(date(2026, 9, 1), "Chốt số đường dây nóng để các thôn in bảng mới", b.POLICE, date(2026, 9, 30),
         date(2026, 10, 2)),
    Concluded(date(2026, 10, 1), "Các thôn đã được công nhận hương ước giúp thôn còn lại cách họp, cách ghi biên bản."),
    Concluded(date(2026, 11, 1), "Phân công đồng chí phụ trách thôn Phìn Mây", b.PARTY, date(2026, 11, 30)),
    Concluded(date(2026, 11, 1), "Về Hồ Sín cùng thôn bàn việc sửa hương ước", b.FRONT, date(2026, 12, 5)),
    Concluded(date(2026, 11, 1), "Hộ đi làm xa thì ký cam kết dịp Tết, không ký thay."),
)  # fmt: skip


def cell_meetings(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Meeting]:
    """The meeting at which one cell made the plan known."""
    for duty in duties:
        chance = draw("made known", duty.body.name)
        called = chance.randint(9, 31)
        day = duty.due_on + timedelta(MET_LATE.get(duty.body.name) or -chance.randint(1, 22))
        yield from known(
            meeting(duty, MeetingType.CELL, day, called - chance.choice((0, 0, 1, 1, 2, 3)), called, by), today
        )


def hearings(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Meeting]:
    """The Party Committee hears each quarter how it goes, some days before it says what it concluded."""
    for duty in duties:
        chance = draw("hearing", duty.starts_on)
        day = duty.due_on + timedelta(HEARD_LATE.get(duty.starts_on) or -chance.randint(12, 16))
        agenda = "Nghe các ngành báo cáo việc phòng, chống ma túy trong quý; gỡ những điều các thôn đang vướng."
        heard = meeting(duty, MeetingType.HEARING, working_day(day), chance.randint(26, 30), 31, by)
        heard.agenda = agenda
        yield from known(heard, today)


def meeting(duty: Duty, type: MeetingType, day: date, present: int, called: int, by: User) -> Meeting:
    chance = draw("meeting", type, duty.body.name, day)
    covers_on = min(max(day, duty.starts_on), duty.ends_on)
    found = of_body(Meeting, duty.body, day, by, chance, covers_on=covers_on)
    found.type, found.present, found.called = type, present, called
    return found


def of_body(model, body: Body, day: date, by: User, chance, *, covers_on: date | None = None):
    """A record of the body's of that day, that arrived in the evening or soon after."""
    recorded_at = within(chance, day + timedelta(chance.choice((0, 0, 0, 1))), 17, 21)
    return model(
        id=id_at(recorded_at, chance),
        commune_id=body.commune_id,
        body=body,
        happened_on=day,
        covers_on=covers_on or day,
        recorded_at=recorded_at,
        recorded_by=by,
    )


def known(record, today: Today) -> Iterator:
    if today.knows(record.recorded_at):
        yield record


def monthly_meetings(steering: Body, by: User, today: Today) -> Iterator[Meeting]:
    """The Steering Committee meets each month, in its second week."""
    month, number = clock.next_month(STARTS_ON), 0
    while month <= today.day:
        chance = draw("committee", month)
        day = working_day(month + timedelta(chance.randint(7, 12)))
        found = of_body(Meeting, steering, day, by, chance)
        found.type, found.agenda = MeetingType.COMMITTEE, AGENDAS[number % len(AGENDAS)]
        found.present, found.called = chance.randint(27, 32), 33
        yield from known(found, today)
        month, number = clock.next_month(month), number + 1


def conclude(meetings: list[Meeting], task: Task, bodies: dict[str, Body], by: dict[str, User], today: Today) -> int:
    """What the meetings concluded, and the duties that came of it; under the clause of `task`. How many rows."""
    held = {clock.month_of(each.happened_on): each for each in meetings if each.type == MeetingType.COMMITTEE}
    written = 0
    for number, told in enumerate(CONCLUSIONS):
        if told.month not in held:
            continue
        found, chance = held[told.month], draw("conclusion", number)
        added_at = found.recorded_at + timedelta(minutes=5 + number)
        said = Conclusion(id=id_at(added_at, chance), meeting=found, text=told.text, added_at=added_at)
        said.added_by = by[OFFICER]
        if told.body:
            said.body, said.due_on, said.clause = bodies[told.body], told.due_on, task.clause
            said.duty = ordered(said, task, by[SECRETARY])
            written += finish(said.duty, told, by, today)
        said.save(force_insert=True)
        written += 1
    return written


def ordered(said: Conclusion, task: Task, by: User) -> Duty:
    """The one-off task of a conclusion, with its duty."""
    day, due_on = said.meeting.happened_on, said.due_on
    work = Task(plan=task.plan, clause=task.clause, title=said.text, extent=Extent.NAMED, confirmed_by=by)
    work.starts_on, work.due_on, work.confirmed_at = day, due_on, said.added_at
    work.save()
    work.bodies.add(said.body)
    owed = {"starts_on": day, "ends_on": due_on, "due_on": due_on}
    return Duty.objects.create(commune=task.plan.commune, task=work, body=said.body, **owed)


def finish(duty: Duty, told: Concluded, by: dict[str, User], today: Today) -> int:
    """Handed in on the day that the story says, and accepted two days later."""
    if told.done_on is None:
        return 0
    hands = (Verb.SUBMIT, told.done_on, by[told.body], "Đã làm xong theo kết luận."), (
        Verb.ACCEPT, told.done_on + 2 * clock.DAY, by[OFFICER], "",
    )  # fmt: skip
    steps = []
    for verb, day, who, note in hands:
        chance = draw("concluded", told.text, verb)
        at = within(chance, day, 8, 16)
        if today.knows(at):
            steps.append(Step(id=id_at(at, chance), duty=duty, verb=verb, at=at, on=told.done_on, by=who, note=note))
    return len(Step.objects.bulk_create(steps))


def recommend(bodies: dict[str, Body], by: dict[str, User], today: Today) -> int:
    """One recommendation that was granted at half-year, and one that still waits."""
    asked = (
        (1, date(2026, 7, 10), b.WOMEN, "Hội gặp mặt người có uy tín ở mọi thôn trong nửa năm đầu."),
        (2, date(2026, 11, 18), b.village_body("Suối Lành"), "Thôn phát đủ bản tin, hộ ký cam kết sớm nhất xã."),
    )
    granted, waiting = (recommendation(*each, bodies, by) for each in asked)
    kept = [each for each in (granted, waiting) if today.knows(each.recorded_at)]
    Recommendation.objects.bulk_create(kept)
    ruling = of_body(Ruling, bodies[b.PARTY], date(2026, 7, 24), by[OFFICER], draw("ruling"))
    ruling.recommendation, ruling.is_granted, ruling.number = granted, True, "71-QĐ/ĐU"
    return len(kept) + len(Ruling.objects.bulk_create(known(ruling, today)))


def recommendation(number: int, day: date, about: str, grounds: str, bodies: dict[str, Body], by) -> Recommendation:
    found = of_body(Recommendation, bodies[b.STEERING], day, by[OFFICER], draw("recommendation", number))
    found.asks, found.about, found.grounds = Asks.REWARD, bodies[about], grounds
    found.number = f"{number:02}-TTr/BCĐ"
    return found


def write_meetings(duties: "Duties", bodies: dict[str, Body], by: dict[str, User], task: Task, today: Today) -> int:
    """Meetings, what they concluded under the clause of `task`, recommendations; returns how many rows."""
    meetings = [
        *(each for name, found in duties["meeting"].items() for each in cell_meetings(found, by[name], today)),
        *hearings(duties["hearing"][b.PARTY], by[b.PARTY], today),
        *monthly_meetings(bodies[b.STEERING], by[b.STEERING], today),
    ]
    Meeting.objects.bulk_create(sorted(meetings, key=lambda each: (each.recorded_at, each.pk)))
    return len(meetings) + conclude(meetings, task, bodies, by, today) + recommend(bodies, by, today)
