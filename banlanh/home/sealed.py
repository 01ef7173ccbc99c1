"""What the windows of the sealed rooms tell the reader of *Xã*: targets of the plan that no sheet may hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.accounts.totals import audience_of, hears_of_tips, leads
from banlanh.care import window as care
from banlanh.core import clock, words
from banlanh.core.refusal import Refused
from banlanh.disclosure.enums import Audience, Cell, Half, Measure
from banlanh.disclosure.queries import last_split
from banlanh.hotline import window as hotline
from banlanh.indicators.clear import clear_villages
from banlanh.places.models import Body, Place

HIDDEN = "Số dưới {k} được che, số 0 cũng vậy, để không ai đoán ra người nào."
NOT_SETTLED = "Tháng này chưa chốt số."


@dataclass(frozen=True)
class Shown:
    """A count of villages, or words; what goes with it; else why nothing is told."""

    n: int | None = None
    m: int | None = None
    said: str = ""
    notes: tuple[str, ...] = ()
    why: str = ""


def told(kind: str, user: User, on: date) -> Shown | None:
    """The target that is counted by `kind` as this person may know it; None where no window tells it."""
    return or_why(TARGETS[kind], user, on) if kind in TARGETS else None


def or_why(tell: Callable[[User, date], Shown], user: User, on: date) -> Shown:
    try:
        return tell(user, on)
    except Refused as refusal:
        return Shown(why=str(refusal))


def villages(user: User, on: date) -> Shown:
    """Target II.1: in which villages it is not met is for those who lead, until the year is judged."""
    bodies = Body.objects.for_place(user.reach.commune).current().select_related("place")
    [found] = clear_villages(user.reach.commune, bodies, on)
    if found is None:
        return Shown()
    names = words.listed([body.name for body in found.others], most=len(found.others))
    notes = (f"Chưa đạt, chỉ lãnh đạo xã thấy: {names}.",) if names and leads(user) else ()
    return Shown(found.n, found.m, notes=notes)


def people(user: User, on: date) -> Shown:
    """Target II.3, in bands."""
    audience = audience_of(user)
    known = care.told(user.reach.commune, on, audience)
    if known.people is None or known.complete is None:
        return Shown(why=NOT_SETTLED)
    lacking = known.complete.words(Half.UNMET)
    notes = [f"Chưa đủ lịch xét nghiệm hoặc đoàn thể giúp: {lacking}."] if audience == Audience.INSIDE else []
    notes += [*large_villages(user, on), HIDDEN.format(k=audience.k)]
    return Shown(said=f"{known.people.words()} người", notes=tuple(notes))


def large_villages(user: User, on: date) -> list[str]:
    """The villages of many, from the year's one table of villages."""
    found = last_split(user.reach.commune.pk, Measure.AFTER_REHAB, on) if leads(user) else None
    if found is None:
        return []
    month, table = found
    many = [village for village, cell in table.cells.items() if cell == Cell.LARGE]
    if not many:
        return []
    names = Place.objects.for_place(user.reach.commune).filter(pk__in=many).values_list("name", flat=True)
    listed = words.listed(list(names), most=len(many))
    return [f"Thôn {Cell.LARGE.label}, bảng tháng {month:%-m/%Y}: {listed}."]


def in_time(user: User, on: date) -> Shown:
    known = care.told(user.reach.commune, on, Audience.INSIDE).timely
    if known is None:
        return Shown(why=NOT_SETTLED)
    met, unmet = known.words(Half.MET), known.words(Half.UNMET)
    return Shown(said=f"{known.words()} lần", notes=(f"Kịp thời: {met}. Muộn: {unmet}.",))


def tips(user: User, on: date) -> Shown:
    return Shown(said=hotline.said_of_quarter(user.reach.commune, hotline.last_quarter(on)[1]))


TARGETS: dict[str, Callable[[User, date], Shown]] = {"clear_village": villages, "after_rehab": people}


def lines(user: User) -> list[tuple[str, Shown]]:
    """What goes with the targets, for those whom the matrix gives it."""
    today, found = clock.today(), []
    if leads(user):
        until = care.before(today)
        title = f"Kết quả, việc phát sinh đã báo từ đầu năm {until.year} đến hết tháng {until.month}"
        found.append((title, or_why(in_time, user, today)))
    if hears_of_tips(user):
        first, _ = hotline.last_quarter(today)
        title = f"Tin báo nhận trong quý {(first.month + 2) // 3}/{first.year}"
        found.append((title, or_why(tips, user, today)))
    return found


def waiting_for(user: User) -> dict[str, int | None]:
    """How much in the sealed rooms waits for this person, by what it is; None of what is not theirs to do.

    Where the sealed rooms do not answer it is nought.
    """
    return {"to_ask": to_ask_about(user), "late_answers": late_answers(user), "to_sign": to_sign(user)}


def or_nought(count: Callable[[], int]) -> int:
    try:
        return count()
    except DatabaseError:
        return 0


def to_ask_about(user: User) -> int | None:
    """The reviewer's line on *Việc của tôi*."""
    if not may(user, Act.UPDATE, Data.TRAIL):
        return None
    return or_nought(lambda: care.openings_to_ask_about(user.reach.commune, clock.today()))


def late_answers(user: User) -> int | None:
    """The officer's line."""
    if not user.reach.has(Data.LEGAL_FILE, Act.UPDATE):
        return None
    return or_nought(lambda: care.late_requests(user, clock.today()))


def to_sign(user: User) -> int | None:
    """The line of a chairman, before whom files are put."""
    if not user.reach.has(Data.LEGAL_FILE, Act.READ) or user.reach.has(Data.LEGAL_FILE, Act.UPDATE):
        return None
    return or_nought(lambda: care.waiting_to_be_signed(user))
