from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import clock, words
from banlanh.core.constraints import both_or_neither
from banlanh.core.ids import uuid7
from banlanh.places.models import Body, Place
from banlanh.plans.models import Clause, Duty
from banlanh.records.models import Record, RecordQuerySet

from .enums import Asks, MeetingType, Proposer, Stage, Verb

CLIMBS_AFTER = 7  # days that a difficulty waits at one desk without an answer


class Meeting(Record):
    """Who met about the plan, how many of how many called, and on what (cuộc họp)."""

    type = models.CharField("loại", max_length=10, choices=MeetingType)
    present = models.PositiveSmallIntegerField("số có mặt")
    called = models.PositiveSmallIntegerField("số triệu tập")
    agenda = models.CharField("nội dung", max_length=500, blank=True)

    class Meta(Record.Meta):
        verbose_name = "cuộc họp"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(present__lte=F("called")), name="meeting_of_those_called"),
            models.UniqueConstraint(
                fields=["body", "type", "happened_on"], condition=Q(voided_at=None), name="one_meeting_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} ngày {words.short_day(self.happened_on)}"

    @property
    def is_hearing(self) -> bool:
        return self.type == MeetingType.HEARING

    @property
    def facts(self) -> list[tuple[str, str]]:
        agenda = [("Nội dung", self.agenda)] if self.agenda else []
        return [("Có mặt", f"{self.present} trong {self.called} người"), *agenda]

    @property
    def leads_to(self) -> tuple[str, str] | None:
        if self.type == MeetingType.CELL:
            return None
        return "Ghi kết luận, giao việc", reverse("committee:meeting", args=[self.pk])


class ConclusionQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(meeting__commune=place)


class Conclusion(models.Model):
    """What a meeting concluded (kết luận cuộc họp); with a body and a day it can become that body's duty."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions")
    text = models.CharField("kết luận", max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giao cho")
    due_on = models.DateField("hạn", null=True, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField("ghi lúc", default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận cuộc họp"
        ordering = ["added_at", "pk"]
        constraints = [
            both_or_neither("body", "due_on", "clause", name="conclusion_says_who_when_and_where_in_the_plan"),
            models.CheckConstraint(condition=Q(duty=None) | Q(body__isnull=False), name="a_duty_is_somebody_s"),
        ]

    def __str__(self) -> str:
        return self.text


class RegulationStep(Record):
    """One step on the way of a village's regulation to its recognition (bước sửa hương ước; Decree 61/2023)."""

    stage = models.CharField("bước", max_length=10, choices=Stage)
    round = models.PositiveSmallIntegerField("lần sửa đổi")
    proposer = models.CharField("bên đề xuất", max_length=10, choices=Proposer, blank=True)
    households = models.PositiveSmallIntegerField("số đại diện hộ", null=True, blank=True)
    agreed = models.PositiveSmallIntegerField("số tán thành", null=True, blank=True)
    number = models.CharField("số quyết định", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "bước sửa hương ước"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(stage=Stage.ADOPTED) | Q(agreed__isnull=False, households__lt=F("agreed") * 2),
                name="regulation_adopted_by_more_than_half",
            ),
            models.UniqueConstraint(
                fields=["body", "round", "stage"], condition=Q(voided_at=None), name="one_step_a_stage_and_round"
            ),
        ]

    def __str__(self) -> str:
        return f"hương ước: {self.get_stage_display()} {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        said = {
            "Bên đề xuất": self.get_proposer_display(),
            "Tán thành": f"{self.agreed} trong {self.households} đại diện hộ" if self.agreed is not None else "",
            "Số quyết định": self.number,
        }
        step = ("Bước", f"{self.get_stage_display()}, lần sửa đổi thứ {self.round}")
        return [step, *((label, value) for label, value in said.items() if value)]

    @property
    def leads_to(self) -> tuple[str, str] | None:
        return "Xem các bước của thôn", reverse("committee:regulation", args=[self.body.place_id])


class DifficultyQuerySet(RecordQuerySet):
    def visible_to(self, reach: Reach):
        """Those of the bodies within reach, and those that lie or lay at one's desk."""
        if reach.commune is None or reach.everywhere(Data.WORK, Act.READ):
            return super().visible_to(reach)
        mine = reach.bodies(Data.WORK, Act.READ)
        passed = DifficultyStep.objects.filter(desk__in=mine).values("difficulty")
        return self.filter(Q(body__in=mine) | Q(desk__in=mine) | Q(pk__in=passed), commune=reach.commune)

    def with_steps(self):
        """What was done about each, the oldest first, with its desks: in one query more."""
        steps = DifficultyStep.objects.select_related("desk", "by").order_by("at", "pk")
        return self.select_related("body", "desk").prefetch_related(models.Prefetch("steps", steps))


