"""The claims that may be checked, each one small function."""

from collections.abc import Iterator
from datetime import date

from banlanh.accounts.enums import Data
from banlanh.core import clock, words
from banlanh.indicators.registry import Period, month_of, week_of
from banlanh.outreach.models import Airing
from banlanh.places.models import Body, Place
from banlanh.pledges import queries as pledges
from banlanh.pledges.enums import Signers

from .registry import Subject, claim

WEEKS_BACK = 4
HOMES = (Signers.HOUSEHOLD, Signers.ESTABLISHMENT, Signers.LINEAGE)


def weeks_and_last_month(on: date) -> list[Period]:
    """The week that runs, those before it, and the last month that is over: people forget what they heard."""
    weeks = [week_of(on - 7 * back * clock.DAY) for back in range(WEEKS_BACK + 1)]
    return [*weeks, month_of(clock.month_of(on) - clock.DAY)]


@claim(
    "airings",
    "lượt phát bản tin",
    unit="lượt phát",
    ask="Hỏi một người dân ở gần loa, không hỏi người nhà trưởng thôn và không ghi tên: "
    "«Buổi ấy ông (bà) có nghe loa thôn phát bản tin bằng thứ tiếng ấy không?»",
    kind="airing",
    periods=weeks_and_last_month,
)
def airings(commune: Place, period: Period) -> Iterator[Subject]:
    """Every airing claimed of the period. The checker learns the day, the session and the language to ask for."""
    for airing in Airing.objects.for_place(commune).live().filter(happened_on__range=(period.first, period.last)):
        day = f"{words.weekday(airing.happened_on)} {words.short_day(airing.happened_on)}"
        session = f"{airing.get_slot_display()} {day}, {airing.get_language_display()}"
        yield Subject(str(airing.pk), airing.body_id, session)


def this_month_and_the_last(on: date) -> list[Period]:
    return [month_of(on), month_of(clock.month_of(on) - clock.DAY)]


@claim(
    "pledges_homes",
    "chữ ký cam kết của hộ, cơ sở, dòng họ",
    unit="chữ ký",
    ask="Hỏi chủ hộ, chủ cơ sở hoặc người đại diện dòng họ: «Năm nay ông (bà) có tự tay ký cam kết "
    "và có được nghe đọc nội dung không?»",
    kind="pledge_home",
    data=Data.PLEDGES,
    periods=this_month_and_the_last,
    total=lambda commune, period: owed(commune, HOMES, period),
)
def pledges_of_homes(commune: Place, period: Period) -> Iterator[Subject]:
    """Everyone claimed to have signed as of the period's last day. The checker learns whom to ask, and no date."""
    return signed(commune, HOMES, period)


@claim(
    "pledges_members",
    "chữ ký cam kết của đảng viên",
    unit="chữ ký",
    ask="Hỏi đảng viên: «Năm nay đồng chí có tự tay ký cam kết không?»",
    kind="pledge_member",
    data=Data.PLEDGES,
    periods=this_month_and_the_last,
    total=lambda commune, period: owed(commune, (Signers.MEMBER,), period),
)
def pledges_of_members(commune: Place, period: Period) -> Iterator[Subject]:
    """Every member claimed to have signed as of the period's last day."""
    return signed(commune, (Signers.MEMBER,), period)


def signed(commune: Place, asked: tuple[Signers, ...], period: Period) -> Iterator[Subject]:
    day = min(period.last, clock.today())
    running = pledges.campaigns_on(commune, day)
    for campaign in (running[signers] for signers in asked if signers in running):
        for stay in pledges.signed_stays(campaign, day).select_related("entry"):
            where = f", {stay.entry.address}" if stay.entry.address else ""
            yield Subject(str(stay.entry_id), stay.body_id, f"{stay.entry}{where}")


def owed(commune: Place, asked: tuple[Signers, ...], period: Period) -> int:
    """How many count on that day, signed or not."""
    day, bodies = min(period.last, clock.today()), list(Body.objects.for_place(commune).current())
    return sum(pledges.total(pledges.tallies_of(None, each, bodies, day).values()).m for each in asked)
