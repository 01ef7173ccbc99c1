from django.conf import settings
from django.db import models
from django.db.models import Q

from banlanh.core import clock, words
from banlanh.core.ids import uuid7
from banlanh.places.enums import PlaceKind
from banlanh.places.models import CommuneQuerySet, Place
from banlanh.records.models import Record

from .enums import Met, Outcome


class AnswerQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(village=place) if place.kind == PlaceKind.VILLAGE else self.filter(commune=place)


class Answer(models.Model):
    """What a named person says about one criterion, and why (trả lời tiêu chí): added, never changed; the last stands.

    Of the commune `about` is one of the Decision's facts, of a village a line of the village criteria.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("kỳ đánh giá kết thúc năm")
    village = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thôn")
    about = models.CharField("tiêu chí", max_length=20)
    met = models.CharField("trả lời", max_length=8, choices=Met, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    reason = models.CharField("căn cứ", max_length=300)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời tiêu chí"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(met="") & Q(number__isnull=False) | ~Q(met="") & Q(number=None)) & ~Q(reason=""),
                name="answer_of_one_kind_with_reason",
            )
        ]
        indexes = [models.Index(fields=["commune", "year"])]

    def __str__(self) -> str:
        return words.number(self.number) if self.number is not None else self.get_met_display()

    @property
    def value(self) -> int | bool | None:
        if self.number is not None:
            return self.number
        return None if self.met == Met.UNKNOWN else self.met == Met.YES


class CriteriaSetQuerySet(CommuneQuerySet):
    def in_force(self, day):
        return self.filter(starts_on__lte=day)


class CriteriaSet(models.Model):
    """What a village has to meet, from a day on (bộ tiêu chí thôn); a new version replaces it, none is ever changed.

    The Decision knows no villages: these rest on what the province or the commune decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    starts_on = models.DateField("áp dụng từ ngày")
    basis = models.CharField("căn cứ", max_length=200)
    lines = models.JSONField("tiêu chí")  # [{"key", "text", "source"}]
    adopted_at = models.DateTimeField("ghi lúc", default=clock.now)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí thôn"
        ordering = ["starts_on", "adopted_at"]

    def __str__(self) -> str:
        return f"bộ tiêu chí từ {words.day(self.starts_on)}"


class Title(Record):
    """What the level above decided of the commune or a village at a period's end (danh hiệu): by which document.

    Recorded, never computed; the body that it is recorded for received the paper.
    """

    year = models.PositiveSmallIntegerField("kỳ đánh giá kết thúc năm")
    village = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thôn")
    outcome = models.CharField("kết luận", max_length=8, choices=Outcome)
    issuer = models.CharField("cơ quan quyết định", max_length=120)
    number = models.CharField("số, ký hiệu", max_length=40)

    class Meta(Record.Meta):
        verbose_name = "danh hiệu"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["commune", "year"],
                condition=Q(voided_at=None, village=None),
                name="one_title_a_commune_and_year",
            ),
            models.UniqueConstraint(
                fields=["village", "year"],
                condition=Q(voided_at=None, village__isnull=False),
                name="one_title_a_village_and_year",
            ),
            models.CheckConstraint(
                condition=Q(village=None) | Q(outcome__in=("free", "neither")), name="a_village_has_no_type"
            ),
        ]

    def __str__(self) -> str:
        return f"kết luận kỳ {self.year}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        where = [("Thôn", self.village.name)] if self.village else []
        return [
            ("Kỳ đánh giá", f"15/12/{self.year - 1} – 14/12/{self.year}"),
            *where,
            ("Kết luận", self.get_outcome_display()),
            ("Cơ quan quyết định", self.issuer),
            ("Số, ký hiệu", self.number),
        ]
