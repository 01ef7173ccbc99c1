from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import clock, words
from banlanh.core.ids import uuid7
from banlanh.places.enums import Language
from banlanh.places.models import Body, CommuneQuerySet, Place
from banlanh.records.models import Record

from .enums import Audience, Priority, Reason, Slot, Subject, Weekday


def languages_of(body: Body) -> list[str]:
    """The languages that a village's bulletins need; Vietnamese where nothing was said."""
    return (body.place.languages if body.place else []) or [Language.VIETNAMESE.value]


class Airing(Record):
    """One bulletin played over a village's loudspeakers in one language (lượt phát)."""

    language = models.CharField("thứ tiếng", max_length=3, choices=Language)
    slot = models.CharField("buổi", max_length=10, choices=Slot)
    minutes = models.PositiveSmallIntegerField("số phút")

    class Meta(Record.Meta):
        verbose_name = "lượt phát"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "happened_on", "slot", "language"],
                condition=Q(voided_at=None),
                name="one_airing_a_session_and_language",
            ),
        ]

    @property
    def key(self) -> tuple[date, str, str]:
        """There is one of each that is live in a village."""
        return self.happened_on, self.slot, self.language

    def __str__(self) -> str:
        return f"phát {self.get_language_display()}, {self.get_slot_display()} {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Thứ tiếng", self.get_language_display()),
            ("Buổi", self.get_slot_display()),
            ("Thời lượng", f"{self.minutes} phút"),
        ]


class FailedAiring(Record):
    """A session that a village could not play, and why (lượt không phát được).

    It counts for nothing; it explains what is missing. A session that was played after all has none that is live.
    """

    slot = models.CharField("buổi", max_length=10, choices=Slot)
    reason = models.CharField("vì sao", max_length=10, choices=Reason)
    word = models.CharField("ghi thêm", max_length=160, blank=True)

    class Meta(Record.Meta):
        verbose_name = "lượt không phát được"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "happened_on", "slot"], condition=Q(voided_at=None), name="one_failure_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"không phát được {self.get_slot_display()} {words.short_day(self.happened_on)}: {self.why}"

    @property
    def why(self) -> str:
        return self.word if self.reason == Reason.OTHER else self.get_reason_display()

    @property
    def facts(self) -> list[tuple[str, str]]:
        told = [("Buổi", self.get_slot_display()), ("Vì sao không phát được", self.get_reason_display())]
        return [*told, ("Ghi thêm", self.word)] if self.word else told


class Gathering(Record):
    """A meeting at which a body spoke with people of its place (buổi gặp mặt): numbers, never who came."""

    audience = models.CharField("gặp ai", max_length=10, choices=Audience)
    venue = models.CharField("địa điểm", max_length=120)
    present = models.PositiveSmallIntegerField("số người dự")
    pledges = models.PositiveSmallIntegerField("số bản cam kết thu được", default=0)

    class Meta(Record.Meta):
        verbose_name = "buổi gặp mặt"

    def __str__(self) -> str:
        return f"gặp {self.get_audience_display()} ngày {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Gặp ai", self.get_audience_display()),
            ("Địa điểm", self.venue),
            ("Số người dự", words.number(self.present)),
            ("Cam kết thu được tại chỗ", words.number(self.pledges)),
        ]


class SchoolSession(Record):
    """A session about drugs that a school held for pupils and parents (buổi ngoại khóa): numbers, never names."""

    classes = models.CharField("các lớp", max_length=80)
    pupils = models.PositiveSmallIntegerField("số học sinh dự")
    parents = models.PositiveSmallIntegerField("số cha mẹ học sinh dự", default=0)
    subject = models.CharField("nội dung", max_length=10, choices=Subject)

    class Meta(Record.Meta):
        verbose_name = "buổi ngoại khóa"

    def __str__(self) -> str:
        return f"ngoại khóa {self.classes}, ngày {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Các lớp", self.classes),
            ("Nội dung", self.get_subject_display()),
            ("Học sinh dự", words.number(self.pupils)),
            ("Cha mẹ học sinh dự", words.number(self.parents)),
        ]


class BulletinQuerySet(CommuneQuerySet):
    def visible_to(self, reach: Reach):
        """What was approved is for all who work by the plan; what is being written, for those who write."""
        ours = self.filter(commune=reach.commune)
        return ours if reach.everywhere(Data.WORK, Act.CREATE) else ours.approved()

    def approved(self):
        """Those whose words, as they stand now, somebody found to point at nobody."""
        said = Review.objects.filter(bulletin=OuterRef("pk"), sha256=OuterRef("sha256")).order_by("-at", "-pk")
        return self.annotate(points=Subquery(said.values("points_at_somebody")[:1])).filter(points=False)


