"""Who has signed on a day, as our queries say it, is who has signed when everything is gone through again.

Two thousand histories are drawn and kept in memory, by the arithmetic of stays that the actions use too. A hundred at
a time become the villages of one commune, so that one query answers for all of them: every history meets the
database, and is asked about on every other of its days. Through the actions, which write an event for each step, so
many would take minutes: there it is twenty, each alone in its commune.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.indicators.counts.pledges import pledges_of_homes
from banlanh.indicators.facts import Facts
from banlanh.indicators.registry import month_of
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.pledges import actions, queries
from banlanh.pledges.models import Campaign, Sheet, Signature
from banlanh.registers import stays
from banlanh.registers.models import Entry, Stay
from banlanh.registers.tests import histories
from banlanh.registers.tests.histories import DAYS, EVERY_DAY, PLACES, START, accepted, gone_through, steps_of
from tests.support import sizes
from tests.support.commune import appoint, body_of
from tests.support.nightly import at_night

EXAMPLES, TOGETHER = at_night(2_000, else_few=200 if sizes.IS_SECOND else 600), 100
WITH_ACTIONS = sizes.EXAMPLES // 2
VERBS = (*histories.VERBS, "sign", "sign", "sign", "sign", "sign", "void", "void")
# Somebody lives there from the first day, so that little of what is drawn is refused.
FIRST_COMERS = [("arrive", 0, 0, 0, 0), ("arrive", 0, 0, 0, 0), ("arrive", 1, 0, 0, 1)]
STEPS = steps_of(VERBS, 6, 16).map(lambda steps: FIRST_COMERS + steps)
SECOND = START + timedelta(DAYS // 2)  # the day on which the second campaign follows the first

Signing = tuple[str, date, frozenset[int], int]  # verb, day, entries, which campaign


class Signings:
    """What a book of entries gains by campaigns: lists that are signed in a place on a day, and rows that are voided.

    Two of three sheets are of the village where the household is now, one of another, where it may have been.
    """

    def do(self, verb: str, on: date, entry: int, other: int, place: int) -> int:
        if verb == "sign":
            home = self.last(entry)
            together = frozenset(each for each in (entry, other) if self.last(each) == home)
            told = verb, on, together, int(on >= SECOND)
            self.sign(*told[2:], home if place else (home + 1) % PLACES, on)
        elif verb == "void":
            told = verb, on, frozenset({entry}), other % 2
            self.void(entry, told[3])
        else:
            return super().do(verb, on, entry, other, place)
        self.signings.append(told)
        return entry


@dataclass
class InMemory(Signings, histories.InMemory):
    sheets: list[tuple[int, int, date]] = field(default_factory=list)  # campaign, place, day
    rows: list[tuple[int, int, int]] = field(default_factory=list)  # campaign, entry, sheet; those that count
    voided: list[tuple[int, int, int]] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)

    def sign(self, asked: frozenset[int], campaign: int, place: int, on: date) -> None:
        signed = {entry for which, entry, _ in self.rows if which == campaign}
        if not all(self.counts_in(place, entry, on) for entry in asked) or asked <= signed:
            raise Refused
        self.rows += [(campaign, entry, len(self.sheets)) for entry in asked - signed]
        self.sheets.append((campaign, place, on))

    def last(self, entry: int) -> int:
        return self.entries[entry][-1].body

    def counts_in(self, place: int, entry: int, on: date) -> bool:
        return any(span.body == place and stays.holds_on(span, on) for span in self.entries[entry])

    def void(self, entry: int, campaign: int) -> None:
        found = [row for row in self.rows if row[:2] == (campaign, entry)]
        if not found:
            raise Refused
        self.rows.remove(found[0])
        self.voided.append(found[0])


@dataclass
class WithDatabase(Signings, histories.WithDatabase):
    campaigns: list[Campaign] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)

    def sign(self, asked: frozenset[int], campaign: int, place: int, on: date) -> None:
        entries = [self.entries[entry] for entry in asked]
        words = {"campaign": self.campaigns[campaign], "body": self.bodies[place], "by": self.keepers[place]}
        self.sheets.append(actions.sign_list(id=uuid7(), entries=[each.pk for each in entries], on=on, **words))

    def last(self, entry: int) -> int:
        return self.lasts[entry]

    def void(self, entry: int, campaign: int) -> None:
        found = Signature.objects.live().filter(campaign=self.campaigns[campaign], entry=self.entries[entry])
        row = found.select_related("sheet__body").first()
        if row is None:
            raise Refused
        by = self.keepers[self.bodies.index(row.sheet.body)]
        actions.void_signature(row, by=by, reason="ghi nhầm hộ")


@dataclass
class History:
    """What was taken of one drawn history, with the ids under which the database knows its parts."""

    taken: list[histories.Taken]
    signings: list[Signing]
    bodies: list[int]
    entries: list[UUID]
    sheets: list[UUID]

    def register_on(self, day: date, campaign: int) -> dict[UUID, tuple[int, UUID | None]]:
        """Where every entry counts on that day and on which sheet it had signed: by walking through it all again."""
        moves = [step for step in self.taken if step[0] in histories.VERBS]
        signed: dict[int, tuple[date, int]] = {}
        sheet = 0
        for verb, on, entries, which in self.signings:
            for entry in entries if which == campaign else ():
                if verb == "void":
                    signed.pop(entry)
                else:
                    signed.setdefault(entry, (on, sheet))
            sheet += verb == "sign"
        by_then = {entry: self.sheets[sheet] for entry, (on, sheet) in signed.items() if on <= day}
        return {self.entries[entry]: (self.bodies[at], by_then.get(entry)) for entry, at in gone_through(moves, day)}


def compare(campaigns: list[Campaign], bodies: list[Body], found: list[History], day: date, listed: list[Body]) -> None:
    """All that our queries say of `day` against the walks; of `listed` the collector's pages too."""
    for number, campaign in enumerate(campaigns):
        register = {entry: row for history in found for entry, row in history.register_on(day, number).items()}
        expected = {body.pk: [0, 0] for body in bodies}
        for body, sheet in register.values():
            expected[body][0] += sheet is not None
            expected[body][1] += 1
        tallies = queries.tallies(campaign, bodies, day)
        assert {body: list(tally) for body, tally in tallies.items()} == expected
        assert all(0 <= tally.n <= tally.m for tally in tallies.values())
        signed = list(queries.signed_stays(campaign, day).values_list("entry", "body"))
        assert len({entry for entry, _ in signed}) == len(signed)
        assert set(signed) == {(entry, body) for entry, (body, sheet) in register.items() if sheet}
        for body in listed:
            rows = queries.rows(campaign, body, day)
            assert {row.stay.entry_id: row.sheet for row in rows} == {
                entry: sheet for entry, (where, sheet) in register.items() if where == body.pk
            }
            assert [row.sheet is not None for row in rows] == sorted(row.sheet is not None for row in rows)
        if campaign == queries.campaigns_on(campaign.commune, day).get(campaign.signers):
            figures = {(body, n, m) for body, n, m in pledged(campaign, bodies, day)}
            assert figures == {(body, n, m) for body, (n, m) in expected.items() if m}


