from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banlanh.core import clock, words
from banlanh.core.ids import uuid7
from banlanh.core.steps import Stepped
from banlanh.indicators.registry import Period
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Body, CommuneQuerySet, Place

from .enums import GIVES_GRADE, GIVES_POINTS, WAITS, Grade, Happened, Rated, Source, Verb
from .weighing import Bands, Caps, Line, News


class OfBodyQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__place=place) if place.kind == PlaceKind.VILLAGE else self.filter(commune=place)


class Scheme(models.Model):
    """What bodies of a kind are rated by, from a day on (bộ tiêu chí xếp loại): lines, bands, the share of the best,
    and what the hard criterion holds down to. A new version replaces it, none is ever changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    rated = models.CharField("xếp loại ai", max_length=10, choices=Rated)
    starts_on = models.DateField("áp dụng từ ngày")
    basis = models.CharField("căn cứ", max_length=200)
    content = models.JSONField("tiêu chí")  # [key, text, points, source, part] each
    bands = models.JSONField("mức điểm")  # from how many points: excellent, good, done
    share = models.PositiveSmallIntegerField("tỷ lệ xuất sắc nhiều nhất, phần trăm")
    within = models.PositiveSmallIntegerField("báo trong mấy ngày")
    late_cap = models.CharField("báo muộn thì không quá", max_length=10, choices=Grade)
    never_cap = models.CharField("không báo thì không quá", max_length=10, choices=Grade)
    adopted_at = models.DateTimeField("ghi lúc", default=clock.now)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí xếp loại"
        ordering = ["starts_on", "adopted_at"]

    def __str__(self) -> str:
        return f"bộ tiêu chí xếp loại {self.get_rated_display()} từ {words.day(self.starts_on)}"

    @property
    def lines(self) -> list[Line]:
        return [
            Line(key, text, points, Source(source) if source else None, part)
            for key, text, points, source, part in self.content
        ]

    @property
    def reaches(self) -> Bands:
        return Bands(*self.bands)

    @property
    def caps(self) -> Caps:
        return Caps(self.within, Grade(self.late_cap), Grade(self.never_cap))


class Rating(Stepped, models.Model):
    """How one body did in one period (xếp loại): told from its steps, of each kind the last. Never of a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    rated = models.CharField("xếp loại ai", max_length=10, choices=Rated)
    period = models.CharField("kỳ", max_length=7)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        verbose_name = "xếp loại"
        constraints = [models.UniqueConstraint(fields=["body", "rated", "period"], name="one_rating_a_body_and_period")]

    def __str__(self) -> str:
        return f"xếp loại kỳ {self.period}"

    @property
    def words(self) -> str:
        step = self.last()
        if step and not Rated(self.rated).is_decided:
            return "đã tự chấm"
        return WAITS[Verb(step.verb) if step else None]

    @property
    def grade(self) -> Grade | None:
        """What was decided last; nothing before anybody decided."""
        step = self.last(*GIVES_GRADE)
        return Grade(step.grade) if step else None


class RatingStep(models.Model):
    """Somebody rated, reviewed, decided, appealed or answered (bước xếp loại); added, never changed.

    `evidence` is what the machine had filled in at that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="steps")
    verb = models.CharField("bước", max_length=10, choices=Verb)
    points = models.JSONField("điểm", default=dict)  # by line
    evidence = models.JSONField("căn cứ", default=dict)  # by source: n, m
    grade = models.CharField("mức", max_length=10, choices=Grade, blank=True)
    number = models.CharField("số văn bản", max_length=40, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bước xếp loại"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=GIVES_POINTS, grade="") | Q(verb__in=GIVES_GRADE) & ~Q(grade="") & ~Q(reason="")
                | Q(verb=Verb.APPEAL, grade="") & ~Q(reason=""),
                name="rating_step_says_what_it_has_to",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_verb_display()


class IncidentQuerySet(OfBodyQuerySet):
    def live(self):
        return self.filter(voided_at=None)

    def within(self, period: Period):
        """Those written down in the period: by our clock, so that none slips back into one that was decided."""
        first, after = clock.midnight_of(period.first), clock.midnight_of(period.last + clock.DAY)
        return self.filter(recorded_at__gte=first, recorded_at__lt=after)


class Incident(models.Model):
    """Something that the plan's hard criterion asks about (việc thuộc tiêu chí cứng): the day it happened, was known to
    the body that answers, and was told. No name, no words about anybody; what was told in time costs nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị phụ trách")
    kind = models.CharField("việc gì", max_length=8, choices=Happened)
    happened_on = models.DateField("xảy ra ngày", null=True, blank=True)
    known_on = models.DateField("đơn vị biết ngày", null=True, blank=True)
    told_on = models.DateField("đơn vị báo ngày", null=True, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("lý do hủy", max_length=300, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc thuộc tiêu chí cứng"
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(known_on=None) | Q(told_on__gte=F("known_on")),
                name="nobody_tells_what_they_do_not_know",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def news(self) -> News:
        return News(self.happened_on, self.known_on, self.told_on)
