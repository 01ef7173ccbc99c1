"""The only door to livelihoods. Each verb locks the commune's log first, so that two at once stand in one order.

Events hold codes, numbers and money; never a household.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from banlanh.accounts.enums import Data
from banlanh.accounts.models import User
from banlanh.audit.actions import locked, record
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.records.actions import attach, keep, void_record
from banlanh.records.enums import UNSAID, Late
from banlanh.records.models import Record
from banlanh.registers.models import Entry

from . import matching, queries, rules
from .enums import Verb
from .models import (
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
)
from .programmes import USUAL

M = TypeVar("M", bound=models.Model)
ANOTHER = "Biểu mẫu này đã dùng cho nơi khác. Xin mở lại trang rồi ghi."


# --- the dated table of money ---------------------------------------------------------------------------------


@transaction.atomic
def open_programme(
    *, id: UUID, commune: Place, by: User, name: str, authority: str, starts_on: date, ends_on: date | None
) -> Programme:
    """Enter a programme in the commune's table. The same id again changes nothing."""
    locked(commune.pk)
    rules.may_keep(by, commune)
    rules.follows(starts_on, ends_on)
    known = Programme.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    programme = Programme(id=id, commune=commune, name=name, authority=authority, starts_on=starts_on, ends_on=ends_on)
    is_unused(programme)
    programme.save(force_insert=True)
    record("programme.opened", programme, by=by, first=starts_on.isoformat())
    return programme


@transaction.atomic
def enter_usual(commune: Place, *, by: User) -> int:
    """Enter the programmes that most communes have, of those that are not in the table; how many."""
    locked(commune.pk)
    rules.may_keep(by, commune)
    known = set(Programme.objects.for_place(commune).values_list("name", flat=True))
    new = [usual for usual in USUAL if usual.name not in known]
    for usual in new:
        open_programme(id=uuid7(), commune=commune, by=by, **usual._asdict())
    return len(new)


@transaction.atomic
def change_programme(
    programme: Programme, *, by: User, name: str, authority: str, starts_on: date, ends_on: date | None
) -> Programme:
    """Put its name, authority or days right; what was given from it stays."""
    locked(programme.commune_id)
    rules.may_keep(by, programme.commune)
    rules.follows(starts_on, ends_on)
    programme.name, programme.authority = name, authority
    programme.starts_on, programme.ends_on = starts_on, ends_on
    is_unused(programme)
    programme.save()
    record("programme.changed", programme, by=by, first=starts_on.isoformat(), last=str(ends_on or ""))
    return programme


def is_unused(programme: Programme) -> None:
    same = Programme.objects.for_place(programme.commune).filter(name=programme.name).exclude(pk=programme.pk)
    if same.exists():
        raise Refused(f"Trong bảng đã có chương trình «{programme}». Xin xem lại tên.")


@transaction.atomic
def open_fund(*, id: UUID, programme: Programme, by: User, year: int, component: str) -> Fund:
    locked(programme.commune_id)
    rules.may_keep(by, programme.commune)
    rules.fits_year(programme, year)
    known = Fund.objects.filter(pk=id, programme=programme).first()
    if known:
        return known
    if Fund.objects.filter(programme=programme, year=year, component=component).exists():
        raise Refused(f"Năm {year} đã có hợp phần «{component}» của chương trình này. Xin xem lại.")
    fund = Fund(id=id, programme=programme, year=year, component=component)
    fund.save(force_insert=True)
    record("fund.opened", fund, by=by, year=year)
    return fund


@transaction.atomic
def change_fund(
    *, id: UUID, fund: Fund, body: Body, by: User, move: str, amount: int, happened_on: date, number: str
) -> FundChange:
    """Money came, or went elsewhere than to households, by a paper of that number and day."""
    locked(fund.commune_id)
    rules.may_change_fund(by, fund, body, happened_on)
    known = FundChange.objects.filter(pk=id).first()
    if known:
        return same(known, known.fund_id == fund.pk)
    change = FundChange(id=id, fund=fund, move=move, amount=amount, number=number)
    change.happened_on = happened_on
    rules.is_new(change)
    return written(change, body, by, "fund.changed", move=str(move), amount=amount)


@transaction.atomic
def write_rule(
    *,
    id: UUID,
    programme: Programme,
    by: User,
    kind: str,
    text: str,
    starts_on: date,
    conditions: list[str],
    months: int,
) -> EligibilityRule:
    """Write down what a programme asks of a household, word for word; it is never changed, only ended."""
    locked(programme.commune_id)
    rules.may_keep(by, programme.commune)
    known = EligibilityRule.objects.filter(pk=id, programme=programme).first()
    if known:
        return known
    rule = EligibilityRule(id=id, programme=programme, commune=programme.commune, kind=kind, text=text)
    rule.starts_on, rule.conditions, rule.months = starts_on, conditions, months
    rule.save(force_insert=True)
    record("rule.written", rule, by=by, first=starts_on.isoformat(), conditions=sorted(conditions))
    return rule


@transaction.atomic
def end_rule(rule: EligibilityRule, *, by: User, on: date) -> EligibilityRule:
    locked(rule.commune_id)
    rule.refresh_from_db(fields=["ends_on"])
    rules.may_end(by, rule, on)
    rule.ends_on = on
    rule.save(update_fields=["ends_on"])
    record("rule.ended", rule, by=by, last=on.isoformat())
    return rule


# --- households -----------------------------------------------------------------------------------------------


