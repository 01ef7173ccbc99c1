"""What was recorded more than a day after it happened, and why, as whoever recorded it said (SEC-45)."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils import timezone

from banlanh.core import clock
from banlanh.records.enums import NOT_SAID, WhyLate
from banlanh.records.models import is_late
from banlanh.records.registry import KINDS

from ..facts import Facts, kinds_by_room
from ..registry import Period, amount, reported

REASONS = {f"recorded_late_{why}": (why.value, why.label) for why in WhyLate} | {"recorded_late_unsaid": ("", NOT_SAID)}


def recorded_late(why: str) -> Callable[[Facts, Period], int]:
    def count(facts: Facts, period: Period) -> int:
        found = facts.once("recorded late", lambda: Counter(reasons(facts)), of=tuple(kinds_by_room()))
        return found[why]

    return count


def reasons(facts: Facts) -> Iterator[str]:
    """The reason of each record that came late in the days that are reported on; of all kinds by one query."""
    month = reported(facts)
    since, until = clock.midnight_of(month.first), clock.midnight_of(min(month.last, facts.on) + clock.DAY)
    came = {"commune": facts.commune, "voided_at": None, "recorded_at__gte": since, "recorded_at__lt": until}
    first, *others = [
        model._default_manager.filter(**came).order_by().values_list("happened_on", "recorded_at", "why_late")
        for model in {kind.model: None for kind in KINDS.values()}
    ]
    for happened_on, recorded_at, why in first.union(*others, all=True):
        if is_late(happened_on, timezone.localdate(recorded_at)):
            yield why


for key, (why, label) in REASONS.items():
    amount(key, f"Bản ghi sau khi việc diễn ra hơn một ngày, trong tháng: {label}", unit="bản ghi")(recorded_late(why))
