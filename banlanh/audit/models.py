from django.db import models


class Chain(models.Model):
    """The head of one commune's log (chuỗi nhật ký); its lock puts the commune's writes in one order."""

    commune = models.BigIntegerField("mã xã", unique=True)
    sequence = models.BigIntegerField("số thứ tự", default=0)
    seal = models.CharField("dấu", max_length=64, default="")
    rooms = models.JSONField("dấu của từng phần", default=dict)  # the seal of the last event about each room, and model

    class Meta:
        verbose_name = "chuỗi nhật ký"

    def __str__(self) -> str:
        return f"{self.commune}: {self.sequence}"


class Event(models.Model):
    """Who did what, when (sự kiện). Holds codes, never names; no foreign keys; the database refuses changes."""

    commune = models.BigIntegerField("mã xã")
    sequence = models.BigIntegerField("số thứ tự")
    at = models.DateTimeField("lúc")
    by = models.BigIntegerField("mã người", null=True)
    verb = models.CharField("việc", max_length=60)
    subject = models.CharField("về", max_length=120)
    detail = models.JSONField("chi tiết", default=dict)
    seal = models.CharField("dấu", max_length=64)

    class Meta:
        verbose_name = "sự kiện"
        ordering = ["commune", "sequence"]
        constraints = [models.UniqueConstraint(fields=["commune", "sequence"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject}"
