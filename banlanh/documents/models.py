from django.db import models
from django.db.models import Q

from banlanh.core import words
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
