from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import words
from banlanh.core.constraints import both_or_neither
from banlanh.core.ids import uuid7
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Body, CommuneQuerySet, Place

from .enums import Doubt, Extent, Verb
from .occurrences import in_words


class PlanQuerySet(CommuneQuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def drafts(self):
        """Plans that somebody still reviews, each with how many of its proposals wait for a word."""
        counts = {
            many: Count(many, Q(**{f"{many}__confirmed_at": None, f"{many}__dropped_at": None}), distinct=True)
            for many in ("targets", "tasks")
        }
        return self.filter(published_at=None).annotate(waiting=counts["targets"] + counts["tasks"])


class Plan(models.Model):
    """A signed document that orders work (kế hoạch), word for word in its clauses."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại văn bản", max_length=60)
    title = models.TextField("trích yếu")
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    starts_on = models.DateField("thực hiện từ")
    ends_on = models.DateField("đến")
    file_name = models.CharField("tên tệp", max_length=160)
    file_sha256 = models.CharField("dấu của tệp", max_length=64)
    file = models.FileField("tệp gốc", upload_to="plans/%Y/", max_length=160)
    received_at = models.DateTimeField("nhận lúc", default=timezone.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    remarks = models.JSONField("lưu ý khi đọc", default=list, blank=True)  # see `proposals.remarks_of`
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "file_sha256"], name="one_plan_a_file"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts"),
            both_or_neither("published_at", "published_by", name="plan_published_by_someone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """ "Kế hoạch số 12-KH/ĐU"."""
        number = f" số {self.number}-{self.symbol}" if self.number and self.symbol else ""
        return f"{self.kind.capitalize()}{number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ClauseQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(plan__commune=place)


class Clause(models.Model):
    """A heading or a paragraph of the plan (mục, khoản), in the document's own words and order."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField("thứ tự")
    at = models.CharField("mục", max_length=40, blank=True)
    marker = models.CharField("dấu đầu dòng", max_length=20, blank=True)
    text = models.TextField("nội dung")
    level = models.PositiveSmallIntegerField("cấp")
    is_heading = models.BooleanField("là đề mục")

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = "mục, khoản"
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_clause_a_position")]

    def __str__(self) -> str:
        return f"{self.marker} {self.text[:60]}".strip()


class Proposal(models.Model):
    """What the reader proposed (đề xuất) and a person decides: confirmed or dropped, before the plan runs."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="%(class)ss")
    title = models.CharField("tên ngắn", max_length=200)
    unsure = models.JSONField("máy chưa chắc", default=list, blank=True)  # values of Doubt
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    word: str  # which of the two it is, in addresses and anchors

    class Meta:
        abstract = True
        ordering = ["clause__position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        return f"{self.word}-{self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def names_its_doer(self) -> bool:
        """Whether it is clear whose work it is; a target is nobody's."""
        return True

    @property
    def is_dropped(self) -> bool:
        return self.dropped_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided on it yet."""
        return not (self.is_confirmed or self.is_dropped)

    @property
    def is_plain(self) -> bool:
        """Whether a glance is enough: nothing is missing, and the reader was sure."""
        return self.names_its_doer and not self.unsure

    @property
    def doubts(self) -> str:
        """What the reader was unsure of: "ai làm, hạn"."""
        return ", ".join(Doubt(doubt).label for doubt in self.unsure)


class TargetQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(plan__commune=place)

    def kept(self):
        return self.filter(dropped_at=None)


class Target(Proposal):
    """A measurable aim of the plan (chỉ tiêu), counted from one kind of record where there is one."""

    value = models.DecimalField("con số", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=120, blank=True)
    due_on = models.DateField("đến ngày", null=True, blank=True)
    kind = models.CharField("đếm bằng bản ghi", max_length=20, blank=True)

    word = "chi-tieu"
    objects = TargetQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = "chỉ tiêu"

    @property
    def figure(self) -> str:
        """ "33,59%", "2.604 hộ": as it was read, never rounded."""
        if self.value is None:
            return f"chưa rõ {self.unit}".strip()
        whole, _, part = f"{self.value:.2f}".partition(".")
        number = ",".join(filter(None, [words.number(int(whole)), part.rstrip("0")]))
        return f"{number}{self.unit}" if self.unit.startswith("%") else f"{number} {self.unit}".strip()


class TaskQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(plan__commune=place)

    def kept(self):
        return self.filter(dropped_at=None)

    def running(self):
        """Of published plans, in the plans' and then the clauses' order: what duties, figures and reports speak of."""
        return self.kept().filter(plan__published_at__isnull=False).select_related("clause")


class Task(Proposal):
    """Standing work that a clause orders (nhiệm vụ): who, how often, and what proves it."""

    extent = models.CharField("phạm vi", max_length=15, choices=Extent)
    bodies = models.ManyToManyField(Body, blank=True, related_name="+", verbose_name="đơn vị chủ trì")
    partners = models.ManyToManyField(Body, blank=True, related_name="+", verbose_name="đơn vị phối hợp")
    asked = models.JSONField("tên chưa rõ là đơn vị nào", default=list, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)  # of work that was ordered after the plan began
    due_on = models.DateField("hạn", null=True, blank=True)
    every = models.CharField("nhịp (RFC 5545)", max_length=80, blank=True)
    kind = models.CharField("chứng minh bằng", max_length=20, blank=True)
    times = models.PositiveSmallIntegerField("số lần mỗi kỳ", default=1)

    word = "nhiem-vu"
    objects = TaskQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = "nhiệm vụ"
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="task_at_least_once")]

    @property
    def names_its_doer(self) -> bool:
        return not self.asked and (self.extent != Extent.NAMED or bool(self.bodies.all()))

    @property
    def begins_on(self) -> date:
        """From which day it is owed."""
        return self.starts_on or self.plan.starts_on

    @property
    def rhythm(self) -> str:
        return in_words(self.every, self.due_on, self.times)


class DutyQuerySet(models.QuerySet):
    def with_steps(self):
        """The steps taken, each with who took it, in one query more."""
        return self.prefetch_related(models.Prefetch("steps", Step.objects.select_related("by")))

    def for_place(self, place: Place):
        return self.filter(body__place=place) if place.kind == PlaceKind.VILLAGE else self.filter(commune=place)

    def visible_to(self, reach: Reach):
        mine = self.filter(commune=reach.commune)
        if reach.everywhere(Data.WORK, Act.READ):
            return mine
        return mine.filter(body__in=reach.bodies(Data.WORK, Act.READ))

    def started_by(self, day):
        return self.filter(starts_on__lte=day)


class Duty(models.Model):
    """One occurrence of one task for one body (việc): what is owed for the days `starts_on` to `ends_on`."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="duties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="duties")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    due_on = models.DateField("hạn")
    needed = models.PositiveSmallIntegerField("số lần cần", default=1)
    kind = models.CharField("chứng minh bằng", max_length=20, blank=True)  # as the task asked when the duty was made

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "việc"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["body", "due_on"]), models.Index(fields=["commune", "starts_on"])]
        constraints = [
            models.UniqueConstraint(fields=["task", "body", "starts_on"], name="one_duty_a_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duty_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.body}, {self.due_on:%d/%m/%Y}"


class Step(models.Model):
    """Somebody handed in, accepted, sent back or excused a duty (bước); added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="steps")
    verb = models.CharField("bước", max_length=10, choices=Verb)
    at = models.DateTimeField("lúc", default=timezone.now)
    on = models.DateField("ngày")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField("lời ghi", max_length=2000, blank=True)

    class Meta:
        verbose_name = "bước"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.at:%d/%m/%Y}"
