from datetime import date

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import words
from banlanh.core.ids import uuid7
from banlanh.places.models import Body, CommuneQuerySet, Place
from banlanh.records.models import Record, RecordQuerySet
from banlanh.registers.models import Entry

from .enums import MARKS, NEXT, STANDS, UNITS, About, Condition, Move, Outcome, State, SupportKind, Verb
from .money import say

LOOKS_AFTER = (3, 6, 12)  # months after the day on which it was given


class DatedQuerySet(CommuneQuerySet):
    def in_force(self, day: date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Programme(models.Model):
    """Where money for livelihoods comes from (chương trình): a national programme, the bank, a local fund."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên chương trình", max_length=160)
    authority = models.CharField("cơ quan quản lý", max_length=120, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình"
        ordering = ["starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="one_programme_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="programme_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FundQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(programme__commune=place)


class Fund(models.Model):
    """One component of a programme in one year (nguồn vốn): a line of the budget, whose money is its changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="funds", verbose_name="chương trình")
    year = models.PositiveSmallIntegerField("năm")
    component = models.CharField("hợp phần", max_length=160)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn vốn"
        ordering = ["-year", "programme", "component"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "component"], name="one_fund_a_component_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.component}, năm {self.year}"

    @property
    def commune_id(self) -> int:
        return self.programme.commune_id


class FundChange(Record):
    """Money that a fund was allotted, or that went elsewhere than to households (biến động nguồn vốn)."""

    data = Data.LIVELIHOODS

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="changes", verbose_name="nguồn vốn")
    move = models.CharField("việc", max_length=8, choices=Move)
    amount = models.BigIntegerField("số tiền, đồng")
    number = models.CharField("số văn bản", max_length=40)

    class Meta(Record.Meta):
        verbose_name = "biến động nguồn vốn"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="fund_changes_by_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} {say(self.amount)}"


class EligibilityRule(models.Model):
    """What a programme asks of a household, as it is written, from when to when (điều kiện)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rules", verbose_name="chương trình")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại hỗ trợ", max_length=10, choices=SupportKind, blank=True)  # any, where empty
    text = models.CharField("nguyên văn", max_length=300)
    conditions = models.JSONField("điều kiện máy tra được", default=list)
    months = models.PositiveSmallIntegerField("số tháng", default=24)  # of the condition that nothing is given twice
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "điều kiện"
        ordering = ["programme", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="rule_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def asked(self) -> list[Condition]:
        return [Condition(each) for each in self.conditions]

    def is_of(self, programme: Programme, kind: str) -> bool:
        return self.programme_id == programme.pk and self.kind in ("", kind)


class Need(Record):
    """What a household said it needs (nhu cầu), on which day; never why. `body` is its village on that day."""

    data = Data.LIVELIHOODS

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="hộ")
    kind = models.CharField("cần gì", max_length=10, choices=SupportKind)

    class Meta(Record.Meta):
        verbose_name = "nhu cầu"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, nói ngày {words.day(self.happened_on)}"


class ProgrammeDecision(Record):
    """That a household has a decision of a programme (quyết định chương trình): its number and day, not its grounds."""

    data = Data.LIVELIHOODS

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="hộ")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    number = models.CharField("số quyết định", max_length=40)

    class Meta(Record.Meta):
        verbose_name = "quyết định chương trình"

    def __str__(self) -> str:
        return f"quyết định số {self.number} ngày {words.day(self.happened_on)}"


class SupportQuerySet(RecordQuerySet):
    def visible_to(self, reach: Reach):
        """Those of the villages within reach; and those that one's body was asked to help with, until it is over."""
        mine = self.filter(commune=reach.commune)
        if reach.everywhere(Data.LIVELIHOODS, Act.READ):
            return mine
        bodies = reach.bodies(Data.LIVELIHOODS, Act.READ)
        over = LookBack.objects.live().filter(months=LOOKS_AFTER[-1]).values("support")
        return mine.filter(Q(body__in=bodies) | Q(helper__in=bodies) & ~Q(pk__in=over))

    def undeclined(self):
        return self.exclude(pk__in=SupportStep.objects.filter(verb=Verb.DECLINE).values("support"))

    def for_line(self):
        """With all that a line about it says but where it stands."""
        return self.select_related("need__entry", "body")

    def for_page(self):
        """With all that its page says."""
        told = self.for_line().select_related("helper", "fund__programme")
        return told.prefetch_related("steps__by", "looks")


