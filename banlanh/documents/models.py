from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.core import words
from banlanh.core.ids import uuid7
from banlanh.places.models import Body, Place
from banlanh.records.models import Record

from .enums import DocumentType


class IssuedDocument(Record):
    """An official paper that a body has signed and sent (văn bản đã phát hành)."""

    type = models.CharField("loại", max_length=3, choices=DocumentType)
    number = models.CharField("số, ký hiệu", max_length=40)
    title = models.CharField("trích yếu", max_length=300)

    class Meta(Record.Meta):
        verbose_name = "văn bản đã phát hành"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "type", "number", "happened_on"],
                condition=Q(voided_at=None),
                name="one_document_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.number}, {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Loại", self.get_type_display()),
            ("Số, ký hiệu", self.number),
            ("Về việc", self.title),
        ]


class Resolution(Record):
    """What a party cell resolved at its monthly meeting (nghị quyết chi bộ); `covers_on` is the month's first day."""

    number = models.CharField("số", max_length=40)
    has_drug_content = models.BooleanField("có nội dung phòng, chống ma túy")

    class Meta(Record.Meta):
        verbose_name = "nghị quyết chi bộ"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "covers_on"], condition=Q(voided_at=None), name="one_resolution_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"nghị quyết tháng {self.covers_on:%-m/%Y}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Của tháng", f"{self.covers_on:%-m/%Y}"),
            ("Số", self.number),
            ("Nội dung phòng, chống ma túy", "có" if self.has_drug_content else "chưa có"),
        ]


class Series(models.Model):
    """The numbers of one body's papers of one type (dãy số), from a day until the next series begins.

    `after` is the last number that the office had given on paper before.
    """

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    type = models.CharField("loại", max_length=8)
    starts_on = models.DateField("bắt đầu từ ngày")
    after = models.PositiveIntegerField("đã cấp trên giấy đến số", default=0)
    opened_at = models.DateTimeField("mở lúc", default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dãy số"
        ordering = ["body", "type", "starts_on"]
        constraints = [models.UniqueConstraint(fields=["body", "type", "starts_on"], name="one_series_a_start")]

    def __str__(self) -> str:
        return f"{self.type} từ {words.short_day(self.starts_on)}"


class GivenNumber(models.Model):
    """A number that a paper was given (số đã cấp): once and for ever, whether or not the paper was sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="given")
    number = models.PositiveIntegerField("số")
    dated_on = models.DateField("ngày của văn bản")
    given_at = models.DateTimeField("cấp lúc", default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "số đã cấp"
        ordering = ["series", "number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="one_number_once")]

    def __str__(self) -> str:
        return f"{self.number:02}"
