"""Livelihoods of the invented commune: the year's money, what households need and are given, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from django.db.models import Model

from banlanh.accounts.models import User
from banlanh.livelihoods.enums import Condition, Move, Outcome, SupportKind, Verb
from banlanh.livelihoods.models import (
    EligibilityRule,
    Fund,
    FundChange,
    LookBack,
    Need,
    Programme,
    ProgrammeDecision,
    Review,
    Support,
    SupportStep,
    look_due,
)
from banlanh.livelihoods.programmes import USUAL
from banlanh.places.models import Body
from banlanh.plans.models import Duty
from banlanh.registers.models import Entry, Stay

from . import bodies as b
from .chance import Today, at, draw, id_at, within
from .papers import working_day
from .people import CHAIRMAN
from .plan import STARTS_ON

OFFICER = "laodong"
MILLION = 10**6
NATIONAL, BANK, LOCAL = USUAL[3].name, USUAL[4].name, USUAL[5].name
# Programme, component, what came in a year, and for which kinds of need.
FUNDS = (
    (NATIONAL, "Hỗ trợ phát triển sản xuất", (640, 260), ("animals", "seedlings", "technique")),
    (NATIONAL, "Dạy nghề, việc làm", (180,), ("training", "job")),
    (BANK, "Cho vay chăn nuôi, trồng trọt", (1500, 600), ("loan",)),
    (LOCAL, "Quỹ giống của xã", (90,), ("seedlings",)),
)
AMOUNTS = {"animals": (8, 15), "seedlings": (2, 5), "technique": (0, 1), "training": (2, 4), "job": (0, 0)}
LOANS = (20, 30, 50)
RULES = (
    (NATIONAL, "Hộ thường trú ổn định tại thôn.", "", (Condition.REGISTERED,)),
    (NATIONAL, "Hộ có tên trong quyết định của chương trình.", "animals", (Condition.DECISION, Condition.NOT_TWICE)),
    (BANK, "Hộ thuộc tổ tiết kiệm của thôn, chưa còn khoản vay cùng loại.", "loan", (Condition.NOT_TWICE,)),
)
WORDS = {
    Outcome.EARNS: ("lứa đầu đã bán", "ngô được mùa, để được giống", "đã trả lãi đúng kỳ"),
    Outcome.GOES_ON: ("đàn đang lớn", "đã trồng xong, chờ thu", "đang học việc"),
    Outcome.NEEDS_HELP: ("cần thú y xuống xem", "thiếu nước tưới cuối vụ"),
    Outcome.ENDED: ("gia súc bị rét chết", "thôi học nghề giữa chừng"),
}


@dataclass
class Book:
    """Rows to be written, by model, in the order in which models may be written."""

    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Model) -> Model:
        self.rows[type(row)].append(row)
        return row

    def write(self) -> int:
        order = (Programme, Fund, FundChange, EligibilityRule, ProgrammeDecision, Need, Support, SupportStep, LookBack)
        for model in (*order, Review):
            model._default_manager.bulk_create(sorted(self.rows[model], key=lambda row: str(row.pk)), batch_size=500)
        return sum(map(len, self.rows.values()))


def write_livelihoods(duties: dict[str, dict[str, list[Duty]]], users: dict[str, User], today: Today) -> int:
    """Programmes, funds and households of each year since the plan began; and the reviews that the plan orders."""
    book, officer = Book(), users[OFFICER]
    committee = duties["work"][b.PEOPLES_COMMITTEE][0].body
    programmes = {row.name: row for row in table(book, committee)}
    helpers = {body.name: body for body in Body.objects.filter(commune=committee.commune_id, name__in=b.ORGANISATIONS)}
    homes = list(households(committee.commune_id))
    for year in range(STARTS_ON.year, today.day.year + 1):
        funds = list(funds_of(book, programmes, committee, officer, year, today))
        for entry, body in chosen(homes, year):
            story = Story(book, entry, body, draw("livelihood", entry.pk, year), officer, users[CHAIRMAN], today)
            story.tell(year, funds, programmes, helpers)
    for key, about in (("capital", "funds"), ("work", "support")):
        for duty in duties[key][b.PEOPLES_COMMITTEE]:
            review(book, duty, about, officer, today)
    return book.write()


def table(book: Book, committee: Body) -> Iterator[Programme]:
    morning = at(STARTS_ON, time(8))
    for usual in USUAL:
        id = id_at(morning, draw("programme", usual.name))
        yield book.add(Programme(id=id, commune_id=committee.commune_id, **usual._asdict()))
    known = {row.name: row for row in book.rows[Programme]}
    for name, text, kind, conditions in RULES:
        rule = EligibilityRule(id=id_at(morning, draw("rule", text)), programme=known[name], text=text, kind=kind)
        rule.commune_id, rule.conditions, rule.starts_on = committee.commune_id, list(conditions), date(2026, 1, 1)
        book.add(rule)


def funds_of(
    book: Book, programmes: dict[str, Programme], committee: Body, officer: User, year: int, today: Today
) -> Iterator[tuple[Fund, tuple[str, ...]]]:
    """The year's lines, with the money that had come by today."""
    for number, (name, component, parts, kinds) in enumerate(FUNDS, start=1):
        chance = draw("fund", component, year)
        fund = Fund(id=id_at(at(date(year, 1, 5), time(8)), chance), programme=programmes[name], year=year)
        fund.component = component
        book.add(fund)
        for part, millions in enumerate(parts):
            on = working_day(date(year, 3 + 4 * part, 11 + number))
            moment = within(chance, on, 8, 17)
            change = FundChange(id=id_at(moment, chance), fund=fund, move=Move.ALLOTTED, amount=millions * MILLION)
            change.number = f"{20 + 10 * part + number}/QĐ-UBND"
            record(book, change, committee, on, moment, officer, today)
        yield fund, kinds