class Bulletin(models.Model):
    """What loudspeakers are to say (bản tin), in the languages of the commune.

    `sha256` marks its words and recordings as they stand; an approval holds for that mark alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    title = models.CharField("tên bản tin", max_length=120)
    priority = models.CharField("mức ưu tiên", max_length=10, choices=Priority, default=Priority.NORMAL)
    sha256 = models.CharField("dấu", max_length=64)
    written_at = models.DateTimeField("viết lúc", default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = "bản tin"
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_urgent(self) -> bool:
        return self.priority == Priority.URGENT

    @property
    def last_review(self) -> "Review | None":
        """What was last said of its words as they stand now."""
        said = [each for each in self.reviews.all() if each.sha256 == self.sha256]
        return max(said, key=lambda each: (each.at, each.pk), default=None)

    @property
    def is_approved(self) -> bool:
        return self.last_review is not None and not self.last_review.points_at_somebody

    @property
    def status(self) -> tuple[str, str]:
        """Mark and words of where it stands."""
        if not self.texts.all():
            return "open", "chưa có lời"
        if self.last_review is None:
            return "waiting", "chờ duyệt"
        return ("done", "đã duyệt") if self.is_approved else ("returned", "trả lại")


class BulletinTextQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach):
        return self.filter(bulletin__in=Bulletin.objects.visible_to(reach).values("pk"))


class BulletinText(models.Model):
    """A bulletin's words in one language (lời bản tin), with the recording of somebody who reads them."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="texts")
    language = models.CharField("thứ tiếng", max_length=3, choices=Language)
    text = models.TextField("lời", max_length=4000)
    audio = models.FileField("bản thu", upload_to="bulletins/%Y/%m/", max_length=160, blank=True)
    audio_kind = models.CharField("loại tệp", max_length=4, blank=True)
    audio_size = models.PositiveIntegerField("dung lượng, byte", default=0)
    audio_sha256 = models.CharField("dấu của bản thu", max_length=64, blank=True)
    written_at = models.DateTimeField("viết lúc", default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BulletinTextQuerySet.as_manager()

    class Meta:
        verbose_name = "lời bản tin"
        ordering = ["bulletin", "pk"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return f"{self.bulletin}, {self.get_language_display()}"


class Review(models.Model):
    """What somebody who did not write a bulletin said of it (duyệt bản tin); added, never changed. The last stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="reviews")
    sha256 = models.CharField("dấu đã đọc", max_length=64)
    points_at_somebody = models.BooleanField("có chỉ vào một người, một nhà")
    word = models.CharField("cần sửa gì", max_length=300, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "duyệt bản tin"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points_at_somebody=False) | ~Q(word=""), name="who_sends_back_says_what_is_to_change"
            )
        ]

    def __str__(self) -> str:
        return "trả lại" if self.points_at_somebody else "đã duyệt"


class RunQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(bulletin__commune=place)

    def in_week(self, monday: date):
        return self.filter(starts_on__lte=monday, ends_on__gte=monday)


class Run(models.Model):
    """From which week to which week a bulletin is played (đợt phát), in every village's sessions.

    `starts_on` is a Monday, `ends_on` a Sunday; one that was called off before it began ends before it starts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="runs")
    starts_on = models.DateField("từ tuần")
    ends_on = models.DateField("hết tuần")
    put_at = models.DateTimeField("lên lịch lúc", default=timezone.now)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt phát"
        ordering = ["starts_on", "put_at"]

    def __str__(self) -> str:
        return f"{words.short_day(self.starts_on)} – {words.short_day(self.ends_on)}"

    @property
    def commune_id(self) -> int:
        return self.bulletin.commune_id

    @property
    def is_running(self) -> bool:
        return self.ends_on >= max(self.starts_on, clock.today())


class PlannedAiringQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__commune=place)

    def visible_to(self, reach: Reach):
        return self.filter(body__commune=reach.commune).filter(
            Q() if reach.everywhere(Data.WORK, Act.READ) else Q(body__in=reach.bodies(Data.WORK, Act.READ))
        )

    def between(self, first: date, last: date):
        """Those that hold on any of these days."""
        still = Q(ends_on=None) | Q(ends_on__gte=F("starts_on")) & Q(ends_on__gte=first)
        return self.filter(still, starts_on__lte=last)


class PlannedAiring(models.Model):
    """A session that a village plays every week from one week on (khung phát): a rule, of which no week is a copy.

    `starts_on` is a Monday, `ends_on` the last Sunday; a rule that was changed before it began ends before it starts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="thôn")
    weekday = models.PositiveSmallIntegerField("thứ", choices=Weekday)
    slot = models.CharField("buổi", max_length=10, choices=Slot)
    languages = models.JSONField("thứ tiếng", default=list)
    minutes = models.PositiveSmallIntegerField("số phút")
    starts_on = models.DateField("từ tuần")
    ends_on = models.DateField("hết tuần", null=True, blank=True)
    planned_at = models.DateTimeField("đặt lúc", default=timezone.now)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PlannedAiringQuerySet.as_manager()

    class Meta:
        verbose_name = "khung phát"
        ordering = ["weekday", "-slot"]
        indexes = [models.Index(fields=["body", "starts_on"], name="planned_by_village")]

    def __str__(self) -> str:
        return f"{self.get_slot_display()} {self.get_weekday_display()}"

    @property
    def commune_id(self) -> int:
        return self.body.commune_id

    @property
    def spoken(self) -> list[str]:
        return [Language(each).label for each in self.languages]

    def day_in(self, monday: date) -> date:
        return monday + self.weekday * clock.DAY

    def holds_on(self, day: date) -> bool:
        is_within = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return is_within and day.weekday() == self.weekday
