"""What was recorded more than a day after it happened, and why, as whoever recorded it said (SEC-45)."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils import timezone

from banlanh.core import clock
from banlanh.pledges.models import Sheet
from banlanh.records.enums import NOT_SAID, WhyLate
from banlanh.records.models import is_late
from banlanh.records.registry import KINDS

from ..facts import Facts, kinds_by_room
from ..registry import Period, amount, reported

REASONS = {f"recorded_late_{why}": (why.value, why.label) for why in WhyLate} | {"recorded_late_unsaid": ("", NOT_SAID)}


def recorded_late(why: str) -> Callable[[Facts, Period], int]:
    def count(facts: Facts, period: Period) -> int:
        found = facts.once("recorded late", lambda: Counter(reasons(facts)), of=(*kinds_by_room(), "pledges"))
        return found[why]

    return count


def reasons(facts: Facts) -> Iterator[str]:
    """The reason of each record and sheet that came late in the days that are reported on, by one query."""
    month = reported(facts)
    since, until = clock.midnight_of(month.first), clock.midnight_of(min(month.last, facts.on) + clock.DAY)
    came = {"recorded_at__gte": since, "recorded_at__lt": until}
    sheets = Sheet.objects.for_place(facts.commune).filter(**came)
    models = {kind.model: None for kind in KINDS.values()}
    records = [model._default_manager.filter(commune=facts.commune, voided_at=None, **came) for model in models]
    first, *others = [
        rows.order_by().values_list(rows.model.the_day, "recorded_at", "why_late") for rows in (sheets, *records)
    ]
    for day, recorded_at, why in first.union(*others, all=True):
        if is_late(day, timezone.localdate(recorded_at)):
            yield why


for key, (why, label) in REASONS.items():
    amount(key, f"Ghi muộn hơn một ngày: {label}", unit="bản ghi")(recorded_late(why))
