import uuid

from django.db import models
from django.utils import timezone


class MasterKey(models.Model):
    """What is told of one version of the master key (khóa chủ): when it was made, split and given up; never the key."""

    version = models.PositiveIntegerField("phiên bản", primary_key=True)
    made_at = models.DateTimeField("lập lúc", default=timezone.now)
    split_at = models.DateTimeField("chia giấy lúc", null=True)
    retired_at = models.DateTimeField("thôi dùng lúc", null=True)

    class Meta:
        verbose_name = "khóa chủ"
        ordering = ["version"]

    def __str__(self) -> str:
        return f"khóa chủ, bản {self.version}"


class DataKey(models.Model):
    """What opens the file of one person (khóa hồ sơ), itself wrapped by the master key; SEC-20.

    It goes with its file to another commune, in whose log its destroying is told. No right hangs on `commune`: who
    holds the master key rotates all of them, and a key is destroyed when its file's archive period is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.BigIntegerField("mã xã")
    master = models.PositiveIntegerField("phiên bản khóa chủ")
    wrapped = models.BinaryField("khóa đã gói")
    made_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = "khóa hồ sơ"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def commune_id(self) -> int:
        return self.commune

    @property
    def place(self) -> str:
        """What the wrapped key is bound to."""
        return f"sealing.datakey|wrapped|{self.pk}|{self.master}"


class Shredded(models.Model):
    """A key that was destroyed (khóa đã hủy): told beside the files and the keys, so that no backup revives it."""

    key = models.UUIDField("khóa", unique=True)
    commune = models.BigIntegerField("mã xã")
    at = models.DateTimeField("hủy lúc", default=timezone.now)

    class Meta:
        verbose_name = "khóa đã hủy"

    def __str__(self) -> str:
        return str(self.key)

    @property
    def commune_id(self) -> int:
        return self.commune