def pledged(campaign: Campaign, bodies: list[Body], day: date) -> list[tuple[int, int, int]]:
    """What the figure sheet makes of it."""
    facts = Facts(campaign.commune, day)
    facts.bodies = {body.pk: body for body in bodies}
    return [(each.body, each.n, each.m) for each in pledges_of_homes(facts, month_of(day))]


# --- drawn in memory, asked of the database -----------------------------------------------------------------------


def written(books: list[tuple[InMemory, list]], bodies: list[Body], campaigns: list[Campaign], by) -> list[History]:
    """The rows of these books, each in three villages of its own."""
    made: dict[type, list] = {Entry: [], Stay: [], Sheet: [], Signature: []}
    found = []
    for number, (book, taken) in enumerate(books):
        villages = bodies[PLACES * number : PLACES * (number + 1)]
        entries, sheets = rows_of(book, villages, campaigns, by, made)
        ids = [[each.pk for each in parts] for parts in (villages, entries, sheets)]
        found.append(History(taken, book.signings, *ids))
    for model, rows in made.items():
        model.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a server does by itself soon after so many rows
    return found


def rows_of(book: InMemory, villages: list[Body], campaigns: list[Campaign], by, made: dict) -> tuple[list, list]:
    now = timezone.now()
    entries = [Entry(commune=campaigns[0].commune, kind="household", name="Lò Văn Pản") for _ in book.entries]
    sheets = [
        Sheet(campaign=campaigns[campaign], body=villages[place], signed_on=on, recorded_by=by)
        for campaign, place, on in book.sheets
    ]
    for entry, spans in zip(entries, book.entries, strict=True):
        for span in spans:
            ended = {"ended": span.ended, "ended_at": now, "ends_on": span.ends_on} if span.ends_on else {}
            stay = Stay(entry=entry, body=villages[span.body], starts_on=span.starts_on, began="arrived", **ended)
            made[Stay].append(stay)
    wrong = {"voided_at": now, "voided_by": by, "void_reason": "ghi nhầm hộ"}
    for rows, more in ((book.rows, {}), (book.voided, wrong)):
        for campaign, entry, sheet in rows:
            words = {"campaign": campaigns[campaign], "entry": entries[entry], "sheet": sheets[sheet]}
            made[Signature].append(Signature(**words, **more))
    made[Entry] += entries
    made[Sheet] += sheets
    return entries, sheets