@transaction.atomic
def tell_need(*, id: UUID, entry: Entry, by: User, kind: str, happened_on: date) -> Need:
    """Write down what a household said it needs."""
    locked(entry.commune_id)
    body = rules.may_write_of(by, entry, happened_on)
    known = Need.objects.filter(pk=id).first()
    if known:
        return same(known, known.entry_id == entry.pk)
    need = Need(id=id, entry=entry, kind=kind, happened_on=happened_on)
    return written(need, body, by, "need.told", kind=str(kind))


@transaction.atomic
def note_decision(
    *, id: UUID, entry: Entry, programme: Programme, by: User, number: str, happened_on: date
) -> ProgrammeDecision:
    """Write down that a programme decided for this household."""
    locked(entry.commune_id)
    body = rules.may_write_of(by, entry, happened_on)
    known = ProgrammeDecision.objects.filter(pk=id).first()
    if known:
        return same(known, known.entry_id == entry.pk)
    if programme.commune_id != entry.commune_id:
        raise Refused("Chương trình này của xã khác.")
    decision = ProgrammeDecision(id=id, entry=entry, programme=programme, number=number, happened_on=happened_on)
    return written(decision, body, by, "decision.noted", programme=str(programme.pk))


@transaction.atomic
def propose_support(
    *,
    id: UUID,
    need: Need,
    fund: Fund,
    by: User,
    amount: int = 0,
    quantity: int | None = None,
    helper: Body | None = None,
    despite: bool = False,
) -> Support:
    """Propose to give a household what it needs; `despite`: the person read what it already has."""
    locked(need.commune_id)
    known = Support.objects.filter(pk=id).first()
    if known:
        return same(known, known.need_id == need.pk)
    rules.may_propose(by, need, fund, helper)
    already = queries.still_counting(need.entry)
    rules.was_read(fund, already, matching.matches(need, already, clock.today()), despite=despite)
    support = Support(id=id, need=need, fund=fund, amount=amount, quantity=quantity, helper=helper)
    support.happened_on = clock.today()
    told = {"fund": str(fund.pk), "amount": amount, "despite": despite}
    return written(support, need.body, by, "support.proposed", **told)


@transaction.atomic
def take_step(
    support: Support, *, id: UUID, verb: str, on: date, by: User, files: Iterable[UploadedFile] = ()
) -> SupportStep:
    """Approve, decline, give, or have the household sign. The same id again changes nothing: the first stands."""
    locked(support.commune_id)
    support = Support.objects.for_page().select_related("commune").get(pk=support.pk)
    known = SupportStep.objects.filter(pk=id, support=support).first()
    if known:
        return known
    photographs = list(files)
    rules.may_step(by, support, Verb(verb), on)
    rules.is_signed_with(Verb(verb), len(photographs))
    if verb == Verb.APPROVE:
        rules.pays_for(support, clock.today())
    step = SupportStep(id=id, support=support, verb=verb, on=on, at=clock.now(), by=by)
    step.save(force_insert=True)
    for file in photographs:
        attach(file, owner=support.pk, body=support.body, by=by, data=Data.LIVELIHOODS)
    record(f"support.{Verb(verb).name.lower()}", support, by=by, on=on.isoformat())
    return step


@transaction.atomic
def look_again(
    *, id: UUID, support: Support, by: User, months: int, happened_on: date, outcome: str, word: str = ""
) -> LookBack:
    """Keep what had become of a support when somebody went to see."""
    locked(support.commune_id)
    known = LookBack.objects.filter(pk=id).first()
    if known:
        return same(known, known.support_id == support.pk)
    support = Support.objects.for_page().get(pk=support.pk)
    rules.may_look(by, support, months, happened_on)
    look = LookBack(id=id, support=support, months=months, outcome=outcome, word=word, happened_on=happened_on)
    return written(look, support.body, by, "support.looked_at", months=months, outcome=str(outcome))


@transaction.atomic
def void(row: Record, *, by: User, reason: str) -> Record:
    """Say that a row was wrong, and why; it stays readable and counts no more."""
    locked(row.commune_id)
    rules.may_void(by, row)
    return void_record(row, by=by, reason=reason)


# --- what the People's Committee did ---------------------------------------------------------------------------


@transaction.atomic
def record_review(
    *,
    id: UUID,
    body: Body,
    by: User,
    happened_on: date,
    about: str,
    sources: list[str],
    number: str,
    considered_count: int | None = None,
    covers_on: date | None = None,
    for_task: int | None = None,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
) -> Review:
    """Record that `body` looked through the funds, or through what to give in the period of `covers_on`."""
    locked(body.commune_id)
    same_paper = Review.objects.for_place(body.commune).live().exclude(pk=id)
    if same_paper.filter(body=body, about=about, number=number, happened_on=happened_on).exists():
        raise Refused(f"Văn bản số {number} ngày {happened_on:%d/%m/%Y} đã được ghi rồi. Xin xem lại số và ngày.")
    review = Review(id=id, body=body, about=about, sources=sources, number=number, for_task=for_task)
    review.happened_on, review.covers_on = happened_on, covers_on or happened_on
    review.considered_count = considered_count
    return keep(review, by=by, files=files, late=late)


# --- what the verbs share; to be called inside them -----------------------------------------------------------

R = TypeVar("R", bound=Record)


def same(known: M, is_of_the_same: bool) -> M:
    """The row that an earlier send of the same form made."""
    if not is_of_the_same:
        raise Refused(ANOTHER)
    return known


def written(row: R, body: Body, by: User, verb: str, **told: object) -> R:
    row.commune, row.body, row.covers_on, row.recorded_by = body.commune, body, row.happened_on, by
    row.recorded_at = clock.now()
    row.save(force_insert=True)
    record(verb, row, by=by, body=body.pk, **told)
    return row
