from fractions import Fraction
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import clock
from banlanh.core.constraints import both_or_neither
from banlanh.core.ids import uuid7
from banlanh.indicators.registry import Period
from banlanh.places.models import Body, CommuneQuerySet, Place

from .enums import MARKS, SETTLED, Result, Standing
from .verdict import Tally, verdict

VISITS_TO_MISS = 2  # nobody counts as out of reach before a second visit on another day


class CheckQuerySet(CommuneQuerySet):
    def closed(self):
        return self.exclude(closed_at=None)

    def overlapping(self, claim: str, period: Period):
        """Draws from the same claim that share a day with `period`."""
        return self.filter(claim=claim, starts_on__lte=period.last, ends_on__gte=period.first)


class Check(models.Model):
    """A drawn sample of what was claimed, its visits and its verdict (phúc tra).

    Made whole by one action: the list as it stood at that moment, its mark, then the seed, then what it drew. The
    verdict is told from the visits; nothing of it is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    claim = models.SlugField("điều đã khai", max_length=40)
    title = models.CharField("tên", max_length=160)
    unit = models.CharField("đơn vị đếm", max_length=40)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    listed = models.TextField("danh sách đã chốt")
    listed_count = models.PositiveIntegerField("số trong danh sách")
    list_sha256 = models.CharField("dấu của danh sách", max_length=64)
    total = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    seed = models.CharField("hạt giống", max_length=64)
    drawn_count = models.PositiveIntegerField("số đã bốc")
    confidence = models.PositiveSmallIntegerField("độ tin cậy, phần trăm")
    share = models.PositiveSmallIntegerField("tỷ lệ cần biết, phần trăm")
    failures = models.PositiveSmallIntegerField("số sai cho phép")
    drawn_at = models.DateTimeField("bốc thăm lúc", default=timezone.now)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "phúc tra"
        ordering = ["-drawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "claim", "starts_on", "ends_on"], name="one_draw_a_claim_and_period"
            ),
            models.UniqueConstraint(fields=["commune", "list_sha256"], name="one_draw_a_list"),
            both_or_neither("closed_at", "closed_by", name="check_closed_by_somebody"),
            models.CheckConstraint(
                condition=Q(drawn_count__gte=1, drawn_count__lte=F("listed_count")), name="check_draws_from_its_list"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @cached_property
    def tally(self) -> Tally:
        states = [visit.standing for visit in self.visits.all()]
        settled = {each: states.count(each) for each in SETTLED}
        waiting = len(states) - sum(settled.values())
        return Tally(settled[Standing.CONFIRMED], settled[Standing.DENIED], settled[Standing.MISSED], waiting)

    @property
    def marks(self) -> list[tuple[str, list[str]]]:
        """Mark and seed in parts of eight, between which a narrow screen may break them."""
        told = [("Dấu SHA-256 của danh sách", self.list_sha256), ("Hạt giống", self.seed)]
        return [(name, [text[at : at + 8] for at in range(0, len(text), 8)]) for name, text in told]

    @property
    def progress(self) -> str:
        return f"đã đi {self.drawn_count - self.tally.waiting}/{self.drawn_count} nơi"

    @property
    def verdict(self) -> str:
        """The sentence; only of a check that is closed: half-way it would invite to stop where it suits."""
        if not self.is_closed:
            return ""
        confidence = Fraction(self.confidence, 100)
        return verdict(self.tally, unit=self.unit, listed=self.listed_count, total=self.total, confidence=confidence)


class VisitQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(for_check__commune=place)

    def visible_to(self, reach: Reach):
        """Visits that the bodies within `reach` have to make."""
        mine = self.filter(for_check__commune=reach.commune)
        if reach.everywhere(Data.WORK, Act.READ):
            return mine
        return mine.filter(checker__in=reach.bodies(Data.WORK, Act.READ))


class Visit(models.Model):
    """One entry that was drawn and has to be visited (lượt phúc tra), by a body that did not claim it."""

    for_check = models.ForeignKey(Check, models.PROTECT, related_name="visits")
    position = models.PositiveIntegerField("thứ tự bốc")
    subject = models.CharField("mã", max_length=80)
    label = models.CharField("nơi đến", max_length=160)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị đã khai")
    checker = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị đi phúc tra")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt phúc tra"
        ordering = ["for_check", "position"]
        constraints = [
            models.UniqueConstraint(fields=["for_check", "position"], name="one_visit_a_position"),
            models.UniqueConstraint(fields=["for_check", "subject"], name="one_visit_a_subject"),
            models.CheckConstraint(condition=~Q(body=F("checker")), name="nobody_checks_themselves"),
        ]

    def __str__(self) -> str:
        return f"nơi thứ {self.position}"

    @property
    def last(self) -> "Finding | None":
        return max(self.findings.all(), key=lambda finding: (finding.at, finding.pk), default=None)

    @property
    def standing(self) -> Standing:
        """By what was found last; nobody is out of reach before the second visit."""
        if self.last is None:
            return Standing.WAITING
        if self.last.result != Result.MISSED:
            return Standing(self.last.result)
        days = {finding.on for finding in self.findings.all() if finding.result == Result.MISSED}
        return Standing.MISSED if len(days) >= VISITS_TO_MISS else Standing.AGAIN

    @property
    def corrections(self) -> int:
        """How often an answer was given and given otherwise later."""
        answers = [finding for finding in self.findings.all() if finding.result != Result.MISSED]
        return max(len(answers) - 1, 0)

    @property
    def is_settled(self) -> bool:
        return self.standing in SETTLED

    @property
    def mark(self) -> str:
        return MARKS[self.standing]


class Finding(models.Model):
    """What was found at one visit (kết quả phúc tra): added, never changed; the last one stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    result = models.CharField("kết quả", max_length=10, choices=Result)
    word = models.CharField("ghi thêm", max_length=200, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kết quả phúc tra"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_result_display()

    @property
    def on(self):
        """The commune's day of the visit."""
        return timezone.localdate(self.at)