@pytest.fixture
def campaigns(opened) -> list[Campaign]:
    """Two of the households, the one behind the other, over all days of the histories."""
    first = opened(starts_on=EVERY_DAY[0], ends_on=SECOND - timedelta(1))
    return [first, opened(starts_on=SECOND, ends_on=EVERY_DAY[-1])]


@pytest.mark.django_db
def test_our_queries_agree_with_going_through_it_all_again(commune, campaigns, lan):
    names = [f"Thôn số {number}" for number in range(PLACES * TOGETHER)]
    bodies = [Body(commune=commune, kind=BodyKind.VILLAGE, name=name, order=name) for name in names]
    bodies = Body.objects.bulk_create(bodies)

    @settings(max_examples=EXAMPLES // TOGETHER)
    @given(st.lists(STEPS, min_size=TOGETHER, max_size=TOGETHER), st.sampled_from([0, 1]))
    def agree(drawn, first):
        books = []
        for steps in drawn:
            book = InMemory()
            books.append((book, accepted(book, steps)))
        with transaction.atomic():
            found = written(books, bodies, campaigns, lan)
            for number, day in enumerate(EVERY_DAY[first::2]):
                compare(campaigns, bodies, found, day, listed=bodies[2 * number : 2 * number + 2])
            transaction.set_rollback(True)

    agree()


@pytest.mark.django_db
def test_the_actions_and_their_rows_agree_too(commune, campaigns, village, next_village, lan, hoa):
    bodies = [village, next_village, body_of(commune, "Thôn Bản Mới")]
    keepers = [lan, hoa, appoint("moi", "Sùng A Mới", "R7", bodies[2])]

    @settings(max_examples=WITH_ACTIONS)
    @given(STEPS)
    def agree(steps):
        with transaction.atomic():
            book = WithDatabase(bodies, keepers, campaigns=campaigns)
            taken = accepted(book, steps)
            ids = [[each.pk for each in parts] for parts in (bodies, book.entries, book.sheets)]
            history = History(taken, book.signings, *ids)
            for day in EVERY_DAY[::3]:
                compare(campaigns, bodies, [history], day, listed=bodies)
            transaction.set_rollback(True)

    agree()