class Difficulty(Record):
    """What hinders the work and somebody above can remove (khó khăn); it climbs until somebody answers.

    `desk` is where it was laid first; where it lies now is its last step's word. `happened_on` is since when it
    hinders, `covers_on` the day on which the desk heard of it.
    """

    text = models.TextField("điều đang vướng", max_length=1000)
    desk = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="gửi đến")

    objects = DifficultyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "khó khăn"

    def __str__(self) -> str:
        return f"khó khăn: {self.text if len(self.text) <= 60 else self.text[:59] + '…'}"

    @property
    def last(self) -> "DifficultyStep | None":
        return next(reversed(self.steps.all()), None)

    @property
    def lies_with(self) -> Body:
        return self.last.desk if self.last else self.desk

    @property
    def since(self) -> date:
        """Since when it lies where it lies; the first desk has its days from when it heard of it."""
        return self.last.on if self.last else self.covers_on

    @property
    def is_closed(self) -> bool:
        return self.last is not None and self.last.verb == Verb.CLOSE

    @property
    def is_answered(self) -> bool:
        """Whether an answer waits for the word of who raised it."""
        return self.last is not None and self.last.verb == Verb.ANSWER

    @property
    def waits(self) -> bool:
        """Whether somebody at its desk has to answer."""
        return not (self.is_voided or self.is_closed or self.is_answered)

    @property
    def days_open(self) -> int:
        return ((self.last.on if self.is_closed else clock.today()) - self.happened_on).days

    @property
    def climbs_on(self) -> date:
        return self.since + CLIMBS_AFTER * clock.DAY

    @property
    def mark(self) -> str:
        """The status mark of the design system."""
        if self.is_closed:
            return "done"
        return "waiting" if self.is_answered else ("late" if self.days_open > CLIMBS_AFTER else "due")

    @property
    def words(self) -> str:
        if self.is_closed:
            return f"đã gỡ xong sau {self.days_open} ngày"
        return "đã trả lời" if self.is_answered else f"mở {self.days_open} ngày"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Điều đang vướng", self.text), ("Đang ở", str(self.lies_with)), ("Hiện nay", self.words)]

    @property
    def leads_to(self) -> tuple[str, str] | None:
        return "Xem đang được gỡ thế nào", reverse("committee:difficulty", args=[self.pk])


class DifficultyStep(models.Model):
    """What somebody, or the calendar, did about a difficulty (bước gỡ khó); added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="steps")
    verb = models.CharField("bước", max_length=10, choices=Verb)
    desk = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="ở")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField("lời ghi", max_length=1000, blank=True)

    class Meta:
        verbose_name = "bước gỡ khó"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb=Verb.CLIMB, by=None) | ~Q(verb=Verb.CLIMB) & Q(by__isnull=False),
                name="difficulty_climbs_by_itself_or_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.on:%d/%m/%Y}"


class Recommendation(Record):
    """A paper that asks to reward a body, or to look at its responsibility (kiến nghị); people decide on it."""

    asks = models.CharField("kiến nghị", max_length=15, choices=Asks)
    about = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị được nêu")
    number = models.CharField("số, ký hiệu", max_length=40)
    grounds = models.CharField("căn cứ", max_length=500)

    class Meta(Record.Meta):
        verbose_name = "kiến nghị"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "number", "happened_on"],
                condition=Q(voided_at=None),
                name="one_paper_a_recommendation",
            ),
        ]

    def __str__(self) -> str:
        return f"kiến nghị {self.get_asks_display()} số {self.number}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Kiến nghị", self.get_asks_display()),
            ("Đơn vị", str(self.about)),
            ("Số, ký hiệu", self.number),
            ("Căn cứ", self.grounds),
        ]


class Ruling(Record):
    """What was decided on a recommendation, by which paper (trả lời kiến nghị)."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="rulings")
    is_granted = models.BooleanField("đồng ý")
    number = models.CharField("số, ký hiệu", max_length=40)

    class Meta(Record.Meta):
        verbose_name = "trả lời kiến nghị"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(voided_at=None), name="one_ruling_a_recommendation"
            ),
        ]

    def __str__(self) -> str:
        return f"trả lời kiến nghị số {self.recommendation.number}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Kiến nghị", str(self.recommendation)),
            ("Kết quả", "đồng ý" if self.is_granted else "không đồng ý"),
            ("Văn bản số", self.number),
        ]
