"""Money of the funds, and who is to be looked at again: told from records as of a day, never kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Min, Q, QuerySet, Sum, UUIDField

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Place
from banlanh.records.models import RecordQuerySet
from banlanh.registers.models import Entry, Stay

from .enums import Move, State, Verb
from .models import LOOKS_AFTER, Fund, FundChange, Need, Programme, Support, SupportQuerySet, look_due
from .money import say


@dataclass(frozen=True)
class Purse:
    """Money as of a day, in đồng: allotted; promised to households and not yet given; spent."""

    allotted: int = 0
    promised: int = 0
    spent: int = 0

    def __add__(self, other: "Purse") -> "Purse":
        return Purse(self.allotted + other.allotted, self.promised + other.promised, self.spent + other.spent)

    @property
    def left(self) -> int:
        return self.allotted - self.promised - self.spent

    @property
    def spent_share(self) -> int:
        """How far the bar is filled, in whole percents of whatever is larger: what came or what goes."""
        return self._share(self.spent)

    @property
    def promised_share(self) -> int:
        return self._share(self.promised)

    @property
    def reach(self) -> int:
        return self.spent_share + self.promised_share

    @property
    def said(self) -> str:
        return f"được cấp {say(self.allotted)}, đã duyệt chưa giao {say(self.promised)}, đã chi {say(self.spent)}"

    def _share(self, part: int) -> int:
        whole = max(self.allotted, self.promised + self.spent)
        return round(100 * part / whole) if whole else 0


class Given(NamedTuple):
    """A support as far as money and numbers care: no household in it."""

    pk: UUID
    fund: UUID
    year: int
    amount: int
    approved_on: date | None
    delivered_on: date | None
    signed_on: date | None
    looked_on: tuple[date | None, ...]  # after each of LOOKS_AFTER

    @property
    def state(self) -> State:
        if self.signed_on or self.delivered_on:
            return State.SIGNED if self.signed_on else State.DELIVERED
        return State.APPROVED if self.approved_on else State.PROPOSED

    @property
    def looks(self) -> list[tuple[date, date | None]]:
        """When it is due to be looked at again, and when it was."""
        if self.delivered_on is None:
            return []
        dues = [look_due(self.delivered_on, months) for months in LOOKS_AFTER]
        return list(zip(dues, self.looked_on, strict=True))


STEPS = (Verb.APPROVE, Verb.DELIVER, Verb.SIGN)


def told(supports: SupportQuerySet) -> QuerySet:
    """Those of the supports that are live and were not declined, as rows."""
    days = {f"{verb}_on": Min("steps__on", filter=Q(steps__verb=verb)) for verb in STEPS}
    looks = {
        f"looked_{months}": Min("looks__happened_on", filter=Q(looks__months=months, looks__voided_at=None))
        for months in LOOKS_AFTER
    }
    known = ("pk", "fund", "fund__year", "amount")
    rows = supports.live().undeclined().values(*known).annotate(**days, **looks)
    return rows.order_by("happened_on", "pk").values_list(*known, *days, *looks)


@Question
def GIVEN() -> QuerySet:
    return told(Support.objects.filter(commune=Slot("commune", BigIntegerField())))


def as_given(rows: Iterable[tuple]) -> list[Given]:
    plain = len(Given._fields) - 1
    return [Given._make((*row[:plain], row[plain:])) for row in rows]


def given(supports: SupportQuerySet) -> list[Given]:
    return as_given(told(supports))


def given_in(commune: Place) -> list[Given]:
    """Those of the whole commune, by the question that is written once."""
    return as_given(GIVEN(commune=commune.pk))


def given_to(reach: Reach) -> list[Given]:
    """Those that the person may see."""
    if reach.commune and reach.everywhere(Data.LIVELIHOODS, Act.READ):
        return given_in(reach.commune)
    return given(Support.objects.visible_to(reach))


def purses(commune: Place, funds: Iterable[Fund], on: date) -> dict[object, Purse]:
    """What each of the funds came to by that day, by its id."""
    asked = list(funds)
    return money_of(commune, asked, given(Support.objects.for_place(commune).filter(fund__in=asked)), on)


def money_of(commune: Place, funds: list[Fund], supports: Iterable[Given], on: date) -> dict[object, Purse]:
    """The same, where the supports are at hand."""
    return filled(moved(FundChange.objects.for_place(commune).filter(fund__in=funds), on), supports, on)


def moved(changes: RecordQuerySet, on: date) -> dict[tuple[object, str], int]:
    rows = changes.live().filter(happened_on__lte=on).order_by().values_list("fund", "move").annotate(Sum("amount"))
    return {(fund, move): amount for fund, move, amount in rows}


def filled(changes: dict[tuple[object, str], int], supports: Iterable[Given], on: date) -> dict[object, Purse]:
    found: dict[object, Purse] = defaultdict(Purse)
    for (fund, move), amount in changes.items():
        found[fund] += Purse(allotted=amount) if move == Move.ALLOTTED else Purse(spent=amount)
    for each in supports:
        if each.delivered_on and each.delivered_on <= on:
            found[each.fund] += Purse(spent=each.amount)
        elif each.approved_on and each.approved_on <= on:
            found[each.fund] += Purse(promised=each.amount)
    return found


class ProgrammeLine(NamedTuple):
    """A programme in one year: its sum, and each of its funds."""

    programme: Programme
    purse: Purse
    funds: list[tuple[Fund, Purse]]


def programme_lines(funds: Iterable[Fund], money: dict[object, Purse]) -> list[ProgrammeLine]:
    """The programmes of these funds, in their own order."""
    by_programme: dict[Programme, list[tuple[Fund, Purse]]] = defaultdict(list)
    for fund in sorted(funds, key=lambda fund: (fund.programme.starts_on, fund.programme.name)):
        by_programme[fund.programme].append((fund, money.get(fund.pk, Purse())))
    return [
        ProgrammeLine(programme, sum((purse for _, purse in lines), Purse()), lines)
        for programme, lines in by_programme.items()
    ]


# --- households -----------------------------------------------------------------------------------------------


def same_household(entry: Entry) -> Q:
    """The entry, and those that were merged into it: one household, whatever it was called."""
    return Q(need__entry=entry) | Q(need__entry__merged_into=entry)


def supports_of(entry: Entry) -> QuerySet[Support]:
    """All that this household was given or proposed for, from whatever fund."""
    return Support.objects.filter(same_household(entry), commune=entry.commune_id).live().for_page()


def still_counting(entry: Entry) -> list[Support]:
    """What it already has, or is promised, or is proposed for: shown before anything more is proposed."""
    return [support for support in supports_of(entry) if Verb.DECLINE not in support.days]


def stay_of(entry: Entry, on: date) -> Stay | None:
    """Where the household counts on that day."""
    return Stay.objects.filter(entry=entry).counted_on(on).select_related("body").first()


def waiting_needs(needs: RecordQuerySet) -> QuerySet[Need]:
    """Those of the needs for which nothing was proposed yet, or what was proposed was declined; the oldest first."""
    answered = Support.objects.live().undeclined().values("need")
    return needs.live().exclude(pk__in=answered).select_related("entry", "body").order_by("happened_on", "pk")


@Question
def NEEDS() -> QuerySet[Need]:
    return waiting_needs(Need.objects.filter(commune=Slot("commune", BigIntegerField())))


def needs_told_to(reach: Reach) -> list[Need]:
    """Those that wait and that the person may see, each with its household and village."""
    if reach.commune and reach.everywhere(Data.LIVELIHOODS, Act.READ):
        return NEEDS(commune=reach.commune.pk)
    return list(waiting_needs(Need.objects.visible_to(reach)))


class Look(NamedTuple):
    """A support that has to be looked at again."""

    support: Support
    months: int
    due_on: date


def looks_owed(supports: SupportQuerySet, on: date) -> list[Look]:
    """Of each of the supports the first look that is due by that day and was not taken; the longest due first."""
    return shelves(given(supports), on).looks


class Shelves(NamedTuple):
    """Supports as a page lays them out: under way by where they stand, to be looked at again, signed for."""

    steps: list[tuple[State, list[Support]]]
    looks: list[Look]
    signed: list[Support]
    signed_count: int


UNDER_WAY = (State.PROPOSED, State.APPROVED, State.DELIVERED)


@Question
def LINES() -> QuerySet[Support]:
    return Support.objects.filter(pk__in=Slot("pks", UUIDField())).for_line().order_by()


def shelves(rows: Iterable[Given], on: date, most: int | None = None) -> Shelves:
    """Of these supports; of those that were signed for only the last `most`. One query."""
    under_way: dict[State, list[UUID]] = defaultdict(list)
    for row in rows:
        under_way[row.state].append(row.pk)
    owed = {row.pk: first for row in rows if (first := first_owed(row, on))}
    signed = under_way.pop(State.SIGNED, [])[::-1]
    wanted = [*owed, *signed[:most], *(pk for pks in under_way.values() for pk in pks)]
    known = {support.pk: support for support in LINES(pks=wanted)}
    looks = sorted((Look(known[pk], *first) for pk, first in owed.items()), key=lambda look: look.due_on)
    steps = [(state, [known[pk] for pk in under_way[state]]) for state in UNDER_WAY if under_way[state]]
    return Shelves(steps, looks, [known[pk] for pk in signed[:most]], len(signed))


def first_owed(each: Given, on: date) -> tuple[int, date] | None:
    if each.delivered_on is None:  # no look is due of what was not given
        return None
    owed = (months for months, taken in zip(LOOKS_AFTER, each.looked_on, strict=True) if taken is None)
    first = next(((months, look_due(each.delivered_on, months)) for months in owed), None)
    return first if first and first[1] <= on else None


class Waiting(NamedTuple):
    """Numbers for the desk of who keeps the table: what waits for a yes, what has to be looked at again."""

    to_approve: int
    to_look: int


def waiting(commune: Place, on: date) -> Waiting:
    supports = given_in(commune)
    looks = sum(first_owed(each, on) is not None for each in supports)
    return Waiting(sum(each.approved_on is None for each in supports), looks)


# --- what the figure sheet counts ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ledger:
    """All that figures about livelihoods are counted from, as known on one day; no household in it."""

    year: Purse  # of the funds of the day's year
    supports: list[Given]


def ledger(commune: Place, on: date) -> Ledger:
    this_year = FundChange.objects.for_place(commune).filter(fund__year=on.year)
    supports = given_in(commune)
    money = filled(moved(this_year, on), [each for each in supports if each.year == on.year], on)
    return Ledger(sum(money.values(), Purse()), supports)
