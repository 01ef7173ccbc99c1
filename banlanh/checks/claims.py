"""The claims that may be checked, each one small function."""

from collections.abc import Iterator
from datetime import date

from banlanh.core import clock, words
from banlanh.indicators.registry import Period, month_of, week_of
from banlanh.outreach.models import Airing
from banlanh.places.models import Place

from .registry import Subject, claim

WEEKS_BACK = 4


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
