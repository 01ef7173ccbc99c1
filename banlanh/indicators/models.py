from django.db import models

from banlanh.places.models import CommuneQuerySet, Place


class FigureSheet(models.Model):
    """All figures of one commune on one day (bảng số liệu), with the version of the data they were counted from.

    What is counted of a month is counted from `since` to `until`.
    """

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    since = models.DateField("kỳ từ ngày")
    until = models.DateField("kỳ đến ngày")
    version = models.BigIntegerField("phiên bản dữ liệu")
    figures = models.JSONField("số liệu")
    counted_at = models.DateTimeField("đếm lúc", auto_now=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng số liệu"
        constraints = [models.UniqueConstraint(fields=["commune", "day", "since", "until"], name="one_sheet_a_span")]

    def __str__(self) -> str:
        return f"{self.commune}, {self.day:%d/%m/%Y}, v{self.version}"