def record(book: Book, row, body: Body, on: date, moment, by: User, today: Today) -> bool:
    """Put a record into the book, where it had arrived by today."""
    if not today.knows(moment):
        return False
    row.commune_id, row.body, row.happened_on, row.covers_on = body.commune_id, body, on, on
    row.recorded_at, row.recorded_by = moment, by
    book.add(row)
    return True


def households(commune: int) -> Iterator[tuple[Entry, Body]]:
    stays = Stay.objects.filter(body__commune=commune, entry__kind="household", ends_on=None)
    for stay in stays.select_related("entry", "body").order_by("body__order", "entry_id"):
        yield stay.entry, stay.body


def chosen(homes: Iterable[tuple[Entry, Body]], year: int) -> list[tuple[Entry, Body]]:
    """Some three households a village."""
    return [(entry, body) for entry, body in homes if draw("chosen", entry.pk, year).random() < 0.03]


@dataclass
class Story:
    """One household in one year: from what it needs to what became of it."""

    book: Book
    entry: Entry
    body: Body
    chance: Random
    officer: User
    chairman: User
    today: Today

    def tell(self, year: int, funds: list, programmes: dict[str, Programme], helpers: dict[str, Body]) -> None:
        first = max(STARTS_ON + timedelta(days=8), date(year, 1, 10))
        on = working_day(first + timedelta(days=self.chance.randrange((date(year, 12, 20) - first).days)))
        kind = self.chance.choice(("animals", "animals", "seedlings", "seedlings", "loan", "loan", "training", "job"))
        if self.chance.random() < 0.5:
            self.decided(on - timedelta(days=20), programmes[NATIONAL])
        moment = within(self.chance, on, 8, 16)
        need = Need(id=id_at(moment, self.chance), entry=self.entry, kind=SupportKind(kind).value)
        if record(self.book, need, self.body, on, moment, self.officer, self.today) and self.chance.random() < 0.9:
            fund = self.chance.choice([fund for fund, kinds in funds if kind in kinds])
            self.proposed(need, fund, helpers[self.chance.choice(b.ORGANISATIONS[:4])])

    def decided(self, on: date, programme: Programme) -> None:
        on = working_day(max(on, STARTS_ON))
        moment = within(self.chance, on, 8, 16)
        paper = ProgrammeDecision(id=id_at(moment, self.chance), entry=self.entry, programme=programme)
        paper.number = f"{self.chance.randint(40, 180)}/QĐ-UBND"
        record(self.book, paper, self.body, on, moment, self.officer, self.today)

    def later(self, on: date, fewest: int, most: int) -> date:
        return working_day(on + timedelta(days=self.chance.randint(fewest, most) + 2))

    def proposed(self, need: Need, fund: Fund, helper: Body) -> None:
        on = self.later(need.happened_on, 1, 9)
        moment = within(self.chance, on, 8, 16)
        support = Support(id=id_at(moment, self.chance), need=need, fund=fund, helper=helper)
        support.amount, support.quantity = self.worth(need.kind)
        if not record(self.book, support, self.body, on, moment, self.officer, self.today):
            return
        if self.chance.random() < 0.06:
            self.step(support, Verb.DECLINE, self.later(on, 2, 8), self.chairman)
            return
        approved = self.later(on, 2, 12)
        given, signed = self.later(approved, 4, 20), None
        if self.step(support, Verb.APPROVE, approved, self.chairman):
            signed = self.step(support, Verb.DELIVER, given, self.officer)
        if signed and self.step(support, Verb.SIGN, self.later(given, 0, 4), self.officer):
            self.looked(support, given)

    def worth(self, kind: str) -> tuple[int, int | None]:
        if kind == "loan":
            return self.chance.choice(LOANS) * MILLION, None
        many = {"animals": (2, 6), "seedlings": (80, 400)}.get(kind, (1, 1))
        return self.chance.randint(*AMOUNTS[kind]) * MILLION, self.chance.randint(*many)

    def step(self, support: Support, verb: Verb, on: date, by: User) -> bool:
        moment = within(self.chance, on, 8, 17)
        if self.today.knows(moment):
            step = SupportStep(id=id_at(moment, self.chance), support=support, verb=verb, on=on, at=moment, by=by)
            self.book.add(step)
        return self.today.knows(moment)

    def looked(self, support: Support, given: date) -> None:
        for months in (3, 6, 12):
            due = look_due(given, months)
            on = working_day(due + timedelta(days=self.chance.choice((-6, -4, -3, -1, -1, 0, 5))))
            moment = within(self.chance, on, 8, 17)
            outcome = self.chance.choice(3 * [Outcome.EARNS] + 4 * [Outcome.GOES_ON] + [*Outcome])
            look = LookBack(id=id_at(moment, self.chance), support=support, months=months, outcome=outcome.value)
            look.word = self.chance.choice(WORDS[outcome])
            if self.chance.random() < 0.85:
                record(self.book, look, self.body, on, moment, self.officer, self.today)


def review(book: Book, duty: Duty, about: str, officer: User, today: Today) -> None:
    """The committee sat some days before it was due."""
    chance = draw("review", about, duty.starts_on)
    on = working_day(duty.due_on - timedelta(days=chance.randint(2, 12)))
    moment = within(chance, on, 14, 17)
    paper = Review(id=id_at(moment, chance), about=about, sources=[NATIONAL, BANK, LOCAL])
    kind = "BB" if about == "support" else "TB"
    paper.number = f"{chance.randint(11, 60)}/{kind}-UBND"
    paper.considered_count = chance.randint(9, 24) if about == "support" else None
    if record(book, paper, duty.body, on, moment, officer, today):
        paper.covers_on = min(max(on, duty.starts_on), duty.ends_on)
