from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core.ids import uuid7
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Body, Place

from .enums import NOT_SAID, Late, WhyLate


def is_late(day: date, on: date) -> bool:
    """Whether `day` was over for more than 24 hours when something of it came on the day `on` (SEC-45)."""
    return (on - day).days > 1


def readable(reach: Reach, data: Data) -> Q:
    """Where a row of this class is within `reach`; nowhere for somebody without a post."""
    mine = Q(commune=reach.commune)
    return mine if reach.everywhere(data, Act.READ) else mine & Q(body__in=reach.bodies(data, Act.READ))


class RecordQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__place=place) if place.kind == PlaceKind.VILLAGE else self.filter(commune=place)

    def visible_to(self, reach: Reach):
        """Records of the bodies within `reach`, by the class of what this kind of record tells."""
        return self.filter(readable(reach, self.model.data))

    def live(self):
        """Those that were not voided."""
        return self.filter(voided_at=None)


class MayBeLate(models.Model):
    """What has a day of its own and may come here long after it (ghi muộn): it is marked, with why (SEC-45)."""

    the_day = "happened_on"

    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)
    why_late = models.CharField("vì sao ghi muộn", max_length=8, choices=WhyLate, blank=True)
    late_word = models.CharField("lý do khác", max_length=160, blank=True)

    class Meta:
        abstract = True

    @property
    def days_after(self) -> int:
        """How many days after it happened it was recorded."""
        return (timezone.localdate(self.recorded_at) - getattr(self, self.the_day)).days

    @property
    def is_late(self) -> bool:
        return is_late(getattr(self, self.the_day), timezone.localdate(self.recorded_at))

    @property
    def late_words(self) -> str:
        said = self.get_why_late_display() or NOT_SAID
        return f"{said}: {self.late_word}" if self.late_word else said

    def explain(self, late: Late) -> dict[str, str]:
        """Takes in why it comes late, if it does; what its event tells of that, which is never the person's words."""
        if not self.is_late:
            return {}
        self.why_late, self.late_word = late
        return {"why_late": self.why_late}


class Record(MayBeLate):
    """A dated fact made by someone (bản ghi): never deleted, only voided with a reason.

    `happened_on` is the day it happened, `recorded_at` the moment it arrived here, and `covers_on` a day of the
    period that it counts for: October's resolution may be passed, and recorded, in November.
    """

    data = Data.WORK  # the class of what it tells; that a duty was done is plan work whatever proves it

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    happened_on = models.DateField("ngày")
    covers_on = models.DateField("tính cho kỳ có ngày")
    # The task that it was made for, by its number: plans lie above this room. Without one it serves any task.
    for_task = models.BigIntegerField("cho nhiệm vụ", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("lý do hủy", max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-happened_on", "-recorded_at"]
        indexes = [models.Index(fields=["commune", "covers_on"]), models.Index(fields=["body", "covers_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="%(class)s_voided_with_reason",
            )
        ]

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the record's own page shows: label and value, in the order in which people ask."""
        raise NotImplementedError

    @property
    def leads_to(self) -> tuple[str, str] | None:
        """Label and address of the page where its story goes on; most records are told on their own page alone."""
        return None


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach):
        """Files of the bodies within `reach`, each by the class of what stands before it."""
        classes = {model.data for model in Record.__subclasses__()} | {Data.WORK}
        return self.filter(reduce(or_, (Q(data=data) & readable(reach, data) for data in sorted(classes))))


class Attachment(models.Model):
    """A file that stands behind a record or a step of a duty (tệp đính kèm), kept under a random name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    owner = models.UUIDField("của bản ghi", db_index=True)
    data = models.CharField("loại dữ liệu", max_length=3, choices=Data, default=Data.WORK)
    name = models.CharField("tên tệp", max_length=160)
    kind = models.CharField("loại", max_length=10)
    size = models.PositiveIntegerField("dung lượng, byte")
    sha256 = models.CharField("dấu", max_length=64)
    file = models.FileField("tệp", upload_to="attachments/%Y/%m/", max_length=160)
    attached_at = models.DateTimeField("lúc", default=timezone.now)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        constraints = [models.UniqueConstraint(fields=["owner", "sha256"], name="one_file_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def class_of(cls, pk: UUID) -> Data:
        """The class of what this file shows; of one that is not there, nothing is told."""
        return Data(cls.objects.filter(pk=pk).values_list("data", flat=True).first() or Data.WORK)
