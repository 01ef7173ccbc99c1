from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.accounts.rules import ENDS_SIGN_INS
from banlanh.core.constraints import both_or_neither
from banlanh.places.models import Body, Place

from .enums import Answer, Claim, Why

LIVES = timedelta(days=14)


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach, user: models.Model):
        """One's own; who may end sign-ins (SEC-07) sees those of the commune, to revoke one that was lost."""
        if any(post.role in ENDS_SIGN_INS for post in reach.posts):
            return self.filter(Q(commune=reach.commune) | Q(user=user.pk))
        return self.filter(user=user.pk)


class Device(models.Model):
    """A phone that was given a pack (điện thoại đã nhận gói); its id is made here, and belongs to one person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("loại máy", max_length=40)
    made_at = models.DateTimeField("nhận gói lần đầu", default=timezone.now)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "điện thoại đã nhận gói"
        ordering = ["-made_at"]
        constraints = [both_or_neither("revoked_at", "revoked_by", name="device_revoked_by_someone")]

    def __str__(self) -> str:
        return f"{self.name} của {self.user}"


class Sent(models.Model):
    """Which rows a phone was sent, and a mark of what each said (gói đã gửi): so that only what differs is sent next.

    The last two of each phone are kept: the answer to the last question may never have arrived.
    """

    device = models.ForeignKey(Device, models.CASCADE, related_name="sent")
    number = models.PositiveIntegerField("gói số")
    at = models.DateTimeField("lúc", default=timezone.now)
    scope = models.CharField("phạm vi", max_length=16)
    versions = models.JSONField("dấu của từng phần", default=dict)
    marks = models.JSONField("dấu của từng dòng", default=dict)

    class Meta:
        verbose_name = "gói đã gửi"
        ordering = ["device", "number"]
        constraints = [models.UniqueConstraint(fields=["device", "number"], name="one_pack_a_number")]

    def __str__(self) -> str:
        return f"gói {self.number}"


class Receipt(models.Model):
    """What was answered to one operation of a phone (biên nhận): sent again, it is answered so again, and not done."""

    id = models.UUIDField(primary_key=True, editable=False)  # the operation's, made on the phone
    device = models.ForeignKey(Device, models.PROTECT, related_name="receipts")
    sequence = models.PositiveBigIntegerField("số thứ tự trên máy")
    kind = models.CharField("loại việc", max_length=40)
    digest = models.CharField("dấu của nội dung", max_length=64)
    state = models.CharField("kết quả", max_length=11, choices=Answer)
    answer = models.JSONField("đã trả lời", default=dict)
    subject = models.CharField("đã ghi vào", max_length=120, blank=True)
    claimed_at = models.DateTimeField("máy ghi lúc", null=True, blank=True)
    claim = models.CharField("đồng hồ của máy", max_length=10, choices=Claim, default=Claim.FITS)
    received_at = models.DateTimeField("nhận lúc", default=timezone.now)

    waits: bool  # for somebody's look, as `rules.RECEIPT` tells beside it

    class Meta:
        verbose_name = "biên nhận"
        ordering = ["received_at", "sequence"]
        constraints = [models.UniqueConstraint(fields=["device", "sequence"], name="one_operation_a_sequence")]

    def __str__(self) -> str:
        return f"biên nhận {self.kind}"


class UploadQuerySet(models.QuerySet):
    def along(self):
        """Whole, beside work that waits: once that is taken over, nothing of them is left here."""
        return self.exclude(whole_at=None).exclude(content=b"")


class Upload(models.Model):
    """A picture of which a part has come, or that waits with its operation (ảnh gửi dở); as sealed as it was sent.

    Once it stands behind what the operation wrote, only that is left: a phone that did not hear so asks again.
    """

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="uploads")
    digest = models.CharField("dấu của cả ảnh", max_length=64)
    length = models.PositiveIntegerField("cỡ của cả ảnh")
    content = models.BinaryField("phần đã đến", default=b"")
    box = models.BinaryField("khóa đã niêm của ảnh", default=b"")
    at = models.DateTimeField("phần cuối đến lúc", default=timezone.now)
    whole_at = models.DateTimeField("đủ lúc", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh gửi dở"
        constraints = [models.UniqueConstraint(fields=["receipt", "digest"], name="one_upload_a_picture")]

    def __str__(self) -> str:
        return f"ảnh của {self.receipt}"

    @property
    def offset(self) -> int:
        """How much of it is here, from its beginning."""
        return self.length if self.whole_at else len(self.content)


class QuarantinedQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach):
        """Of the bodies that the person answers for, each by the class of what it holds."""
        theirs = [Q(data=data) & answered_for(reach, data) for data in sorted(Data) if reach.has(data, Act.CREATE)]
        return self.filter(reduce(or_, theirs)) if theirs else self.none()

    def waiting(self):
        return self.filter(settled_at=None)


def answered_for(reach: Reach, data: Data) -> Q:
    mine = Q(commune=reach.commune)
    if reach.everywhere(data, Act.CREATE):
        return mine
    return mine & Q(body__in=reach.bodies(data, Act.CREATE))


class Quarantined(models.Model):
    """An operation that waits for somebody's look (việc chờ xem): kept as it was sent, never done by itself.

    Settled, it was taken over by somebody who answers for the body, or dropped with a reason.
    """

    receipt = models.OneToOneField(Receipt, models.PROTECT, primary_key=True, related_name="quarantined")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    data = models.CharField("loại dữ liệu", max_length=3, choices=Data)
    why = models.CharField("vì sao", max_length=10, choices=Why)
    payload = models.JSONField("nội dung", default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    settled_at = models.DateTimeField("xem lúc", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_because = models.CharField("lý do bỏ", max_length=300, blank=True)

    objects = QuarantinedQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chờ xem"
        ordering = ["receipt__received_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, dropped_because="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="quarantine_settled_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"việc chờ xem của {self.author}"