class Support(Record):
    """What is to be given to a household for a need, from which fund (hỗ trợ). Its life is its steps.

    `happened_on` is the day of the proposal and `recorded_by` who proposed; `helper` is the body that was asked to
    help the household with it.
    """

    data = Data.LIVELIHOODS

    need = models.ForeignKey(Need, models.PROTECT, related_name="supports", verbose_name="nhu cầu")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="nguồn vốn")
    amount = models.BigIntegerField("trị giá, đồng", default=0)
    quantity = models.PositiveIntegerField("số lượng", null=True, blank=True)
    helper = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị giúp hộ"
    )

    objects = SupportQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "hỗ trợ"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gte=0), name="support_takes_no_money_away"),
        ]

    def __str__(self) -> str:
        worth = say(self.amount) if self.amount else ""
        return ", ".join(part for part in (self.need.get_kind_display(), self.many, worth) if part)

    @property
    def many(self) -> str:
        return f"{words.number(self.quantity)} {UNITS[SupportKind(self.need.kind)]}" if self.quantity else ""

    @property
    def days(self) -> dict[str, date]:
        """The day of each step that was taken."""
        return {step.verb: step.on for step in self.steps.all()}

    @property
    def state(self) -> State:
        return next((STANDS[verb] for verb in reversed(STANDS) if verb in self.days), State.PROPOSED)

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def next(self) -> tuple[Verb, ...]:
        return () if self.is_voided else NEXT[self.state]

    @property
    def due_looks(self) -> list[tuple[int, date, "LookBack | None"]]:
        """When it is looked at again, counted from the day it was given; and what was found, where somebody did."""
        given = self.days.get(Verb.DELIVER)
        done = {look.months: look for look in self.looks.all() if not look.is_voided}
        return [(each, look_due(given, each), done.get(each)) for each in LOOKS_AFTER] if given else []


def look_due(given: date, months: int) -> date:
    return given + relativedelta(months=months)


class SupportStep(models.Model):
    """Somebody approved, declined, gave, or had the household sign (bước hỗ trợ): added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    support = models.ForeignKey(Support, models.PROTECT, related_name="steps")
    verb = models.CharField("việc", max_length=8, choices=Verb)
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bước hỗ trợ"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["support", "verb"], name="a_step_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {words.short_day(self.on)}"


class LookBack(Record):
    """What had become of a support some months after it was given (xem lại)."""

    data = Data.LIVELIHOODS

    support = models.ForeignKey(Support, models.PROTECT, related_name="looks")
    months = models.PositiveSmallIntegerField("sau mấy tháng")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    word = models.CharField("ghi thêm", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "xem lại"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["support", "months"], condition=Q(voided_at=None), name="one_look_a_time"),
            models.CheckConstraint(condition=Q(months__in=LOOKS_AFTER), name="looked_at_when_it_is_due"),
        ]

    def __str__(self) -> str:
        return f"sau {self.months} tháng: {self.get_outcome_display()}"


class Review(Record):
    """The People's Committee looked through the funds, or through what to give (rà soát nguồn vốn; xem xét hỗ trợ).

    Plan work: the sources by name and numbers, nothing of any household.
    """

    about = models.CharField("việc", max_length=8, choices=About)
    sources = models.JSONField("nguồn vốn", default=list)  # names of the programmes, as they were called that day
    number = models.CharField("số văn bản", max_length=40)
    considered_count = models.PositiveIntegerField("số hồ sơ đã xem xét", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "lần rà soát"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "about", "number", "happened_on"],
                condition=Q(voided_at=None),
                name="one_review_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()} ngày {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        told = [("Nguồn vốn", "; ".join(self.sources)), ("Số văn bản", self.number)]
        if self.about == About.SUPPORT:
            told.append(("Số hồ sơ đã xem xét", few(self.considered_count or 0)))
        return told


FEWEST = 5  # a smaller number could point at a household (PROTECTION 3.3, rule 7)


def few(number: int) -> str:
    """A number for those who may not see the rows behind it."""
    return words.number(number) if number >= FEWEST else f"dưới {FEWEST}"
