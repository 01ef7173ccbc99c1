from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.core.ids import uuid7

from .enums import Audience, Measure
from .release import Released


class PublicationQuerySet(models.QuerySet):
    def of(self, commune: int, measure: Measure, month):
        return self.filter(commune=commune, measure=measure, month=month)

    def splits_near(self, month, on, apart):
        """Tables that told of villages, and whose month, or day of settling, lies less than `apart` from these."""
        months = Q(month__gt=month - apart, month__lt=month + apart)
        return self.filter(months | Q(settled_on__gt=on - apart), is_split=True)


class Publication(models.Model):
    """A table of counts of people, as it was let out (bảng số đã cho biết; SEC-33). Never changed, never taken back.

    One row settles what every audience is told of a month, so that no two of them can be subtracted from each other.
    It holds no count, only what was told; and no foreign keys, like the log.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.BigIntegerField("mã xã")
    measure = models.CharField("đếm gì", max_length=20, choices=Measure)
    month = models.DateField("tháng")
    is_split = models.BooleanField("có từng thôn")
    told = models.JSONField("đã cho biết", default=dict)
    settled_on = models.DateField("ngày chốt", default=timezone.localdate)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng số đã cho biết"
        ordering = ["commune", "month"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "measure", "month"], name="one_table_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.measure} {self.month:%m/%Y}"

    @property
    def commune_id(self) -> int:
        return self.commune

    def told_to(self, audience: Audience) -> Released:
        return Released.from_json(self.told[audience])
