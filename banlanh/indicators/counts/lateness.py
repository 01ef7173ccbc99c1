"""What was recorded more than a day after it happened, and why, as whoever recorded it said (SEC-45)."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from banlanh.core import clock
from banlanh.places.models import Place
from banlanh.pledges.models import Sheet
from banlanh.records.enums import NOT_SAID, WhyLate
from banlanh.records.models import is_late
from banlanh.records.registry import KINDS

from ..facts import Facts, kinds_by_room
from ..registry import Period, amount, reported

REASONS = {f"recorded_late_{why}": (why.value, why.label) for why in WhyLate} | {"recorded_late_unsaid": ("", NOT_SAID)}


def recorded_late(why: str) -> Callable[[Facts, Period], int]:
    return lambda facts, period: facts.once("recorded late", partial(reasons, facts))[why]


def reasons(facts: Facts) -> Counter[str]:
    """How often each reason was said in the days that are reported on."""
    rooms = sorted({*kinds_by_room(), "pledges"})
    found = [facts.once(f"late in {room}", partial(reasons_in, room, facts), of=(room,)) for room in rooms]
    return sum(found, Counter())


def reasons_in(room: str, facts: Facts) -> Counter[str]:
    """Of the room's records and sheets that came late, by one query."""
    month = reported(facts)
    since, until = clock.midnight_of(month.first), clock.midnight_of(min(month.last, facts.on) + clock.DAY)
    first, *others = [
        rows.filter(recorded_at__gte=since, recorded_at__lt=until)
        .order_by()
        .values_list(rows.model.the_day, "recorded_at", "why_late")
        for rows in rows_of(room, facts.commune)
    ]
    came = first.union(*others, all=True) if others else first
    return Counter(why for day, at, why in came if is_late(day, timezone.localdate(at)))


def rows_of(room: str, commune: Place) -> list[QuerySet]:
    """All of the room that has a day of its own and may come late."""
    models = {KINDS[kind].model: None for kind in kinds_by_room().get(room, ())}
    records: list[QuerySet] = [model._default_manager.filter(commune=commune, voided_at=None) for model in models]
    return [Sheet.objects.for_place(commune), *records] if room == "pledges" else records


for key, (why, label) in REASONS.items():
    amount(key, f"Ghi muộn hơn một ngày: {label}", unit="bản ghi")(recorded_late(why))
